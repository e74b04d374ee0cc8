"""What recognition takes and gives: paragraphs with hints, and what was dropped."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.speech import Speech


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of any file, and what is known of its look; a hint that is not known is empty.

    `number` is what Word's automatic numbering shows before the text. `level` is 0 for a
    style that is a title, 1 and up for a heading's. `size` is in points. `is_cell` is so in
    a table's row of data.
    """

    text: str
    alignment: str = ""
    bold: bool = False
    size: float = 0.0
    level: int | None = None
    number: str = ""
    is_cell: bool = False

    @property
    def is_centred(self) -> bool:
        return self.alignment == "center"

    def saying(self, text: str) -> Paragraph:
        """The same look with another text; the number is part of that text."""
        return Paragraph(text, self.alignment, self.bold, self.size, self.level, is_cell=self.is_cell)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A text that is no part of the speech, and why (Chinese, to be shown)."""

    text: str
    reason: str


@dataclass(frozen=True)
class Recognised:
    """The speech in a file, and what else stood there: at the top, inside, after the end.

    `oddities` say (Chinese, to be shown) what the speech does not have as the file had it.
    """

    speech: Speech
    dropped: tuple[Dropped, ...] = ()
    oddities: tuple[str, ...] = ()
