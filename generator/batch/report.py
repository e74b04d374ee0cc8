"""The report of a run: a table for Excel, beside the drafts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..formats import reports
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
    lines = [(str(one.row), one.unit, one.file, LABELS[one.status], one.reason) for one in outcomes]
    return reports.write_report(folder, NAME, _HEADER, lines)
