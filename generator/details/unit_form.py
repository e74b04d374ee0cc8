"""A form (填写表) for one unit as a table 项目｜填写｜说明: what is the same in Word and in a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .fields import CELLS, Field, shown, typed_text
from .roster.columns import REQUIRED_MARK, tidy

HEADER = ("项目", "填写", "说明")
CHOOSE = "点这里选"
"""Stands where a choice has not been made yet."""

SHEET = "填写表"
_WIDTHS = (24, 50, 60)


def explanation(field: Field) -> str:
    """What to know about a field, in few words: the column is narrow."""
    lines = [field.help]
    if field.type in ("list", "paragraphs"):
        lines.append("一行写一项" if field.type == "list" else "可以写几段")
    if field.columns:
        lines.append(f"一行写一件：{CELLS.join(field.columns.values())}")
    if field.default is not None:
        typed = typed_text(field.default)
        lines.append(f"不填就是：{field.choices.get(typed, typed)}")
    if field.example is not None:
        lines.append(f"例如：{_example(field)}")
    return "\n".join(filter(None, lines))


def filled_rows(rows: Iterable[tuple[int, Sequence[str | None]]]) -> Iterator[tuple[int, str, str]]:
    """The rows of a form that are filled in, of `rows` with their numbers: number, label, value.

    Nothing when the first of `rows` is not the head of a form.
    """
    rows = iter(rows)
    _, head = next(rows, (0, ()))
    if tuple(tidy(cell or "") for cell in head[:2]) != HEADER[:2]:
        return
    for number, cells in rows:
        label, value = ((cell or "").strip() for cell in (*cells, "", "")[:2])
        if value not in ("", CHOOSE):
            yield number, tidy(label), value


def xlsx_form(fields: Sequence[Field], title: str, typed: Mapping[str, Any]) -> bytes:
    """A workbook with the form on its only sheet in sight; `typed` are values to fill in."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    from .roster.form import add_choices, write

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet.append(HEADER)
    for row, field in enumerate(fields, start=2):
        label = field.label + (REQUIRED_MARK if field.required else "")
        texts = (label, _cell_text(field, typed.get(field.name)), explanation(field))
        for column, text in enumerate(texts, start=1):
            write(sheet.cell(row, column), text)
        if field.choices:
            add_choices(book, sheet, f"B{row}", field)
    for cells in sheet.iter_rows(max_col=len(HEADER)):
        for cell in cells:
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EDEDED")
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.properties.title = title
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell_text(field: Field, typed: Any) -> str:
    """A value as it stands in a cell, each item of a list on a line of its own."""
    if isinstance(typed, list):
        return "\n".join(map(typed_text, typed))
    text = typed_text(typed)
    return field.choices.get(text, text)


def _example(field: Field) -> str:
    value = field.value(field.example) if field.type == "date" else None
    return field.example_text if value is None else shown(value)
