"""`speechgen update`: an edited draft with new details, every edit kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Json, Length, complete_layout, complete_template, settings
from .terminal import ask, has_person, show, show_json, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..update import Request
    from ..update.drafts import Result

EXAMPLES = """
  speechgen update draft.docx -s date=2026年3月12日            填上日期，您改过的地方都留着
  speechgen update draft.docx -d details.yaml --dry-run        先看会改哪里，不写文件
  speechgen update draft.docx -s 牵头部门=县纪委监委 --accept   直接改，不留修订痕迹
  speechgen update draft.docx --length long                    换成长的，自己写的不动
  speechgen update 讲稿 --roster 名册.xlsx                      一个文件夹里的各份，按名册更新
"""


def run(
    drafts: Annotated[
        list[Path],
        typer.Argument(
            parser=Path, metavar="讲稿...", help="改过的讲稿（.docx），可以几份；或它们所在的文件夹"
        ),
    ],
    details: Annotated[
        list[Path] | None,
        typer.Option(
            "-d", "--details", parser=Path, metavar="文件", help="新的单位信息，可用多次；没写的照旧"
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("-s", "--set", metavar="名称=内容", help="换一项，可用多次，比 -d 优先"),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(parser=Path, metavar="名册", help="每份讲稿按它的单位在名册里找一行，比 -d、-s 优先"),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="工作表", help="Excel 名册的哪个工作表，默认第一个")
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            metavar="模板", help="换用这个模板（新版的），默认原来的", autocompletion=complete_template
        ),
    ] = None,
    length: Length = None,
    layout: Annotated[
        str | None,
        typer.Option(
            metavar="版式",
            help="改排成 official、reading 或自己的 .docx；字不动",
            autocompletion=complete_layout,
        ),
    ] = None,
    seed: Annotated[str | None, typer.Option(metavar="文字", help="换一套写法；默认照原来的")] = None,
    base: Annotated[
        Path | None,
        typer.Option(parser=Path, metavar="原稿", help="讲稿里的来历丢了时，当初生成的那一份"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", parser=Path, metavar="文件", help="写到另一个文件，原来的不动"),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="直接改，不留修订痕迹")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示会改哪些字，什么也不写")] = False,
    json: Json = False,
) -> int:
    from ..errors import FileError
    from ..update.drafts import find_drafts

    paths = find_drafts(drafts)
    if out is not None and (len(paths) > 1 or drafts[0].is_dir()):
        raise FileError("-o 只能用于一份讲稿；几份讲稿就在原文件里改，原来的留作“文件名~”")
    request = _request(details or [], set_ or [], template, length, layout, seed, base, accept)
    for_draft = _by_roster(roster, sheet, request)
    if len(paths) > 1 or drafts[0].is_dir():
        results = _updated(paths, for_draft, dry_run, drafts, quiet=json)
        for folder in [] if dry_run else [path for path in drafts if path.is_dir()]:
            _write_report(folder, [result for result in results if result.path.parent == folder])
    else:
        results = [_with_answers(paths[0], for_draft(paths[0]), out, dry_run, json)]
    if json:
        _print_json(results)
    else:
        _print(results, dry_run, accept, out)
    return int(any(result.status.value in ("conflict", "failed") for result in results))


def _request(
    details: Sequence[Path],
    set_: Sequence[str],
    template: str | None,
    length: str | None,
    layout: str | None,
    seed: str | None,
    base: Path | None,
    accept: bool,
) -> Request:
    from ..details.details import parse_settings
    from ..details.entry import Entry
    from ..formats.details_file import read_details
    from ..formats.layouts import creation_time
    from ..update import Request
    from ..update.drafts import base_of

    chosen = (Entry("length", length, "--length"),) if length is not None else ()
    return Request(
        creation_time(),
        (*map(read_details, details), parse_settings(set_), chosen),
        template=template or "",
        layout=layout or "",
        seed=seed,
        base=None if base is None else base_of(base),
        folders=settings().template_folders,
        accepted=accept,
    )


def _by_roster(roster: Path | None, sheet: str | None, request: Request) -> Callable[[Path], Request]:
    """What is new for each draft."""
    from ..update.drafts import Roster

    return Roster(roster, sheet, request).request if roster is not None else lambda _: request


def _updated(
    paths: Sequence[Path],
    request: Callable[[Path], Request],
    dry_run: bool,
    named: Sequence[Path],
    quiet: bool,
) -> list[Result]:
    from ..update.drafts import update_all
    from .progress import progress

    results: list[Result] = []
    try:
        with progress(len(paths), quiet) as advance:
            for result in update_all(paths, request, dry_run, named):
                results.append(result)
                advance()
    except KeyboardInterrupt:
        from ..batch.outcome import Stopped

        raise Stopped(
            f"已停下：前 {len(results)} 份做完了，后 {len(paths) - len(results)} 份没有动。再运行就接着做",
            full=False,
        ) from None
    return results


def _with_answers(path: Path, request: Request, out: Path | None, dry_run: bool, json: bool) -> Result:
    """One draft; on a terminal, what was filled in by hand in one place is offered for the others."""
    from dataclasses import replace

    from ..details.entry import Entry
    from ..update.drafts import update_file

    if not (dry_run or json) and has_person():
        found = update_file(path, request, dry_run=True).updated.by_hand
        answers = [
            Entry(label, text, "稿中手工填的") for label, text in found.items() if _is_wanted(label, text)
        ]
        request = replace(request, entries=(*request.entries, tuple(answers)))
    return update_file(path, request, out, dry_run)


def _is_wanted(label: str, text: str) -> bool:
    try:
        answer = ask(f"【{label}】您在一处填了“{text}”，别处还空着。都填上吗？回车填上，n 不填 > ")
    except EOFError:
        return False
    return answer.strip().lower() not in ("n", "no", "不", "否")


def _print(results: Sequence[Result], dry_run: bool, accept: bool, out: Path | None) -> None:
    for result in results:
        show(f"{result.path}：{_told(result, dry_run)}")
        _print_details(result, dry_run)
    if len(results) > 1:
        from collections import Counter

        from ..update.report import LABELS

        counted = Counter(LABELS[result.status] for result in results)
        show(f"共 {len(results)} 份：" + "，".join(f"{label} {count} 份" for label, count in counted.items()))
    if dry_run:
        show("以上只是看一看，没有写文件。")
    elif any(result.updated.is_reworded for result in results) and not accept:
        where = f"打开 {out}" if out else "打开讲稿"
        show(f"{where}，在“审阅”里可以逐条接受或拒绝；不要修订痕迹，下次加 --accept。")


_WORDS = {
    "changed": "改",
    "added": "加",
    "removed": "删",
    "kept": "留",
    "conflict": "冲突",
}


def _told(result: Result, dry_run: bool) -> str:
    from ..update import Kind

    if result.status.value == "failed":
        return result.reason.removeprefix(f"{result.path}：").removeprefix(f"{result.path} ")
    made = result.updated
    if result.status.value == "clean":
        kept = made.count(Kind.KEPT)
        return "没有要改的字" + (f"，您改过的 {kept} 段照旧" if kept else "")
    counts = ["照新的版式重排" + ("" if made.is_reworded else "，字不动")] if made.laid_out else []
    counts += [
        f"{word} {made.count(kind)} 段"
        for kind, word in ((Kind.CHANGED, "改"), (Kind.ADDED, "加"), (Kind.REMOVED, "删"))
        if made.count(kind)
    ]
    if kept := made.count(Kind.KEPT):
        counts.append(f"您改过的 {kept} 段照旧")
    if conflicts := made.count(Kind.CONFLICT):
        counts.append(f"{conflicts} 段您和新稿改得不一样，留着您的，新稿写在批注里")
    backup = f"（原来的留作 {result.backup}）" if result.backup else ""
    return ("会" if dry_run else "") + "，".join(counts) + backup


def _print_details(result: Result, dry_run: bool) -> None:
    from ..update import Kind
    from .diffs import word_diff

    made = result.updated
    for label, count in made.filled.items():
        show(f"  【{label}】填上了 {count} 处" if not dry_run else f"  【{label}】会填 {count} 处")
    for label, text in made.by_hand.items():
        show(f"  【{label}】您在一处填了“{text}”，别处还空着；要都填上：加 -s {label}={text}")
    for note in made.notes:
        show(f"  {note}")
    for step in made.steps:
        word = _WORDS[step.kind.value]
        if not dry_run or step.kind is Kind.KEPT:
            show(f"  {word}  {_first_words(step.before or step.after)}")
        elif step.kind is Kind.CONFLICT and step.before == step.after:
            show(f"  {word}  {_first_words(step.before)}")
        else:
            show(f"  {word}  {word_diff(step.before, step.after)}", is_clean=True)
        if step.ours:
            show(f"        新稿：{step.ours}")


def _first_words(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"


def _print_json(results: Sequence[Result]) -> None:
    show_json(
        [
            {
                "file": str(result.path),
                "status": result.status.value,
                "backup": None if result.backup is None else str(result.backup),
                "reason": result.reason,
                "filled": dict(result.updated.filled),
                "filled_by_hand": dict(result.updated.by_hand),
                "notes": list(result.updated.notes),
                "laid_out": result.updated.laid_out,
                "steps": [
                    {"kind": step.kind.value, "before": step.before, "after": step.after, "ours": step.ours}
                    for step in result.updated.steps
                ],
            }
            for result in results
        ]
    )


def _write_report(folder: Path, results: Sequence[Result]) -> None:
    from ..errors import FileError
    from ..update.report import write_report

    try:
        write_report(folder, results)
    except FileError as error:
        tell(f"speechgen：{error}")
