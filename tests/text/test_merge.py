"""Three-way merge: nothing that a person wrote is lost, and what they left is as new."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.edits import Edit, apply
from generator.text.merge import Conflict, changes, differences, merge

BASE = "会议定于【讲话日期】召开，各单位要按时参会。请假的，要报办公室同意。"
FILLED = "会议定于2026年3月12日召开，各单位要按时参会。请假的，要报办公室同意。"


def merged(base: str, theirs: str, ours: str) -> str:
    return apply(theirs, merge(base, theirs, ours).edits)


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (BASE, FILLED),
        (
            "大会将在【讲话日期】举行，各单位要按时参会。请假的，要报办公室同意。",
            "大会将在2026年3月12日举行，各单位要按时参会。请假的，要报办公室同意。",
        ),
        (
            "会议定于【讲话日期】召开，各单位要提前十分钟到场。请假的，要报办公室同意。",
            "会议定于2026年3月12日召开，各单位要提前十分钟到场。请假的，要报办公室同意。",
        ),
        (BASE + "无故缺席的，会后通报。", FILLED + "无故缺席的，会后通报。"),
        ("同志们，" + BASE, "同志们，" + FILLED),
        ("各单位要按时参会。请假的，要报办公室同意。", "各单位要按时参会。请假的，要报办公室同意。"),
    ],
    ids=["untouched", "around the blank", "another clause", "added after", "added before", "removed"],
)
def test_a_blank_is_filled_wherever_the_person_left_it(theirs: str, expected: str) -> None:
    assert merged(BASE, theirs, FILLED) == expected
    assert merge(BASE, theirs, FILLED).conflicts == ()


def test_what_both_changed_differently_stays_as_the_person_wrote_it() -> None:
    theirs = BASE.replace("【讲话日期】", "下周三")
    found = merge(BASE, theirs, FILLED)
    assert found.edits == ()
    assert found.conflicts == (Conflict(4, 7, "会议定于2026年3月12日召开，"),)


def test_what_both_changed_alike_is_no_conflict() -> None:
    assert merge(BASE, FILLED, FILLED).conflicts == ()
    assert merged(BASE, FILLED + "完。", FILLED) == FILLED + "完。"


def test_sentences_that_both_added_in_one_place_are_both_kept() -> None:
    assert merged("甲要做完。", "甲要做完。乙要看。", "甲要做完。丙要查。") == "甲要做完。乙要看。丙要查。"


def test_a_sentence_that_both_added_stands_once() -> None:
    assert merged("甲要做完。", "甲要做完。乙要看。", "甲要做完。乙要看。") == "甲要做完。乙要看。"


def test_a_rewritten_clause_is_one_difference() -> None:
    (only,) = differences("要把底数摸清楚，再动手。", "要先弄明白有多少人，再动手。")
    assert only.start <= 1
    assert only.end >= 6


def test_a_number_is_changed_as_a_whole() -> None:
    (only,) = differences("共有123户", "共有143户")
    assert (only.start, only.end) == (2, 5)


texts = st.lists(
    st.sampled_from(
        ["要把账算清，", "三月底前办完。", "【单位名称】", "谁来查，", "共12户；", "办好。", "的"]
    ),
    max_size=8,
).map("".join)


@given(texts, texts)
def test_differences_turn_one_text_into_the_other(old: str, new: str) -> None:
    made, done = "", 0
    for one in differences(old, new):
        made += old[done : one.start] + new[one.new_start : one.new_end]
        done = one.end
    assert made + old[done:] == new


@given(texts, texts)
def test_where_only_one_hand_was_at_work_its_text_is_the_result(base: str, new: str) -> None:
    assert merged(base, base, new) == new
    assert merged(base, new, base) == new
    assert merged(base, new, new) == new


MARKS = "甲乙丙丁戊己庚辛壬癸"


@given(texts, st.integers(), texts)
def test_every_character_that_the_person_inserted_is_still_there(base: str, seed: int, ours: str) -> None:
    chance = random.Random(seed)
    theirs = base
    for mark in MARKS[: chance.randint(0, 10)]:
        place = chance.randint(0, len(theirs))
        theirs = theirs[:place] + mark + theirs[place + chance.choice([0, 0, 3]) :]
    kept = [mark for mark in MARKS if mark in theirs]
    result = merged(base, theirs, ours)
    assert [mark for mark in result if mark in MARKS] == [mark for mark in theirs if mark in MARKS]
    assert all(mark in result for mark in kept)


@pytest.mark.parametrize("text", ["的" * 100_000, "，" * 100_000, "甲" * 3000 + "，" * 3000])
def test_long_texts_of_one_character_are_compared_all_the_same(text: str) -> None:
    new = text[1:] + "乙"
    assert apply(text, [Edit(a, b, new[c:d]) for a, b, c, d in differences(text, new)]) == new


class TestDifferences:
    """They stand where a person would put them."""

    def said(self, old: str, new: str) -> list[tuple[str, str, str]]:
        return [
            (old[: one.start], old[one.start : one.end], new[one.new_start : one.new_end])
            for one in differences(old, new)
        ]

    def test_what_is_put_in_follows_the_word_that_it_goes_on_from(self) -> None:
        assert self.said("报县纪委", "报县纪委监委") == [("报县纪委", "", "监委")]
        assert self.said("县纪委每周抽查", "县纪委监委每周抽查") == [("县纪委", "", "监委")]

    def test_what_is_taken_out_does_not_break_up_a_word(self) -> None:
        assert self.said("一是清底；二是改造", "一是改造") == [("一是", "清底；二是", "")]


class TestSentences:
    def test_a_sentence_with_a_conflict_is_one_conflict(self) -> None:
        base = "查出隐患214处，已经改完190处。余下的要改。"
        theirs = "查出隐患214处，整改190处。余下的要改。"
        ours = "查出隐患220处，已经销号210处。余下的要快改。"
        made = merge(base, theirs, ours)
        assert [theirs[one.start : one.end] for one in made.conflicts] == ["214处，整改190"]
        assert made.conflicts[0].ours == "查出隐患220处，已经销号210处。"
        assert apply(theirs, made.edits) == "查出隐患214处，整改190处。余下的要快改。"

    def test_one_that_theirs_no_longer_has_is_told_with_ours(self) -> None:
        base = "要定下日子。自查在9月20日以前做完，清单报办公室。然后检查。"
        theirs = "要定下日子。然后检查。"
        made = merge(base, theirs, base.replace("20", "25"))
        assert (made.edits, made.conflicts) == ((), ())
        old = "自查在9月20日以前做完，清单报办公室。"
        assert made.lost == ((old, old.replace("20", "25")),)


@given(st.text(alphabet="甲乙丙,，", max_size=12), st.text(alphabet="甲乙丙,，", max_size=12))
def test_the_changes_make_the_new_text_of_the_old(old: str, new: str) -> None:
    assert apply(old, changes(old, new)) == new
