"""YAML as people write it: texts as typed, with their lines."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.details.yaml import YamlError, YamlMapping, read_mapping

PIECES = (
    "甲", ":", ": ", "：", "\n", "\n  ", "- ", "[", "]", "{", "}", ",", "'", '"', "|", ">", "#", " #",
    "&a ", "*a", "!!str ", "? ", "---\n", "...\n", "%YAML 1.1\n", "~", "\t", "\\", "\r\n", "\x85", "\ufeff",
    "<<: ", "@", "`",
)  # fmt: skip


def mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(YamlError) as refused:
        read_mapping(text, "表.yaml")
    return refused.value.mistakes


@pytest.mark.parametrize(
    "typed", ["007", "1.10", "yes", "no", "2026-03-12", "0x1F", "1e3", "12:30", "云溪县"]
)
def test_a_value_is_the_text_as_typed(typed: str) -> None:
    assert read_mapping(f"值: {typed}", "表.yaml").values == {"值": typed}


def test_an_empty_value_is_none_and_a_quoted_one_a_text() -> None:
    mapping = read_mapping("空:\n波浪: ~\n引号: ''\n字: 'null'", "表.yaml")
    assert mapping.values == {"空": None, "波浪": None, "引号": "", "字": "null"}


def test_lists_and_mappings_nest() -> None:
    assert read_mapping("表: [甲, {乙: 丙}]", "表.yaml").values == {"表": ["甲", {"乙": "丙"}]}


def test_each_key_knows_its_line() -> None:
    assert read_mapping("# 说明\n甲: 1\n\n乙: |\n  多\n  行\n丙: 2", "表.yaml").lines == {
        "甲": 2,
        "乙": 4,
        "丙": 7,
    }


def test_lines_count_from_where_the_text_begins() -> None:
    assert read_mapping("甲: 1", "表.yaml", first_line=2).lines == {"甲": 2}


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有说明\n", "~", "---\n...\n"])
def test_nothing_written_is_an_empty_mapping(text: str) -> None:
    assert read_mapping(text, "表.yaml") == YamlMapping({})


def test_windows_line_ends_do_not_matter() -> None:
    mapping = read_mapping("甲: 1\r\n乙: |\r\n  多\r\n  行\r\n", "表.yaml")
    assert mapping.values == {"甲": "1", "乙": "多\n行\n"}


def test_a_message_names_the_source_and_the_line() -> None:
    with pytest.raises(YamlError, match=r"^表\.yaml：第 2 行："):
        read_mapping("甲: 1\n乙: 丙: 丁", "表.yaml")


def test_all_duplicate_keys_are_reported() -> None:
    assert mistakes("甲: 1\n甲: 2\n乙: {丙: 1, 丙: 2}") == (
        "第 2 行：“甲”重复了（第 1 行已经有），只留一个",
        "第 3 行：“丙”重复了（第 3 行已经有），只留一个",
    )


@pytest.mark.parametrize(("text", "what"), [("- 甲\n- 乙", "一个列表"), ("只是一句话", "一段文字")])
def test_anything_but_a_mapping_is_refused(text: str, what: str) -> None:
    assert mistakes(text) == (f"应当是一行一个“名称: 值”，这里却是{what}",)


def test_a_second_document_is_refused() -> None:
    assert mistakes("甲: 1\n---\n乙: 2") == ("第 2 行：多了一行 ---，一个文件里只写一份",)


@pytest.mark.parametrize("text", ["甲: &x [1]\n乙: *x", "甲: &x 1\n乙: *x", "甲: 1\n乙: *nobody"])
def test_aliases_are_refused_with_their_line(text: str) -> None:
    assert "第 2 行：用了 YAML 的引用" in mistakes(text)[0]


def test_an_alias_bomb_is_refused_at_once() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    assert "引用" in mistakes("a0: &a0 [哈]\n" + "\n".join(levels))[0]


@pytest.mark.parametrize(
    "text", ["甲: " + "[" * 50_000, "甲:\n  " + "- " * 50_000 + "x", "甲: " + "{a: " * 5000]
)
def test_deep_nesting_is_refused_and_not_followed(text: str) -> None:
    assert "嵌套太深" in mistakes(text)[-1]


def test_endless_lists_are_refused() -> None:
    assert "内容太多" in mistakes("甲: [" + "1," * 200_000 + "]")[-1]


def test_a_key_is_a_text() -> None:
    assert mistakes("[甲, 乙]: 丙") == ("第 1 行：冒号前面应当是名称，一段文字",)


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\ufffe", "\ud800"])
def test_a_control_character_is_refused_with_its_line(char: str) -> None:
    (mistake,) = mistakes(f"甲: 1\n乙: 有{char}字")
    assert mistake == f"第 2 行：有看不见的控制字符 U+{ord(char):04X}，请删掉：乙: 有□字"


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
def test_any_text_is_a_mapping_or_refused(text: str) -> None:
    with suppress(YamlError):
        mapping = read_mapping(text, "表.yaml")
        assert mapping.values.keys() == mapping.lines.keys()


def test_tags_make_no_objects() -> None:
    assert read_mapping("甲: !!python/object/apply:os.system [ls]", "表.yaml").values == {"甲": ["ls"]}
