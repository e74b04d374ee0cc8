"""The package (a zip file) that a .docx is: read within bounds, packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from ..errors import DocumentError
from ..files.archive import Archive, ArchiveError, Bounds, Problem

CONTENT_TYPES = "[Content_Types].xml"
BOUNDS = Bounds(marks=1_500_000)

_SMALL = 800
"""Bytes; to deflate so few takes longer than all else about them."""
_QUICK = 3
"""The level of deflating that takes half as long as the usual one, for 2 % more."""


def read_parts(data: bytes, name: str, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, bytes]:
    """The parts of an untrusted .docx whose names are `wanted`, in the order of the file.

    `name` is what messages call the file. Raises DocumentError when it is no .docx, is
    damaged, encrypted, or larger when inflated than a document is (`BOUNDS`).
    """
    with _opened(data, name) as archive:
        return _clean(archive.parts(wanted), name)


def read_with_checksums(
    data: bytes, name: str, wanted: Callable[[str], bool]
) -> tuple[dict[str, bytes], dict[str, int]]:
    """What `read_parts` gives, and the CRC-32 that the directory states for every part."""
    with _opened(data, name) as archive:
        return archive.parts(wanted), {info.filename: info.CRC for info in archive.entries}


def packed(parts: Mapping[str, bytes], before: bytes = b"") -> bytes:
    """The .docx of `parts`, in their order, after those that the package `before` has, which is
    there so that many can be packed quickly. No clock: the same parts give the same bytes."""
    held = io.BytesIO(before)
    with zipfile.ZipFile(held, "a" if before else "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            is_deflated = not before or len(data) > _SMALL
            method = zipfile.ZIP_DEFLATED if is_deflated else zipfile.ZIP_STORED
            archive.writestr(entry, data, method, _QUICK if before else None)
    return held.getvalue()


def damaged(name: str) -> DocumentError:
    return DocumentError(f"{name} {_PROBLEMS[Problem.DAMAGED]}")


def too_large(name: str) -> DocumentError:
    return DocumentError(f"{name} {_PROBLEMS[Problem.TOO_LARGE]}")


def refuse_marks(parts: Mapping[str, bytes], name: str) -> None:
    """Raises DocumentError when XML under names that do not say so is larger than `BOUNDS` has it."""
    unnamed = [part for name, part in parts.items() if not name.lower().endswith((".xml", ".rels"))]
    if sum(part.count(b"<") + part.count(b"=") for part in unnamed) > BOUNDS.marks:
        raise too_large(name)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Archive]:
    """The archive that a .docx is; what is wrong with it is told as a DocumentError."""
    try:
        archive = Archive(data, BOUNDS)
        names = {_clean_name(info.filename).lower() for info in archive.entries}
        if not {CONTENT_TYPES.lower(), "_rels/.rels"} <= names:
            raise DocumentError(f"{name} 是别的压缩文件，不是 .docx。{SAVE_AS}。")
        yield archive
    except ArchiveError as error:
        raise DocumentError(f"{name} {_PROBLEMS[error.problem]}") from error


def _clean(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The parts by the names that they should have: some programs write backslashes."""
    clean = {_clean_name(part): data for part, data in parts.items()}
    if len({part.lower() for part in clean}) < len(parts):
        raise DocumentError(f"{name} {_PROBLEMS[Problem.DOUBLE]}")
    return clean


def _clean_name(part: str) -> str:
    return part.replace("\\", "/").lstrip("/")


SAVE_AS = "请在 Word 或 WPS 中另存为“Word 文档（*.docx）”"
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
