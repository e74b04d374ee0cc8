"""Archives: zip files that may come from anyone, opened within bounds.

Nothing that the file says about itself is trusted: sizes are counted while inflating.
"""

from __future__ import annotations

import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

_HEADER = struct.Struct("<4s5H3I2H")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError,
    NotImplementedError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Bounds:
    """What an archive may hold: so many parts, so many bytes a part and in all.

    A part larger than `ratio_from` may be at most `ratio` times its packed size. `marks`
    is how many `<` and `=` the XML parts have in all; each costs a parser some 200 bytes.
    """

    parts: int = 2_000
    part: int = 64 << 20
    total: int = 128 << 20
    ratio: int = 200
    ratio_from: int = 16 << 20
    marks: int = sys.maxsize


class Problem(Enum):
    """Why an archive is not opened."""

    EMPTY = "nothing in it"
    OTHER = "no archive"
    OLD = "an OLE file, the form of .doc and .xls"
    ENCRYPTED = "locked with a password, by the program that saved it"
    LOCKED = "a zip file whose entries are encrypted"
    DAMAGED = "incomplete or damaged"
    TOO_LARGE = "over its bounds when inflated"
    DOUBLE = "parts of the same name"
    DOCTYPE = "a part with a DOCTYPE"


class ArchiveError(Exception):
    """An archive cannot be opened, for its `part` if that is named; the caller says so in its
    own words."""

    def __init__(self, problem: Problem, part: str = "") -> None:
        self.problem = problem
        self.part = part
        super().__init__(problem.value)


class Archive:
    """A zip file, opened; `entries` are its parts. Raises ArchiveError."""

    def __init__(self, data: bytes, bounds: Bounds) -> None:
        self._data = data
        self._bounds = bounds
        self._left = bounds.total
        self._marks = bounds.marks
        self.entries = _entries(_opened(data, bounds))

    def parts(self, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, bytes]:
        """The parts whose names are `wanted`, by name, in the order of the file. Raises ArchiveError."""
        return {info.filename: self._part(info) for info in self.entries if wanted(info.filename)}

    def _part(self, info: zipfile.ZipInfo) -> bytes:
        part = _inflated(self._data, info, min(self._left, _limit(info, self._bounds)))
        self._left -= len(part)
        if info.filename.lower().endswith((".xml", ".rels")):
            self._marks -= part.count(b"<") + part.count(b"=")
        if self._marks < 0:
            raise ArchiveError(Problem.TOO_LARGE, info.filename)
        return part


def open_archive(data: bytes, wanted: Callable[[str], bool], bounds: Bounds) -> dict[str, bytes]:
    """The parts of a zip file whose names are `wanted`, all of them XML, by name. Raises ArchiveError."""
    parts = Archive(data, bounds).parts(wanted)
    for name, part in parts.items():
        if has_doctype(part):
            raise ArchiveError(Problem.DOCTYPE, name)
    return parts


def has_doctype(part: bytes) -> bool:
    """Whether a part has a DOCTYPE in any of the encodings that XML must be read in."""
    return any(doctype in part for doctype in _DOCTYPES)


def _opened(data: bytes, bounds: Bounds) -> zipfile.ZipFile:
    if not data.startswith(b"PK"):
        raise ArchiveError(_other(data))
    if data.count(b"PK\1\2") > bounds.parts:
        raise ArchiveError(Problem.TOO_LARGE)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise ArchiveError(Problem.DAMAGED) from error


def _other(data: bytes) -> Problem:
    if not data:
        return Problem.EMPTY
    if not data.startswith(_OLE):
        return Problem.OTHER
    return Problem.ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else Problem.OLD


def _entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if not all(info.filename for info in entries):
        raise ArchiveError(Problem.DAMAGED)
    if len({info.filename.lower() for info in entries}) != len(entries):
        raise ArchiveError(Problem.DOUBLE)
    if any(info.flag_bits & 1 for info in entries):
        raise ArchiveError(Problem.LOCKED)
    return entries


def _limit(info: zipfile.ZipInfo, bounds: Bounds) -> int:
    return min(bounds.part, max(bounds.ratio_from, info.compress_size * bounds.ratio))


def raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry as they stand after its own header. Raises ArchiveError."""
    try:
        magic, *_, name, extra = _HEADER.unpack_from(data, info.header_offset)
    except struct.error as error:
        raise ArchiveError(Problem.DAMAGED, info.filename) from error
    start = info.header_offset + _HEADER.size + name + extra
    if magic != b"PK\3\4" or start + info.compress_size > len(data):
        raise ArchiveError(Problem.DAMAGED, info.filename)
    return data[start : start + info.compress_size]


def _inflated(data: bytes, info: zipfile.ZipInfo, limit: int) -> bytes:
    """The content of an entry, of at most `limit` bytes; read without the detours of zipfile."""
    packed = raw(data, info)
    if info.compress_type == zipfile.ZIP_STORED:
        part, whole = packed[: limit + 1], True
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        part, whole = _undeflated(packed, info, limit)
    else:
        raise ArchiveError(Problem.DAMAGED, info.filename)
    if len(part) > limit:
        raise ArchiveError(Problem.TOO_LARGE, info.filename)
    if not whole or zlib.crc32(part) != info.CRC or len(part) != info.file_size:
        raise ArchiveError(Problem.DAMAGED, info.filename)
    return part


def _undeflated(packed: bytes, info: zipfile.ZipInfo, limit: int) -> tuple[bytes, bool]:
    """At most one byte more than `limit`, and whether that is all."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return inflater.decompress(packed, limit + 1), inflater.eof
    except zlib.error as error:
        raise ArchiveError(Problem.DAMAGED, info.filename) from error
