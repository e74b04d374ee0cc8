"""A file is checked as what it is read as: one recogniser says which paragraph is what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.check.opening import proof_of
from generator.formats.table import read, source_format
from generator.model.speech import Role
from generator.recognise import Recognised

from ..conftest import DATA, ROOT

OTHERWISE_READ = {"tags_in_a_text.txt", "numbered_preview_pages.txt"}
"""The lines of these, which are what can be put right, are no part of what is read: tags and numbers
of pages are taken out, and pages joined."""

SAMPLES = [
    *(
        path
        for path in sorted((DATA / "recognise").iterdir())
        if path.suffix in (".txt", ".md", ".docx") and path.name not in OTHERWISE_READ
    ),
    *sorted((ROOT / "samples").glob("*.docx")),
]
SHORT = 6


def bare(text: str) -> str:
    return "".join(text.split())


def parts_in(text: str, found: Recognised) -> Iterator[Role | None]:
    """The roles of the parts of a speech that stand in a text, or that it is a line of; None for
    what was dropped."""
    for role, _, number, part in found.speech.paragraphs():
        pieces = [bare(number + piece) for piece in re.split("[　\n]", part)]
        if any(piece.removeprefix(number)[:SHORT] in text or text in piece for piece in pieces):
            yield role
    yield from (None for one in found.dropped if text in bare(one.text) or bare(one.text) in text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_each_paragraph_is_the_part_of_the_speech_that_converting_makes_of_it(path: Path) -> None:
    data = path.read_bytes()
    found = read(data, source_format(path, data), path.name)
    wrong = [
        (one.text, one.role)
        for one in proof_of(path, data).document.paragraphs
        if re.search(r"\w", one.text) and one.role not in set(parts_in(bare(one.text), found))
    ]
    assert wrong == []
