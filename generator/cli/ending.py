"""How a run ends that does not end well: what is said, and the exit status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import typer

from ..errors import SpeechgenError
from .terminal import tell

REFUSED, FAULT, INTERRUPTED = 2, 3, 130
CLOSED = 1
"""Who reads the output has gone."""

DEBUG = "SPEECHGEN_DEBUG"
"""Set, a fault of the program ends in Python's own traceback."""

_ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
_LONGEST_COMMAND = 200


def end_cleanly() -> None:
    """When the run is told to end, it takes its temporary files with it; a second Ctrl+C ends
    it at once, even where it is in a library that answers nothing."""
    signal.signal(signal.SIGINT, _interrupted)
    for name in _ENDING_SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _ended)


def explain(error: Exception | KeyboardInterrupt, written: Sequence[object]) -> int:
    """Says why the run ended, and what became of files; returns the exit status."""
    match error:
        case SpeechgenError():
            return _told(str(error), error.exit_status)
        case typer.Abort() | KeyboardInterrupt():
            return _told(f"已停下，{_so_far(written)}", INTERRUPTED)
        case BrokenPipeError():
            return CLOSED
        case OSError():
            from ..files import reason

            return _told(f"读写时出错：{reason(error)}", REFUSED)
        case MemoryError():
            return _told(f"内存不够，没有做完，{_so_far(written)}", REFUSED)
    if os.environ.get(DEBUG):
        raise error
    return _told(_fault(error, written), FAULT)


def _fault(error: Exception, written: Sequence[object]) -> str:
    """What is said of an error that nobody thought of."""
    command = " ".join(["speechgen", *sys.argv[1:]])
    command = command if len(command) <= _LONGEST_COMMAND else f"{command[:_LONGEST_COMMAND]}……"
    return (
        f"程序自己出了错（{type(error).__name__}），没有做完，{_so_far(written)}。\n"
        f"正在做的是：{command}\n"
        f"换一个文件再试；要把这个错报给开发的人，先设 {DEBUG}=1 再运行一次，附上那时显示的内容"
    )


def _so_far(written: Sequence[object]) -> str:
    if not written:
        return "没有写任何文件"
    return f"在这之前写出的都是完整的（{written[0]}{' 等' if len(written) > 1 else ''}）"


def _told(message: str, status: int) -> int:
    tell(f"speechgen：{message}")
    return status


def _interrupted(_number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise KeyboardInterrupt


def _ended(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
