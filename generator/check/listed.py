"""What the rules know by lists: YAML beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .. import files
from ..details.yaml import read_mapping, read_mappings


@cache
def read_groups(name: str) -> tuple[Mapping[str, Any], ...]:
    """The mappings of the list that the YAML file of that name writes."""
    return tuple(group.values for group in read_mappings(_text(name), name))


@cache
def read_entries(name: str) -> Mapping[str, Any]:
    """The mapping that the YAML file of that name writes."""
    return read_mapping(_text(name), name).values


def _text(name: str) -> str:
    return files.read_text(Path(__file__).with_name(name)).content
