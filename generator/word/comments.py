"""The comments that tell a reader of a draft how to fill in its blanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from ..model.speech import Blank
from .ooxml import DECLARATION, W, as_text
from .styles import Role

AUTHOR, INITIALS = "speechgen", "sg"
"""Of our own comments and tracked changes."""


def comments_xml(blanks: Sequence[Blank], styles: Mapping[Role, str], created: datetime) -> bytes:
    """The comments part; the comment of `blanks[n]` has the id n."""
    date = created.strftime("%Y-%m-%dT%H:%M:%SZ")
    comments = "".join(_comment(id, blank.hint, styles, date) for id, blank in enumerate(blanks))
    return f'{DECLARATION}<w:comments xmlns:w="{W}">{comments}</w:comments>'.encode()


def _comment(id: int, hint: str, styles: Mapping[Role, str], date: str) -> str:
    text, mark = as_text(styles[Role.COMMENT_TEXT]), as_text(styles[Role.COMMENT_MARK])
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{as_text(line)}</w:t>' for line in hint.split("\n"))
    return (
        f'<w:comment w:id="{id}" w:author="{AUTHOR}" w:date="{date}" w:initials="{INITIALS}">'
        f'<w:p><w:pPr><w:pStyle w:val="{text}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:annotationRef/></w:r>'
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{lines}</w:r></w:p></w:comment>'
    )
