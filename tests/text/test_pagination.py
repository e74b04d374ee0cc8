"""Pages that end where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.lines import Setting
from generator.text.pagination import FEW, Block, PageEnd, page_ends, page_lines
from tests.strategies import texts

SETTING = Setting(width=442.2, indent=36, size=18)
"""A line of the reading copy: 24 characters."""


def block(sentences: str, after: float = 0.0) -> Block:
    """A paragraph of sentences as long as the numbers: "30 20"."""
    return Block("".join("国" * (int(length) - 1) + "。" for length in sentences.split()), SETTING, after)


def ends(*blocks: Block, capacity: int = 5) -> list[PageEnd]:
    return page_ends(blocks, capacity)


def test_what_fits_one_page_is_one_page() -> None:
    assert ends(block("100")) == []


def test_a_page_ends_after_the_last_sentence_that_fits() -> None:
    assert ends(block("50 40 50 40")) == [PageEnd(0, 90)]


def test_a_page_may_end_with_a_paragraph() -> None:
    assert ends(block("110"), block("60")) == [PageEnd(1, 0)]


def test_no_page_ends_with_a_heading() -> None:
    heading = Block("一、标题", SETTING, keeps_next=True)
    assert ends(block("90"), heading, block("60 20")) == [PageEnd(1, 0)]


def test_a_sentence_longer_than_a_page_ends_it_at_a_mark() -> None:
    text = ("国" * 39 + "，") * 4 + "国" * 20 + "。"
    assert ends(Block(text, SETTING)) == [PageEnd(0, 80)]


def test_a_page_that_nothing_can_end_is_left_to_the_office() -> None:
    assert ends(Block("国" * 500, SETTING)) == []


def test_a_closing_mark_stays_with_its_sentence() -> None:
    text = "国" * 60 + "。”）" + "国" * 80 + "。"
    assert ends(Block(text, SETTING)) == [PageEnd(0, 63)]


def test_the_last_page_has_more_than_a_few_lines() -> None:
    blocks = [block("24 24 24 24 24 24 24 24 24 24 22 24")]
    assert page_lines(blocks, page_ends(blocks, 10))[-1] > FEW


def test_the_space_below_a_paragraph_counts_unless_a_page_ends_there() -> None:
    blocks = [block("46", after=3), block("46"), block("46")]
    assert page_lines(blocks, []) == [9]
    assert page_lines(blocks, [PageEnd(1, 0)]) == [2, 4]


paragraphs = st.lists(
    st.builds(Block, texts(), st.just(SETTING), after=st.sampled_from([0.0, 1.0]), keeps_next=st.booleans()),
    min_size=1,
    max_size=12,
)


@given(paragraphs, st.integers(2, 20))
def test_no_page_has_more_lines_than_it_holds(blocks, capacity) -> None:
    if found := page_ends(blocks, capacity):
        assert max(page_lines(blocks, found)) <= capacity
        assert all(one < other for one, other in pairwise(found))


@pytest.mark.parametrize("hangs", [True, False])
def test_pages_hold_whether_or_not_marks_hang(hangs: bool) -> None:
    text = "国" * 22 + "，" + "国" * 23 + "。"
    assert page_lines([Block(text, Setting(442.2, 36, 18, hangs=hangs))], []) == [3]
