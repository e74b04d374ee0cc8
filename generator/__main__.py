"""The console script `speechgen`, and `python -m generator`."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Runs the command line and ends the process with its exit status."""
    try:
        from .cli import main as command_line

        command_line()
    except KeyboardInterrupt:  # while modules are loaded; later it is a command's to answer
        sys.exit(130)


if __name__ == "__main__":
    main()
