"""The layouts that come with speechgen, and a layout of the user's own."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from generator.errors import DocumentError, FileError
from generator.speech import Section, Speech
from generator.word.layout import load_layout
from generator.word.ooxml import parse, w
from generator.word.package import open_package, pack, stored
from generator.word.reader import read_docx
from generator.word.writer import write_docx

from .conftest import CREATED, LAYOUTS

VALIDATOR = Path(__file__).parents[3] / "shared" / "tools" / "validate_docx.py"
BOTH = ("official.docx", "reading.docx")


def build():
    spec = importlib.util.spec_from_file_location("build_layouts", LAYOUTS / "build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_layouts"] = module
    spec.loader.exec_module(module)
    return module


class TestFiles:
    @pytest.mark.parametrize("name", BOTH)
    def test_the_script_makes_them_byte_for_byte(self, name):
        module = build()
        design = {design.file: design for design in (module.OFFICIAL, module.READING)}[name]
        assert module.layout(design) == (LAYOUTS / name).read_bytes()

    @pytest.mark.parametrize("name", BOTH)
    def test_they_hold_no_theme_no_theme_fonts_no_text(self, name):
        parts = open_package((LAYOUTS / name).read_bytes(), name)
        assert not [part for part in parts if "theme" in part]
        assert not any(b"Theme" in part for part in parts.values())
        assert not list(parse(parts["word/document.xml"], name).iter(w("p")))

    @pytest.mark.skipif(not VALIDATOR.exists(), reason="the schema validator is not at hand")
    def test_they_fit_the_schema(self):
        command = [sys.executable, VALIDATOR, *(LAYOUTS / name for name in BOTH)]
        assert subprocess.run(command, capture_output=True, text=True).stdout == "2 files, 0 problems\n"


class TestOfficial:
    """GB/T 9704—2012, as speeches use it."""

    @pytest.fixture(scope="class")
    def document(self):
        return docx.Document(LAYOUTS / "official.docx")

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

    @pytest.mark.parametrize("style", ["Body Text", "Closing", "Heading 1", "Heading 2", "Heading 3", "Heading 4"])
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
        parts = open_package((LAYOUTS / "official.docx").read_bytes(), "x")
        fonts = parse(parts["word/fontTable.xml"], "x")
        others = {font.get(w("name")): font.find(w("altName")) for font in fonts}
        assert others["仿宋_GB2312"].get(w("val")) == "仿宋,FangSong"


class TestReading:
    def test_is_larger_bold_and_keeps_paragraphs_whole(self):
        style = docx.Document(LAYOUTS / "reading.docx").styles["Body Text"]
        assert (style.font.size.pt, style.font.bold) == (18, True)
        assert style.paragraph_format.line_spacing.pt == 33
        assert style.paragraph_format.keep_together


class TestOwnLayout:
    """A .docx that the user made; python-docx's default stands for it, with a theme and no Salutation's font."""

    @pytest.fixture
    def own(self, tmp_path):
        document = docx.Document()
        document.add_paragraph("旧文字不带走")
        document.core_properties.author = "旧作者"
        document.sections[0].header.paragraphs[0].text = "页眉"
        document.save(tmp_path / "own.docx")
        return tmp_path / "own.docx"

    def changed(self, path: Path, **changes: tuple[str, str]) -> Path:
        parts = open_package(path.read_bytes(), "x")
        for name, (old, new) in changes.items():
            name = next(part for part in parts if part.endswith(name.replace("__", ".")))
            assert old.encode() in parts[name]
            parts[name] = parts[name].replace(old.encode(), new.encode())
        path.write_bytes(pack(stored(*part) for part in parts.items()))
        return path

    def draft(self, path, official, speech, **options) -> dict[str, bytes]:
        data = write_docx(speech, load_layout(path, official), created=CREATED, **options)
        docx.Document(io.BytesIO(data))
        assert read_docx(data) == speech
        return open_package(data, "x")

    def test_its_styles_page_and_header_are_taken(self, own, official, speech):
        parts = self.draft(own, official, speech)
        assert "页眉".encode() in parts["word/header1.xml"]
        assert b"word/theme" in parts["[Content_Types].xml"]
        assert b'w:styleId="Title"' in parts["word/styles.xml"]

    def test_its_text_and_properties_are_left(self, own, official, speech):
        parts = self.draft(own, official, speech)
        assert not any("旧".encode() in part for part in parts.values())
        assert not any(b"python-docx" in part for part in parts.values())

    def test_what_it_lacks_is_copied_from_the_fallback(self, own, official, speech):
        parts = self.draft(own, official, speech)
        names = {name.get(w("val")) for name in parse(parts["word/styles.xml"], "x").iter(w("name"))}
        assert {"Salutation", "Closing", "Lead Sentence"} <= names

    def test_without_a_fallback_the_missing_styles_are_named(self, own):
        with pytest.raises(DocumentError, match="Salutation"):
            load_layout(own)

    def test_automatic_numbers_of_its_headings_are_switched_off(self, own, official, speech):
        heading = '<w:name w:val="heading 1"/>'
        numbered = heading + '<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
        parts = open_package(own.read_bytes(), "x")
        styles = parse(parts["word/styles.xml"], "x")
        style = next(s for s in styles.iter(w("style")) if s.find(w("name")).get(w("val")).lower() == "heading 1")
        properties = style.find(w("pPr"))
        properties.insert(0, properties.makeelement(w("numPr")))
        number = properties[0].makeelement(w("numId"))
        number.set(w("val"), "7")
        properties[0].append(number)
        from lxml import etree

        parts["word/styles.xml"] = etree.tostring(styles)
        own.write_bytes(pack(stored(*part) for part in parts.items()))
        written = self.draft(own, official, speech)["word/styles.xml"]
        assert b'<w:numId w:val="0"/>' in written
        assert b'<w:numId w:val="7"/>' not in written
        assert numbered

    @pytest.mark.skipif(not VALIDATOR.exists(), reason="the schema validator is not at hand")
    def test_the_draft_fits_the_schema(self, own, official, speech, provenance, tmp_path):
        data = write_docx(speech, load_layout(own, official), provenance=provenance, created=CREATED)
        (tmp_path / "draft.docx").write_bytes(data)
        command = [sys.executable, VALIDATOR, tmp_path / "draft.docx"]
        assert subprocess.run(command, capture_output=True, text=True).stdout == "1 files, 0 problems\n"

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(FileError, match=r"没有\.docx|没有.docx"):
            load_layout(tmp_path / "没有.docx")
