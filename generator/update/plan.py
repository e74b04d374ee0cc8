"""The plan of an update: base, theirs and ours become what is to be done to theirs.

The order of a person's paragraphs stays. A paragraph that only we changed takes our text,
one that only the person changed keeps theirs, one that both changed is merged inside. New
paragraphs of ours go after the one that they follow in our text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from ..text.edits import Edit, apply
from ..text.merge import Conflict, Merge, differences, merge
from ..text.numerals import heading_number
from ..word.edited import START, Changes, LineChange, NewParagraph
from ..word.styles import StyleName
from .alignment import ALIKE, Match, align, likeness
from .counts import announces, announcing, numbered, recounted, sections, with_count
from .paragraphs import Paragraph

BETWEEN = "\u2029"
"""Stands between paragraphs that are merged together."""

PREAMBLE = "preamble"
"""What a paragraph before the first heading is, whatever its words."""


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


def plan(base: Sequence[Paragraph], theirs: Sequence[Paragraph], ours: Sequence[Paragraph]) -> Plan:
    """How `theirs`, made by a person from `base`, also becomes what `ours` made of it."""
    work = _Work(base, theirs, ours)
    work.decide()
    work.keep_headings_of_what_stays()
    work.add()
    work.merge()
    work.follow_moved_sentences()
    work.count_items()
    work.renumber()
    return Plan(work.changes(), tuple(work.steps()))


def aligned(
    base: Sequence[Paragraph], other: Sequence[Paragraph], *, parts: bool = True
) -> tuple[Match, ...]:
    """Which paragraphs of `other` come from which of `base`, by their words and what they are."""
    kinds = _kinds(base), _kinds(other)
    return align([one.content for one in base], [one.content for one in other], parts=parts, kinds=kinds)


@dataclass
class _Work:
    """The steps of `plan`; each uses what those before it found out."""

    base: Sequence[Paragraph]
    theirs: Sequence[Paragraph]
    ours: Sequence[Paragraph]
    matches: tuple[Match, ...] = ()
    ours_of: Mapping[int, int] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    stays: set[int] = field(default_factory=set)
    added: list[NewParagraph] = field(default_factory=list)
    edits: dict[int, list[Edit]] = field(default_factory=dict)
    conflicts: dict[int, list[Conflict]] = field(default_factory=dict)
    edited: set[int] = field(default_factory=set)
    lost: list[tuple[str, str]] = field(default_factory=list)

    def decide(self) -> None:
        """Which paragraph comes from which, and which of theirs our text no longer has."""
        self.matches = aligned(self.base, self.theirs)
        pairs = aligned(self.base, self.ours, parts=False)
        self.ours_of = {match.base[0]: match.other[0] for match in pairs}
        known = {place for match in self.matches for place in match.other}
        self.edited = {place for place in range(len(self.theirs)) if place not in known}
        for match in self.matches:
            untouched = self._base_text(match) == self._their_text(match)
            if not untouched:
                self.edited |= {*match.other}
            if any(place in self.ours_of for place in match.base):
                continue
            precious = any(self.theirs[place].is_precious for place in match.other)
            (self.removed if untouched and not precious else self.stays).update(match.other)

    def keep_headings_of_what_stays(self) -> None:
        """A heading goes only with all that stands under it."""
        for place in sorted(self.removed):
            level = self.theirs[place].level
            if level and any(under not in self.removed for under in self._under(place)):
                self.removed.discard(place)
                self.stays.add(place)

    def add(self) -> None:
        """Our new paragraphs, and after which of theirs each of them goes."""
        theirs_of = {place: match.other[-1] for match in self.matches for place in match.base}
        base_of = {ours: base for base, ours in self.ours_of.items()}
        anchor, left_out = START, 0
        for place, one in enumerate(self.ours):
            base = base_of.get(place)
            if base is not None and base in theirs_of:
                anchor = theirs_of[base]
                left_out = 0 if one.level else left_out
                continue
            if left_out and (one.role is StyleName.CLOSING or 0 < one.level <= left_out):
                left_out = 0
            if base is not None:
                left_out = left_out or one.level
            elif not left_out:
                anchor = self._after_own(anchor) if one.level or one.role is StyleName.CLOSING else anchor
                self.added.append(NewParagraph(self._open(anchor), one.role or StyleName.BODY, one.text))

    def merge(self) -> None:
        """Our text in the paragraphs that both have; the announced count follows the sections."""
        count = sections([one for _, one in self._order()])
        announced = announcing(self.ours, count)
        for match in self.matches:
            wanted = [self.ours_of.get(place) for place in match.base]
            if all(place is None for place in wanted):
                continue
            if [None if place is None else announced[place].content for place in wanted] == [
                one.content for one in self._base_of(match)
            ]:
                continue
            found = self._merged(match, announced, wanted)
            if found.conflicts and any(one.role is StyleName.BODY for one in self._base_of(match)):
                found = self._counted_apart(match, found, count)
            if _crosses(found.edits, self._their_text(match)) or self._is_rewritten(match, found):
                ours = "".join("" if place is None else announced[place].content for place in wanted)
                whole = Conflict(0, len(self.theirs[match.other[0]].content), ours)
                self.conflicts.setdefault(match.other[0], []).append(whole)
                continue
            self._spread(match, found.edits, found.conflicts)
            self.lost += found.lost
        self.added = [
            replace(one, text=with_count(one.text, sections(self.ours), count))
            if one.style is StyleName.BODY
            else one
            for one in self.added
        ]

    def _merged(self, match: Match, ours: Sequence[Paragraph], wanted: Sequence[int | None]) -> Merge:
        text = BETWEEN.join("" if place is None else ours[place].content for place in wanted)
        return merge(self._base_text(match), self._their_text(match), text)

    def _is_rewritten(self, match: Match, found: Merge) -> bool:
        """Whether a person wrote the paragraph anew, and our words have no place in it."""
        new = any(one.start == one.end for one in found.edits) or found.conflicts
        return bool(new) and likeness(self._base_text(match), self._their_text(match)) < ALIKE

    def _counted_apart(self, match: Match, found: Merge, count: int) -> Merge:
        """`found`, or the same merged without the announced count, which a person worded anew."""
        counts = sections(self.base), sections(self.ours)
        theirs = self._their_text(match)
        if not any(announces(self._base_text(match), one) for one in counts):
            return found
        ours = announcing(self.ours, counts[0])
        other = self._merged(match, ours, [self.ours_of.get(place) for place in match.base])
        if len(other.conflicts) >= len(found.conflicts):
            return found
        return replace(other, edits=_together(other.edits, recounted(theirs, {*counts}, count)))

    def follow_moved_sentences(self) -> None:
        """What we changed in a sentence that a person moved to another paragraph."""
        for old, new in self.lost:
            places = [place for place in self.edited if old in self.theirs[place].content]
            if len(places) != 1 or places[0] in self.removed:
                continue
            one = self.theirs[places[0]]
            start = one.text.index(old, one.number)
            edits = [
                Edit(start + piece.start, start + piece.end, new[piece.new_start : piece.new_end])
                for piece in differences(old, new)
            ]
            self.edits[places[0]] = [*_together(self.edits.get(places[0], ()), edits)]

    def count_items(self) -> None:
        """The items 一是、二是 of a paragraph that a person changed, and we too."""
        for place in self.edited & self.edits.keys():
            self.edits[place] = [*numbered(self.theirs[place].text, self.edits[place])]

    def renumber(self) -> None:
        """The numbers of the headings, as they follow each other now."""
        counts: dict[int, int] = {}
        added = iter(range(len(self.added)))
        for place, one in self._order():
            if place is None:
                index = next(added)
            if not one.level:
                continue
            counts = {level: count for level, count in counts.items() if level <= one.level}
            counts[one.level] = counts.get(one.level, 0) + 1
            number = heading_number(one.level, counts[one.level])
            if place is None and self._is_numbered_by_word(one.level):
                self.added[index] = replace(self.added[index], text=one.content)
                continue
            if one.number and one.text[: one.number] != number:
                if place is None:
                    text = number + one.text[one.number :]
                    self.added[index] = replace(self.added[index], text=text)
                else:
                    self.edits.setdefault(place, []).insert(0, Edit(0, one.number, number))

    def _is_numbered_by_word(self, level: int) -> bool:
        """Whether a person took the numbers out of the headings, for Word to number them."""
        numbers = [one.number for one in self.theirs if one.level == level]
        return bool(numbers) and not any(numbers)

    def changes(self) -> Changes:
        places = sorted({*self.edits, *self.conflicts, *self.stays})
        lines = tuple(
            LineChange(place, tuple(self.edits.get(place, ())), tuple(self._remarks(place)))
            for place in places
        )
        return Changes(lines, tuple(self.added), tuple(sorted(self.removed)))

    def steps(self) -> Iterator[Step]:
        new: dict[int, list[Step]] = {}
        for added in self.added:
            new.setdefault(added.after, []).append(Step(Kind.ADDED, "", added.text))
        yield from new.get(START, ())
        for place, one in enumerate(self.theirs):
            yield from self._steps_of(place, one.text)
            yield from new.get(place, ())

    def _steps_of(self, place: int, before: str) -> Iterator[Step]:
        edits = self.edits.get(place)
        after = apply(before, edits) if edits else before
        if place in self.removed:
            yield Step(Kind.REMOVED, before, "")
        elif place in self.stays:
            yield Step(Kind.CONFLICT, before, before)
        elif place in self.conflicts:
            yield Step(Kind.CONFLICT, before, after, "；".join(one.ours for one in self.conflicts[place]))
        elif after != before:
            yield Step(Kind.CHANGED, before, after)
        elif place in self.edited:
            yield Step(Kind.KEPT, before, before)

    def _remarks(self, place: int) -> Iterator[tuple[int, int, str]]:
        one = self.theirs[place]
        if place in self.stays:
            yield one.number, len(one.text), REMOVED_REMARK
        for conflict in self.conflicts.get(place, ()):
            text = f"{CONFLICT_REMARK}{conflict.ours}" if conflict.ours else DROPPED_REMARK
            yield conflict.start + one.number, conflict.end + one.number, text

    def _spread(self, match: Match, edits: Sequence[Edit], conflicts: Sequence[Conflict]) -> None:
        """Gives edits and conflicts of joined paragraphs to the paragraph that each is in."""
        start = 0
        for place in match.other:
            one = self.theirs[place]
            end = start + len(one.content)
            by = one.number - start
            for edit in edits:
                if start <= edit.start and edit.end <= end:
                    self.edits.setdefault(place, []).append(edit.shifted(by))
            for conflict in conflicts:
                if start <= conflict.start < max(end, start + 1):
                    inside = replace(
                        conflict, start=conflict.start - start, end=min(conflict.end, end) - start
                    )
                    self.conflicts.setdefault(place, []).append(inside)
            start = end + len(BETWEEN)

    def _base_text(self, match: Match) -> str:
        return BETWEEN.join(self.base[place].content for place in match.base)

    def _base_of(self, match: Match) -> list[Paragraph]:
        return [self.base[place] for place in match.base]

    def _their_text(self, match: Match) -> str:
        return BETWEEN.join(self.theirs[place].content for place in match.other)

    def _under(self, heading: int) -> Iterator[int]:
        level = self.theirs[heading].level
        for place in range(heading + 1, len(self.theirs)):
            one = self.theirs[place]
            if 0 < one.level <= level or one.role is StyleName.CLOSING:
                return
            yield place

    def _after_own(self, anchor: int) -> int:
        """The last of a person's own paragraphs that follow `anchor`."""
        known = {place for match in self.matches for place in match.other}
        following = anchor + 1
        while following < len(self.theirs) and following not in known:
            if self.theirs[following].level or self.theirs[following].role is StyleName.CLOSING:
                break
            anchor, following = following, following + 1
        return anchor

    def _open(self, anchor: int) -> int:
        """`anchor`, or the nearest one before it beside which a paragraph can be put."""
        while anchor != START and not self.theirs[anchor].is_open:
            anchor -= 1
        return anchor

    def _order(self) -> Iterator[tuple[int | None, Paragraph]]:
        """The paragraphs as they will be, each with its place in theirs; None for a new one."""
        new: dict[int, list[Paragraph]] = {}
        by_text = {(one.role, one.text): one for one in self.ours}
        for added in self.added:
            one = by_text.get((added.style, added.text)) or Paragraph(added.style, added.text)
            new.setdefault(added.after, []).append(one)
        yield from ((None, one) for one in new.get(START, ()))
        for place, one in enumerate(self.theirs):
            if place not in self.removed:
                yield place, one
            yield from ((None, one) for one in new.get(place, ()))


CONFLICT_REMARK = "这里您改过，没有动。新稿是："
DROPPED_REMARK = "这里您改过，没有动。新稿没有这几句"
REMOVED_REMARK = "新稿没有这一段。这里您改过，没有删"


def _crosses(edits: Sequence[Edit], text: str) -> bool:
    """Whether an edit reaches over the end of a paragraph, or makes one."""
    return any(BETWEEN in text[one.start : one.end] + one.replacement for one in edits)


def _together(some: Sequence[Edit], others: Iterable[Edit]) -> tuple[Edit, ...]:
    """`some`, and those of `others` that touch none of them, in order."""
    apart = (one for one in others if all(one.end <= it.start or it.end <= one.start for it in some))
    return tuple(sorted((*some, *apart), key=lambda one: (one.start, one.end)))


def _kinds(paragraphs: Sequence[Paragraph]) -> list[object]:
    """What tells each paragraph from its neighbours even when its words are new, None for nothing."""
    first = next((place for place, one in enumerate(paragraphs) if one.level), 0)
    return [
        PREAMBLE if place < first and one.role is StyleName.BODY else one.kind
        for place, one in enumerate(paragraphs)
    ]
