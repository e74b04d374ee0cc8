"""Where a title is broken: between words, into lines of balanced length.

GB/T 9704—2012, 7.3.1: a title of several lines is broken so that the sense stays whole,
the lines are symmetrical and of fitting length, in the shape of a trapezium or rhombus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, product
from math import ceil, floor, inf

from .lines import text_width, widths
from .terms import Kind, known_words

MOST_LINES = 4
"""What needs more lines is not broken here but where each line is full."""

NARROWEST = 90
"""Per cent of their width that characters may be squeezed to: one or two of a line."""

_HELD = re.compile(
    r"“[^“”]{1,16}”(?:时期|期间)?|‘[^‘’]{1,12}’|《[^《》]{1,14}》|【[^【】]*】|.?（[^（）]{1,12}）"
    r"|——|第[一二三四五六七八九十百零〇\d]+[届次期批个]?|[一二三四五六七八九十]{1,3}(?:届(?:.中全会)?|周年)"
    r"|\d+[年月日周届次期个号]*(?:度|期间|时期)?|[A-Za-z0-9.%]+"
    r"|[省市县区州]委(?!员会)|.上的(?:讲话|致辞|发言|报告|总结|点评|表态发言|总结讲话)"
)
"""What stays on one line: short quotations and titles, numbers with their unit, 会上的讲话."""

_NEVER_FIRST = "、，。；：？！”’）》】…·的 　"
_NEVER_LAST = "“‘（《【暨"
_CONJUNCTIONS = "和与及"
_ENDS_A_NAME = "省市州县区旗镇乡村局厅院校"
_CONTINUES = "委直属级民辖内"
"""临江市 in 临江市委 is not the unit."""

_FREE, _BEFORE_CLAUSE, _BETWEEN_WORDS, _AT_WORD, _ANYWHERE = 0.0, 1.0, 2.0, 4.0, 14.0
_OFF_HEAD, _TORN_APART = 8.0, 20.0
"""Before a word that belongs to what precedes it; after one that belongs to what follows."""

_IN_NAME, _IN_TERM = 12.0, 60.0
_LINE = 12.0
_SQUEEZE = 3.0
_BAD_SHAPE = 8.0
_REACH = 8
"""How far from equal lines a break may lie, in characters."""


@lru_cache(maxsize=256)
def title_lines(title: str, width: float, unit: str = "") -> tuple[str, ...]:
    """The lines that `title` is set in, where a line holds `width` Chinese characters.

    Joined they are `title`. A title that fits one line stays on it, one that is a character
    or two too long as well: `title_scale` says how much it is to be squeezed. Where it names
    the `unit`, a break is rather after that name than in it. One that cannot be broken well
    is left in one piece.
    """
    return _broken(title, width, width * 100 / NARROWEST, unit)


def title_scale(lines: Iterable[str], width: float) -> int:
    """Per cent of their width that the characters of `lines` take, so that each fits `width`."""
    longest = max(map(text_width, lines), default=0.0)
    return 100 if longest <= width else max(NARROWEST, floor(100 * width / longest))


def splits_word(before: str, after: str) -> bool:
    """Whether a line break between two lines of a title falls inside a word or a term."""
    title, place = before + after, len(before)
    if before[-1:] in _NEVER_LAST or after[:1] in _NEVER_FIRST:
        return True
    held = any(match.start() < place < match.end() for match in _HELD.finditer(title))
    return held or any(word.start < place < word.end for word in known_words(title))


def balanced_lines(text: str, width: float) -> tuple[str, ...]:
    """The lines of another text that is centred, such as a long post; nothing is squeezed."""
    return _broken(text, width, width)


def _broken(title: str, width: float, widest: float, unit: str = "") -> tuple[str, ...]:
    ends = (0.0, *accumulate(widths(title)))
    best: tuple[str, ...] = (title,)
    if ends[-1] <= width:
        return best
    costs, least = _costs(title, unit), inf
    for count in range(ceil(ends[-1] / widest), MOST_LINES + 1):
        if count * _LINE >= least:
            break
        for way in _ways(costs, ends, count):
            lengths = [ends[end] - ends[start] for start, end in pairwise((0, *way, len(title)))]
            if max(lengths) > widest:
                continue
            cost = sum([costs[place] for place in way], count * _LINE) + _shape_cost(lengths)
            cost += _SQUEEZE if max(lengths) > width else 0
            if cost < least:
                best = tuple(title[start:end] for start, end in pairwise((0, *way, len(title))))
                least = cost
    return best


def _costs(title: str, unit: str) -> Mapping[int, float]:
    """What a break before each place costs; where none may be is left out."""
    words = known_words(title)
    begin = {word.start: word.kind for word in words}
    end = {word.end: word.kind for word in words}
    inside = dict.fromkeys(_unit_places(title, unit), _IN_NAME)
    inside |= {place: _IN_TERM for word in words for place in range(word.start + 1, word.end)}
    held = {place for found in _HELD.finditer(title) for place in range(found.start() + 1, found.end())}
    costs = {
        place: _place_cost(last, first, end.get(place), begin.get(place)) + inside.get(place, 0.0)
        for place, (last, first) in enumerate(pairwise(title), start=1)
        if place not in held and first not in _NEVER_FIRST and last not in _NEVER_LAST
    }
    after = _unit_places(title, unit).stop
    return {**costs, after: _FREE} if after in costs and title[after] not in _CONTINUES else costs


def _unit_places(title: str, unit: str) -> range:
    """The places inside the name of the unit; it stops where the name does."""
    start = title.find(unit) if unit else -1
    return range(start + 1, start + len(unit)) if start >= 0 else range(0)


def _place_cost(last: str, first: str, left: Kind | None, right: Kind | None) -> float:
    """What a break between two characters costs that end and begin words of these kinds."""
    if first in "暨—" or last in "、，》】　 ”":
        return _FREE
    if left in (Kind.OPENER, Kind.ATTRIBUTE) or last in _CONJUNCTIONS:
        return _TORN_APART
    if right is None and first in _ENDS_A_NAME:
        return _TORN_APART
    if right is Kind.HEAD:
        return _OFF_HEAD
    if left is Kind.ENDING or right is Kind.OPENER or first in f"{_CONJUNCTIONS}“《":
        return _BEFORE_CLAUSE
    if left is not None and right is not None:
        return _BETWEEN_WORDS
    return _ANYWHERE if left is None and right is None else _AT_WORD


def _ways(costs: Mapping[int, float], ends: Sequence[float], count: int) -> Iterator[tuple[int, ...]]:
    """Every choice of breaks for `count` lines that are not too far from equal."""
    mean = ends[-1] / count
    near = [[place for place in costs if abs(ends[place] - nth * mean) <= _REACH] for nth in range(1, count)]
    return (way for way in product(*near) if all(a < b for a, b in pairwise(way)))


def _shape_cost(lengths: list[float]) -> float:
    """What lines of unequal length cost; an hourglass more, and a little lines all equal."""
    mean = sum(lengths) / len(lengths)
    unequal = sum([abs(length - mean) for length in lengths])
    waists = sum([a > b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False)])
    return unequal + waists * _BAD_SHAPE + (len(lengths) > 1 and len(set(lengths)) == 1)
