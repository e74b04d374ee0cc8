"""Plain text: a speech as it is pasted into a message, numbers written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.speech import Role, Speech
from ..model.table import rows_of
from ..recognise import Paragraph, Recognised, recognise

INDENT = "　　"
_LOOKED_AT = 20_000
_MARKS = re.compile(r"(?m)^#{1,6} \S|^\s{0,3}\*\*[^*\n]{2,80}\*\*|^>\s?\*\*")
"""What Markdown has that plain text has not: a chat's answer that was saved as .txt."""


def write(speech: Speech) -> str:
    """`speech` as text: a paragraph a line, indented two characters; line breaks kept."""
    return "\n".join(_lines(speech)) + "\n"


def read(text: str, speech: int = 1) -> Recognised:
    """The speech in a text, however its lines are broken, and what was dropped; tags in it are no text."""
    return recognise(_strip_tags(text) or paragraphs_of(text), speech=speech)


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a text without tags; their places are the numbers of its lines, from 0."""
    if has_marks(text):
        from .markdown import paragraphs_of as marked_paragraphs

        return marked_paragraphs(text)
    from ..recognise.wrapped import paragraphs_of as plain_paragraphs

    return plain_paragraphs(text)


def has_marks(text: str) -> bool:
    """Whether a plain text has the marks of Markdown in it."""
    return len(_MARKS.findall(text[:_LOOKED_AT])) > 1


def _strip_tags(text: str) -> list[Paragraph]:
    """The paragraphs of a text with HTML tags in it; none for any other."""
    if has_marks(text) or not ("</" in text or "<br" in text.lower()):
        return []
    from .html_tree import blocks_of, has_tags, parse_page

    if not has_tags(text):
        return []
    with_breaks = text.replace("\r\n", "\n").replace("\n", "<br>")
    return [block.paragraph for block in blocks_of(parse_page(f"<body>{with_breaks}</body>"))]


def _lines(speech: Speech) -> Iterator[str]:
    """The lines; an empty one between title and byline and what is read aloud."""
    is_in_head = False
    for role, _, number, text in speech.paragraphs():
        if is_in_head and role not in (Role.TITLE, Role.BYLINE):
            yield ""
        is_in_head = role in (Role.TITLE, Role.BYLINE)
        indent = "" if is_in_head or role is Role.SALUTATION else INDENT
        rows = rows_of(text)
        yield from [indent + "　".join(row) for row in rows] if rows else [indent + number + text]
