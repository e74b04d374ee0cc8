"""Documents as people type them: python-docx's default template, and whatever formatting comes by."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
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


def read(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
