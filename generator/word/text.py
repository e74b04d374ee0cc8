"""Text as Word shows it: which paragraphs are seen, and each stretch of their text where it stands.

Insertions are accepted, deletions too; hidden text, the codes of fields and the readings above
characters are not shown; of alternatives the first is.

Source: ECMA-376 part 1, clauses 17.3.3 (what a run holds: 17.3.3.18 a hyphen that does not break,
17.3.3.29 one that shows where a line does), 17.3.2.41 (hidden text), 17.13.5.15 (a paragraph's mark
deleted), 17.16.18 (fields); part 3, clause 9.3 (alternatives).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, TypeAlias

from lxml import etree

from .ooxml import w
from .paragraph_marks import preceding

OFF = ("0", "false", "off", "none")
"""How a property that is on or off says that it is off."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _CHOICE = f"{_MC}AlternateContent", f"{_MC}Choice"
_PARAGRAPH, _RUN, _TEXT, _BREAK = w("p"), w("r"), w("t"), w("br")
_PROPERTIES, _RUN_PROPERTIES, _VALUE = w("pPr"), w("rPr"), w("val")
_FIELD, _CODE, _SIMPLE_FIELD = w("fldChar"), w("instrText"), w("fldSimple")
_REMOVED = (w("del"), w("moveFrom"))
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
"""What elements without text show. A hyphen at which no line breaks is U+002D but for that; one
that shows only where a line breaks (`w:softHyphen`) is not seen."""

_UNSEEN = {*_REMOVED, _PARAGRAPH, _PROPERTIES, _RUN_PROPERTIES, w("sdtPr"), w("rt"), w("txbxContent")}
"""What is no text of the paragraph that it stands in; a text box has paragraphs of its own."""

_PAGE = re.compile(r"\s*PAGE\b")

Paragraphs: TypeAlias = tuple[etree._Element, ...]
"""The `w:p` that are seen as one paragraph, since the marks between them are deleted; mostly one."""


class Piece(NamedTuple):
    """A stretch of text that is seen, and the element that it stands in: a `w:t`, or a sign's own."""

    element: etree._Element
    text: str


@dataclass(frozen=True)
class Hidden:
    """The ids of the styles that hide text: of paragraphs, of runs."""

    paragraphs: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()


NONE_HIDDEN = Hidden()


def paragraphs(root: etree._Element) -> list[Paragraphs]:
    """The paragraphs that are seen, in the order of the document; empty ones too."""
    unseen = {one for gone in _gone(root) for one in gone.iter(_PARAGRAPH)}
    unmarked = _unmarked(root)
    found: dict[etree._Element, list[etree._Element]] = {}
    for one in root.iter(_PARAGRAPH):
        if one not in unseen:
            before = preceding(one) if unmarked else None
            group = found.get(before) if before is not None and before in unmarked else None
            found[one] = [] if group is None else group
            found[one].append(one)
    return [tuple(group) for one, group in found.items() if group[0] is one]


def pieces(
    paragraphs: Iterable[etree._Element], hidden: Hidden = NONE_HIDDEN, page_number: str | None = None
) -> tuple[Piece, ...]:
    """The text of what is seen as one paragraph.

    A field shows what it last came to; the number of the page `page_number`, where that is given.
    """
    return tuple(piece for one in paragraphs for piece in _pieces(one, hidden, page_number))


def style_id(paragraph: etree._Element) -> str:
    """The id of the style that a paragraph names, "" for none."""
    style = paragraph.find(f"{_PROPERTIES}/{w('pStyle')}")
    return "" if style is None else style.get(_VALUE, "")


def is_on(mark: etree._Element) -> bool:
    """Whether a property that is on or off is on."""
    return mark.get(_VALUE, "1") not in OFF


def is_page_break(element: etree._Element) -> bool:
    """Whether an element ends a page or a column, which is layout and no text."""
    return element.tag == _BREAK and element.get(w("type"), "textWrapping") != "textWrapping"


def _gone(root: etree._Element) -> Iterator[etree._Element]:
    """What is deleted or moved away, rows and cells of tables too, and alternatives not taken."""
    for element in root.iter(*_REMOVED, w("cellDel"), _ALTERNATIVES):
        parent = element.getparent()
        if element.tag == _ALTERNATIVES:
            yield from (child for child in element if child is not _taken(element))
        elif parent is not None and parent.tag in (w("trPr"), w("tcPr")):
            yield from islice(parent.iterancestors(), 1)
        else:
            yield element


def _taken(alternatives: etree._Element) -> etree._Element | None:
    """The first choice, or where there is none what to fall back on."""
    return next(iter([*alternatives.iterchildren(_CHOICE), *alternatives]), None)


def _unmarked(root: etree._Element) -> set[etree._Element]:
    """The paragraphs whose mark is deleted or moved away."""
    marks = (parent for mark in root.iter(*_REMOVED) if (parent := mark.getparent()) is not None)
    found = (mark.iterancestors(_PARAGRAPH) for mark in marks if mark.tag == _RUN_PROPERTIES)
    return {one for ancestors in found for one in islice(ancestors, 1)}


def _pieces(paragraph: etree._Element, hidden: Hidden, page_number: str | None) -> list[Piece]:
    walk = _Walk(paragraph, hidden, page_number)
    if walk.is_in_code:
        walk = _Walk(paragraph, hidden, page_number, knows_fields=False)
    return walk.found


class _Walk:
    """Goes through a paragraph; a code of a field that never ends would take the text with it."""

    def __init__(
        self, paragraph: etree._Element, hidden: Hidden, page_number: str | None, knows_fields: bool = True
    ) -> None:
        self.found: list[Piece] = []
        self.is_in_code = False
        self._is_hidden = bool(hidden.paragraphs) and style_id(paragraph) in hidden.paragraphs
        self._hidden_runs = hidden.runs
        self._page_number = page_number
        self._knows_fields = knows_fields
        self._codes: list[str | None] = []
        self._go(paragraph)

    def _go(self, element: etree._Element) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                if not self._hides(child):
                    self._go(child)
            elif tag == _TEXT:
                self._add(child, child.text or "")
            elif tag in _SIGNS:
                self._add(child, _SIGNS[tag])
            elif tag == _BREAK:
                self._add(child, "" if is_page_break(child) else "\n")
            elif tag == _FIELD:
                self._pass_field(child)
            elif tag == _CODE:
                self._note_code(child.text or "")
            elif tag == _ALTERNATIVES:
                taken = _taken(child)
                if taken is not None:
                    self._go(taken)
            elif tag == _SIMPLE_FIELD and self._is_page(child.get(w("instr"), "")):
                self._add(child, self._page_number or "")
            elif tag not in _UNSEEN:
                self._go(child)

    def _add(self, element: etree._Element, text: str) -> None:
        if text and not self.is_in_code:
            self.found.append(Piece(element, text))

    def _hides(self, run: etree._Element) -> bool:
        """Whether a run's text is hidden: by itself, or by just one of its styles."""
        properties = run.find(_RUN_PROPERTIES)
        if properties is None:
            return self._is_hidden
        mark = properties.find(w("vanish"))
        if mark is not None:
            return is_on(mark)
        style = properties.find(w("rStyle")) if self._hidden_runs else None
        return self._is_hidden != (style is not None and style.get(_VALUE) in self._hidden_runs)

    def _pass_field(self, mark: etree._Element) -> None:
        """Between its beginning and its separator a field has its code, then what it came to."""
        kind = mark.get(w("fldCharType"))
        code: str | None = None
        if kind == "begin" and self._knows_fields:
            self._codes.append("")
        elif kind == "separate" and self._codes and not self._is_page(self._codes[-1]):
            self._codes[-1] = None
        elif kind == "end" and self._codes:
            code = self._codes.pop()
        self.is_in_code = any(one is not None for one in self._codes)
        if self._is_page(code):
            self._add(mark, self._page_number or "")

    def _note_code(self, code: str) -> None:
        if self._codes and self._codes[-1] is not None:
            self._codes[-1] += code

    def _is_page(self, code: str | None) -> bool:
        return self._page_number is not None and code is not None and _PAGE.match(code) is not None
