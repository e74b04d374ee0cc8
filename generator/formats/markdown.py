"""Anybody's Markdown as paragraphs with hints; speech markup is `markup`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import MarkupError
from ..model import markup
from ..model.speech import Role, Speech
from ..recognise import Paragraph, Recognised, recognise
from ..recognise.numbers import leading_number
from ..recognise.wrapped import LINE_END, joined_lines

_HEADING = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t#]*")
_MARKS = re.compile(r"\*\*|__|\*|`|~~|!?\[([^\[\]\n]{0,200})\]\([^()\s]{0,500}\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read(text: str) -> Recognised:
    """The speech in a Markdown text: strictly when it is speech markup, else as it is recognised."""
    speech = own_speech(text)
    return Recognised(speech) if speech is not None else recognise(paragraphs_of(text))


def own_speech(text: str) -> Speech | None:
    """The Speech of a text that is our markup; None when it only looks like Markdown."""
    if not any(
        line.startswith(("# ", "## ", markup.SALUTATION_MARK)) or line == markup.CLOSING_MARK
        for line in text.split("\n")
    ):
        return None
    try:
        speech = markup.parse(text)
    except MarkupError:
        return None
    headings = [one.text for one in speech.paragraphs() if one.role is Role.HEADING]
    return None if any(map(_is_foreign, headings)) or _is_one_heading(speech) else speech


def _is_foreign(heading: str) -> bool:
    """Whether a heading has a number or emphasis in it, which our writers put there."""
    return heading.startswith("**") or leading_number(heading) is not None


def _is_one_heading(speech: Speech) -> bool:
    """Whether nothing but a title is marked: the rest is for recognition."""
    return (
        not speech.sections
        and not speech.closing
        and not speech.byline
        and any(leading_number(text) for text in speech.preamble)
    )


def paragraphs_of(text: str) -> Iterator[Paragraph]:
    """The paragraphs of anybody's Markdown; their places are the numbers of its lines, from 0."""
    for paragraph in joined_lines(_separated(text)):
        line = paragraph.text.strip()
        heading = _HEADING.fullmatch(line) if line.startswith("#") else None
        bare = _plain(heading[2] if heading else line.lstrip("> "))
        bold = line.startswith(("**", "__")) and line.endswith(("**", "__"))
        level = len(heading[1]) - 1 if heading else None
        yield Paragraph(bare, bold=bold, level=level, places=paragraph.places)


def _separated(text: str) -> Iterator[Paragraph]:
    """The lines, each heading apart from the text under it."""
    for place, line in enumerate(LINE_END.split(text)):
        if line.startswith("#"):
            yield from (Paragraph(""), Paragraph(line, places=(place,)), Paragraph(""))
        else:
            yield Paragraph(line[2:] if line.startswith(("- ", "* ", "+ ")) else line, places=(place,))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", _MARKS.sub(lambda match: match[1] or "", text))
