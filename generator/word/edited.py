"""A draft that somebody edited: opened, changed where it must be, and packed again.

Parts that do not change stand in the new file as they stood in the old one, byte for byte.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from ..errors import DocumentError
from ..model.provenance import Provenance
from ..text.edits import Edit, apply
from ..text.merge import differences
from ..text.titles import title_lines
from . import provenance as provenance_part
from .layout import title_width
from .lines import Line, lines, precious, said
from .ooxml import parse, serialised, w
from .package import deflated, pack, read_with_packed, stored
from .redline import Marker, Redline, accept, cut
from .relations import OFFICE_TYPE, WORD_TYPE, add_part, main_part, relationships
from .remarks import COMPANIONS, Remarks
from .styles import Role, StyleSheet, styles_in

_NOT_NEEDED = re.compile(
    r"(?:.*/)?(?:media|theme|fonts|embeddings|charts|glossary|docProps)/.*"
    r"|customXml/(?:_rels/.*|itemProps[0-9]*\.xml)"
    r"|.*/(?:fontTable|webSettings|numbering|footnotes|endnotes|(?:header|footer)[0-9]*)\.xml"
)
"""Parts that are never looked into, and stay as they are."""

START = -1
"""A new paragraph after this line is before the first one."""

_USUAL_WIDTH = 20.0
_LEVEL = 1
"""Of deflating: a third larger than the usual, in half the time."""

_SORT = 6
"""Characters by which comments of one sort begin alike."""


@dataclass(frozen=True)
class LineChange:
    """What is to be done to a line: edits, and comments about stretches of it, (start, end, text)."""

    line: int
    edits: tuple[Edit, ...] = ()
    remarks: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class NewParagraph:
    """A paragraph to put after line `after`, in the order in which they are given."""

    after: int
    role: Role
    text: str


@dataclass(frozen=True)
class Changes:
    """What is to be done to a draft. Lines are given by their places, before any change.

    `blanks` are texts to highlight where new text has them. `hints` are the texts of our
    own comments that have nothing left to say. With `breaks_titles` the lines of titles are
    broken anew, since the layout is another.
    """

    lines: tuple[LineChange, ...] = ()
    added: tuple[NewParagraph, ...] = ()
    removed: tuple[int, ...] = ()
    blanks: tuple[str, ...] = ()
    hints: Collection[str] = field(default=())
    breaks_titles: bool = False

    def __bool__(self) -> bool:
        return bool(self.lines or self.added or self.removed or self.breaks_titles)


class EditedDraft:
    """A .docx as somebody left it. Raises DocumentError when it cannot be opened.

    `lines` are its paragraphs with text, as they are seen. `name` is what messages call it.
    """

    def __init__(self, data: bytes, name: str = "文档") -> None:
        self._name = name
        self._parts, self._packed = read_with_packed(data, name, _is_needed)
        self._main = main_part(self._parts, name)
        self._links = {link.kind: link.target for link in relationships(self._parts, self._main, name)}
        self._root = parse(self._parts[self._main], f"{name}（{self._main}）")
        self._style_part = self._parts.get(self._links.get("styles", ""))
        self._styles, self._hidden = styles_in(self._style_part)
        roles = {id: role for role, id in self._styles.items()}
        self.lines = tuple(lines(self._root, roles, self._hidden))

    @cached_property
    def kept(self) -> provenance_part.Kept | None:
        """The provenance, None where there is none. Raises DocumentError when it is damaged."""
        return provenance_part.kept_in(self._parts, self._name)

    @cached_property
    def protection(self) -> str:
        """What the document is protected against: "" or Word's word for it ("readOnly")."""
        part = self._parts.get(self._links.get("settings", ""))
        if part is None:
            return ""
        mark = parse(part, f"{self._name}（设置）").find(w("documentProtection"))
        if mark is None or mark.get(w("enforcement"), "0") in ("0", "false", "off"):
            return ""
        return mark.get(w("edit"), "readOnly")

    @cached_property
    def own_remarks(self) -> Mapping[str, str]:
        """The texts of our own comments, by their ids."""
        return self._remarks.own()

    def is_precious(self, line: Line) -> bool:
        """Whether a line has more in it than text, put there by a person."""
        return not self._precious.isdisjoint(line.paragraphs)

    @cached_property
    def _precious(self) -> set[etree._Element]:
        return precious(self._root, self.own_remarks)

    def changed(
        self, changes: Changes, provenance: Provenance, date: datetime.datetime, *, accepted: bool = False
    ) -> bytes:
        """The document with `changes` carried out, tracked unless `accepted`, and new provenance.

        Raises DocumentError when the document then would not say what it should.
        """
        parts = dict(self._parts)
        if changes or changes.hints:
            self._carry_out(changes, date, accepted)
            parts[self._main] = serialised(self._root)
        if self._remarks.changed:
            self._put_remarks(parts)
        packed = {
            name: deflated(name, data, _LEVEL)
            for name, data in parts.items()
            if data is not self._parts.get(name)
        }
        known = dict(parts)
        self._put_provenance(parts, provenance)
        packed |= {name: stored(name, data) for name, data in parts.items() if data is not known.get(name)}
        return pack((self._packed | packed).values())

    @cached_property
    def _remarks(self) -> Remarks:
        beside = {part: self._parts[part] for kind in COMPANIONS if (part := self._links.get(kind))}
        return Remarks(self._root, self._parts.get(self._links.get("comments", "")), self._name, beside)

    def _carry_out(self, changes: Changes, date: datetime.datetime, accepted: bool) -> None:
        wanted = self._expected(changes)
        marker = Marker(self._root, date)
        redline = Redline(self.lines, self._styles, marker, changes.blanks)
        for id, text in self.own_remarks.items():
            if text in changes.hints:
                self._remarks.remove(id)
        titles = [place for place, line in enumerate(self.lines) if line.role is Role.TITLE]
        others = {place: LineChange(place) for place in titles if changes.breaks_titles}
        for change in (others | {change.line: change for change in changes.lines}).values():
            self._change_line(redline, change, date, changes.breaks_titles)
        self._add(redline, changes.added)
        removed = [self.lines[place] for place in changes.removed]
        for id in {id for line in removed for id in line.commented}:
            self._remarks.remove(id)
        redline.remove(removed)
        if accepted:
            accept(marker.made)
        if said(self._root, self._hidden) != wanted:
            raise DocumentError(f"{self._name}：改不动这个文件，没有写。请在 Word 中另存一份再试")

    def _expected(self, changes: Changes) -> list[str]:
        """What the lines have to say afterwards, line breaks left out."""
        edits = {change.line: change.edits for change in changes.lines}
        texts: dict[int, list[str]] = {}
        for one in changes.added:
            texts.setdefault(one.after, []).append(one.text)
        expected = list(texts.get(START, []))
        for place, line in enumerate(self.lines):
            if place not in changes.removed:
                own = edits.get(place)
                expected.append(apply(_flat(line), own) if own else line.text)
            expected += texts.get(place, [])
        return [text.replace("\n", "") for text in expected if text.strip()]

    def _change_line(
        self, redline: Redline, change: LineChange, date: datetime.datetime, breaks_titles: bool
    ) -> None:
        line = self.lines[change.line]
        edits = self._with_breaks(line, change.edits, breaks_titles)
        self._drop_settled(line, edits)
        acts: list[tuple[int, int, Edit | tuple[int, str]]] = [(edit.start, 1, edit) for edit in edits]
        acts += [(_unflat(line, start), 0, (_unflat(line, end), text)) for start, end, text in change.remarks]
        for start, _, act in sorted(acts, key=lambda one: one[:2], reverse=True):
            if isinstance(act, Edit):
                redline.edit(line, act)
                continue
            runs = cut(line, start, max(act[0], start + 1))
            if runs:
                self._drop_alike(line, start, act[0], act[1])
                self._remarks.add(runs, act[1], date, self._styles)

    def _drop_settled(self, line: Line, edits: Sequence[Edit]) -> None:
        """Takes away our comments about words that are replaced."""
        for one in line.remarks:
            if one.id in self.own_remarks and any(
                edit.start <= one.start < one.end <= edit.end for edit in edits
            ):
                self._remarks.remove(one.id)

    def _drop_alike(self, line: Line, start: int, end: int, text: str) -> None:
        """Takes away an earlier comment of ours of the same sort about the same words."""
        for one in line.remarks:
            same_sort = self.own_remarks.get(one.id, "")[:_SORT] == text[:_SORT]
            if same_sort and one.start < end and start < one.end:
                self._remarks.remove(one.id)

    def _with_breaks(self, line: Line, edits: Sequence[Edit], breaks_titles: bool) -> tuple[Edit, ...]:
        """The edits of a line by all its characters; a title that changes is broken anew."""
        if line.role is not Role.TITLE or not (edits or breaks_titles):
            return tuple(edits)
        wanted = "\n".join(title_lines(apply(_flat(line), edits), self._title_width))
        return tuple(
            Edit(one.start, one.end, wanted[one.new_start : one.new_end])
            for one in differences(line.text, wanted)
        )

    @property
    def _title_width(self) -> float:
        section = self._root.find(f"{w('body')}/{w('sectPr')}")
        title = self._styles.get(Role.TITLE)
        if section is None or title is None:
            return _USUAL_WIDTH
        try:
            return title_width(section, StyleSheet.of(self._style_part, self._name), title, self._name)
        except DocumentError:
            return _USUAL_WIDTH

    def _add(self, redline: Redline, added: Sequence[NewParagraph]) -> None:
        last: dict[int, etree._Element] = {}
        for one in added:
            if one.after in last:
                made = redline.insert_after(last[one.after], one.role, one.text)
            elif one.after == START:
                made = redline.insert_before(self.lines[0], one.role, one.text)
            else:
                made = redline.insert(self.lines[one.after], one.role, one.text)
            last[one.after] = made

    def _put_remarks(self, parts: dict[str, bytes]) -> None:
        part = self._links.get("comments")
        if part is not None:
            parts |= {part: self._remarks.part} | self._remarks.companions
            return
        part = f"{self._main.rpartition('/')[0]}/comments.xml".lstrip("/")
        add_part(parts, self._main, "comments", part, self._remarks.part, f"{WORD_TYPE}comments+xml")

    def _put_provenance(self, parts: dict[str, bytes], provenance: Provenance) -> None:
        if self.kept is not None:
            parts[self.kept.part] = provenance_part.written(provenance, self.kept.fingerprint)
            return
        number = next(
            number for number in range(1, len(self._packed) + 2) if _item(number) not in self._packed
        )
        part, properties = _item(number), f"customXml/itemProps{number}.xml"
        parts |= (companions := provenance_part.companions(part, properties))
        add_part(parts, "", "", properties, companions[properties], f"{OFFICE_TYPE}customXmlProperties+xml")
        written = provenance_part.written(provenance, {})
        add_part(parts, self._main, "customXml", part, written, "application/xml")


def _is_needed(part: str) -> bool:
    return _NOT_NEEDED.fullmatch(part) is None


def _item(number: int) -> str:
    return f"customXml/item{number}.xml"


def _flat(line: Line) -> str:
    """A line's text; a title's without the line breaks, which are the writer's."""
    return line.text.replace("\n", "") if line.role is Role.TITLE else line.text


def _unflat(line: Line, place: int) -> int:
    """The place in all of a line's characters of one in its `_flat` text."""
    if line.role is not Role.TITLE:
        return place
    for at, char in enumerate(line.text):
        if place == 0 and char != "\n":
            return at
        place -= char != "\n"
    return len(line.text)
