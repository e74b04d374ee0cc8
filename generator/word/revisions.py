"""Tracked changes: a document's paragraphs as texts, and new texts for them as revisions.

What a reader sees is edited and nothing else, and every part but the main one stays as
it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from ..text.edits import Edit
from ..text.merge import shared
from .lines import Line
from .opened import Opened
from .redline import Marker, Redline
from .runs import run_of

_LONGEST_COMPARED = 5_000
_SIGNS = "\t\n\u2011"


def revised(opened: Opened, texts: Sequence[str], date: datetime.datetime) -> bytes:
    """The document once each of its lines has its new text of `texts`, as tracked changes.

    Where a change would touch what is no text (a tab, a break) that line stays.
    """
    redline = Redline(opened.lines, {}, Marker(opened.root, date))
    for line, text in zip(opened.lines, texts, strict=True):
        edits = changes(line.text, text)
        if all(_is_text(line, edit) for edit in edits):
            for edit in reversed(edits):
                redline.edit(line, edit)
    return opened.saved()


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
    is_in_runs = bool(touched) and all(run_of(element) is not None for element in touched)
    return is_in_runs and not set(_SIGNS) & set(line.text[edit.start : edit.end])


def texts(lines: Iterable[Line]) -> tuple[str, ...]:
    """What each line says."""
    return tuple(line.text for line in lines)
