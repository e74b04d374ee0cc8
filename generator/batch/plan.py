"""What a run is to make: its settings, and a job for every row."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..details.details import Details
from ..details.entry import Entry
from ..details.fields import Field, typed_text
from ..details.roster import Matched, RosterError, Row, Table
from ..details.roster.columns import find_column
from ..formats.file_names import parse_pattern, unique_names
from ..model.layout_changes import layout_stem
from ..template.template import Template
from ..text.suggestions import nearest

PATTERN = "{unit}-{title}"
PATTERN_WITHOUT_UNIT = "{row}-{title}"

LONGEST_COMPARED = 1_000
"""Characters of a cell that --where looks at."""


@dataclass(frozen=True)
class Plan:
    """What all drafts of a run have in common; a process needs nothing else to make them.

    `shared` are the details that a row's own go over; `layouts` are names or paths.
    """

    template: Path
    layouts: tuple[str, ...]
    shared: Details
    folder: Path
    created: datetime.datetime
    strict: bool = False
    force: bool = False
    dry_run: bool = False


class Job(NamedTuple):
    """A row to make drafts of: `files` are their names, one for each layout.

    `place` is what messages call the row, `mistakes` why it cannot be used.
    """

    row: int
    place: str
    unit: str
    files: tuple[str, ...]
    entries: tuple[Entry, ...]
    mistakes: tuple[str, ...]


def plan_jobs(
    template: Template,
    matched: Matched,
    shared: Details,
    layouts: Sequence[str],
    pattern: str | None = None,
    wanted: Callable[[Row], bool] = lambda _: True,
) -> tuple[Job, ...]:
    """The jobs for the rows that are `wanted`.

    Names are given to all rows, in the order of the roster, so that they do not depend
    on which are wanted. Raises PatternError, or RosterError when no row is wanted.
    """
    name = _Naming(template, shared, pattern)
    entries = [matched.entries(row) for row in matched.table.rows]
    units = [name.unit(each) for each in entries]
    stems = (name.stem(row, each) for row, each in zip(matched.table.rows, entries, strict=True))
    files = unique_names(stems, _suffixes(layouts))
    jobs = tuple(
        Job(row.number, matched.place(row), unit, names, each, row.mistakes)
        for row, unit, names, each in zip(matched.table.rows, units, files, entries, strict=True)
        if wanted(row)
    )
    if not jobs:
        raise RosterError("没有一行符合 --where 的条件，没有写任何文件")
    return jobs


def condition(table: Table, conditions: Iterable[str]) -> Callable[[Row], bool]:
    """Whether a row meets conditions written `column=value`.

    Of several for one column one must hold, of those for different columns all.
    Raises RosterError for what is no condition, and for a column that is not there.
    """
    allowed: dict[int, set[str]] = {}
    for text in conditions:
        key, sign, value = text.partition("=")
        index = find_column(table, key)
        if not sign or not key.strip():
            raise RosterError(f"--where {text}：应当写成 --where 列=内容，如 --where 所属县=云溪县")
        if index is None:
            raise RosterError(f"--where {text}：名册没有“{key.strip()}”这一列{nearest(key, table.columns)}")
        allowed.setdefault(index, set()).add(_plain(value))
    return lambda row: all(_plain(row.values[index]) in values for index, values in allowed.items())


def _plain(value: object) -> str:
    return unicodedata.normalize("NFKC", typed_text(value)[:LONGEST_COMPARED]).strip()


def _suffixes(layouts: Sequence[str]) -> tuple[str, ...]:
    return ("", *(f"-{layout_stem(layout)}" for layout in layouts[1:]))


class _Naming:
    """How the files of a run are called."""

    def __init__(self, template: Template, shared: Details, pattern: str | None) -> None:
        self._fields = {key: field for field in template.fields for key in (field.label, field.name)}
        self._title = template.title
        self._shared = shared.typed
        usual = PATTERN if "unit" in self._fields else PATTERN_WITHOUT_UNIT
        self._parts = parse_pattern(pattern or usual, {*self._fields, "title", "row"})

    def stem(self, row: Row, entries: Iterable[Entry]) -> str:
        own = {entry.key: entry.typed for entry in entries}
        return "".join(
            self._text_for(part, row, own) if odd % 2 else part for odd, part in enumerate(self._parts)
        )

    def unit(self, entries: Iterable[Entry]) -> str:
        own = {entry.key: entry.typed for entry in entries if entry.key == "unit"}
        return self._text(self._fields["unit"], own) if "unit" in self._fields else ""

    def _text_for(self, name: str, row: Row, own: Mapping[str, object]) -> str:
        if name in self._fields:
            return self._text(self._fields[name], own)
        return self._title if name == "title" else str(row.number)

    def _text(self, field: Field, own: Mapping[str, object]) -> str:
        """What a field says in this row; 【its label】 when it says nothing."""
        typed = own.get(field.name, self._shared.get(field.name, field.default))
        return typed_text(typed) or f"【{field.label}】"
