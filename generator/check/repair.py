"""Repair: a file with what can be put right put right, and the rest written beside it as comments."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .. import files
from ..errors import FileError
from . import Fix, fixed_with_fixes
from .opening import TEMPLATE, Given, find_in, open_proofs, proof_of
from .proof import LayoutFor, Note, Proof
from .rule import Finding, Rule

NOT_COMMENTED = ("K01",)
"""What is told as one list, and would be a comment at every number."""
MOST_COMMENTS = 300
"""More than that nobody reads, and Word grows slow."""


@dataclass(frozen=True)
class Wanted:
    """What is to be done to a file: `lay_out` means what rules about looks find, too."""

    fix: bool = False
    lay_out: bool = False
    comment: bool = False


@dataclass(frozen=True)
class Repaired:
    """The bytes of a file, and what was done: put right, laid out again, comments added."""

    data: bytes
    fixes: tuple[Fix, ...] = ()
    is_laid_out: bool = False
    comments: int = 0


def repaired(
    path: Path, chosen: Collection[Rule], wanted: Wanted, now: datetime, given: Given, layout: LayoutFor
) -> Repaired | None:
    """The file once what is `wanted` is done; None when nothing is to be done, or there is no way.

    Raises FileError when what would be written does not say what it should.
    """
    if path.name.endswith(TEMPLATE):
        made = _fixed(open_proofs(path)[0], chosen, now) if wanted.fix else None
        return None if made is None else Repaired(*made)
    return repaired_bytes(path, files.read_bytes(path), chosen, wanted, now, given, layout)


def repaired_bytes(
    path: Path,
    data: bytes,
    chosen: Collection[Rule],
    wanted: Wanted,
    now: datetime,
    given: Given,
    layout: LayoutFor,
) -> Repaired | None:
    """As `repaired`, of the bytes of a file that is no template."""
    made, proof = data, proof_of(path, data, given, layout)
    fixes: tuple[Fix, ...] = ()
    comments, is_laid_out = 0, False
    if wanted.fix and (fixed := _fixed(proof, chosen, now)):
        after = proof_of(path, fixed[0], given, layout)
        fixes = _done(fixed[1], proof, after)
        made, proof = (fixed[0], after) if fixes else (made, proof)
    if wanted.lay_out and (laid_out := _laid_out(proof, chosen)):
        made, is_laid_out = laid_out, True
        proof = proof_of(path, made, given, layout)
    if wanted.comment:
        made, comments = _annotated(proof, chosen, now, made)
    return None if made == data else Repaired(made, fixes, is_laid_out, comments)


def require_comments(paths: Iterable[Path]) -> None:
    """Raises FileError when one of the files is none that can have comments."""
    for path in paths:
        if path.suffix.lower() != ".docx":
            raise FileError(
                f"{path}：批注只能写进 .docx，别的文件请去掉 --comment，或先用 convert 转成 .docx"
            )


def remark(finding: Finding) -> str:
    """What a comment says of a finding."""
    return f"{finding.code} {finding.level.value}：{finding.message}"


def _fixed(proof: Proof, chosen: Collection[Rule], now: datetime) -> tuple[bytes, tuple[Fix, ...]] | None:
    right, fixes = fixed_with_fixes(proof.document, [rule for rule in chosen if not rule.is_look])
    return (proof.rewritten(right, now), fixes) if fixes and proof.rewritten is not None else None


def _done(fixes: Iterable[Fix], before: Proof, after: Proof) -> tuple[Fix, ...]:
    """Those of the fixes that were made: in Word what reaches over a tab or a link stays as it was."""
    pairs = zip(before.document.paragraphs, after.document.paragraphs, strict=False)
    changed = {place for place, (old, new) in enumerate(pairs) if old.text != new.text}
    return tuple(fix for fix in fixes if fix.paragraph in changed)


def _laid_out(proof: Proof, chosen: Collection[Rule]) -> bytes | None:
    codes = {finding.code for finding in find_in(proof, chosen) if finding.by_layout}
    return proof.laid_out(codes) if codes and proof.laid_out is not None else None


def _annotated(proof: Proof, chosen: Collection[Rule], now: datetime, data: bytes) -> tuple[bytes, int]:
    """The bytes with what nothing else can put right as comments, and how many of them are new."""
    found = find_in(proof, [rule for rule in chosen if rule.code not in NOT_COMMENTED])
    left = [finding for finding in found if not (finding.is_fixable or finding.by_layout)]
    notes: dict[tuple[int, str], Note] = {}
    for one in left:
        notes.setdefault((one.paragraph, remark(one)), Note(one.paragraph, one.start, one.end, remark(one)))
    if not notes or proof.annotated is None:
        return data, 0
    return proof.annotated(list(notes.values())[:MOST_COMMENTS], now)
