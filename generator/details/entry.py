"""Entry: one value as somebody typed it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Entry(NamedTuple):
    """The field's name or label, the value as typed, and where it stands."""

    key: str
    typed: Any
    where: str
