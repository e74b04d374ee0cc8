"""A part put together from pieces."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.markup import LONGEST_KEPT
from generator.word.package import pack
from generator.word.pieces import assembled

LONG = "长" * (LONGEST_KEPT + 1)
TEXTS = st.lists(st.text(st.characters(codec="utf-8")) | st.sampled_from(["青石镇", "会后就办。", LONG]))
NAME = "word/document.xml"


def unpacked(texts: list[str], own: str) -> str:
    with zipfile.ZipFile(io.BytesIO(pack([assembled(NAME, texts, own)]))) as package:
        return package.read(NAME).decode()


@given(TEXTS, st.sampled_from(["", "青石镇", "后"]))
def test_the_part_is_its_texts_one_after_the_other(texts: list[str], own: str) -> None:
    assert unpacked(texts, own) == "".join(texts)


@given(TEXTS, TEXTS)
def test_it_is_the_same_bytes_whatever_was_made_before(texts: list[str], others: list[str]) -> None:
    before = assembled(NAME, texts, "青石镇")
    assembled(NAME, [*others, *reversed(texts)], "")
    assert assembled(NAME, texts, "青石镇") == before


@pytest.mark.parametrize("length", [1, 65_535, 65_536, 1_000_000])
def test_a_text_of_its_own_may_have_any_length(length: int) -> None:
    text = "镇" * length
    assert unpacked(["前", text, "后"], own="镇") == f"前{text}后"


def test_what_is_shared_is_deflated_and_what_is_its_own_is_not() -> None:
    text = "会后就办，办完就报，不拖一天。" * 9
    shared, own = assembled(NAME, [text], ""), assembled(NAME, [text], "会后")
    assert len(shared.entry) < len(text) < len(text.encode()) < len(own.entry)
