"""Whole processes: `speechgen convert` and `check` of a .docx against opening it with python-docx.

    python tests/benchmarks/bench_convert.py [RUNS]

The document is a speech of 3,000 characters in style Normal, so that it is recognised by
its text. The runs take turns; printed are medians of CPU time and their ratios.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

import docx
from bench_generate import cpu_seconds

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
SENTENCE = "各镇这个月二十日前把低洼处的住户名单报到县里，县里逐户核对，不落一户。"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_document(folder / "speech.docx")
        commands = {
            "python-docx": [sys.executable, "-c", "import docx; docx.Document('speech.docx')"],
            "convert to docx": [sys.executable, "-m", "generator", "convert", "speech.docx", "draft.docx"],
            "convert to json": [sys.executable, "-m", "generator", "convert", "speech.docx", "--to", "json"],
            "check": [sys.executable, "-m", "generator", "check", "speech.docx"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(RUNS + 1):
            for name, command in commands.items():
                seconds = cpu_seconds(command, folder, cold=False, statuses=(0, 1))
                times[name] += [seconds] if run else []
    base = median(times["python-docx"])
    for name, seconds in times.items():
        print(f"{name:18} {median(seconds) * 1000:6.0f} ms  {median(seconds) / base:5.2f} × python-docx")


def make_document(path: Path) -> None:
    document = docx.Document()
    for text in ("在全县防汛工作会议上的讲话", "（2024年5月12日）", "同志们："):
        document.add_paragraph(text)
    for number in "一二三":
        document.add_paragraph(f"{number}、摸清底数")
        for _ in range(5):
            document.add_paragraph(SENTENCE * 6)
    document.save(str(path))


if __name__ == "__main__":
    main()
