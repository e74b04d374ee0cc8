"""Who may change a draft now: nobody has it open in Word, and no other update is at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from ..errors import FileError


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


def _locks(name: str) -> list[str]:
    return [f"~${name[cut:]}" for cut in (0, 1, 2)] + [f".~lock.{name}#"]


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keeps other updates from `path`; the system ends that with the process, however it ends.

    Raises FileError when another one is at it, or when there is no place to note it.
    """
    import tempfile
    from hashlib import sha256

    known = sha256(os.path.realpath(path).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else ""
    place = Path(tempfile.gettempdir()) / f"speechgen-{user}-{known}.lock"
    with ExitStack() as stack:
        try:
            file = stack.enter_context(open(place, "a"))
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileError(
                f"{path}：临时文件夹“{place.parent}”里写不了文件（{reason}），没有更新"
            ) from error
        try:
            _take(file)
        except OSError as error:
            raise FileError(f"{path}：另一个 speechgen update 正在改这个文件，等它做完再运行") from error
        yield


def _take(file: IO[str]) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
