"""Details: values matched to fields, layer over layer, every mistake told at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.details.details import Details, fill, find_field, missing, parse_settings, read_entries
from generator.details.entry import Entry
from generator.details.fields import Field
from generator.errors import DetailsError, SpeechgenError
from generator.template.template import load_template

from ..conftest import DATA

UNIT = Field("unit", "单位名称", required=True)
CASES = Field("cases", "查处案件数", "number")
LENGTH = Field("length", "篇幅", "choice", default="short", choices={"short": "短", "long": "长"})
FIELDS = (UNIT, CASES, LENGTH)

WRONG = sorted((DATA / "bad_details").glob("*.yaml"))


def layer(**typed: object) -> tuple[Entry, ...]:
    return tuple(Entry(key, value, f"{key} 处") for key, value in typed.items())


def mistakes(*layers: tuple[Entry, ...]) -> tuple[str, ...]:
    with pytest.raises(DetailsError) as refused:
        fill(FIELDS, *layers)
    return refused.value.mistakes


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "details.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


class TestMatching:
    @pytest.mark.parametrize("key", ["unit", "单位名称", " 单位名称 "])
    def test_a_field_goes_by_its_name_or_its_label(self, key: str) -> None:
        assert fill(FIELDS, [Entry(key, "云溪县", "")]).values == {"unit": "云溪县"}

    def test_a_key_that_is_no_field_is_refused_and_the_nearest_named(self) -> None:
        assert mistakes(layer(单位名="云溪县")) == ("单位名 处：模板没有“单位名”这一项。是不是“单位名称”？",)

    def test_of_names_equally_near_the_first_is_named(self) -> None:
        fields = (UNIT, Field("sector", "单位类别"))
        with pytest.raises(DetailsError, match="是不是“单位名称”？"):
            fill(fields, layer(单位="云溪县"))

    def test_a_wide_equals_sign_does(self) -> None:
        assert fill(FIELDS, parse_settings(["单位名称＝云溪县"])).values == {"unit": "云溪县"}

    def test_quotes_of_a_chinese_keyboard_are_named(self) -> None:
        with pytest.raises(DetailsError, match='要加引号就用半角的 "'):
            fill(FIELDS, parse_settings(["“单位名称=云溪县”"]))

    def test_an_unknown_key_is_refused_even_when_it_is_left_empty(self) -> None:
        assert "模板没有“uint”这一项" in mistakes(layer(uint=None))[0]

    def test_a_field_given_by_name_and_label_is_given_twice(self) -> None:
        assert mistakes(layer(unit="甲", 单位名称="乙")) == (
            "单位名称 处：“单位名称”给了两次（另一处：unit 处），只留一个",
        )

    def test_no_field_is_found_for_another_key(self) -> None:
        assert find_field(FIELDS, "篇幅") is LENGTH
        assert find_field(FIELDS, "标题") is None


class TestLayers:
    def test_a_later_layer_wins(self) -> None:
        filled = fill(FIELDS, layer(unit="甲", cases="1"), layer(单位名称="乙"), layer(unit="丙"))
        assert filled == Details({"unit": "丙", "cases": "1"}, {"unit": "丙", "cases": 1})

    def test_an_entry_left_empty_leaves_what_is_under_it(self) -> None:
        assert fill(FIELDS, layer(unit="甲"), layer(unit=None)).values == {"unit": "甲"}

    def test_an_empty_text_empties_the_field(self) -> None:
        assert fill(FIELDS, layer(unit="甲"), layer(unit="")).values == {}

    def test_the_mistakes_of_all_layers_are_told_together(self) -> None:
        told = mistakes(layer(uint="甲"), layer(cases="多"), layer(length="中"))
        assert [line.partition("：")[0] for line in told] == ["uint 处", "cases 处", "length 处"]

    def test_one_mistake_is_one_line_and_more_are_counted(self) -> None:
        with pytest.raises(DetailsError, match=r"\Acases 处：“查处案件数”应当只写数字.*\Z"):
            fill(FIELDS, layer(cases="多"))
        with pytest.raises(DetailsError, match=r"\A有 2 处要改：\n  .*\n  .*\Z"):
            fill(FIELDS, layer(cases="多", length="中"))


class TestMissing:
    def test_required_fields_without_a_value_are_missing(self) -> None:
        assert list(missing(FIELDS, fill(FIELDS))) == [UNIT]
        assert list(missing(FIELDS, fill(FIELDS, layer(unit="甲")))) == []

    def test_a_blank_does_not_fill_a_field(self) -> None:
        assert list(missing(FIELDS, fill(FIELDS, layer(unit=" ")))) == [UNIT]

    def test_a_default_does(self) -> None:
        assert list(missing([Field("unit", "单位名称", required=True, default="我市")], fill(FIELDS))) == []


class TestSettingOption:
    """`-s name=value`."""

    def test_all_after_the_first_equals_sign_is_the_value(self) -> None:
        assert parse_settings(["unit=a=b", " 篇幅 ="]) == (
            Entry("unit", "a=b", "-s unit=…"),
            Entry("篇幅", "", "-s 篇幅=…"),
        )

    def test_what_has_no_equals_sign_or_no_name_is_refused_together(self) -> None:
        with pytest.raises(DetailsError) as refused:
            parse_settings(["unit", "=甲", "a=b"])
        assert [line.partition("：")[0] for line in refused.value.mistakes] == ["-s unit", "-s =甲"]


class TestFile:
    def test_an_entry_knows_its_file_and_line(self, write: Callable[[str], Path]) -> None:
        path = write("# 说明\n单位名称: 云溪县\n")
        assert read_entries(path) == (Entry("单位名称", "云溪县", f"{path} 第 2 行"),)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
    def test_files_in_the_encodings_of_offices_are_read(
        self, encoding: str, write: Callable[[bytes], Path]
    ) -> None:
        path = write("单位名称: 云溪县“一把手”\r\n".encode(encoding))
        assert read_entries(path)[0].typed == "云溪县“一把手”"

    @pytest.mark.parametrize("content", ["", "# 还没填\n", "单位名称:\n查处案件数:\n"])
    def test_an_empty_file_is_no_details(self, content: str, write: Callable[[str], Path]) -> None:
        assert fill(FIELDS, read_entries(write(content))) == Details({}, {})

    @pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
    def test_a_wrong_file_is_refused_with_every_mistake(
        self, path: Path, meeting: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """tests/data/bad_details/NAME.yaml with the whole message in NAME.txt."""
        monkeypatch.chdir(path.parent)
        with pytest.raises(SpeechgenError) as refused:
            fill(load_template(meeting).fields, read_entries(Path(path.name)))
        assert str(refused.value) == path.with_suffix(".txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("typed", ["无", " 暂无 ", "/", "-", "—", ["无"], ["/", "-"]])
def test_a_word_for_nothing_is_the_same_as_nothing(typed: str | list[str]) -> None:
    field = Field("tasks", "任务", "list")
    details = fill([field], [Entry("tasks", typed, "")])
    assert (details.typed, details.values, details.nothing) == ({}, {}, ("任务",))


def test_it_is_so_for_numbers_and_dates_too() -> None:
    fields = [Field("cases", "案件数", "number"), Field("date", "讲话日期", "date", required=True)]
    assert fill(fields, [Entry("cases", "无", ""), Entry("date", "待定", "")]).nothing == (
        "案件数",
        "讲话日期",
    )
