"""Counts in running text that follow what is counted: 我讲三方面意见, and 一是、二是、三是."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..text.edits import Edit, apply
from ..text.merge import differences
from ..text.numerals import numeral
from ..word.styles import StyleName
from .paragraphs import Paragraph

_ANNOUNCED = re.compile(
    r"(?<=[讲谈说见调])(?:以下|如下|这样|这么)?([两二三四五六七八九十])"
    r"(?=个?方面|点|个问题|条|层意思|个部分|件事|句话)"
)
_ITEM = re.compile(r"(?:(?<=[，。；：！？])|^)([一二三四五六七八九十]{1,2})(?=是)")


def sections(paragraphs: Sequence[Paragraph]) -> int:
    return sum(one.level == 1 for one in paragraphs)


def announce(ours: Sequence[Paragraph], count: int) -> list[Paragraph]:
    """Our paragraphs, the preamble announcing `count` sections."""
    announced = sections(ours)
    first = next((place for place, one in enumerate(ours) if one.level), 0)
    if announced == count or min(announced, count) < 2:
        return list(ours)
    return [
        replace(one, text=with_count(one.text, announced, count))
        if place < first and one.role is StyleName.BODY
        else one
        for place, one in enumerate(ours)
    ]


def with_count(text: str, announced: int, count: int) -> str:
    """`text` announcing `count` where it announces `announced`."""
    return apply(text, tuple(recount(text, {announced}, count)))


def announces(text: str, count: int) -> bool:
    return any(found[1] in (numeral(count), _spoken_numeral(count)) for found in _ANNOUNCED.finditer(text))


def recount(text: str, announced: set[int], count: int) -> Iterator[Edit]:
    """What has to be done to `text` so that it announces `count` and none of `announced`."""
    if count < 2:
        return
    known = {spoken for one in announced if one > 1 for spoken in (numeral(one), _spoken_numeral(one))}
    for found in _ANNOUNCED.finditer(text):
        if found[1] in known and found[1] not in (numeral(count), _spoken_numeral(count)):
            yield Edit(found.start(1), found.end(1), _spoken_numeral(count))


def renumber_items(theirs: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """`edits` of `theirs`, whose items 一是、二是 count on once all is carried out.

    They are left alone where they did not count on before.
    """
    result = apply(theirs, tuple(edits))
    items = list(_ITEM.finditer(result))
    wanted = [numeral(count) for count in range(1, len(items) + 1)]
    if not edits or [item[1] for item in items] == wanted or not _counts_on(theirs):
        return tuple(edits)
    wrong = zip(items, wanted, strict=True)
    fixed = apply(result, tuple(Edit(item.start(1), item.end(1), right) for item, right in wrong))
    return tuple(
        Edit(one.start, one.end, fixed[one.new_start : one.new_end]) for one in differences(theirs, fixed)
    )


def _counts_on(text: str) -> bool:
    items = [found[1] for found in _ITEM.finditer(text)]
    return len(items) > 1 and items == [numeral(count) for count in range(1, len(items) + 1)]


def _spoken_numeral(count: int) -> str:
    return "两" if count == 2 else numeral(count)
