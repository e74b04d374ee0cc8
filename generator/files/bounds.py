"""Bounds: how long a file from outside may be read, and how much memory that may take.

Every reader of such files runs under `within_bounds`. What a file says of itself is bounded by its
reader (bytes, items, rows times columns, depth); this holds where a reader forgot something.
It costs some microseconds, so it is always on. Windows has no such clock and no such limit,
macOS no such limit: there the readers' own bounds are all there is.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from ..errors import FileError

SECONDS = 10.0
"""Of the processor, for a small file; a large one gets one more for each `BYTES_A_SECOND`."""

BYTES_A_SECOND = 1 << 20
MEMORY = 512 << 20
"""Bytes that reading may add to what the process holds."""

LAST_RESORT = 3
"""So many times the seconds allowed: when one call into a C library keeps the process for that
long, in which no Python can run, the system ends it."""

_MEMORY_IN_USE = "/proc/self/statm"
_HAS_CLOCK = hasattr(signal, "setitimer")


class _TimeIsUp(BaseException):
    """No Exception, so that no reader takes it for a fault of the file."""


@contextmanager
def within_bounds(name: object, size: int = 0) -> Iterator[None]:
    """Whatever is done inside, it ends in time and within memory.

    `name` is what messages call the file, `size` how many bytes it has. Raises FileError
    when it is too much. One inside another counts as part of it; in a thread that is not the
    main one there is no clock.
    """
    if _HAS_CLOCK and signal.getitimer(signal.ITIMER_PROF)[0] > 0:
        yield
        return
    handler = _start(SECONDS + size / BYTES_A_SECOND)
    limits = _limit(MEMORY)
    try:
        yield
    except _TimeIsUp:
        raise FileError(f"{name}：太费时间，不像一份正常的文件，已停下。{_WAYS}") from None
    except MemoryError:
        _unlimit(limits)
        raise FileError(f"{name}：太占内存，不像一份正常的文件，已停下。{_WAYS}") from None
    finally:
        _stop(handler)
        _unlimit(limits)


_WAYS = "请弄清文件的来历，或把内容复制到新文件再试"


def _start(seconds: float) -> object:
    """Starts the clock; what answered to it before, None where there is none.

    To a second one nobody listens: it kills.
    """
    if not _HAS_CLOCK or threading.current_thread() is not threading.main_thread():
        return None
    handler = signal.signal(signal.SIGPROF, _time_is_up) or signal.SIG_DFL
    if signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL:
        signal.setitimer(signal.ITIMER_VIRTUAL, LAST_RESORT * seconds)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    return handler


def _stop(handler: object) -> None:
    if handler is not None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGPROF, handler)  # type: ignore[arg-type]


def _time_is_up(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _TimeIsUp


def _limit(memory: int) -> tuple[int, int] | None:
    """Limits what the process may hold to so much more than it does; the limits before, None
    where the system does not tell how much that is, or where they are as strict."""
    try:
        import resource

        file = os.open(_MEMORY_IN_USE, os.O_RDONLY)
        try:
            used = int(os.read(file, 200).split()[5]) * resource.getpagesize()
        finally:
            os.close(file)
    except (ImportError, OSError, ValueError, IndexError):
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if soft != resource.RLIM_INFINITY and soft <= used + memory:
        return None
    resource.setrlimit(resource.RLIMIT_DATA, (used + memory, hard))
    return soft, hard


def _unlimit(limits: tuple[int, int] | None) -> None:
    if limits is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, limits)


def lift_limits() -> None:
    """For a program that is started while reading: it has needs of its own."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
