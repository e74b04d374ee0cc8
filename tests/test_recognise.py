"""Recognising loses nothing, whatever it is given, and takes its time only once."""

from __future__ import annotations

import re
import time
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import plaintext
from generator.errors import FileError
from generator.recognise import MOST_LINES, Paragraph, Recognised, recognise

from .strategies import texts

LINES = (
    "在全县防汛工作会议上的讲话", "（2024年5月12日）", "县长　周启明", "同志们：", "大家好！",
    "——在会上的讲话", "一、摸清底数", "（一）到户。逐户登记。", "1.", "1. 清点", "2、清点；",
    "第一，要快。快了才稳。", "第一部分 去年", "一、二、三产业", "同志们！", "最后，我再说一句。",
    "谢谢大家！", "发布时间：2024-05-20", "当前位置：首页 > 讲话", "版权所有", "参考文献：",
    "图为会场", "第1页 共3页", "篇二：另一篇", "以上意见，请讨论。", "8:30 点名", "在 全 县 大 会 上",
    "【打印】", "-----", "二〇二四年五月", "要把账算清。算清了才好办。", "一是快。",
    "（根据录音整理）", "李明", "一、", "二、提高认识：各级都要动起来，",
)  # fmt: skip
"""What means something to recognition."""

_MARKED = st.integers(0, 10**6).map(lambda number: f"甲{number}乙")
_PIECES = st.one_of(st.sampled_from(LINES), texts(3), _MARKED)


@st.composite
def paragraphs(draw: st.DrawFn) -> list[Paragraph]:
    """Paragraphs of every look, made of lines that mean something and of any text."""
    make = st.builds(
        Paragraph,
        text=st.lists(_PIECES, min_size=1, max_size=3).map("".join),
        alignment=st.sampled_from(["", "center", "right"]),
        bold=st.booleans(),
        size=st.sampled_from([0.0, 16.0, 22.0]),
        level=st.sampled_from([None, None, 0, 1, 2]),
        number=st.sampled_from(["", "", "一、", "（一）", "1."]),
    )
    return draw(st.lists(make, max_size=14))


def letters(text: str) -> Counter[str]:
    """The letters of a text but those that a number, a date's brackets or a label is made of."""
    kept = re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]", "", text)
    return Counter(char for char in kept if char.isalnum() and char not in NUMBERS)


NUMBERS = (
    "零〇一二三四五六七八九十第部分大章节个方面问题点条件事项要求意见工作0123456789"
    + "①②③④⑤⑥⑦⑧⑨⑩讲话发言人时间日期主致辞报告演会议召开姓名领导篇范文例本"
)
"""What the numbers of headings and the labels of a byline are made of."""


def everything(found: Recognised) -> str:
    return "".join([*found.speech.texts, *(dropped.text for dropped in found.dropped)])


@given(paragraphs())
def test_every_letter_is_in_the_speech_or_in_what_was_dropped(given_: list[Paragraph]) -> None:
    found = recognise(given_)
    assert letters(everything(found)) == letters("".join(one.number + one.text for one in given_))


@given(st.lists(st.one_of(_MARKED, st.sampled_from(LINES)), max_size=20))
def test_every_line_of_the_body_is_there_once(lines: list[str]) -> None:
    marked = [f"丙{place}丁{line}" for place, line in enumerate(lines)]
    text = everything(recognise(map(Paragraph, marked)))
    assert all(text.count(f"丙{place}丁") == 1 for place in range(len(lines)))


@given(st.lists(texts(), max_size=8).map("\n".join))
def test_any_text_can_be_read(text: str) -> None:
    found = plaintext.read(text)
    assert all(one.reason and one.text for one in found.dropped)


def test_why_a_line_was_dropped_is_said() -> None:
    found = recognise(
        map(Paragraph, ["当前位置：首页", "在会上的讲话", "同志们：", "今天开会。", "版权所有"])
    )
    assert [(one.text, one.reason) for one in found.dropped] == [
        ("当前位置：首页", "网页导航"),
        ("版权所有", "正文之后的内容"),
    ]


def test_nothing_is_no_speech() -> None:
    assert list(recognise([]).speech.texts) == []


def test_a_title_from_outside_is_taken_where_the_text_has_none() -> None:
    found = recognise([Paragraph("同志们："), Paragraph("今天开会。")], "在会上的讲话_某网")
    assert found.speech.title == "在会上的讲话"


def test_more_lines_than_a_speech_has_are_refused() -> None:
    with pytest.raises(FileError, match="不像一篇讲话稿"):
        recognise(Paragraph("一") for _ in range(MOST_LINES + 1))


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "“",
        "《",
        " ",
        "　",
        "一",
        "1",
        "、",
        "一、",
        "：",
        "\t",
        "同志们",
        "<",
        "第",
        "-",
        "×",
        "讲话",
        "2024年",
        "在",
        "。 ",
    ],
)
def test_a_million_characters_take_seconds(unit: str) -> None:
    text = unit * (10**6 // len(unit))
    start = time.process_time()
    with suppress(FileError):
        plaintext.read(text)
    plaintext.read("同志们：\n今天开会。\n一、" + text)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "line", ["一、摸清底数", "同志们：", "今天开会。", "在会上的讲话", "版权所有", "1.", "李明"]
)
def test_a_hundred_thousand_lines_take_seconds(line: str) -> None:
    start = time.process_time()
    recognise([Paragraph(line)] * MOST_LINES)
    assert time.process_time() - start < 20
