"""The package (a zip file) that a .docx is: opened within bounds, packed quickly.

Opening trusts nothing that the file says about itself (archive.py).
Packing is our own because most parts of a draft never change: a `Part` holds its bytes as
they stand in the zip file, so a part that many drafts share is deflated only once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from ..errors import DocumentError
from ..files.archive import Archive, ArchiveError, Bounds, Problem, raw
from .ooxml import doctype_refused

BOUNDS = Bounds(marks=1_500_000)

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


def deflated(name: str, data: bytes, level: int = 6) -> Part:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
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
    damaged, encrypted, or larger when inflated than a document is (`BOUNDS`).
    """
    return read_parts(data, name, lambda _: True)


def read_parts(data: bytes, name: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Like `open_package`, inflating only the parts whose names are `wanted`."""
    with _opened(data, name) as archive:
        return archive.parts(wanted)


def read_with_checksums(
    data: bytes, name: str, wanted: Callable[[str], bool]
) -> tuple[dict[str, bytes], dict[str, int]]:
    """What `read_parts` and `checksums` give, opened once."""
    with _opened(data, name) as archive:
        return archive.parts(wanted), _checksums(archive)


def checksums(data: bytes, name: str) -> dict[str, int]:
    """The CRC-32 that the zip directory states for every part; nothing is inflated."""
    with _opened(data, name) as archive:
        return _checksums(archive)


def _checksums(archive: Archive) -> dict[str, int]:
    return {info.filename: info.CRC for info in archive.entries}


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Archive]:
    """The archive that a .docx is; what is wrong with it is told as a DocumentError."""
    try:
        archive = Archive(data, BOUNDS)
        names = {info.filename.lower() for info in archive.entries}
        if not {"[content_types].xml", "_rels/.rels"} <= names:
            raise DocumentError(f"{name} 是别的压缩文件，不是 .docx。{_SAVE_AS}。")
        yield archive
    except ArchiveError as error:
        if error.problem is Problem.DOCTYPE:
            raise doctype_refused(f"{name}（{error.part}）") from error
        raise DocumentError(f"{name} {_PROBLEMS[error.problem]}") from error


_SAVE_AS = "请在 Word 或 WPS 中另存为“Word 文档（*.docx）”"
_OPEN_AND_SAVE_AS = "请在 Word 或 WPS 中打开，另存为“Word 文档（*.docx）”"
_PROBLEMS: Mapping[Problem, str] = {
    Problem.EMPTY: "是空文件，没有内容。",
    Problem.OTHER: f"不是 .docx 文件。{_OPEN_AND_SAVE_AS}。",
    Problem.OLD: f"是旧格式（.doc 或 .wps）。{_OPEN_AND_SAVE_AS}后再用。",
    Problem.ENCRYPTED: "设有打开密码。请在 Word 或 WPS 中取消密码后保存，再试一次。",
    Problem.LOCKED: "是加密的压缩文件。请解密后再试。",
    Problem.DAMAGED: "不完整或已损坏。请重新复制一份，或在 Word 中用“打开并修复”另存后再试。",
    Problem.TOO_LARGE: "展开后大得不像一篇文稿，不予打开。请确认文件来历，或把正文复制到新文档再试。",
    Problem.DOUBLE: "里有重名的部件，正常的 Word 文件没有，不予打开。请弄清文件的来历。",
}


def read_with_packed(
    data: bytes, name: str, wanted: Callable[[str], bool]
) -> tuple[dict[str, bytes], dict[str, Part]]:
    """What `read_parts` gives, and every part as it stands in the file, opened once."""
    with _opened(data, name) as archive:
        packed = {
            info.filename: _part(info.filename, info.compress_type, info.CRC, info.file_size, raw(data, info))
            for info in archive.entries
        }
        return archive.parts(wanted), packed
