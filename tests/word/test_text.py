"""Text as Word shows it, and that checking, updating and converting all see the same."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.word.edited import EditedDraft
from generator.word.opened import Opened
from generator.word.reader import read_any_docx

NAMES = (
    f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
BY = 'w:id="7" w:author="张三" w:date="2026-03-12T09:00:00Z"'
STYLES = (
    f"<w:style {NAMES} w:type='paragraph' w:styleId='HiddenText'><w:name w:val='hidden text'/>"
    "<w:rPr><w:vanish/></w:rPr></w:style>",
    f"<w:style {NAMES} w:type='paragraph' w:styleId='Shown'><w:name w:val='shown'/>"
    "<w:basedOn w:val='HiddenText'/><w:rPr><w:vanish w:val='0'/></w:rPr></w:style>",
    f"<w:style {NAMES} w:type='character' w:styleId='HiddenRun'><w:name w:val='hidden run'/>"
    "<w:rPr><w:vanish/></w:rPr></w:style>",
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    shown = mark("separate") + result if result else ""
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{shown}{mark('end')}"


def deleted(name: str = "del") -> str:
    """Properties whose paragraph mark is tracked as gone."""
    return f"<w:rPr><w:{name} {BY}/></w:rPr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def document(xml: str) -> bytes:
    """A document that has just the paragraphs of `xml`, and the styles of `STYLES`."""
    made = docx.Document()
    for style in STYLES:
        made.styles.element.append(parse_xml(style))
    section = made.element.body.sectPr
    for child in parse_xml(f"<w:body {NAMES}>{xml}</w:body>"):
        section.addprevious(child)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def seen(xml: str) -> list[str]:
    """The paragraphs of a document as checking, updating and converting see them: all the same."""
    data = document(xml)
    checked = [line.text for line in Opened(data).lines]
    assert [line.text for line in EditedDraft(data).lines] == checked
    found = read_any_docx(data)
    assert letters([*found.speech.texts, *(one.text for one in found.dropped)]) == letters(checked)
    return checked


def letters(texts: Iterable[str]) -> list[str]:
    return sorted("".join("".join(texts).split()))


HIDDEN, VISIBLE = '<w:rStyle w:val="HiddenRun"/>', '<w:vanish w:val="false"/>'
A, B, C = run("甲"), run("乙"), run("丙")
RUNS = {
    "an insertion": (f"{A}<w:ins {BY}>{B}</w:ins>", "甲乙"),
    "a deletion": (f"{A}<w:del {BY}><w:r><w:delText>乙</w:delText></w:r></w:del>", "甲"),
    "what was moved here": (f"{A}<w:moveTo {BY}>{B}</w:moveTo>", "甲乙"),
    "what was moved away": (f"{A}<w:moveFrom {BY}>{B}</w:moveFrom>", "甲"),
    "hidden text": (f"{A}{run('乙', '<w:vanish/>')}", "甲"),
    "text that is not hidden": (f"{A}{run('乙', VISIBLE)}", "甲乙"),
    "text hidden by its style": (f"{A}{run('乙', HIDDEN)}", "甲"),
    "text hidden on the web": (f"{A}{run('乙', '<w:webHidden/>')}", "甲乙"),
    "a hyphen that does not break": (f"{A}<w:r><w:noBreakHyphen/></w:r>{B}", "甲-乙"),
    "a hyphen for the end of a line": (f"{A}<w:r><w:softHyphen/></w:r>{B}", "甲乙"),
    "a tab": (f"{A}<w:r><w:tab/></w:r>{B}", "甲\t乙"),
    "a tab of the margin": (f"{A}<w:r><w:ptab w:relativeTo='margin'/></w:r>{B}", "甲\t乙"),
    "breaks of lines": (f"{A}<w:r><w:br/></w:r>{B}<w:r><w:cr/></w:r>{C}", "甲\n乙\n丙"),
    "a break of the page": (f"{A}<w:r><w:br w:type='page'/></w:r>{B}", "甲乙"),
    "a reading above a character": (
        f"{A}<w:r><w:ruby><w:rubyPr/><w:rt>{run('yi')}</w:rt><w:rubyBase>{B}</w:rubyBase></w:ruby></w:r>",
        "甲乙",
    ),
    "what a field came to": (f"{A}{field(' REF x ', B)}{C}", "甲乙丙"),
    "a field in the code of another": (
        f"{A}{field(f' IF </w:instrText></w:r>{field(chr(82), C)}<w:r><w:instrText> = 1 ', B)}", "甲乙",
    ),
    "a field that comes to nothing": (f"{A}{field(' XE ', '')}{B}", "甲乙"),
    "a field without an end": (f"{A}<w:r><w:fldChar w:fldCharType='begin'/></w:r>{B}", "甲乙"),
    "the alternative that is taken": (
        f"{A}<mc:AlternateContent><mc:Choice Requires='wps'>{B}</mc:Choice><mc:Fallback>{C}</mc:Fallback>"
        "</mc:AlternateContent>",
        "甲乙",
    ),
    "the only alternative": (
        f"{A}<mc:AlternateContent><mc:Fallback>{C}</mc:Fallback></mc:AlternateContent>", "甲丙",
    ),
    "a control and a link": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{A}</w:sdtContent></w:sdt>"
        f"<w:hyperlink w:anchor='x'>{B}</w:hyperlink>",
        "甲乙",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", RUNS)
def test_a_paragraph_reads_as_word_shows(what: str) -> None:
    xml, expected = RUNS[what]
    assert seen(paragraph(xml)) == [expected]


@pytest.mark.parametrize(
    ("style", "of_run", "shown"),
    [
        ("HiddenText", "", False),
        ("Shown", "", True),
        ("HiddenText", "<w:vanish w:val='0'/>", True),
        ("HiddenText", "<w:rStyle w:val='HiddenRun'/>", True),
        ("Shown", "<w:rStyle w:val='HiddenRun'/>", False),
        ("Unknown", "", True),
    ],
)
def test_a_style_hides_text_and_two_of_different_kinds_show_it(style: str, of_run: str, shown: bool) -> None:
    xml = paragraph(run("甲", of_run), f"<w:pStyle w:val='{style}'/>") + paragraph(B)
    assert seen(xml) == ["甲", "乙"][0 if shown else 1 :]


BLOCKS = {
    "a mark that is deleted": (paragraph(A, deleted()) + paragraph(B), ["甲乙"]),
    "a mark that is moved away": (paragraph(A, deleted("moveFrom")) + paragraph(B), ["甲乙"]),
    "several marks in a row": (paragraph(A, deleted()) + paragraph("", deleted()) + paragraph(B), ["甲乙"]),
    "a mark that was put in": (paragraph(A, deleted("ins")) + paragraph(B), ["甲", "乙"]),
    "a deleted mark before a table": (
        paragraph(A, deleted()) + table(row(paragraph(B))) + paragraph(C), ["甲", "乙", "丙"],
    ),
    "a deleted mark at the end": (paragraph(A) + paragraph(B, deleted()), ["甲", "乙"]),
    "a deleted row of a table": (
        table(row(paragraph(A), properties=f"<w:del {BY}/>"), row(paragraph(B))) + paragraph(C), ["乙", "丙"],
    ),
    "a text box": (
        paragraph(
            f"{A}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{paragraph(B)}"
            f"</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{paragraph(B)}"
            "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        + paragraph(C),
        ["甲", "乙", "丙"],
    ),
    "a text box that is deleted": (
        paragraph(
            f"{A}<w:del {BY}><w:r><w:pict><w:txbxContent>{paragraph(B)}</w:txbxContent></w:pict></w:r>"
            "</w:del>"
        ),
        ["甲"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BLOCKS)
def test_a_document_has_the_paragraphs_that_word_shows(what: str) -> None:
    xml, expected = BLOCKS[what]
    assert seen(xml) == expected
