"""The console script `speechgen`, and `python -m generator`.

A command takes a quarter of a second, most of it start-up. Two things that only a
longer life needs are left out: collecting garbage early, and taking the interpreter
apart at the end (together 13 % of `generate`, see tests/benchmarks/bench_generate.py).
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Runs the command line and ends the process with its exit status."""
    gc.set_threshold(100_000)
    try:
        from .cli import main as command_line

        command_line()
    except SystemExit as end:
        os._exit(_flushed(end))
    except KeyboardInterrupt:  # while modules are loaded; later it is a command's to answer
        os._exit(130)


def _flushed(end: SystemExit) -> int:
    """The exit status, once all that was printed is out."""
    status = end.code if isinstance(end.code, int) else int(end.code is not None)
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        return status or 1
    return status


if __name__ == "__main__":
    main()
