"""Titles with marks where a line may end, from tests/data/titles, and the breaks that are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from generator.text.titles import title_lines

TITLES = Path(__file__).parent / "data" / "titles"
WIDTHS = {"official": 20.09, "reading": 18.42}
"""Characters of a title's line, by layout."""


@dataclass(frozen=True)
class MarkedTitle:
    """A title, the places where a line of it may end, and the unit that it names."""

    text: str
    allowed: frozenset[int]
    unit: str = ""


def meetings(file: str) -> Iterator[MarkedTitle]:
    """Every meeting of `file` in every unit."""
    for unit in _lines("units.txt"):
        for event in _lines(file):
            yield _marked(f"在|{unit}|{event}上的讲话", unit.replace("|", ""))


def unseen_titles() -> Iterator[MarkedTitle]:
    yield from map(_marked, _lines("unseen.txt"))


def broken(titles: Iterable[MarkedTitle], width: float) -> list[tuple[MarkedTitle, tuple[str, ...]]]:
    """The titles that have more than one line of that width, with their lines."""
    return [
        (title, lines) for title in titles if len(lines := title_lines(title.text, width, title.unit)) > 1
    ]


def is_cut(title: MarkedTitle, lines: Iterable[str]) -> bool:
    """Whether a line ends where none may."""
    *ends, _ = accumulate(map(len, lines))
    return not title.allowed.issuperset(ends)


def _marked(line: str, unit: str = "") -> MarkedTitle:
    *ends, _ = accumulate(map(len, line.split("|")))
    return MarkedTitle(line.replace("|", ""), frozenset(ends), unit)


def _lines(file: str) -> list[str]:
    return [line for line in (TITLES / file).read_text("utf-8").splitlines() if line and line[0] != "#"]
