"""HTML: a page that looks and prints like the draft, and the speech in anybody's page."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..errors import FileError
from ..model.speech import Role, Speech
from ..model.table import Rows, rows_of
from ..recognise import Dropped, Paragraph, Recognised, recognise
from ..text import byline

MOST_TAGS = 300_000

_COPY_IT = "请打开网页，把正文复制到 .txt 文件再试"

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
table { width: 100%; border-collapse: collapse; margin: 8pt 0; font-size: 14pt; line-height: 24pt; }
th, td { border: 0.75pt solid #000; padding: 2pt 4pt; text-align: center; font-weight: normal; }
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
        rows = rows_of(text) if role in (Role.PREAMBLE, Role.BODY, Role.CLOSING) else ()
        yield _table(rows) if rows else _element(tag, shown, _CLASSES.get(role, ""))


def _table(rows: Rows) -> str:
    first, *others = (_row(row, "th" if place == 0 else "td") for place, row in enumerate(rows))
    return "\n".join(["<table>", first, *others, "</table>"])


def _row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def _element(tag: str, text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<{tag}{attribute}>{html.escape(text).replace(chr(10), '<br>')}</{tag}>"


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
