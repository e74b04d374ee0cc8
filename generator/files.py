"""Files: read as text whatever the encoding, written whole or not at all, backed up."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .errors import FileError

LARGEST_TEXT = 16 * 1024 * 1024
"""Bytes; a text file over this is refused unread."""

LARGEST_COPY = 512 * 1024 * 1024

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True)
class Text:
    """What a text file says, and the encoding it was read in."""

    content: str
    encoding: str


def read_text(path: Path, largest: int = LARGEST_TEXT) -> Text:
    """The text of a file; raises FileError when it cannot be read or is no text."""
    return decode(read_bytes(path, largest), str(path))


def read_bytes(path: Path, largest: int) -> bytes:
    """The bytes of a file of at most `largest` bytes; raises FileError."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise FileError(_unreadable(path, error)) from error
    if len(data) > largest:
        raise FileError(f"{path}：文件太大，最多 {largest // 1024} KB。请确认给的是不是这个文件")
    return data


def decode(data: bytes, name: str) -> Text:
    """`data` as text: UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises FileError that names the encoding it seems to be instead.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Text(_decoded(data, encoding, name), encoding)
    if b"\0" in data:
        likely = "UTF-16" if data.count(b"\0") > len(data) // 8 else "不是文本"
        raise FileError(f"{name}：不是 UTF-8 编码（像是{likely}）。请用记事本打开，另存为 UTF-8 编码")
    try:
        return Text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Text(_decoded_chinese(data, name), "gb18030")


def write_whole(path: Path, data: bytes) -> None:
    """Writes `data` to `path`, whole or not at all: what was there stays until it is done.

    Raises FileError when the folder is missing or not writable, or the disk is full.
    """
    target = path.resolve() if path.is_symlink() else path
    temporary = target.with_name(f".{target.name[:40]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(temporary, target.stat().st_mode & 0o777)
        os.replace(temporary, target)
    except OSError as error:
        raise FileError(_unwritable(path, error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def require_folder(path: Path) -> None:
    """Raises FileError when `path` is a folder, or its folder is not there."""
    if path.is_dir() or not path.parent.is_dir():
        raise FileError(_unwritable(path, OSError()))


def back_up(path: Path) -> Path:
    """Keeps a copy of `path` as `path~`, or `path~2` … where that holds something else."""
    data = read_bytes(path, LARGEST_COPY)
    for number in range(1, 1000):
        copy = path.with_name(f"{path.name}~{number if number > 1 else ''}")
        if not copy.exists():
            write_whole(copy, data)
            return copy
        if copy.is_file() and copy.stat().st_size == len(data) and copy.read_bytes() == data:
            return copy
    raise FileError(f"{path}：备份太多了，请先清理“{path.name}~…”")


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        label = encoding.upper().removesuffix("-SIG")
        raise FileError(f"{name}：开头标明是 {label} 编码，内容却不是（第 {error.start} 字节）") from error


def _decoded_chinese(data: bytes, name: str) -> str:
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _looks_like_text(text):
            continue
        if encoding == "gb18030":
            return text
        raise FileError(f"{name}：不是 UTF-8 编码，像是 Big5（繁体）。请用记事本打开，另存为 UTF-8 编码")
    raise FileError(f"{name}：不是 UTF-8 编码，也不是 GB18030。请用记事本打开，另存为 UTF-8 编码")


def _looks_like_text(text: str) -> bool:
    import unicodedata

    odd = sum(unicodedata.category(char) in ("Cc", "Co", "Cn") and char not in "\t\r\n" for char in text)
    return odd == 0


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{path}：没有这个文件"
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return f"{path}：是文件夹，不是文件"
    if isinstance(error, PermissionError):
        return f"{path}：没有读取的权限"
    return f"{path}：读不了（{error.strerror or error}）"


def _unwritable(path: Path, error: OSError) -> str:
    import errno

    folder = path.parent
    if not folder.exists():
        return f"{path}：文件夹“{folder}”不存在，请先建好，或换一个位置"
    if not folder.is_dir():
        return f"{path}：“{folder}”不是文件夹"
    if path.is_dir():
        return f"{path}：是文件夹，请写明文件名"
    reasons = {
        errno.EACCES: "没有写入的权限",
        errno.EPERM: "没有写入的权限",
        errno.EROFS: "这个位置是只读的",
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "空间配额已用完",
        errno.ENAMETOOLONG: "文件名太长",
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    return f"{path}：写不了，{reason}。没有留下半个文件，原来的内容没有动"
