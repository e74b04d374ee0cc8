"""A .docx to be checked: its text, how it looks and should look, and how it is written again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from ..errors import DocumentError, FileError
from ..model.appearance import Look, Looks
from ..model.provenance import Provenance
from ..word.look import layout_look, look_of, own_roles
from ..word.opened import Opened
from ..word.provenance import kept_in
from ..word.revisions import revised, texts
from .document import Document, Paragraph, Role, from_lines
from .proof import Known, LayoutFor, Note, Proof, names_in, numbered

_STYLES = {
    "Title": Role.TITLE,
    "Subtitle": Role.BYLINE,
    "Salutation": Role.SALUTATION,
    "Closing": Role.CLOSING,
}
_NAMES = {role: name for name, role in _STYLES.items()} | {Role.PREAMBLE: "Body Text", Role.BODY: "Body Text"}


def proof_of_word(data: bytes, name: str, known: Known, layout: LayoutFor | None) -> Proof:
    """The text in the bytes of a .docx; `name` is what messages call it. Raises DocumentError."""
    opened = Opened(data, name)
    provenance = _provenance(opened)
    if known is None and provenance is not None:
        known = names_in(provenance.details)
    document = _styled(opened, known)

    @cache
    def looks() -> Looks | None:
        source = layout(provenance) if layout is not None else None
        if source is None:
            return None
        return Looks(_look(opened, document), layout_look(source))

    def rewritten(right: Document, now: datetime) -> bytes:
        wanted = tuple(paragraph.text for paragraph in right.paragraphs)
        made = revised(Opened(data, name), wanted, now)
        _require_texts(made, opened, wanted)
        return made

    def laid_out(codes: Collection[str]) -> bytes:
        from ..word.relayout import laid_out as lay_out

        source = layout(provenance) if layout is not None else None
        if source is None:
            return data
        made = lay_out(Opened(data, name), source, codes)
        _require_texts(made, opened, texts(opened.lines))
        return made

    def annotated(notes: Sequence[Note], now: datetime) -> tuple[bytes, int]:
        from ..word.comments import annotated as annotate

        places = [(one.paragraph, one.start, one.end, one.text) for one in notes]
        made, count = annotate(Opened(data, name), places, now)
        _require_texts(made, opened, texts(opened.lines))
        return (made, count) if count else (data, 0)

    return Proof(
        replace(document, looks=looks),
        numbered(document),
        rewritten,
        laid_out=laid_out,
        annotated=annotated,
    )


def _require_texts(made: bytes, opened: Opened, wanted: Sequence[str]) -> None:
    """Raises FileError unless what was made says what it should, or what it said before."""
    said, before = texts(Opened(made, opened.name).lines), texts(opened.lines)
    if len(said) != len(before) or any(
        one not in (new, old) for one, new, old in zip(said, wanted, before, strict=True)
    ):
        raise FileError(f"{opened.name}：改不动这个文件，没有写。请在 Word 中另存一份再试")


def _provenance(opened: Opened) -> Provenance | None:
    try:
        kept = kept_in(opened.parts, opened.name)
    except DocumentError:
        return None
    return None if kept is None else kept.provenance


def _look(opened: Opened, document: Document) -> Look:
    """How the document looks, each paragraph taken for what it seems to be."""
    return look_of(opened, own_roles(opened.lines) or [_role(one) for one in document.paragraphs])


def _role(paragraph: Paragraph) -> str:
    """The name of the style that a paragraph should have."""
    if paragraph.role is Role.HEADING:
        return f"heading {min(paragraph.level, 4)}"
    return _NAMES[paragraph.role]


def _styled(opened: Opened, known: Known) -> Document:
    """By its styles if they are those of a speech, otherwise as a plain text."""
    styles = [line.role and line.role.value for line in opened.lines]
    guessed = from_lines(texts(opened.lines), known)
    if not {"Title", "Salutation"} & set(styles):
        return guessed
    paragraphs: list[Paragraph] = []
    after_heading = False
    for one, style in zip(guessed.paragraphs, styles, strict=True):
        paragraphs.append(_with_style(one, style or "", after_heading))
        after_heading = after_heading or paragraphs[-1].role is Role.HEADING
    return replace(guessed, paragraphs=tuple(paragraphs))


def _with_style(one: Paragraph, style: str, after_heading: bool) -> Paragraph:
    if style.startswith("heading"):
        return replace(one, role=Role.HEADING, level=int(style[-1]))
    role = _STYLES.get(style) or (Role.BODY if after_heading else Role.PREAMBLE)
    return replace(one, role=role, level=0, number="")
