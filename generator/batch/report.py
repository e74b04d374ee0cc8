"""The report of a run: a table for Excel, beside the drafts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .. import files
from ..details.roster.csv_file import harmless, write_csv
from .outcome import Outcome, Status

NAME = "report.csv"

LABELS = {
    Status.WRITTEN: "已写出",
    Status.UNCHANGED: "没有变化",
    Status.KEPT: "保留未动",
    Status.FAILED: "没写成",
}

_HEADER = ("行号", "单位", "文件", "结果", "说明")


def write_report(folder: Path, outcomes: Iterable[Outcome]) -> Path:
    """Writes the report of `outcomes` into `folder`; returns its path. Raises FileError."""
    path = folder / NAME
    lines = (
        (str(one.row), harmless(one.unit), harmless(one.file), LABELS[one.status], harmless(one.reason))
        for one in outcomes
    )
    files.write_whole(path, write_csv([_HEADER, *lines]))
    return path
