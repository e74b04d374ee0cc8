"""Plain text: a speech as it is pasted into a message, numbers written out."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.speech import Role, Speech
from ..recognise import Paragraph, Recognised, recognise

INDENT = "　　"


def write(speech: Speech) -> str:
    """`speech` as text: a paragraph a line, indented two characters; line breaks kept."""
    return "\n".join(_lines(speech)) + "\n"


def read(text: str) -> Recognised:
    """The speech in a text, however its lines are broken, and what was dropped; tags in it are no text."""
    from ..recognise.wrapped import paragraphs_of

    return recognise(_untagged(text) if "</" in text or "<br" in text.lower() else paragraphs_of(text))


def _untagged(text: str) -> list[Paragraph]:
    """The paragraphs of a text with HTML tags in it."""
    from ..recognise.wrapped import paragraphs_of
    from .html_tree import blocks_of, has_tags, parse_page

    if not has_tags(text):
        return paragraphs_of(text)
    with_breaks = text.replace("\r\n", "\n").replace("\n", "<br>")
    return blocks_of(parse_page(f"<body>{with_breaks}</body>"))


def _lines(speech: Speech) -> Iterator[str]:
    """The lines; an empty one between title and byline and what is read aloud."""
    is_in_head = False
    for role, _, number, text in speech.paragraphs():
        if is_in_head and role not in (Role.TITLE, Role.BYLINE):
            yield ""
        is_in_head = role in (Role.TITLE, Role.BYLINE)
        indent = "" if is_in_head or role is Role.SALUTATION else INDENT
        yield indent + number + text
