"""Where the pages of a draft begin, in a layout that wants them to end with sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ..model.appearance import LayoutLook, ParagraphLook
from ..text.pagination import Block, page_ends
from .appearance import layout_look, text_width
from .layout import Layout
from .printed import Printed
from .styles import HEADINGS, StyleName

SPARE = 1
"""Lines of a page that stay empty, for a paragraph that takes one more than was reckoned."""

_BEFORE_OTHERS = (StyleName.TITLE, StyleName.BYLINE, StyleName.SALUTATION, *HEADINGS)


def page_beginnings(paragraphs: Sequence[Printed], layout: Layout) -> Mapping[int, Sequence[int]]:
    """The places in each of `paragraphs`, by its number, before which a page begins; 0 is before it."""
    if not layout.ends_with_sentences:
        return {}
    look, width = _measured(layout)
    page, pitch = look.page, look.roles[StyleName.BODY.value].pitch.value
    lines = int((page.height - page.top - page.bottom) / 25.4 * 72 / pitch + 0.01)
    blocks = [
        _block(paragraph, following, look.roles[paragraph.style.value], width)
        for paragraph, following in pairwise([*paragraphs, None])
        if paragraph is not None
    ]
    found: dict[int, list[int]] = {}
    for end in page_ends(blocks, lines - SPARE):
        found.setdefault(end.block, []).append(end.offset)
    return found


@lru_cache(maxsize=8)
def _measured(layout: Layout) -> tuple[LayoutLook, float]:
    """How a layout looks, and the points between its margins."""
    return layout_look(layout), text_width(layout.section)


def _block(paragraph: Printed, following: Printed | None, look: ParagraphLook, width: float) -> Block:
    if paragraph.rows:
        return Block("行" * len(paragraph.rows), replace(look.setting(width), width=look.face.size))
    is_last = following is None or following.style is not paragraph.style
    after = look.after / look.pitch.value if is_last else 0.0
    return Block(paragraph.text, look.setting(width), after, paragraph.style in _BEFORE_OTHERS)
