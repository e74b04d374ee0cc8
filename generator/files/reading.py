"""Reading: a file from outside, as bytes or as text whatever its encoding."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..errors import FileError
from ..text.suggestions import typing_hint
from .reasons import reason

LARGEST_TEXT = 8 << 20
"""Bytes; a text file over this is refused unread. A speech of ten hours has half a million."""

LARGEST_DOCUMENT = 64 << 20
"""Bytes of a document, which may hold pictures."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OF_PROGRAMS = (
    (b"PK\3\4", "Word、Excel 一类的"),
    (b"\xd0\xcf\x11\xe0", "Word、Excel 一类的"),
    (b"%PDF", "PDF "),
)
"""How files of programs begin, which are taken for text by mistake."""


@dataclass(frozen=True)
class Text:
    """What a text file says, and the encoding it was read in."""

    content: str
    encoding: str


def read_text(path: Path, largest: int = LARGEST_TEXT) -> Text:
    """The text of a file; raises FileError when it cannot be read or is no text."""
    return decode(read_bytes(path, largest), str(path), largest)


def read_bytes(path: Path, largest: int = LARGEST_DOCUMENT) -> bytes:
    """The bytes of a regular file of at most `largest` bytes; raises FileError.

    A pipe or a device is not opened for good: it may have no end.
    """
    try:
        with open(os.open(path, _READING), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FileError(f"{path}：{_not_regular(status)}")
            data = file.read(largest + 1) if status.st_size <= largest else None
    except (OSError, ValueError) as error:
        raise FileError(_unreadable(path, error)) from error
    if data is None or len(data) > largest:
        raise FileError(_too_large(path, largest))
    return data


def decode(data: bytes, name: str, largest: int = LARGEST_TEXT) -> Text:
    """`data` as text: UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises FileError that names the encoding it seems to be instead, or for more than
    `largest` bytes.
    """
    if len(data) > largest:
        raise FileError(_too_large(name, largest))
    for beginning, kind in _OF_PROGRAMS:
        if data.startswith(beginning):
            raise FileError(f"{name}：不是文本文件，是{kind}文件")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Text(_decoded(data, encoding, name), encoding)
    if b"\0" in data:
        if not any(_is_text(data, encoding) for encoding in ("utf-16-le", "utf-16-be")):
            raise FileError(f"{name}：不是文本文件")
        raise FileError(f"{name}：不是 UTF-8 编码，像是 UTF-16。请用记事本打开，另存为 UTF-8 编码")
    try:
        return Text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Text(_decoded_chinese(data, name), "gb18030")


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        label = encoding.upper().removesuffix("-SIG")
        raise FileError(f"{name}：开头标明是 {label} 编码，内容却不是（第 {error.start} 字节）") from error


def _decoded_chinese(data: bytes, name: str) -> str:
    if _is_text(data, "gb18030"):
        return data.decode("gb18030")
    if _is_text(data, "big5"):
        raise FileError(f"{name}：不是 UTF-8 编码，像是 Big5（繁体）。请用记事本打开，另存为 UTF-8 编码")
    raise FileError(f"{name}：不是 UTF-8 编码，也不是 GB18030。请用记事本打开，另存为 UTF-8 编码")


def _is_text(data: bytes, encoding: str) -> bool:
    """Whether `data` is in `encoding`, and nothing in it that nobody types."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any(
        unicodedata.category(char) in ("Cc", "Co", "Cn") for char in text if char not in "\t\r\n\ufeff"
    )


_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Not to wait until somebody writes into a pipe."""


def _not_regular(status: os.stat_result) -> str:
    return "是文件夹，不是文件" if stat.S_ISDIR(status.st_mode) else "不是普通文件"


def _too_large(name: object, largest: int) -> str:
    size = f"{largest >> 20} MB" if largest >= 1 << 20 else f"{largest >> 10} KB"
    return f"{name}：文件太大，最多 {size}。请确认给的是不是这个文件"


def _unreadable(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{path}：没有这个文件{typing_hint(str(path))}"
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return f"{path}：是文件夹，不是文件"
    if isinstance(error, PermissionError):
        return f"{path}：没有读取的权限"
    return f"{path}：读不了，{reason(error)}"
