"""Tracked changes: a document's paragraphs as texts, and new texts for them as revisions.

What a reader sees is edited and nothing else, and every part but the main one stays as
it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from ..text.edits import Edit
from ..text.merge import shared
from .lines import Line, lines
from .numbering import Numbering
from .ooxml import parse, serialised, w
from .package import deflated, open_package, pack
from .redline import Marker, Redline
from .relations import main_part, relationships
from .resolver import Resolver
from .runs import run_of
from .styles import Role, StyleSheet

__all__ = ["Line", "Revisable", "changes", "packed", "texts"]

_LONGEST_COMPARED = 5_000


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
        self.resolver = Resolver(self.linked("styles"))
        numbers = Numbering.of(self.linked("numbering")).numbers(self.root, self.resolver)
        self.lines = tuple(lines(self.root, self._roles(), self.resolver.hidden, numbers))

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
        redline = Redline(self.lines, {}, Marker(self.root, date))
        for line, text in zip(self.lines, texts, strict=True):
            edits = changes(line.text, text)
            if all(_is_text(line, edit) for edit in edits):
                for edit in reversed(edits):
                    redline.edit(line, edit)
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
    start = shared(old, new)
    end = shared(old[start:][::-1], new[start:][::-1])
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


def _is_text(line: Line, edit: Edit) -> bool:
    """Whether an edit touches text only, and has a run to take its formatting from."""
    start = edit.start if edit.start < edit.end else max(edit.start - 1, 0)
    touched = line.elements(start, max(edit.end, start + 1))
    if not touched or any(run_of(element) is None for element in touched):
        return False
    return edit.start == edit.end or all(element.tag == w("t") for element in touched)


def texts(lines: Iterable[Line]) -> tuple[str, ...]:
    """What each line says."""
    return tuple(line.text for line in lines)
