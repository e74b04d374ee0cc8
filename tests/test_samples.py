"""The samples are what the program makes today."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from generator.template.catalogue import list_templates
from samples import build

DETAILS = build.samples()


def parts(draft: Path) -> dict[str, bytes]:
    """The parts of a draft: they do not depend on how they were deflated."""
    with zipfile.ZipFile(draft) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_there_are_samples_of_three_kinds_of_unit():
    kinds = {line for path in DETAILS for line in path.read_text("utf-8").split("\n") if "单位类别" in line}
    assert len(kinds) >= 3


def test_there_is_a_sample_of_every_template():
    assert {build.template_of(path) for path in DETAILS} == {one.name for one in list_templates()}


@pytest.mark.parametrize("details", DETAILS, ids=lambda path: path.stem)
def test_a_sample_says_that_its_unit_is_invented(details):
    assert "虚构" in details.read_text("utf-8").split("\n")[0]


@pytest.mark.parametrize("details", DETAILS, ids=lambda path: path.stem)
def test_a_draft_is_what_the_program_makes_of_its_details(details, tmp_path):
    assert parts(build.make_draft(details, tmp_path)) == parts(details.with_suffix(".docx"))


@pytest.mark.parametrize("details", DETAILS, ids=lambda path: path.stem)
def test_the_pictures_were_taken_of_the_draft_as_it_is(details):
    draft = details.with_suffix(".docx")
    taken = json.loads(build.TAKEN_OF.read_text("utf-8"))
    assert taken.get(draft.name) == build.text_checksum(draft)
    assert (build.PICTURES / f"{draft.stem}.png").exists()
