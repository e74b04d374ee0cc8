"""Fields: what a value must be, and what is said when it is not."""

from __future__ import annotations

import datetime
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.details.fields import TYPES, Field, ValueMistake, field_from_header, shown

from ..strategies import texts

SECTOR = Field("sector", "单位类别", "choice", choices={"school": "学校", "firm": "国有企业"})


DUTIES = Field("duties", "任务分工", "table", columns={"what": "任务", "who": "责任单位", "by": "时限"})


def field(type: str) -> Field:
    choices = {"a": "甲"} if type == "choice" else {}
    columns = {"what": "任务"} if type == "table" else {}
    return Field("one", "一项", type, choices=choices, columns=columns)


def mistake(declared: Field, typed: Any) -> str:
    with pytest.raises(ValueMistake) as refused:
        declared.value(typed)
    return str(refused.value)


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("typed", ["", "  ", "　\n"])
def test_a_blank_is_no_value(type: str, typed: str) -> None:
    assert field(type).value(typed) is None


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("char", ["\0", "\x0b", "\x1f", chr(0xD800), chr(0xDCFF), "\ufffe", "\uffff"])
def test_what_xml_cannot_carry_is_refused(type: str, char: str) -> None:
    assert mistake(field(type), f"临{char}江") == f"含有 Word 文件放不下的字符 U+{ord(char):04X}，请删掉"


@pytest.mark.parametrize("type", TYPES)
@given(
    typed=st.text()
    | st.from_regex(r"[\d年月日.,/０-９ -]*", fullmatch=True)
    | st.lists(st.none() | st.text())
)
def test_any_typed_text_is_a_value_or_explained(type: str, typed: Any) -> None:
    with suppress(ValueMistake):
        value = field(type).value(typed)
        assert value is None or shown(value).strip()


@pytest.mark.parametrize("type", TYPES)
def test_a_mapping_is_no_value(type: str) -> None:
    assert mistake(field(type), {"a": "b"}) == "这里只能填一个值，不能再分“名称: 值”"


@pytest.mark.parametrize("type", ["text", "number", "date", "choice"])
def test_a_list_is_no_single_value(type: str) -> None:
    assert mistake(field(type), ["a", "b"]) == "应当是一段文字，这里是一个列表"


class TestText:
    @given(texts())
    def test_a_text_arrives_as_typed_but_for_blanks_around_it(self, typed: str) -> None:
        assert field("text").value(typed) == typed.strip()

    def test_line_ends_become_one_kind(self) -> None:
        assert field("text").value("甲\r\n乙\r丙\n") == "甲\n乙\n丙"


class TestParagraphs:
    def test_each_line_is_a_paragraph(self) -> None:
        assert field("paragraphs").value("一段。\r\n\r\n 二段。\n") == ["一段。", "二段。"]

    def test_a_list_is_taken_as_it_is(self) -> None:
        assert field("paragraphs").value(["一段。", None, " "]) == ["一段。"]


class TestList:
    @pytest.mark.parametrize(
        "typed", ["甲、乙、丙", "甲；乙；丙", "甲;乙;丙", "甲\n乙\n丙", ["甲", " 乙 ", "丙", None]]
    )
    def test_items_stand_in_a_list_on_lines_or_between_marks(self, typed: Any) -> None:
        assert field("list").value(typed) == ["甲", "乙", "丙"]

    def test_the_strongest_mark_divides(self) -> None:
        assert field("list").value("审批、采购；用人") == ["审批、采购", "用人"]
        assert field("list").value("审批、采购；用人\n其他") == ["审批、采购；用人", "其他"]

    def test_a_comma_divides_nothing(self) -> None:
        assert field("list").value("查清底数，压实责任") == ["查清底数，压实责任"]

    def test_an_item_is_a_text(self) -> None:
        assert mistake(field("list"), ["甲", ["乙"]]) == "列表里的每一项应当是一段文字"


class TestNumber:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("12", 12),
            (" 0 ", 0),
            ("-3", -3),
            ("1,200", 1200),
            ("１２", 12),
            ("007", 7),
            ("1,234,567", 1234567),
        ],
    )
    def test_whole_numbers(self, typed: str, number: int) -> None:
        assert field("number").value(typed) == number

    def test_a_fraction_keeps_its_places(self) -> None:
        assert shown(field("number").value("3.50")) == "3.50"
        assert field("number").value("0.1") == Decimal("0.1")

    @pytest.mark.parametrize("typed", ["十二", "12件", "1,20", "1e9", "nan", "0x10", "1 2", "9" * 31, "约12"])
    def test_anything_else_is_refused(self, typed: str) -> None:
        assert mistake(field("number"), typed).startswith("应当只写数字（如 12 或 3.5），这里是“")

    def test_a_long_value_is_quoted_in_short(self) -> None:
        assert len(mistake(field("number"), "很长" * 1000)) < 60


class TestDate:
    @pytest.mark.parametrize("typed", ["2026年3月12日", "2026-03-12", "２０２６年３月１２日", "2026.3.12"])
    def test_dates_in_the_forms_people_type(self, typed: str) -> None:
        assert field("date").value(typed) == datetime.date(2026, 3, 12)

    @pytest.mark.parametrize("typed", ["2026-02-29", "2026年13月1日", "2026-04-31"])
    def test_a_day_that_never_was(self, typed: str) -> None:
        assert mistake(field("date"), typed) == f"没有“{typed}”这一天"

    @pytest.mark.parametrize("typed", ["明天", "3月12日", "12/3/2026"])
    def test_another_form(self, typed: str) -> None:
        assert (
            mistake(field("date"), typed) == f"应当是日期（如 2026年3月12日 或 2026-03-12），这里是“{typed}”"
        )


class TestChoice:
    @pytest.mark.parametrize("typed", ["school", "学校", " 学校\n"])
    def test_a_choice_is_named_by_value_or_label(self, typed: str) -> None:
        assert SECTOR.value(typed) == "school"

    def test_another_word_is_refused_and_the_nearest_named(self) -> None:
        assert mistake(SECTOR, "国企") == "不能是“国企”，可选：学校、国有企业。是不是“国有企业”？"


class TestShown:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (datetime.date(2026, 3, 2), "2026年3月2日"),
            (["甲"], "甲"),
            (["甲", "乙"], "甲和乙"),
            (["甲", "乙", "丙"], "甲、乙和丙"),
            ([], ""),
            (1200, "1200"),
        ],
    )
    def test_values_stand_in_a_speech_as_people_write_them(self, value: Any, text: str) -> None:
        assert shown(value) == text


class TestHint:
    def test_it_says_what_to_write_with_choices_and_example(self) -> None:
        declared = Field(
            "one", "一项", "choice", choices={"a": "甲", "b": "乙"}, example="甲", help="选一个。"
        )
        assert declared.hint == "选一个。可选：甲、乙。例如：甲。"

    def test_in_a_draft_it_shows_what_will_stand_there(self) -> None:
        declared = Field("one", "一项", "date", example="2026-03-12")
        assert declared.hint == "请填写一项。例如：2026年3月12日。"

    def test_where_it_is_typed_it_names_the_type_and_what_to_type(self) -> None:
        declared = Field("one", "一项", "date", example="2026-03-12")
        assert declared.typing_hint == "请填写一项（日期）。例如：2026-03-12。"


class TestDeclaration:
    """What a template's header may say of a field."""

    def test_only_a_name_is_needed(self) -> None:
        assert field_from_header("unit", {}) == Field("unit", "unit")

    def test_entries_left_empty_say_nothing(self) -> None:
        empty = dict.fromkeys(["label", "type", "default", "example", "choices", "help"])
        assert field_from_header("unit", empty) == Field("unit", "unit")

    def test_choices_are_a_list_or_values_with_labels(self) -> None:
        listed = field_from_header("one", {"type": "choice", "choices": ["甲", "乙"]})
        mapped = field_from_header("one", {"type": "choice", "choices": {"a": "甲", "b": None}})
        assert listed.choices == {"甲": "甲", "乙": "乙"}
        assert mapped.choices == {"a": "甲", "b": "b"}

    @pytest.mark.parametrize(
        ("name", "header", "message"),
        [
            ("单位", {}, "字段名只能用小写英文字母、数字和下划线，以字母开头"),
            ("unit", {"lable": "单位"}, "不认识“lable”。是不是“label”？"),
            ("unit", {"label": ["单位"]}, "label 应当是一段文字"),
            ("unit", {"label": "单位\n名称"}, "label 应当写在一行里"),
            ("unit", {"type": "int"}, "没有“int”这种类型"),
            ("unit", {"required": "yes"}, "required 只能是 true 或 false"),
            ("unit", {"type": "choice"}, "choice 类型要列出 choices"),
            ("unit", {"choices": "甲"}, "choices 应当是列表，或“值: 说明”"),
            ("unit", {"type": "choice", "choices": ["甲", None]}, "choices 的每一项应当是一段文字"),
            ("unit", {"type": "choice", "choices": [["甲"]]}, "choices 的每一项应当是一段文字"),
            ("unit", {"type": "choice", "choices": {"a": ["甲"]}}, "choices 的每一项应当是一段文字"),
            ("day", {"type": "date", "example": "明天"}, "example 不合适：应当是日期"),
            ("unit", {"type": "number", "default": "多"}, "default 不合适：应当只写数字"),
        ],
    )
    def test_a_wrong_declaration_is_explained(self, name: str, header: dict[str, Any], message: str) -> None:
        with pytest.raises(ValueMistake) as refused:
            field_from_header(name, header)
        assert message in str(refused.value)

    def test_all_that_is_wrong_is_said_together(self) -> None:
        with pytest.raises(ValueMistake) as refused:
            field_from_header("Unit", {"typ": "x", "required": "1"})
        assert str(refused.value).count("；") == 2


ROWS = [
    {"what": "修好屋面", "who": "总务处", "by": "8月20日"},
    {"what": "查清底数", "who": "", "by": ""},
]


@pytest.mark.parametrize(
    "typed",
    [
        "修好屋面｜总务处｜8月20日；查清底数",
        "修好屋面 | 总务处 | 8月20日\n\n查清底数｜｜",
        ["修好屋面｜总务处｜8月20日", "查清底数"],
        [{"任务": "修好屋面", "责任单位": "总务处", "时限": "8月20日"}, {"what": "查清底数"}],
    ],
)
def test_a_table_is_typed_on_one_line_or_a_line_a_row_or_by_its_columns(typed: Any) -> None:
    assert DUTIES.value(typed) == ROWS


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("甲｜乙｜丙｜丁", "一行最多 3 栏，写成“任务｜责任单位｜时限”，这里是“甲｜乙｜丙｜丁”"),
        ("｜总务处", "有一行没有写“任务”：｜总务处"),
        (
            [{"任务": "甲", "责任": "乙"}],
            "没有“责任”这一栏，各栏是：任务、责任单位、时限。是不是“责任单位”？",
        ),
        ([["甲"]], "每一行应当写成“任务｜责任单位｜时限”，这里是一个列表"),
    ],
)
def test_a_row_that_does_not_fit_is_told_with_what_would(typed: Any, said: str) -> None:
    assert mistake(DUTIES, typed) == said


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (None, "table 类型要写 columns，每列“英文名: 名称”"),
        ({"items": "事项"}, "不能叫 items、keys、values、get"),
        ({"what": None}, "columns 的每一列要有名称"),
        ({"a": "事项", "b": "事项"}, "columns 里有两列同名"),
    ],
)
def test_a_table_declares_its_columns(columns: Any, said: str) -> None:
    with pytest.raises(ValueMistake, match=said):
        field_from_header("duties", {"label": "分工", "type": "table", "columns": columns})


def test_only_a_table_has_columns() -> None:
    with pytest.raises(ValueMistake, match="只有 table 类型有 columns"):
        field_from_header("duties", {"label": "分工", "columns": {"what": "事项"}})
