"""HTML: a page that looks and prints like the draft."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from ..model.speech import Section, Speech
from ..text.numerals import heading_number, is_written_date

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
    if speech.title is not None:
        yield _element("h1", speech.title)
    for entry in speech.byline:
        yield _element("p", f"（{entry}）" if is_written_date(entry) else entry, "byline")
    if speech.salutation is not None:
        yield _element("p", speech.salutation, "salutation")
    yield from (_element("p", text) for text in speech.preamble)
    yield from _section_elements(speech.sections, 1)
    yield from (_element("p", text, "closing") for text in speech.closing)


def _section_elements(sections: Iterable[Section], level: int) -> Iterator[str]:
    for number, section in enumerate(sections, 1):
        yield _element(f"h{level + 1}", heading_number(level, number) + section.heading)
        yield from (_element("p", text) for text in section.paragraphs)
        yield from _section_elements(section.sections, level + 1)


def _element(tag: str, text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<{tag}{attribute}>{html.escape(text).replace(chr(10), '<br>')}</{tag}>"
