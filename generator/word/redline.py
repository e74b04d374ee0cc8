"""Redline: a document somebody edited, and changes to it that are tracked and touch nothing else.

What is read is what a person sees: insertions accepted, deletions too. A change splits
the runs that it begins or ends in and leaves all others, and every other part, as they are.

Source of the elements: ECMA-376 part 1, clauses 17.13.5 (revisions) and 17.3.1.29
(a paragraph's mark).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from ..text.edits import Edit
from ..text.leads import lead_length
from . import habits
from .lines import Line
from .neighbours import following, joined, mark_to_remove, section_of
from .ooxml import AUTHOR, W, utc, w
from .runs import cut_before, isolated, like, put_text, run_of
from .styles import Role

_PARAGRAPH, _RUN, _PROPERTIES, _RUN_PROPERTIES = w("p"), w("r"), w("pPr"), w("rPr")

_IDS = etree.XPath("//@w:id", namespaces={"w": W})
_NUMBER = re.compile("[0-9]{1,9}")


class Marker:
    """Makes the marks of tracked changes, each with an id of its own; knows those it made."""

    def __init__(self, root: etree._Element, date: datetime.datetime) -> None:
        self._next = max((int(id) for id in _IDS(root) if _NUMBER.fullmatch(id)), default=0) + 1
        self._date = utc(date)
        self.made: list[etree._Element] = []

    def mark(self, name: str) -> etree._Element:
        mark = etree.Element(w(name))
        mark.set(w("id"), str(self.number()))
        mark.set(w("author"), AUTHOR)
        mark.set(w("date"), self._date)
        self.made.append(mark)
        return mark

    def number(self) -> int:
        """An id that nothing in the document has."""
        self._next += 1
        return self._next - 1


class Redline:
    """Changes lines of a document; each change is a tracked one.

    `lines` are all lines of the document, by which a new paragraph is made to look; `styles`
    the ids of the styles by role; `blanks` the texts to be highlighted. Places are those of
    the line as it was read, so the changes of one line come from its end to its beginning.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        styles: Mapping[Role, str],
        marker: Marker,
        blanks: Sequence[str] = (),
    ) -> None:
        self._lines = lines
        self._styles = styles
        self._marker = marker
        self._blanks = blanks

    def edit(self, line: Line, edit: Edit) -> None:
        """Carries out an edit; new text looks like what it replaces."""
        old = cut(line, edit.start, edit.end)
        model = old[0] if old else line.char(max(edit.start - 1, 0)).run
        anchor = old[-1] if old else self._place(line, edit.start)
        for run in old:
            anchor = self._delete(run)
        if edit.replacement and model is not None:
            self._insert(anchor, model, edit.replacement)
        for run in old:
            _drop_empty(run)

    def remove(self, removed: Sequence[Line]) -> None:
        """Removes paragraphs, their marks too; to be done after all else."""
        gone = {line.element for line in removed}
        for line in removed:
            for run in dict.fromkeys(run_of(piece.element) for piece in line.pieces):
                if run is not None:
                    self._delete(run)
                    _drop_empty(run)
            marked = mark_to_remove(line.element, gone)
            if marked is not None:
                self._mark_paragraph(marked, "del")

    def insert(self, after: Line, role: Role, text: str) -> etree._Element:
        """Puts a new paragraph after a line that `is_open`; returns it, to put another one after.

        Where a section or all ends with the line, it ends with the new paragraph then, and
        the mark that is new is that of the line.
        """
        made = self._paragraph(role, text)
        before = joined(after.element)
        before.addnext(made)
        section = section_of(before)
        if section is not None:
            made[0].append(section)
        self._mark_paragraph(before if section is not None or following(made) is None else made, "ins")
        return made

    def insert_after(self, element: etree._Element, role: Role, text: str) -> etree._Element:
        """As `insert`, after a paragraph that was put in."""
        return self.insert(Line(element, role, ()), role, text)

    def insert_before(self, line: Line, role: Role, text: str) -> etree._Element:
        """Puts a new paragraph before a line that `is_open`."""
        made = self._paragraph(role, text)
        line.element.addprevious(made)
        self._mark_paragraph(made, "ins")
        return made

    def _paragraph(self, role: Role, text: str) -> etree._Element:
        made = etree.Element(_PARAGRAPH)
        properties = etree.SubElement(made, _PROPERTIES)
        if role in self._styles:
            etree.SubElement(properties, w("pStyle")).set(w("val"), self._styles[role])
        properties.extend(habits.of_paragraphs(self._lines, role))
        looks = habits.of_runs(self._lines, role)
        lead = lead_length(text) if role is Role.BODY else 0
        for piece, style in ((text[:lead], self._styles.get(Role.LEAD)), (text[lead:], None)):
            if piece:
                made.append(self._inserted(_run(style, looks), piece))
        return made

    def _mark_paragraph(self, paragraph: etree._Element, name: str) -> None:
        properties = paragraph.find(_PROPERTIES)
        if properties is None:
            properties = etree.Element(_PROPERTIES)
            paragraph.insert(0, properties)
        run = properties.find(_RUN_PROPERTIES)
        if run is None:
            run = etree.Element(_RUN_PROPERTIES)
            _put_before(properties, run, ("sectPr", "pPrChange"))
        if run.find(w(name)) is None:
            run.insert(int(name == "del" and run.find(w("ins")) is not None), self._marker.mark(name))

    def _place(self, line: Line, place: int) -> etree._Element:
        """A run, or an empty one made for it, after which `place` of a line is."""
        if place == 0:
            first = line.char(0).run
            assert first is not None
            empty = like(first)
            cut_before(line.char(0)).addprevious(empty)
            return empty
        before = line.char(place - 1).run
        assert before is not None
        if place < len(line.text) and line.char(place).run is before:
            cut_before(line.char(place))
        return before

    def _delete(self, run: etree._Element) -> etree._Element:
        """Marks a run as deleted; returns the mark around it. What we inserted ourselves just goes:
        returned is the run, which is empty then."""
        parent = run.getparent()
        if parent is not None and parent.tag == w("ins") and parent.get(w("author")) == AUTHOR:
            for child in [child for child in run if child.tag != _RUN_PROPERTIES]:
                run.remove(child)
            return run
        mark = self._marker.mark("del")
        run.addprevious(mark)
        mark.append(run)
        mark.tail = None
        for text in run.iter(w("t")):
            text.tag = w("delText")
        return mark

    def _insert(self, anchor: etree._Element, model: etree._Element, text: str) -> None:
        """Puts `text`, with the look of `model`, after `anchor`."""
        outer = self._outside_of_insertions(anchor)
        outer.addnext(self._inserted(like(model, plain=True), text))
        if anchor.tag == _RUN:
            _drop_empty(anchor)

    def _outside_of_insertions(self, element: etree._Element) -> etree._Element:
        """`element`, once what follows it in somebody's insertion stands in one of its own.

        Returned is the insertion that now ends with it; an insertion is never put into another.
        """
        parent = element.getparent()
        if parent is None or parent.tag not in (w("ins"), w("moveTo")):
            return element
        if following := list(element.itersiblings()):
            rest = etree.Element(parent.tag, dict(parent.attrib))
            rest.set(w("id"), str(self._marker.number()))
            rest.extend(following)
            parent.addnext(rest)
        return parent

    def _inserted(self, look: etree._Element, text: str) -> etree._Element:
        mark = self._marker.mark("ins")
        for piece, is_blank in _pieces(text, self._blanks):
            run = like(look)
            if is_blank:
                _highlight(run)
            put_text(run, piece)
            mark.append(run)
        return mark


def cut(line: Line, start: int, end: int) -> list[etree._Element]:
    """The runs that hold just `start` to `end` of a line."""
    touched = line.elements(start, end)
    if not touched:
        return []
    if end < len(line.text) and line.char(end).run is not None:
        cut_before(line.char(end))
    first = cut_before(line.char(start))
    texts = {element if element is not touched[0] else _first_text(first) for element in touched}
    runs = dict.fromkeys([first, *(run_of(element) for element in touched[1:])])
    return [piece for run in runs if run is not None for piece in isolated(run, texts)]


_STAYS = (w("ins"), w("moveTo"))


def accept(marks: Iterable[etree._Element]) -> None:
    """Makes tracked changes final: what is inserted stays, what is deleted goes."""
    for mark in marks:
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag == _RUN_PROPERTIES:
            _accept_paragraph(mark, parent)
        elif parent.tag in (w("trPr"), w("tcPr")):
            _accept_cells(mark, parent)
        elif mark.tag in _STAYS:
            for child in list(mark):
                mark.addprevious(child)
            parent.remove(mark)
        else:
            parent.remove(mark)


def _accept_cells(mark: etree._Element, properties: etree._Element) -> None:
    """A row or a cell that is deleted goes; one that is inserted stays."""
    cells = properties.getparent()
    properties.remove(mark)
    if (
        mark.tag in (w("del"), w("cellDel"))
        and cells is not None
        and (outer := cells.getparent()) is not None
    ):
        outer.remove(cells)


def _accept_paragraph(mark: etree._Element, properties: etree._Element) -> None:
    """An inserted mark stays; with a deleted one its paragraph is joined to the next, if there is any."""
    paragraph = next(properties.iterancestors(_PARAGRAPH))
    properties.remove(mark)
    later, parent = following(paragraph), paragraph.getparent()
    if mark.tag in _STAYS or parent is None or later is None:
        return
    kept = [child for child in paragraph if child.tag != _PROPERTIES]
    if later.tag == _PARAGRAPH:
        place = 1 if later.find(_PROPERTIES) is not None else 0
        later[place:place] = kept
    elif kept:
        return
    parent.remove(paragraph)


def _first_text(run: etree._Element) -> etree._Element:
    return next(child for child in run if child.tag != _RUN_PROPERTIES)


def _drop_empty(run: etree._Element) -> None:
    """Takes away a run with nothing in it, and the insertion that it stood in alone."""
    parent = run.getparent()
    if parent is None or any(child.tag != _RUN_PROPERTIES for child in run):
        return
    parent.remove(run)
    if parent.tag == w("ins") and not len(parent) and (outer := parent.getparent()) is not None:
        outer.remove(parent)


def _run(style: str | None, looks: Sequence[etree._Element]) -> etree._Element:
    run = etree.Element(_RUN)
    properties = etree.SubElement(run, _RUN_PROPERTIES)
    if style is not None:
        etree.SubElement(properties, w("rStyle")).set(w("val"), style)
    if not any(one.tag == w("rFonts") for one in looks):
        etree.SubElement(properties, w("rFonts")).set(w("hint"), "eastAsia")
    properties.extend(deepcopy(one) for one in looks)
    return run


def _pieces(text: str, blanks: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, each blank one of its own; whether a piece is one."""
    while text:
        places = [(place, blank) for blank in blanks if (place := text.find(blank)) >= 0]
        if not places:
            yield text, False
            return
        place, blank = min(places)
        if place:
            yield text[:place], False
        yield blank, True
        text = text[place + len(blank) :]


_AFTER_HIGHLIGHT = ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
                    "eastAsianLayout", "specVanish", "oMath", "rPrChange")  # fmt: skip


def _highlight(run: etree._Element) -> None:
    properties = run.find(_RUN_PROPERTIES)
    if properties is None:
        properties = etree.Element(_RUN_PROPERTIES)
        run.insert(0, properties)
    mark = etree.Element(w("highlight"))
    mark.set(w("val"), "yellow")
    _put_before(properties, mark, _AFTER_HIGHLIGHT)


def _put_before(parent: etree._Element, child: etree._Element, names: Sequence[str]) -> None:
    """Adds `child` to `parent`, before any element with one of `names`, as the schema orders them."""
    later = {w(name) for name in names}
    place = next((at for at, element in enumerate(parent) if element.tag in later), len(parent))
    parent.insert(place, child)
