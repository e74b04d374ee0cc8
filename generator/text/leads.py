"""The lead sentence of a point: the requirement that it opens with."""

from __future__ import annotations

import re

LONGEST = 60
"""A longer first sentence is no lead: nobody can say it in one breath."""

_REQUIREMENT = re.compile(
    r"(?:第?[一二三四五六七八九十][是，、]?)?"
    r"(?:要(?![么素点闻求害领件职案不])|必须|应当|务必|坚决|不得|严禁|切实|坚持)"
)
_SIMPLE = re.compile("[^“”‘’《》（）【】。！？；]*[。！？；]")
"""A sentence without quotes and brackets, as most are."""

_ENDS = "。！？；"
_OPEN, _CLOSE = "“‘《（【", "”’》）】"


def lead_length(paragraph: str) -> int:
    """How many characters of `paragraph` are its lead sentence; 0 when it has none.

    A lead sentence opens with a requirement (要…, 一要…, 必须…), ends at the first 。！？；
    that is not inside quotes or brackets, has at most `LONGEST` characters, and something
    follows it.
    """
    if not _REQUIREMENT.match(paragraph):
        return 0
    if simple := _SIMPLE.match(paragraph):
        length = simple.end()
        return length if length <= LONGEST and paragraph[length:].strip() else 0
    depth = 0
    for length, character in enumerate(paragraph[:LONGEST], start=1):
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth <= 0 and character in _ENDS:
            return length if paragraph[length:].strip() else 0
    return 0
