"""Processes: jobs shared out to several, their outcomes back in the order of the jobs."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from itertools import takewhile
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

from ..errors import SpeechgenError
from .outcome import Outcome
from .plan import Job, Plan

if TYPE_CHECKING:
    from .drafting import Drafter

CHUNK = 32
"""Rows that a process takes at once."""

AHEAD = 3
"""Chunks under way for each process, so that it need not wait for the next, and memory is bounded."""

MOST_PROCESSES = 61
"""Windows cannot wait for more at once."""

Chunk = tuple[Outcome, ...]


class ProcessLost(SpeechgenError):
    """A process ended before its work was done: killed, perhaps for want of memory."""

    exit_status = 1


def run(
    plan: Plan, jobs: Sequence[Job], processes: int = 1, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Makes the drafts; yields their outcomes in the order of the jobs.

    Once `stopped` says so, or there is no more room, what was begun is finished and
    nothing else begun. Raises ProcessLost, and what opening template or layout raises.
    """
    if processes > 1:
        return _run_in_pool(plan, jobs, processes, stopped)
    return _run_here(plan, jobs, stopped)


def _run_here(plan: Plan, jobs: Sequence[Job], stopped: Callable[[], bool]) -> Iterator[Outcome]:
    from .drafting import Drafter

    drafter = Drafter(plan)
    for job in takewhile(lambda _: not stopped(), jobs):
        outcomes = tuple(drafter.outcomes(job))
        yield from outcomes
        if _ends_run(outcomes):
            return


def _run_in_pool(
    plan: Plan, jobs: Sequence[Job], processes: int, stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    packed = pickle.dumps(plan)
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    under_way: deque[Future[Chunk]] = deque()
    size = min(processes, len(chunks), MOST_PROCESSES)
    with _report_losses(), _pool(size) as pool:
        for chunk in takewhile(lambda _: not stopped(), chunks):
            with _isolate_workers():
                under_way.append(pool.submit(_draft, packed, chunk))
            if len(under_way) == size * AHEAD:
                outcomes = under_way.popleft().result()
                yield from outcomes
                if _ends_run(outcomes):
                    break
        for future in under_way:
            yield from future.result()


def _ends_run(outcomes: Chunk) -> bool:
    return any(outcome.ends_run for outcome in outcomes)


def _pool(size: int) -> ProcessPoolExecutor:
    with _isolate_workers():
        return ProcessPoolExecutor(size, get_context("spawn"), _begin_worker)


@contextmanager
def _report_losses() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise ProcessLost(
            "一个工作进程意外中止（也许是内存不够）。已写出的讲稿都是完整的；"
            "再运行一次会接着写，可加 --jobs 1"
        ) from error


@contextmanager
def _isolate_workers() -> Iterator[None]:
    """What is started here imports nothing from the working folder, and never hears Ctrl+C,
    which goes to all processes at once: it is for this one to stop the others."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if _HAS_MASKS else set()
    try:
        yield
    finally:
        if _HAS_MASKS:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


_HAS_MASKS = hasattr(signal, "pthread_sigmask")
"""Not on Windows, where a worker that is just being started can be interrupted."""


def _begin_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process, which would wait for work for ever, when the one that started it was killed."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _draft(plan: bytes, jobs: Sequence[Job]) -> Chunk:
    drafter = _open(plan)
    return tuple(outcome for job in jobs for outcome in drafter.outcomes(job))


@lru_cache(maxsize=1)
def _open(plan: bytes) -> Drafter:
    """A worker's template and layouts stay open from one chunk to the next."""
    from .drafting import Drafter

    return Drafter(pickle.loads(plan))
