"""Comments at places in the paragraphs of a .docx, added to those that are there."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from lxml import etree

from .lines import Line, reread
from .ooxml import serialised, w
from .redline import cut
from .relations import WORD_TYPE, add_part
from .remarks import Remarks
from .revisions import Revisable, packed
from .runs import run_of
from .styles import Role, StyleSheet

Annotation: TypeAlias = tuple[int, int, int, str]
"""The line, the start and end in its text, and what the comment says."""

LONGEST = 20_000

_Styles: TypeAlias = Mapping[Role, str]


def annotated(data: bytes, name: str, notes: Sequence[Annotation], date: datetime) -> tuple[bytes, int]:
    """The .docx with a comment for each of `notes` that its paragraph has not got yet; how many.

    In a paragraph longer than `LONGEST` those that overlap another are left out. Raises
    DocumentError when it cannot be opened.
    """
    opened = Revisable(data, name)
    targets = [link.target for link in opened.links if link.kind == "comments"]
    remarks = Remarks(opened.root, opened.parts[targets[0]] if targets else None, name)
    there = _there(opened, remarks)
    places: dict[int, list[Annotation]] = {}
    for note in notes:
        key = (opened.lines[note[0]].element, note[3])
        if key not in there:
            there.add(key)
            places.setdefault(note[0], []).append(note)
    styles = _styles(opened)
    count = sum(
        _comment(remarks, opened.lines[index], wanted, date, styles) for index, wanted in places.items()
    )
    if not count:
        return data, 0
    parts = opened.parts | {opened.main: serialised(opened.root)}
    if targets:
        parts[targets[0]] = remarks.part
    else:
        add_part(parts, opened.main, "comments", _free_name(opened), remarks.part, f"{WORD_TYPE}comments+xml")
    return packed(parts), count


def _styles(opened: Revisable) -> _Styles:
    """The document's own styles for comments, by role."""
    sheet = opened.linked("styles")
    return {} if sheet is None else StyleSheet(sheet, opened.name).roles()


def _there(opened: Revisable, remarks: Remarks) -> set[tuple[etree._Element, str]]:
    """Our comments that are there: the paragraph that each begins in, and what it says."""
    own = remarks.own()
    lines = {paragraph: line.element for line in opened.lines for paragraph in line.paragraphs}
    found: set[tuple[etree._Element, str]] = set()
    for mark in opened.root.iter(w("commentRangeStart"), w("commentReference")):
        paragraph = next(mark.iterancestors(w("p")), None)
        if paragraph in lines and mark.get(w("id"), "") in own:
            found.add((lines[paragraph], own[mark.get(w("id"), "")]))
    return found


def _comment(
    remarks: Remarks, line: Line, notes: Sequence[Annotation], date: datetime, styles: _Styles
) -> int:
    """Comments on places of a line, from the last to the first: what is before one stays as it was."""
    done, count = len(line.text), 0
    for _, start, end, text in sorted(notes, reverse=True):
        start, end = (start, end) if start < end else (0, len(line.text))
        if end > done:
            if len(line.text) > LONGEST:
                continue
            line = reread(line)
        if runs := _runs(line, start, end) or _runs(line, 0, len(line.text)):
            remarks.add(runs, text, date, styles)
            count += 1
        done = start
    return count


def _runs(line: Line, start: int, end: int) -> list[etree._Element]:
    """The runs of a place once they hold no more; none where it has a part in no run."""
    touched = line.elements(start, end)
    return cut(line, start, end) if touched and all(run_of(one) is not None for one in touched) else []


def _free_name(opened: Revisable) -> str:
    folder = posixpath.dirname(opened.main)
    names = (posixpath.join(folder, f"comments{number}.xml") for number in ("", *range(2, 1000)))
    return next(name for name in names if name not in opened.parts)
