"""Which reader a roster's file wants: its ending says so, and for a zip file its content."""

from __future__ import annotations

from pathlib import Path

from ... import files
from .csv_file import read_csv
from .table import RosterError, Table
from .yaml_file import read_yaml

LARGEST = 64 << 20
LARGEST_YAML = 16 << 20
"""Bytes; a roster over this is to be split."""

_NO_ROSTER = "名册应当是 .xlsx、.csv 或 .yaml 文件。用 speechgen form 模板 -o 名册.xlsx 可得到要填的表"


def read_roster(path: Path, sheet: str | None = None) -> Table:
    """The roster in a .xlsx, .csv or .yaml file; `sheet` names a sheet of a workbook.

    Raises FileError, YamlError or RosterError that say what to do.
    """
    ending = path.suffix.lower()
    data = files.read_bytes(path, LARGEST_YAML if ending in _YAML else LARGEST)
    with files.within_bounds(path, len(data)):
        return _read(data, path, ending, sheet)


_YAML = (".yaml", ".yml")


def _read(data: bytes, path: Path, ending: str, sheet: str | None) -> Table:
    if ending == ".docx":
        raise RosterError(f"{path}：{_NO_ROSTER}")
    if ending in (".xlsx", ".xlsm", ".xls", ".et") or data.startswith(b"PK"):
        from .workbook import read_workbook

        return read_workbook(data, str(path), sheet)
    if sheet is not None:
        raise RosterError(f"{path}：只有 Excel 文件才有工作表，请去掉 --sheet")
    if ending in _YAML:
        return read_yaml(data, str(path))
    if ending in (".csv", ".txt", ".tsv"):
        return read_csv(data, str(path))
    raise RosterError(f"{path}：{_NO_ROSTER}")
