"""A layout of the user's own: any .docx, made by any program, trusted in nothing."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.errors import DocumentError, FileError
from generator.model.speech import Blank
from generator.word.layout import load_layout
from generator.word.ooxml import W, parse, w
from generator.word.package import packed, read_parts
from generator.word.provenance import unpack
from generator.word.reader import read_docx
from generator.word.writer import write_docx

from .conftest import CREATED, LAYOUTS, VALIDATOR

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea7356bd10000000049454e44ae426082"
)
TRANSITIONAL, STRICT = (
    b"schemas.openxmlformats.org/officeDocument/2006",
    b"purl.oclc.org/ooxml/officeDocument",
)

Drafting = Callable[..., dict[str, bytes]]


@pytest.fixture
def document():
    """python-docx's default template stands for a user's file: it has a theme and lacks styles."""
    return docx.Document()


@pytest.fixture
def draft(document, official, speech, tmp_path) -> Drafting:
    """Writes `speech` in the layout that `document` is, and gives the parts of the draft."""

    def run() -> dict[str, bytes]:
        document.save(tmp_path / "own.docx")
        data = write_docx(speech, load_layout(tmp_path / "own.docx", official), created=CREATED)
        docx.Document(io.BytesIO(data))
        assert read_docx(data) == speech
        return read_parts(data, "draft")

    return run


def add_field(paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


class TestWhatIsTaken:
    def test_page_set_up(self, document, draft):
        document.sections[0].left_margin = Mm(40)
        assert b'w:left="2268"' in draft()["word/document.xml"]

    def test_header_with_its_picture(self, document, draft, tmp_path):
        (tmp_path / "dot.png").write_bytes(PNG)
        document.sections[0].header.paragraphs[0].add_run("页眉").add_picture(str(tmp_path / "dot.png"))
        parts = draft()
        assert "页眉".encode() in parts["word/header1.xml"]
        assert parts["word/media/image1.png"] == PNG

    def test_styles_by_their_built_in_names(self, document, draft):
        document.styles["Body Text"].font.size = Pt(15)
        styles = parse(draft()["word/styles.xml"], "x")
        body = next(style for style in styles.iter(w("style")) if style.get(w("styleId")) == "BodyText")
        assert body.find(f"{w('rPr')}/{w('sz')}").get(w("val")) == "30"

    def test_size_of_the_title_decides_where_it_is_broken(self, document, official, tmp_path):
        document.styles["Title"].font.size = Pt(44)
        document.save(tmp_path / "own.docx")
        assert load_layout(tmp_path / "own.docx", official).title_width == pytest.approx(432 / 44)

    def test_styles_that_are_missing_come_from_the_fallback(self, draft):
        names = {name.get(w("val")) for name in parse(draft()["word/styles.xml"], "x").iter(w("name"))}
        assert {"Salutation", "Closing", "Lead Sentence"} <= names

    @pytest.mark.skipif(not VALIDATOR.exists(), reason="the schema validator is not at hand")
    def test_the_draft_fits_the_schema(self, draft, tmp_path):
        path = tmp_path / "draft.docx"
        path.write_bytes(packed(draft()))
        told = subprocess.run([sys.executable, VALIDATOR, path], capture_output=True, text=True)
        assert told.stdout == "1 files, 0 problems\n"

    def test_official_saved_by_libreoffice(self, convert, speech, official):
        (saved,) = convert([LAYOUTS / "official.docx"], "docx")
        data = write_docx(speech, load_layout(saved, official), created=CREATED)
        assert read_docx(data) == speech


class TestWhatIsLeft:
    def test_text_and_properties(self, document, draft):
        document.add_paragraph("旧文字")
        document.core_properties.author = "旧作者"
        parts = draft()
        assert not any("旧".encode() in part or b"python-docx" in part for part in parts.values())

    def test_comments_and_provenance_of_a_draft(self, official, speech, provenance, tmp_path):
        blanks = [Blank("散会", "")]
        path = tmp_path / "draft.docx"
        path.write_bytes(write_docx(speech, official, provenance=provenance, blanks=blanks, created=CREATED))
        again = write_docx(speech, load_layout(path), created=CREATED)
        assert unpack(again) is None
        assert "word/comments.xml" not in read_parts(again, "x")

    def test_automatic_numbers_of_headings(self, document, draft):
        properties = document.styles["Heading 1"].element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 7
        styles = parse(draft()["word/styles.xml"], "x")
        heading = next(style for style in styles.iter(w("style")) if style.get(w("styleId")) == "Heading1")
        assert [number.get(w("val")) for number in heading.iter(w("numId"))] == ["0"]

    def test_settings_that_are_not_about_looks(self, draft):
        settings = draft()["word/settings.xml"]
        assert b"rsid" not in settings
        assert b"<w:doNotExpandShiftReturn/>" in settings


class TestWhatPointsOutside:
    ADDRESS = "http://203.0.113.1/x"

    def test_attached_template(self, document, draft):
        part = document.part._settings_part
        template = OxmlElement("w:attachedTemplate")
        kind = RELATIONSHIP_TYPE.HYPERLINK.replace("hyperlink", "attachedTemplate")
        template.set(qn("r:id"), part.relate_to(self.ADDRESS, kind, is_external=True))
        part.element.insert(0, template)
        assert not any(
            self.ADDRESS.encode() in part or b"attachedTemplate" in part for part in draft().values()
        )

    def test_link_in_a_footer_becomes_its_text(self, document, draft):
        footer = document.sections[0].footer
        link = OxmlElement("w:hyperlink")
        link.set(
            qn("r:id"), footer.part.relate_to(self.ADDRESS, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        )
        link.append(footer.paragraphs[0].add_run("链接")._r)
        footer.paragraphs[0]._p.append(link)
        parts = draft()
        assert not any(self.ADDRESS.encode() in part for part in parts.values())
        assert "链接".encode() in parts["word/footer1.xml"]
        assert b"r:id" not in parts["word/footer1.xml"]

    def test_picture_that_lies_elsewhere(self, document, draft):
        footer = document.sections[0].footer
        picture = parse_xml(
            f'<w:r xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
            f'<v:imagedata src="{self.ADDRESS}"/></v:shape></w:pict></w:r>'
        )
        footer.paragraphs[0]._p.append(picture)
        assert not any(self.ADDRESS.encode() in part for part in draft().values())

    def test_footer_that_is_no_footer_is_left_out(self, document, draft):
        document.sections[0].footer.part.partname = PackURI("/word/footer9.xml")
        document.sections[0].footer.part._content_type = "image/png"
        assert b"footerReference" not in draft()["word/document.xml"]

    @pytest.mark.parametrize("field", ["INCLUDEPICTURE", "includetext", "DDEAUTO", "LINK", "IMPORT"])
    def test_field_that_fetches_a_file_is_refused(self, document, draft, field):
        add_field(document.sections[0].footer.paragraphs[0], f' {field} "{self.ADDRESS}" ')
        with pytest.raises(DocumentError, match="引用外部文件"):
            draft()

    def test_page_number_is_no_such_field(self, document, draft):
        add_field(document.sections[0].footer.paragraphs[0], " PAGE ")
        assert b"PAGE" in draft()["word/footer1.xml"]


class TestWhatCannotBeALayout:
    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(FileError, match="没有"):
            load_layout(tmp_path / "没有.docx")

    def test_a_folder(self, tmp_path):
        with pytest.raises(FileError, match="是文件夹，不是文件"):
            load_layout(tmp_path)

    def test_missing_styles_are_named_when_there_is_no_fallback(self, document, tmp_path):
        document.save(tmp_path / "own.docx")
        with pytest.raises(DocumentError, match="Salutation"):
            load_layout(tmp_path / "own.docx")

    @pytest.mark.parametrize(
        ("part", "old", "new", "message"),
        [
            ("word/document.xml", b"sectPr", b"bookmarks", "页面设置"),
            ("word/styles.xml", b"<w:styles", b"<w:stiles", "XML"),
            ("[Content_Types].xml", b"wordprocessingml.document.main", b"spreadsheetml.main", "Word 文档"),
            ("_rels/.rels", TRANSITIONAL, STRICT, "Strict"),
            ("word/document.xml", b'w:w="11906"', b'w:w="wide"', "页面宽度"),
            ("word/styles.xml", b'<w:sz w:val="44"/>', b'<w:sz w:val="0"/>', "字号"),
            ("word/styles.xml", b'<w:sz w:val="44"/>', b'<w:sz w:val="big"/>', "字号"),
        ],
    )
    def test_what_is_wrong_is_said(self, tmp_path, part, old, new, message):
        parts = read_parts((LAYOUTS / "official.docx").read_bytes(), "x")
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
        path = tmp_path / "own.docx"
        path.write_bytes(packed(parts))
        with pytest.raises(DocumentError, match=message):
            load_layout(path)
