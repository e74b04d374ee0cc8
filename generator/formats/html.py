"""HTML: a page that looks and prints like the draft, and the speech in anybody's page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..errors import FileError
from ..model.speech import Role, Speech
from ..recognise import Dropped, Paragraph, Recognised, recognise
from ..text import byline

MOST_TAGS = 300_000
MOST_JUDGED = 20_000
"""Tags; in a page with more no main content is looked for, all of it is."""

_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm;
  @bottom-center { content: "— " counter(page) " —";
    font: 14pt "宋体", SimSun, "Noto Serif CJK SC", serif; } }
body { width: 156mm; margin: 37mm auto 35mm; color: #000; background: #fff; letter-spacing: -0.25pt;
  font: 16pt/28.95pt "Times New Roman", "仿宋_GB2312", "仿宋", FangSong, "Noto Serif CJK SC", serif; }
h1 { font: 22pt/34pt "方正小标宋简体", "小标宋", "宋体", SimSun, "Noto Serif CJK SC", serif;
  text-align: center; text-wrap: balance; margin: 0 0 14pt; }
p, h2, h3, h4, h5 { margin: 0; text-indent: 2em; text-align: justify; font-size: 16pt; font-weight: normal; }
.byline { text-indent: 0; text-align: center;
  font-family: "Times New Roman", "楷体_GB2312", "楷体", KaiTi, serif; }
.salutation { text-indent: 0; margin-top: 14pt; }
h2 { font-family: "Times New Roman", "黑体", SimHei, "Noto Sans CJK SC", sans-serif; break-after: avoid; }
h3 { font-family: "Times New Roman", "楷体_GB2312", "楷体", KaiTi, serif; break-after: avoid; }
h4, h5 { font-family: inherit; break-after: avoid; }
@media print { body { width: auto; margin: 0; } }
"""

_CLASSES: Mapping[Role, str] = {
    Role.BYLINE: "byline",
    Role.SALUTATION: "salutation",
    Role.CLOSING: "closing",
}


def write(speech: Speech) -> str:
    """`speech` as a page of its own: A4, the fonts of the official layout, nothing loaded."""
    title = html.escape(" ".join((speech.title or "讲话稿").split()))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(_elements(speech))
        + "\n</body>\n</html>\n"
    )


def _elements(speech: Speech) -> Iterator[str]:
    for role, level, number, text in speech.paragraphs():
        tag = "h1" if role is Role.TITLE else f"h{level + 1}" if level else "p"
        shown = byline.printed(text) if role is Role.BYLINE else number + text
        yield _element(tag, shown, _CLASSES.get(role, ""))


def _element(tag: str, text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<{tag}{attribute}>{html.escape(text).replace(chr(10), '<br>')}</{tag}>"


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
