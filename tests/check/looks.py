"""Drafts in the layout `official` with one thing changed, said as a line: “正文：宋体 五号”."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.check.fonts import SIZES
from generator.files.builtin import builtin_folder
from generator.model.speech import Section, Speech
from generator.word.layout import load_layout
from generator.word.writer import write_docx

CREATED = datetime(2026, 3, 12, 9, 0)
POINTS = {name: points for points, name in SIZES.items()}
LONG = "要把清单上的项目一个一个过，过一个销一个，销不掉的写明原因，月底前报到县里，由分管的同志签字。"
SPEECH = Speech(
    title="在全县防汛工作会议上的讲话",
    byline=("2026年3月12日", "陈立峰"),
    salutation="同志们：",
    preamble=("今天开这个会，我讲两点意见，都在3月底前办完，请各镇记下来回去就办。",),
    sections=(
        Section("摸清底数", (LONG, Section("查房屋", (LONG,)))),
        Section("管住用处", (LONG,)),
    ),
    closing=("同志们，散会以后就动手，汛期不等人，各镇今天下午就把名单报来。",),
)


def draft(speech: Speech = SPEECH, layout: str = "official") -> bytes:
    return write_docx(speech, load_layout(builtin_folder() / "layouts" / f"{layout}.docx"), created=CREATED)


def changed(line: str) -> bytes:
    """The draft with what `line` says, a name and a value."""
    name, _, value = line.partition("：")
    if name == "正文一段的字数":
        return draft(Speech(preamble=(("一二三四五六七八九十" * 9)[: int(value) - 1] + "。",)))
    if name == "日期前面的字数":
        text = "一" * int(value) + "4月10日前把名单报到县里，逾期不等。"
        return draft(Speech(salutation="同志们：", preamble=(text,)))
    if name == "正文的行数":
        return draft(Speech(salutation="同志们：", preamble=("请各镇照办。",) * (int(value) - 1)))
    document = docx.Document(io.BytesIO(draft()))
    CHANGES[name](document, value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def set_face(properties: Any, font: str, points: float) -> None:
    """Sets the Chinese font and the size in a `w:rPr`."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
    key, name = ("w:eastAsiaTheme", "minorEastAsia") if font == "主题字体" else ("w:eastAsia", font)
    fonts.set(qn(key), name)
    properties._remove_sz()
    properties.get_or_add_sz().val = Pt(points)


def _face(value: str) -> tuple[str, float]:
    font, _, size = value.rpartition(" ")
    return font, POINTS.get(size) or float(size.removesuffix("磅"))


def _style(name: str) -> Callable[[Document, str], None]:
    def change(document: Document, value: str) -> None:
        set_face(document.styles[name].element.get_or_add_rPr(), *_face(value))

    return change


def _margins(document: Document, value: str) -> None:
    section = document.sections[0]
    sides = ("top_margin", "bottom_margin", "left_margin", "right_margin")
    for side, length in zip(sides, value.split(), strict=True):
        setattr(section, side, Mm(float(length)))


def _paper(document: Document, value: str) -> None:
    width, height = map(float, value.split())
    document.sections[0].page_width, document.sections[0].page_height = Mm(width), Mm(height)


def _latin(document: Document, value: str) -> None:
    for style in document.styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            fonts.set(qn("w:ascii"), value)
            fonts.set(qn("w:hAnsi"), value)


def _pitch(document: Document, value: str) -> None:
    spacing = document.styles["Body Text"].paragraph_format
    if value.endswith("倍"):
        spacing.line_spacing = float(value.removesuffix("倍"))
    else:
        spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        spacing.line_spacing = Pt(float(value.split()[1]))


def _space_after(document: Document, value: str) -> None:
    document.styles["Body Text"].paragraph_format.space_after = Pt(float(value.split()[0]))


def _indent(document: Document, value: str) -> None:
    indent = document.styles["Body Text"].element.pPr.find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), str(round(float(value.split()[0]) * 100)))
    indent.set(qn("w:firstLine"), "0")


def _align(name: str) -> Callable[[Document, str], None]:
    def change(document: Document, value: str) -> None:
        aligned = {"居中": "center", "左对齐": "left", "靠右": "right"}[value]
        document.styles[name].element.pPr.find(qn("w:jc")).set(qn("w:val"), aligned)

    return change


def _number(document: Document, value: str) -> None:
    section = document.sections[0]
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        if value == "没有":
            paragraph._p.clear_content()
            continue
        text, _, size = value.rpartition(" ")
        where = text.rpartition(" ")[2] if text.endswith(("居中", "居右")) else ""
        text = text.removesuffix(where).strip()
        before, _, after = text.partition("1")
        runs = paragraph._p.findall(qn("w:r"))
        runs[0].text, runs[-1].text = before, after
        for run in paragraph._p.iter(qn("w:r")):
            run.get_or_add_rPr().get_or_add_sz().val = Pt(POINTS[size])
        align = {"居中": "center", "居右": "right"}.get(where, align)
        paragraph._p.pPr.find(qn("w:jc")).set(qn("w:val"), align)


def _body(document: Document) -> list:
    return [one for one in document.paragraphs if one.style.name == "Body Text"]


def _direct(document: Document, value: str) -> None:
    for run in _body(document)[1].runs:
        set_face(run._r.get_or_add_rPr(), *_face(value))


def _direct_pitch(document: Document, value: str) -> None:
    _body(document)[1].paragraph_format.line_spacing = float(value.removesuffix("倍"))


def _some(place: int) -> Callable[[Document, str], None]:
    def change(document: Document, value: str) -> None:
        """Sets the face of the characters of a paragraph from `place` to the next mark."""
        paragraph = _body(document)[1]
        text = paragraph.text
        end = text.index("，", place) + 1
        for run in paragraph.runs:
            run._r.getparent().remove(run._r)
        for piece, is_it in ((text[:place], False), (text[place:end], True), (text[end:], False)):
            if piece:
                run = paragraph.add_run(piece)
                if is_it:
                    set_face(run._r.get_or_add_rPr(), *_face(value))

    return change


def _heading_style(document: Document, value: str) -> None:
    if value == "没有":
        for style in document.styles:
            for level in style.element.iter(qn("w:outlineLvl")):
                level.getparent().remove(level)


def _after_title(document: Document, value: str) -> None:
    if value == "软回车":
        title, byline = document.paragraphs[:2]
        title.add_run().add_break()
        title.add_run(byline.text)
        byline._p.getparent().remove(byline._p)


CHANGES: dict[str, Callable[[Document, str], None]] = {
    "页边距": _margins,
    "纸张": _paper,
    "标题": _style("Title"),
    "正文": _style("Body Text"),
    "一级标题": _style("Heading 1"),
    "数字": _latin,
    "行距": _pitch,
    "段后": _space_after,
    "首行缩进": _indent,
    "标题的位置": _align("Title"),
    "正文的位置": _align("Body Text"),
    "称呼的位置": _align("Salutation"),
    "页码": _number,
    "一段直接改成": _direct,
    "一段的行距直接改成": _direct_pitch,
    "几个字直接改成": _some(18),
    "段首一句直接改成": _some(0),
    "小标题的样式": _heading_style,
    "标题和署名之间": _after_title,
}
"""What a line can change, by its name."""
