"""Plain text: a speech to paste into a message."""

from __future__ import annotations

from generator.formats import plaintext
from generator.model.markup import parse

from ..conftest import DATA


def test_headings_carry_their_numbers_and_paragraphs_their_indent() -> None:
    speech = parse((DATA / "speech.md").read_text(encoding="utf-8"))
    assert plaintext.write(speech) == (DATA / "speech.txt").read_text(encoding="utf-8")


def test_a_line_break_stays() -> None:
    assert plaintext.write(parse("第一行\\\n第二行")) == "　　第一行\n第二行\n"
