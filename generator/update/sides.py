"""The three sides of an update: what was generated, what a person made of it, what would be
generated now; and which paragraph comes from which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..word.styles import StyleName
from .alignment import Match, align
from .paragraphs import Paragraph

BETWEEN = "\u2029"
"""Stands between paragraphs that are merged together."""

PREAMBLE = "preamble"
"""What a paragraph before the first heading is, whatever its words."""


@dataclass(frozen=True)
class Sides:
    """The paragraphs of the three sides.

    `matches` are those of base with those of theirs that they became; `ours_of` is the place
    in ours of what a paragraph of base became there.
    """

    base: Sequence[Paragraph]
    theirs: Sequence[Paragraph]
    ours: Sequence[Paragraph]
    matches: tuple[Match, ...]
    ours_of: Mapping[int, int]

    def base_text(self, match: Match) -> str:
        return BETWEEN.join(self.base[place].content for place in match.base)

    def their_text(self, match: Match) -> str:
        return BETWEEN.join(self.theirs[place].content for place in match.other)

    def is_untouched(self, match: Match) -> bool:
        return self.base_text(match) == self.their_text(match)

    @cached_property
    def kept(self) -> frozenset[int]:
        """The places of theirs that come from base."""
        return frozenset(place for match in self.matches for place in match.other)

    @cached_property
    def edited(self) -> frozenset[int]:
        """The places of theirs that the person wrote or changed."""
        changed = {place for match in self.matches if not self.is_untouched(match) for place in match.other}
        return frozenset({*range(len(self.theirs))} - self.kept | changed)

    def under(self, heading: int) -> Iterator[int]:
        """The places of theirs that stand under the heading at one."""
        level = self.theirs[heading].level
        for place in range(heading + 1, len(self.theirs)):
            one = self.theirs[place]
            if 0 < one.level <= level or one.role is StyleName.CLOSING:
                return
            yield place


def compare(base: Sequence[Paragraph], theirs: Sequence[Paragraph], ours: Sequence[Paragraph]) -> Sides:
    pairs = align_paragraphs(base, ours, parts=False)
    ours_of = {match.base[0]: match.other[0] for match in pairs}
    return Sides(base, theirs, ours, align_paragraphs(base, theirs), ours_of)


def align_paragraphs(
    base: Sequence[Paragraph], other: Sequence[Paragraph], *, parts: bool = True
) -> tuple[Match, ...]:
    """Which paragraphs of `other` come from which of `base`, by their words and what they are."""
    kinds = _kinds(base), _kinds(other)
    return align([one.content for one in base], [one.content for one in other], parts=parts, kinds=kinds)


def _kinds(paragraphs: Sequence[Paragraph]) -> list[object]:
    """What tells each paragraph from its neighbours even when its words are new, None for nothing."""
    first = next((place for place, one in enumerate(paragraphs) if one.level), 0)
    return [
        PREAMBLE if place < first and one.role is StyleName.BODY else one.kind
        for place, one in enumerate(paragraphs)
    ]
