"""Draft (讲稿): a template and details made into a speech that knows where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .._version import __version__
from ..details.details import Details, find_field, missing
from ..details.entry import Entry
from ..details.fields import Field, typed_text
from ..errors import DetailsError, SpeechgenError
from ..formats.file_names import safe_stem
from ..formats.layouts import creation_time, open_layout, with_layout
from ..formats.outputs import Output
from ..formats.table import LAID_OUT, WriteOptions, encode
from ..model import markup
from ..model.provenance import Provenance
from ..model.speech import Blank, Speech
from .catalogue import list_templates
from .template import Template, default_seed, load_template


@dataclass(frozen=True)
class Draft:
    """A speech, its provenance (but for the layout it will be written in), its blanks."""

    speech: Speech
    provenance: Provenance
    blanks: tuple[Blank, ...]
    author: str


def make_draft(template: Template, details: Details, seed: str | None = None) -> Draft:
    """The draft of `template` for `details`. Raises TemplateError when the template fails.

    `seed` picks the wordings; by default the unit's name.
    """
    seed = default_seed(details) if seed is None else seed
    speech = template.render_filled(details, seed)
    provenance = origin(template, details, seed, markup.write(speech))
    author = typed_text(details.values.get("speaker"))
    return Draft(speech, provenance, template.blanks(speech, details), author)


def origin(template: Template, details: Details, seed: str | None = None, generated: str = "") -> Provenance:
    """A draft's provenance but for its layout; without the markup as `generated`, as long as
    it is not rendered."""
    return Provenance(
        template=template.name,
        template_hash=template.content_hash,
        seed=default_seed(details) if seed is None else seed,
        length=str(details.values.get("length", "")),
        layout="",
        version=__version__,
        markup=generated,
        details=dict(details.typed),
    )


def encode_draft(draft: Draft, output: Output) -> bytes:
    """The bytes of `draft` as `output` wants them. Raises DocumentError for the layout."""
    layout, provenance = None, draft.provenance
    if output.format in LAID_OUT:
        layout, provenance = open_layout(output.layout), with_layout(provenance, output.layout)
    options = WriteOptions(creation_time(), layout, provenance, draft.blanks, draft.author)
    return encode(draft.speech, output.format, options)


def file_stem(draft: Draft) -> str:
    """What a draft's file is called, without the ending: 临江市-在…会议上的讲话."""
    title = (draft.speech.title or "").replace("\n", "")
    return safe_stem("-".join(filter(None, (str(draft.provenance.details.get("unit") or ""), title))))


def require_complete(template: Template, details: Details) -> None:
    """Raises DetailsError that lists every required field without a value."""
    open_fields = list(missing(template.fields, details))
    if open_fields:
        raise DetailsError([f"缺“{field.label}”（{field.name}）：{field.hint}" for field in open_fields])


def applicable(entries: Iterable[Entry], template: Template, folders: Sequence[Path]) -> tuple[Entry, ...]:
    """The settings' entries that are for this template.

    One that only another template asks for is passed over; one that none asks for is
    kept, so that it is reported as unknown: it is a slip of the pen.
    """
    strange = {entry.key for entry in entries if not find_field(template.fields, entry.key)}
    elsewhere = _known_elsewhere(folders) if strange else frozenset()
    return tuple(entry for entry in entries if entry.key not in strange or entry.key.strip() not in elsewhere)


def fields_of(template: Path) -> tuple[Field, ...]:
    """The fields of a template; none where it is broken, which is another template's matter."""
    try:
        return load_template(str(template)).fields
    except SpeechgenError:
        return ()


def _known_elsewhere(folders: Sequence[Path]) -> frozenset[str]:
    """The names and labels of the fields of all templates."""
    fields = (field for summary in list_templates(folders) for field in fields_of(summary.path))
    return frozenset(word for field in fields for word in (field.name, field.label))
