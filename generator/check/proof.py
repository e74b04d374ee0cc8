"""Proof: a file's text to be checked, whatever the file is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from ..model.reading_time import count_characters
from ..model.speech import Role
from .document import Document

if TYPE_CHECKING:
    from ..model.provenance import Provenance
    from ..word.layout import Layout

Known: TypeAlias = Sequence[str] | None
LayoutFor: TypeAlias = "Callable[[Provenance | None], Layout | None]"
"""Which layout a document of that provenance should look like; None when nobody knows."""


@dataclass(frozen=True)
class Note:
    """A comment to be written into a .docx, at a place in one of its paragraphs."""

    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Proof:
    """A file's text to be checked.

    `places` tells people where each paragraph is. `rewritten` gives the bytes of the file
    once its paragraphs have the texts of another Document, revised at a time that only
    tracked changes tell; it is None when the file cannot be written. Of a .docx, `laid_out`
    gives its bytes once it looks like the layout in that for which the rules of those codes
    are, and `annotated` its bytes with comments, and how many of these are new.
    """

    document: Document
    places: tuple[str, ...]
    rewritten: Callable[[Document, datetime], bytes] | None = None
    origin: str = ""
    """The template that the text was made from, whose own findings are not told twice."""
    laid_out: Callable[[Collection[str]], bytes] | None = None
    annotated: Callable[[Sequence[Note], datetime], tuple[bytes, int]] | None = None

    @property
    def spoken(self) -> int:
        """Characters that are read aloud."""
        silent = (None, Role.TITLE, Role.BYLINE)
        return count_characters(one.text for one in self.document.paragraphs if one.role not in silent)


def names_in(details: Mapping[str, Any]) -> tuple[str, ...]:
    """The texts among `details` in which names may stand, the unit's own name first."""
    units = [str(details[key]) for key in ("unit", "单位名称") if details.get(key)]
    values = (value if isinstance(value, list | tuple) else [value] for value in details.values())
    return tuple(dict.fromkeys([*units, *(str(one) for value in values for one in value if one)]))


def numbered(document: Document) -> tuple[str, ...]:
    """What people call the paragraphs of a document whose lines have no number."""
    return tuple(f"第 {number} 段" for number in range(1, len(document.paragraphs) + 1))
