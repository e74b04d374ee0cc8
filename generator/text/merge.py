"""Three-way merge of text: what two people made of one text, put together.

A text is compared clause by clause first, and then, inside clauses that differ, by atoms:
a blank 【…】, a number, a word in Latin letters, or a single character. So a rewritten
clause is one difference, and not ten where both happen to have a 的.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from .edits import Edit

LONGEST_COMPARED = 2_000
"""Atoms; what is longer is compared by clauses only."""

LONGEST_TEXT = 20_000
"""Characters; in a longer text only what is the same at its beginning and end is told apart."""

SHORTEST_SENTENCE = 8
"""Characters; a shorter one may stand elsewhere by chance."""

_CLAUSE = re.compile(r"[^，。；：！？、\n\u2029]*[，。；：！？、\n\u2029]?")
_ATOM = re.compile(r"【[^【】]*】|\d+(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)
_LONGEST_BY_CHARACTERS = 5_000
_PART_ENDS = frozenset("。！？；\n\u2029")
_SENTENCE_ENDS = "。！？\n\u2029"
_CLAUSE_ENDS = frozenset("，。；：！？、\n\u2029")


class Difference(NamedTuple):
    """`old[start:end]` became `new[new_start:new_end]`."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def growth(self) -> int:
        return (self.new_end - self.new_start) - (self.end - self.start)


@dataclass(frozen=True)
class Conflict:
    """Both hands changed `theirs[start:end]`, differently; `ours` is the clause as we have it."""

    start: int
    end: int
    ours: str


@dataclass(frozen=True)
class Merge:
    """`edits` turn theirs into the merged text; where there are `conflicts` theirs stays.

    `lost` are sentences that theirs no longer has and ours changed: as they were, and ours.
    """

    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()


def merge(base: str, theirs: str, ours: str) -> Merge:
    """What has to be done to `theirs` so that it also says what `ours` changed in `base`.

    Nothing that theirs has and base had not is ever touched: an edit only replaces
    characters that theirs took over from base.
    """
    if ours in (base, theirs):
        return Merge()
    their_own, our_own = differences(base, theirs), differences(base, ours)
    if not their_own:
        return Merge(tuple(Edit(one.start, one.end, ours[one.new_start : one.new_end]) for one in our_own))
    changes: list[_Change] = []
    lost: dict[tuple[str, str], None] = {}
    for left, right in _clusters(base, (theirs, their_own), (ours, our_own)):
        if not right:
            continue
        one = _Change(*_place(their_own, left, right), *_place(our_own, right, left), bool(left))
        wanted, found = ours[one.our_start : one.our_end], theirs[one.start : one.end]
        if left and not found and wanted:
            lost |= dict.fromkeys(_sentence_around(base, ours, our_own, right[0]))
        elif not left or found not in (wanted, ""):
            changes.append(one)
    apart = list(_conflicts_whole(changes, theirs))
    edits = tuple(
        Edit(one.start, one.end, ours[one.our_start : one.our_end]) for one in apart if not one.both
    )
    conflicts = tuple(
        Conflict(one.start, one.end, _clause_around(ours, one.our_start, one.our_end))
        for one in apart
        if one.both
    )
    return Merge(edits, conflicts, tuple(lost))


class _Change(NamedTuple):
    """`theirs[start:end]` is to become `ours[our_start:our_end]`; whether `both` changed it."""

    start: int
    end: int
    our_start: int
    our_end: int
    both: bool


def _conflicts_whole(changes: Sequence[_Change], theirs: str) -> Iterator[_Change]:
    """The changes, those that share a sentence with a conflict made one with it: half of a
    sentence of ours would not go with the other half of theirs."""
    held: _Change | None = None
    for one in changes:
        if held is not None and (held.both or one.both) and _share_a_sentence(held, one, theirs):
            held = _Change(held.start, max(held.end, one.end), held.our_start, one.our_end, True)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _share_a_sentence(one: _Change, next_one: _Change, theirs: str) -> bool:
    return not any(char in _PART_ENDS for char in theirs[max(one.end - 1, 0) : next_one.start])


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Where `new` is not `old`, in order."""
    if old == new:
        return ()
    if max(len(old), len(new)) > LONGEST_TEXT:
        return (_middle(old, new),)
    found = [
        piece
        for whole in _compare(_CLAUSE.findall(old), _CLAUSE.findall(new))
        for piece in _refine(old, new, whole)
    ]
    ends = [*(one.start for one in found[1:]), len(old) + 1]
    return tuple(_settle(old, new, one, end) for one, end in zip(found, ends, strict=True))


def changes(old: str, new: str) -> tuple[Edit, ...]:
    """Small edits that turn `old` into `new`, in order; one edit where a text is very long."""
    start = common_length(old, new)
    end = common_length(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old_middle), len(new_middle)) > _LONGEST_BY_CHARACTERS:
        return (Edit(start, len(old) - end, new_middle),)
    matcher = SequenceMatcher(None, old_middle, new_middle, autojunk=False)
    return tuple(
        Edit(start + begin, start + stop, new_middle[first:last])
        for tag, begin, stop, first, last in matcher.get_opcodes()
        if tag != "equal"
    )


def _settle(old: str, new: str, one: Difference, limit: int) -> Difference:
    """`one`, as far on inside its clause as it can stand: 县纪委{监委}, not 县纪{委监}委."""
    side, start, end = (
        (new, one.new_start, one.new_end) if one.start == one.end else (old, one.start, one.end)
    )
    if one.start != one.end and one.new_start != one.new_end:
        return one
    by = 0
    while (
        one.end + by + 1 < limit
        and one.start + by > 0
        and old[one.start + by - 1] not in _CLAUSE_ENDS
        and side[start + by] == side[end + by]
    ):
        by += 1
    return Difference(one.start + by, one.end + by, one.new_start + by, one.new_end + by)


def _middle(old: str, new: str) -> Difference:
    """What lies between the common beginning and end of two texts, as one difference."""
    shortest = min(len(old), len(new))
    start = common_length(old, new)
    end = min(common_length(old[::-1], new[::-1]), shortest - start)
    return Difference(start, len(old) - end, start, len(new) - end)


def common_length(one: str, other: str) -> int:
    """With how many characters both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """The differences between two texts in pieces, as places in the texts."""
    old_places = [0, *accumulate(map(len, old))]
    new_places = [0, *accumulate(map(len, new))]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield Difference(old_places[start], old_places[end], new_places[new_start], new_places[new_end])


def _refine(old: str, new: str, whole: Difference) -> Iterator[Difference]:
    """`whole` in smaller pieces, where what lies between them is worth keeping."""
    before = _ATOM.findall(old[whole.start : whole.end])
    after = _ATOM.findall(new[whole.new_start : whole.new_end])
    if not before or not after or max(len(before), len(after)) > LONGEST_COMPARED:
        yield whole
        return
    small = [
        Difference(
            whole.start + one.start,
            whole.start + one.end,
            whole.new_start + one.new_start,
            whole.new_start + one.new_end,
        )
        for one in _compare(before, after)
    ]
    held: Difference | None = None
    for one in small:
        if held is not None and _is_chance(old[held.end : one.start], held, one):
            held = Difference(held.start, one.end, held.new_start, one.new_end)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _is_chance(between: str, left: Difference, right: Difference) -> bool:
    """Whether two texts have `between` in common by chance, being rewritten all around it."""
    size = min(max(one.end - one.start, one.new_end - one.new_start) for one in (left, right))
    return len(between) <= size and "【" not in between


def _clusters(
    base: str, theirs: tuple[str, Sequence[Difference]], ours: tuple[str, Sequence[Difference]]
) -> Iterator[tuple[list[Difference], list[Difference]]]:
    """Their differences and ours, in order, those that meet together."""

    def meet(one: Difference, other: Difference) -> bool:
        if one.start == one.end == other.start == other.end:
            same = theirs[0][one.new_start : one.new_end] == ours[0][other.new_start : other.new_end]
            return same or (one.start > 0 and base[one.start - 1] not in _CLAUSE_ENDS)
        return _overlap(one, other)

    left, right = list(theirs[1]), list(ours[1])
    while left or right:
        yours, mine = (
            ([], [right.pop(0)]) if not left or (right and right[0] < left[0]) else ([left.pop(0)], [])
        )
        grown = True
        while grown:
            grown = False
            if left and any(meet(left[0], one) for one in mine):
                yours.append(left.pop(0))
                grown = True
            if right and any(meet(one, right[0]) for one in yours):
                mine.append(right.pop(0))
                grown = True
        yield yours, mine


def _overlap(one: Difference, other: Difference) -> bool:
    """Whether two differences touch the same characters of the base."""
    if one.start == one.end:
        return other.start < one.start < other.end
    if other.start == other.end:
        return one.start < other.start < one.end
    return one.start < other.end and other.start < one.end


def _place(
    side: Sequence[Difference], own: Sequence[Difference], others: Sequence[Difference]
) -> tuple[int, int]:
    """Where the stretch of the base that `own` and `others` changed stands in a side's text."""
    start = min(one.start for one in (*own, *others))
    end = max(one.end for one in (*own, *others))
    before = [one for one in side if (one < own[0] if own else one.end <= start)]
    moved = sum(one.growth for one in before)
    return start + moved, end + moved + sum(one.growth for one in own)


def _clause_around(text: str, start: int, end: int) -> str:
    """`text[start:end]` with the rest of the clauses that it begins and ends in."""
    while start > 0 and text[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    while end < len(text) and text[max(end - 1, 0)] not in _CLAUSE_ENDS:
        end += 1
    return text[start:end].strip("\u2029\n")


def _sentence_around(
    base: str, ours: str, own: Sequence[Difference], changed: Difference
) -> Iterator[tuple[str, str]]:
    """The sentence of the base that we `changed` something in, and as we have it; nothing where
    they cannot be told apart."""
    start = max(base.rfind(end, 0, changed.start) for end in _SENTENCE_ENDS) + 1
    ends = [place for end in _SENTENCE_ENDS if (place := base.find(end, max(changed.end - 1, 0))) >= 0]
    end = min(ends, default=len(base) - 1) + 1
    inside = [one for one in own if start <= one.start and one.end <= end]
    if end - start < SHORTEST_SENTENCE or any(
        _overlap(Difference(start, end, 0, 0), one) for one in own if one not in inside
    ):
        return
    before = sum(one.growth for one in own if one.end <= start and one not in inside)
    length = end - start + sum(one.growth for one in inside)
    yield base[start:end], ours[start + before : start + before + length]
