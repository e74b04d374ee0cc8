"""The form of a roster: what stands in the empty table."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from generator.details.fields import Field
from generator.details.roster.form import LAST_ROW, csv_form, xlsx_form
from generator.template.form import roster_form
from generator.template.template import load_template

LONG = {f"第{number}种很长的选项名称": f"第{number}种很长的选项名称" for number in range(40)}
FIELDS = (
    Field("unit", "单位名称", required=True, example="云溪县", help="会上怎么称呼就怎么写"),
    Field("date", "讲话日期", type="date"),
    Field("cases", "件数", type="number"),
    Field("length", "篇幅", type="choice", choices={"short": "短", "long": "长"}, default="short"),
    Field("kind", "类别", type="choice", choices=LONG),
    Field("mark", "记号", type="choice", choices={"a,b": "a,b"}),
)


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx_form(FIELDS, "讲话")))


@pytest.fixture(scope="module")
def sheet(book: Any) -> Any:
    return book.worksheets[0]


def lists(sheet: Any) -> dict[str, str]:
    return {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}


def test_one_column_a_field_and_required_ones_marked(sheet: Any) -> None:
    assert [cell.value for cell in sheet[1]] == ["单位名称*", "讲话日期", "件数", "篇幅", "类别", "记号"]
    assert sheet["A1"].fill.fgColor.rgb != sheet["B1"].fill.fgColor.rgb


def test_the_header_stays_in_sight(sheet: Any) -> None:
    assert sheet.freeze_panes == "B2"


def test_a_comment_explains_the_column_and_gives_an_example(sheet: Any) -> None:
    assert sheet["A1"].comment.text == "必填，文字\n会上怎么称呼就怎么写\n例如：云溪县"
    assert sheet["D1"].comment.text == "可不填，选一项\n可选：短、长\n不填就是：短"


def test_choices_are_drop_down_lists(sheet: Any) -> None:
    assert lists(sheet)[f"D2:D{LAST_ROW}"] == '"短,长"'


def test_choices_too_long_for_a_cell_stand_in_a_hidden_sheet(book: Any, sheet: Any) -> None:
    hidden = book["可选项"]
    assert hidden.sheet_state == "hidden"
    assert lists(sheet)[f"E2:E{LAST_ROW}"] == "'可选项'!$A$1:$A$40"
    assert hidden["A40"].value == "第39种很长的选项名称"
    assert lists(sheet)[f"F2:F{LAST_ROW}"] == "'可选项'!$B$1:$B$1"
    assert hidden["B1"].value == "a,b"


def test_dates_numbers_and_texts_have_their_formats(sheet: Any) -> None:
    formats = [sheet.column_dimensions[letter].number_format for letter in "ABC"]
    assert formats == ["@", 'yyyy"年"m"月"d"日"', "General"]


def test_another_sheet_explains_all_columns(book: Any) -> None:
    rows = [[cell.value for cell in row] for row in book["填写说明"].iter_rows()]
    assert rows[0][0] == "讲话"
    assert ["单位名称*", "必填，文字\n会上怎么称呼就怎么写\n例如：云溪县"] in rows


def test_the_csv_has_a_mark_so_that_excel_shows_chinese() -> None:
    data = csv_form(FIELDS)
    assert data.startswith(b"\xef\xbb\xbf")
    assert next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[:2] == ["单位名称*", "讲话日期"]


def test_what_is_required_comes_first() -> None:
    header = roster_form(load_template("supervision"), ".csv").decode("utf-8-sig").strip().split(",")
    marked = [column.endswith("*") for column in header]
    assert marked == sorted(marked, reverse=True)
    assert any(marked)
