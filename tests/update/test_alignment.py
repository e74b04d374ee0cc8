"""Which paragraph comes from which."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.update.alignment import align

BASE = [
    "同志们：",
    "今天召开会议，部署汛前准备工作，主要是把隐患排查清楚。",
    "排查隐患",
    "要逐段查看堤防，发现渗漏当天报告，由水利站登记造册。",
    "要核对水库放水设施，闸门启闭试过一遍，责任人签字。",
    "落实责任",
    "要把值班表排到每一天，领导带班，不得脱岗。",
]


def pairs(other: list[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(match.base, match.other) for match in align(BASE, other)]


def test_what_is_the_same_matches_itself() -> None:
    assert pairs(BASE) == [((index,), (index,)) for index in range(len(BASE))]


def test_an_edited_paragraph_is_found_between_its_neighbours() -> None:
    other = [*BASE[:3], "要逐段查看堤防和涵洞，发现渗漏一小时内报告，由镇水利站登记。", *BASE[4:]]
    assert ((3,), (3,)) in pairs(other)


def test_an_added_paragraph_matches_nothing() -> None:
    other = [*BASE[:4], "沿河的几个村还要再走一遍夜路。", *BASE[4:]]
    assert [there for _, (there,) in pairs(other)] == [0, 1, 2, 3, 5, 6, 7]


def test_a_removed_paragraph_is_in_no_match() -> None:
    assert 3 not in {here for (here,), _ in pairs([*BASE[:3], *BASE[4:]])}


def test_a_moved_section_is_found_where_it_is_now() -> None:
    other = [*BASE[:2], *BASE[5:], *BASE[2:5]]
    assert sorted(pairs(other)) == [
        ((0,), (0,)), ((1,), (1,)), ((2,), (4,)), ((3,), (5,)), ((4,), (6,)), ((5,), (2,)), ((6,), (3,)),
    ]  # fmt: skip


def test_the_parts_of_a_split_paragraph_match_it_together() -> None:
    other = [*BASE[:3], "要逐段查看堤防，发现渗漏当天报告，", "由水利站登记造册。", *BASE[4:]]
    assert ((3,), (3, 4)) in pairs(other)


def test_a_joined_paragraph_matches_both() -> None:
    other = [*BASE[:3], BASE[3] + BASE[4], *BASE[5:]]
    assert ((3, 4), (3,)) in pairs(other)


def test_an_edited_heading_is_found() -> None:
    other = [*BASE[:5], "把责任落到人头", BASE[6]]
    assert ((6,), (6,)) in pairs(other)


paragraphs = st.lists(st.text(alphabet="要查清底数，逐项办。一二", min_size=1, max_size=12), max_size=8)


@given(paragraphs, paragraphs)
def test_no_paragraph_is_in_two_matches(base: list[str], other: list[str]) -> None:
    matches = align(base, other)
    for side in ("base", "other"):
        places = [place for match in matches for place in getattr(match, side)]
        assert len(places) == len(set(places))


@given(paragraphs)
def test_a_list_aligned_with_itself_is_all_matched(base: list[str]) -> None:
    assert len(align(base, base)) == len(base)
