"""The report of a run: a table for Excel, beside the drafts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .. import files
from ..roster.csv_file import write_csv
from .outcome import Outcome, Status

NAME = "report.csv"

LABELS = {
    Status.WRITTEN: "已写出",
    Status.UNCHANGED: "没有变化",
    Status.KEPT: "保留未动",
    Status.FAILED: "没写成",
}

_HEADER = ("行号", "单位", "文件", "结果", "说明")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_report(folder: Path, outcomes: Iterable[Outcome]) -> Path:
    """Writes the report of `outcomes` into `folder`; returns its path. Raises FileError."""
    path = folder / NAME
    lines = (
        (str(one.row), _harmless(one.unit), _harmless(one.file), LABELS[one.status], _harmless(one.reason))
        for one in outcomes
    )
    files.write_whole(path, write_csv([_HEADER, *lines]))
    return path


def _harmless(text: str) -> str:
    """A text that Excel does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
