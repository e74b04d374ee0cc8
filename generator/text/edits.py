"""Edit: a change to a text as a value, before anyone carries it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Edit:
    """Puts `replacement` where `text[start:end]` stands; with `start == end` it inserts."""

    start: int
    end: int
    replacement: str

    def shift(self, by: int) -> Edit:
        """The same edit in a text that has `by` characters more before it."""
        return Edit(self.start + by, self.end + by, self.replacement)


def without_overlaps(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in order, each of those that overlap only if it comes first; none twice."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not kept or (
            edit.start >= kept[-1].end and (edit.start, edit.end) != (kept[-1].start, kept[-1].end)
        ):
            kept.append(edit)
    return tuple(kept)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with all `edits` that do not overlap an earlier one; positions are those of `text`."""
    pieces: list[str] = []
    done = 0
    for edit in without_overlaps(edits):
        pieces += [text[done : edit.start], edit.replacement]
        done = edit.end
    return "".join([*pieces, text[done:]])
