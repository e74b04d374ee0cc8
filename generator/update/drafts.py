"""Drafts on disk, updated one after the other: whole or not at all, with a back-up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from .. import files
from ..details.entry import Entry
from ..details.roster import Matched, match, read_roster
from ..details.roster.table import Table
from ..errors import FileError, SpeechgenError
from ..model.provenance import Provenance
from ..template.template import load_template
from ..word.provenance import unpack
from . import Kind, Request, Updated, update
from .lock import held


class Status(Enum):
    """What came of a draft; the value is the word in --json."""

    CLEAN = "clean"
    MERGED = "merged"
    CONFLICT = "conflict"
    FAILED = "failed"


NOTHING = Updated(None)


@dataclass(frozen=True)
class Result:
    """What came of the draft at `path`; `backup` is the copy of what was there, if one was made."""

    path: Path
    status: Status
    updated: Updated = NOTHING
    backup: Path | None = None
    reason: str = ""


def find_drafts(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files among `paths`, and the .docx files in the folders among them, in order.

    Raises FileError for a folder without any.
    """
    found: list[Path] = []
    for path in paths:
        files.sweep(path if path.is_dir() else path.parent)
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.glob("*.docx") if _is_draft(one))
        if not inside:
            raise FileError(f"{path}：这个文件夹里没有 .docx 文件")
        found += inside
    return tuple(dict.fromkeys(found))


def _is_draft(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(("~$", "."))


def base_of(path: Path) -> Provenance:
    """The provenance of the draft as it was generated, at `path`. Raises FileError without any."""
    found = unpack(files.read_bytes(path), str(path))
    if found is None:
        raise FileError(f"{path}：里面也没有 speechgen 的来历。--base 要用当初生成、没有丢掉来历的那一份")
    return found


def update_file(path: Path, request: Request, out: Path | None = None, dry_run: bool = False) -> Result:
    """Updates the draft at `path`, in its place (with a back-up) or into `out`.

    Raises SpeechgenError when it cannot be done; then nothing was written.
    """
    if out is not None:
        files.require_place(out)
        if out.exists():
            raise FileError(f"{out}：已经有这个文件。请换一个文件名，或者不写 -o，直接在原文件里改")
    files.require_file(path)
    files.require_closed(path)
    with held(path):
        data = files.read_bytes(path)
        with files.within_bounds(path, len(data)):
            made = update(data, str(path), request)
        result = Result(path, _status(made), made)
        if dry_run:
            return result
        if out is not None:
            files.write_whole(out, made.data or data)
            return result
        if made.data is None or made.data == data:
            return result
        files.require_closed(path)
        if files.read_bytes(path) != data:
            raise FileError(f"{path}：刚才有别的程序改了这个文件，没有写。请再运行一次")
        backup = files.back_up(path)
        files.write_whole(path, made.data)
        return replace(result, backup=backup)


def update_all(
    paths: Sequence[Path],
    request: Callable[[Path], Request],
    dry_run: bool = False,
    named: Collection[Path] = (),
) -> Iterator[Result]:
    """Updates drafts one after the other; what goes wrong with one is its result.

    A link is followed only where a person `named` it: one found in a folder may lead to any file.
    """
    for path in paths:
        try:
            if path not in named:
                files.refuse_link(path)
            yield update_file(path, request(path), dry_run=dry_run)
        except SpeechgenError as error:
            yield Result(path, Status.FAILED, reason=str(error))


class Roster:
    """The rows of a roster, found by what a draft was made from."""

    def __init__(self, path: Path, sheet: str | None, request: Request) -> None:
        """Raises FileError or RosterError when the roster cannot be read."""
        self._name = str(path)
        self._table: Table = read_roster(path, sheet)
        self._request = request
        self._matched: dict[str, Matched] = {}

    def request(self, path: Path) -> Request:
        """What is new for the draft at `path`: its row's values, over those of all.

        Raises FileError when no row is its, or several are.
        """
        origin = unpack(files.read_bytes(path), str(path)) or self._request.base
        if origin is None:
            raise FileError(f"{path}：里面没有 speechgen 的来历，不知道是名册的哪一行")
        matched = self._match(self._request.template or origin.template)
        rows = [matched.entries(row) for row in matched.table.rows]
        unit = origin.details.get("unit")
        found = [row for row in rows if _value(row, "unit") == unit]
        found = _most_alike(found, origin) if len(found) > 1 else found
        if len(found) != 1:
            what = "没有" if not found else "有几行是"
            raise FileError(f"{path}：名册里{what}“{unit}”，不知道用哪一行")
        return replace(self._request, entries=(*self._request.entries, found[0]))

    def _match(self, template: str) -> Matched:
        if template not in self._matched:
            fields = load_template(template, self._request.folders).fields
            self._matched[template] = match(self._table, fields, self._name)
        return self._matched[template]


def _value(row: Sequence[Entry], name: str) -> object:
    return next((entry.typed for entry in row if entry.key == name), None)


def _most_alike(rows: Sequence[tuple[Entry, ...]], origin: Provenance) -> list[tuple[Entry, ...]]:
    """Those of `rows` that have most of the old values."""
    same = [sum(origin.details.get(entry.key) == entry.typed for entry in row) for row in rows]
    return [row for row, count in zip(rows, same, strict=True) if count == max(same)]


def _status(made: Updated) -> Status:
    if made.count(Kind.CONFLICT):
        return Status.CONFLICT
    return Status.MERGED if made.laid_out or made.is_reworded else Status.CLEAN
