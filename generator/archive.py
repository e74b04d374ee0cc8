"""Archives: zip files that nobody vouches for, opened within bounds.

Nothing that the file says about itself is trusted: sizes are counted while inflating.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError,
    NotImplementedError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Bounds:
    """What an archive may hold: so many parts, so many bytes a part and in all.

    A part larger than `ratio_from` may be at most `ratio` times its packed size.
    """

    parts: int = 2_000
    part: int = 64 << 20
    total: int = 128 << 20
    ratio: int = 200
    ratio_from: int = 16 << 20


class Problem(Enum):
    """Why an archive is not opened."""

    EMPTY = "nothing in it"
    OTHER = "no archive"
    OLD = "an OLE file, the form of .doc and .xls"
    ENCRYPTED = "locked with a password"
    DAMAGED = "incomplete or damaged"
    TOO_LARGE = "over its bounds when inflated"
    SUSPECT = "parts of the same name, or a DOCTYPE"


class ArchiveError(Exception):
    """An archive cannot be opened; the caller says so in its own words."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.value)


def open_archive(data: bytes, wanted: Callable[[str], bool], bounds: Bounds) -> dict[str, bytes]:
    """The parts of a zip file whose names are `wanted`, by name. Raises ArchiveError."""
    with _opened(data, bounds) as archive:
        left = bounds.total
        found: dict[str, bytes] = {}
        for info in _entries(archive):
            if wanted(info.filename):
                found[info.filename] = _inflated(archive, info, min(left, _limit(info, bounds)))
                left -= len(found[info.filename])
        return found


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
    entries = [info for info in archive.infolist() if not info.is_dir()]
    if len({info.filename.lower() for info in entries}) != len(entries):
        raise ArchiveError(Problem.SUSPECT)
    if any(info.flag_bits & 1 for info in entries):
        raise ArchiveError(Problem.ENCRYPTED)
    return entries


def _limit(info: zipfile.ZipInfo, bounds: Bounds) -> int:
    return min(bounds.part, max(bounds.ratio_from, info.compress_size * bounds.ratio))


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError(Problem.DAMAGED)
    try:
        with archive.open(info) as stream:
            part = stream.read(limit + 1)
    except _DAMAGE as error:
        raise ArchiveError(Problem.DAMAGED) from error
    if len(part) > limit:
        raise ArchiveError(Problem.TOO_LARGE)
    if any(doctype in part for doctype in _DOCTYPES):
        raise ArchiveError(Problem.SUSPECT)
    return part
