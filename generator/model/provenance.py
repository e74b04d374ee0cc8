"""Provenance (来历): what a draft was made from, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..text.xml_characters import first_forbidden
from .markup import parse
from .speech import Speech

FORMAT = 1
"""The version of the form in which provenance is stored."""


@dataclass(frozen=True)
class Provenance:
    """What is needed to make the same draft again, and to tell what was edited since.

    `template_hash` and `layout_hash` change when the template does, or the layout's file.
    `details` are the values as typed, by field name: strings, numbers, booleans, lists,
    and dates as ISO text. `markup` is the speech as generated. No clock is in it: the
    same input gives the same provenance.
    """

    template: str
    template_hash: str
    seed: str
    length: str
    layout: str
    version: str
    markup: str
    details: Mapping[str, Any] = field(default_factory=dict)
    layout_hash: str = ""

    @property
    def speech(self) -> Speech:
        """The speech as generated. Raises ValueError or MarkupError when what is kept is none
        that could have been generated."""
        if (char := first_forbidden(self.markup)) is not None:
            raise ValueError(f"no document can carry U+{ord(char):04X}")
        return parse(self.markup)

    def to_json(self) -> dict[str, Any]:
        return {"format": FORMAT, **vars(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Provenance:
        """The Provenance of `to_json`'s form; raises ValueError when it is not that."""
        if data.get("format") != FORMAT:
            raise ValueError(f"provenance of an unknown format: {data.get('format')!r}")
        texts = ("template", "template_hash", "seed", "length", "layout", "version", "markup")
        if not all(isinstance(data.get(name), str) for name in texts):
            raise ValueError("provenance lacks a part")
        if not isinstance(data.get("details"), dict):
            raise ValueError("provenance lacks its details")
        layout_hash = str(data.get("layout_hash", ""))
        return cls(**{name: data[name] for name in texts}, details=data["details"], layout_hash=layout_hash)
