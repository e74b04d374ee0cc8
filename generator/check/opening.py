"""What there is to check in a file, by what the file is."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from .. import files
from . import check_text, rules
from .proof import Known, LayoutFor, Proof
from .rule import Finding, Rule
from .sources import proof_of_text, proofs_of_template

TEMPLATE = ".md.j2"


def open_proofs(path: Path, known: Known = None, layout: LayoutFor | None = None) -> tuple[Proof, ...]:
    """What there is to check in the file `path`: one text, or the two of a template.

    `known` are the texts with the unit's own names. Without `layout` nothing is said of the
    look of a .docx. Raises FileError, DocumentError, TemplateError.
    """
    if path.name.endswith(TEMPLATE):
        return tuple(proofs_of_template(path))
    return (proof_of(path, files.read_bytes(path), known, layout),)


def proof_of(path: Path, data: bytes, known: Known = None, layout: LayoutFor | None = None) -> Proof:
    """The text in the bytes of `path`, which is no template. Raises as `open_proofs`."""
    with files.within_bounds(path, len(data)):
        return _proof_of(path, data, known, layout)


def _proof_of(path: Path, data: bytes, known: Known, layout: LayoutFor | None) -> Proof:
    if path.suffix.lower() == ".docx" or data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        from .word_source import proof_of_word

        return proof_of_word(data, str(path), known, layout)
    return proof_of_text(path, data, known)


def find_in(proof: Proof, chosen: Collection[Rule]) -> tuple[Finding, ...]:
    """What `chosen` rules find in a proof, without what its template is told of."""
    found = check_text(proof.document, chosen)
    return tuple(finding for finding in found if not (proof.origin and _is_literal(proof, finding)))


def _is_literal(proof: Proof, finding: Finding) -> bool:
    """Whether the template itself says what was found, where it is told by the line."""
    text = proof.document.paragraphs[finding.paragraph].text
    around = text[max(0, finding.start - 1) : finding.end + 1]
    return rules()[finding.code].piecewise and around in proof.origin
