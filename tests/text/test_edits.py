"""Edit: a change to a text as a value."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.text.edits import Edit, apply, without_overlaps

SPANS = st.tuples(st.integers(0, 9), st.integers(0, 9))
EDITS = st.lists(
    st.builds(lambda span, text: Edit(min(span), max(span), text), SPANS, st.text("甲乙", max_size=2)),
    max_size=5,
)


def test_edits_are_carried_out_where_they_stand_in_the_old_text():
    assert (
        apply("同志们:开会,散会.", [Edit(3, 4, "："), Edit(6, 7, "，"), Edit(9, 10, "。")])
        == "同志们：开会，散会。"
    )


def test_an_edit_without_a_span_inserts():
    assert apply("3～5%", [Edit(1, 1, "%")]) == "3%～5%"


def test_of_two_that_overlap_the_first_counts():
    assert apply("甲乙丙", [Edit(1, 3, "丁"), Edit(0, 2, "戊")]) == "戊丙"


def test_the_same_edit_twice_is_one():
    assert apply("甲乙", [Edit(0, 1, ""), Edit(0, 1, "")]) == "乙"


def test_an_edit_moves_with_its_text():
    assert Edit(1, 2, "，").shift(3) == Edit(4, 5, "，")


@given(EDITS)
def test_no_two_of_those_kept_overlap(edits):
    kept = without_overlaps(edits)
    assert all(first.end <= second.start for first, second in pairwise(kept))


@given(EDITS)
def test_the_order_in_which_they_are_given_does_not_matter(edits):
    assert apply("〇一二三四五六七八九", edits) == apply("〇一二三四五六七八九", reversed(edits))
