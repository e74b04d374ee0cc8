"""Reports: tables for Excel that a run leaves beside the drafts, never in the place of another's file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from .. import files
from ..details.roster.csv_file import harmless, write_csv
from ..errors import FileError


def write_report(folder: Path, name: str, header: Sequence[str], lines: Sequence[Sequence[str]]) -> Path:
    """Writes a report as `name` into `folder`; returns its path.

    An earlier one, known by its header, is replaced. What else is there, a link among it, is
    not ours: the report gets the name with a number. No text in it becomes a formula. Raises
    FileError.
    """
    begin = write_csv([header])
    stem, ending = os.path.splitext(name)
    names = (folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}" for number in count(1))
    path = next(path for path in names if _is_ours(path, begin))
    texts = ([harmless(text) for text in line] for line in lines)
    files.write_whole(path, write_csv([header, *texts]), own_name=True)
    return path


def _is_ours(path: Path, begin: bytes) -> bool:
    """Whether nothing is at `path`, or a report that begins so."""
    if files.is_link(path):
        return False
    if not os.path.exists(path):
        return True
    try:
        return files.read_bytes(path).startswith(begin)
    except FileError:
        return False
