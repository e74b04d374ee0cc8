"""What the rules look at: the paragraphs of a speech, and what each of them is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from ..model.appearance import Looks
from ..model.speech import Role, Speech
from ..recognise import Paragraph as Candidate
from ..recognise import Recognised, recognise
from ..recognise.numbers import Number, leading_number
from ..recognise.tidying import visible
from .pattern import Pattern

HAN = "\u4e00-\u9fff"
"""Chinese characters, to stand in a pattern's brackets; a single range compiles fastest."""

HOLE = "\ufffc"
"""Stands for a character that no rule shall look at."""

_ADDRESS = Pattern(
    r"(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9])www\.[!-~]+|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]++@[A-Za-z0-"
    r"9.-]+",
    "://",
    "www.",
    "@",
)
_FORMS = ("han", "han bracketed", "arabic", "arabic bracketed")
"""The forms of headings' numbers by level: 一、 （一） 1. （1）"""

RUNNING = frozenset({Role.PREAMBLE, Role.BODY, Role.CLOSING})
"""The roles of running text."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stands in the file.

    `role` is None where it is no part of the speech, `level` that of the heading that it is or
    begins with: "一、提高认识。各级……" is a body paragraph with a level. `shown_before` is the
    number that Word counts before it, which is not in the text.
    """

    text: str
    role: Role | None = Role.BODY
    level: int = 0
    shown_before: str = ""

    @cached_property
    def plain(self) -> str:
        """`text`, of the same length, with a `HOLE` for each character of an address."""
        return _ADDRESS.sub(lambda match: HOLE * len(match[0]), self.text)

    @cached_property
    def number(self) -> Number | None:
        """The number that it begins with; a heading that a writer will number has none."""
        return leading_number(self.shown_before + self.text)

    @property
    def number_end(self) -> int:
        """Where the text after the number begins."""
        return max(0, self.number.end - len(self.shown_before)) if self.number else 0

    @property
    def form(self) -> int:
        """The level that the form of the number is for: 1 for 一、, 2 for （一）; 0 for none."""
        return _FORMS.index(self.number.kind) + 1 if self.number and self.number.kind in _FORMS else 0

    @property
    def content(self) -> str:
        return self.text[self.number_end :]

    @property
    def is_running(self) -> bool:
        return self.role in RUNNING


@dataclass(frozen=True)
class Document:
    """The paragraphs of a file, none of them blank.

    `known` are the texts in which this unit's own names stand (its details); None when
    nobody said. `details` are these by what people call them, `said` is what the text was when it
    was generated. `is_whole` is false for scraps of text, such as those of a template, in
    which a mark's partner or a paragraph's beginning may be missing.
    `looks` gives how the file looks and should look, where that is known.
    """

    paragraphs: tuple[Paragraph, ...]
    known: tuple[str, ...] | None = field(default=None)
    is_whole: bool = True
    details: Mapping[str, str] = field(default_factory=dict, compare=False)
    said: str = field(default="", compare=False)
    looks: Callable[[], Looks | None] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def text(self) -> str:
        """All paragraphs' `plain`, a line each (a break inside one is shown as a blank)."""
        return "\n".join(one.plain.replace("\n", " ") for one in self.paragraphs)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """All that two neighbouring characters of `text` write."""
        return frozenset(map(str.__add__, self.text, self.text[1:]))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each paragraph begins in `text`."""
        starts, place = [], 0
        for one in self.paragraphs:
            starts.append(place)
            place += len(one.plain) + 1
        return tuple(starts)

    @property
    def headings(self) -> Iterator[tuple[int, Paragraph]]:
        return ((at, one) for at, one in enumerate(self.paragraphs) if one.role is Role.HEADING)


def from_speech(speech: Speech, known: Sequence[str] | None = None) -> Document:
    """The paragraphs of a speech; its headings carry no number, for the writer adds it."""
    paragraphs = tuple(Paragraph(text, role, level) for role, level, _, text in speech.paragraphs())
    return Document(paragraphs, None if known is None else tuple(known))


def from_lines(lines: Iterable[str], known: Sequence[str] | None = None) -> Document:
    """The paragraphs of a plain text, a line each; what each of them is, as it is recognised."""
    lines = list(lines)
    filled = ((place, line) for place, line in enumerate(lines) if visible(line))
    return from_recognised(filled, recognise(map(Candidate, lines)), known)


def from_recognised(
    texts: Iterable[tuple[int, str]],
    found: Recognised,
    known: Sequence[str] | None = None,
    numbers: Mapping[int, str] = MappingProxyType({}),
) -> Document:
    """The paragraphs with their places in the file, as they were recognised.

    `numbers` are those that Word counts before paragraphs, by their places.
    """
    paragraphs = []
    for place, text in texts:
        role, level = found.roles.get(place) or (None, 0)
        paragraphs.append(Paragraph(text, role, level, numbers.get(place, "")))
    return Document(tuple(paragraphs), None if known is None else tuple(known))


def from_scraps(texts: Iterable[str]) -> Document:
    """Scraps of text, to be looked at one by one."""
    return Document(tuple(Paragraph(text) for text in texts), is_whole=False)
