"""Tracked changes: a document's paragraphs as texts, and new texts for them as revisions.

What a reader sees is edited and nothing else: runs are split where an edit begins or
ends, each half keeps its formatting, and every part but the main one stays as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from ..edits import Edit
from .ooxml import parse, serialised, w
from .package import deflated, open_package, pack
from .relations import main_part, relationships
from .styles import Role, StyleSheet

AUTHOR = "speechgen"

_LONGEST_COMPARED = 5_000

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _RUN, _TEXT, _PROPERTIES = w("p"), w("r"), w("t"), w("rPr")
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
_HIDDEN = {
    w("del"),
    w("moveFrom"),
    w("pPr"),
    w("rPr"),
    w("instrText"),
    w("txbxContent"),
    _FALLBACK,
    _PARAGRAPH,
}


@dataclass(frozen=True)
class Char:
    """A character that is seen, and the `w:t` it is in, at which place; no element for a sign."""

    char: str
    element: etree._Element | None
    place: int


@dataclass(frozen=True)
class Line:
    """A paragraph as it is seen, with the role of its style, if that is one of ours, and its element."""

    chars: tuple[Char, ...]
    role: Role | None
    element: etree._Element = field(repr=False, compare=False)

    @cached_property
    def text(self) -> str:
        return "".join(char.char for char in self.chars)


class Revisable:
    """A .docx whose paragraphs can be read and given new texts.

    Raises DocumentError when it cannot be opened; `name` is what messages call the file.
    """

    def __init__(self, data: bytes, name: str = "文档") -> None:
        self.name = name
        self._linked: dict[str, etree._Element | None] = {}
        self.parts = open_package(data, name)
        self.main = main_part(self.parts, name)
        self.links = relationships(self.parts, self.main, name)
        self.root = parse(self.parts[self.main], f"{name}（{self.main}）")
        self.lines = tuple(line for line in _lines(self.root, self._roles()) if line.text.strip())

    def linked(self, kind: str) -> etree._Element | None:
        """The root of the part of that kind ("styles", "theme") that the main part refers to."""
        if kind not in self._linked:
            targets = [link.target for link in self.links if link.kind == kind]
            self._linked[kind] = parse(self.parts[targets[0]], f"{self.name}（{kind}）") if targets else None
        return self._linked[kind]

    def revised(self, texts: Sequence[str], date: datetime.datetime) -> bytes:
        """The document once each line has its new text of `texts`, as tracked changes.

        Where a change would touch what is no text (a tab, a break) that line stays.
        """
        marks = _Marks(self.root, date)
        for line, text in zip(self.lines, texts, strict=True):
            edits = changes(line.text, text)
            if all(_is_text(line, edit) for edit in edits):
                for edit in reversed(edits):
                    _revise(line, edit, marks)
        return packed(self.parts | {self.main: serialised(self.root)})

    def _roles(self) -> Mapping[str, Role]:
        sheet = self.linked("styles")
        roles = {} if sheet is None else StyleSheet(sheet, self.name).roles()
        return {id: role for role, id in roles.items()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The .docx of all `parts`."""
    return pack(deflated(name, data) for name, data in parts.items())


def changes(old: str, new: str) -> tuple[Edit, ...]:
    """Small edits that turn `old` into `new`, in order; one edit where a text is very long."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old_middle), len(new_middle)) > _LONGEST_COMPARED:
        return (Edit(start, len(old) - end, new_middle),)
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old_middle, new_middle, autojunk=False)
    return tuple(
        Edit(start + begin, start + stop, new_middle[first:last])
        for tag, begin, stop, first, last in matcher.get_opcodes()
        if tag != "equal"
    )


def _shared(one: str, other: str) -> int:
    """With how many characters both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


class _Marks:
    """Makes the elements of revisions, each with an id of its own."""

    def __init__(self, root: etree._Element, date: datetime.datetime) -> None:
        ids = [element.get(w("id"), "") for element in root.iter(etree.Element)]
        self._next = max((int(id) for id in ids if id.lstrip("-").isdigit()), default=0) + 1
        self._date = date.strftime("%Y-%m-%dT%H:%M:%SZ")

    def make(self, name: str) -> etree._Element:
        mark = etree.Element(w(name))
        mark.set(w("id"), str(self._next))
        mark.set(w("author"), AUTHOR)
        mark.set(w("date"), self._date)
        self._next += 1
        return mark


def _lines(root: etree._Element, roles: Mapping[str, Role]) -> Iterator[Line]:
    for paragraph in root.iter(_PARAGRAPH):
        if any(ancestor.tag in (_FALLBACK, w("del")) for ancestor in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        role = None if style is None else roles.get(style.get(w("val"), ""))
        yield Line(tuple(_chars(paragraph)), role, paragraph)


def read_line(line: Line) -> Line:
    """The line as it is now, once its runs were cut."""
    return Line(tuple(_chars(line.element)), line.role, line.element)


def _chars(element: etree._Element) -> Iterator[Char]:
    for child in element:
        if child.tag == _TEXT:
            yield from (Char(char, child, place) for place, char in enumerate(child.text or ""))
        elif child.tag in _SIGNS:
            yield Char(_SIGNS[child.tag], None, 0)
        elif child.tag not in _HIDDEN:
            yield from _chars(child)


def _is_text(line: Line, edit: Edit) -> bool:
    """Whether an edit touches text only, and has a run to take its formatting from."""
    touched = line.chars[edit.start : edit.end] or line.chars[max(edit.start - 1, 0) : edit.start + 1]
    return bool(touched) and all(
        char.element is not None and is_run(char.element.getparent()) for char in touched
    )


def is_run(element: etree._Element | None) -> bool:
    return element is not None and element.tag == _RUN


def _revise(line: Line, edit: Edit, marks: _Marks) -> None:
    """Carries out one edit; what comes before it in the line is not moved."""
    runs = [_cut(element, start, end) for element, start, end in _stretches(line, edit)]
    for run in runs:
        _delete(run, marks)
    anchor = runs[-1].getparent() if runs else _run_before(line, edit.start)
    if edit.replacement and anchor is not None:
        model = runs[0] if runs else anchor
        _insert_after(anchor, model, edit.replacement, marks)


def _stretches(line: Line, edit: Edit) -> list[tuple[etree._Element, int, int]]:
    """The texts that an edit takes something from, each with where, the first one first."""
    found: list[tuple[etree._Element, int, int]] = []
    for char in line.chars[edit.start : edit.end]:
        if char.element is None:
            continue
        if found and found[-1][0] is char.element:
            found[-1] = (char.element, found[-1][1], char.place + 1)
        else:
            found.append((char.element, char.place, char.place + 1))
    return found


def _cut(text: etree._Element, start: int, end: int) -> etree._Element:
    """A run that holds nothing but `text[start:end]`; what was around it stands in runs of its own.

    What comes before keeps its element, so that earlier places of the line stay good.
    """
    run = _parent(text)
    content = text.text or ""
    middle, rest = _like(run), _like(run)
    middle.append(_text(content[start:end]))
    if content[end:]:
        rest.append(_text(content[end:]))
    for sibling in list(text.itersiblings()):
        rest.append(sibling)
    _set_text(text, content[:start])
    run.addnext(middle)
    if len(rest.findall("*")) > len(rest.findall(_PROPERTIES)):
        middle.addnext(rest)
    return middle


def _delete(run: etree._Element, marks: _Marks) -> None:
    mark = marks.make("del")
    run.addprevious(mark)
    mark.append(run)
    for text in run.iter(_TEXT):
        text.tag = w("delText")


def _run_before(line: Line, place: int) -> etree._Element | None:
    """The run that ends at `place`, cut there; at the beginning, an empty one before the first."""
    char = line.chars[max(place - 1, 0)]
    if char.element is None:
        return None
    if place:
        return _parent(cut_after(char.element, char.place + 1))
    first = _parent(char.element)
    empty = _like(first)
    first.addprevious(empty)
    return empty


def cut_after(text: etree._Element, place: int) -> etree._Element:
    """`text` (a `w:t` in a run), with what follows `place` in a run of its own."""
    run = _parent(text)
    content = text.text or ""
    rest = _like(run)
    if content[place:]:
        rest.append(_text(content[place:]))
    for sibling in list(text.itersiblings()):
        rest.append(sibling)
    _set_text(text, content[:place])
    if len(rest.findall("*")) > len(rest.findall(_PROPERTIES)):
        run.addnext(rest)
    return text


def _insert_after(anchor: etree._Element, model: etree._Element, text: str, marks: _Marks) -> None:
    mark = marks.make("ins")
    run = _like(model)
    run.append(_text(text))
    mark.append(run)
    anchor.addnext(mark)


def _like(run: etree._Element) -> etree._Element:
    """An empty run with the formatting of `run`."""
    made = etree.Element(_RUN)
    properties = run.find(_PROPERTIES)
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _text(content: str) -> etree._Element:
    element = etree.Element(_TEXT)
    _set_text(element, content)
    return element


def _set_text(element: etree._Element, content: str) -> None:
    element.text = content
    element.set(_SPACE, "preserve")


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError("an element outside of any run")
    return parent


def texts(lines: Iterable[Line]) -> tuple[str, ...]:
    """What each line says."""
    return tuple(line.text for line in lines)
