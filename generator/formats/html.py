"""HTML: the speech in anybody's page."""

from __future__ import annotations

import re
from dataclasses import replace

from ..errors import FileError
from ..recognise import Dropped, Paragraph, Recognised, recognise

MOST_TAGS = 300_000
MOST_JUDGED = 20_000
"""Tags; in a page with more no main content is looked for, all of it is."""


def read(text: str, name: str = "网页") -> Recognised:
    """The speech in a page, and what was dropped: its navigation, its footer.

    Nothing is fetched. `name` is what messages call the page. Raises FileError when there
    is no text in it.
    """
    from lxml import etree

    from .html_tree import blocks_of, page_title, parse_page

    if text.count("<") > MOST_TAGS:
        raise FileError(f"{name}：网页大得不像一篇文稿。请打开网页，把正文复制到 .txt 文件再试")
    try:
        root = parse_page(text)
    except (etree.LxmlError, ValueError) as error:
        raise FileError(f"{name}：不是网页，读不了") from error
    blocks = blocks_of(root)
    if not blocks:
        raise FileError(f"{name}：网页里没有文字。请打开网页，把正文复制到 .txt 文件再试")
    first, end = _main_part(text, blocks)
    found = recognise(blocks[first:end], page_title(root))
    around = [*blocks[:first], *blocks[end:]]
    outside = (Dropped(block.text, "网页上正文之外的内容") for block in around)
    return replace(found, dropped=(*outside, *found.dropped))


def _main_part(text: str, blocks: list[Paragraph]) -> tuple[int, int]:
    """Where the main content is among the blocks, with the title above it."""
    found = _main_lines(text) if text.count("<") <= MOST_JUDGED else frozenset()
    inside = [place for place, block in enumerate(blocks) if _key(block.text) in found]
    if not inside:
        return 0, len(blocks)
    headings = [place for place, block in enumerate(blocks[: inside[0]]) if block.level == 0]
    return (headings[-1] if headings else inside[0]), inside[-1] + 1


def _main_lines(text: str) -> frozenset[str]:
    """The lines that trafilatura takes for the main content; none where it finds none."""
    import trafilatura

    extracted = trafilatura.extract(text, include_comments=False, favor_recall=True, fast=True) or ""
    return frozenset(key for line in extracted.splitlines() if (key := _key(line)))


def _key(text: str) -> str:
    return re.sub(r"[^\w]", "", text)
