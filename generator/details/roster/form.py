"""The form (表) of a roster: an empty table to fill in, as .xlsx or .csv."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..fields import Field, typed_text
from .columns import REQUIRED_MARK
from .csv_file import harmless, write_csv
from .table import letters

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, EXPLANATION, CHOICES = "名册", "填写说明", "可选项"
LAST_ROW = 10_000
"""Drop-down lists go down to this row."""

_LONGEST_LIST = 255
"""Characters of a drop-down list that stands in its cell; longer ones are put in a sheet."""

_FORMATS = {"date": 'yyyy"年"m"月"d"日"', "number": "General"}
_WIDTHS = {"paragraphs": 40, "list": 30, "table": 44, "number": 12, "date": 16}


def csv_form(fields: Sequence[Field]) -> bytes:
    """The header of a roster; required columns are marked."""
    return write_csv([[harmless(_header(field)) for field in fields]])


def xlsx_form(fields: Sequence[Field], title: str) -> bytes:
    """A workbook: the header with explanations as comments, drop-down lists, formats.

    A second sheet explains every column to whoever prints it or cannot see comments.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for index, field in enumerate(fields):
        _column(book, sheet, letters(index), field)
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "B2"
    _explain(book, fields, title)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def explanation(field: Field) -> str:
    """What a person must know to fill in a column, in a few lines."""
    lines = [f"{'必填' if field.required else '可不填'}，{field.type_label}", field.help]
    if field.choices:
        lines.append(f"可选：{'、'.join(field.choices.values())}")
    if field.default is not None:
        typed = typed_text(field.default)
        lines.append(f"不填就是：{field.choices.get(typed, typed)}")
    if field.example is not None:
        lines.append(f"例如：{field.example_text}")
    if field.type == "list":
        lines.append("几项之间用“；”隔开")
    if field.type == "table":
        lines.append("几行之间用“；”隔开，或在格内换行（Alt+回车）")
    return "\n".join(filter(None, lines))


def _header(field: Field) -> str:
    return field.label + (REQUIRED_MARK if field.required else "")


def _column(book: Workbook, sheet: Worksheet, letter: str, field: Field) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet[f"{letter}1"]
    write(cell, _header(field))
    cell.font = Font(bold=True, color="C00000" if field.required else "000000")
    cell.fill = PatternFill("solid", fgColor="FFF2CC" if field.required else "EDEDED")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.number_format = "@"
    cell.comment = Comment(explanation(field), "speechgen", height=140, width=320)
    column = sheet.column_dimensions[letter]
    column.width = max(_WIDTHS.get(field.type, 20), 2 * len(field.label) + 3)
    column.number_format = _FORMATS.get(field.type, "@")
    column.alignment = Alignment(
        vertical="top", wrap_text=field.type in ("paragraphs", "list", "table", "text")
    )
    if field.choices:
        add_choices(book, sheet, f"{letter}2:{letter}{LAST_ROW}", field)


def write(cell: Cell | MergedCell, text: str) -> None:
    """Writes `text` as text, whatever it begins with: openpyxl takes `=…` for a formula."""
    cell.value = text
    cell.data_type = "s"


def add_choices(book: Workbook, sheet: Worksheet, cells: str, field: Field) -> None:
    """Gives `cells` (B2, or B2:B9) a drop-down list of the field's choices."""
    from openpyxl.worksheet.datavalidation import DataValidation

    validation = DataValidation(type="list", formula1=_list_formula(book, list(field.choices.values())))
    validation.allow_blank = True
    validation.showErrorMessage = True
    validation.errorTitle, validation.error = "不在可选的里面", f"“{field.label}”请从下拉列表里选"
    sheet.add_data_validation(validation)
    validation.add(cells)


def _list_formula(book: Workbook, labels: Sequence[str]) -> str:
    """A drop-down list's source: the labels themselves, or where they stand in a hidden sheet."""
    text = ",".join(labels)
    if len(text) <= _LONGEST_LIST and not any(set(label) & set(',"') for label in labels):
        return f'"{text}"'
    sheet = book[CHOICES] if CHOICES in book.sheetnames else book.create_sheet(CHOICES)
    sheet.sheet_state = "hidden"
    column = letters(0 if sheet["A1"].value is None else sheet.max_column)
    for row, label in enumerate(labels, 1):
        write(sheet[f"{column}{row}"], label)
    return f"'{CHOICES}'!${column}$1:${column}${len(labels)}"


def _explain(book: Workbook, fields: Iterable[Field], title: str) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(EXPLANATION)
    lines = [
        (title,),
        (f"在“{SHEET}”里一行填一个单位；标 {REQUIRED_MARK} 的必填，其余可空着。列可以删、可以换次序。",),
        ("列", "怎样填"),
        *((_header(field), explanation(field)) for field in fields),
    ]
    for row, texts in enumerate(lines, 1):
        for column, text in enumerate(texts, 1):
            write(sheet.cell(row, column), text)
    for cell in (sheet["A1"], sheet["A3"], sheet["B3"]):
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 70
