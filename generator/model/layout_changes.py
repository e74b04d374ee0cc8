"""What people change of a layout without restyling it, as they write it: official，行距28，页码居中."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import DocumentError

PITCHES = (20.0, 45.0)
"""Points from line to line that a pitch may have."""

CHOICES = ("行距28", "页码居中", "小标题加粗", "主旨句加粗", "主旨句楷体")
"""How changes are written; the pitch is any of `PITCHES`."""

_NAME = re.compile(r"(official|reading|.*?\.docx)(?:[\s，,、+]+(.*))?", re.DOTALL | re.IGNORECASE)
_PITCH = re.compile(r"行距[=：:]?(\d{1,3}(?:\.\d{1,2})?)磅?")
_OTHERS: dict[str, dict[str, Any]] = {
    "页码居中": {"centres_numbers": True},
    "小标题加粗": {"bolds_headings": True},
    "主旨句加粗": {"lead": "bold"},
    "主旨句楷体": {"lead": "kaiti"},
}


@dataclass(frozen=True)
class LayoutChanges:
    """`pitch` is in points, None for the layout's own. `bolds_headings` is for （一） and 1.; `lead`
    is how a lead sentence stands out: "bold", "kaiti" or "" for not at all."""

    pitch: float | None = None
    centres_numbers: bool = False
    bolds_headings: bool = False
    lead: str = ""


NO_CHANGES = LayoutChanges()


def split_name(name: str) -> tuple[str, str]:
    """A layout's name or path, and the changes that are written behind it; "" for none."""
    found = _NAME.fullmatch(name)
    return (found[1], found[2] or "") if found else (name, "")


def layout_stem(name: str) -> str:
    """What a layout adds to the name of a file: "reading", or the name of its own file."""
    return Path(split_name(name)[0]).stem


def parse_changes(text: str) -> LayoutChanges:
    """The changes that are written. Raises DocumentError for what is none."""
    changes = LayoutChanges()
    for word in filter(None, re.split(r"[\s，,、+]+", text)):
        if pitch := _PITCH.fullmatch(word):
            changes = replace(changes, pitch=_checked_pitch(float(pitch[1]), word))
        elif word in _OTHERS:
            changes = replace(changes, **_OTHERS[word])
        else:
            raise DocumentError(f"版式后面写的“{word}”不认识，可以写：{'、'.join(CHOICES)}")
    return changes


def _checked_pitch(pitch: float, word: str) -> float:
    least, most = PITCHES
    if not least <= pitch <= most:
        raise DocumentError(f"版式后面写的“{word}”不行，行距是 {least:g} 到 {most:g} 磅，如 行距28")
    return pitch
