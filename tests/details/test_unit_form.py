"""Forms for one unit that offices send round, filled in and taken back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from generator.details.details import Details, fill
from generator.details.roster.table import RosterError
from generator.errors import FileError
from generator.formats.details_file import read_details
from generator.formats.layouts import find_layout
from generator.template.catalogue import list_templates
from generator.template.form import examples, unit_form
from generator.template.template import Template, load_template

NAMES = [summary.name for summary in list_templates()]
OFFICIAL = find_layout("official")

Taken = Callable[[Template, str, bytes], Details]


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    """The details that a form's bytes give."""

    def taken(template: Template, ending: str, data: bytes) -> Details:
        path = tmp_path / f"填写表{ending}"
        path.write_bytes(data)
        return fill(template.fields, read_details(path))

    return taken


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize("name", NAMES)
def test_examples_filled_in_are_the_examples(name: str, ending: str, taken: Taken) -> None:
    template = load_template(name)
    form = unit_form(template, ending, examples(template), OFFICIAL)
    wanted = {
        field.name: field.value(field.example) for field in template.fields if field.example is not None
    }
    assert taken(template, ending, form).values == wanted


def test_a_word_form_left_as_it_is_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(unit_form(load_template("general"), ".docx", {}, OFFICIAL))
    with pytest.raises(FileError, match="里面没有填好的表"):
        read_details(path)


def test_a_sheet_left_as_it_is_gives_nothing(taken: Taken) -> None:
    template = load_template("general")
    assert taken(template, ".xlsx", unit_form(template, ".xlsx", {}, OFFICIAL)) == Details({}, {})


def test_what_is_typed_into_word_is_read(taken: Taken) -> None:
    template = load_template("work-safety")
    document = docx.Document(io.BytesIO(unit_form(template, ".docx", {}, OFFICIAL)))
    rows = {row.cells[0].text: row.cells[1] for row in document.tables[0].rows}
    rows["单位名称*"].text = "青石镇"
    rows["重点部位"].text = "化工园区"
    rows["重点部位"].add_paragraph("青山隧道")
    rows["单位类别"].text = "乡镇街道"
    buffer = io.BytesIO()
    document.save(buffer)
    values = taken(template, ".docx", buffer.getvalue()).values
    assert values == {"unit": "青石镇", "places": ["化工园区", "青山隧道"], "sector": "乡镇街道"}


def test_a_choice_in_word_is_a_drop_down_list() -> None:
    form = unit_form(load_template("general"), ".docx", {}, OFFICIAL)
    document = docx.Document(io.BytesIO(form))
    lists = document.element.body.xpath(".//w:sdt[.//w:tag[@w:val='length']]//w:listItem/@w:displayText")
    assert lists == ["短", "标准", "长"]


def test_what_is_typed_into_a_sheet_is_read(taken: Taken) -> None:
    template = load_template("work-safety")
    book = openpyxl.load_workbook(io.BytesIO(unit_form(template, ".xlsx", {}, OFFICIAL)))
    sheet = book.active
    for label, value, _ in sheet.iter_rows(min_row=2):
        if label.value == "查出的隐患数":
            value.value = "214"
        if label.value == "重点部位":
            value.value = "化工园区\n青山隧道"
    buffer = io.BytesIO()
    book.save(buffer)
    assert taken(template, ".xlsx", buffer.getvalue()).values == {
        "hazards": 214,
        "places": ["化工园区", "青山隧道"],
    }


def test_a_roster_of_one_unit_does_too(taken: Taken) -> None:
    template = load_template("general")
    assert (
        taken(template, ".csv", "单位名称,讲话日期\n青石镇,2026-3-12\n".encode()).values["unit"] == "青石镇"
    )


def test_a_roster_of_many_units_is_for_batch(taken: Taken) -> None:
    with pytest.raises(RosterError, match="speechgen batch"):
        taken(load_template("general"), ".csv", "单位名称\n青石镇\n白水镇\n".encode())


def test_a_word_file_that_is_no_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(OFFICIAL.read_bytes())
    with pytest.raises(FileError, match="speechgen form"):
        read_details(path)
