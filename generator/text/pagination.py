"""Where pages end when each is to end with a sentence, so that a speaker turns over without breaking off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

from .lines import Setting, line_ends

FEW = 3
"""Lines on the last page that are too few to turn over for."""

_SENTENCE = re.compile(r"(?:[。！？…][”’》）】]*|\n)(?=[^\n])")
_CLAUSE = re.compile(r"(?:[。！？…；，][”’》）】]*|\n)(?=[^\n])")
_FEW_LEFT = 200.0


@dataclass(frozen=True)
class Block:
    """A paragraph; `after` is the space below it, in lines; with `keeps_next` no page ends in or after it."""

    text: str
    setting: Setting
    after: float = 0.0
    keeps_next: bool = False


class PageEnd(NamedTuple):
    """A page ends before the character `offset` of the block `block`; 0 is before the block."""

    block: int
    offset: int


def page_ends(blocks: Sequence[Block], capacity: int) -> list[PageEnd]:
    """Where the pages but the last one end, so that none has more than `capacity` lines.

    They end after sentences, or at marks within them where one is too long for a page; they
    are filled evenly, and the last one has more than `FEW` lines if it can. None where there is
    no such way.
    """
    if not blocks:
        return []
    pages = _Pages(blocks)
    return _best_way(blocks, capacity, pages, _SENTENCE) or _best_way(blocks, capacity, pages, _CLAUSE)


def page_lines(blocks: Sequence[Block], ends: Sequence[PageEnd]) -> list[float]:
    """How many lines each page has that ends so."""
    pages = _Pages(blocks)
    return [pages.lines(*page) for page in pairwise([PageEnd(0, 0), *ends, PageEnd(len(blocks), 0)])]


def _best_way(blocks: Sequence[Block], capacity: int, pages: _Pages, mark: re.Pattern[str]) -> list[PageEnd]:
    """The ends of pages that are filled best when each ends after a `mark` or a paragraph."""
    start, end = PageEnd(0, 0), PageEnd(len(blocks), 0)
    places = [start, *_candidates(blocks, mark), end]
    least, before = {start: 0.0}, {start: start}
    for number, begin in enumerate(places[:-1]):
        for place in places[number + 1 :] if begin in least else ():
            lines = pages.lines(begin, place)
            if lines > capacity:
                break
            unused = (capacity - lines) ** 2 if place != end else _FEW_LEFT if lines <= FEW else 0.0
            if least[begin] + unused < least.get(place, inf):
                least[place], before[place] = least[begin] + unused, begin
    way = [before.get(end, start)]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[-2::-1]


def _candidates(blocks: Sequence[Block], mark: re.Pattern[str]) -> Iterator[PageEnd]:
    """Every place where a page may end, in order."""
    for number, block in enumerate(blocks):
        if number and not blocks[number - 1].keeps_next:
            yield PageEnd(number, 0)
        if not block.keeps_next:
            yield from (PageEnd(number, found.end()) for found in mark.finditer(block.text))


class _Pages:
    """How many lines there are between two places, wherever marks stand at the lines' ends."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._ends: dict[PageEnd, list[list[int]]] = {}
        whole = (self._partial(PageEnd(number, 0)) + block.after for number, block in enumerate(blocks))
        self._reach = [0.0, *accumulate(whole)]

    def lines(self, begin: PageEnd, end: PageEnd) -> float:
        if begin.block == end.block:
            return self._partial(begin, end.offset)
        first = self._partial(begin) + self._blocks[begin.block].after
        between = self._reach[end.block] - self._reach[begin.block + 1]
        last = self._partial(PageEnd(end.block, 0), end.offset) if end.offset else 0
        unused = 0.0 if end.offset else self._blocks[end.block - 1].after
        return first + between + last - unused

    def _partial(self, begin: PageEnd, offset: int | None = None) -> int:
        """The lines from a place to `offset` of the same block, or to its end."""
        reached = len(self._blocks[begin.block].text) if offset is None else offset
        return max(bisect_left(ends, reached - begin.offset) + 1 for ends in self._line_ends(begin))

    def _line_ends(self, begin: PageEnd) -> list[list[int]]:
        if begin not in self._ends:
            block = self._blocks[begin.block]
            setting = replace(block.setting, indent=0.0) if begin.offset else block.setting
            ways = (replace(setting, hangs=hangs) for hangs in (True, False))
            self._ends[begin] = [line_ends(block.text[begin.offset :], way) for way in ways]
        return self._ends[begin]
