"""Remarks: the comments of a document somebody edited; some added, some taken away.

Source of the elements: ECMA-376 part 1, clause 17.13.4; of what Word keeps beside them (who
answered which comment, ids that last): MS-DOCX, 2.5.1 commentEx and 2.7 commentsIds.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from .comments import AUTHOR, INITIALS
from .ooxml import W, parse, serialised, w
from .runs import put_text
from .styles import Role

COMPANIONS = ("commentsExtended", "commentsIds", "commentsExtensible")
"""The kinds of the parts that Word keeps beside the comments."""

_NUMBER = re.compile("[0-9]{1,9}")
_RANGE = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))


class Remarks:
    """The comments part and the places in the document that refer to it."""

    def __init__(
        self,
        root: etree._Element,
        part: bytes | None,
        name: str,
        companions: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """`root` is the document's, `part` its comments, None where there are none yet;
        `companions` are the parts beside it, by their names."""
        self._document = root
        self._root = (
            etree.Element(w("comments"), nsmap={"w": W}) if part is None else parse(part, f"{name}（批注）")
        )
        self._next = max((int(id) for id in self._ids() if _NUMBER.fullmatch(id)), default=-1) + 1
        self._companions = {part: parse(data, f"{name}（{part}）") for part, data in companions.items()}
        self.changed = False

    @property
    def companions(self) -> dict[str, bytes]:
        """The parts beside the comments, as they are now."""
        return {part: serialised(root) for part, root in self._companions.items()}

    @property
    def part(self) -> bytes:
        return serialised(self._root)

    @property
    def is_empty(self) -> bool:
        return not len(self._root)

    def own(self) -> dict[str, str]:
        """The texts of our own comments by their ids."""
        return {
            comment.get(w("id"), ""): _text(comment)
            for comment in self._root.iter(w("comment"))
            if comment.get(w("author")) == AUTHOR
        }

    def add(
        self,
        runs: Sequence[etree._Element],
        text: str,
        date: datetime.datetime,
        styles: Mapping[Role, str],
    ) -> None:
        """Adds a comment about `runs`, which stand one after the other in one paragraph.

        `styles` are the ids of the document's styles by role; it may lack those of comments.
        """
        id = str(self._next)
        self._next += 1
        self._root.append(_comment(id, text, date, styles.get(Role.COMMENT_TEXT)))
        first, last = _outermost(runs[0]), _outermost(runs[-1])
        first.addprevious(_mark("commentRangeStart", id))
        end = _mark("commentRangeEnd", id)
        last.addnext(end)
        end.addnext(_reference(id, styles.get(Role.COMMENT_MARK)))
        self.changed = True

    def remove(self, id: str) -> None:
        """Takes away the comment `id` and what refers to it, unless somebody answered it."""
        comments = [one for one in self._root.iter(w("comment")) if one.get(w("id")) == id]
        known = {value for comment in comments for value in _lasting(comment)}
        if any(parent in known for parent in self._answered()):
            return
        for comment in comments:
            self._root.remove(comment)
            self.changed = True
        self._forget(known)
        for mark in [one for one in self._document.iter(*_RANGE) if one.get(w("id")) == id]:
            parent = mark.getparent()
            if parent is None:
                continue
            parent.remove(mark)
            grandparent = parent.getparent()
            alone = parent.tag == w("r") and not [child for child in parent if child.tag != w("rPr")]
            if alone and grandparent is not None:
                grandparent.remove(parent)

    def _answered(self) -> Iterator[str]:
        """The lasting ids of the comments that have an answer."""
        for root in self._companions.values():
            yield from (value for entry in root for value in _values(entry, "paraIdParent"))

    def _forget(self, known: set[str]) -> None:
        """Takes away what the companions say of the comment with these lasting ids."""
        for root in self._companions.values():
            for entry in [one for one in root if not known.isdisjoint(_lasting(one))]:
                known.update(_values(entry, "durableId"))
                root.remove(entry)

    def _ids(self) -> set[str]:
        return {comment.get(w("id"), "") for comment in self._root.iter(w("comment"))}


def _lasting(element: etree._Element) -> Iterator[str]:
    """The ids that Word gives a comment for good, of its paragraphs or of an entry about it."""
    for inner in element.iter(etree.Element):
        yield from _values(inner, "paraId")
        yield from _values(inner, "durableId")


def _values(element: etree._Element, name: str) -> Iterator[str]:
    return (str(value) for key, value in element.items() if str(key).endswith(f"}}{name}"))


def _outermost(run: etree._Element) -> etree._Element:
    """What stands in the paragraph itself: the run, or the tracked change around it."""
    element = run
    while (parent := element.getparent()) is not None and parent.tag in (w("ins"), w("del"), w("moveTo")):
        element = parent
    return element


def _text(comment: etree._Element) -> str:
    return "".join(
        "\n" if element.tag == w("br") else element.text or "" for element in comment.iter(w("t"), w("br"))
    )


def _comment(id: str, text: str, date: datetime.datetime, style: str | None) -> etree._Element:
    comment = _mark("comment", id)
    comment.set(w("author"), AUTHOR)
    comment.set(w("date"), date.strftime("%Y-%m-%dT%H:%M:%SZ"))
    comment.set(w("initials"), INITIALS)
    paragraph = etree.SubElement(comment, w("p"))
    if style is not None:
        etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle")).set(w("val"), style)
    mark = etree.SubElement(paragraph, w("r"))
    etree.SubElement(mark, w("annotationRef"))
    run = etree.SubElement(paragraph, w("r"))
    properties = etree.SubElement(run, w("rPr"))
    etree.SubElement(properties, w("rFonts")).set(w("hint"), "eastAsia")
    put_text(run, text)
    return comment


def _reference(id: str, style: str | None) -> etree._Element:
    run = etree.Element(w("r"))
    if style is not None:
        etree.SubElement(etree.SubElement(run, w("rPr")), w("rStyle")).set(w("val"), style)
    run.append(_mark("commentReference", id))
    return run


def _mark(name: str, id: str) -> etree._Element:
    mark = etree.Element(w(name))
    mark.set(w("id"), id)
    return mark
