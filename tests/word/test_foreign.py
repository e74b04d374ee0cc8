"""Anybody's .docx: what is seen in Word is read, whatever it is wrapped in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DocumentError, SpeechgenError
from generator.recognise import Recognised
from generator.text.number_formats import number_text
from generator.word.reader import read_any_docx
from generator.word.writer import write_docx

from .conftest import CREATED

W = nsdecls("w")
BODY = ("今年的雨来得早。", "一、摸清底数", "逐户登记，月底报县里。", "二、排好人手", "值班的人要在岗。")


def read(document: docx.document.Document) -> Recognised:
    buffer = io.BytesIO()
    document.save(buffer)
    return read_any_docx(buffer.getvalue())


@pytest.fixture
def document() -> docx.document.Document:
    """A plain document: title, date, salutation and text, all in style Normal."""
    made = docx.Document()
    for text in ("在全县防汛工作会议上的讲话", "（2024年5月12日）"):
        made.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("同志们：", *BODY):
        made.add_paragraph(text)
    return made


def headings(found: Recognised) -> list[str]:
    return [section.heading for section in found.speech.sections]


def test_a_document_without_styles_is_read_by_its_text(document) -> None:
    speech = read(document).speech
    assert (speech.title, speech.byline, speech.salutation) == (
        "在全县防汛工作会议上的讲话",
        ("2024年5月12日",),
        "同志们：",
    )
    assert [section.heading for section in speech.sections] == ["摸清底数", "排好人手"]


def test_a_draft_of_ours_is_read_by_its_styles(official, speech, provenance) -> None:
    data = write_docx(speech, official, provenance=provenance, created=CREATED)
    found = read_any_docx(data)
    assert found.speech == speech
    assert found.dropped == ()


def test_a_draft_of_ours_without_provenance_is_read_the_same(official, speech) -> None:
    assert read_any_docx(write_docx(speech, official, created=CREATED)).speech == speech


class TestWhatIsRead:
    @pytest.mark.parametrize(
        "xml",
        [
            f"<w:p {W}><w:ins w:id='1' w:author='x'><w:r><w:t>补充的话。</w:t></w:r></w:ins></w:p>",
            f"<w:p {W}><w:hyperlink w:anchor='x'><w:r><w:t>补充的话。</w:t></w:r></w:hyperlink></w:p>",
            f"<w:p {W}><w:sdt><w:sdtContent><w:r><w:t>补充的话。</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>补充的话。</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            f"<w:p {W}><w:r><w:t>补充</w:t></w:r><w:r><w:t>的话。</w:t></w:r></w:p>",
            f"<w:p {W}><w:fldSimple w:instr='x'><w:r><w:t>补充的话。</w:t></w:r></w:fldSimple></w:p>",
            f"<w:p {W}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>补充的话。</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r></w:p>",
            f"<w:tbl {W}><w:tr><w:tc><w:p><w:r><w:t>补充的话。</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        ],
        ids=["insertion", "link", "control", "block control", "runs", "field", "text box", "table"],
    )
    def test_text_in_whatever_wraps_it(self, document, xml: str) -> None:
        document.element.body.insert(8, parse_xml(xml))
        assert "补充的话。" in list(read(document).speech.texts)

    @pytest.mark.parametrize(
        "xml",
        [
            f"<w:p {W}><w:del w:id='1' w:author='x'><w:r><w:delText>删去的话。</w:delText></w:r></w:del>"
            "</w:p>",
            f"<w:p {W}><w:r><w:rPr><w:vanish/></w:rPr><w:t>删去的话。</w:t></w:r></w:p>",
            f"<w:p {W}><w:r><w:instrText>删去的话。</w:instrText></w:r></w:p>",
            f"<w:p {W}><w:moveFrom w:id='1' w:author='x'><w:r><w:t>删去的话。</w:t></w:r></w:moveFrom></w:p>",
        ],
        ids=["deletion", "hidden", "field code", "moved away"],
    )
    def test_what_is_not_seen_is_not_read(self, document, xml: str) -> None:
        document.element.body.insert(8, parse_xml(xml))
        found = read(document)
        assert "删去的话。" not in "".join([*found.speech.texts, *(one.text for one in found.dropped)])

    def test_numbers_in_a_table(self, document) -> None:
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("户数", "已上门", "36", "12"), strict=True):
            cell.text = text
        assert read(document).speech.sections[1].body[-1] == "户数\t已上门\n36\t12"

    def test_headers_and_footers_are_no_text(self, document) -> None:
        document.sections[0].header.paragraphs[0].text = "内部资料"
        assert "内部资料" not in "".join(read(document).speech.texts)

    def test_a_soft_break_parts_title_and_salutation(self) -> None:
        made = docx.Document()
        made.add_paragraph("在全县防汛工作会议上的讲话\n同志们：")
        for text in BODY:
            made.add_paragraph(text)
        speech = read(made).speech
        assert (speech.title, speech.salutation) == ("在全县防汛工作会议上的讲话", "同志们：")

    def test_a_large_line_is_the_title_whatever_it_says(self) -> None:
        made = docx.Document()
        made.add_paragraph("云溪县人民政府")
        title = made.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run("把每一座塘坝看住").font.size = Pt(22)
        for text in ("县长　周启明", "同志们：", *BODY):
            made.add_paragraph(text)
        speech = read(made).speech
        assert (speech.title, speech.byline) == ("把每一座塘坝看住", ("县长　周启明",))

    def test_headings_by_style_need_no_number(self) -> None:
        made = docx.Document()
        made.add_paragraph("在会上的讲话", style="Title")
        for level, text in (
            (0, "同志们："),
            (1, "摸清底数"),
            (0, "逐户登记。"),
            (2, "低处"),
            (0, "先看。"),
            (1, "排好人手"),
            (0, "在岗。"),
        ):
            made.add_paragraph(text, style=f"Heading {level}" if level else None)
        first, second = read(made).speech.sections
        assert (first.heading, first.sections[0].heading, second.heading) == ("摸清底数", "低处", "排好人手")


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


@pytest.fixture
def numbered(document) -> Callable[[str, int], None]:
    """Adds a paragraph with an automatic number at a level."""
    part = document.part.numbering_part
    part._element = parse_xml(NUMBERING)

    def add(text: str, level: int) -> None:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f"<w:numPr {W}><w:ilvl w:val='{level}'/><w:numId w:val='7'/></w:numPr>"))

    return add


def test_automatic_numbers_are_read(document, numbered) -> None:
    for paragraph in list(document.paragraphs)[4:]:
        paragraph._p.getparent().remove(paragraph._p)
    for text, level in (("看清形势", 0), ("水从哪里来", 1), ("马上动手", 0)):
        numbered(text, level)
        document.add_paragraph("逐户登记，月底报到县里。")
    first, second = read(document).speech.sections
    assert (first.heading, first.sections[0].heading, second.heading) == (
        "看清形势",
        "水从哪里来",
        "马上动手",
    )


@pytest.mark.parametrize(
    ("value", "format", "shown"),
    [(3, "chineseCounting", "三"), (12, "decimal", "12"), (2, "decimalEnclosedCircle", "②"),
     (1, "ideographTraditional", "甲"),
     (3, "upperLetter", "C"), (7, "decimalZero", "07"), (10, "ideographDigital", "一零")],
)  # fmt: skip
def test_numbers_are_shown_as_word_shows_them(value: int, format: str, shown: str) -> None:
    assert number_text(value, format) == shown


@pytest.mark.parametrize("name", ["讲话.doc", "讲话.wps"])
def test_old_formats_are_refused_with_how_to_save_them(name: str) -> None:
    with pytest.raises(DocumentError, match="另存为"):
        read_any_docx(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), name)


class TestDamagedFiles:
    """A file that was cut or changed is read, or refused with a message: nothing else."""

    @given(st.data())
    def test_any_change_of_a_few_bytes(self, document, data: st.DataObject) -> None:
        buffer = io.BytesIO()
        document.save(buffer)
        changed = bytearray(buffer.getvalue())
        for _ in range(data.draw(st.integers(1, 4))):
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
        with suppress(SpeechgenError):
            read_any_docx(bytes(changed[: data.draw(st.integers(1, len(changed)))]))

    @given(st.data())
    def test_any_change_of_the_xml(self, document, data: st.DataObject) -> None:
        source = io.BytesIO()
        document.save(source)
        changed = io.BytesIO()
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                part = bytearray(old.read(name))
                if name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
                    place = data.draw(st.integers(0, len(part) - 1))
                    part[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
                new.writestr(name, bytes(part))
        with suppress(SpeechgenError):
            read_any_docx(changed.getvalue())
