"""Drafts that version 0.2.0 wrote: still known, read, brought up to date, and kept if edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import check
from generator.check.opening import find_in, proof_of
from generator.formats.layouts import open_layout
from generator.model import markup
from generator.word.provenance import examine
from generator.word.reader import read_any_docx

from ..conftest import DATA
from .conftest import NEW, updated
from .editing import accepted, rejected, texts

DRAFTS = DATA / "drafts-0.2.0"
AS_WRITTEN = ("county", "duty")
LOOKS = [rule for rule in check.rules().values() if rule.is_look]
EDITED = ("duty-edited", "duty-in-libreoffice")


def draft(name: str) -> bytes:
    return (DRAFTS / f"{name}.docx").read_bytes()


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_one_as_it_was_written_is_known_as_that(name: str) -> None:
    found = examine(draft(name))
    assert found is not None
    provenance, is_edited = found
    assert (provenance.version, is_edited) == ("0.2.0", False)


@pytest.mark.parametrize("name", EDITED)
def test_one_that_was_edited_is_known_as_that(name: str) -> None:
    found = examine(draft(name))
    assert found is not None
    assert found[1]


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_one_is_read_as_it_was_meant(name: str) -> None:
    found = examine(draft(name))
    assert found is not None
    assert read_any_docx(draft(name)).speech == markup.parse(found[0].markup)


@pytest.mark.parametrize("name", ["duty", *EDITED])
def test_one_takes_new_details_as_tracked_changes(name: str) -> None:
    before = draft(name)
    made = updated(before, NEW).data
    assert made is not None
    text = "\n".join(texts(accepted(made)))
    assert text.count("2026年3月12日") == 3
    assert "处理的有15人" in text
    assert "县纪委监委每周抽查两次" in text
    assert texts(rejected(made)) == texts(before)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("duty-edited", "这是后来加的一句。"), ("duty-in-libreoffice", "夜里要有灯。")],
)
def test_what_was_typed_into_one_stays(name: str, sentence: str) -> None:
    made = updated(draft(name), NEW).data
    assert made is not None
    assert sentence in "\n".join(texts(accepted(made)))


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_one_looks_as_the_layout_has_it(name: str) -> None:
    layout = open_layout("official")
    proof = proof_of(Path(f"{name}.docx"), draft(name), None, lambda _: layout)
    assert list(find_in(proof, LOOKS)) == []
