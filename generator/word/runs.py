"""Runs: the pieces of a paragraph that share a look; cut where an edit begins or ends."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from .ooxml import w

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _TEXT, _PROPERTIES = w("r"), w("t"), w("rPr")
_SIGNS = {w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
_BREAK = w("br")
_HIDDEN = {
    w("del"),
    w("moveFrom"),
    w("pPr"),
    w("rPr"),
    w("instrText"),
    w("txbxContent"),
    w("rt"),
    FALLBACK,
    w("p"),
}
"""What is no text of the paragraph; `w:rt` is the reading above a character."""
_SIGNS_IN_TEXT = re.compile("([\n\t])")
_ELEMENTS = {"\n": w("br"), "\t": w("tab")}
_NOT_COPIED = {w("highlight"), w("rPrChange"), w("ins"), w("del"), w("moveFrom"), w("moveTo")}
"""What the run of a blank has, or of a tracked change, and the text that replaces it has not."""


class Piece(NamedTuple):
    """A stretch of text that is seen, and the element that it stands in: a `w:t`, or a sign's own."""

    element: etree._Element
    text: str


class Char(NamedTuple):
    """A character that is seen: the element that it stands in, and where in it."""

    element: etree._Element
    place: int

    @property
    def run(self) -> etree._Element | None:
        """The run that it stands in; None where it stands in something else."""
        return run_of(self.element)


def run_of(element: etree._Element) -> etree._Element | None:
    """The run that a text or a sign stands in; None where it stands in something else."""
    parent = element.getparent()
    return parent if parent is not None and parent.tag == _RUN else None


def pieces(element: etree._Element) -> tuple[Piece, ...]:
    """The text of a paragraph as it is seen: insertions accepted, and deletions too."""
    found: list[Piece] = []
    _collect(element, found)
    return tuple(found)


def _collect(element: etree._Element, found: list[Piece]) -> None:
    for child in element:
        tag = child.tag
        if tag == _RUN:
            _collect_from_run(child, found)
        elif tag not in _HIDDEN:
            _collect(child, found)


def _collect_from_run(run: etree._Element, found: list[Piece]) -> None:
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            if text := child.text:
                found.append(Piece(child, text))
        elif tag in _SIGNS:
            found.append(Piece(child, _SIGNS[tag]))
        elif tag == _BREAK:
            if not is_page_break(child):
                found.append(Piece(child, "\n"))
        elif tag not in _HIDDEN:
            _collect_from_run(child, found)


def is_page_break(element: etree._Element) -> bool:
    """Whether an element ends a page or a column, which is layout and no text."""
    return element.tag == _BREAK and element.get(w("type"), "textWrapping") != "textWrapping"


def isolated(run: etree._Element, texts: Collection[etree._Element]) -> list[etree._Element]:
    """`run` in pieces, so that those of its children that are `texts` share one with nothing else;
    returned are the runs that hold them, in order."""
    children = [child for child in run if child.tag != _PROPERTIES]
    if all(child in texts for child in children):
        return [run]
    found: list[etree._Element] = []
    current, last = run, None
    for child in children:
        wanted = child in texts
        if last is not None and wanted != last:
            rest = like(run)
            rest.extend([child, *child.itersiblings()])
            current.addnext(rest)
            current = rest
        if wanted and not (found and found[-1] is current):
            found.append(current)
        last = wanted
    return found


def cut_before(char: Char) -> etree._Element:
    """The run that begins with `char`, made from the end of the run that it stands in.

    What comes before keeps its element; where it is cut already, its run is left. Raises
    ValueError when `char` stands in no run.
    """
    run = char.run
    if run is None:
        raise ValueError("a character outside of any run")
    text = char.element
    if char.place and char.place >= len(text.text or ""):
        return run
    moved = [text, *text.itersiblings()]
    if char.place:
        content = text.text or ""
        moved[0] = text_element(content[char.place :])
        set_text(text, content[: char.place])
    elif not any(child.tag != _PROPERTIES for child in text.itersiblings(preceding=True)):
        return run
    rest = like(run)
    rest.extend(moved)
    run.addnext(rest)
    return rest


def like(run: etree._Element, *, plain: bool = False) -> etree._Element:
    """An empty run with the look of `run`; a `plain` one without highlight and tracked changes."""
    made = etree.Element(_RUN)
    properties = run.find(_PROPERTIES)
    if properties is not None:
        copied = deepcopy(properties)
        copied.tail = None
        if plain:
            for child in [child for child in copied if child.tag in _NOT_COPIED]:
                copied.remove(child)
        if len(copied):
            made.append(copied)
    return made


def put_text(run: etree._Element, text: str) -> etree._Element:
    """Adds `text` to a run, which is returned; a line break in it is a break, a tab a tab."""
    for piece in _SIGNS_IN_TEXT.split(text) if _SIGNS_IN_TEXT.search(text) else [text]:
        if piece in _ELEMENTS:
            etree.SubElement(run, _ELEMENTS[piece])
        elif piece:
            set_text(etree.SubElement(run, _TEXT), piece)
    return run


def text_element(content: str) -> etree._Element:
    element = etree.Element(_TEXT)
    set_text(element, content)
    return element


def set_text(element: etree._Element, content: str) -> None:
    element.text = content
    if content != content.strip() or "  " in content:
        element.set(_SPACE, "preserve")
