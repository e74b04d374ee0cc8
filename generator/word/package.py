"""The package (a zip file) that a .docx is: opened within bounds, packed quickly.

Opening trusts nothing that the file says about itself: sizes are counted while inflating.
Packing is our own because most parts of a draft never change: a `Part` holds its bytes as
they stand in the zip file, so a part that many drafts share is deflated only once.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..errors import DocumentError
from .ooxml import doctype_refused

MOST_PARTS = 2_000
LARGEST_PART = 64 << 20
LARGEST_TOTAL = 128 << 20
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 16 << 20
"""A part may be deflated to less than 1/LARGEST_RATIO as long as it stays below this size."""
MOST_MARKS = 1_500_000
"""How many `<` and `=` the XML parts have in all; each costs a parser some 200 bytes."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError,
    NotImplementedError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5HI")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UTF_8, _JANUARY_1980 = 20, 0x800, 0x21


class Part(NamedTuple):
    """A part as it stands in the zip file: its entry, and its line in the directory before
    and after the place of that."""

    name: str
    crc: int
    entry: bytes
    listing: tuple[bytes, bytes]


def deflated(name: str, data: bytes) -> Part:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packed_part(name, data, packer.compress(data) + packer.flush())


def stored(name: str, data: bytes) -> Part:
    """Not deflated: the same bytes whatever zlib there is."""
    return packed_part(name, data, data, method=0)


def packed_part(name: str, data: bytes, packed: bytes, method: int = zlib.DEFLATED) -> Part:
    """The part `data` that was `packed` before."""
    return _part(name, method, zlib.crc32(data), len(data), packed)


def _part(name: str, method: int, crc: int, size: int, packed: bytes) -> Part:
    encoded = name.encode()
    flags = 0 if name.isascii() else _UTF_8
    about = (flags, method, 0, _JANUARY_1980, crc, len(packed), size, len(encoded), 0)
    entry = _LOCAL.pack(b"PK\3\4", _VERSION, *about) + encoded + packed
    line = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *about, 0, 0, 0, 0)
    return Part(name, crc, entry, (line, encoded))


def pack(parts: Iterable[Part]) -> bytes:
    """The zip file of `parts`, in this order. No clock: the same parts give the same bytes."""
    entries: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        before, after = part.listing
        directory += (before, offset.to_bytes(4, "little"), after)
        entries.append(part.entry)
        offset += len(part.entry)
    listed = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(listed), offset, 0)
    return b"".join((*entries, listed, end))


def open_package(data: bytes, name: str) -> dict[str, bytes]:
    """Every part of an untrusted .docx by its name, in the order of the file.

    `name` is what messages call the file. Raises DocumentError when it is no .docx, is
    damaged, encrypted, or larger when inflated than a document is (the bounds above).
    """
    return read_parts(data, name, lambda _: True)


def read_parts(data: bytes, name: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Like `open_package`, inflating only the parts whose names are `wanted`."""
    with _open(data, name) as archive:
        bounds = _Bounds(name)
        return {
            info.filename: _inflated(archive, info, bounds)
            for info in _entries(archive, name)
            if wanted(info.filename)
        }


def read_with_checksums(
    data: bytes, name: str, wanted: Callable[[str], bool]
) -> tuple[dict[str, bytes], dict[str, int]]:
    """What `read_parts` and `checksums` give, opened once."""
    with _open(data, name) as archive:
        bounds, entries = _Bounds(name), _entries(archive, name)
        parts = {info.filename: _inflated(archive, info, bounds) for info in entries if wanted(info.filename)}
        return parts, {info.filename: info.CRC for info in entries}


def checksums(data: bytes, name: str) -> dict[str, int]:
    """The CRC-32 that the zip directory states for every part; nothing is inflated."""
    with _open(data, name) as archive:
        return {info.filename: info.CRC for info in _entries(archive, name)}


class _Bounds:
    """What one package has left of the bounds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.left = LARGEST_TOTAL
        self.marks = MOST_MARKS

    def limit(self, packed: int) -> int:
        """How large a part of `packed` bytes may become."""
        return min(self.left, LARGEST_PART, max(RATIO_COUNTS_FROM, packed * LARGEST_RATIO))

    def take(self, part: bytes, is_xml: bool) -> None:
        self.left -= len(part)
        self.marks -= (part.count(b"<") + part.count(b"=")) if is_xml else 0
        if self.marks < 0:
            raise too_large(self.name)


def too_large(name: str) -> DocumentError:
    return DocumentError(
        f"{name} 展开后大得不像一篇文稿，不予打开。请确认文件来历，或把正文复制到新文档再试。"
    )


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    if not data.startswith(b"PK"):
        raise _not_a_package(data, name)
    if data.count(b"PK\1\2") > MOST_PARTS:
        raise too_large(name)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise _damaged(name) from error


def _not_a_package(data: bytes, name: str) -> DocumentError:
    if not data:
        return DocumentError(f"{name} 是空文件，没有内容。")
    if not data.startswith(_OLE):
        return DocumentError(
            f"{name} 不是 .docx 文件。请在 Word 或 WPS 中打开，另存为“Word 文档（*.docx）”。"
        )
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DocumentError(f"{name} 设有打开密码。请在 Word 或 WPS 中取消密码后保存，再试一次。")
    return DocumentError(
        f"{name} 是旧格式（.doc 或 .wps）。请在 Word 或 WPS 中打开，另存为“Word 文档（*.docx）”后再用。"
    )


def _damaged(name: str) -> DocumentError:
    return DocumentError(f"{name} 不完整或已损坏。请重新复制一份，或在 Word 中用“打开并修复”另存后再试。")


def _entries(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    entries = [info for info in archive.infolist() if not info.is_dir()]
    names = {info.filename.lower() for info in entries}
    if len(names) != len(entries):
        raise DocumentError(f"{name} 里有重名的部件，正常的 Word 文件没有，不予打开。请弄清文件的来历。")
    if any(info.flag_bits & 1 for info in entries):
        raise DocumentError(f"{name} 是加密的压缩文件。请解密后再试。")
    if "[content_types].xml" not in names or "_rels/.rels" not in names:
        raise DocumentError(
            f"{name} 是别的压缩文件，不是 .docx。请在 Word 或 WPS 中另存为“Word 文档（*.docx）”。"
        )
    return entries


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, bounds: _Bounds) -> bytes:
    limit = bounds.limit(info.compress_size)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged(bounds.name)
    try:
        with archive.open(info) as stream:
            part = stream.read(limit + 1)
    except _DAMAGE as error:
        raise _damaged(bounds.name) from error
    if len(part) > limit:
        raise too_large(bounds.name)
    if any(doctype in part for doctype in _DOCTYPES):
        raise doctype_refused(f"{bounds.name}（{info.filename}）")
    bounds.take(part, info.filename.lower().endswith((".xml", ".rels")))
    return part


def packed_parts(data: bytes, name: str) -> dict[str, Part]:
    """Every part of a .docx that `open_package` opened, as it stands in the file."""
    with _open(data, name) as archive:
        return {
            info.filename: _part(
                info.filename, info.compress_type, info.CRC, info.file_size, _raw(data, info)
            )
            for info in _entries(archive, name)
        }


def _raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, as they stand after its own header."""
    *_, name, extra = _LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL.size + name + extra
    return data[start : start + info.compress_size]
