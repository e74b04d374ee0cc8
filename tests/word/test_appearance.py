"""How a .docx looks: what its styles, paragraphs and runs come to."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from generator.model.appearance import Look, ParagraphLook
from generator.word.appearance import layout_look, look_of
from generator.word.layout import load_layout
from generator.word.ooxml import parse
from generator.word.opened import Opened
from generator.word.resolver import Resolver
from generator.word.writer import write_docx

from .conftest import CREATED, LAYOUTS


def look(document) -> Look:
    out = io.BytesIO()
    document.save(out)
    opened = Opened(out.getvalue())
    return look_of(opened, ["Body Text"] * len(opened.lines))


def first(document) -> ParagraphLook:
    line = look(document).lines[0]
    assert line is not None
    return line.look


@pytest.fixture
def document():
    """python-docx's default template: fonts of a theme, 11 points, 1.15 lines, American paper."""
    return docx.Document()


class TestParagraphs:
    def test_a_themes_font_has_the_name_that_the_theme_gives(self, document):
        document.add_paragraph("各镇报名单。")
        face = first(document).face
        assert (face.chinese, face.size, face.is_themed) == ("宋体", 11, True)

    def test_a_name_nearer_by_beats_a_theme_further_off(self, document):
        run = document.add_paragraph().add_run("各镇报名单。")
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "楷体")
        assert first(document).face.chinese == "楷体"

    def test_most_of_the_text_says_how_a_paragraph_looks_and_the_rest_are_others(self, document):
        paragraph = document.add_paragraph("各镇这个月二十日前把低洼处的")
        run = paragraph.add_run("住户名单")
        run.font.size = Pt(9)
        paragraph.add_run("报到县里。")
        line = look(document).lines[0]
        assert line.look.face.size == 11
        assert [(one.start, one.end, one.face.size) for one in line.others] == [(14, 18, 9)]

    @pytest.mark.parametrize(
        ("indent", "characters"),
        [
            ('w:firstLineChars="200" w:firstLine="640"', 2),
            ('w:firstLine="440"', 2),
            ('w:left="440" w:hanging="440"', -2),
            ('w:firstLineChars="0" w:firstLine="0"', 0),
        ],
    )
    def test_an_indent_is_told_in_characters(self, document, indent, characters):
        paragraph = document.add_paragraph("各镇报名单。")
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:ind {nsdecls('w')} {indent}/>"))
        assert first(document).first == pytest.approx(characters, abs=0.01)

    def test_a_circle_of_styles_ends(self, document):
        styles = document.styles
        one, other = styles.add_style("甲", 1), styles.add_style("乙", 1)
        one.base_style, other.base_style = other, one
        document.add_paragraph("各镇报名单。", style=one)
        assert first(document).face.size > 0

    def test_tables_and_pictures_have_looks_of_their_own(self, document):
        document.add_table(1, 1).cell(0, 0).text = "镇名"
        document.add_paragraph("各镇报名单。")
        assert [line is None for line in look(document).lines] == [True, False]

    @pytest.mark.parametrize("value", ["abc", "", "1e9", "nan", "inf", ".", "99999999999", "-5", "0"])
    def test_a_size_that_is_none_is_no_error(self, document, value):
        document.add_paragraph().add_run("各镇报名单。").font.size = Pt(9)
        for size in document.element.iter(qn("w:sz")):
            size.set(qn("w:val"), value)
        assert isinstance(first(document).face.size, float)


class TestPages:
    def test_paper_and_margins_in_millimetres(self, document):
        section = document.sections[0]
        section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(28)
        (page,) = look(document).pages
        assert (page.width, page.height, page.left) == (210, 297, 28)

    def test_a_page_on_its_side_is_left_out(self, document):
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        assert len(look(document).pages) == 1

    @pytest.mark.parametrize(
        ("xml", "text", "align"),
        [
            ('<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>', "1", "left"),
            (
                '<w:r><w:tab/><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                '<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>页</w:t></w:r>',
                "第1页",
                "center",
            ),
            (
                '<w:pPr><w:framePr w:xAlign="outside"/></w:pPr>'
                '<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>',
                "1",
                "right",
            ),
        ],
    )
    def test_the_number_is_found_however_word_writes_it(self, document, xml, text, align):
        footer = document.sections[0].footer
        footer.paragraphs[0]._p.getparent().replace(
            footer.paragraphs[0]._p, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
        )
        number = look(document).odd
        assert (number.text, number.align) == (text, align)

    def test_a_footer_with_words_is_to_stay(self, document):
        paragraph = document.sections[0].footer.paragraphs[0]
        assert not look(document).has_other_footer
        paragraph.text = "县防汛办"
        assert look(document).has_other_footer

    def test_a_number_in_a_header_is_to_stay(self, document):
        document.sections[0].header.paragraphs[0]._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>')
        )
        assert look(document).has_other_footer

    def test_the_number_of_pages_is_no_number_of_a_page(self, document):
        paragraph = document.sections[0].footer.paragraphs[0]
        paragraph._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="NUMPAGES"><w:r><w:t>7</w:t></w:r></w:fldSimple>')
        )
        assert look(document).odd is None


@pytest.mark.parametrize("name", ["official", "reading"])
class TestALayout:
    def test_a_draft_looks_as_its_layout_says(self, name, speech, request):
        layout = request.getfixturevalue(name)
        data = write_docx(speech, layout, created=CREATED)
        opened = Opened(data)
        found = look_of(opened, [line.style and line.style.value for line in opened.lines])
        wanted = layout_look(load_layout(LAYOUTS / f"{name}.docx"))
        assert (found.odd, found.even, set(found.pages)) == (wanted.odd, wanted.even, {wanted.page})
        assert all(
            (line.look.pitch, line.look.first, line.look.align)
            == (wanted.roles[line.role].pitch, wanted.roles[line.role].first, wanted.roles[line.role].align)
            for line in found.lines
            if line is not None
        )

    def test_it_is_still_so_once_libreoffice_saved_it(self, name, speech, request, convert, tmp_path):
        path = tmp_path / "讲话.docx"
        path.write_bytes(write_docx(speech, request.getfixturevalue(name), created=CREATED))
        (saved,) = convert([path], "docx")
        opened = Opened(saved.read_bytes())
        found = look_of(opened, [line.style and line.style.value for line in opened.lines])
        wanted = layout_look(load_layout(LAYOUTS / f"{name}.docx"))
        assert found.odd == wanted.odd
        for line in found.lines:
            look, should = line.look, wanted.roles[line.role]
            assert (look.face.chinese, look.face.size) == (should.face.chinese, should.face.size)
            assert look.pitch.value == pytest.approx(should.pitch.value, abs=0.1)
            assert look.first == pytest.approx(should.first, abs=0.1)


def test_nothing_is_known_without_styles():
    assert Resolver(None).paragraph_style("不存在") == {}
    assert Resolver(parse(b"<a/>", "a")).name("x") == ""
