"""What stands in the way of the copy that leaves the house (定稿), and that copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..check import rules
from ..check.opening import find_in, proof_of
from ..check.rule import Finding
from ..formats.file_names import safe_stem
from ..formats.layouts import open_layout
from ..model.speech import Speech
from ..word.comments import Comments
from ..word.finished import TRACKED, finished
from ..word.opened import Opened
from ..word.provenance import kept_in
from ..word.reader import read_any_docx
from ..word.relayout import NUMBER, PAGE, PARAGRAPHS, laid_out
from .plan import CONFLICT_REMARK, DROPPED_REMARK, REMOVED_REMARK

PLACEHOLDERS = "P"
"""What the codes of the rules begin with that find what is still to be filled in."""

TO_CONFIRM = "【请核】"


@dataclass(frozen=True)
class Draft:
    """A draft about to be finished: what it says, what is in the way, what else was found.

    `comments` and `changes` are how many comments and tracked changes there are.
    """

    data: bytes
    name: str
    speech: Speech
    obstacles: tuple[str, ...]
    findings: tuple[Finding, ...]
    comments: int
    changes: int
    stem: str


def examine(data: bytes, path: Path) -> Draft:
    """The draft in the bytes of `path`. Raises DocumentError when it cannot be opened."""
    opened = Opened(data, str(path))
    proof = proof_of(path, data)
    found = find_in(proof, [*rules().values()])
    blanks = [finding for finding in found if finding.code.startswith(PLACEHOLDERS)]
    speech = read_any_docx(data, str(path)).speech
    comments = Comments.of(opened)
    obstacles = [
        *(f"{proof.places[one.paragraph]}：{one.message}" for one in blanks),
        *_conflicts(comments),
        *(f"{text[:30]}……：有要核实的话" for text in speech.texts if TO_CONFIRM in text),
    ]
    return Draft(
        data=data,
        name=str(path),
        speech=speech,
        obstacles=tuple(obstacles),
        findings=tuple(one for one in found if one not in blanks),
        comments=len(comments.root),
        changes=sum(1 for _ in opened.root.iter(*TRACKED)),
        stem=_stem(opened, speech),
    )


def final_copy(draft: Draft, created: datetime) -> bytes:
    """The .docx that leaves the house."""
    return finished(draft.data, draft.name, created)


def reading_copy(final: bytes, name: str) -> bytes:
    """The copy to read from, of the final one."""
    return laid_out(Opened(final, name), open_layout("reading"), PAGE | NUMBER | PARAGRAPHS)


def _conflicts(comments: Comments) -> Iterator[str]:
    for text in comments.own().values():
        if text.startswith((CONFLICT_REMARK, DROPPED_REMARK, REMOVED_REMARK)):
            yield f"有一处两边都改了，还没有定：{text[:40]}"


def _stem(opened: Opened, speech: Speech) -> str:
    """The unit, if it is known, and the title."""
    kept = kept_in(opened.parts, opened.name)
    unit = "" if kept is None else str(kept.provenance.details.get("unit") or "")
    return safe_stem("-".join(filter(None, (unit, (speech.title or "").replace("\n", "")))))
