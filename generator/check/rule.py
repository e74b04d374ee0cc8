"""Rule and Finding: what `check` looks for, and what it found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from ..text.edits import Edit
from .document import Document, Paragraph


class Level(Enum):
    """How sure a rule is; only what is CERTAIN is fixed unasked."""

    CERTAIN = "必错"
    LIKELY = "疑似"
    HINT = "提示"


@dataclass(frozen=True)
class Spot:
    """A place in a paragraph: what is wrong there, and what would stand there instead.

    `by_layout` tells that it is put right by laying the document out again.
    """

    start: int
    end: int
    message: str
    replacement: str | None = None
    by_layout: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: in the paragraph with that index, at `start` to `end` of its text."""

    code: str
    level: Level
    paragraph: int
    start: int
    end: int
    message: str
    edit: Edit | None = None
    by_layout: bool = False

    @property
    def is_fixable(self) -> bool:
        """Whether it is certain, and certain what is right."""
        return self.level is Level.CERTAIN and self.edit is not None


Find = Callable[[Document], Iterable[tuple[int, Spot]]]
"""Finds spots, each with the index of its paragraph."""


@dataclass(frozen=True)
class Rule:
    """One kind of mistake. `wrong` and `right` are whole texts, a paragraph a line.

    `source` begins with 规定 (a clause of a standard says so), 一般 (a clause says so
    conditionally) or 实务 (custom). A rule that is `piecewise` can judge a scrap of text.
    """

    code: str
    title: str
    level: Level
    explanation: str
    wrong: str
    right: str
    source: str
    find: Find
    piecewise: bool = True
    known: tuple[str, ...] | None = None
    """The texts with names that the examples know."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What the examples' details are, by what people call them."""
    of_whole: bool = False
    """Whether it is about the document as a whole, and no paragraph is its place."""

    @property
    def is_look(self) -> bool:
        """Whether it is about looks: its examples are no texts, and it is put right only when asked for."""
        return self.code.startswith("F")

    def findings(self, document: Document) -> Iterator[Finding]:
        if not (document.is_whole or self.piecewise):
            return
        for index, spot in self.find(document):
            edit = None if spot.replacement is None else Edit(spot.start, spot.end, spot.replacement)
            place = (index, spot.start, spot.end)
            yield Finding(self.code, self.level, *place, spot.message, edit, spot.by_layout)


def in_each(spots: Callable[[Paragraph], Iterable[Spot]]) -> Find:
    """A find that looks at every paragraph by itself."""

    def find(document: Document) -> Iterator[tuple[int, Spot]]:
        for index, paragraph in enumerate(document.paragraphs):
            for spot in spots(paragraph):
                yield index, spot

    return find


def in_running_text(spots: Callable[[Paragraph], Iterable[Spot]]) -> Find:
    """As `in_each`, but for titles, bylines, salutations and headings."""
    return in_each(lambda paragraph: spots(paragraph) if paragraph.is_running else ())


def before(text: str, place: int) -> str:
    """The character before `place`; "" at the beginning."""
    return text[place - 1 : place] if place else ""


def after(text: str, place: int) -> str:
    """The character at `place`, as the one that follows what ends there; "" at the end."""
    return text[place : place + 1]


def occurrences(document: Document, word: str) -> Iterator[tuple[int, int]]:
    """Where `word` stands: the index of the paragraph, and the place in its text."""
    place = document.text.find(word)
    while place >= 0:
        index = bisect_right(document.starts, place) - 1
        yield index, place - document.starts[index]
        place = document.text.find(word, place + len(word))
