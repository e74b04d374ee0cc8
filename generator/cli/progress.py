"""How far a long run is: a bar on a terminal, otherwise a plain line now and then."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from .terminal import shows_progress, tell

SECONDS = 5.0
"""Between two plain lines."""


class Progress(Protocol):
    """What is told of every thing done."""

    def __call__(self) -> None: ...


@contextmanager
def progress(total: int, quiet: bool = False) -> Iterator[Progress]:
    """Shows on the standard error how many of `total` are done."""
    if quiet:
        yield lambda: None
    elif shows_progress():
        with _bar(total) as advance:
            yield advance
    else:
        yield _Lines(total)


class _Lines:
    """Plain lines, for logs: rate and time left, every few seconds."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._began = self._told = time.monotonic()

    def __call__(self) -> None:
        self._done += 1
        now = time.monotonic()
        if now - self._told >= SECONDS:
            self._told = now
            rate = self._done / (now - self._began)
            left = (self._total - self._done) / rate
            tell(f"{self._done}/{self._total}，每秒 {rate:.0f} 份，还要 {left:.0f} 秒")


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"每秒 {task.speed or 0:.0f} 份")

    left = TextColumn("还要")
    columns = (BarColumn(), MofNCompleteColumn(), Rate(), left, TimeRemainingColumn(compact=True))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)
