"""Where the lines of a paragraph end, as Word, WPS and LibreOffice break Chinese text.

They part ways over three things: a mark that would begin a line hangs at the end of the line
before, or takes the last character of that line with it; two marks side by side are squeezed
or not; and the gap between Chinese characters and digits is wider or narrower. What has to
be sure is tried in every way.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

_CLOSING = "，。、；：？！”’》）】…"
_OPENING = "“‘《（【"
_MARKS = f"{_CLOSING}{_OPENING}"
_GAP = 0.25


@dataclass(frozen=True)
class Setting:
    """How a paragraph is set, in points: its lines, the indent of the first, its characters.

    `tracking` is what is added to each character's width. `hangs` is whether a mark hangs
    at a line's end, `squeezes` whether the second of two marks is half as wide, `gap` the
    space between Chinese and other characters, in characters.
    """

    width: float
    indent: float = 0.0
    size: float = 16.0
    tracking: float = 0.0
    hangs: bool = True
    squeezes: bool = False
    gap: float = _GAP


def text_width(text: str) -> float:
    """How wide `text` is on one line, in Chinese characters."""
    return sum(widths(text))


def widths(text: str, gap: float = _GAP, squeezes: bool = False) -> Iterator[float]:
    """The width of each character, with the gap before it between a Chinese and a Latin one."""
    before = ""
    for kind, character in zip(map(_kind, text), text, strict=True):
        own = 1.0 if kind != "latin" else 0.75 if character.isupper() else 0.5
        has_gap = {kind, before} == {"chinese", "latin"} and character != " "
        yield 0.5 if squeezes and kind == before == "mark" else own + (gap if has_gap else 0.0)
        before = kind


def _kind(character: str) -> str:
    if character in _MARKS:
        return "mark"
    return "chinese" if unicodedata.east_asian_width(character) in "WFA" else "latin"


def line_ends(text: str, setting: Setting) -> list[int]:
    """The places in `text` where its lines end, the last one its length; a typed break ends one too."""
    ends, start = [], 0
    for part in text.split("\n"):
        ends += [start + end for end in _line_ends(part, setting)]
        start += len(part) + 1
        setting = replace(setting, indent=0.0) if setting.indent else setting
    return ends


def _line_ends(text: str, setting: Setting) -> Iterator[int]:
    each = widths(text, setting.gap, setting.squeezes)
    reach = [0.0, *accumulate(one * setting.size + setting.tracking for one in each)]
    start, room = 0, setting.width - setting.indent
    while start < len(text) and reach[-1] - reach[start] > room + 0.01:
        end = max(start + 1, bisect_right(reach, reach[start] + room + 0.01, start) - 1)
        start = max(start + 1, _allowed(text, end, start, setting.hangs))
        if start < len(text):
            yield start
        room = setting.width
    yield len(text)


def _allowed(text: str, end: int, start: int, hangs: bool) -> int:
    """The place at or before `end`, where the line is full, that it may end at."""
    if text[end] in _CLOSING and hangs:
        end += 1
    while start < end < len(text) and not _may_end(text[end - 1], text[end]):
        end -= 1
    return end


def _may_end(last: str, first: str) -> bool:
    is_one_word = last.isascii() and first.isascii() and not last.isspace() and not first.isspace()
    return first not in _CLOSING and last not in _OPENING and not is_one_word
