"""A sheet of a workbook: its lines, each cell as a person sees it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from .cells import Book, CellMistake
from .elements import elements
from .table import MOST_CELLS, MOST_COLUMNS, RosterError, Row, letters, require_size

MOST_TOLD = 5
"""Merged cells that a message names."""

_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell\b[^<>]*?\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEVER_COMPUTED = "的公式还没有算出结果。请用 Excel 或 WPS 打开，保存一次再用"


def read_sheet(content: bytes, book: Book, name: str) -> list[Row]:
    """The lines of a sheet that have cells.

    Raises RosterError for merged cells among them and a sheet too wide to be a roster;
    ValueError, IndexError or etree.XMLSyntaxError when it is damaged.
    """
    lines = list(_lines(content, book, name))
    _refuse_merged(content, lines, name)
    return lines


def _lines(content: bytes, book: Book, name: str) -> Iterator[Row]:
    number = cells = 0
    for element in elements(content, "row"):
        number = int(element.get("r") or number + 1)
        values, mistakes = _cells(element, number, book, name)
        cells += len(values)
        if cells > MOST_CELLS:
            require_size(cells, 1, name)
        if values or mistakes:
            yield Row(number, tuple(values), tuple(mistakes))


def _cells(row: etree._Element, number: int, book: Book, name: str) -> tuple[list[Any], list[str]]:
    values: list[Any] = []
    mistakes: list[str] = []
    column = -1
    for cell in row:
        reference = cell.get("r")
        column = _index(reference.rstrip("0123456789")) if reference else column + 1
        try:
            value = _value(cell, book)
        except CellMistake as mistake:
            mistakes.append(f"{letters(column)}{number} 单元格{mistake}")
            continue
        if value:
            if column >= MOST_COLUMNS:
                raise RosterError(f"{name}：{letters(column)}{number} 有内容，名册最多 {MOST_COLUMNS} 列")
            values += [None] * (column - len(values) + 1)
            values[column] = value
    return values, mistakes


def _value(cell: etree._Element, book: Book) -> str:
    """What a cell shows, "" when it is empty. Raises CellMistake."""
    kind = cell.get("t", "n")
    raw, formula = "", False
    for child in cell:
        tag = local_name(child)
        if tag == "v":
            raw = child.text or ""
        elif tag == "f":
            formula = True
        elif tag == "is":
            raw = rich_text(child)
    if not raw:
        if formula and kind != "str":
            raise CellMistake(_NEVER_COMPUTED)
        return ""
    return _unescaped(book.shown(kind, raw, int(cell.get("s") or 0)))


def rich_text(element: etree._Element) -> str:
    """The text of a string item; its looks and how it is pronounced (rPh) are no part of it."""
    if len(element) == 1 and not len(element[0]):
        return element[0].text or ""
    runs = (part for part in element if local_name(part) in ("t", "r"))
    return "".join(text.text or "" for run in runs for text in run.iter("{*}t"))


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; Strict workbooks have another one."""
    return str(element.tag).rpartition("}")[2]


def _unescaped(text: str) -> str:
    """Excel writes what XML has no place for, and `_x` itself, as _x000D_."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    """What is meant; half of a pair, which is no character, stays as it is written."""
    char = chr(int(match[1], 16))
    return match[0] if "\ud800" <= char <= "\udfff" else char


@lru_cache(maxsize=2048)
def _index(column: str) -> int:
    """The index of a column by its letters: A → 0. Raises ValueError."""
    if not 1 <= len(column) <= 3 or not column.isascii() or not column.isupper():
        raise ValueError(f"no column: {column!r}")
    index = 0
    for letter in column:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _refuse_merged(content: bytes, lines: list[Row], name: str) -> None:
    filled = sorted(line.number for line in lines if not line.is_empty)
    merged = [
        f"{match[1].decode()}{match[2].decode()}:{match[3].decode()}{match[4].decode()}"
        for match in _MERGED.finditer(content)
        if _any_between(filled, int(match[2]), int(match[4]))
    ]
    if merged:
        more = f" 等 {len(merged)} 处" if len(merged) > MOST_TOLD else ""
        raise RosterError(
            f"{name}：{'、'.join(merged[:MOST_TOLD])}{more}是合并的单元格，分不清是哪一列、哪一行的内容。"
            "请取消合并（表头上面的大标题请删去），每格都填上，表头每列一格"
        )


def _any_between(numbers: list[int], first: int, last: int) -> bool:
    """Whether one of `numbers`, in order, is from `first` to `last`."""
    place = bisect_left(numbers, first)
    return place < len(numbers) and numbers[place] <= last
