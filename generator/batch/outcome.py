"""What came of a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ..errors import SpeechgenError


class Stopped(SpeechgenError):
    """A run ended before all was done: the person wished it, or there was no more room."""

    def __init__(self, message: str, full: bool) -> None:
        self.exit_status = 1 if full else 130
        super().__init__(message)


class Status(Enum):
    """What came of a draft; the value is the word in --json."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the draft of row `row` that is called `file`, and why.

    `ends_run` says that no other draft can be written either: the disk is full.
    """

    row: int
    unit: str
    file: str
    status: Status
    reason: str = ""
    ends_run: bool = False


def count(outcomes: Iterable[Outcome]) -> Counter[Status]:
    """How many came to what."""
    return Counter(outcome.status for outcome in outcomes)
