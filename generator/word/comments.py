"""Comments: those of a document that is there and those of a new draft; added and taken away.

Source of the elements: ECMA-376 part 1, clause 17.13.4; of what Word keeps beside them (who
answered which comment, ids that last): MS-DOCX, 2.5.1 commentEx and 2.7 commentsIds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from .lines import Line, reread
from .ooxml import AUTHOR, INITIALS, element, utc, w
from .opened import Opened
from .runs import put_text, run_of
from .styles import StyleName
from .tracked import cut

Annotation: TypeAlias = tuple[int, int, int, str]
"""The line, the start and end in its text, and what the comment says."""

LONGEST = 20_000

_Styles: TypeAlias = Mapping[StyleName, str]

_MICROSOFT = "http://schemas.microsoft.com/office/"
_COMPANIONS = (
    f"{_MICROSOFT}2011/relationships/commentsExtended",
    f"{_MICROSOFT}2016/09/relationships/commentsIds",
    f"{_MICROSOFT}2018/08/relationships/commentsExtensible",
)
"""The kinds of relationship to the parts that Word keeps beside the comments."""

_NUMBER = re.compile("[0-9]{1,9}")
_RANGE = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_TRACKED = (w("ins"), w("del"), w("moveTo"))


class Comments:
    """The comments of a document, and the places in its text that refer to them.

    `root` is that of their part, `styles` are the ids of the document's styles by name.
    """

    def __init__(self, text: etree._Element, root: etree._Element, styles: _Styles) -> None:
        self.root = root
        self._text = text
        self._styles = styles
        self._companions: list[etree._Element] = []
        ids = (comment.get(w("id"), "") for comment in root.iter(w("comment")))
        self._next = max((int(id) for id in ids if _NUMBER.fullmatch(id)), default=-1) + 1

    @classmethod
    def of(cls, opened: Opened) -> Comments:
        """Those of an opened document. Raises DocumentError when they cannot be read."""
        there = opened.linked(RT.COMMENTS)
        comments = cls(opened.root, element("comments") if there is None else there, opened.sheet.ids())
        comments._companions = [root for kind in _COMPANIONS if (root := opened.linked(kind)) is not None]
        return comments

    def put_into(self, opened: Opened) -> None:
        """Adds the part to a document that had none, if there are comments now."""
        if len(self.root) and opened.linked(RT.COMMENTS) is None:
            opened.needed(RT.COMMENTS).extend(list(self.root))

    def own(self) -> dict[str, str]:
        """The texts of our own comments by their ids."""
        comments = self.root.iter(w("comment"))
        return {one.get(w("id"), ""): _said(one) for one in comments if one.get(w("author")) == AUTHOR}

    def add(self, runs: Sequence[etree._Element], text: str, date: datetime) -> None:
        """Adds a comment about `runs`, which stand one after the other in one paragraph."""
        id = str(self._next)
        self._next += 1
        comment = element("comment", id=id, author=AUTHOR, date=utc(date), initials=INITIALS)
        paragraph = etree.SubElement(comment, w("p"))
        if StyleName.COMMENT_TEXT in self._styles:
            paragraph.append(element("pPr", element("pStyle", val=self._styles[StyleName.COMMENT_TEXT])))
        paragraph.append(self._mark(element("annotationRef")))
        paragraph.append(put_text(element("r", element("rPr", element("rFonts", hint="eastAsia"))), text))
        self.root.append(comment)
        _outermost(runs[0]).addprevious(element("commentRangeStart", id=id))
        end = element("commentRangeEnd", id=id)
        _outermost(runs[-1]).addnext(end)
        end.addnext(self._mark(element("commentReference", id=id)))

    def remove(self, id: str) -> None:
        """Takes away the comment `id` and what refers to it, unless somebody answered it."""
        comments = [one for one in self.root.iter(w("comment")) if one.get(w("id")) == id]
        known = {value for comment in comments for value in _lasting(comment)}
        if any(parent in known for parent in self._answered()):
            return
        for comment in comments:
            self.root.remove(comment)
        self._forget(known)
        for mark in [one for one in self._text.iter(*_RANGE) if one.get(w("id")) == id]:
            _take_out(mark)

    def _mark(self, content: etree._Element) -> etree._Element:
        """A run with what marks a comment, in the style for that."""
        style = self._styles.get(StyleName.COMMENT_MARK)
        look = [] if style is None else [element("rPr", element("rStyle", val=style))]
        return element("r", *look, content)

    def _answered(self) -> Iterator[str]:
        """The lasting ids of the comments that have an answer."""
        for root in self._companions:
            yield from (value for entry in root for value in _values(entry, "paraIdParent"))

    def _forget(self, known: set[str]) -> None:
        """Takes away what the companions say of the comment with these lasting ids."""
        for root in self._companions:
            for entry in [one for one in root if not known.isdisjoint(_lasting(one))]:
                known.update(_values(entry, "durableId"))
                root.remove(entry)


def annotated(opened: Opened, notes: Sequence[Annotation], date: datetime) -> tuple[bytes, int]:
    """The document with a comment for each of `notes` that its paragraph has not got yet; how many.

    In a paragraph longer than `LONGEST` those that overlap another are left out.
    """
    comments = Comments.of(opened)
    there = _places(opened, comments)
    wanted: dict[int, list[Annotation]] = {}
    for note in notes:
        key = (opened.lines[note[0]].element, note[3])
        if key not in there:
            there.add(key)
            wanted.setdefault(note[0], []).append(note)
    count = sum(_comment(comments, opened.lines[line], found, date) for line, found in wanted.items())
    comments.put_into(opened)
    return opened.saved(), count


def _places(opened: Opened, comments: Comments) -> set[tuple[etree._Element, str]]:
    """Our comments that are there: the element of the line that each begins in, and what it says."""
    own = comments.own()
    lines = {paragraph: line.element for line in opened.lines for paragraph in line.paragraphs}
    found: set[tuple[etree._Element, str]] = set()
    for mark in opened.root.iter(w("commentRangeStart"), w("commentReference")):
        paragraph = next(mark.iterancestors(w("p")), None)
        if paragraph in lines and mark.get(w("id"), "") in own:
            found.add((lines[paragraph], own[mark.get(w("id"), "")]))
    return found


def _comment(comments: Comments, line: Line, notes: Sequence[Annotation], date: datetime) -> int:
    """Comments on places of a line, from the last to the first: what is before one stays as it was."""
    done, count = len(line.text), 0
    for _, start, end, text in sorted(notes, reverse=True):
        start, end = (start, end) if start < end else (0, len(line.text))
        if end > done:
            if len(line.text) > LONGEST:
                continue
            line = reread(line)
        if runs := _runs(line, start, end) or _runs(line, 0, len(line.text)):
            comments.add(runs, text, date)
            count += 1
        done = start
    return count


def _runs(line: Line, start: int, end: int) -> list[etree._Element]:
    """The runs of a place once they hold no more; none where it has a part in no run."""
    touched = line.elements(start, end)
    return cut(line, start, end) if touched and all(run_of(one) is not None for one in touched) else []


def _take_out(mark: etree._Element) -> None:
    """Takes away a mark, and the run that it stood in alone."""
    parent = mark.getparent()
    if parent is None:
        return
    parent.remove(mark)
    grandparent = parent.getparent()
    is_alone = parent.tag == w("r") and not [child for child in parent if child.tag != w("rPr")]
    if is_alone and grandparent is not None:
        grandparent.remove(parent)


def _lasting(element: etree._Element) -> Iterator[str]:
    """The ids that Word gives a comment for good, of its paragraphs or of an entry about it."""
    for inner in element.iter(etree.Element):
        yield from _values(inner, "paraId")
        yield from _values(inner, "durableId")


def _values(element: etree._Element, name: str) -> Iterator[str]:
    return (str(value) for key, value in element.items() if str(key).endswith(f"}}{name}"))


def _outermost(run: etree._Element) -> etree._Element:
    """What stands in the paragraph itself: the run, or the tracked change around it."""
    outer = run
    while (parent := outer.getparent()) is not None and parent.tag in _TRACKED:
        outer = parent
    return outer


def _said(comment: etree._Element) -> str:
    texts = comment.iter(w("t"), w("br"))
    return "".join("\n" if one.tag == w("br") else one.text or "" for one in texts)
