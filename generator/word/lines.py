"""Lines: the paragraphs of a document as a person sees them: insertions accepted, deletions too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from lxml import etree

from .neighbours import joined
from .ooxml import AUTHOR, w
from .runs import FALLBACK, Char, Piece, is_page_break, pieces
from .styles import HEADINGS, Role

_PARAGRAPH, _PROPERTIES, _STYLE, _VALUE = w("p"), w("pPr"), w("pStyle"), w("val")
_BLOCKS = {w("body"), w("sdtContent")}
_TRACKED = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))
_MORE = {
    w("drawing"),
    w("pict"),
    w("object"),
    w("footnoteReference"),
    w("endnoteReference"),
    w("fldChar"),
    w("fldSimple"),
    w("sdt"),
    w("hyperlink"),
    w("ruby"),
    w("sym"),
    w("sectPr"),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
}
"""What a paragraph may hold that is a person's and no text."""
_COMMENTED = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_LISTS = ("TOC", "INDEX", "TOA")
"""Fields whose paragraphs Word writes itself: lists of headings, of words, of authorities."""


@dataclass(frozen=True)
class Line:
    """A paragraph with text, as it is seen, and the role of its style if that is one of ours."""

    element: etree._Element
    role: Role | None
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        return "".join([piece.text for piece in self.pieces])

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
        return frozenset(mark.get(w("id"), "") for mark in self.element.iter(*_COMMENTED))

    @cached_property
    def remarks(self) -> tuple[Remarked, ...]:
        """The comments on it, each with the characters that it is about."""
        return tuple(_remarked(self.element, self.pieces))


class Remarked(NamedTuple):
    """`start` to `end` of a line is what the comment `id` is about."""

    id: str
    start: int
    end: int


def lines(root: etree._Element, roles: Mapping[str, Role]) -> Iterator[Line]:
    """The paragraphs of a document that have text; `roles` are those of its style ids.

    Those of a table of contents are left out: Word writes them anew.
    """
    for paragraph in _seen(root):
        line = Line(paragraph, _role(paragraph, roles), pieces(paragraph))
        if line.text.strip():
            yield line


def reread(line: Line) -> Line:
    """The line as it is now, once its runs were cut."""
    return Line(line.element, line.role, pieces(line.element))


def _role(paragraph: etree._Element, roles: Mapping[str, Role]) -> Role | None:
    for properties in paragraph.iterchildren(_PROPERTIES):
        for style in properties.iterchildren(_STYLE):
            return roles.get(style.get(_VALUE, ""))
    return None


def said(root: etree._Element) -> list[str]:
    """The texts of the lines of a document, line breaks left out."""
    texts = ("".join([piece.text for piece in pieces(paragraph)]) for paragraph in _seen(root))
    return [text.replace("\n", "") for text in texts if text.strip()]


def _seen(root: etree._Element) -> Iterator[etree._Element]:
    unseen = _listed(root) | _repeated(root)
    return (paragraph for paragraph in root.iter(_PARAGRAPH) if paragraph not in unseen)


def precious(root: etree._Element, own: Collection[str]) -> set[etree._Element]:
    """The paragraphs in which a person put more than text: a picture, a note, a field, a tracked
    change, a comment that is not one of ours, whose ids are `own`; or that stand in a control."""
    found = list(root.iter(*_MORE))
    found += [mark for mark in root.iter(*_TRACKED) if mark.get(w("author")) != AUTHOR]
    found += [mark for mark in root.iter(*_COMMENTED) if mark.get(w("id"), "") not in own]
    found += [mark for mark in root.iter(w("br")) if is_page_break(mark)]
    held = {paragraph for control in root.iter(w("sdt")) for paragraph in control.iter(_PARAGRAPH)}
    return held | {paragraph for element in found for paragraph in element.iterancestors(_PARAGRAPH)}


def joining(root: etree._Element) -> set[etree._Element]:
    """The paragraphs whose mark is deleted, so that what is seen next is seen in the same one."""
    marks = (
        mark
        for mark in root.iter(w("del"))
        if (parent := mark.getparent()) is not None and parent.tag == w("rPr")
    )
    paragraphs = {paragraph for mark in marks for paragraph in islice(mark.iterancestors(_PARAGRAPH), 1)}
    return {one for one in paragraphs if (last := joined(one)) is not one and pieces(last)}


def _repeated(root: etree._Element) -> set[etree._Element]:
    """The paragraphs that stand for others, for a program that cannot show those, or are deleted."""
    return {one for hidden in root.iter(FALLBACK, w("del")) for one in hidden.iter(_PARAGRAPH)}


def _listed(root: etree._Element) -> set[etree._Element]:
    """The paragraphs that a list field reaches over."""
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


def heading_level(role: Role | None) -> int:
    """1 to 4 for a heading, else 0."""
    return HEADINGS.index(role) + 1 if role in HEADINGS else 0


def _remarked(paragraph: etree._Element, pieces: Sequence[Piece]) -> Iterator[Remarked]:
    if paragraph.find(f".//{w('commentRangeStart')}") is None:
        return
    ends = dict(
        zip((one.element for one in pieces), accumulate(len(one.text) for one in pieces), strict=True)
    )
    place = 0
    begun: dict[str, int] = {}
    for element in paragraph.iter():
        place = ends.get(element, place)
        id = element.get(w("id"), "")
        if element.tag == w("commentRangeStart"):
            begun[id] = place
        elif element.tag == w("commentRangeEnd") and id in begun:
            yield Remarked(id, begun[id], place)
