"""A .docx to be checked: its text, how it looks and should look, and how it is written again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from ..errors import DocumentError, FileError
from ..model.appearance import Looks
from ..model.provenance import Provenance
from ..word.appearance import layout_look, look_of, style_names
from ..word.lines import texts
from ..word.opened import Opened
from ..word.provenance import kept_in
from ..word.reader import recognise_docx
from ..word.tracked import revised
from .document import Document, from_recognised
from .proof import Known, LayoutFor, Note, Proof, names_in, numbered


def proof_of_word(data: bytes, name: str, known: Known, layout: LayoutFor | None) -> Proof:
    """The text in the bytes of a .docx; `name` is what messages call it. Raises DocumentError."""
    opened = Opened(data, name)
    provenance = _provenance(opened)
    if known is None and provenance is not None:
        known = names_in(provenance.details)
    found = recognise_docx(opened)
    numbers = {place: line.number for place, line in enumerate(opened.lines)}
    document = from_recognised(enumerate(texts(opened.lines)), found, known, numbers)

    @cache
    def looks() -> Looks | None:
        source = layout(provenance) if layout is not None else None
        if source is None:
            return None
        return Looks(look_of(opened, style_names(found, len(opened.lines))), layout_look(source))

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
        # Where soft returns became ends of paragraphs, the lines are more than before.
        if "\n".join(texts(Opened(made, name).lines)) != "\n".join(texts(opened.lines)):
            raise _unwritable(name)
        return made

    def annotated(notes: Sequence[Note], now: datetime) -> tuple[bytes, int]:
        from ..word.comments import annotated as annotate

        places = [(one.paragraph, one.start, one.end, one.text) for one in notes]
        made, count = annotate(Opened(data, name), places, now)
        _require_texts(made, opened, texts(opened.lines))
        return (made, count) if count else (data, 0)

    return Proof(
        replace(document, looks=looks, said=provenance.markup if provenance else ""),
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
        raise _unwritable(opened.name)


def _unwritable(name: str) -> FileError:
    return FileError(f"{name}：改不动这个文件，没有写。请在 Word 中另存一份再试")


def _provenance(opened: Opened) -> Provenance | None:
    try:
        kept = kept_in(opened.parts, opened.name)
    except DocumentError:
        return None
    return None if kept is None else kept.provenance
