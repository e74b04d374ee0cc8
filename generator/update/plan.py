"""The plan of an update: base, theirs and ours become what is to be done to theirs.

The order of a person's paragraphs stays. A paragraph that only we changed takes our text,
one that only the person changed keeps theirs, one that both changed is merged inside. New
paragraphs of ours go after the one that they follow in our text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ..text.edits import apply
from ..word.edited import START, Changes, LineChange, NewParagraph
from ..word.styles import StyleName
from .counts import sections, with_count
from .outline import Removals, find_new, find_removals, levels_numbered_by_word, order, renumber
from .paragraphs import Paragraph
from .rewording import Rewording, reword
from .sides import Sides, compare

CONFLICT_REMARK = "这里您改过，没有动。新稿是："
DROPPED_REMARK = "这里您改过，没有动。新稿没有这几句"
REMOVED_REMARK = "新稿没有这一段。这里您改过，没有删"


class Kind(Enum):
    """What became of a paragraph; the value is the word in --json."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    KEPT = "kept"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Step:
    """What became of one paragraph: its text before and after, and of a conflict our text."""

    kind: Kind
    before: str
    after: str
    ours: str = ""


@dataclass(frozen=True)
class Plan:
    """What is to be done, and what is to be told about it, in the order of the draft."""

    changes: Changes
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Decisions:
    """All that was found out, step by step: what goes, what is new, what is done inside paragraphs."""

    sides: Sides
    removals: Removals
    new: tuple[NewParagraph, ...]
    rewording: Rewording


def plan(base: Sequence[Paragraph], theirs: Sequence[Paragraph], ours: Sequence[Paragraph]) -> Plan:
    """How `theirs`, made by a person from `base`, also becomes what `ours` made of it."""
    sides = compare(base, theirs, ours)
    removals, new = find_removals(sides), find_new(sides)
    count = sections([slot.paragraph for slot in order(sides, removals.removed, new)])
    new = _announce(new, sections(ours), count)
    decided = _renumber(_Decisions(sides, removals, new, reword(sides, count)))
    return Plan(_changes(decided), tuple(_steps(decided)))


def _announce(new: Iterable[NewParagraph], announced: int, count: int) -> tuple[NewParagraph, ...]:
    return tuple(
        replace(one, text=with_count(one.text, announced, count)) if one.style is StyleName.BODY else one
        for one in new
    )


def _renumber(decided: _Decisions) -> _Decisions:
    """The decisions with the numbers of the headings, as they follow each other now."""
    edits = dict(decided.rewording.edits)
    new = list(decided.new)
    slots = order(decided.sides, decided.removals.removed, decided.new)
    for slot, edit in renumber(slots, levels_numbered_by_word(decided.sides.theirs)):
        if slot.place is not None:
            edits[slot.place] = (edit, *edits.get(slot.place, ()))
        elif slot.new is not None:
            new[slot.new] = replace(new[slot.new], text=apply(slot.paragraph.text, [edit]))
    return replace(decided, new=tuple(new), rewording=replace(decided.rewording, edits=edits))


def _changes(decided: _Decisions) -> Changes:
    rewording, stays = decided.rewording, decided.removals.stays
    places = sorted({*rewording.edits, *rewording.conflicts, *stays})
    lines = tuple(
        LineChange(place, tuple(rewording.edits.get(place, ())), tuple(_remarks(decided, place)))
        for place in places
    )
    return Changes(lines, decided.new, tuple(sorted(decided.removals.removed)))


def _remarks(decided: _Decisions, place: int) -> Iterator[tuple[int, int, str]]:
    """What is remarked on a paragraph: from where to where, and what."""
    one = decided.sides.theirs[place]
    if place in decided.removals.stays:
        yield one.number, len(one.text), REMOVED_REMARK
    for conflict in decided.rewording.conflicts.get(place, ()):
        text = f"{CONFLICT_REMARK}{conflict.ours}" if conflict.ours else DROPPED_REMARK
        yield conflict.start + one.number, conflict.end + one.number, text


def _steps(decided: _Decisions) -> Iterator[Step]:
    added: dict[int, list[Step]] = {}
    for one in decided.new:
        added.setdefault(one.after, []).append(Step(Kind.ADDED, "", one.text))
    yield from added.get(START, ())
    for place in range(len(decided.sides.theirs)):
        yield from _steps_at(decided, place)
        yield from added.get(place, ())


def _steps_at(decided: _Decisions, place: int) -> Iterator[Step]:
    before = decided.sides.theirs[place].text
    after = apply(before, decided.rewording.edits.get(place, ()))
    if place in decided.removals.removed:
        yield Step(Kind.REMOVED, before, "")
    elif place in decided.removals.stays:
        yield Step(Kind.CONFLICT, before, before)
    elif conflicts := decided.rewording.conflicts.get(place):
        yield Step(Kind.CONFLICT, before, after, "；".join(one.ours for one in conflicts))
    elif after != before:
        yield Step(Kind.CHANGED, before, after)
    elif place in decided.sides.edited:
        yield Step(Kind.KEPT, before, before)
