"""How many characters the last line of a paragraph has, where that can be told for sure.

It can be where all characters are as wide as they are high. Word, WPS and LibreOffice part
ways over a mark that would begin a line: it hangs at the end of the line before, or takes
the last character of that line with it. Both are tried, and must agree.
"""

from __future__ import annotations

from itertools import pairwise

from ..model.appearance import LineLook

MOST = 2
"""Characters, marks included, that make a last line worth a word."""

_LONGEST = 2_000
_CLOSING = "，。、；：？！”’》）】"
_OPENING = "“‘《（【"


def last_line(text: str, line: LineLook) -> int:
    """The characters in the last line, when that is sure, and they are one or two; otherwise 0."""
    look = line.look
    pitch = look.face.size + look.face.tracking
    if not line.width or pitch <= 0 or line.others or look.align != "both" or not _is_square(text):
        return 0
    room = line.width / pitch - look.left - look.right
    full, first = int(room + 0.02), int(room - look.first + 0.02)
    if first < 5 or room - full > 0.9:
        return 0
    ends = {_rest(text, first, full, hangs) for hangs in (True, False)}
    rest = ends.pop()
    return rest if not ends and 1 <= rest <= MOST else 0


def _is_square(text: str) -> bool:
    """Whether all are Chinese characters and marks, no two marks side by side: those may be squeezed."""
    marks = _CLOSING + _OPENING
    plain = len(text) <= _LONGEST and all("\u4e00" <= char <= "\u9fff" or char in marks for char in text)
    return plain and not any(one in marks and other in marks for one, other in pairwise(text))


def _rest(text: str, first: int, full: int, hangs: bool) -> int:
    """The length of the last line; 0 when it is the only one."""
    start, room = 0, first
    while len(text) - start > room:
        end = start + room
        if text[end] in _CLOSING:
            end += 1 if hangs else -1
        if text[end - 1] in _OPENING:
            end -= 1
        if end >= len(text):
            return 0
        start, room = end, full
    return len(text) - start if start else 0
