"""Plain text: a speech as it is pasted into a message, numbers written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .numerals import heading_number
from .speech import Section, Speech

INDENT = "　　"


def write(speech: Speech) -> str:
    """`speech` as text: a paragraph a line, indented two characters; line breaks kept."""
    lines = [*_head(speech), *_body(speech)]
    return "\n".join(lines) + "\n"


def _head(speech: Speech) -> Iterator[str]:
    if speech.title is not None:
        yield speech.title
    yield from speech.byline
    if speech.title is not None or speech.byline:
        yield ""
    if speech.salutation is not None:
        yield speech.salutation


def _body(speech: Speech) -> Iterator[str]:
    yield from (INDENT + text for text in speech.preamble)
    yield from _sections(speech.sections, 1)
    yield from (INDENT + text for text in speech.closing)


def _sections(sections: Iterable[Section], level: int) -> Iterator[str]:
    for number, section in enumerate(sections, 1):
        yield INDENT + heading_number(level, number) + section.heading
        yield from (INDENT + text for text in section.paragraphs)
        yield from _sections(section.sections, level + 1)
