"""Paragraphs as the update compares them: of a speech as it is printed, and of a draft as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.speech import Section, Speech
from ..text import byline
from ..text.numerals import heading_number, heading_number_length
from ..word.edited import EditedDraft
from ..word.lines import Line, heading_level
from ..word.styles import HEADINGS, OURS_TO_BREAK, Role

_TYPED_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、[^。！？；：\\t]{2,45}")

_LEAD = re.compile(r"[^。！？]{5,}[。！？]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: the first `number` characters of `text` are a heading's number.

    A title's line breaks are left out. `is_open`: others can be put beside it. `is_precious`:
    a person put in more than text. `joins_next`: its mark is deleted, the next one goes on.
    """

    role: Role | None
    text: str
    number: int = 0
    level: int = 0
    is_open: bool = True
    is_precious: bool = False
    joins_next: bool = False

    @property
    def content(self) -> str:
        return self.text[self.number :]

    @property
    def kind(self) -> object:
        """What tells it from its neighbours even when the rest of its text is new: its role, and
        of running text the sentence that it begins with; None where that is all."""
        if self.role is not Role.BODY:
            return self.role
        lead = _LEAD.match(self.text)
        return lead[0] if lead and lead.end() < len(self.text) else None


def printed(speech: Speech) -> tuple[Paragraph, ...]:
    """The paragraphs of a speech, as a draft of it has them."""
    return tuple(_printed(speech))


def standing(draft: EditedDraft) -> tuple[Paragraph, ...]:
    """The paragraphs of a draft as it stands.

    One that looks like a heading of the first level counts as one, whatever its style.
    """
    return tuple(_standing(line, draft.is_precious(line), draft.joins_next(line)) for line in draft.lines)


def _printed(speech: Speech) -> Iterator[Paragraph]:
    if speech.title is not None:
        yield from (Paragraph(Role.TITLE, line) for line in speech.title.split("\n") if line.strip())
    yield from (Paragraph(Role.BYLINE, byline.printed(entry).replace("\n", "")) for entry in speech.byline)
    if speech.salutation is not None:
        yield Paragraph(Role.SALUTATION, speech.salutation)
    yield from (Paragraph(Role.BODY, text) for text in speech.preamble)
    yield from _sections(speech.sections, 1)
    yield from (Paragraph(Role.CLOSING, text) for text in speech.closing)


def _sections(sections: Iterable[Section], level: int) -> Iterator[Paragraph]:
    for count, section in enumerate(sections, 1):
        number = heading_number(level, count)
        yield Paragraph(HEADINGS[level - 1], number + section.heading, len(number), level)
        yield from (Paragraph(Role.BODY, text) for text in section.paragraphs)
        yield from _sections(section.sections, level + 1)


def _standing(line: Line, is_precious: bool, joins_next: bool) -> Paragraph:
    text = line.text.replace("\n", "") if line.role in OURS_TO_BREAK else line.text
    level = heading_level(line.role)
    if not level and line.is_open and line.role in (None, Role.BODY) and _TYPED_HEADING.fullmatch(text):
        level = 1
    number = heading_number_length(level, text) if level else 0
    return Paragraph(line.role, text, number, level, line.is_open, is_precious, joins_next)
