"""Who may change a draft now: no other update is at it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import FileError

_IS_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keeps other updates from `path`; the system ends that with the process, however it ends.

    It is the draft itself that is locked, so that no file is left behind and nobody can hold
    it who may not read it. Raises FileError when another update is at it, or has just been.
    """
    if os.name == "nt":  # no file can be put in the place of one that is open
        with _held_beside(path):
            yield
        return
    with _opened(path) as descriptor:
        if descriptor is not None:
            _take(descriptor, path)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    """The draft, opened to be locked, None where it cannot be opened at all.

    To be written, if that is allowed: some network drives lock nothing else.
    """
    descriptor = None
    for access in (os.O_RDWR, os.O_RDONLY):
        with suppress(OSError):
            descriptor = os.open(path, access | os.O_NONBLOCK)
            break
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _take(descriptor: int, path: Path) -> None:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _IS_HELD:
            raise _is_held(path) from error
        return  # a drive that knows no locks
    ours, there = os.fstat(descriptor), os.stat(path)
    if (ours.st_dev, ours.st_ino) != (there.st_dev, there.st_ino):
        raise _is_held(path)


@contextmanager
def _held_beside(path: Path) -> Iterator[None]:
    """On Windows a file in the user's own temporary folder is locked, and removed."""
    import msvcrt
    import tempfile
    from hashlib import sha256

    known = sha256(os.path.realpath(path).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    place = Path(tempfile.gettempdir()) / f"speechgen-{known}.lock"
    with open(place, "a") as file:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError as error:
            raise _is_held(path) from error
        yield
    with suppress(OSError):
        os.unlink(place)


def _is_held(path: Path) -> FileError:
    return FileError(f"{path}：另一个 speechgen update 正在改这个文件，等它做完再运行")
