"""A document laid out again: it looks as the layout has it, and says what it said."""

from __future__ import annotations

import io
import subprocess
import sys

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from hypothesis import given

from generator.model.appearance import Look
from generator.word.appearance import layout_look, look_of, style_names
from generator.word.layout import load_layout
from generator.word.lines import texts
from generator.word.opened import Opened
from generator.word.package import read_parts
from generator.word.reader import recognise_docx
from generator.word.relayout import NUMBER, PAGE, PARAGRAPHS, laid_out
from generator.word.writer import write_docx

from ..conftest import examples
from .conftest import CREATED, LAYOUTS, VALIDATOR
from .documents import LOOKS, SPEECH, read, typed

EVERYTHING = PAGE | NUMBER | PARAGRAPHS
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea7356bd10000000049454e44ae426082"
)
ROLES = (
    "Title", "Subtitle", "Salutation", "Body Text", "heading 1", "Body Text", "heading 2", "Body Text",
    "heading 1", "Body Text", "Closing",
)  # fmt: skip


def again(data: bytes, codes: set[str] = EVERYTHING, layout: str = "official") -> bytes:
    return laid_out(Opened(data), load_layout(LAYOUTS / f"{layout}.docx"), codes)


def look(data: bytes) -> Look:
    opened = Opened(data)
    return look_of(opened, style_names(recognise_docx(opened), len(opened.lines)))


def differences(data: bytes, layout: str = "official") -> list[tuple[str, object, object]]:
    """In what the paragraphs that play a role look unlike the layout."""
    found, wanted = look(data), layout_look(load_layout(LAYOUTS / f"{layout}.docx"))
    pairs = [(line.look, wanted.roles[line.role], line.role) for line in found.lines if line is not None]
    names = ("pitch", "first", "left", "right", "align", "before", "after")
    unlike = [
        (f"{role} {name}", getattr(one, name), getattr(other, name))
        for one, other, role in pairs
        for name in names
        if getattr(one, name) != getattr(other, name)
    ]
    unlike += [
        (role, one.face, other.face)
        for one, other, role in pairs
        if (one.face.chinese, one.face.size, one.face.is_bold)
        != (other.face.chinese, other.face.size, other.face.is_bold)
    ]
    return unlike


def valid(data: bytes, folder) -> bool:
    if not VALIDATOR.exists():
        pytest.skip(f"{VALIDATOR} is not there")
    path = folder / "checked.docx"
    path.write_bytes(data)
    done = subprocess.run([sys.executable, VALIDATOR, path], capture_output=True, text=True)
    # python-docx's own template lacks an attribute of w:zoom.
    problems = [line for line in done.stdout.splitlines() if "problems" not in line and "zoom" not in line]
    assert problems == []
    return True


@pytest.fixture
def document():
    """A speech as people type it: python-docx's default template, style Normal throughout."""
    return typed()


class TestAForeignDocument:
    @pytest.mark.parametrize("layout", ["official", "reading"])
    def test_looks_as_the_layout_has_it(self, document, layout, tmp_path):
        made = again(read(document), layout=layout)
        assert differences(made, layout) == []
        found, wanted = look(made), layout_look(load_layout(LAYOUTS / f"{layout}.docx"))
        assert (set(found.pages), found.odd, found.even) == ({wanted.page}, wanted.odd, wanted.even)
        assert valid(made, tmp_path)

    def test_its_paragraphs_have_the_styles_of_their_roles(self, document):
        lines = Opened(again(read(document))).lines
        assert tuple(line.style.value for line in lines if line.style) == ROLES

    def test_says_what_it_said(self, document):
        assert texts(Opened(again(read(document))).lines) == SPEECH

    def test_a_second_time_changes_nothing_that_is_seen(self, document):
        once = again(read(document), PARAGRAPHS | PAGE)
        assert read_parts(again(once, PARAGRAPHS | PAGE), "") == read_parts(once, "")

    def test_fonts_and_sizes_of_its_own_go_and_emphasis_stays(self, document):
        paragraph = document.paragraphs[5]
        run = paragraph.add_run("逾期不报的点名。")
        run.font.size, run.font.underline = Pt(9), True
        run.font.highlight_color = 7
        run._r.rPr.get_or_add_rFonts().set(qn("w:eastAsia"), "微软雅黑")
        made = docx.Document(io.BytesIO(again(read(document))))
        last = made.paragraphs[5].runs[-1]
        assert (last.font.size, last.font.underline, last.font.highlight_color) == (None, True, 7)
        assert differences(again(read(document))) == []

    def test_a_sentence_set_off_at_the_beginning_keeps_its_font(self, document):
        paragraph = document.paragraphs[5]
        for run in paragraph.runs:
            run._r.getparent().remove(run._r)
        lead = paragraph.add_run("要逐户登记。")
        lead._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "楷体_GB2312")
        paragraph.add_run("各镇月底前报到县里，县里派人逐户核对，不落一户。")
        runs = docx.Document(io.BytesIO(again(read(document)))).paragraphs[5].runs
        assert [run._r.xpath("string(w:rPr/w:rFonts/@w:eastAsia)") for run in runs] == ["楷体_GB2312", ""]

    def test_who_signs_on_the_right_stays_there(self, document):
        document.add_paragraph("县防汛办").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        made = again(read(document))
        assert look(made).lines[-1].look.align == "right"
        assert look(made).lines[-1].look.face.chinese == "仿宋_GB2312"

    def test_an_indent_that_was_typed_is_not_doubled(self, document):
        document.paragraphs[5].runs[0].text = "　　要逐户登记。"
        made = again(read(document))
        assert Opened(made).lines[5].text == "　　要逐户登记。"
        assert look(made).lines[5].look.first == 0

    def test_an_automatic_number_stays(self, document):
        paragraph = document.paragraphs[5]
        paragraph.style = document.styles["List Number"]
        style = document.styles["List Number"].element
        number = style.xpath("string(w:pPr/w:numPr/w:numId/@w:val)")
        made = docx.Document(io.BytesIO(again(read(document)))).paragraphs[5]
        assert made._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") == number
        assert made._p.xpath("string(w:pPr/w:ind/@w:firstLineChars)") == "200"

    def test_what_stands_before_the_speech_is_left_alone(self, document):
        document.paragraphs[0].insert_paragraph_before("（内部资料，注意保存）").style = document.styles[
            "Quote"
        ]
        lines = Opened(again(read(document))).lines
        assert lines[0].text == "（内部资料，注意保存）"

    def test_empty_paragraphs_are_as_high_as_the_others(self, document):
        document.paragraphs[3].insert_paragraph_before("")
        made = docx.Document(io.BytesIO(again(read(document))))
        assert made.paragraphs[3].style.name == "Body Text"


class TestWhatIsLeftAlone:
    def parts(self, document) -> tuple[dict[str, bytes], dict[str, bytes]]:
        data = read(document)
        return read_parts(data, ""), read_parts(again(data), "")

    def test_tables(self, document, tmp_path):
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "镇名"
        before = document.element.body.xpath("w:tbl")[0].xml
        made = again(read(document))
        after = docx.Document(io.BytesIO(made)).element.body.xpath("w:tbl")[0].xml
        assert after == before
        assert valid(made, tmp_path)

    def test_pictures_and_the_paragraphs_they_are_in(self, document, tmp_path):
        (tmp_path / "dot.png").write_bytes(PNG)
        document.add_picture(str(tmp_path / "dot.png"))
        before, after = self.parts(document)
        assert after["word/media/image1.png"] == before["word/media/image1.png"]
        made = docx.Document(io.BytesIO(again(read(document))))
        assert made.paragraphs[-1].style.name == "Normal"

    def test_comments(self, document):
        document.add_comment(document.paragraphs[5].runs, text="请核对", author="张三")
        before, after = self.parts(document)
        assert after["word/comments.xml"] == before["word/comments.xml"]
        assert after["word/document.xml"].count(b"commentReference") == 1

    def test_tracked_changes(self, document, tmp_path):
        paragraph = document.paragraphs[5]._p
        mark = 'w:id="9" w:author="张三" w:date="2026-03-12T09:00:00Z"'
        small = '<w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
        for xml in (
            f"<w:ins {nsdecls('w')} {mark}>{small}<w:t>新的。</w:t></w:r></w:ins>",
            f"<w:del {nsdecls('w')} {mark}>{small}<w:delText>旧的</w:delText></w:r></w:del>",
        ):
            paragraph.append(parse_xml(xml))
        made = again(read(document))
        root = docx.Document(io.BytesIO(made)).element
        assert root.xpath("string(//w:ins/w:r/w:t)") == "新的。"
        assert root.xpath("string(//w:del/w:r/w:delText)") == "旧的"
        assert root.xpath("string(//w:del/w:r/w:rPr/w:sz/@w:val)") == "18"
        assert valid(made, tmp_path)

    def test_paragraphs_with_a_deleted_mark_between_look_alike(self, document):
        mark = (
            f'<w:rPr {nsdecls("w")}><w:del w:id="9" w:author="张三" w:date="2026-03-12T09:00:00Z"/></w:rPr>'
        )
        document.paragraphs[5]._p.get_or_add_pPr().append(parse_xml(mark))
        made = docx.Document(io.BytesIO(again(read(document))))
        assert {one.style.name for one in made.paragraphs[5:7]} == {"Body Text"}

    def test_a_page_on_its_side(self, document):
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        width = section.page_width
        made = docx.Document(io.BytesIO(again(read(document))))
        assert made.sections[-1].page_width == width

    def test_a_header_also_on_even_pages(self, document):
        document.sections[0].header.paragraphs[0].text = "内部资料"
        made = docx.Document(io.BytesIO(again(read(document))))
        assert made.sections[0].even_page_header.paragraphs[0].text == "内部资料"

    def test_parts_that_nobody_asked_to_change(self, document):
        data = read(document)
        before, after = read_parts(data, ""), read_parts(again(data, PAGE), "")
        assert {name for name in before if before[name] != after[name]} <= {
            "word/document.xml", "word/fontTable.xml",
        }  # fmt: skip


def test_quotation_marks_are_shown_in_the_chinese_font(document):
    document.paragraphs[3].add_run("要管住“一支笔”。")
    made = docx.Document(io.BytesIO(again(read(document))))
    run = next(run for one in made.paragraphs for run in one.runs if "一支笔" in run.text)
    assert run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


class TestOnlyWhatIsAskedFor:
    def test_pages(self, document):
        made = again(read(document), PAGE)
        wanted = layout_look(load_layout(LAYOUTS / "official.docx"))
        assert (set(look(made).pages), look(made).odd) == ({wanted.page}, None)
        assert docx.Document(io.BytesIO(made)).paragraphs[0].style.name == "Normal"

    def test_numbers(self, document, tmp_path):
        made = again(read(document), NUMBER)
        assert look(made).odd == layout_look(load_layout(LAYOUTS / "official.docx")).odd
        assert look(made).pages == look(read(document)).pages
        assert valid(made, tmp_path)


class TestADraftOfOurs:
    def test_that_somebody_changed_becomes_as_it_was(self, official, speech):
        data = write_docx(speech, official, created=CREATED)
        document = docx.Document(io.BytesIO(data))
        body = next(one for one in document.paragraphs if one.style.name == "Body Text")
        body.paragraph_format.line_spacing, body.runs[0].font.size = 2, Pt(9)
        assert differences(again(read(document), PARAGRAPHS)) == []

    def test_takes_another_layout(self, official, speech):
        made = again(write_docx(speech, official, created=CREATED), layout="reading")
        assert differences(made, "reading") == []


def test_a_layout_of_ones_own_is_taken_with_what_its_styles_are_based_on(document, tmp_path, official):
    own = docx.Document()
    own.styles["Normal"].font.size = Pt(15)
    own.styles["Normal"].paragraph_format.space_after = Pt(3)
    own.styles["Body Text"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "楷体")
    (tmp_path / "dot.png").write_bytes(PNG)
    own.sections[0].footer.paragraphs[0].add_run("县防汛办").add_picture(str(tmp_path / "dot.png"))
    own.save(tmp_path / "own.docx")
    source = load_layout(tmp_path / "own.docx", official)
    made = laid_out(Opened(read(document)), source, EVERYTHING)
    body = look(made).lines[3].look
    assert (body.face.chinese, body.face.size) == ("楷体", 15)
    parts = read_parts(made, "")
    (footer,) = [part for name, part in parts.items() if "speechgen" in name and b"<w:ftr" in part]
    assert "县防汛办".encode() in footer
    assert PNG in parts.values()
    assert valid(made, tmp_path)


@examples(0.4)
@given(LOOKS)
def test_whatever_it_looked_like_it_looks_right_afterwards_and_says_the_same(paragraphs):
    document = typed(paragraphs)
    data = read(document)
    once = again(data, PARAGRAPHS)
    assert texts(Opened(once).lines) == texts(Opened(data).lines)
    kept = ("first", "left", "right", "align")
    assert [one for one in differences(once) if not str(one[0]).endswith(kept)] == []
    twice = again(once, PARAGRAPHS)
    assert read_parts(twice, "") == read_parts(once, "")
