"""A draft that somebody edited: opened, changed where it must be, saved."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from ..errors import DocumentError
from ..model.provenance import Provenance
from ..text import byline
from ..text.edits import Edit, apply
from ..text.merge import differences
from . import provenance as provenance_part
from .comments import Comments
from .layout import line_width
from .lines import Line, precious, said
from .ooxml import w
from .opened import Opened
from .printed import Printed, printed_entry, printed_title
from .runs import scale_runs
from .styles import OURS_TO_BREAK, StyleName
from .text import OFF
from .tracked import Marker, TrackedChanges, accept, cut

START = -1
"""A new paragraph after this line is before the first one."""

_USUAL_WIDTHS = {StyleName.TITLE: 20.0, StyleName.BYLINE: 27.6}
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
    style: StyleName
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
        self._opened = Opened(data, name)
        self._comments = Comments.of(self._opened)
        self._styles = self._opened.sheet.ids()
        self.lines = self._opened.lines

    @cached_property
    def kept(self) -> provenance_part.Kept | None:
        """The provenance, None where there is none. Raises DocumentError when it is damaged."""
        return provenance_part.kept_in(self._opened.parts, self._name)

    @property
    def protection(self) -> str:
        """What the document is protected against: "" or Word's word for it ("readOnly")."""
        settings = self._opened.settings
        mark = None if settings is None else settings.find(w("documentProtection"))
        if mark is None or mark.get(w("enforcement"), "0") in OFF:
            return ""
        return mark.get(w("edit"), "readOnly")

    @cached_property
    def own_comments(self) -> Mapping[str, str]:
        """The texts of our own comments, by their ids, as they were at first."""
        return self._comments.own()

    def is_precious(self, line: Line) -> bool:
        """Whether a line has more in it than text, put there by a person."""
        return not self._precious.isdisjoint(line.paragraphs)

    @cached_property
    def _precious(self) -> set[etree._Element]:
        return precious(self._opened.root, self.own_comments)

    def changed(
        self, changes: Changes, provenance: Provenance, date: datetime.datetime, *, accepted: bool = False
    ) -> bytes:
        """The document with `changes` carried out, tracked unless `accepted`, and new provenance.

        Raises DocumentError when the document then would not say what it should.
        """
        if changes or changes.hints:
            self._carry_out(changes, date, accepted)
        self._comments.put_into(self._opened)
        self._put_provenance(provenance)
        return self._opened.saved()

    def _carry_out(self, changes: Changes, date: datetime.datetime, accepted: bool) -> None:
        wanted = self._expected(changes)
        marker = Marker(self._opened.root, date)
        tracked = TrackedChanges(self.lines, self._styles, marker, changes.blanks)
        for id, text in self.own_comments.items():
            if text in changes.hints:
                self._comments.remove(id)
        titles = [place for place, line in enumerate(self.lines) if line.style in OURS_TO_BREAK]
        others = {place: LineChange(place) for place in titles if changes.breaks_titles}
        for change in (others | {change.line: change for change in changes.lines}).values():
            self._change_line(tracked, change, date, changes.breaks_titles)
        self._add(tracked, changes.added)
        removed = [self.lines[place] for place in changes.removed]
        for id in {id for line in removed for id in line.commented}:
            self._comments.remove(id)
        tracked.remove(removed)
        if accepted:
            accept(marker.made)
        if said(self._opened.root, self._opened.resolver.hidden) != wanted:
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
                expected.append(apply(line.unbroken, own) if own else line.text)
            expected += texts.get(place, [])
        return [text.replace("\n", "") for text in expected if text.strip()]

    def _change_line(
        self, tracked: TrackedChanges, change: LineChange, date: datetime.datetime, breaks_titles: bool
    ) -> None:
        line = self.lines[change.line]
        edits = self._with_breaks(line, change.edits, breaks_titles)
        self._drop_settled(line, edits)
        acts: list[tuple[int, int, Edit | tuple[int, str]]] = [(edit.start, 1, edit) for edit in edits]
        acts += [(line.place(start), 0, (line.place(end), text)) for start, end, text in change.remarks]
        for start, _, act in sorted(acts, key=lambda one: one[:2], reverse=True):
            if isinstance(act, Edit):
                tracked.edit(line, act)
                continue
            runs = cut(line, start, max(act[0], start + 1))
            if runs:
                self._drop_alike(line, start, act[0], act[1])
                self._comments.add(runs, act[1], date)

    def _drop_settled(self, line: Line, edits: Sequence[Edit]) -> None:
        """Takes away our comments about words that are replaced."""
        for one in line.remarks:
            if one.id in self.own_comments and any(
                edit.start <= one.start < one.end <= edit.end for edit in edits
            ):
                self._comments.remove(one.id)

    def _drop_alike(self, line: Line, start: int, end: int, text: str) -> None:
        """Takes away an earlier comment of ours of the same sort about the same words."""
        for one in line.remarks:
            same_sort = self.own_comments.get(one.id, "")[:_SORT] == text[:_SORT]
            if same_sort and one.start < end and start < one.end:
                self._comments.remove(one.id)

    def _with_breaks(self, line: Line, edits: Sequence[Edit], breaks_titles: bool) -> tuple[Edit, ...]:
        """The edits of a line by all its characters; a title or an entry that changes is broken anew."""
        if line.style not in OURS_TO_BREAK or not (edits or breaks_titles):
            return tuple(edits)
        broken = self._printed(line.style, apply(line.unbroken, edits))
        if line.style is StyleName.TITLE:
            scale_runs(line.element, broken.scale)
        return tuple(
            Edit(one.start, one.end, broken.text[one.new_start : one.new_end])
            for one in differences(line.text, broken.text)
        )

    def _printed(self, style: StyleName, text: str) -> Printed:
        """A title or an entry of the byline in its lines."""
        width = self._line_width(style)
        if style is StyleName.TITLE:
            return printed_title(text, width)[0]
        return printed_entry(byline.entry(text), width)

    def _line_width(self, style: StyleName) -> float:
        id = self._styles.get(style)
        if id is None:
            return _USUAL_WIDTHS[style]
        try:
            return line_width(self._opened, id)
        except DocumentError:
            return _USUAL_WIDTHS[style]

    def _add(self, tracked: TrackedChanges, added: Sequence[NewParagraph]) -> None:
        last = {place: line.element for place, line in enumerate(self.lines)}
        for one in added:
            if one.after in last:
                last[one.after] = tracked.insert(last[one.after], one.style, one.text)
            else:
                last[START] = tracked.insert_before(self.lines[0], one.style, one.text)

    def _put_provenance(self, provenance: Provenance) -> None:
        kept = self.kept
        if kept is None:
            provenance_part.attach(self._opened, provenance_part.written(provenance, {}))
        else:
            self._opened.parts[kept.part] = provenance_part.written(provenance, kept.fingerprint)
