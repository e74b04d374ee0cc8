"""HTML: the speech in anybody's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..errors import FileError
from ..recognise import Dropped, Paragraph, Recognised, recognise

MOST_TAGS = 300_000

_COPY_IT = "请打开网页，把正文复制到 .txt 文件再试"


def read(text: str, name: str = "网页", speech: int = 1) -> Recognised:
    """The speech in a page, and what was dropped: its navigation, its footer.

    Nothing is fetched. `name` is what messages call the page. Raises FileError when there
    is no text in it, or it cannot be read whole.
    """
    from lxml import etree

    from .html_body import body_of
    from .html_tree import blocks_of, page_title, parse_page

    if text.count("<") > MOST_TAGS:
        raise FileError(f"{name}：网页大得不像一篇文稿。{_COPY_IT}")
    try:
        root = parse_page(text)
    except (etree.LxmlError, ValueError) as error:
        raise FileError(f"{name}：不是网页，或者套得太深，读不全。{_COPY_IT}") from error
    blocks = blocks_of(root)
    if not blocks:
        raise FileError(f"{name}：网页里没有文字。{_COPY_IT}")
    first, end = body_of(root, blocks)
    paragraphs = [block.paragraph for block in blocks]
    heading = _heading_above(paragraphs[:first]) or page_title(root)
    found = recognise(paragraphs[first:end], heading, speech)
    around = [_outside(paragraphs[:first], "before"), _outside(paragraphs[end:], "after")]
    return replace(found, dropped=(*found.dropped, *filter(None, around)))


def _heading_above(paragraphs: Sequence[Paragraph]) -> str:
    """The nearest main heading above the body; "" where there is none."""
    return next((" ".join(one.text.split()) for one in reversed(paragraphs) if one.level == 0), "")


def _outside(paragraphs: Sequence[Paragraph], place: str) -> Dropped | None:
    """All that stands on one side of the body, as one text."""
    texts = [" ".join(line.split()) for one in paragraphs for line in one.text.split("\n")]
    text = "\n".join(filter(None, texts))
    return Dropped(text, "网页上正文之外的内容", place) if text else None
