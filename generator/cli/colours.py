"""Colours, for who wants to see any: a person at a terminal, unless NO_COLOR says no."""

from __future__ import annotations

import os
import sys

RED, GREEN, YELLOW, GREY = "31", "32", "33", "90"
STRUCK_RED, UNDERLINED_GREEN = "31;9", "32;4"


def wanted() -> bool:
    """Whether standard output shows colours. Source: no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def painted(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if wanted() else text
