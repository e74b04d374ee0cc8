"""Rosters in .csv files: comma, semicolon or tab separated, as spreadsheets save them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from ... import files
from .table import MOST_CELLS, MOST_COLUMNS, RosterError, Row, Table, require_size, table_of

_DELIMITERS = ",\t;"

_FORMULA = re.compile(r"[\s\ufeff\x00-\x1f'\"]*[=+\-@＝＋－＠]|[\t\r]")
"""How a text begins that a spreadsheet takes for a formula, some after they have tidied it."""


def read_csv(data: bytes, name: str) -> Table:
    """The roster in a .csv file. Raises FileError for its encoding, RosterError."""
    text = files.decode(data, name, len(data)).content
    return table_of(list(_lines(text, name)), name)


def write_csv(lines: Iterable[Sequence[str | None]]) -> bytes:
    """Lines of texts as .csv, marked as UTF-8 so that Excel shows Chinese."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue().encode("utf-8-sig", "replace")


def _lines(text: str, name: str) -> Iterator[Row]:
    number = cells = 0
    with _any_length(len(text)):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        try:
            for number, values in enumerate(reader, 1):
                while values and not values[-1]:
                    values.pop()
                cells += len(values)
                if len(values) > MOST_COLUMNS or cells > MOST_CELLS:
                    require_size(1, len(values), name)
                    require_size(cells, 1, name)
                yield Row(number, tuple(values))
        except csv.Error as error:
            raise RosterError(
                f"{name}：第 {number + 1} 行（文件的第 {reader.line_num} 行）起引号不成对。"
                "内容里有引号、逗号或换行时，整格要用英文双引号括起来，里面的双引号写两个"
            ) from error


def _delimiter(text: str) -> str:
    """What stands between the first line's cells most often."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


@contextmanager
def _any_length(length: int) -> Iterator[None]:
    """The csv module refuses long cells, without saying which; here rows say it themselves."""
    before = csv.field_size_limit(max(length, 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def harmless(text: str) -> str:
    """A text that Excel does not take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
