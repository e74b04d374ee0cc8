"""Who may change a draft now: no other update is at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from ..errors import FileError
from ..files import reason


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
            raise FileError(
                f"{path}：临时文件夹“{place.parent}”里写不了文件（{reason(error)}），没有更新"
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
