"""What there is to check in a file, by what the file is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import files
from . import check_text
from .proof import LayoutFor, Proof
from .rule import Finding, Rule
from .sources import proof_of_text, proofs_of_template

TEMPLATE = ".md.j2"


@dataclass(frozen=True)
class Given:
    """What is known of the unit whose texts are checked: the texts with its names, its own first (None
    when nobody said), its details by what people call them, and names of others that are right in
    its texts."""

    names: tuple[str, ...] | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    superiors: tuple[str, ...] = ()


NOTHING = Given()


def open_proofs(path: Path, given: Given = NOTHING, layout: LayoutFor | None = None) -> tuple[Proof, ...]:
    """What there is to check in the file `path`: one text, or the two of a template.

    Without `layout` nothing is said of the look of a .docx. Raises FileError, DocumentError,
    TemplateError.
    """
    if path.name.endswith(TEMPLATE):
        return tuple(proofs_of_template(path))
    return (proof_of(path, files.read_bytes(path), given, layout),)


def proof_of(path: Path, data: bytes, given: Given = NOTHING, layout: LayoutFor | None = None) -> Proof:
    """The text in the bytes of `path`, which is no template. Raises as `open_proofs`."""
    with files.within_bounds(path, len(data)):
        proof = _proof(path, data, given, layout)
    document = proof.document
    known = None if document.known is None else (*document.known, *given.superiors)
    return replace(proof, document=replace(document, known=known, details=given.details))


def _proof(path: Path, data: bytes, given: Given, layout: LayoutFor | None) -> Proof:
    if path.suffix.lower() == ".docx" or data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        from .word_source import proof_of_word

        return proof_of_word(data, str(path), given.names, layout)
    return proof_of_text(path, data, given.names)


def find_in(proof: Proof, chosen: Collection[Rule]) -> tuple[Finding, ...]:
    """What `chosen` rules find in a proof, without what its template is told of."""
    found = check_text(proof.document, chosen)
    if not proof.origin:
        return found
    piecewise = {rule.code for rule in chosen if rule.piecewise}
    return tuple(one for one in found if not (one.code in piecewise and _is_literal(proof, one)))


def _is_literal(proof: Proof, finding: Finding) -> bool:
    """Whether the template itself says what was found, where it is told by the line."""
    text = proof.document.paragraphs[finding.paragraph].text
    around = text[max(0, finding.start - 1) : finding.end + 1]
    return around in proof.origin
