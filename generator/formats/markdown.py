"""Anybody's Markdown as paragraphs with hints; speech markup is `markup`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import MarkupError
from ..model import markup
from ..model.speech import Section, Speech
from ..recognise import Paragraph, Recognised, recognise
from ..recognise.numbers import leading_number
from ..recognise.wrapped import paragraphs_of

_HEADING = re.compile(r"(#{1,6})[ \t]*(.*)", re.DOTALL)
_MARKS = re.compile(r"\*\*|__|\*|`|~~|!?\[([^\[\]\n]{0,200})\]\([^()\s]{0,500}\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read(text: str) -> Recognised:
    """The speech in a Markdown text: strictly when it is speech markup, else as it is recognised."""
    speech = _own(text)
    return Recognised(speech) if speech is not None else recognise(_paragraphs(text))


def _own(text: str) -> Speech | None:
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
    return None if any(map(_is_foreign, _headings(speech.sections))) or _is_one_heading(speech) else speech


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


def _headings(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield section.heading
        yield from _headings(section.sections)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for paragraph in paragraphs_of("\n".join(_separated(text))):
        line = paragraph.text.strip()
        heading = _HEADING.fullmatch(line) if line.startswith("#") else None
        bare = _plain(heading[2].rstrip(" \t#") if heading else line.lstrip("> "))
        bold = line.startswith(("**", "__")) and line.endswith(("**", "__"))
        yield Paragraph(bare, bold=bold, level=len(heading[1]) - 1 if heading else None)


def _separated(text: str) -> Iterator[str]:
    """The lines, each heading apart from the text under it."""
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith("#"):
            yield from ("", line, "")
        else:
            yield line[2:] if line.startswith(("- ", "* ", "+ ")) else line


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", _MARKS.sub(lambda match: match[1] or "", text))
