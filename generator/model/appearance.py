"""Look: how a document and a layout look, as values. Lengths are points unless a name says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..text.lines import Setting


@dataclass(frozen=True)
class Face:
    """How characters look: the fonts of Chinese and of Latin letters ("" where none is named).

    `is_themed` tells that a theme decides the font, not a name.
    """

    chinese: str
    latin: str
    size: float
    is_bold: bool = False
    is_themed: bool = False
    tracking: float = 0.0


@dataclass(frozen=True)
class Pitch:
    """From line to line: `rule` is exact or atLeast (of `value` points), or auto (`value` lines)."""

    rule: str
    value: float


@dataclass(frozen=True)
class ParagraphLook:
    """`first`, `left` and `right` are indents in characters; `align` is left, right, center or both.

    `outline` is the level in the navigation pane from 1, 0 for none.
    """

    face: Face
    pitch: Pitch
    before: float = 0.0
    after: float = 0.0
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    align: str = "left"
    outline: int = 0

    def setting(self, width: float, hangs: bool = True, squeezes: bool = False, gap: float = 0.25) -> Setting:
        """How lines are set between margins that are `width` points apart; see `Setting` for the rest."""
        character = self.face.size + self.face.tracking
        room = width - (self.left + self.right) * character
        return Setting(room, self.first * character, self.face.size, self.face.tracking, hangs, squeezes, gap)


@dataclass(frozen=True)
class Stretch:
    """A part of a paragraph, `start` to `end` of its text, with a face of its own."""

    start: int
    end: int
    face: Face


@dataclass(frozen=True)
class LineLook:
    """A paragraph with text: the style's name whose role it plays, and how it looks.

    `own` is how its style alone would have it, when that is the style of its role.
    `others` are the stretches that look unlike most of it. `width` is that of a line.
    """

    role: str
    look: ParagraphLook
    own: ParagraphLook | None = None
    others: tuple[Stretch, ...] = ()
    is_numbered: bool = False
    width: float = 0.0


@dataclass(frozen=True)
class PageLook:
    """Paper and margins in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True)
class PageNumber:
    """The number of page 1 as it stands on the page; `align` is "" where a frame of its own places it."""

    text: str
    align: str
    size: float


class SoftReturn(NamedTuple):
    """A line break at a place of a line, where a paragraph should begin, and whether one can."""

    line: int
    place: int
    can_go: bool


@dataclass(frozen=True)
class Look:
    """A document: its upright pages, the numbers of odd and even pages, its paragraphs.

    `lines` has None for what no layout speaks of: tables, pictures, what stands before the
    title. `alternatives` are the fonts that may stand for a font, by its name.
    """

    pages: tuple[PageLook, ...]
    odd: PageNumber | None
    even: PageNumber | None
    lines: tuple[LineLook | None, ...]
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_other_footer: bool = False
    """Whether its footers say something besides the number, or a header has it: they are to stay."""
    soft_returns: tuple[SoftReturn, ...] = ()


@dataclass(frozen=True)
class LayoutLook:
    """A layout: how its pages and numbers look, and each role by its style's name."""

    page: PageLook
    odd: PageNumber | None
    even: PageNumber | None
    roles: Mapping[str, ParagraphLook]
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Looks:
    """A document's look, and that of the layout it should have."""

    found: Look
    wanted: LayoutLook
