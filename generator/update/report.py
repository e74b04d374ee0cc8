"""The report of many updates: a table for Excel, beside the drafts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..formats import reports
from . import Kind
from .drafts import Result, Status

NAME = "update-report.csv"

LABELS = {
    Status.CLEAN: "没有变化",
    Status.MERGED: "已更新",
    Status.CONFLICT: "有冲突",
    Status.FAILED: "没更新成",
}

_HEADER = ("文件", "结果", "改", "加", "删", "照旧", "冲突", "说明")
_KINDS = (Kind.CHANGED, Kind.ADDED, Kind.REMOVED, Kind.KEPT, Kind.CONFLICT)


def write_report(folder: Path, results: Iterable[Result]) -> Path:
    """Writes the report of `results` into `folder`; returns its path. Raises FileError."""
    lines = [
        (
            one.path.name,
            LABELS[one.status],
            *(str(one.updated.count(kind)) for kind in _KINDS),
            "；".join(filter(None, (one.reason, *one.updated.notes))),
        )
        for one in results
    ]
    return reports.write_report(folder, NAME, _HEADER, lines)
