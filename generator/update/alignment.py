"""Which paragraph comes from which, after a person, or a newer template, was at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

ALIKE = 0.42
"""Likeness from which a paragraph, between two that are where they were, is the old one edited."""

MOVED_AND_ALIKE = 0.72
"""The same for a paragraph anywhere else."""

PART_OF = 0.8
"""How much of a paragraph is in another one when it was split off, or joined to it."""

MOST_BETWEEN = 2
"""Paragraphs that a person put between the parts of one that was split: cells of a table."""

MOST_COMPARED = 40_000
"""Pairs of paragraphs whose likeness is looked at between two that match; a speech has far fewer."""

SHORTEST_MOVED = 6
SHORTEST_PART = 4


@dataclass(frozen=True)
class Match:
    """Paragraphs of the base, and those that they became: one each, or several where a
    person split or joined paragraphs. Both by their places, in order."""

    base: tuple[int, ...]
    other: tuple[int, ...]


def align(
    base: Sequence[str],
    other: Sequence[str],
    *,
    parts: bool = True,
    kinds: tuple[Sequence[object], Sequence[object]] | None = None,
) -> tuple[Match, ...]:
    """The matches between two lists of paragraphs, in the order of `other`.

    Paragraphs that are the same match first, wherever they moved to, then those that are
    alike. With `kinds`, one for each paragraph (None for an ordinary one), those of the
    same kind between the same neighbours match though they are not alike, when there are
    as many of them. With `parts`, what was split or joined matches together. A paragraph
    stands in one match at most; one in none was added or removed.
    """
    pairs = dict(_same_in_order(base, other))
    pairs |= _alike_between(base, other, pairs)
    pairs |= _moved(base, other, pairs)
    if kinds is not None:
        pairs |= _same_kind_between(*kinds, pairs)
    found = {there: ([here], [there]) for there, here in pairs.items()}
    if parts:
        _add_parts(base, other, found)
    matches = {tuple(here): Match(tuple(here), tuple(there)) for here, there in found.values()}
    return tuple(sorted(matches.values(), key=lambda match: match.other))


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of pairs of characters that two texts have in common."""
    total = _size(one) + _size(other)
    return 2 * _shared(one, other) / total if total else float(one == other)


def part_in(part: str, whole: str) -> float:
    """From 0 to 1: how much of `part` is in `whole`."""
    return _shared(part, whole) / _size(part) if _size(part) else 0.0


def _same_in_order(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Paragraphs of `other` with the same ones of `base`."""
    for start, there, length in SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks():
        yield from ((there + step, start + step) for step in range(length))


def _alike_between(base: Sequence[str], other: Sequence[str], pairs: dict[int, int]) -> dict[int, int]:
    """The best pairs, in order, of what stands between paragraphs that are where they were."""
    found: dict[int, int] = {}
    for left, right in _gaps(pairs, len(base), len(other)):
        if len(left) * len(right) > MOST_COMPARED:
            continue
        found |= {right[at]: left[on] for on, at in _best_pairs(base, other, left, right)}
    return found


def _same_kind_between(
    base: Sequence[object], other: Sequence[object], pairs: dict[int, int]
) -> dict[int, int]:
    """Pairs of the same kind, in order, where between two pairs there are as many on both sides."""
    taken = set(pairs.values())
    found: dict[int, int] = {}
    for left, right in _gaps(_in_order(pairs), len(base), len(other)):
        for kind in dict.fromkeys(base[here] for here in left if base[here] is not None):
            heres = [here for here in left if base[here] == kind and here not in taken]
            theres = [there for there in right if other[there] == kind and there not in pairs]
            if len(heres) == len(theres):
                found |= dict(zip(theres, heres, strict=True))
    return found


def _in_order(pairs: dict[int, int]) -> dict[int, int]:
    """The pairs without those that were moved before one that is further on."""
    kept: dict[int, int] = {}
    last = -1
    for there, here in sorted(pairs.items()):
        if here > last:
            kept[there] = last = here
    return kept


def _gaps(pairs: dict[int, int], base: int, other: int) -> Iterator[tuple[range, range]]:
    """What stands between neighbouring pairs, where it is something on both sides."""
    anchors = [(-1, -1), *sorted((here, there) for there, here in pairs.items()), (base, other)]
    for (here, there), (next_here, next_there) in pairwise(anchors):
        left, right = range(here + 1, next_here), range(there + 1, next_there)
        if left and right:
            yield left, right


def _best_pairs(
    base: Sequence[str], other: Sequence[str], left: range, right: range
) -> Iterator[tuple[int, int]]:
    """Which of `left` goes with which of `right`, in order, so that likeness is greatest in all."""
    worth = [[_worth(base[here], other[there]) for there in right] for here in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for row in range(len(left) - 1, -1, -1):
        for column in range(len(right) - 1, -1, -1):
            together = worth[row][column] + best[row + 1][column + 1] if worth[row][column] else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(left) and column < len(right):
        value = best[row][column]
        if worth[row][column] and value == worth[row][column] + best[row + 1][column + 1]:
            yield row, column
            row, column = row + 1, column + 1
        elif value == best[row + 1][column]:
            row += 1
        else:
            column += 1


def _worth(one: str, other: str) -> float:
    """The likeness of two paragraphs, 0 where it is too little; one that is part of another counts."""
    alike = likeness(one, other)
    if alike >= ALIKE:
        return alike
    part = max(part_in(one, other), part_in(other, one))
    short = min(len(one), len(other)) < SHORTEST_PART
    return 0.0 if short or part < PART_OF else part * ALIKE


def _moved(base: Sequence[str], other: Sequence[str], pairs: dict[int, int]) -> dict[int, int]:
    """Paragraphs that are nearly the same somewhere else."""
    taken = set(pairs.values())
    left = [here for here in range(len(base)) if here not in taken]
    right = [there for there in range(len(other)) if there not in pairs]
    if len(left) * len(right) > MOST_COMPARED:
        return {}
    ranked = sorted((-likeness(base[here], other[there]), there, here) for here in left for there in right)
    found: dict[int, int] = {}
    for alike, there, here in ranked:
        if -alike < MOVED_AND_ALIKE:
            break
        long_enough = len(base[here]) >= SHORTEST_MOVED or base[here] == other[there]
        if long_enough and there not in found and here not in found.values():
            found[there] = here
    return found


def _add_parts(
    base: Sequence[str], other: Sequence[str], found: dict[int, tuple[list[int], list[int]]]
) -> None:
    """Adds to each match the neighbours that were split off from it, or joined to it."""
    taken = {here for heres, _ in found.values() for here in heres}
    for match in list(found.values()):
        heres, theres = match
        whole = base[heres[0]]
        for step in (1, -1):
            skipped, there = 0, theres[0] + step
            while 0 <= there < len(other) and there not in found and skipped <= MOST_BETWEEN:
                if _is_part(other[there], whole):
                    theres.append(there)
                    found[there] = match
                else:
                    skipped += 1
                there += step
        theres.sort()
        if len(theres) > 1:
            continue
        for step in (1, -1):
            here = heres[0] + step
            while 0 <= here < len(base) and here not in taken and _is_part(base[here], other[theres[0]]):
                heres.append(here)
                taken.add(here)
                here += step
        heres.sort()


def _is_part(part: str, whole: str) -> bool:
    return SHORTEST_PART <= len(part) < len(whole) and part_in(part, whole) >= PART_OF


def _shared(one: str, other: str) -> int:
    left, right = _pairs_of(one), _pairs_of(other)
    again = left.repeated.keys() & right.repeated.keys()
    return len(left.pairs & right.pairs) + sum(
        min(left.repeated[pair], right.repeated[pair]) for pair in again
    )


def _size(text: str) -> int:
    return max(0, len(text) - 1)


class _Pairs(NamedTuple):
    """Each two characters of a text that stand together; how often more, those that do so again."""

    pairs: frozenset[str]
    repeated: dict[str, int]


@lru_cache(maxsize=1024)
def _pairs_of(text: str) -> _Pairs:
    found = Counter(map(str.__add__, text, text[1:]))
    return _Pairs(frozenset(found), {pair: count - 1 for pair, count in found.items() if count > 1})
