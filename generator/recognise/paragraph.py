"""What recognition takes and gives: paragraphs with hints, and what was dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..model.speech import Role, Speech
from .phrases import is_prose
from .tidying import visible

_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of any file, and what is known of its look; a hint that is not known is empty.

    `number` is what Word's automatic numbering shows before the text. `level` is 0 for a
    style that is a title, 1 and up for a heading's. `size` is in points. `is_link` is so where
    most of it is links. `places` are the numbers of the file's paragraphs that it is made of.
    """

    text: str
    alignment: str = ""
    bold: bool = False
    size: float = 0.0
    level: int | None = None
    number: str = ""
    is_link: bool = False
    places: tuple[int, ...] = ()

    @property
    def is_centred(self) -> bool:
        return self.alignment == "center"

    def saying(self, text: str, *joined: Paragraph) -> Paragraph:
        """The same look with another text; the number is part of that text, as are those `joined`."""
        places = self.places if not joined else tuple(at for one in (self, *joined) for at in one.places)
        return Paragraph(
            text, self.alignment, self.bold, self.size, self.level, is_link=self.is_link, places=places
        )


def lines_of(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Each line of each paragraph that is not blank, its automatic number before it.

    Paragraphs that do not say their places are counted.
    """
    for place, paragraph in enumerate(paragraphs):
        for index, text in enumerate(_LINE_ENDS.split(paragraph.text)):
            shown = (paragraph.number if index == 0 else "") + text
            if tidy := visible(shown):
                line = paragraph.saying(tidy)
                yield line if line.places else replace(line, places=(place,))


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


class Placed(NamedTuple):
    """What a paragraph of the file is in the speech.

    `level` is that of the heading that it begins with. Where text follows the heading in the
    same paragraph, that is `Role.BODY`.
    """

    role: Role
    level: int = 0


LOUD_SHARE = 10
"""One part in so many of the text may be dropped before it is said loudly."""


@dataclass(frozen=True)
class Recognised:
    """The speech in a file, and what else stood there: at the top, inside, after the end.

    `oddities` say (Chinese, to be shown) what the speech does not have as the file had it.
    `roles` tell what the paragraphs of the file are, by their numbers; what is in none of
    the speech's parts is not among them. `speeches` is how many speeches the file holds.
    """

    speech: Speech
    dropped: tuple[Dropped, ...] = ()
    oddities: tuple[str, ...] = ()
    roles: Mapping[int, Placed] = field(default_factory=dict)
    speeches: int = 1

    @property
    def is_much_dropped(self) -> bool:
        """Whether more than a tenth of the running text is no part of the speech, and nobody chose so."""
        dropped = sum(
            _prose(line) for one in self.dropped if not one.is_chosen for line in one.text.split("\n")
        )
        kept = sum(len(text) for *_, text in self.speech.paragraphs())
        return dropped * LOUD_SHARE > dropped + kept

    def with_everything(self) -> Recognised:
        """The same with all that was dropped as text: before the introduction, and after the closing."""
        before, after = (
            tuple(
                line
                for one in self.dropped
                if one.place == place
                for line in one.text.split("\n")
                if line.strip()
            )
            for place in ("before", "after")
        )
        speech = replace(
            self.speech,
            preamble=before + self.speech.preamble,
            closing=self.speech.closing + after,
        )
        kept = tuple(one for one in self.dropped if one.place == "inside")
        return replace(self, speech=speech, dropped=kept)


def _prose(line: str) -> int:
    """The characters of a line that is a sentence; 0 for any other."""
    return len(line) if is_prose(line) else 0
