"""Writing: a file whole or not at all, as private as what it replaces, and back-ups.

What a person names may be a link to a file: the file is written and the link stays. A link
that the program comes upon under a name of its own choosing (a draft of a batch, a report, a
back-up) is never followed: who put it there chose what would be written over.
"""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from io import FileIO
from pathlib import Path

from ..errors import FileError, note
from .names import require_name
from .reading import read_bytes
from .reasons import reason

ABANDONED_AFTER = 60
"""Seconds; a temporary file that old belongs to no one: writing takes less than one."""

LARGEST_COPY = 512 << 20

TRIES, PAUSE = 8, 0.1
"""How often a file is put in its place on Windows, where a virus scanner may be reading the
one there, and the seconds in between."""

_TEMPORARY = re.compile(r"\..+\.[0-9]+\.[0-9a-f]{8}\.tmp", re.DOTALL)
_ON_WINDOWS = os.name == "nt"


def write_whole(path: Path, data: bytes, lasting: bool = True, own_name: bool = False) -> None:
    """Writes `data` to `path`, whole or not at all: what was there stays until it is done.

    So it is however the program ends; and when the power fails too, if it is `lasting`. The
    file gets mode and owner of the one it replaces, and is nobody else's before it is done.
    `own_name` says that the program chose the name: then a link there is refused. Raises
    FileError for that, for a link to nowhere, for a file that is write-protected, when the
    folder is missing or not writable, or the disk is full.
    """
    there = _status(path)
    target = _target(path, there, own_name)
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:40]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        if there and stat.S_ISLNK(there.st_mode):
            there = os.stat(target)
        with open(os.open(temporary, _NEW, 0o600 if there else 0o666), "wb", buffering=0) as file:
            _write(file, data)
            if there:
                _dress(file, there)
            if lasting:
                os.fsync(file.fileno())
        _put(temporary, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError | ValueError):
            raise FileError(_unwritable(path, error)) from error
        raise
    note(path)


def back_up(path: Path) -> Path:
    """Keeps a copy of `path` as `path~`, or `path~2` … where that holds something else.

    It is as private as `path`. What stands under such a name and is a link is no copy.
    """
    data, there = read_bytes(path, LARGEST_COPY), os.stat(path)
    for number in range(1, 1000):
        copy = path.with_name(f"{path.name}~{number if number > 1 else ''}")
        status = _status(copy)
        if status is None:
            _write_copy(copy, data, there)
            return copy
        if stat.S_ISREG(status.st_mode) and status.st_size == len(data) and copy.read_bytes() == data:
            return copy
    raise FileError(f"{path}：备份太多了，请先清理“{path.name}~…”")


def make_folder(path: Path) -> None:
    """Makes sure that files can be written into the folder `path`. Raises FileError.

    What a killed `write_whole` left in it, which no one is writing any more, is removed.
    """
    import tempfile

    if path.exists() and not path.is_dir():
        raise FileError(f"{path}：是文件，不是文件夹。请换一个文件夹")
    try:
        require_name(path)
        path.mkdir(exist_ok=True)
        sweep(path)
        with tempfile.TemporaryFile(dir=path):
            pass
    except (OSError, ValueError) as error:
        place = path / "…" if path.is_dir() else path
        raise FileError(_unwritable(place, error)) from error


def sweep(folder: Path) -> None:
    """Removes from `folder` what a killed `write_whole` left there."""
    latest = time.time() - ABANDONED_AFTER
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".tmp") and _TEMPORARY.fullmatch(entry.name):
                with suppress(OSError):  # another run may sweep here too
                    if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < latest:
                        os.unlink(entry.path)


def require_file(path: Path) -> None:
    """Raises FileError when something is at `path` that is no file: a device, a pipe."""
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise FileError(f"{path}：不是普通文件")


def require_place(path: Path) -> None:
    """Raises FileError when no file can be at `path`: its folder is not there, its name is
    too long or no name, or something is there that is no file, or may not be changed."""
    require_name(path)
    if os.path.isdir(path) or not os.path.isdir(path.parent):
        raise FileError(_unwritable(path, OSError()))
    try:
        there = path.exists()
    except (OSError, ValueError) as error:
        raise FileError(_unwritable(path, error)) from error
    if there and not path.is_file():
        raise FileError(f"{path}：不是普通文件，不能写到这里")
    _target(path, _status(path))


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


def refuse_link(path: Path) -> None:
    """Raises FileError when there is a link at `path`, be it to nowhere."""
    if is_link(path):
        raise FileError(f"{path}：这里有一个同名的链接，没有动它。请移开它，或换一个文件夹")


def is_link(path: Path) -> bool:
    """Whether there is a link at `path`, be it to nowhere."""
    return os.path.islink(path)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _locks(name: str) -> list[str]:
    return [f"~${name[cut:]}" for cut in (0, 1, 2)] + [f".~lock.{name}#"]


def _status(path: Path) -> os.stat_result | None:
    """What is at `path`, be it a link; None when nothing can be found there."""
    try:
        return os.lstat(path)
    except (OSError, ValueError):
        return None


def _target(path: Path, there: os.stat_result | None, own_name: bool = False) -> str:
    """The file to write for `path`, which is a link or not. Raises FileError where none may be."""
    if there is None:
        return os.fspath(path)
    target = os.fspath(path)
    if stat.S_ISLNK(there.st_mode):
        target = os.path.realpath(path)
        if own_name:
            refuse_link(path)
        if not os.path.isfile(target):
            raise FileError(f"{path}：是链接，指向的文件不在（{target}），没有写。请删去这个链接再试")
        there = os.stat(target)
    if not there.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise FileError(f"{path}：这个文件是只读的，没有动它。要换掉它，请先取消只读，或换一个文件名")
    return target


def _write_copy(copy: Path, data: bytes, source: os.stat_result) -> None:
    try:
        with open(os.open(copy, _NEW, 0o600), "wb", buffering=0) as file:
            _write(file, data)
            _dress(file, source)
            os.fsync(file.fileno())
    except BaseException as error:
        with suppress(OSError):
            os.unlink(copy)
        if isinstance(error, OSError):
            raise FileError(_unwritable(copy, error)) from error
        raise
    note(copy)


def _write(file: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _dress(file: FileIO, there: os.stat_result) -> None:
    """Gives `file` the owner and the mode that `there` tells of.

    Whoever cannot give it to that group must not open it to another one.
    """
    if _ON_WINDOWS:
        return
    mode = stat.S_IMODE(there.st_mode) & 0o777
    made = os.fstat(file.fileno())
    if (made.st_uid, made.st_gid) != (there.st_uid, there.st_gid):
        try:
            os.fchown(file.fileno(), there.st_uid, there.st_gid)
        except OSError:
            mode = mode & 0o707 if made.st_gid != there.st_gid else mode
    os.fchmod(file.fileno(), mode)


def _put(temporary: str, target: str) -> None:
    """Puts the file in its place; on Windows again when another program is just reading it."""
    for left in reversed(range(TRIES if _ON_WINDOWS else 1)):
        try:
            os.replace(temporary, target)
        except PermissionError:
            if not left:
                raise
            time.sleep(PAUSE)
        else:
            return


def _unwritable(path: Path, error: OSError | ValueError) -> str:
    folder = path.parent
    if not os.path.exists(folder):
        return f"{path}：文件夹“{folder}”不存在，请先建好，或换一个位置"
    if not os.path.isdir(folder):
        return f"{path}：“{folder}”不是文件夹"
    if os.path.isdir(path):
        return f"{path}：是文件夹，请写明文件名"
    return f"{path}：写不了，{reason(error)}。没有留下半个文件，原来的内容没有动"
