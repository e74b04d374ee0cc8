"""Processes: jobs shared out to several, their outcomes back in the order of the jobs."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from ..errors import SpeechgenError
from .outcome import Outcome
from .plan import Job, Plan

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

CHUNK = 32
"""Rows that a process takes at once."""

GARBAGE_FROM = 50_000
"""Objects, before a process looks for garbage in circles; drafting leaves little."""

AHEAD = 2
"""Chunks that a process has at hand, so that it never waits for the next."""

_PRELOADED = ["generator.batch.drafting", "generator.environment", "generator.word.writer"]


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
        return _side_by_side(plan, jobs, processes, stopped)
    return _in_turn(plan, jobs, stopped)


def make_ready() -> None:
    """Starts loading what several processes will need, while this one does something else.

    It is only done earlier: `run` does without.
    """
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        with _interrupts_held():
            forkserver.ensure_running()


def _context() -> ForkServerContext | SpawnContext:
    """How processes are begun: not as copies of this one, which may have threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _in_turn(plan: Plan, jobs: Sequence[Job], stopped: Callable[[], bool]) -> Iterator[Outcome]:
    from .drafting import Drafter

    with _little_garbage():
        drafter = Drafter(plan)
        for job in jobs:
            if stopped():
                return
            outcomes = tuple(drafter.outcomes(job))
            yield from outcomes
            if any(outcome.ends_run for outcome in outcomes):
                return


def _side_by_side(
    plan: Plan, jobs: Sequence[Job], processes: int, stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    chunks = deque(enumerate(jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)))
    done: dict[int, tuple[Outcome, ...]] = {}
    following = 0
    with _Crew(plan, min(processes, len(chunks))) as crew:
        while chunks or crew.busy:
            if stopped():
                chunks.clear()
            crew.hand_out(chunks)
            for number, outcomes in crew.finished():
                done[number] = outcomes
                if any(outcome.ends_run for outcome in outcomes):
                    chunks.clear()
            while following in done:
                yield from done.pop(following)
                following += 1
        for number in sorted(done):
            yield from done[number]


class _Crew:
    """Processes at work, each with a pipe: what they have yet to finish, by connection."""

    def __init__(self, plan: Plan, size: int) -> None:
        self._context = _context()
        self._waiting: dict[Connection, int] = {}
        self._processes: list[BaseProcess] = []
        with _interrupts_held():
            for _ in range(size):
                self._waiting[self._engage(plan)] = 0

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        """Lets the processes go: a closed pipe ends them, after the chunk they are at."""
        for connection in self._waiting:
            connection.close()
        for process in self._processes:
            process.join()

    @property
    def busy(self) -> bool:
        return any(self._waiting.values())

    def hand_out(self, chunks: deque[tuple[int, Sequence[Job]]]) -> None:
        """Gives each process chunks until it has enough at hand."""
        for _ in range(AHEAD):
            for connection, count in self._waiting.items():
                if chunks and count < AHEAD:
                    self._send(connection, chunks.popleft())

    def finished(self) -> Iterator[tuple[int, tuple[Outcome, ...]]]:
        """The chunks that are done; waits for one. Raises what a process raised."""
        for connection in wait([connection for connection, count in self._waiting.items() if count]):
            assert isinstance(connection, Connection)
            yield self._received(connection)

    def _engage(self, plan: Plan) -> Connection:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, plan), daemon=True)
        process.start()
        self._processes.append(process)
        theirs.close()
        return ours

    def _send(self, connection: Connection, chunk: tuple[int, Sequence[Job]]) -> None:
        try:
            connection.send(chunk)
        except OSError:
            while True:  # the process has ended: its last word is why
                self._received(connection)
        self._waiting[connection] += 1

    def _received(self, connection: Connection) -> tuple[int, tuple[Outcome, ...]]:
        try:
            answer = connection.recv()
        except (EOFError, OSError) as error:
            raise _lost() from error
        if isinstance(answer, SpeechgenError):
            raise answer
        self._waiting[connection] -= 1
        number, outcomes = answer
        return number, outcomes


@contextmanager
def _little_garbage() -> Iterator[None]:
    """Looks for garbage in circles less often."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE_FROM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Holds Ctrl+C back, for this process until the end and for those started meanwhile for
    good: it goes to all of them, and it is for this one to stop the others."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _lost() -> ProcessLost:
    return ProcessLost(
        "一个工作进程意外中止（也许是内存不够）。已写出的讲稿都是完整的；再运行一次会接着写，可加 --jobs 1"
    )


def _work(connection: Connection, plan: Plan) -> None:
    """A process: makes the chunks it is sent until the pipe is closed, by whatever end."""
    from .drafting import Drafter

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with _little_garbage(), suppress(EOFError, OSError):
        try:
            drafter = Drafter(plan)
            while True:
                number, jobs = connection.recv()
                outcomes = tuple(outcome for job in jobs for outcome in drafter.outcomes(job))
                connection.send((number, outcomes))
        except SpeechgenError as error:
            connection.send(error)
