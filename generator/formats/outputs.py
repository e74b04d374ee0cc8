"""Outputs: which files a draft is written to, and which may be replaced."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .. import files
from ..errors import DocumentError, FileError
from ..model.layout_changes import layout_stem
from ..model.provenance import Provenance
from ..text.suggestions import as_argument
from .layouts import find_layout
from .table import DEFAULT, LAID_OUT, check_format, format_of, known_format

STANDARD_OUTPUT = "-"
EDITED = "这份讲稿生成之后有人改过"


@dataclass(frozen=True)
class Output:
    """A file to write: its path, format and layout (the layout's name, or a path)."""

    path: Path
    format: str
    layout: str


def plan_outputs(out: str, layouts: Sequence[str], format: str | None = None) -> tuple[Output, ...]:
    """The outputs for `out`: the first layout's has that name, a further one's its layout
    added (draft.docx, draft-reading.docx). A new file named without an ending gets .docx,
    unless `format` says what it is. Raises FileError for an unknown format and for one that
    is not what the ending says, DocumentError for a layout that is not there."""
    path = Path(out)
    if out.endswith(("/", os.sep)):
        raise FileError(f"{out}：是文件夹，请写明文件名")
    if out != STANDARD_OUTPUT and not format and not path.suffix and not path.exists():
        path = path.with_name(f"{path.name}.{DEFAULT}")
    chosen = check_format(format) if format else format_of(path) if out != STANDARD_OUTPUT else "docx"
    if out != STANDARD_OUTPUT and (said := known_format(path)) not in (None, chosen):
        raise FileError(f"{out}：文件名的结尾说是 {said}，--to 说是 {chosen}，请改成一样的")
    if out == STANDARD_OUTPUT and chosen in LAID_OUT and len(layouts) > 1:
        raise FileError("写到标准输出时只能选一个版式")
    if chosen not in LAID_OUT:
        layouts = layouts[:1]
    else:
        for layout in layouts:
            find_layout(layout)
    paths = [path if index == 0 else _with_layout(path, layout) for index, layout in enumerate(layouts)]
    if len(set(paths)) < len(paths):
        raise FileError("两个版式会写成同一个文件，请给版式文件起不同的名字，或分两次生成")
    return tuple(Output(path, chosen, layout) for path, layout in zip(paths, layouts, strict=True))


def named(outputs: Sequence[Output], name: str) -> tuple[Output, ...]:
    """The outputs under another `name`, without its ending, in the same folder."""
    stem = outputs[0].path.stem
    return tuple(
        replace(output, path=output.path.with_name(f"{name}{output.path.name.removeprefix(stem)}"))
        for output in outputs
    )


def require_replaceable(
    paths: Sequence[Path],
    force: bool = False,
    made: Provenance | None = None,
    may_be_draft: bool = False,
) -> None:
    """Raises FileError, naming each, when a file is there that would be lost.

    With `force` only what can be no file at all is refused. `made` is the provenance of the
    draft that is to be written: it may replace an earlier one of the same template and unit
    that nobody edited. Where that is not known yet, `may_be_draft` lets any such draft pass.
    """
    for path in paths:
        files.require_place(path)
    if force:
        return
    reasons = [f"{path}：{reason}" for path in paths if (reason := _kept_because(path, made, may_be_draft))]
    if reasons:
        ways = "要写出来，换一个文件名，或者加 --force（原文件留作“文件名~”）"
        if any(reason.endswith(EDITED) for reason in reasons):
            ways = f"要换内容又留着改过的地方，用 speechgen update {as_argument(paths[0])}；{ways}"
        raise FileError("\n".join([*reasons, f"没有动{'它们' if len(reasons) > 1 else '它'}。{ways}"]))


def write_outputs(
    written: Sequence[tuple[Path, bytes]], force: bool = False, made: Provenance | None = None
) -> tuple[Path, ...]:
    """Writes each file whole; returns the back-ups made of those replaced with `force`.

    Raises FileError, before anything is written, where `require_replaceable` does.
    """
    require_replaceable([path for path, _ in written], force, made)
    for folder in {path.parent for path, _ in written}:
        files.sweep(folder)
    backups = tuple(files.back_up(path) for path, _ in written if force and path.exists())
    for path, data in written:
        files.write_whole(path, data)
    return backups


def _with_layout(path: Path, layout: str) -> Path:
    return path.with_name(f"{path.stem}-{layout_stem(layout)}{path.suffix}")


def _kept_because(path: Path, made: Provenance | None, may_be_draft: bool) -> str:
    """Why a file must not be replaced unasked; "" when it may."""
    if not path.exists():
        return ""
    if path.suffix.lower() not in ("", f".{DEFAULT}") or not (made or may_be_draft):
        return "已经有这个文件"
    there = _examine(path)
    if there is None:
        return "已经有这个文件，不是 speechgen 生成的讲稿"
    provenance, edited = there
    if edited:
        return EDITED
    if made is not None and not _is_successor(made, provenance):
        return "已经有这个文件，是另一份讲稿（模板或单位不同）"
    return ""


def _is_successor(made: Provenance, there: Provenance) -> bool:
    """Whether `made` is the draft `there` made again: a unit that was open may be filled in by now."""
    unit = there.details.get("unit")
    return made.template == there.template and unit in (None, made.details.get("unit"))


def _examine(path: Path) -> tuple[Provenance, bool] | None:
    """The provenance of the draft at `path` and whether it was edited; None when it is not ours."""
    from ..word.provenance import examine

    try:
        data = files.read_bytes(path)
        with files.within_bounds(path, len(data)):
            return examine(data, str(path))
    except DocumentError:
        return None
