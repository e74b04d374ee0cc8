"""Update: an edited draft, with new details or a newer template, and every edit kept.

theirs = EditedDraft(data)               what the person made of
base = theirs.kept.provenance.markup     what was generated
ours = the template, rendered again      what would be generated now
plan(base, theirs, ours) → the changes → the .docx, with tracked changes
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from ..details.details import fill
from ..details.entry import Entry
from ..details.fields import Field, ValueMistake
from ..errors import DetailsError, DocumentError, MarkupError, TemplateError
from ..formats.layouts import open_layout, recorded_name, with_layout
from ..model import markup
from ..model.provenance import Provenance
from ..model.speech import Blank, Speech
from ..template.draft import make_draft
from ..template.template import Template, load_template
from ..word.edited import Changes, EditedDraft
from .blanks import filled_by_hand, open_labels
from .paragraphs import printed, standing
from .plan import Kind, Plan, Step, plan
from .replaced import replaced_values

__all__ = ["Kind", "Request", "Step", "Updated", "update"]


MOST_PARAGRAPHS = 2_000
"""What is generated and what stands there, on the average; a speech has a hundredth of it."""


@dataclass(frozen=True)
class Request:
    """What is new: details, a template, a seed; and how it is to be written.

    `entries` are layers of details, a later one over an earlier one, all over those that
    the draft was made with. `template` and `layout` are names or paths, "" for the draft's
    own. `base` stands in for provenance that the draft has lost.
    """

    date: datetime.datetime
    entries: tuple[tuple[Entry, ...], ...] = ()
    template: str = ""
    layout: str = ""
    seed: str | None = None
    base: Provenance | None = None
    folders: tuple[Path, ...] = ()
    accepted: bool = False


@dataclass(frozen=True)
class Updated:
    """An updated draft: its bytes (None when nothing changed), and what there is to tell.

    `filled` tells for each blank's label in how many places it was filled; `by_hand` what
    the person wrote into a blank that stands open elsewhere; `laid_out` whether the draft
    took another layout.
    """

    data: bytes | None
    steps: tuple[Step, ...] = ()
    filled: Mapping[str, int] = field(default_factory=dict)
    by_hand: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    laid_out: bool = False

    def count(self, kind: Kind) -> int:
        return sum(step.kind is kind for step in self.steps)

    @property
    def is_reworded(self) -> bool:
        """Whether any words changed, so that there is something to accept or reject."""
        return any(step.kind is not Kind.KEPT for step in self.steps)


def update(data: bytes, name: str, request: Request) -> Updated:
    """The draft in `data` brought up to date; `name` is what messages call it.

    Raises DocumentError when it is no draft, is protected or cannot be changed, and
    TemplateError or DetailsError when what is new does not fit.
    """
    opened = EditedDraft(data, name)
    origin = _origin(opened, name, request.base)
    _require_unprotected(opened, name, request.accepted)
    base = _base(origin, name)
    new = _new_draft(origin, request, base, name)
    known = (recorded_name(origin.layout), origin.layout_hash)
    lays_out = bool(request.layout) and (new.provenance.layout, new.provenance.layout_hash) != known
    if lays_out:
        opened = EditedDraft(_laid_out(data, name, request.layout), name)
    theirs = standing(opened)
    before = printed(base)
    if len(before) * len(theirs) > MOST_PARAGRAPHS**2:
        raise DocumentError(f"{name}：段落太多，不像一篇讲话稿，没有更新")
    open_ones = {blank.label for blank in new.blanks}
    by_hand, notes = _by_hand(filled_by_hand(before, theirs), open_ones, new)
    if _is_same(new.provenance, origin) and request.base is None and not lays_out:
        return Updated(None, by_hand=by_hand, notes=notes)
    made = plan(before, theirs, printed(new.speech)) if new.speech != base else Plan(Changes(), ())
    changes = replace(
        made.changes,
        blanks=tuple(blank.text for blank in new.blanks),
        hints=frozenset(new.settled),
        breaks_titles=lays_out,
    )
    written = opened.changed(changes, new.provenance, request.date, accepted=request.accepted)
    return Updated(written, made.steps, _count_filled(made.steps, open_ones), by_hand, notes, lays_out)


@dataclass(frozen=True)
class _New:
    """The draft as it would be generated now; `settled` are the hints of fields that have a value."""

    speech: Speech
    provenance: Provenance
    blanks: tuple[Blank, ...] = ()
    settled: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


def _origin(opened: EditedDraft, name: str, base: Provenance | None) -> Provenance:
    if base is not None:
        return base
    if opened.kept is None:
        raise DocumentError(
            f"{name}：里面没有 speechgen 的来历，不知道它原来是什么样。"
            "有当初生成的那一份，可以加 --base 原稿.docx；没有，用 speechgen import 把它变成模板"
        )
    return opened.kept.provenance


def _base(origin: Provenance, name: str) -> Speech:
    try:
        return origin.speech
    except (MarkupError, ValueError) as error:
        raise DocumentError(f"{name} 里记录的来历已损坏，读不出原稿。请加 --base 原稿.docx") from error


def _require_unprotected(opened: EditedDraft, name: str, accepted: bool) -> None:
    kind = opened.protection
    if kind and (accepted or kind != "trackedChanges"):
        raise DocumentError(
            f"{name}：文档设了“限制编辑”。请在 Word 的“审阅”里停止保护，保存后再运行"
            + ("；或者不加 --accept" if kind == "trackedChanges" else "")
        )


def _new_draft(origin: Provenance, request: Request, base: Speech, name: str) -> _New:
    try:
        template = _template(origin, request)
    except TemplateError:
        if request.template:
            raise
        return _without_template(origin, request, base, name)
    known = {key for field in template.fields for key in (field.name, field.label)}
    old = tuple(_entry(key, value) for key, value in origin.details.items() if key in known)
    lost = [key for key in origin.details if key not in known]
    details = fill(template.fields, old, *request.entries)
    draft = make_draft(template, details, origin.seed if request.seed is None else request.seed)
    filled = [field for field in template.fields if field.name in details.values]
    settled = tuple(hint for field in filled for hint in (field.hint, field.typing_hint))
    notes = (f"模板里已经没有这几项，没有用：{'、'.join(lost)}",) if lost else ()
    provenance = _with_layout(draft.provenance, origin, request.layout)
    return _New(draft.speech, provenance, draft.blanks, settled, notes, template.fields)


def _template(origin: Provenance, request: Request) -> Template:
    """The template asked for, or the draft's own; a name in provenance is never taken for a path."""
    if not request.template and Path(origin.template).name != origin.template:
        raise TemplateError(f"来历里的模板名“{origin.template}”不对")
    return _load(request.template or origin.template, request.folders)


@lru_cache(maxsize=16)
def _load(name: str, folders: tuple[Path, ...]) -> Template:
    """A template; kept, since the drafts of a run share it."""
    return load_template(name, folders)


def _entry(key: str, value: object) -> Entry:
    """An entry of provenance, which is untrusted: what is no text is made one."""
    if isinstance(value, list | dict) or value is None:
        return Entry(key, value, "来历")
    return Entry(key, str(value), "来历")


def _with_layout(provenance: Provenance, origin: Provenance, layout: str) -> Provenance:
    """`provenance` with the layout asked for, or the draft's own."""
    if layout:
        return with_layout(provenance, layout)
    return replace(provenance, layout=recorded_name(origin.layout), layout_hash=origin.layout_hash)


def _laid_out(data: bytes, name: str, layout: str) -> bytes:
    from ..word.opened import Opened
    from ..word.relayout import NUMBER, PAGE, PARAGRAPHS, laid_out

    return laid_out(Opened(data, name), open_layout(layout), PAGE | NUMBER | PARAGRAPHS)


def _without_template(origin: Provenance, request: Request, base: Speech, name: str) -> _New:
    """The draft where its template is gone: new values put in the place of old ones."""
    lost = f"找不到模板“{origin.template}”"
    try:
        speech, details = replaced_values(base, origin.details, request.entries, name)
    except DetailsError as error:
        way = f"{lost}，只能在原稿里换字。模板文件还在，就用 --template 指明它在哪里"
        raise DetailsError([*error.mistakes, way]) from error
    known = replace(origin, details=details, markup=markup.write(speech))
    provenance = _with_layout(known, origin, request.layout)
    note = f"{lost}，只在原稿里换了填写的内容"
    return _New(speech, provenance, _open_blanks(speech), notes=(note,))


def _open_blanks(speech: Speech) -> tuple[Blank, ...]:
    return tuple(Blank(label, "") for label in open_labels(speech.texts))


def _by_hand(
    found: Mapping[str, str], open_ones: Collection[str], new: _New
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What was written into blanks by hand and can be a value; and notes, with what cannot."""
    fields = {field.label: field for field in new.fields}
    fitting: dict[str, str] = {}
    notes = list(new.notes)
    for label, text in found.items():
        if label not in open_ones:
            continue
        try:
            if label in fields:
                fields[label].value(text)
            fitting[label] = text
        except ValueMistake as mistake:
            notes.append(f"【{label}】您在一处填了“{text}”，别处还空着：{mistake}")
    return fitting, tuple(notes)


def _is_same(new: Provenance, old: Provenance) -> bool:
    """Whether there is nothing new in a draft, whatever version it is made with."""
    return (new.markup, new.details, new.seed) == (old.markup, old.details, old.seed)


def _count_filled(steps: Iterable[Step], open_ones: Collection[str]) -> dict[str, int]:
    """In how many places each blank was filled that no longer has to be."""
    filled: Counter[str] = Counter()
    for step in steps:
        filled += open_labels([step.before]) - open_labels([step.after])
    return {label: count for label, count in filled.items() if label not in open_ones}
