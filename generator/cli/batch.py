"""`speechgen batch`: a roster becomes a draft for every unit."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Force, Json, Layouts, Length, TemplateName, at_least_one, complete_setting, settings
from .terminal import show, show_json, tell

if TYPE_CHECKING:
    from ..batch.outcome import Outcome, Status
    from ..batch.plan import Job, Plan

EXAMPLES = """
  speechgen form supervision -o 名册.xlsx                  得到要填的名册
  speechgen batch supervision 名册.xlsx -o 讲稿             每个单位一份
  speechgen batch supervision 名册.xlsx -o 讲稿 --dry-run   先看会写哪些
  speechgen batch supervision 名册.csv -o 讲稿 -s date=2026-03-12 --where 单位类别=乡镇街道
  speechgen batch supervision 名册.xlsx -o 讲稿 --name "{row}-{unit}" --combined 全部.docx
"""

_ROWS_A_PROCESS = 100
"""A process takes a quarter of a second to start; that many rows are worth it."""


def run(
    template: TemplateName,
    roster: Annotated[
        Path,
        typer.Argument(parser=Path, metavar="名册", help="一行一个单位的表：.xlsx、.csv，或 .yaml（列表）"),
    ],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", parser=Path, metavar="文件夹", help="讲稿写到哪个文件夹，没有就新建"),
    ],
    details: Annotated[
        Path | None,
        typer.Option("-d", "--details", parser=Path, metavar="文件", help="各单位共用的信息"),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "-s",
            "--set",
            metavar="名称=内容",
            help="填一项共用的，可用多次，比 -d 优先；名册里填了的以名册为准",
            autocompletion=complete_setting,
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="样式", help="文件名，默认 {unit}-{title}；可用字段名、{title} 模板标题、{row} 行号"
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="工作表", help="Excel 文件的哪个工作表，默认第一个")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="列=内容", help="只做符合的行，可用多次：同一列符合一个就行，不同的列都要符合"),
    ] = None,
    ignore_columns: Annotated[
        bool, typer.Option("--ignore-columns", help="名册里有模板用不着的列也照做")
    ] = False,
    layout: Layouts = None,
    length: Length = None,
    combined: Annotated[
        Path | None,
        typer.Option(
            "--combined",
            parser=Path,
            metavar="文件",
            help="另写一个文件，装全部讲稿，供打印：每份从单页起，页码各编各的",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", parser=at_least_one, help="同时用几个进程，默认看处理器和行数（至少 1）"
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="必填的没填，这一行就不生成")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说会写哪些、为什么，什么也不写")] = False,
    force: Force = False,
    json: Json = False,
) -> int:
    from ..batch.plan import Plan, condition, plan_jobs
    from ..details.details import fill, parse_settings
    from ..details.entry import Entry
    from ..details.roster import match, read_roster, require_known
    from ..files import make_folder
    from ..formats.details_file import read_details
    from ..formats.layouts import LAYOUTS, creation_time, find_layout
    from ..template.draft import applicable
    from ..template.template import load_template

    current = settings()
    found = load_template(template, current.template_folders)
    usual = applicable(current.entries, found, current.template_folders)
    chosen = (Entry("length", length, "--length"),) if length is not None else ()
    given = read_details(details) if details else ()
    shared = fill(found.fields, usual, given, parse_settings(set_ or []), chosen)
    matched = match(read_roster(roster, sheet), found.fields, str(roster))
    if not ignore_columns:
        require_known(matched, found.fields, str(roster))
    layouts = tuple(layout or [current.layout or LAYOUTS[0]])
    for one in layouts:
        find_layout(one)
    wanted = condition(matched.table, where or [])
    work = plan_jobs(found, matched, shared, layouts, name, wanted)
    plan = Plan(found.path, layouts, shared, out, creation_time(), strict, force, dry_run)
    if combined is not None:
        _require_combined(combined, force)
    if not dry_run:
        make_folder(out)
    outcomes = _made(plan, work, jobs or _processes(len(work)), quiet=json)
    total = len(work) * len(layouts)
    report = None if dry_run else _reported(plan, outcomes)
    if json:
        _print_json(plan, outcomes, total)
    else:
        _print(plan, outcomes, total, report)
    _require_whole(outcomes, total)
    if combined is not None and not dry_run:
        from ..batch.combined import write_combined

        write_combined(plan, outcomes, combined)
        if not json:
            show(f"合订本在 {combined}")
    return int((report is None and not dry_run) or _has_failed(outcomes))


def _require_combined(path: Path, force: bool) -> None:
    """Raises FileError where the drafts could not be written together, before any is made."""
    from ..errors import FileError
    from ..formats.outputs import require_replaceable

    if path.suffix.lower() != ".docx":
        pdf = "要 PDF，用 Word 或 WPS 打开它再另存"
        raise FileError(f"{path}：合订本只写成 .docx，文件名请以 .docx 结尾；{pdf}")
    require_replaceable([path], force, may_be_draft=True)


def _processes(rows: int) -> int:
    """As many as there are processors, unless the rows are few."""
    return max(1, min(_processors(), rows // _ROWS_A_PROCESS))


def _processors() -> int:
    known = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1


def _made(plan: Plan, work: Sequence[Job], processes: int, quiet: bool) -> list[Outcome]:
    from ..batch.outcome import Status
    from ..batch.processes import run
    from ..errors import note
    from .progress import progress

    outcomes: list[Outcome] = []
    with _interruptible() as stopped, progress(len(work) * len(plan.layouts), quiet) as advance:
        for outcome in run(plan, work, processes, stopped):
            outcomes.append(outcome)
            if outcome.status is Status.WRITTEN and not plan.dry_run:
                note(plan.folder / outcome.file)
            advance()
    return outcomes


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Takes Ctrl+C as a wish to stop, which the yielded function tells; a second one ends the process."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _reported(plan: Plan, outcomes: Sequence[Outcome]) -> Path | None:
    """The report, None if it could not be written; why not is told."""
    from ..batch.report import write_report
    from ..errors import FileError

    try:
        return write_report(plan.folder, outcomes)
    except FileError as error:
        tell(f"speechgen：{error}")
        return None


def _has_failed(outcomes: Sequence[Outcome]) -> bool:
    from ..batch.outcome import Status

    return any(outcome.status is Status.FAILED for outcome in outcomes)


def _require_whole(outcomes: Sequence[Outcome], total: int) -> None:
    """Raises Stopped when there is not an outcome for every draft."""
    from ..batch.outcome import Stopped

    if len(outcomes) < total:
        full = bool(outcomes) and outcomes[-1].ends_run
        why = "没有地方写了，已停下" if full else "已停下"
        raise Stopped(
            f"{why}，还有 {total - len(outcomes)} 份没有做。写出的都是完整的；再运行一次会接着写", full
        )


def _print(plan: Plan, outcomes: Sequence[Outcome], total: int, report: Path | None) -> None:
    from ..batch.outcome import Status, count

    labels = _labels(plan)
    for outcome in outcomes:
        if plan.dry_run or outcome.status in (Status.KEPT, Status.FAILED):
            reason = f"（{outcome.reason}）" if outcome.reason else ""
            unit = " ".join(outcome.unit.split())
            show(f"第 {outcome.row} 行　{unit}：{labels[outcome.status]} {outcome.file}{reason}")
    counted = count(outcomes)
    show(f"共 {total} 份：" + "，".join(f"{labels[status]} {counted[status]} 份" for status in Status))
    if open_ones := sum("待填" in outcome.reason for outcome in outcomes):
        show(f"其中 {open_ones} 份还有待填的项，稿中已标黄")
    if not plan.dry_run:
        show(f"讲稿在 {plan.folder}" + (f"，每一份的结果见 {report}" if report else ""))


def _print_json(plan: Plan, outcomes: Sequence[Outcome], total: int) -> None:
    from ..batch.outcome import Status, count

    counted = count(outcomes)
    show_json(
        {
            "folder": str(plan.folder),
            "dry_run": plan.dry_run,
            "total": total,
            **{status.value: counted[status] for status in Status},
            "drafts": [
                {
                    "row": outcome.row,
                    "unit": outcome.unit,
                    "file": outcome.file,
                    "status": outcome.status.value,
                    "reason": outcome.reason,
                }
                for outcome in outcomes
            ],
        }
    )


def _labels(plan: Plan) -> dict[Status, str]:
    from ..batch.outcome import Status
    from ..batch.report import LABELS

    return {**LABELS, Status.WRITTEN: "将写出"} if plan.dry_run else dict(LABELS)
