"""Plain text: a speech as it is pasted into a message, numbers written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.speech import Section, Speech
from ..recognise import Paragraph, Recognised, recognise
from ..text.numerals import heading_number

INDENT = "　　"


def write(speech: Speech) -> str:
    """`speech` as text: a paragraph a line, indented two characters; line breaks kept."""
    lines = [*_head(speech), *_body(speech)]
    return "\n".join(lines) + "\n"


def read(text: str) -> Recognised:
    """The speech in a text, however its lines are broken, and what was dropped; tags in it are no text."""
    from ..recognise.wrapped import paragraphs_of

    return recognise(_strip_tags(text) if "</" in text or "<br" in text.lower() else paragraphs_of(text))


def _strip_tags(text: str) -> list[Paragraph]:
    """The paragraphs of a text with HTML tags in it."""
    from ..recognise.wrapped import paragraphs_of
    from .html_tree import blocks_of, has_tags, parse_page

    if not has_tags(text):
        return paragraphs_of(text)
    with_breaks = text.replace("\r\n", "\n").replace("\n", "<br>")
    return blocks_of(parse_page(f"<body>{with_breaks}</body>"))


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
