"""What recognition takes and gives: paragraphs with hints, and what was dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..model.speech import Role, Speech


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of any file, and what is known of its look; a hint that is not known is empty.

    `number` is what Word's automatic numbering shows before the text. `level` is 0 for a
    style that is a title, 1 and up for a heading's. `size` is in points. `is_cell` is so in
    a table's row of data. `places` are the numbers of the file's paragraphs that it is made of.
    """

    text: str
    alignment: str = ""
    bold: bool = False
    size: float = 0.0
    level: int | None = None
    number: str = ""
    is_cell: bool = False
    places: tuple[int, ...] = ()

    @property
    def is_centred(self) -> bool:
        return self.alignment == "center"

    def saying(self, text: str, *joined: Paragraph) -> Paragraph:
        """The same look with another text; the number is part of that text, as are those `joined`."""
        places = self.places if not joined else tuple(at for one in (self, *joined) for at in one.places)
        return Paragraph(
            text, self.alignment, self.bold, self.size, self.level, is_cell=self.is_cell, places=places
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """A text that is no part of the speech, and why (Chinese, to be shown)."""

    text: str
    reason: str


class Placed(NamedTuple):
    """What a paragraph of the file is in the speech.

    `level` is that of the heading that it begins with. Where text follows the heading in the
    same paragraph, that is `Role.BODY`.
    """

    role: Role
    level: int = 0


@dataclass(frozen=True)
class Recognised:
    """The speech in a file, and what else stood there: at the top, inside, after the end.

    `oddities` say (Chinese, to be shown) what the speech does not have as the file had it.
    `roles` tell what the paragraphs of the file are, by their numbers; what is in none of
    the speech's parts is not among them.
    """

    speech: Speech
    dropped: tuple[Dropped, ...] = ()
    oddities: tuple[str, ...] = ()
    roles: Mapping[int, Placed] = field(default_factory=dict)
