"""Runs: the pieces of a paragraph that share a look; cut where an edit begins or ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from .ooxml import RUN, element, own_properties, put, w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _TEXT, _PROPERTIES, _FONTS = w("r"), w("t"), w("rPr"), w("rFonts")
_SIGNS_IN_TEXT = re.compile("([\n\t])")
_ELEMENTS = {"\n": w("br"), "\t": w("tab")}
_IN_BOTH_WRITINGS = re.compile("[“”‘’…—·]")
_NOT_COPIED = {w("highlight"), w("rPrChange"), w("ins"), w("del"), w("moveFrom"), w("moveTo")}
"""What the run of a blank has, or of a tracked change, and the text that replaces it has not."""


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
        moved[0] = set_text(element("t"), content[char.place :])
        set_text(text, content[: char.place])
    elif not any(child.tag != _PROPERTIES for child in text.itersiblings(preceding=True)):
        return run
    rest = like(run)
    rest.extend(moved)
    run.addnext(rest)
    return rest


def like(run: etree._Element, *, plain: bool = False) -> etree._Element:
    """An empty run with the look of `run`; a `plain` one without highlight and tracked changes."""
    made = element("r")
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


def blank_pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """What splits a text so that every second piece is one of the blanks `texts`; None without any."""
    found = "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
    return re.compile(f"({found})") if found else None


def put_text(run: etree._Element, text: str) -> etree._Element:
    """Adds `text` to a run, which is returned; a line break in it is a break, a tab a tab."""
    for piece in _SIGNS_IN_TEXT.split(text) if _SIGNS_IN_TEXT.search(text) else [text]:
        if piece in _ELEMENTS:
            etree.SubElement(run, _ELEMENTS[piece])
        elif piece:
            set_text(etree.SubElement(run, _TEXT), piece)
    return run


def hint_at_chinese(run: etree._Element) -> None:
    """Has marks that Western and Chinese writing share be shown as Chinese ones, in the Chinese font.

    Source: ECMA-376 part 1, 17.3.2.26, `hint`; without it Word takes the Western font for them.
    """
    if not any(_IN_BOTH_WRITINGS.search(text.text or "") for text in run.iter(_TEXT)):
        return
    properties = own_properties(run)
    fonts = properties.find(_FONTS)
    if fonts is None:
        fonts = element("rFonts")
        put(properties, fonts, RUN)
    fonts.set(w("hint"), "eastAsia")


def scale_runs(paragraph: etree._Element, scale: int) -> None:
    """Gives the characters of a paragraph that many per cent of their width."""
    for run in paragraph.iter(_RUN):
        put(own_properties(run), element("w", val=str(scale)), RUN)


def set_text(text: etree._Element, content: str) -> etree._Element:
    """Gives a `w:t`, which is returned, its content."""
    text.text = content
    if content != content.strip() or "  " in content:
        text.set(_SPACE, "preserve")
    return text
