"""Samples of speeches as they are found: `NAME.txt`, `.md`, `.html` and what they are, `NAME.json`.

Compared are the parts that a person would point at: title, byline, salutation, the
headings with their order and level, and how the closing begins.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.formats.table import read, source_format
from generator.model.speech import Section, Speech

from ..conftest import DATA

FOLDER = DATA / "recognise"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


def outline(section: Section) -> Any:
    """A heading, with those under it when there are any."""
    return {section.heading: list(map(outline, section.sections))} if section.sections else section.heading


PARTS: Mapping[str, Callable[[Speech], Any]] = {
    "title": lambda speech: speech.title,
    "byline": lambda speech: list(speech.byline),
    "salutation": lambda speech: speech.salutation,
    "headings": lambda speech: list(map(outline, speech.sections)),
    "closing": lambda speech: speech.closing[0] if speech.closing else "",
}


def speech_in(path: Path) -> Speech:
    data = path.read_bytes()
    return read(data, source_format(path, data), path.name).speech


def is_right(part: str, speech: Speech, expected: Mapping[str, Any]) -> bool:
    found, wanted = PARTS[part](speech), expected[part]
    return found.startswith(wanted) and bool(found) == bool(wanted) if part == "closing" else found == wanted


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_part_is_recognised(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    speech = speech_in(path)
    wrong = {part: PARTS[part](speech) for part in PARTS if not is_right(part, speech, expected)}
    assert wrong == {}


def test_the_score_of_each_part_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    right = dict.fromkeys(PARTS, 0)
    for path in SAMPLES:
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        speech = speech_in(path)
        for part in PARTS:
            right[part] += is_right(part, speech, expected)
    with capsys.disabled():
        print()
        for part, count in right.items():
            print(f"{part:12} {count} of {len(SAMPLES)}")
    assert len(SAMPLES) >= 40
    assert sum(right.values()) >= 0.95 * len(SAMPLES) * len(PARTS)
