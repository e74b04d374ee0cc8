"""The layouts that come with speechgen."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from generator.word import rare
from generator.word.fonts import fonts_of
from generator.word.ooxml import parse, w
from generator.word.package import CONTENT_TYPES, read_parts

from .conftest import LAYOUTS, VALIDATOR

BOTH = ("official.docx", "reading.docx")


def build():
    spec = importlib.util.spec_from_file_location("build_layouts", LAYOUTS / "build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_layouts"] = module
    spec.loader.exec_module(module)
    return module


def meaning(data: bytes) -> dict[str, object]:
    """The parts of a package without what means nothing: quotes, the order of entries."""
    parts = {name: etree.fromstring(part) for name, part in read_parts(data, "x").items()}
    listed = {name for name in parts if name.endswith(".rels") or name == CONTENT_TYPES}
    return {
        name: {frozenset(one.items()) for one in root}
        if name in listed
        else etree.tostring(root, method="c14n")
        for name, root in parts.items()
    }


class TestFiles:
    @pytest.mark.parametrize("name", BOTH)
    def test_the_script_makes_them(self, name):
        module = build()
        design = {design.file: design for design in (module.OFFICIAL, module.READING)}[name]
        assert meaning(module.layout(design)) == meaning((LAYOUTS / name).read_bytes())

    def test_the_script_makes_the_same_bytes_each_time(self):
        module = build()
        assert module.layout(module.OFFICIAL) == module.layout(module.OFFICIAL)

    @pytest.mark.parametrize("name", BOTH)
    def test_they_hold_no_theme_no_theme_fonts_no_text(self, name):
        parts = read_parts((LAYOUTS / name).read_bytes(), name)
        assert not [part for part in parts if "theme" in part]
        assert not any(b"Theme" in part for part in parts.values())
        assert not list(parse(parts["word/document.xml"], name).iter(w("p")))

    @pytest.mark.skipif(not VALIDATOR.exists(), reason="the schema validator is not at hand")
    def test_they_fit_the_schema(self):
        command = [sys.executable, str(VALIDATOR), *(str(LAYOUTS / name) for name in BOTH)]
        assert subprocess.run(command, capture_output=True, text=True).stdout == "2 files, 0 problems\n"


@pytest.fixture(scope="module")
def document():
    return docx.Document(str(LAYOUTS / "official.docx"))


class TestOfficial:
    """GB/T 9704—2012, as speeches use it."""

    @pytest.mark.parametrize(
        ("style", "font", "points"),
        [
            ("Title", "方正小标宋简体", 22),
            ("Subtitle", "楷体_GB2312", 16),
            ("Salutation", "仿宋_GB2312", 16),
            ("Body Text", "仿宋_GB2312", 16),
            ("Heading 1", "黑体", 16),
            ("Heading 2", "楷体_GB2312", 16),
            ("Heading 3", "仿宋_GB2312", 16),
            ("Heading 4", "仿宋_GB2312", 16),
            ("Closing", "仿宋_GB2312", 16),
            ("footer", "宋体", 14),
        ],
    )
    def test_fonts_and_sizes(self, document, style, font, points):
        found = document.styles[style]
        assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert found.font.size.pt == points
        assert not found.font.bold

    def test_latin_letters_and_digits_are_times(self, document):
        assert document.styles["Body Text"].font.name == "Times New Roman"

    @pytest.mark.parametrize(
        "style", ["Body Text", "Closing", "Heading 1", "Heading 2", "Heading 3", "Heading 4"]
    )
    def test_first_lines_are_indented_two_characters(self, document, style):
        indent = document.styles[style].element.pPr.find(qn("w:ind"))
        assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")

    @pytest.mark.parametrize("level", [1, 2, 3, 4])
    def test_headings_are_in_the_navigation_pane(self, document, level):
        outline = document.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)

    def test_page_is_a4_with_the_margins_of_the_standard(self, document):
        section = document.sections[0]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert tuple(round(margin.mm) for margin in margins) == (37, 35, 28, 26)

    def test_fonts_have_substitutes(self, document):
        parts = read_parts((LAYOUTS / "official.docx").read_bytes(), "x")
        fonts = parse(parts["word/fontTable.xml"], "x")
        others = {font.get(w("name")): font.find(w("altName")) for font in fonts}
        assert others["仿宋_GB2312"].get(w("val")) == "仿宋,FangSong,华文仿宋,STFangsong"

    def test_every_font_that_is_used_is_in_the_font_table_with_what_tells_it(self):
        parts = read_parts((LAYOUTS / "official.docx").read_bytes(), "x")
        table = {font.get(w("name")): font for font in parse(parts["word/fontTable.xml"], "x")}
        told = {"panose1", "charset", "family", "pitch"}
        for name in {*fonts_of((LAYOUTS / "official.docx").read_bytes()), *rare.FONTS.values()}:
            assert told <= {etree.QName(child).localname for child in table[name]}

    def test_a_page_number_is_a_field_as_word_writes_it(self):
        parts = read_parts((LAYOUTS / "official.docx").read_bytes(), "x")
        footer = parse(parts["word/footer1.xml"], "x")
        marks = [mark.get(w("fldCharType")) for mark in footer.iter(w("fldChar"))]
        assert marks == ["begin", "separate", "end"]
        assert [code.text for code in footer.iter(w("instrText"))] == [" PAGE "]


class TestReading:
    def test_is_larger_and_bold(self):
        style = docx.Document(str(LAYOUTS / "reading.docx")).styles["Body Text"]
        assert (style.font.size.pt, style.font.bold) == (18, True)
        assert style.paragraph_format.line_spacing.pt == 33

    def test_pages_are_to_end_with_sentences(self, reading, official):
        assert reading.ends_with_sentences
        assert not official.ends_with_sentences
