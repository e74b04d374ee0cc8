"""Forms made from a template that means harm: no formula, no line of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.details.details import read_entries
from generator.details.roster import match, read_roster
from generator.errors import TemplateError
from generator.template.form import details_form, roster_form
from generator.template.template import Template

Make = Callable[..., Template]

FORMULA = '=HYPERLINK("http://example.com";"点")'


@pytest.fixture
def template(make_template: Make) -> Template:
    fields = (
        f"  unit: {{label: '{FORMULA}', required: 'true', help: '{FORMULA}', example: '{FORMULA}'}}\n"
        f"  kind: {{label: '＝1+1', type: choice, choices: ['{FORMULA}', '逗,号', '@SUM(1)']}}"
    )
    return make_template("正文", fields, name="=cmd")


def test_no_cell_of_a_workbook_is_a_formula(template: Template) -> None:
    book = load_workbook(io.BytesIO(roster_form(template, ".xlsx")))
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    assert book["名册"]["A1"].value == f"{FORMULA}*"


def test_no_cell_of_a_table_is_a_formula(template: Template) -> None:
    (header,) = csv.reader(io.StringIO(roster_form(template, ".csv").decode("utf-8-sig")))
    assert header == [f"'{FORMULA}*", "'＝1+1"]


def test_the_form_still_finds_its_fields(template: Template, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(roster_form(template, ".csv") + "青石镇,@SUM(1)\r\n".encode())
    matched = match(read_roster(path), template.fields, "a.csv")
    assert [field and field.name for field in matched.fields] == ["unit", "kind"]


@pytest.mark.parametrize(
    "field",
    [
        'kind: {type: choice, choices: ["甲\\nunit: 偷换"]}',
        'kind: {type: choice, choices: {a: "甲\\u2028unit: 偷换"}}',
        'rows: {type: table, columns: {a: "甲\\nunit: 偷换"}}',
        'unit: {label: "甲\\nunit"}',
    ],
)
def test_what_is_shown_in_a_line_stands_in_one(field: str, make_template: Make) -> None:
    with pytest.raises(TemplateError, match="写在一行里"):
        make_template("正文", f"  {field}")


def test_no_text_of_a_template_gets_out_of_a_comment(make_template: Make, tmp_path: Path) -> None:
    text = '"甲\\nunit: 偷换\\u0085unit: 偷换\\runit: 偷换"'
    fields = (
        f"  unit: {{help: {text}, example: {text}}}\n  more: {{default: {text}}}\n"
        f"  rows: {{type: table, columns: {{a: 甲}}, example: [{text}]}}"
    )
    path = tmp_path / "details.yaml"
    path.write_text(details_form(make_template("正文", fields)), encoding="utf-8")
    assert [entry.typed for entry in read_entries(path)] == [None, None, None]
