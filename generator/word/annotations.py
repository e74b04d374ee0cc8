"""Comments at places in the paragraphs of a .docx, added to those that are there."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import TypeAlias

from lxml import etree

from .comments import INITIALS
from .ooxml import W, serialised, w
from .relations import WORD_TYPE, add_part
from .revisions import AUTHOR, Char, Line, Revisable, cut_after, is_run, packed, read_line
from .schema import element
from .styles import Role, StyleSheet

Annotation: TypeAlias = tuple[int, int, int, str]
"""The line, the start and end in its text, and what the comment says."""

LONGEST = 20_000

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotated(data: bytes, name: str, notes: Sequence[Annotation], date: datetime) -> tuple[bytes, int]:
    """The .docx with a comment for each of `notes` that its paragraph has not got yet; how many.

    In a paragraph longer than `LONGEST` those that overlap another are left out. Raises
    DocumentError when it cannot be opened.
    """
    opened = Revisable(data, name)
    root = opened.linked("comments")
    comments = etree.Element(w("comments"), nsmap={"w": W}) if root is None else deepcopy(root)
    there = _there(opened, comments)
    writer = _Writer(opened, comments, date)
    places: dict[int, list[Annotation]] = {}
    for note in notes:
        key = (opened.lines[note[0]].element, note[3])
        if key not in there:
            there.add(key)
            places.setdefault(note[0], []).append(note)
    for index, wanted in places.items():
        writer.add_to(opened.lines[index], wanted)
    if not writer.count:
        return data, 0
    parts = opened.parts | {opened.main: serialised(opened.root)}
    _put_comments(parts, opened, serialised(comments))
    return packed(parts), writer.count


class _Writer:
    """Writes comments, each with an id of its own, in the document's own styles for them."""

    def __init__(self, opened: Revisable, comments: etree._Element, date: datetime) -> None:
        marks = (*comments, *opened.root.iter(*map(w, _MARKS)))
        ids = [mark.get(w("id"), "") for mark in marks]
        sheet = opened.linked("styles")
        self._styles = {} if sheet is None else StyleSheet(sheet, opened.name).roles()
        self._next = max((int(id) for id in ids if id.isdecimal()), default=-1) + 1
        self._comments = comments
        self.count = 0
        self._date = date.strftime("%Y-%m-%dT%H:%M:%SZ")

    def add_to(self, line: Line, notes: Sequence[Annotation]) -> None:
        """Comments on places of a line, from the last to the first: what is before one stays as it was."""
        done = len(line.chars)
        comments: list[etree._Element] = []
        for _, start, end, text in sorted(notes, reverse=True):
            start, end = (start, end) if start < end else (0, len(line.chars))
            if end > done:
                if len(line.chars) > LONGEST:
                    continue
                line = read_line(line)
            if (comment := self._add(line, start, end, text)) is not None:
                comments.insert(0, comment)
            done = start
        self._comments.extend(comments)

    def _add(self, line: Line, start: int, end: int, text: str) -> etree._Element | None:
        chars = list(filter(_is_in_run, line.chars[start:end])) or list(filter(_is_in_run, line.chars))
        first, last = (chars[0].element, chars[-1].element) if chars else (None, None)
        if first is None or last is None:
            return None
        id = str(self._next)
        self._next += 1
        self.count += 1
        run = _run(cut_after(last, chars[-1].place + 1))
        ending = element("commentRangeEnd", id=id)
        run.addnext(ending)
        ending.addnext(self._reference(id))
        beginning = element("commentRangeStart", id=id)
        if chars[0].place:
            _run(cut_after(first, chars[0].place)).addnext(beginning)
        else:
            _run(first).addprevious(beginning)
        return self._comment(id, text)

    def _reference(self, id: str) -> etree._Element:
        run = self._marked_run()
        run.append(element("commentReference", id=id))
        return run

    def _comment(self, id: str, text: str) -> etree._Element:
        comment = element("comment", id=id, author=AUTHOR, date=self._date, initials=INITIALS)
        paragraph = etree.SubElement(comment, w("p"))
        if Role.COMMENT_TEXT in self._styles:
            properties = etree.SubElement(paragraph, w("pPr"))
            properties.append(element("pStyle", val=self._styles[Role.COMMENT_TEXT]))
        mark = self._marked_run()
        mark.append(element("annotationRef"))
        paragraph.append(mark)
        run = etree.SubElement(paragraph, w("r"))
        etree.SubElement(run, w("rPr")).append(element("rFonts", hint="eastAsia"))
        content = etree.SubElement(run, w("t"))
        content.text = text
        content.set(_SPACE, "preserve")
        return comment

    def _marked_run(self) -> etree._Element:
        run = element("r")
        if Role.COMMENT_MARK in self._styles:
            properties = etree.SubElement(run, w("rPr"))
            properties.append(element("rStyle", val=self._styles[Role.COMMENT_MARK]))
        return run


_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def _there(opened: Revisable, comments: etree._Element) -> set[tuple[etree._Element, str]]:
    """Our comments that are there: the paragraph that each begins in, and what it says."""
    begins: dict[str, etree._Element] = {}
    for mark in opened.root.iter(*map(w, _MARKS)):
        paragraph = next(mark.iterancestors(w("p")), None)
        if paragraph is not None:
            begins.setdefault(mark.get(w("id"), ""), paragraph)
    return {
        (begins[id], "".join(text.text or "" for text in comment.iter(w("t"))))
        for comment in comments.iterchildren(w("comment"))
        if comment.get(w("author")) == AUTHOR and (id := comment.get(w("id"), "")) in begins
    }


def _put_comments(parts: dict[str, bytes], opened: Revisable, data: bytes) -> None:
    targets = [link.target for link in opened.links if link.kind == "comments"]
    if targets:
        parts[targets[0]] = data
        return
    folder = posixpath.dirname(opened.main)
    names = (posixpath.join(folder, f"comments{number}.xml") for number in ("", *range(2, 1000)))
    name = next(name for name in names if name not in parts)
    add_part(parts, opened.main, "comments", name, data, f"{WORD_TYPE}comments+xml")


def _is_in_run(char: Char) -> bool:
    return char.element is not None and is_run(char.element.getparent())


def _run(text: etree._Element) -> etree._Element:
    return next(text.iterancestors(w("r")))
