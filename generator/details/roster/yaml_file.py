"""Rosters in .yaml files: a list, each item the details of a unit."""

from __future__ import annotations

from ... import files
from ..yaml import read_mappings
from .table import RosterError, Row, Table, require_size


def read_yaml(data: bytes, name: str) -> Table:
    """The roster in a .yaml file. Raises FileError, YamlError or RosterError."""
    items = read_mappings(files.decode(data, name, len(data)).content, name)
    if not items:
        raise RosterError(f"{name}：里面一个单位也没有。一个单位一项，以“- ”开头")
    columns = tuple(dict.fromkeys(key for item in items for key in item.values))
    require_size(len(items), len(columns), name)
    rows = (
        Row(number, tuple(item.values.get(column) for column in columns))
        for number, item in enumerate(items, 1)
    )
    return Table(columns, tuple(row for row in rows if not row.is_empty), counter="项")
