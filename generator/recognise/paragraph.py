"""What recognition takes and gives: paragraphs with hints, and what was dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..model.speech import Speech


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of any file, and what is known of its look; a hint that is not known is empty.

    `number` is what Word's automatic numbering shows before the text. `level` is 0 for a
    style that is a title, 1 and up for a heading's. `size` is in points. `is_link` is so where
    most of it is links.
    """

    text: str
    alignment: str = ""
    bold: bool = False
    size: float = 0.0
    level: int | None = None
    number: str = ""
    is_link: bool = False

    @property
    def is_centred(self) -> bool:
        return self.alignment == "center"

    def saying(self, text: str) -> Paragraph:
        """The same look with another text; the number is part of that text."""
        return replace(self, text=text, number="")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A text that is no part of the speech, and why (Chinese, to be shown).

    `place` is where it stood: "before" the speech, "inside" (a page's number, a label of a
    part) or "after" it. `is_chosen` is another speech that a person chose not to take.
    """

    text: str
    reason: str
    place: str = "before"
    is_chosen: bool = False


@dataclass(frozen=True)
class Recognised:
    """The speech in a file, and what else stood there: at the top, inside, after the end.

    `oddities` say (Chinese, to be shown) what the speech does not have as the file had it.
    `speeches` is how many speeches the file holds.
    """

    speech: Speech
    dropped: tuple[Dropped, ...] = ()
    oddities: tuple[str, ...] = ()
    speeches: int = 1
