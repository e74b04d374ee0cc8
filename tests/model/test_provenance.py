"""Provenance as a value (how it lies in a .docx is tested in tests/word)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.model.provenance import FORMAT, Provenance

ONE = Provenance(
    template="supervision",
    template_hash="9f2c",
    seed="临江市",
    length="standard",
    layout="official",
    version="0.1.0",
    markup="# 标题",
    details={"unit": "临江市", "tasks": ["一", "二"]},
)


def test_it_survives_being_stored_as_json() -> None:
    assert Provenance.from_json(json.loads(json.dumps(ONE.to_json()))) == ONE


def test_the_stored_form_says_its_version() -> None:
    assert ONE.to_json()["format"] == FORMAT


@pytest.mark.parametrize(
    "name", ["template", "template_hash", "seed", "length", "layout", "version", "markup"]
)
def test_a_stored_form_without_a_part_is_refused(name: str) -> None:
    data = ONE.to_json()
    del data[name]
    with pytest.raises(ValueError, match="lacks"):
        Provenance.from_json(data)


@pytest.mark.parametrize("details", [None, [], "unit"])
def test_a_stored_form_without_details_is_refused(details: object) -> None:
    with pytest.raises(ValueError, match="details"):
        Provenance.from_json(ONE.to_json() | {"details": details})


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        Provenance.from_json(ONE.to_json() | {"format": FORMAT + 1})


def test_drafts_of_other_seeds_have_another_provenance() -> None:
    assert replace(ONE, seed="云溪县") != ONE
