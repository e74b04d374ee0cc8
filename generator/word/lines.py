"""Lines: the paragraphs of a document that say something, as a person sees them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from .ooxml import AUTHOR, w
from .runs import Char
from .styles import HEADINGS, OURS_TO_BREAK, StyleName
from .text import NONE_HIDDEN, Hidden, Paragraphs, Piece, is_on, is_page_break, paragraphs, pieces, style_id

_PARAGRAPH = w("p")
_BLOCKS = {w("body"), w("sdtContent")}
_TRACKED = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))
_MORE = (
    *map(w, ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar", "fldSimple")),
    *map(w, ("sdt", "hyperlink", "ruby", "sym", "sectPr")),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
)
"""What a paragraph may hold that is a person's and no text."""
_COMMENTED = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_LISTS = ("TOC", "INDEX", "TOA")
"""Fields whose paragraphs Word writes itself: lists of headings, of words, of authorities."""


@dataclass(frozen=True)
class Line:
    """What is seen as one paragraph, and the name of its style if that is one of ours."""

    paragraphs: Paragraphs
    style: StyleName | None
    pieces: tuple[Piece, ...]
    hidden: Hidden = NONE_HIDDEN
    number: str = ""
    """What Word counts before it."""

    @property
    def element(self) -> etree._Element:
        """The paragraph whose mark stays, which has the style and all else that a paragraph has."""
        return self.paragraphs[-1]

    @cached_property
    def text(self) -> str:
        return "".join([piece.text for piece in self.pieces])

    @cached_property
    def unbroken(self) -> str:
        """The text; of a title or a byline without the line breaks, which are the writer's."""
        return "".join([piece.text for piece in self.pieces if not self._is_ours(piece)])

    def place(self, unbroken: int) -> int:
        """The place in the text of one in the text without the writer's line breaks."""
        place = 0
        for piece in self.pieces:
            if not self._is_ours(piece):
                if unbroken < len(piece.text):
                    return place + unbroken
                unbroken -= len(piece.text)
            place += len(piece.text)
        return place

    def _is_ours(self, piece: Piece) -> bool:
        return self.style in OURS_TO_BREAK and piece.element.tag == w("br")

    @cached_property
    def _starts(self) -> list[int]:
        """Where each piece begins in the text."""
        return [0, *accumulate(len(piece.text) for piece in self.pieces)]

    def char(self, place: int) -> Char:
        """The character at `place`."""
        index = bisect_right(self._starts, place) - 1
        return Char(self.pieces[index].element, place - self._starts[index])

    def elements(self, start: int, end: int) -> list[etree._Element]:
        """The elements that `start` to `end` of the text stand in, in order."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_left(self._starts, end)
        return [piece.element for piece in self.pieces[first:last]] if start < end else []

    @cached_property
    def is_open(self) -> bool:
        """Whether a paragraph can be put before or after it: it stands in no table and no frame."""
        parent = self.element.getparent()
        return parent is not None and parent.tag in _BLOCKS

    @property
    def commented(self) -> frozenset[str]:
        """The ids of the comments that begin or end in it."""
        marks = (mark for one in self.paragraphs for mark in one.iter(*_COMMENTED))
        return frozenset(mark.get(w("id"), "") for mark in marks)

    @cached_property
    def remarks(self) -> tuple[Remarked, ...]:
        """The comments on it, each with the characters that it is about."""
        return tuple(_remarked(self.paragraphs, self.pieces))


class Remarked(NamedTuple):
    """`start` to `end` of a line is what the comment `id` is about."""

    id: str
    start: int
    end: int


def lines(
    root: etree._Element,
    names: Mapping[str, StyleName],
    hidden: Hidden = NONE_HIDDEN,
    numbers: Mapping[etree._Element, str] = MappingProxyType({}),
) -> Iterator[Line]:
    """The paragraphs of a document that have text; `names` are those of our styles by
    their ids, `hidden` the ids of those that hide it, `numbers` what Word counts before which.

    Those of a table of contents are left out: Word writes them anew.
    """
    for found in seen(root):
        style, number = names.get(style_id(found[-1])), numbers.get(found[-1], "")
        line = Line(found, style, pieces(found, hidden), hidden, number)
        if line.text.strip():
            yield line


def reread(line: Line) -> Line:
    """The line as it is now, once its runs were cut."""
    return replace(line, pieces=pieces(line.paragraphs, line.hidden))


def said(root: etree._Element, hidden: Hidden = NONE_HIDDEN) -> list[str]:
    """The texts of the lines of a document, line breaks left out."""
    texts = ("".join([piece.text for piece in pieces(found, hidden)]) for found in seen(root))
    return [text.replace("\n", "") for text in texts if text.strip()]


def seen(root: etree._Element) -> Iterator[Paragraphs]:
    """What is seen as one paragraph each, but for a table of contents, in the order of the document."""
    listed = contents(root)
    return (found for found in paragraphs(root) if listed.isdisjoint(found))


def precious(root: etree._Element, own: Collection[str]) -> set[etree._Element]:
    """The paragraphs in which a person put more than text that is seen: a picture, a note, a field, a
    tracked change, hidden text, a comment that is not one of ours, whose ids are `own`; or that stand
    in a control."""
    found = list(root.iter(*_MORE))
    found += [mark for mark in root.iter(*_TRACKED) if mark.get(w("author")) != AUTHOR]
    found += [mark for mark in root.iter(*_COMMENTED) if mark.get(w("id"), "") not in own]
    found += [mark for mark in root.iter(w("br")) if is_page_break(mark)]
    found += [mark for mark in root.iter(w("vanish")) if is_on(mark)]
    held = {paragraph for control in root.iter(w("sdt")) for paragraph in control.iter(_PARAGRAPH)}
    return held | {paragraph for element in found for paragraph in element.iterancestors(_PARAGRAPH)}


def contents(root: etree._Element) -> set[etree._Element]:
    """The paragraphs that a list which Word writes itself reaches over, such as a table of contents."""
    if next(root.iter(w("fldChar")), None) is None:
        return set()
    listed: set[etree._Element] = set()
    begun: list[tuple[int, list[str]]] = []
    passed: list[etree._Element] = []
    for element in root.iter(_PARAGRAPH, w("fldChar"), w("instrText")):
        if element.tag == _PARAGRAPH:
            passed.append(element)
        elif element.tag == w("instrText"):
            if begun:
                begun[-1][1].append(element.text or "")
        elif element.get(w("fldCharType")) == "begin":
            begun.append((len(passed) - 1, []))
        elif element.get(w("fldCharType")) == "end" and begun:
            start, code = begun.pop()
            if "".join(code).strip().upper().startswith(_LISTS):
                listed.update(passed[max(start, 0) :])
    return listed


def texts(lines: Iterable[Line]) -> tuple[str, ...]:
    """What each line says."""
    return tuple(line.text for line in lines)


def heading_level(style: StyleName | None) -> int:
    """1 to 4 for a heading, else 0."""
    return HEADINGS.index(style) + 1 if style in HEADINGS else 0


def _remarked(paragraphs: Paragraphs, pieces: Sequence[Piece]) -> Iterator[Remarked]:
    if all(one.find(f".//{w('commentRangeStart')}") is None for one in paragraphs):
        return
    ends = dict(
        zip((one.element for one in pieces), accumulate(len(one.text) for one in pieces), strict=True)
    )
    place = 0
    begun: dict[str, int] = {}
    for element in (inner for one in paragraphs for inner in one.iter()):
        place = ends.get(element, place)
        id = element.get(w("id"), "")
        if element.tag == w("commentRangeStart"):
            begun[id] = place
        elif element.tag == w("commentRangeEnd") and id in begun:
            yield Remarked(id, begun[id], place)
