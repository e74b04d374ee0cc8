"""The details in a file that a person names: YAML, a form in Word or a sheet, a draft made before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .. import files
from ..details import details
from ..details.entry import Entry
from ..details.roster.table import RosterError, Table
from ..details.unit_form import HEADER, filled_rows
from ..errors import FileError

SHEETS = (".xlsx", ".xlsm", ".xls", ".et", ".csv")
_OTHERS = (".doc", ".wps", ".pdf", ".ods", ".odt")


def read_details(path: Path) -> tuple[Entry, ...]:
    """The entries of a details file, each with where it stands.

    A draft gives those it was made from. Raises FileError, YamlError, RosterError or
    DocumentError when there are none in it.
    """
    ending = path.suffix.lower()
    if ending == ".docx":
        return tuple(_of_word(path))
    if ending in SHEETS:
        return tuple(_of_sheet(path))
    if ending in _OTHERS:
        raise FileError(
            f"{path}：读不了这种文件。单位信息可以是 .yaml、.docx、.xlsx，用 speechgen form 得到要填的表"
        )
    return details.read_entries(path)


def _of_word(path: Path) -> Iterator[Entry]:
    data = files.read_bytes(path)
    with files.within_bounds(path, len(data)):
        yield from _in_document(path, data)


def _in_document(path: Path, data: bytes) -> Iterator[Entry]:
    from ..word.form import read_docx_form
    from ..word.provenance import unpack

    provenance = unpack(data, str(path))
    if provenance is not None:
        yield from (Entry(name, typed, f"{path} 的来历") for name, typed in provenance.details.items())
        return
    rows = list(read_docx_form(data, str(path)))
    if not rows:
        raise FileError(
            f"{path}：里面没有填好的表（{'｜'.join(HEADER)}），也不是 speechgen 生成的讲稿。"
            "用 speechgen form 模板 -o 填写表.docx 得到要填的表"
        )
    yield from (_entry(path, *row) for row in rows)


def _of_sheet(path: Path) -> Iterator[Entry]:
    from ..details.roster.reader import read_roster

    table = read_roster(path)
    if table.columns[:2] == HEADER[:2]:
        rows = [(1, table.columns), *((row.number, row.values) for row in table.rows)]
        yield from (_entry(path, *row) for row in filled_rows(rows))
    else:
        yield from _of_only_row(path, table)


def _of_only_row(path: Path, table: Table) -> Iterator[Entry]:
    """A roster of one unit does as its details."""
    if len(table.rows) != 1:
        raise RosterError(
            f"{path}：这是 {len(table.rows)} 个单位的名册，-d 一次只要一个单位。许多单位用 speechgen batch"
        )
    row = table.rows[0]
    for column, value in zip(table.columns, row.values, strict=True):
        if value is not None:
            yield Entry(column, value, f"{path} 第 {row.number} 行")


def _entry(path: Path, number: int, label: str, value: str) -> Entry:
    return Entry(label, value, f"{path} 第 {number} 行")
