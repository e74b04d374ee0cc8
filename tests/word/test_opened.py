"""Opening what other programs wrote, or somebody spoilt, and saving it with what was in it."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import UTC, datetime

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from generator.errors import DocumentError
from generator.word.comments import annotated
from generator.word.opened import Opened
from generator.word.package import packed, read_parts
from generator.word.reader import read_docx

from .documents import SPEECH, read, typed

MAIN, TYPES = "word/document.xml", "[Content_Types].xml"
LINKS = "word/_rels/document.xml.rels"
OPC = "http://schemas.openxmlformats.org/package/2006/relationships"
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

Parts = dict[str, bytes]


@pytest.fixture
def parts() -> Parts:
    """A speech as python-docx saves it."""
    return read_parts(read(typed()), "x")


def texts(data: bytes) -> list[str]:
    return [line.text for line in Opened(data, "讲话.docx").lines]


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        Opened(data, "讲话.docx")
    assert "讲话.docx" in str(caught.value)
    return str(caught.value)


def changed(parts: Parts, part: str, old: str, new: str) -> Parts:
    assert old.encode() in parts[part]
    return parts | {part: parts[part].replace(old.encode(), new.encode())}


def with_link(parts: Parts, target: str, kind: str = RT.IMAGE, mode: str = "") -> Parts:
    link = f'<Relationship Id="rId1234" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return changed(parts, LINKS, "</Relationships>", link)


class TestWhatOpensAllTheSame:
    @pytest.mark.parametrize(
        "target", ["media/gone.png", "../NULL", "#_Toc1", "styles.xml#a", "", "http://a.b/"]
    )
    def test_a_relationship_that_leads_nowhere(self, parts, target):
        assert texts(packed(with_link(parts, target))) == list(SPEECH)

    @pytest.mark.parametrize(
        "target", ["STYLES.XML", "/WORD/Styles.xml", r"..\word\styles.xml", "%73tyles.xml"]
    )
    def test_a_target_that_is_written_otherwise(self, parts, target):
        opened = Opened(packed(changed(parts, LINKS, '"styles.xml"', f'"{target}"')))
        assert opened.styles is not None
        assert opened.document.styles["Title"].name == "Title"

    def test_parts_whose_names_have_backslashes(self, parts):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name.replace("/", "\\"), part)
        assert texts(held.getvalue()) == list(SPEECH)

    def test_a_part_whose_type_is_missing(self, parts):
        stated = f'<Override PartName="/word/styles.xml" ContentType="{CT.WML_STYLES}"/>'
        opened = Opened(packed(changed(parts, TYPES, stated, "")))
        assert opened.document.styles["Title"].name == "Title"

    def test_parts_of_an_ending_whose_type_is_missing(self, parts):
        parts = with_link(parts, "media/a.emf") | {"word/media/a.emf": b"\0"}
        saved = Opened(packed(parts)).saved()
        assert texts(saved) == list(SPEECH)
        assert b"/word/media/a.emf" in read_parts(saved, "x")[TYPES]

    @pytest.mark.parametrize(
        "type",
        [
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ],
        ids=["template", "macros"],
    )
    def test_a_template_and_a_document_with_macros(self, parts, type):
        data = packed(changed(parts, TYPES, CT.WML_DOCUMENT_MAIN, type))
        assert texts(data) == list(SPEECH)
        assert type.encode() in read_parts(Opened(data).saved(), "x")[TYPES]

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("word/printerSettings/a.bin", "printerSettings"),
            ("word/media/a.svg", "image"),
            ("word/a.xml", "x"),
        ],
    )
    def test_a_doctype_in_what_is_not_parsed(self, parts, name, kind):
        target = name.removeprefix("word/")
        parts = with_link(parts, target, RT.IMAGE.replace("image", kind))
        parts[name] = b'<?xml version="1.0"?><!DOCTYPE plist PUBLIC "a" "b"><plist/>'
        assert texts(packed(parts)) == list(SPEECH)

    def test_comments_and_instructions_in_the_xml(self, parts):
        parts = changed(parts, MAIN, "<w:body>", "<?a b?><!-- c --><w:body><!-- d -->")
        assert texts(packed(parts)) == list(SPEECH)

    def test_two_style_sheets_of_which_the_first_counts(self, parts):
        parts = with_link(parts, "second.xml", RT.STYLES) | {"word/second.xml": b"<a/>"}
        assert Opened(packed(parts)).document.styles["Title"].name == "Title"

    def test_a_picture_that_is_said_to_be_the_text(self, parts):
        assert texts(packed(with_link(parts, "document.xml"))) == list(SPEECH)

    def test_a_document_without_styles_or_settings(self, parts):
        parts = changed(changed(parts, LINKS, RT.STYLES, "x"), LINKS, RT.SETTINGS, "x")
        opened = Opened(packed(parts))
        assert (opened.styles, opened.settings) == (None, None)
        assert len(read_docx(packed(parts)).preamble) == len(SPEECH)


class TestWhatIsRefused:
    def test_a_strict_document_says_how_to_save_it(self, parts):
        strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
        assert "Strict" in refusal(packed(changed(parts, "_rels/.rels", RT.OFFICE_DOCUMENT, strict)))

    def test_another_kind_of_document(self, parts):
        assert "不是 Word 文档" in refusal(packed(changed(parts, TYPES, "wordprocessingml", "spreadsheetml")))

    def test_a_main_part_that_is_not_there(self, parts):
        assert "不是 Word 文档" in refusal(packed({name: parts[name] for name in parts if name != MAIN}))

    @pytest.mark.parametrize("keep", [5, 200, 5_000, -400, -1])
    def test_a_truncated_file(self, parts, keep):
        assert "损坏" in refusal(packed(parts)[:keep])

    def test_an_old_document_says_how_to_save_it(self):
        assert "旧格式" in refusal(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512))

    @pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.xml", "word\\document.xml"])
    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_parts_of_one_name(self, parts, name):
        held = io.BytesIO(packed(parts))
        with zipfile.ZipFile(held, "a") as archive:
            archive.writestr(name, b"<a/>")
        assert "重名" in refusal(held.getvalue())

    @pytest.mark.parametrize("name", [MAIN, "word/styles.xml", "docProps/core.xml", LINKS, TYPES])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_doctype_in_what_is_parsed(self, parts, name, encoding):
        bomb = '<!DOCTYPE a [<!ENTITY e "x"><!ATTLIST a b CDATA "y">]><a>&e;</a>'
        assert "DOCTYPE" in refusal(packed(parts | {name: bomb.encode(encoding)}))

    @pytest.mark.parametrize("name", [MAIN, "word/styles.xml", "docProps/core.xml", LINKS, TYPES])
    def test_xml_that_is_none_says_which_part(self, parts, name):
        message = refusal(packed(parts | {name: parts[name][:-5]}))
        assert "XML" in message
        assert name in message

    @pytest.mark.parametrize("name", [MAIN, "word/styles.xml", "docProps/core.xml"])
    def test_another_root_than_there_should_be(self, parts, name):
        assert "损坏" in refusal(packed(parts | {name: b"<a/>"}))

    def test_a_document_without_a_body(self, parts):
        assert "损坏" in refusal(packed(changed(parts, MAIN, "w:body", "w:bodies")))


class TestWhatIsTooLarge:
    def test_a_long_chain_of_parts_is_opened_or_refused(self, parts):
        parts = with_link(parts, "0.bin", "x")
        for number in range(900):
            link = f'<Relationship Id="a" Type="x" Target="{number + 1}.bin"/>'
            parts[f"word/{number}.bin"] = b"\0"
            links = f'<Relationships xmlns="{OPC}">{link}</Relationships>'
            parts[f"word/_rels/{number}.bin.rels"] = links.encode()
        with suppress(DocumentError):
            assert texts(packed(parts)) == list(SPEECH)

    def test_a_huge_part_in_a_small_file_takes_bounded_memory(self, parts):
        data = with_zeros(packed(parts), "word/media/a.bin", 400 << 20)
        assert len(data) < 1 << 20
        tracemalloc.start()
        try:
            assert "大得不像" in refusal(data)
            assert tracemalloc.get_traced_memory()[1] < 200 << 20
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("name", [MAIN, "word/text.bin"])
    def test_three_million_elements_under_any_name(self, parts, name):
        body = parts[MAIN].replace(b"<w:body>", b"<w:body>" + b"<a/>" * 3_000_000)
        parts = changed(parts, TYPES, f"/{MAIN}", f"/{name}") if name != MAIN else parts
        parts = changed(parts, "_rels/.rels", MAIN, name) if name != MAIN else parts
        del parts[MAIN]
        links = f"word/_rels/{name.removeprefix('word/')}.rels"
        assert "大得不像" in refusal(packed(parts | {name: body, links: parts[LINKS]}))

    def test_a_hundred_thousand_relationships(self, parts):
        many = "".join(f'<Relationship Id="x{n}" Type="a" Target="styles.xml"/>' for n in range(100_000))
        assert "大得不像" in refusal(
            packed(changed(parts, LINKS, "</Relationships>", f"{many}</Relationships>"))
        )


class TestSaving:
    def test_what_did_not_change_is_saved_byte_for_byte(self, parts):
        assert read_parts(Opened(packed(parts)).saved(), "x") == parts

    def test_what_no_relationship_reaches_is_not_lost(self, parts):
        parts["word/secret.xml"] = parts["custom.bin"] = b"<a/>"
        assert read_parts(commented(packed(parts)), "x").items() >= {"word/secret.xml": b"<a/>"}.items()

    def test_what_leads_nowhere_is_saved_as_it_was(self, parts):
        parts = with_link(parts, "#_Toc1", RT.HYPERLINK)
        saved = read_parts(commented(packed(parts)), "x")
        assert b'Id="rId1234"' in saved[LINKS]
        assert b'Target="#_Toc1"' in saved[LINKS]

    def test_only_the_parts_that_had_to_change_do(self, parts):
        saved = read_parts(commented(packed(parts)), "x")
        assert {name for name in parts if saved[name] != parts[name]} == {MAIN, LINKS, TYPES}
        assert set(saved) - set(parts) == {"word/comments.xml"}

    def test_a_new_part_takes_no_name_that_is_taken(self, parts):
        parts["word/comments.xml"] = b"<a/>"
        saved = read_parts(commented(packed(parts)), "x")
        assert saved["word/comments.xml"] == b"<a/>"
        assert "甲".encode() in saved["word/comments2.xml"]

    def test_the_id_of_a_relationship_that_leads_nowhere_stays_taken(self, parts):
        parts = with_link(parts, "gone.png")
        parts = changed(parts, LINKS, "rId1234", "rId9")
        saved = read_parts(commented(packed(parts)), "x")[LINKS].decode()
        assert saved.count('Id="rId9"') == 1

    def test_the_same_input_gives_the_same_bytes(self, parts):
        assert commented(packed(parts)) == commented(packed(parts))

    def test_python_docx_opens_what_was_saved(self, parts):
        made = docx.Document(io.BytesIO(commented(packed(parts))))
        assert [one.text for one in made.comments] == ["甲"]


def commented(data: bytes) -> bytes:
    made, _ = annotated(Opened(data), [(0, 0, 2, "甲")], NOW)
    return made


def with_zeros(package: bytes, name: str, size: int) -> bytes:
    """The package with one more part, all zeros, deflated piece by piece."""
    held = io.BytesIO(package)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(size >> 20):
            part.write(bytes(1 << 20))
    return held.getvalue()
