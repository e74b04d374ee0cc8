"""Drafting: a row's drafts made, or left alone where nothing changed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from .. import files
from ..details.details import Details, Form, layered, missing
from ..errors import DetailsError, DocumentError, SpeechgenError
from ..formats.layouts import layout_hash, open_layout, recorded_name
from ..formats.table import WriteOptions, encode
from ..model.provenance import Provenance
from ..template.draft import Draft, make_draft, origin, require_complete
from ..template.template import Template, load_template
from ..word.layout import Layout
from ..word.provenance import examine
from .outcome import Outcome, Status
from .plan import Job, Plan

_WAYS = "（请移开它，或者加 --force，原文件留作“文件名~”）"
_WAYS_OF_EDITED = "（要换内容又留着改过的地方，用 speechgen update）"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


_USUAL = 64 << 10
"""Bytes of a draft; what is no larger holds too little to take long, and is looked at many times."""


class Drafter:
    """Makes the drafts of a plan, one row after the other; opens template and layouts once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._template = load_template(str(plan.template))
        self._form = Form(self._template.fields)
        self._layouts = [_OpenLayout(name, open_layout(name), layout_hash(name)) for name in plan.layouts]

    def outcomes(self, job: Job) -> Iterator[Outcome]:
        """Makes the drafts of `job`; what goes wrong with one is its outcome."""
        try:
            work = self._work(job)
        except SpeechgenError as error:
            yield from (_failure(job, file, error) for file in job.files)
            return
        for layout, file in zip(self._layouts, job.files, strict=True):
            try:
                decision = self._make(work, layout, self._plan.folder / file)
            except SpeechgenError as error:
                yield _failure(job, file, error)
            else:
                yield Outcome(job.row, job.unit, file, *decision)

    def _work(self, job: Job) -> _Work:
        if job.mistakes:
            raise DetailsError(list(job.mistakes))
        details = layered(self._plan.shared, self._form.fill(job.entries))
        if self._plan.strict:
            require_complete(self._template, details)
        return _Work(self._template, details)

    def _make(self, work: _Work, layout: _OpenLayout, path: Path) -> _Decision:
        """What came of a draft, and why; it is written if it has to be."""
        decision = _Decision(Status.WRITTEN)
        if os.path.lexists(path):
            files.refuse_link(path)
            decision = _decide(path, layout.stamp(origin(work.template, work.details)), self._labels)
        in_the_way = decision.status in (Status.KEPT, Status.FAILED)
        if in_the_way and self._plan.force:
            decision = _Decision(Status.WRITTEN, "覆盖，原文件留作备份")
        if decision.status is Status.WRITTEN:
            data = self._data(work.draft, layout)
            if not self._plan.dry_run:
                _write(path, data, keep=in_the_way)
        return _Decision(decision.status, "；".join(filter(None, (decision.reason, work.open))))

    def _data(self, draft: Draft, layout: _OpenLayout) -> bytes:
        provenance = layout.stamp(draft.provenance)
        options = WriteOptions(self._plan.created, layout.layout, provenance, draft.blanks, draft.author)
        return encode(draft.speech, "docx", options)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {field.name: field.label for field in self._template.fields}


class _Decision(NamedTuple):
    """What is to be done about a draft, or was, and why."""

    status: Status
    reason: str = ""


@dataclass(frozen=True)
class _OpenLayout:
    """A layout, by the name it was asked for."""

    name: str
    layout: Layout
    hash: str

    def stamp(self, provenance: Provenance) -> Provenance:
        return replace(provenance, layout=recorded_name(self.name), layout_hash=self.hash)


@dataclass(frozen=True)
class _Work:
    """A row's details on the template; rendered only if that is asked for."""

    template: Template
    details: Details

    @cached_property
    def draft(self) -> Draft:
        return make_draft(self.template, self.details)

    @property
    def open(self) -> str:
        """What is left to fill in, as a note; "" when nothing is."""
        labels = "、".join(field.label for field in missing(self.template.fields, self.details))
        nothing = "、".join(self.details.nothing)
        notes = (f"待填：{labels}" * bool(labels), f"当作没有填：{nothing}" * bool(nothing))
        return "；".join(filter(None, notes))


def _decide(path: Path, expected: Provenance, labels: Mapping[str, str]) -> _Decision:
    """What is to be done about the file at `path`, given the draft that would be written."""
    data = files.read_bytes(path)
    with files.within_bounds(path, len(data)) if len(data) > _USUAL else nullcontext():
        return _decide_by(path, data, expected, labels)


def _decide_by(path: Path, data: bytes, expected: Provenance, labels: Mapping[str, str]) -> _Decision:
    if not data:
        return _Decision(Status.WRITTEN, "原来是空文件")
    try:
        found = examine(data, path.name)
    except DocumentError:
        return _Decision(Status.FAILED, f"已经有这个文件，却打不开，没有动它{_WAYS}")
    if found is None:
        return _Decision(Status.FAILED, f"已经有这个文件，不是 speechgen 生成的讲稿，没有动它{_WAYS}")
    there, edited = found
    if edited:
        return _Decision(
            Status.KEPT, "生成之后有人改过，没有动它（要换内容又留着改过的地方，用 speechgen update）"
        )
    known = replace(there, markup="", layout=recorded_name(there.layout))
    changes = _changes(known, expected, labels)
    return _Decision(Status.WRITTEN, changes) if changes else _Decision(Status.UNCHANGED)


def _changes(there: Provenance, expected: Provenance, labels: Mapping[str, str]) -> str:
    """Why a draft is to be made again; "" when nothing changed."""
    if there == expected:
        return ""
    names = {*there.details, *expected.details}
    changed = [label for name, label in labels.items() if name in names and _differ(name, there, expected)]
    reasons = {
        f"{'、'.join(changed)}改了": bool(changed),
        "模板改了": (there.template, there.template_hash) != (expected.template, expected.template_hash),
        "版式改了": (there.layout, there.layout_hash) != (expected.layout, expected.layout_hash),
        "speechgen 换了版本": there.version != expected.version,
    }
    return "；".join(reason for reason, holds in reasons.items() if holds) or "内容改了"


def _differ(name: str, there: Provenance, expected: Provenance) -> bool:
    return there.details.get(name) != expected.details.get(name)


def _write(path: Path, data: bytes, keep: bool) -> None:
    """Writes a draft, what was there kept as a back-up if so wanted.

    It is not forced onto the disk: that takes as long as all the rest, and a draft that
    a power failure leaves empty is written again by the next run.
    """
    if keep:
        files.back_up(path)
    files.write_whole(path, data, lasting=False, own_name=True)


def _failure(job: Job, file: str, error: SpeechgenError) -> Outcome:
    return Outcome(job.row, job.unit, file, Status.FAILED, _reason(error, job), _is_full(error))


def _reason(error: SpeechgenError, job: Job) -> str:
    """Why a row failed; that it is this row goes without saying."""
    mistakes = error.mistakes if isinstance(error, DetailsError) else [str(error)]
    return "；".join(mistake.removeprefix(f"{job.place}：") for mistake in mistakes)


def _is_full(error: SpeechgenError) -> bool:
    return isinstance(error.__cause__, OSError) and error.__cause__.errno in _NO_ROOM
