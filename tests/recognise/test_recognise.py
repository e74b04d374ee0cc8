"""Recognising loses nothing, whatever it is given, and takes its time only once."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import FileError
from generator.formats import plaintext
from generator.model.speech import Role
from generator.recognise import MOST_LINES, Paragraph, Placed, Recognised, recognise
from generator.recognise.wrapped import paragraphs_of

from ..growth import assert_linear, seconds
from ..strategies import texts

LINES = (
    "在全县防汛工作会议上的讲话", "（2024年5月12日）", "县长　周启明", "同志们：", "大家好！",
    "——在会上的讲话", "一、摸清底数", "（一）到户。逐户登记。", "1.", "1. 清点", "2、清点；",
    "第一，要快。快了才稳。", "第一部分 去年", "一、二、三产业", "同志们！", "最后，我再说一句。",
    "谢谢大家！", "发布时间：2024-05-20", "当前位置：首页 > 讲话", "版权所有", "参考文献：",
    "图为会场", "第1页 共3页", "篇二：另一篇", "以上意见，请讨论。", "8:30 点名", "在 全 县 大 会 上",
    "【打印】", "-----", "二〇二四年五月", "要把账算清。算清了才好办。", "一是快。",
    "（根据录音整理）", "（2024年5月12日 根据录音整理）", "李明", "市长：李明", "一、",
    "原标题：在会上的讲话", "全文如下：", "目录：", "收藏之家欢迎您！", "【在会上的讲话】", "某某网",
    "2024-05-20", "本文共3000字", "在大会上的讲话今天开会。" + "好" * 60,
    "一、把眼前的事看清楚今年以来，进展很快。", "（2024年5月12日上午，大礼堂）",
    "二、提高认识：各级都要动起来，", "1、" + "好" * 130, "2、接着说", "2、" + "好" * 130, "3、说完。",
    "党课：守好本分（全文5120字）", "副县长（2024年5月12日）", "――李明", "首页 > 讲话 > 正文",
    "讲话稿范文一：",
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
        is_link=st.booleans(),
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


@given(st.lists(st.one_of(_MARKED, st.sampled_from(LINES)), max_size=20))
def test_the_role_of_a_paragraph_is_that_of_the_part_it_is_in(lines: list[str]) -> None:
    marked = [f"丙{place}丁{line}" for place, line in enumerate(lines)]
    found = recognise(map(Paragraph, marked))
    parts = {place: part for part in found.speech.paragraphs() for place in marks(part.text)}
    assert found.roles.keys() == parts.keys()
    for place, part in parts.items():
        if letters(marked[place]) <= letters(part.text):
            assert found.roles[place].role is part.role


def marks(text: str) -> list[int]:
    return [int(place) for place in re.findall(r"丙(\d+)丁", text)]


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (["首页", "在会上的讲话", "（2024年5月12日）", "同志们：", "今天开会。"], "－题署称引"),
        (["在全县防汛", "工作会议上的讲话", "县长　周启明", "同志们：", "今天开会。"], "题题署称引"),
        (["今天开会，把账算清楚。", "一、摸清底数", "逐户登记。", "最后，我再说一句。"], "引1文尾"),
        (["今天开会，把账算清楚。", "一、摸清底数。逐户登记，一户不漏。"], "引①"),
        (["今天开会，把账算清楚。", "一、", "摸清底数", "逐户登记。"], "引11文"),
        (["今天开会，把账算清楚。", "一、摸清底数", "（一）到户", "逐户登记。"], "引12文"),
        (["在全县防汛工作会议上的讲话\n（2024年5月12日）", "同志们：", "今天开会。"], "题称引"),
        (["同志们：今天开会，把账算清。", "第二段。", "谢谢大家！"], "引引尾"),
        (
            ["今天开会，把账算清楚。", "第二段也是一句完整的话。", "第三段也是。", "周启明", "2024年5月12日"],
            "引引引署署",
        ),
    ],
)
def test_each_paragraph_of_the_file_has_the_role_that_a_reader_would_say(
    lines: list[str], roles: str
) -> None:
    """A digit is a heading's level, one in a circle that of a heading with text behind it."""
    found = recognise(map(Paragraph, lines)).roles
    assert "".join(shown(found.get(place)) for place in range(len(lines))) == roles


def shown(placed: Placed | None) -> str:
    if placed is None:
        return "－"
    if placed.level:
        return str(placed.level) if placed.role is Role.HEADING else chr(ord("①") + placed.level - 1)
    return {
        Role.TITLE: "题",
        Role.BYLINE: "署",
        Role.SALUTATION: "称",
        Role.PREAMBLE: "引",
        Role.BODY: "文",
        Role.CLOSING: "尾",
    }[placed.role]


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
        ("版权所有", "版权和网站信息"),
    ]


def test_the_pages_of_a_preview_are_one_text_again() -> None:
    found = recognise(
        [Paragraph("1、" + "说" * 150 + "关心"), Paragraph("2、粮库的同志。"), Paragraph("完了。")]
    )
    assert found.speech.preamble[0] == "说" * 150 + "关心粮库的同志。"
    assert [dropped.text for dropped in found.dropped] == ["1、", "2、"]


def test_numbered_points_are_no_pages_of_a_preview() -> None:
    points = ["1、" + "说" * 150 + "。", "2、粮库的同志要勤走勤看。"]
    found = recognise(map(Paragraph, ["大家好。", *points]))
    assert not found.dropped


def test_a_paragraph_knows_the_lines_of_the_file_that_it_is_made_of() -> None:
    line = "这一行是在固定的宽度上切断的，到了这里还没有说"
    text = f"同志们：\n\n{line}完，\n{line}了，\n{line}到，\n接着说完了。\n一、摸清底数"
    assert [(one.text[:4], one.places) for one in paragraphs_of(text)] == [
        ("同志们：", (0,)),
        ("这一行是", (2, 3, 4, 5)),
        ("一、摸清", (6,)),
    ]


def test_nothing_is_no_speech() -> None:
    assert list(recognise([]).speech.texts) == []


def test_a_title_from_outside_is_taken_where_the_text_has_none() -> None:
    found = recognise([Paragraph("同志们："), Paragraph("今天开会。")], "在会上的讲话_某网")
    assert found.speech.title == "在会上的讲话"


def speech_of(*lines: str) -> Recognised:
    return recognise(map(Paragraph, ["在会上的讲话", "同志们：", *lines]))


class TestANumberOnItsOwnLine:
    @pytest.mark.parametrize("number", ["一、", "（一）", "1.", "（1）", "第一部分", "第一，"])
    def test_belongs_to_the_heading_after_it(self, number: str) -> None:
        found = speech_of("今天讲一点。", number, "摸清底数", "要逐户登记，月底报到县里，一户也不能漏。")
        assert [section.heading for section in found.speech.sections] == ["摸清底数"]

    @pytest.mark.parametrize("after", ["要逐户登记，月底报到县里。", "二、排好人手", "要" * 61, "各位同志："])
    def test_is_not_put_before_what_is_no_heading(self, after: str) -> None:
        found = speech_of("今天讲一点。", "一、", after)
        assert "一、" in everything(found)


class TestNumbersThatSkipOrRepeat:
    def test_are_told(self) -> None:
        found = speech_of("一、甲", "做甲。", "二、乙", "做乙。", "四、丁", "做丁。", "五、戊", "做戊。")
        assert found.oddities == ("“丁”原来编为四，前面一个是二，现在编为三",)

    def test_at_any_level(self) -> None:
        lines = [
            "一、甲",
            "（一）天",
            "做天。",
            "（一）地",
            "做地。",
            "二、乙",
            "（一）人",
            "做人。",
            "（三）物",
            "做物。",
        ]
        assert speech_of(*lines).oddities == (
            "“地”原来编为一，前面一个是一，现在编为二",
            "“物”原来编为三，前面一个是一，现在编为二",
        )

    def test_and_so_is_a_first_that_is_none(self) -> None:
        found = speech_of("二、乙", "做乙。", "三、丙", "做丙。")
        assert found.oddities == ("“乙”原来编为二，现在编为一",)

    def test_numbers_in_order_are_nothing_to_tell(self) -> None:
        assert speech_of("一、甲", "做甲。", "二、乙", "做乙。", "第三，丙", "做丙。").oddities == ()


class TestAPageNumber:
    def test_is_no_text_where_pages_count_on(self) -> None:
        found = speech_of("今天讲一点。", "— 1 —", "就这些事。", "— 2 —")
        assert found.speech.preamble[0] == "今天讲一点。"
        assert [(one.text, one.place) for one in found.dropped] == [("— 1 —", "inside"), ("— 2 —", "inside")]

    def test_a_number_by_itself_is_text(self) -> None:
        found = speech_of("今天讲一点。", "36", "就这些事。")
        assert "36" in found.speech.preamble


def test_more_lines_than_a_speech_has_are_refused() -> None:
    with pytest.raises(FileError, match="不像一篇讲话稿"):
        recognise(Paragraph("一") for _ in range(MOST_LINES + 1))


UNITS = (
    "（", "“", "《", " ", "　", "一", "1", "、", "一、", "：", "\t", "同志们", "<", "第", "-", "×", "讲话",
    "2024年", "在", "。 ",
)  # fmt: skip


def read_repeated(unit: str, size: int) -> None:
    text = unit * (size // len(unit))
    with suppress(FileError):
        plaintext.read(text)
    plaintext.read("同志们：\n今天开会。\n一、" + text)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length(unit: str) -> None:
    assert_linear(partial(read_repeated, unit), 100_000)


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_a_million_characters_take_seconds(unit: str) -> None:
    assert seconds(partial(read_repeated, unit), 1_000_000) < 60


REPEATED = ("一、摸清底数", "同志们：", "今天开会。", "在会上的讲话", "版权所有", "1.", "李明")


@pytest.mark.parametrize("line", REPEATED)
def test_time_grows_with_the_number_of_lines(line: str) -> None:
    assert_linear(lambda size: recognise([Paragraph(line)] * size), MOST_LINES // 10)


@pytest.mark.slow
@pytest.mark.parametrize("line", REPEATED)
def test_as_many_lines_as_are_taken_take_seconds(line: str) -> None:
    assert seconds(lambda size: recognise([Paragraph(line)] * size), MOST_LINES) < 60
