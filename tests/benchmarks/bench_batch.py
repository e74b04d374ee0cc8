"""One draft after the other: `speechgen batch` against docxtpl, and how it grows.

    python tests/benchmarks/bench_batch.py [--large]

Both fill in a speech of the same text, in the same layout, for one unit after the other;
docxtpl loads its template for each document, as its README shows. `--large` adds 10,000
rows: time, memory, the first draft. docxtpl is needed for this benchmark only
(`pip install docxtpl`).
"""

from __future__ import annotations

import csv
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from contest import DRAFTS, TURNS, contest, take_part

from generator.batch.plan import Job, Plan, plan_jobs
from generator.batch.processes import run
from generator.details.details import fill
from generator.details.roster import match
from generator.details.roster.table import Row, Table
from generator.formats.layouts import open_layout
from generator.model.speech import Speech
from generator.template.template import Template, load_template
from generator.word.writer import write_docx

ROOT = Path(__file__).resolve().parents[2]
CREATED = datetime(2026, 3, 12, tzinfo=UTC)
UNIT = "UNIT"
PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    with scratch() as folder:
        against_docxtpl(folder)
    with scratch() as folder:
        growth(folder, (1_000, 5_000, 10_000))
    if "--large" in sys.argv:
        with scratch() as folder:
            large(folder, 10_000)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: what a disk takes is the same for all."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def against_docxtpl(folder: Path) -> None:
    """Milliseconds a draft, rendering and writing, in one process."""
    template = load_template("supervision")
    same, default = folder / "same-layout.docx", folder / "default-template.docx"
    docxtpl_templates(template, same, default)
    this = [sys.executable, __file__]
    commands = {
        "speechgen batch": [*this, "speechgen", str(folder / "ours")],
        "docxtpl, same layout": [*this, str(same), str(folder / "theirs")],
        "docxtpl, python-docx's template": [*this, str(default), str(folder / "theirs too")],
    }
    contest(commands, f"One process, a draft of {len(template_text(template))} characters")


def contestant(template: str, folder: Path) -> None:
    """Takes part in the contest: `template` is "speechgen", or a file for docxtpl."""
    folder.mkdir()
    take_part(speechgen(folder) if template == "speechgen" else docxtpl(Path(template), folder))


def speechgen(folder: Path) -> Callable[[int], object]:
    template = load_template("supervision")
    count = (TURNS + 1) * DRAFTS
    plan = Plan(template.path, ("official",), fill(template.fields), folder, CREATED)
    outcomes = run(plan, jobs_of(template, count))
    return lambda _: next(outcomes)


def jobs_of(template: Template, count: int) -> tuple[Job, ...]:
    lines = list(roster_lines(count))
    table = Table(lines[0], tuple(Row(number, line) for number, line in enumerate(lines[1:], 2)))
    matched = match(table, template.fields, "roster")
    return plan_jobs(template, matched, fill(template.fields), ("official",))


def docxtpl(template: Path, folder: Path) -> Callable[[int], object]:
    from docxtpl import DocxTemplate

    def draw(number: int) -> None:
        document = DocxTemplate(str(template))
        document.render({"unit": f"青石{number}镇"})
        document.save(str(folder / f"{number}.docx"))

    return draw


def docxtpl_templates(template: Template, same: Path, default: Path) -> None:
    import docx

    template_with("{{ unit }}", template, same)
    plain = docx.Document()
    for text in speech_of(template).texts:
        plain.add_paragraph(text.replace(UNIT, "{{ unit }}"))
    plain.save(str(default))


def template_with(placeholder: str, template: Template, path: Path) -> None:
    """A .docx of the speech in the layout `official`, with a placeholder for the unit."""
    import docx

    path.write_bytes(write_docx(speech_of(template), open_layout("official"), created=CREATED))
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for piece in paragraph.runs:
            piece.text = piece.text.replace(UNIT, placeholder)
    document.save(str(path))


def speech_of(template: Template) -> Speech:
    details = {"unit": UNIT, "sector": "乡镇街道", "date": "2026-03-12", "speaker": "王建国"}
    return template.render(details)


def template_text(template: Template) -> str:
    return "".join(speech_of(template).texts)


def roster_lines(count: int) -> Iterator[tuple[str, ...]]:
    yield ("单位名称", "单位类别", "讲话日期", "讲话人姓名", "讲话人职务", "必须集体研究的事项标准")
    for number in range(count):
        yield (f"青石{number}镇", "乡镇街道", "2026-03-12", "王建国", "镇党委书记", "单笔五万元以上的支出")


def growth(folder: Path, sizes: tuple[int, ...]) -> None:
    """Whole runs, by number of rows: with one process and two, and again unchanged.

    Time that passed, and CPU time of all processes: what two cost more than one tells how
    fast they are where both have a processor.
    """
    print("Whole runs of the command: seconds passed (seconds of CPU time)")
    for size in sizes:
        one = batch(folder / f"one-{size}", size, 1)
        again = batch(folder / f"one-{size}", size, 1)
        two = batch(folder / f"two-{size}", size, 2)
        print(
            f"  {size:6} rows: {one} with --jobs 1, {two} with --jobs 2, {again} when nothing changed;"
            f" two processes take {two.cpu / one.cpu:.2f} × the CPU time of one"
        )


class Spent(NamedTuple):
    """What a run took, in seconds: time that passed, and CPU time of all its processes."""

    passed: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.passed:.1f} ({self.cpu:.1f})"


def batch(out: Path, rows: int, processes: int) -> Spent:
    adopt_orphans()
    cpu, began = children_seconds(), time.perf_counter()
    subprocess.run(command(out, rows, processes), check=True, capture_output=True, env=environment())
    passed = time.perf_counter() - began
    with suppress(ChildProcessError):
        while True:
            os.wait()
    return Spent(passed, children_seconds() - cpu)


def adopt_orphans() -> None:
    """Makes the processes that a run leaves behind for a moment our children (Linux), so that
    their CPU time counts."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def command(out: Path, rows: int, processes: int) -> list[str]:
    roster = out.with_suffix(".csv")
    with roster.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(roster_lines(rows))
    arguments = ["batch", "supervision", str(roster), "-o", str(out), "--jobs", str(processes)]
    return [sys.executable, "-m", "generator", *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1773273600"}


def large(folder: Path, rows: int) -> None:
    """Time, the first draft, and the peak memory of parent and workers, of a large roster."""
    out = folder / "large"
    began = time.perf_counter()
    process = subprocess.Popen(command(out, rows, 2), stdout=subprocess.DEVNULL, env=environment())
    first: list[float] = []
    watcher = threading.Thread(target=watch, args=(out, began, first, process))
    watcher.start()
    peaks = memory_peaks(process)
    watcher.join()
    seconds = time.perf_counter() - began
    print(f"{rows} rows with --jobs 2: {seconds:.1f} s, first draft after {first[0]:.2f} s")
    print(f"  peak memory: parent {peaks['parent']:.0f} MiB, largest other process {peaks['worker']:.0f} MiB")


def watch(out: Path, began: float, first: list[float], process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and not first:
        if out.is_dir() and next(out.glob("*.docx"), None):
            first.append(time.perf_counter() - began)
        time.sleep(0.01)


def memory_peaks(process: subprocess.Popen[bytes]) -> dict[str, float]:
    """The peaks (VmHWM, Linux) of a process and the largest of its descendants, in MiB."""
    peaks = {"parent": 0.0, "worker": 0.0}
    while process.poll() is None:
        for pid in descendants(process.pid):
            key = "parent" if pid == process.pid else "worker"
            peaks[key] = max(peaks[key], peak(pid))
        time.sleep(0.05)
    return peaks


def descendants(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(found for child in children for found in descendants(int(child)))]


def peak(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(lines[0].split()[1]) / 1024 if lines else 0.0


if __name__ == "__main__":
    if len(sys.argv) == 3:
        contestant(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
