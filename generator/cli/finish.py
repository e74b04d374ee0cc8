"""`speechgen finish`: the copy that leaves the house, with a PDF and the copy to read from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Force
from .terminal import show, tell

if TYPE_CHECKING:
    from ..update.finishing import Draft

EXAMPLES = """
  speechgen finish 讲话.docx                 定稿、PDF 和念稿，写在同一个文件夹
  speechgen finish 讲话.docx -o 定稿         写到“定稿”文件夹
"""


def run(
    draft: Annotated[Path, typer.Argument(metavar="讲稿", help="改好的讲稿 .docx")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="文件夹", help="写到哪个文件夹，默认和讲稿在一起")
    ] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="还有空没填、有处没定，也照样做")] = False,
    pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help="要不要 PDF（要装有 LibreOffice）")] = True,
    force: Force = False,
) -> int:
    from .. import files
    from ..errors import DocumentError
    from ..update.finishing import examine

    found = examine(files.read_bytes(draft), draft)
    for obstacle in found.obstacles:
        tell(f"  {obstacle}")
    if found.obstacles and not anyway:
        raise DocumentError(
            f"{draft}：还有 {len(found.obstacles)} 处没有定，没有写任何文件。改好再来，或者加 --anyway 照样做"
        )
    missing = _write(found, out or draft.parent, pdf, force)
    _report(found)
    return int(bool(found.obstacles) or missing)


_ENDINGS = ("（定稿）.docx", "（念稿）.docx", "（定稿）.pdf")


def _write(draft: Draft, folder: Path, pdf: bool, force: bool) -> bool:
    """Writes the files; whether one of them could not be made, which is told."""
    from .. import files
    from ..errors import SpeechgenError
    from ..formats.layouts import creation_time
    from ..formats.outputs import require_replaceable, write_outputs
    from ..formats.pdf import from_docx
    from ..update.finishing import final_copy, reading_copy

    paths = [
        folder / f"{draft.stem}{ending}" for ending in ("（定稿）.docx", "（念稿）.docx", "（定稿）.pdf")
    ]
    files.make_folder(folder)
    require_replaceable(paths, force)
    final = final_copy(draft, creation_time())
    written = [(paths[0], final), (paths[1], reading_copy(final, draft.name))]
    problem = ""
    try:
        if pdf:
            written.append((paths[2], from_docx(final)))
    except SpeechgenError as error:
        problem = str(error)
    for backup in write_outputs(written, force):
        tell(f"原来的文件留作 {backup}")
    show(f"已写出 {'、'.join(str(path) for path, _ in written)}")
    if problem:
        tell(f"speechgen：没有 PDF。{problem}")
    return bool(problem)


def _report(draft: Draft) -> None:
    done = [f"接受了修订 {draft.changes} 处"] * bool(draft.changes)
    done += [f"去掉了批注 {draft.comments} 条"] * bool(draft.comments)
    show("，".join([*done, "编写的来历、编辑人的名字都不在里面"]))
    if draft.findings:
        show(f"还有 {len(draft.findings)} 条提醒，念之前可以看一看：speechgen check {draft.name}")
