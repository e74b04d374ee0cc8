"""Documents as people type them: python-docx's default template, and whatever formatting comes by."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from hypothesis import strategies as st

SPEECH = (
    "在全县防汛工作会议上的讲话", "2024年5月12日", "同志们：", "今天开会，我讲两点意见。",
    "一、摸清底数", "要逐户登记，各镇月底前报到县里，县里派人逐户核对。", "（一）查房屋",
    "要查低洼处的住户，一户一户上门看。",
    "二、管住用处", "要逐笔公开，谁经手谁签字，签了字的贴在公示栏。", "同志们，散会以后就动手。",
)  # fmt: skip
RUNS = st.lists(
    st.tuples(
        st.sampled_from(["各镇报名单。", "一、摸清底数", "同志们：", "3月12日", " ", "\t", "　　要公开"]),
        st.sampled_from([None, 9, 16, 22]),
        st.sampled_from([None, "宋体", "黑体", "仿宋_GB2312"]),
        st.booleans(),
    ),
    max_size=3,
)
LOOKS = st.lists(
    st.tuples(
        RUNS,
        st.sampled_from([None, "Heading 1", "Title", "List Number", "Quote", "Body Text"]),
        st.sampled_from([None, *WD_ALIGN_PARAGRAPH]),
        st.sampled_from([None, 1.0, 2.5]),
    ),
    max_size=8,
)


def typed(paragraphs: Sequence[Any] = ()) -> Document:
    """A speech in style Normal throughout, and after it `paragraphs` as `LOOKS` has them."""
    document = docx.Document()
    for text in SPEECH:
        document.add_paragraph(text)
    for runs, style, align, pitch in paragraphs:
        paragraph = document.add_paragraph(style=style)
        paragraph.alignment, paragraph.paragraph_format.line_spacing = align, pitch
        for text, size, font, bold in runs:
            run = paragraph.add_run(text)
            run.bold = bold or None
            run.font.size = size and Pt(size)
            if font:
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return document


NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1">
<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"""
ARABIC, CHINESE = 7, 8
"""The lists of `NUMBERING`: 1. 2. 3.; and 一、 with （一） under it."""


def with_lists(document: Document) -> Document:
    """The document once it has the lists of `NUMBERING`."""
    part, kind = document.part, RELATIONSHIP_TYPE.NUMBERING
    if any(link.reltype == kind for link in part.rels.values()):
        part.numbering_part._element = parse_xml(NUMBERING)
    else:
        name, type = PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING
        part.relate_to(Part(name, type, NUMBERING.encode(), part.package), kind)
    return document


def count(paragraph: Paragraph, list_id: int, level: int = 0) -> Paragraph:
    """The paragraph once Word numbers it, as it does when somebody types "1." and goes on."""
    number = f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/><w:numId w:val='{list_id}'/></w:numPr>"
    properties: Any = paragraph._p.get_or_add_pPr()
    properties._insert_numPr(parse_xml(number))
    return paragraph


def read(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
