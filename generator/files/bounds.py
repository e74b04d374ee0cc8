"""Bounds: how long a file from outside may be read, and how much memory that may take.

Every reader of such files runs under `bounded`. What a file says of itself is bounded by its
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
from pathlib import Path
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

_MEMORY_IN_USE = Path("/proc/self/statm")
_HAS_CLOCK = hasattr(signal, "setitimer")


class _TimeIsUp(BaseException):
    """No Exception, so that no reader takes it for a fault of the file."""


@contextmanager
def bounded(name: object, size: int = 0) -> Iterator[None]:
    """Whatever is done inside, it ends in time and within memory.

    `name` is what messages call the file, `size` how many bytes it has. Raises FileError
    when it is too much. One inside another counts as part of it; in a thread that is not the
    main one there is no clock.
    """
    if _is_running():
        yield
        return
    try:
        with _limited_time(SECONDS + size / BYTES_A_SECOND), _limited_memory():
            yield
    except _TimeIsUp:
        raise FileError(f"{name}：太费时间，不像一份正常的文件，已停下。{_WAYS}") from None
    except MemoryError:
        raise FileError(f"{name}：太占内存，不像一份正常的文件，已停下。{_WAYS}") from None


_WAYS = "请弄清文件的来历，或把内容复制到新文件再试"


@contextmanager
def _limited_time(seconds: float) -> Iterator[None]:
    if not _HAS_CLOCK or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    try:
        _start(seconds)
        yield
    finally:
        _start(0)
        signal.signal(signal.SIGPROF, before)


def _is_running() -> bool:
    return _HAS_CLOCK and signal.getitimer(signal.ITIMER_PROF)[0] > 0


def _start(seconds: float) -> None:
    """Starts the clocks, or stops them with 0; the second one, to which nobody listens, kills."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    if signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL:
        signal.setitimer(signal.ITIMER_VIRTUAL, LAST_RESORT * seconds)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _TimeIsUp


@contextmanager
def _limited_memory() -> Iterator[None]:
    """Nothing where the system does not tell how much is in use."""
    try:
        import resource

        used = int(_MEMORY_IN_USE.read_bytes().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (ImportError, OSError, ValueError, IndexError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if soft != resource.RLIM_INFINITY and soft <= used + MEMORY:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
