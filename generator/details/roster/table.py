"""The table that a roster is, whatever file it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import SpeechgenError

LONGEST_CELL = 32_767
"""Characters; what Excel allows."""

MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
"""Rows times columns: empty cells take room too."""


class RosterError(SpeechgenError):
    """A roster cannot be used: no table, or columns that are not clear."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a roster: a unit's details, in the order of the table's columns.

    A value is a text, a list of texts where the file has lists, or None for an empty
    cell. `number` is the row's as the spreadsheet counts. `mistakes` say why the row
    cannot be used; the others can.
    """

    number: int
    values: tuple[Any, ...]
    mistakes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.mistakes and not any(map(is_filled, self.values))


@dataclass(frozen=True)
class Table:
    """A roster as read, without its empty rows.

    A column that has values but no header is called after its letters. `counter` is
    what a row is counted as: 行, or 项 in a list.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    counter: str = "行"


def table_of(lines: Sequence[Row], name: str) -> Table:
    """The table of a sheet's lines, the first of them with a value its header.

    Raises RosterError, which names the file `name`, when there is no row under it.
    """
    lines = [line for line in lines if not line.is_empty]
    if not lines:
        raise RosterError(f"{name}：里面什么也没有。用 speechgen form 模板 -o 名册.xlsx 可得到要填的表")
    header, *rows = lines
    if header.mistakes:
        raise RosterError(f"{name}：表头（第 {header.number} 行）有错：{'；'.join(header.mistakes)}")
    if not rows:
        raise RosterError(
            f"{name}：只有表头，一个单位也没有。请从第 {header.number + 1} 行起，一行填一个单位"
        )
    columns = _columns(header, rows)
    require_size(len(rows), len(columns), name)
    return Table(tuple(columns.values()), tuple(_row(row, columns) for row in rows))


def require_size(rows: int, columns: int, name: str) -> None:
    """Raises RosterError when a table of that size is no roster."""
    if columns > MOST_COLUMNS:
        raise RosterError(f"{name}：有 {columns} 列，名册最多 {MOST_COLUMNS} 列")
    if rows * columns > MOST_CELLS:
        raise RosterError(f"{name}：格子太多，不像一份名册。请把表格复制到新工作簿，或分成几份")


def letters(index: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 → A, 26 → AA."""
    rest, last = divmod(index, 26)
    return (letters(rest - 1) if rest else "") + chr(ord("A") + last)


def is_filled(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _columns(header: Row, rows: Sequence[Row]) -> dict[int, str]:
    """The columns to keep, by index: those with a header or a value."""
    columns = {index: text for index, text in enumerate(header.values) if is_filled(text)}
    for row in rows:
        for index, value in enumerate(row.values):
            if index not in columns and is_filled(value):
                columns[index] = f"{letters(index)} 列（没有表头，第 {row.number} 行有内容）"
    return dict(sorted(columns.items()))


def _row(line: Row, columns: dict[int, str]) -> Row:
    values, mistakes = line.values, list(line.mistakes)
    for index, value in enumerate(values):
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            cell = f"{letters(index)}{line.number}"
            mistakes.append(f"{cell} 单元格有 {len(value)} 个字，一格最多 {LONGEST_CELL} 个，请删短")
    kept = (values[index] if index < len(values) else None for index in columns)
    return Row(line.number, tuple(value if is_filled(value) else None for value in kept), tuple(mistakes))
