"""How the time that something takes grows with its size, on a machine where others work too."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

LINEAR = 3.0
"""The most that twice the size may take in terms of the simple one: 2 is linear, 4 is quadratic."""

UNSEEN = 0.03
"""Seconds; what takes no longer says nothing about growth."""

TURNS = 4


def assert_linear(act: Callable[[int], object], size: int) -> None:
    """Doing `act` at `size` takes less than `LINEAR` times as long as at half of it, in one of some turns."""
    ratios = []
    for _ in range(TURNS):
        half, whole = seconds(act, size // 2), seconds(act, size)
        ratios.append(whole / max(half, 1e-9))
        if whole < UNSEEN or ratios[-1] < LINEAR:
            return
    raise AssertionError(
        f"twice the size takes {', '.join(f'{ratio:.1f}' for ratio in ratios)} times as long"
    )


def seconds(act: Callable[[int], object], size: int) -> float:
    """The processor's time that `act` takes at `size`, without collecting garbage: how long that
    takes depends on all that the process holds."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        act(size)
        return time.process_time() - started
    finally:
        gc.enable()
