"""Files: read as text whatever the encoding, written whole or not at all, backed up."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from ..errors import FileError
from ..text.suggestions import typing_hint

LARGEST_TEXT = 16 * 1024 * 1024
"""Bytes; a text file over this is refused unread."""

ABANDONED_AFTER = 60
"""Seconds; a temporary file that old belongs to no one: writing takes less than one."""

LARGEST_COPY = 512 * 1024 * 1024

_TEMPORARY = re.compile(r"\..+\.[0-9]+\.[0-9a-f]{8}\.tmp")
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

_REASONS = {
    errno.EACCES: "没有写入的权限，或者文件正在别的程序里打开着，请先关闭",
    errno.EPERM: "没有写入的权限，或者文件正在别的程序里打开着，请先关闭",
    errno.EROFS: "这个位置是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "空间配额已用完",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "同时打开的文件太多",
    errno.EIO: "磁盘出错，或者网络盘断开了",
    errno.ENOMEM: "内存不够",
}


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


def write_whole(path: Path, data: bytes, lasting: bool = True) -> None:
    """Writes `data` to `path`, whole or not at all: what was there stays until it is done.

    So it is however the program ends; and when the power fails too, if it is `lasting`.
    Raises FileError when the folder is missing or not writable, or the disk is full.
    """
    there = _status(path)
    target = os.path.realpath(path) if there and stat.S_ISLNK(there.st_mode) else os.fspath(path)
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:40]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        with open(temporary, "xb", buffering=0) as file:
            _write(file, data)
            if lasting:
                os.fsync(file.fileno())
        if there:
            with suppress(FileNotFoundError):
                os.chmod(temporary, os.stat(target).st_mode & 0o777)
        os.replace(temporary, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise FileError(_unwritable(path, error)) from error
        raise


def make_folder(path: Path) -> None:
    """Makes sure that files can be written into the folder `path`. Raises FileError.

    What a killed `write_whole` left in it, which no one is writing any more, is removed.
    """
    import tempfile

    if path.exists() and not path.is_dir():
        raise FileError(f"{path}：是文件，不是文件夹。请换一个文件夹")
    try:
        path.mkdir(exist_ok=True)
        _sweep(path)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        place = path / "…" if path.is_dir() else path
        raise FileError(_unwritable(place, error)) from error


def require_file(path: Path) -> None:
    """Raises FileError when something is at `path` that is no file: a device, a pipe."""
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise FileError(f"{path}：不是普通文件")


def require_place(path: Path) -> None:
    """Raises FileError when no file can be at `path`: its folder is not there, its name is
    too long, or something is there that is no file."""
    if os.path.isdir(path) or not os.path.isdir(path.parent):
        raise FileError(_unwritable(path, OSError()))
    try:
        there = path.exists()
    except OSError as error:
        raise FileError(_unwritable(path, error)) from error
    if there and not path.is_file():
        raise FileError(f"{path}：不是普通文件，不能写到这里")


def require_closed(path: Path) -> None:
    """Raises FileError when Word, WPS or LibreOffice has `path` open, as their lock files tell.

    Word's is the name with ~$ before it, in place of the first two characters of a long one.
    """
    real = Path(os.path.realpath(path))
    locks = [one.with_name(lock) for one in dict.fromkeys((path, real)) for lock in _locks(one.name)]
    if found := [lock.name for lock in locks if os.path.exists(lock)]:
        raise FileError(
            f"{path}：正在 Word、WPS 或 LibreOffice 里打开着。请先保存、关闭，再运行"
            f"（没有打开的话，删去“{found[0]}”这个文件）"
        )


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    told = error.strerror or str(error)
    return f"系统出错（{told}）" if told.isascii() else told


def _locks(name: str) -> list[str]:
    return [f"~${name[cut:]}" for cut in (0, 1, 2)] + [f".~lock.{name}#"]


def back_up(path: Path) -> Path:
    """Keeps a copy of `path` as `path~`, or `path~2` … where that holds something else."""
    data = read_bytes(path, LARGEST_COPY)
    for number in range(1, 1000):
        copy = path.with_name(f"{path.name}~{number if number > 1 else ''}")
        if not os.path.lexists(copy):
            write_whole(copy, data)
            return copy
        if copy.is_file() and copy.stat().st_size == len(data) and copy.read_bytes() == data:
            return copy
    raise FileError(f"{path}：备份太多了，请先清理“{path.name}~…”")


def _status(path: Path) -> os.stat_result | None:
    """What is at `path`, be it a link; None when nothing can be found there."""
    try:
        return os.lstat(path)
    except (OSError, ValueError):
        return None


def _write(file: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _sweep(folder: Path) -> None:
    latest = time.time() - ABANDONED_AFTER
    for path in folder.glob(".*.tmp"):
        if _TEMPORARY.fullmatch(path.name) and path.stat().st_mtime < latest:
            path.unlink(missing_ok=True)


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
    import unicodedata

    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any(
        unicodedata.category(char) in ("Cc", "Co", "Cn") for char in text if char not in "\t\r\n\ufeff"
    )


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{path}：没有这个文件{typing_hint(str(path))}"
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return f"{path}：是文件夹，不是文件"
    if isinstance(error, PermissionError):
        return f"{path}：没有读取的权限"
    return f"{path}：读不了，{reason(error)}"


def _unwritable(path: Path, error: OSError) -> str:
    folder = path.parent
    if not os.path.exists(folder):
        return f"{path}：文件夹“{folder}”不存在，请先建好，或换一个位置"
    if not os.path.isdir(folder):
        return f"{path}：“{folder}”不是文件夹"
    if os.path.isdir(path):
        return f"{path}：是文件夹，请写明文件名"
    return f"{path}：写不了，{reason(error)}。没有留下半个文件，原来的内容没有动"
