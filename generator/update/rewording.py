"""What ours changed in paragraphs that theirs also has: merged inside each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..text.edits import Edit
from ..text.merge import Conflict, Merge, differences, merge
from ..word.styles import StyleName
from .alignment import ALIKE, Match, likeness
from .counts import announce, announces, recount, renumber_items, sections
from .paragraphs import Paragraph
from .sides import BETWEEN, Sides

Edits = Mapping[int, Sequence[Edit]]
"""The edits of paragraphs of theirs, by their places."""


@dataclass(frozen=True)
class Rewording:
    """What is to be done inside paragraphs of theirs, and where that would undo what the person did.

    `lost` are sentences that ours changed and that stand where they were no more.
    """

    edits: Edits = field(default_factory=dict)
    conflicts: Mapping[int, Sequence[Conflict]] = field(default_factory=dict)
    lost: tuple[tuple[str, str], ...] = ()


def reword(sides: Sides, count: int) -> Rewording:
    """Our text in the paragraphs that both have, announcing `count` sections."""
    announced = announce(sides.ours, count)
    found = [_reword_match(sides, match, announced, count) for match in sides.matches]
    edits = {place: edits for one in found for place, edits in one.edits.items()}
    conflicts = {place: conflicts for one in found for place, conflicts in one.conflicts.items()}
    lost = tuple(sentence for one in found for sentence in one.lost)
    return Rewording(_count_items(sides, _follow_moved_sentences(sides, edits, lost)), conflicts)


def _reword_match(sides: Sides, match: Match, announced: Sequence[Paragraph], count: int) -> Rewording:
    old = [sides.base[place] for place in match.base]
    new = _ours(sides, match, announced)
    if new in ([None] * len(new), [one.content for one in old]):
        return Rewording()
    found = _merge(sides, match, new)
    if found.conflicts and any(one.role is StyleName.BODY for one in old):
        found = _merge_apart_from_count(sides, match, found, count)
    if _crosses(found.edits, sides.their_text(match)) or _is_rewritten(sides, match, found):
        first = match.other[0]
        whole = Conflict(0, len(sides.theirs[first].content), "".join(filter(None, new)))
        return Rewording(conflicts={first: (whole,)})
    return _share_out(sides, match, found)


def _ours(sides: Sides, match: Match, ours: Sequence[Paragraph]) -> list[str | None]:
    """What ours has for each paragraph of a match; None for what it has no more."""
    places = [sides.ours_of.get(place) for place in match.base]
    return [None if place is None else ours[place].content for place in places]


def _merge(sides: Sides, match: Match, new: Sequence[str | None]) -> Merge:
    text = BETWEEN.join(one or "" for one in new)
    return merge(sides.base_text(match), sides.their_text(match), text)


def _merge_apart_from_count(sides: Sides, match: Match, found: Merge, count: int) -> Merge:
    """`found`, or the same merged without the announced count, which a person worded anew."""
    counts = sections(sides.base), sections(sides.ours)
    if not any(announces(sides.base_text(match), one) for one in counts):
        return found
    other = _merge(sides, match, _ours(sides, match, announce(sides.ours, counts[0])))
    if len(other.conflicts) >= len(found.conflicts):
        return found
    recounts = recount(sides.their_text(match), {*counts}, count)
    return replace(other, edits=_join(other.edits, recounts))


def _is_rewritten(sides: Sides, match: Match, found: Merge) -> bool:
    """Whether a person wrote the paragraph anew, and our words have no place in it."""
    new = found.conflicts or any(one.start == one.end for one in found.edits)
    return bool(new) and likeness(sides.base_text(match), sides.their_text(match)) < ALIKE


def _crosses(edits: Iterable[Edit], text: str) -> bool:
    """Whether an edit reaches over the end of a paragraph, or makes one."""
    return any(BETWEEN in text[one.start : one.end] + one.replacement for one in edits)


def _share_out(sides: Sides, match: Match, found: Merge) -> Rewording:
    """Gives edits and conflicts of joined paragraphs to the paragraph that each is in."""
    edits: dict[int, list[Edit]] = {}
    conflicts: dict[int, list[Conflict]] = {}
    start = 0
    for place in match.other:
        one = sides.theirs[place]
        end = start + len(one.content)
        for edit in found.edits:
            if start <= edit.start and edit.end <= end:
                edits.setdefault(place, []).append(edit.shift(one.number - start))
        for conflict in found.conflicts:
            if start <= conflict.start < max(end, start + 1):
                inside = Conflict(conflict.start - start, min(conflict.end, end) - start, conflict.ours)
                conflicts.setdefault(place, []).append(inside)
        start = end + len(BETWEEN)
    return Rewording(edits, conflicts, found.lost)


def _follow_moved_sentences(sides: Sides, edits: Edits, lost: Iterable[tuple[str, str]]) -> Edits:
    """`edits`, and what ours changed in a sentence that a person moved to another paragraph."""
    followed = dict(edits)
    for old, new in lost:
        places = [place for place in sides.edited if old in sides.theirs[place].content]
        if len(places) == 1:
            one = sides.theirs[places[0]]
            moved = _edits_of(old, new, one.text.index(old, one.number))
            followed[places[0]] = _join(followed.get(places[0], ()), moved)
    return followed


def _edits_of(old: str, new: str, start: int) -> list[Edit]:
    """What makes `new` of `old` where it stands at `start`."""
    return [
        Edit(start + piece.start, start + piece.end, new[piece.new_start : piece.new_end])
        for piece in differences(old, new)
    ]


def _count_items(sides: Sides, edits: Edits) -> Edits:
    """`edits`, and the items 一是、二是 counted on in a paragraph that a person changed, and we too."""
    return {
        place: renumber_items(sides.theirs[place].text, some) if place in sides.edited else some
        for place, some in edits.items()
    }


def _join(some: Sequence[Edit], others: Iterable[Edit]) -> tuple[Edit, ...]:
    """`some`, and those of `others` that touch none of them, in order."""
    apart = (one for one in others if all(one.end <= it.start or it.end <= one.start for it in some))
    return tuple(sorted((*some, *apart), key=lambda one: (one.start, one.end)))
