"""All drafts of a run in one file, for printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .. import files
from ..errors import MarkupError
from ..formats.layouts import open_layout, recorded_name
from ..formats.outputs import write_outputs
from ..model.speech import Speech
from ..template.draft import origin
from ..template.template import load_template
from ..word.provenance import examine
from ..word.reader import read_docx
from ..word.writer import write_combined as write_speeches
from .outcome import Outcome, Status
from .plan import Plan


def write_combined(plan: Plan, outcomes: Sequence[Outcome], path: Path) -> None:
    """Writes the drafts of the first layout, as they are in the folder, edits and all.

    Raises FileError or DocumentError.
    """
    template = load_template(str(plan.template))
    own = replace(origin(template, plan.shared), layout=recorded_name(plan.layouts[0]))
    names = [outcome.file for outcome in _first_layout(outcomes) if outcome.status is not Status.FAILED]
    data = write_speeches(
        (_speech(plan.folder / name) for name in names),
        open_layout(plan.layouts[0]),
        title=f"{template.title}（{len(names)} 份）",
        provenance=own,
        created=plan.created,
    )
    write_outputs([(path, data)], plan.force, own)


def _first_layout(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The first outcome of each row."""
    seen: set[int] = set()
    for outcome in outcomes:
        if outcome.row not in seen:
            seen.add(outcome.row)
            yield outcome


def _speech(path: Path) -> Speech:
    data = files.read_bytes(path)
    found = examine(data, path.name)
    if found is not None and not found[1]:
        with suppress(MarkupError, ValueError):
            return found[0].speech
    return read_docx(data, path.name)
