"""What recognition takes: paragraphs with hints of their look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..model.table import rows_of
from .tidying import seen, visible

_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of any file, and what is known of its look; a hint that is not known is empty.

    A table is one whose lines are rows, their cells parted by tabs (`model.table`).
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
    def is_table(self) -> bool:
        return bool(rows_of(self.text))

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
        texts = [paragraph.text] if paragraph.is_table else _LINE_ENDS.split(paragraph.text)
        for index, text in enumerate(texts):
            shown = (paragraph.number if index == 0 else "") + text
            if tidy := (seen(text) if paragraph.is_table else visible(shown)):
                line = paragraph.saying(tidy)
                yield line if line.places else replace(line, places=(place,))
