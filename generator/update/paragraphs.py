"""Paragraphs as the update compares them: of a speech as it is printed, and of a draft as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.speech import Role, Speech
from ..text import byline
from ..text.numerals import heading_number_length
from ..word.edited import EditedDraft
from ..word.lines import Line, heading_level
from ..word.styles import StyleName, style_for

_TYPED_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、[^。！？；：\t]{2,45}")

_LEAD = re.compile(r"[^。！？]{5,}[。！？]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: the first `number` characters of `text` are a heading's number.

    A title's line breaks are left out. `is_open`: others can be put beside it. `is_precious`:
    a person put in more than text.
    """

    role: StyleName | None
    text: str
    number: int = 0
    level: int = 0
    is_open: bool = True
    is_precious: bool = False

    @property
    def content(self) -> str:
        return self.text[self.number :]

    @property
    def kind(self) -> object:
        """What tells it from its neighbours even when the rest of its text is new: its role, and
        of running text the sentence that it begins with; None where that is all."""
        if self.role is not StyleName.BODY:
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
    return tuple(_standing(line, draft.is_precious(line)) for line in draft.lines)


def _printed(speech: Speech) -> Iterator[Paragraph]:
    for role, level, number, text in speech.paragraphs():
        style = style_for(role, level)
        if role is Role.TITLE:
            yield from (Paragraph(style, line) for line in text.split("\n") if line.strip())
        elif role is Role.BYLINE:
            yield Paragraph(style, byline.printed(text))
        else:
            yield Paragraph(style, number + text, len(number), level)


def _standing(line: Line, is_precious: bool) -> Paragraph:
    text = line.unbroken
    level = heading_level(line.style)
    if not level and line.is_open and line.style in (None, StyleName.BODY) and _TYPED_HEADING.fullmatch(text):
        level = 1
    number = heading_number_length(level, text) if level else 0
    return Paragraph(line.style, text, number, level, line.is_open, is_precious)
