"""Contestants: processes that make drafts when told to, taking turns.

Each runs by itself, so that none works in the memory that another left behind, and tells
the CPU time that it took, so that what else the machine does counts for none of them. A
contestant reads a line "first last" and makes those drafts, then prints the milliseconds
of CPU time a draft.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from statistics import median

DRAFTS, TURNS = 100, 9


def contest(commands: Mapping[str, Sequence[str]], title: str) -> dict[str, float]:
    """Prints the median milliseconds a draft of each contestant, as multiples of the first's."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    with ExitStack() as stack:
        running = {name: stack.enter_context(_started(command)) for name, command in commands.items()}
        for turn in range(TURNS + 1):
            for name, process in running.items():
                times[name].append(_turn(process, turn))
    medians = {name: median(each[1:]) for name, each in times.items()}
    base = next(iter(medians.values()))
    print(f"{title}, CPU time, median of {TURNS} × {DRAFTS}")
    for name, milliseconds in medians.items():
        print(f"  {name:34} {milliseconds:7.2f} ms  {milliseconds / base:5.1f} ×")
    return medians


def take_part(draw: Callable[[int], object]) -> None:
    """Makes a process a contestant."""
    for line in sys.stdin:
        first, last = map(int, line.split())
        began = time.process_time()
        for number in range(first, last):
            draw(number)
        print((time.process_time() - began) / (last - first) * 1000, flush=True)


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _turn(process: subprocess.Popen[str], turn: int) -> float:
    assert process.stdin is not None
    assert process.stdout is not None
    print(turn * DRAFTS, (turn + 1) * DRAFTS, file=process.stdin, flush=True)
    return float(process.stdout.readline())
