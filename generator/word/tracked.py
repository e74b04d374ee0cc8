"""Tracked changes to a document that somebody edited, which touch nothing else.

What is read is what a person sees: insertions accepted, deletions too. A change splits
the runs that it begins or ends in and leaves all others, and every other part, as they are.

Source of the elements: ECMA-376 part 1, clauses 17.13.5 (revisions) and 17.3.1.29
(a paragraph's mark).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from ..text.edits import Edit
from ..text.leads import lead_length
from ..text.merge import changes
from . import formatting
from .lines import Line
from .ooxml import AUTHOR, PARAGRAPH, RUN, W, element, own_properties, put, utc, w
from .opened import Opened
from .paragraph_marks import following, mark_to_remove, section_of
from .runs import blank_pattern, cut_before, hint_at_chinese, isolated, like, put_text, run_of
from .styles import StyleName

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
        mark = element(name, id=str(self.number()), author=AUTHOR, date=self._date)
        self.made.append(mark)
        return mark

    def number(self) -> int:
        """An id that nothing in the document has."""
        self._next += 1
        return self._next - 1


class TrackedChanges:
    """Changes lines of a document; each change is a tracked one.

    `lines` are all lines of the document, by which a new paragraph is made to look; `styles`
    the ids of the styles by name; `blanks` the texts to be highlighted. Places are those of
    the line as it was read, so the changes of one line come from its end to its beginning.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        styles: Mapping[StyleName, str],
        marker: Marker,
        blanks: Sequence[str] = (),
    ) -> None:
        self._lines = lines
        self._styles = styles
        self._marker = marker
        self._blanks = blank_pattern(blanks)

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
        gone = {paragraph for line in removed for paragraph in line.paragraphs}
        for line in removed:
            for run in dict.fromkeys(run_of(piece.element) for piece in line.pieces):
                if run is not None:
                    self._delete(run)
                    _drop_empty(run)
            marked = mark_to_remove(line.paragraphs, gone)
            if marked is not None:
                self._mark_paragraph(marked, "del")

    def insert(self, before: etree._Element, style: StyleName, text: str) -> etree._Element:
        """Puts a new paragraph after that of a line that `is_open`, or a new one; returns it.

        Where a section or all ends with it, it ends with the new paragraph then, and the
        mark that is new is that of the one `before`.
        """
        made = self._paragraph(style, text)
        before.addnext(made)
        section = section_of(before)
        if section is not None:
            made[0].append(section)
        self._mark_paragraph(before if section is not None or following(made) is None else made, "ins")
        return made

    def insert_before(self, line: Line, style: StyleName, text: str) -> etree._Element:
        """Puts a new paragraph before a line that `is_open`."""
        made = self._paragraph(style, text)
        line.paragraphs[0].addprevious(made)
        self._mark_paragraph(made, "ins")
        return made

    def _paragraph(self, style: StyleName, text: str) -> etree._Element:
        properties = element("pPr")
        if style in self._styles:
            properties.append(element("pStyle", val=self._styles[style]))
        properties.extend(formatting.shared_by_paragraphs(self._lines, style))
        looks = formatting.shared_by_runs(self._lines, style)
        lead = lead_length(text) if style is StyleName.BODY else 0
        pieces = ((text[:lead], self._styles.get(StyleName.LEAD)), (text[lead:], None))
        runs = [self._inserted(_run(own, looks), piece) for piece, own in pieces if piece]
        return element("p", properties, *runs)

    def _mark_paragraph(self, paragraph: etree._Element, name: str) -> None:
        properties = own_properties(paragraph)
        run = properties.find(_RUN_PROPERTIES)
        if run is None:
            run = element("rPr")
            put(properties, run, PARAGRAPH)
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
        for place, piece in enumerate(self._blanks.split(text) if self._blanks else [text]):
            if piece:
                run = put_text(like(look), piece)
                if place % 2:
                    put(own_properties(run), element("highlight", val="yellow"), RUN)
                hint_at_chinese(run)
                mark.append(run)
        return mark


def revised(opened: Opened, texts: Sequence[str], date: datetime.datetime) -> bytes:
    """The document once each of its lines has its new text of `texts`, as tracked changes.

    Where a change would touch what is no text (a tab, a break) that line stays.
    """
    tracked = TrackedChanges(opened.lines, {}, Marker(opened.root, date))
    for line, text in zip(opened.lines, texts, strict=True):
        edits = changes(line.text, text)
        if all(_is_text(line, edit) for edit in edits):
            for edit in reversed(edits):
                tracked.edit(line, edit)
    return opened.saved()


def cut(line: Line, start: int, end: int) -> list[etree._Element]:
    """The runs that hold just `start` to `end` of a line."""
    touched = line.elements(start, end)
    if not touched:
        return []
    if end < len(line.text) and line.char(end).run is not None:
        cut_before(line.char(end))
    first = cut_before(line.char(start))
    texts = {next(child for child in first if child.tag != _RUN_PROPERTIES), *touched[1:]}
    runs = dict.fromkeys([first, *(run_of(element) for element in touched[1:])])
    return [piece for run in runs if run is not None for piece in isolated(run, texts)]


def accept(marks: Iterable[etree._Element]) -> None:
    """Makes tracked changes final: what is inserted stays, what is deleted goes."""
    for mark in marks:
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag == _RUN_PROPERTIES:
            _accept_paragraph(mark, parent)
        elif mark.tag == w("ins"):
            for child in list(mark):
                mark.addprevious(child)
            parent.remove(mark)
        else:
            parent.remove(mark)


def _accept_paragraph(mark: etree._Element, properties: etree._Element) -> None:
    """An inserted mark stays; with a deleted one its paragraph is joined to the next, if there is any."""
    paragraph = next(properties.iterancestors(_PARAGRAPH))
    properties.remove(mark)
    later, parent = following(paragraph), paragraph.getparent()
    if mark.tag == w("ins") or parent is None or later is None:
        return
    kept = [child for child in paragraph if child.tag != _PROPERTIES]
    if later.tag == _PARAGRAPH:
        place = 1 if later.find(_PROPERTIES) is not None else 0
        later[place:place] = kept
    elif kept:
        return
    parent.remove(paragraph)


def _drop_empty(run: etree._Element) -> None:
    """Takes away a run with nothing in it, and the insertion that it stood in alone."""
    parent = run.getparent()
    if parent is None or any(child.tag != _RUN_PROPERTIES for child in run):
        return
    parent.remove(run)
    if parent.tag == w("ins") and not len(parent) and (outer := parent.getparent()) is not None:
        outer.remove(parent)


def _run(style: str | None, looks: Sequence[etree._Element]) -> etree._Element:
    own = [] if style is None else [element("rStyle", val=style)]
    if not any(one.tag == w("rFonts") for one in looks):
        own.append(element("rFonts", hint="eastAsia"))
    return element("r", element("rPr", *own, *map(deepcopy, looks)))


def _is_text(line: Line, edit: Edit) -> bool:
    """Whether an edit touches text only, and has a run to take its formatting from."""
    start = edit.start if edit.start < edit.end else max(edit.start - 1, 0)
    touched = line.elements(start, max(edit.end, start + 1))
    if not touched or any(run_of(element) is None for element in touched):
        return False
    return edit.start == edit.end or all(element.tag == w("t") for element in touched)
