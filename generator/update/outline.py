"""Which paragraphs go, which stay although ours has them no more, where new ones go; and the
numbers of the headings once all that is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..text.edits import Edit
from ..text.numerals import heading_number
from ..word.edited import START, NewParagraph
from ..word.styles import StyleName
from .paragraphs import Paragraph
from .sides import Sides


class Removals(NamedTuple):
    """Places of theirs that ours has no more: those that go, and those that the person needs."""

    removed: frozenset[int]
    stays: frozenset[int]


class Slot(NamedTuple):
    """A paragraph as it will stand: that of theirs at `place`, or the new one of that number."""

    paragraph: Paragraph
    place: int | None = None
    new: int | None = None


def find_removals(sides: Sides) -> Removals:
    """What the person did not touch goes; a heading only with all that stands under it."""
    gone = [match for match in sides.matches if not any(place in sides.ours_of for place in match.base)]
    removed = {
        place
        for match in gone
        if sides.is_untouched(match) and not any(sides.theirs[place].is_precious for place in match.other)
        for place in match.other
    }
    for heading in sorted(place for place in removed if sides.theirs[place].level):
        if any(place not in removed for place in sides.under(heading)):
            removed.remove(heading)
    places = {place for match in gone for place in match.other}
    return Removals(frozenset(removed), frozenset(places - removed))


def find_new(sides: Sides) -> tuple[NewParagraph, ...]:
    """Our new paragraphs, and after which of theirs each of them goes.

    What is new under a heading that the person took out is left out with it.
    """
    theirs_of = {place: match.other[-1] for match in sides.matches for place in match.base}
    base_of = {ours: base for base, ours in sides.ours_of.items()}
    found: list[NewParagraph] = []
    anchor, left_out = START, 0
    for place, one in enumerate(sides.ours):
        base = base_of.get(place)
        if base in theirs_of:
            anchor = theirs_of[base]
            left_out = 0 if one.level else left_out
            continue
        if one.role is StyleName.CLOSING or 0 < one.level <= left_out:
            left_out = 0
        if base is not None:
            left_out = left_out or one.level
        elif not left_out:
            anchor = _last_own(sides, anchor) if one.level or one.role is StyleName.CLOSING else anchor
            found.append(
                NewParagraph(_open_place(sides.theirs, anchor), one.role or StyleName.BODY, one.text)
            )
    return tuple(found)


def order(sides: Sides, removed: Collection[int], new: Iterable[NewParagraph]) -> Iterator[Slot]:
    """The paragraphs as they will stand."""
    by_text = {(one.role, one.text): one for one in sides.ours}
    after: dict[int, list[Slot]] = {}
    for number, one in enumerate(new):
        paragraph = by_text.get((one.style, one.text)) or Paragraph(one.style, one.text)
        after.setdefault(one.after, []).append(Slot(paragraph, new=number))
    yield from after.get(START, ())
    for place, paragraph in enumerate(sides.theirs):
        if place not in removed:
            yield Slot(paragraph, place)
        yield from after.get(place, ())


def renumber(slots: Iterable[Slot], by_word: frozenset[int]) -> Iterator[tuple[Slot, Edit]]:
    """What has to be done to headings, so that their numbers follow each other.

    At levels that Word numbers, `by_word`, a new heading comes without a number.
    """
    counts: dict[int, int] = {}
    for slot in slots:
        one = slot.paragraph
        if not one.level:
            continue
        counts = {level: count for level, count in counts.items() if level <= one.level}
        counts[one.level] = counts.get(one.level, 0) + 1
        is_bare = slot.place is None and one.level in by_word
        number = "" if is_bare else heading_number(one.level, counts[one.level])
        if one.number and one.text[: one.number] != number:
            yield slot, Edit(0, one.number, number)


def levels_numbered_by_word(theirs: Iterable[Paragraph]) -> frozenset[int]:
    """The levels at which a person took the numbers out of the headings, for Word to number them."""
    headings = [one for one in theirs if one.level]
    return frozenset({one.level for one in headings} - {one.level for one in headings if one.number})


def _last_own(sides: Sides, anchor: int) -> int:
    """The last of a person's own paragraphs that follow `anchor`."""
    following = anchor + 1
    while following < len(sides.theirs) and following not in sides.kept:
        if sides.theirs[following].level or sides.theirs[following].role is StyleName.CLOSING:
            break
        anchor, following = following, following + 1
    return anchor


def _open_place(theirs: Sequence[Paragraph], anchor: int) -> int:
    """`anchor`, or the nearest one before it beside which a paragraph can be put."""
    while anchor != START and not theirs[anchor].is_open:
        anchor -= 1
    return anchor
