"""Which column of a roster is which field of a template."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ...text.suggestions import nearest
from ..entry import Entry
from ..fields import Field
from .table import RosterError, Row, Table

REQUIRED_MARK = "*"
"""Ends the header of a required column in a form; no part of the field's name."""

LONGEST_HEADER = 200
"""Characters; what is over that does not count."""

MOST_TOLD = 20
"""Unknown columns that a message lists."""

_MARKED = re.compile(r"\s*(\*|\(必填\))$")


@dataclass(frozen=True)
class Matched:
    """A roster whose columns have found their fields; `unknown` are those that have none."""

    table: Table
    fields: tuple[Field | None, ...]
    unknown: tuple[str, ...]

    def entries(self, row: Row) -> tuple[Entry, ...]:
        """What the filled cells of `row` say."""
        where = self.place(row)
        pairs = zip(self.fields, row.values, strict=True)
        return tuple(
            Entry(field.name, value, where)
            for field, value in pairs
            if field is not None and value is not None
        )

    def place(self, row: Row) -> str:
        """The row as messages name it."""
        return f"名册第 {row.number} {self.table.counter}"


def match(table: Table, fields: Sequence[Field], name: str) -> Matched:
    """The field of each column, by its name or label.

    Blanks around a header, full-width letters and a mark for required columns do not
    count. Raises RosterError when two columns are for one field.
    """
    by_key = {tidy(key): field for field in fields for key in (field.label, field.name)}
    found = tuple(by_key.get(tidy(column)) for column in table.columns)
    _require_single(table, found, name)
    unknown = tuple(column for column, field in zip(table.columns, found, strict=True) if field is None)
    return Matched(table, found, unknown)


def require_known(matched: Matched, fields: Sequence[Field], name: str) -> None:
    """Raises RosterError, with the nearest fields, when there are unknown columns."""
    words = [word for field in fields for word in (field.label, field.name)]
    if matched.unknown:
        told = [f"“{column}”{nearest(tidy(column), words)}" for column in matched.unknown[:MOST_TOLD]]
        more = len(matched.unknown) - len(told)
        found = "\n  ".join([*told, *([f"……还有 {more} 列"] if more else [])])
        raise RosterError(
            f"{name}：有 {len(matched.unknown)} 列模板里没有，没有写任何文件：\n  {found}\n"
            "请改表头；这些列本来就用不着的，加 --ignore-columns"
        )


def find_column(table: Table, key: str) -> int | None:
    """The index of the column with that header; None when there is none."""
    tidied = [tidy(column) for column in table.columns]
    return tidied.index(tidy(key)) if tidy(key) in tidied else None


def tidy(header: str) -> str:
    """A header without what does not count in it: also the ' that keeps it from being a formula."""
    header = unicodedata.normalize("NFKC", header[:LONGEST_HEADER])
    return _MARKED.sub("", " ".join(header.split())).removeprefix("'")


def _require_single(table: Table, found: Sequence[Field | None], name: str) -> None:
    columns: dict[str, list[str]] = {}
    for column, field in zip(table.columns, found, strict=True):
        if field is not None:
            columns.setdefault(field.label, []).append(column)
    twice = [
        f"“{label}”有 {len(headers)} 列：{'、'.join(headers)}"
        for label, headers in columns.items()
        if len(headers) > 1
    ]
    if twice:
        raise RosterError(f"{name}：{'；'.join(twice)}。一项只留一列")
