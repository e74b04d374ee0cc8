"""Provenance: packed into a draft, found again, and what it tells about edits."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.errors import DocumentError
from generator.word.package import packed, read_parts
from generator.word.provenance import NAMESPACE, examine, unpack
from generator.word.writer import write_docx

from .conftest import CREATED


@pytest.fixture(scope="module")
def draft(speech, official, provenance) -> bytes:
    return write_docx(speech, official, provenance=provenance, created=CREATED)


ITEM = "customXml/item1.xml"


def with_item(draft: bytes, item: bytes) -> bytes:
    parts = {**read_parts(draft, "x"), ITEM: item}
    return packed(parts)


def forged(text: str) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}provenance")
    root.text = text
    return etree.tostring(root)


def is_edited(draft: bytes) -> bool:
    found = examine(draft)
    assert found is not None
    return found[1]


def test_what_was_packed_is_unpacked(draft, provenance):
    assert unpack(draft) == provenance


@given(
    text=st.text(alphabet=st.characters())
    | st.sampled_from(["]]>", "\0\x01", "\ufffe", "\ud800", "\r\n", "&lt;"])
)
def test_any_string_survives(text, speech, official, provenance):
    told = replace(provenance, markup=text, details={text: [text]})
    assert unpack(write_docx(speech, official, provenance=told, created=CREATED)) == told


def test_a_draft_as_written_is_not_edited(draft):
    assert is_edited(draft) is False


def test_a_draft_without_provenance_tells_nothing(speech, official):
    draft = write_docx(speech, official, created=CREATED)
    assert unpack(draft) is None
    assert examine(draft) is None


def test_a_draft_changed_by_one_character_is_edited(draft):
    parts = read_parts(draft, "x")
    parts["word/document.xml"] = parts["word/document.xml"].replace("散会".encode(), "会后".encode())
    assert is_edited(packed(parts)) is True


def test_a_draft_saved_by_python_docx_is_edited(draft):
    document, buffer = docx.Document(io.BytesIO(draft)), io.BytesIO()
    document.paragraphs[-1].add_run("加一句。")
    document.save(buffer)
    assert is_edited(buffer.getvalue()) is True


def test_a_draft_zipped_anew_with_the_same_parts_is_not_edited(draft):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in read_parts(draft, "x").items():
            archive.writestr(name, part)
    assert is_edited(buffer.getvalue()) is False


def test_provenance_survives_libreoffice_which_counts_as_an_edit(draft, provenance, convert, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(draft)
    (saved,) = convert([path], "docx")
    assert unpack(saved.read_bytes()) == provenance
    assert is_edited(saved.read_bytes()) is True


def test_no_clock_in_it(speech, official, provenance):
    drafts = [
        write_docx(speech, official, provenance=provenance, created=CREATED.replace(year=year))
        for year in (2025, 2026)
    ]
    one, other = (read_parts(draft, "x") for draft in drafts)
    assert {name for name in one if one[name] != other[name]} == {"docProps/core.xml"}


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "{", "{}", "[" * 100_000, "9" * 10_000),
        *(json.dumps({"provenance": value}) for value in (1, {"format": 1}, {"format": 99, "details": {}})),
    ],
)
def test_forged_provenance_is_refused_without_a_traceback(draft, text):
    with pytest.raises(DocumentError, match="来历"):
        unpack(with_item(draft, forged(text)))


@pytest.mark.parametrize("item", [b"", b"<a/>", f"<a xmlns='{NAMESPACE}'/>".encode(), b"urn:speechgen"])
def test_another_custom_part_is_no_provenance(draft, item):
    assert unpack(with_item(draft, item)) is None


def test_provenance_that_is_not_xml_is_refused(draft):
    with pytest.raises(DocumentError):
        unpack(with_item(draft, NAMESPACE.encode()))


@pytest.mark.parametrize("parts", ["{}", "[]", "1", '{"word/document.xml": "x"}'])
def test_a_forged_fingerprint_counts_as_an_edit(draft, provenance, parts):
    told = json.dumps(provenance.to_json())
    assert is_edited(with_item(draft, forged(f'{{"provenance": {told}, "parts": {parts}}}')))
