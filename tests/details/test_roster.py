"""Rosters: read from .csv and .yaml, their columns matched to fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.details.entry import Entry
from generator.details.fields import Field
from generator.details.roster import RosterError, Row, match, read_roster, require_known
from generator.details.roster.csv_file import read_csv, write_csv
from generator.details.roster.table import LONGEST_CELL, letters
from generator.errors import SpeechgenError

FIELDS = (
    Field("unit", "单位名称", required=True),
    Field("date", "讲话日期", type="date"),
    Field("tasks", "重点任务（一项一条）", type="list"),
)


def written(folder: Path, text: str, name: str = "名册.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def refusal(path: Path, **options: str) -> str:
    with pytest.raises(SpeechgenError) as refused:
        read_roster(path, **options)
    return str(refused.value)


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_what_spreadsheets_save_is_read(self, tmp_path: Path, encoding: str) -> None:
        table = read_roster(
            written(tmp_path, "单位名称,讲话日期\r\n青石镇,2026-03-12\r\n", encoding=encoding)
        )
        assert table.columns == ("单位名称", "讲话日期")
        assert table.rows == (Row(2, ("青石镇", "2026-03-12")),)

    @pytest.mark.parametrize("mark", [",", "\t", ";"])
    def test_cells_stand_between_commas_tabs_or_semicolons(self, tmp_path: Path, mark: str) -> None:
        table = read_roster(
            written(tmp_path, f"单位名称{mark}讲话日期\n青石镇{mark}3,5\n".replace("3,5", "三"))
        )
        assert table.rows[0].values == ("青石镇", "三")

    def test_a_cell_can_have_lines_and_quotes(self, tmp_path: Path) -> None:
        table = read_roster(written(tmp_path, '单位名称,事例\n青石镇,"甲\n""乙"", 丙"\n白鹤镇,丁\n'))
        assert [row.values for row in table.rows] == [("青石镇", '甲\n"乙", 丙'), ("白鹤镇", "丁")]

    def test_rows_are_counted_as_the_spreadsheet_counts(self, tmp_path: Path) -> None:
        table = read_roster(written(tmp_path, '\n单位名称,事例\n\n青石镇,"甲\n乙"\n,\n白鹤镇,\n'))
        assert [row.number for row in table.rows] == [4, 6]

    def test_an_empty_cell_says_nothing(self, tmp_path: Path) -> None:
        assert read_roster(written(tmp_path, "单位名称,日期\n青石镇,　 \n")).rows[0].values == (
            "青石镇",
            None,
        )

    def test_a_column_without_header_and_without_values_is_none(self, tmp_path: Path) -> None:
        assert read_roster(written(tmp_path, "单位名称,,\n青石镇,,\n")).columns == ("单位名称",)

    def test_values_without_a_header_are_told_with_their_row(self, tmp_path: Path) -> None:
        table = read_roster(written(tmp_path, "单位名称\n青石镇\n白鹤镇,多出来的\n"))
        assert table.columns == ("单位名称", "B 列（没有表头，第 3 行有内容）")

    def test_quotes_that_do_not_close_are_refused_with_their_row(self, tmp_path: Path) -> None:
        assert "第 3 行（文件的第 4 行）起引号不成对" in refusal(
            written(tmp_path, '单位名称\n青石镇\n"白鹤镇\n柳溪镇\n')
        )

    def test_a_cell_of_a_million_characters_fails_its_row_only(self, tmp_path: Path) -> None:
        table = read_roster(written(tmp_path, f"单位名称\n{'长' * 1_000_000}\n青石镇\n"))
        assert table.rows[0].mistakes == (f"A2 单元格有 1000000 个字，一格最多 {LONGEST_CELL} 个，请删短",)
        assert table.rows[1] == Row(3, ("青石镇",))

    @given(
        st.lists(
            st.lists(
                st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")), min_size=2, max_size=4
            ),
            min_size=1,
        )
    )
    def test_what_was_written_is_read(self, lines: list[list[str]]) -> None:
        table = read_csv(write_csv([["甲", "乙", "丙", "丁"], *lines, ["末"]]), "名册.csv")
        filled = [line for line in lines if any(map(str.strip, line))]
        expected = [
            tuple(cell if cell.strip() else None for cell in (line + [""] * 4)[:4]) for line in filled
        ]
        assert [row.values for row in table.rows[:-1]] == expected


class TestYaml:
    def test_every_item_is_a_unit(self, tmp_path: Path) -> None:
        text = "- 单位名称: 青石镇\n  重点任务: [甲, 乙]\n- 讲话日期: 2026-03-12\n  单位名称: 白鹤镇\n"
        table = read_roster(written(tmp_path, text, "名册.yaml"))
        assert table.columns == ("单位名称", "重点任务", "讲话日期")
        assert [row.values for row in table.rows] == [
            ("青石镇", ["甲", "乙"], None),
            ("白鹤镇", None, "2026-03-12"),
        ]
        assert table.counter == "项"

    def test_the_details_of_one_unit_are_no_roster(self, tmp_path: Path) -> None:
        assert "应当是一个列表，一个单位一项" in refusal(written(tmp_path, "单位名称: 青石镇\n", "名册.yaml"))

    def test_an_item_that_is_no_mapping_is_refused_with_its_line(self, tmp_path: Path) -> None:
        assert "第 2 行：这一项应当是一行一个“名称: 值”" in refusal(
            written(tmp_path, "- 单位名称: 青石镇\n- 白鹤镇\n", "名册.yml")
        )

    def test_a_key_given_twice_is_refused_with_its_line(self, tmp_path: Path) -> None:
        assert "第 2 行：“单位名称”重复了" in refusal(
            written(tmp_path, "- 单位名称: 青石镇\n  单位名称: 白鹤镇\n", "名册.yaml")
        )

    def test_an_empty_list_is_refused(self, tmp_path: Path) -> None:
        assert "一个单位也没有" in refusal(written(tmp_path, "[]\n", "名册.yaml"))

    def test_a_long_roster_is_read(self, tmp_path: Path) -> None:
        text = "".join(f"- {{单位名称: 青石{number}镇, 甲: 1, 乙: 2}}\n" for number in range(30_000))
        assert len(read_roster(written(tmp_path, text, "名册.yaml")).rows) == 30_000


class TestRefused:
    def test_an_empty_file(self, tmp_path: Path) -> None:
        assert "里面什么也没有" in refusal(written(tmp_path, ""))

    def test_a_header_and_no_row(self, tmp_path: Path) -> None:
        assert "只有表头，一个单位也没有。请从第 2 行起" in refusal(
            written(tmp_path, "单位名称,讲话日期\n,\n")
        )

    def test_a_file_of_another_kind(self, tmp_path: Path) -> None:
        assert "名册应当是 .xlsx、.csv 或 .yaml 文件" in refusal(written(tmp_path, "x", "名册.docx"))

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert "没有这个文件" in refusal(tmp_path / "无.csv")

    def test_a_sheet_of_a_file_without_sheets(self, tmp_path: Path) -> None:
        assert "请去掉 --sheet" in refusal(written(tmp_path, "单位名称\n青石镇\n"), sheet="名册")


class TestMatch:
    @pytest.mark.parametrize(
        "header",
        ["单位名称", "unit", " 单位名称 ", "单位名称*", "单位名称 ＊", "ｕｎｉｔ", "单位名称（必填）"],
    )
    def test_a_column_is_found_by_name_or_label(self, tmp_path: Path, header: str) -> None:
        table = read_roster(written(tmp_path, f"{header}\n青石镇\n"))
        assert match(table, FIELDS, "名册").fields == (FIELDS[0],)

    def test_half_width_brackets_are_as_good_as_full_width_ones(self, tmp_path: Path) -> None:
        table = read_roster(written(tmp_path, "重点任务(一项一条)\n甲\n"))
        assert match(table, FIELDS, "名册").fields == (FIELDS[2],)

    def test_two_columns_for_one_field_are_refused(self, tmp_path: Path) -> None:
        table = read_roster(written(tmp_path, "单位名称,unit\n青石镇,白鹤镇\n"))
        with pytest.raises(RosterError, match="“单位名称”有 2 列：单位名称、unit。一项只留一列"):
            match(table, FIELDS, "名册.csv")

    def test_columns_that_match_no_field_are_told_with_the_nearest(self, tmp_path: Path) -> None:
        table = read_roster(written(tmp_path, "单位名,单位名称,备注\n甲,乙,丙\n"))
        matched = match(table, FIELDS, "名册.csv")
        assert matched.unknown == ("单位名", "备注")
        with pytest.raises(
            RosterError, match="有 2 列模板里没有，没有写任何文件：\n  “单位名”。是不是“单位名称”？\n  “备注”"
        ):
            require_known(matched, FIELDS, "名册.csv")

    def test_the_filled_cells_of_a_row_are_its_entries(self, tmp_path: Path) -> None:
        table = read_roster(written(tmp_path, "备注,讲话日期,单位名称\n甲,,青石镇\n"))
        matched = match(table, FIELDS, "名册.csv")
        assert matched.entries(table.rows[0]) == (Entry("unit", "青石镇", "名册第 2 行"),)


@given(st.integers(0, 20_000))
def test_letters_of_columns_are_those_of_spreadsheets(index: int) -> None:
    from openpyxl.utils import get_column_letter

    if index < 18_278:
        assert letters(index) == get_column_letter(index + 1)
