"""Many speeches in one .docx."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from lxml import etree

from generator.model.provenance import Provenance
from generator.model.speech import Speech
from generator.word.layout import Layout
from generator.word.ooxml import w
from generator.word.package import read_parts
from generator.word.provenance import examine
from generator.word.reader import read_docx
from generator.word.writer import write_combined

from .conftest import CREATED, Converter


@pytest.fixture(scope="module")
def combined(speech: Speech, official: Layout, provenance: Provenance) -> bytes:
    speeches = [speech, Speech(), Speech(title="第二篇", preamble=("只有一段。",)), speech]
    return write_combined(speeches, official, title="三篇", provenance=provenance, created=CREATED)


def sections(combined: bytes) -> list[etree._Element]:
    return list(etree.fromstring(read_parts(combined, "x")["word/document.xml"]).iter(w("sectPr")))


def test_each_speech_is_a_section_that_begins_on_an_odd_page_and_counts_from_one(combined: bytes) -> None:
    found = sections(combined)
    assert len(found) == 3
    for section in found:
        kind, numbers = section.find(w("type")), section.find(w("pgNumType"))
        assert kind is not None
        assert kind.get(w("val")) == "oddPage"
        assert numbers is not None
        assert numbers.get(w("start")) == "1"


def test_every_section_has_the_page_set_up_of_the_layout(combined: bytes) -> None:
    first, *others = (
        [(child.tag, *sorted(child.attrib.items())) for child in section] for section in sections(combined)
    )
    assert all(other == first for other in others)


def test_all_texts_are_in_it(combined: bytes, speech: Speech) -> None:
    text = "".join(read_docx(combined).texts)
    assert text.count("一、看清害处") + text.count("看清害处") >= 2
    assert "只有一段。" in text


def test_it_is_known_as_ours(combined: bytes) -> None:
    found = examine(combined)
    assert found is not None
    assert not found[1]


def test_pages_are_numbered_anew_for_each_speech(combined: bytes, convert: Converter, tmp_path: Path) -> None:
    path = tmp_path / "combined.docx"
    path.write_bytes(combined)
    (pdf,) = convert([path], "pdf")
    with pdfplumber.open(pdf) as document:
        first = [
            page.extract_text() for page in document.pages if "—1—" in page.extract_text().replace(" ", "")
        ]
    assert len(first) == 3
