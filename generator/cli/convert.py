"""`speechgen convert`: any speech becomes a clean draft, or another format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .options import STANDARD_OUTPUT, Force, KeepAll, Speech, Verbose, complete_layout, settings
from .terminal import has_screen, show, show_data, tell

if TYPE_CHECKING:
    from ..formats.outputs import Output

EXAMPLES = """
  speechgen convert 网上的讲话.txt 讲话.docx            排成公文版式
  speechgen convert 讲话.docx 念稿.docx --layout reading
  speechgen convert 讲话.docx 讲话.pdf                 要装有 LibreOffice
  speechgen convert 网页.html --to json                显示识别出的各部分
  speechgen convert 汇编.docx 第二篇.docx --speech 2    一份文件里有几篇讲话，取第二篇
"""

_ON_SCREEN = ("md", "txt", "json", "html")


def run(
    source: Annotated[
        str,
        typer.Argument(
            metavar="原文",
            help=".docx .md .txt .html .json，装有 LibreOffice 时也读 .doc .wps .rtf .odt；“-”是标准输入",
        ),
    ],
    out: Annotated[
        str | None,
        typer.Argument(metavar="[写到]", help="要写的文件：.docx .pdf .html .md .txt .json，“-”是标准输出"),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            metavar="版式",
            help="official（公文版式）、reading（念稿），或自己的 .docx",
            autocompletion=complete_layout,
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="格式", help="docx、pdf、html、md、txt 或 json，不看文件名的结尾")
    ] = None,
    speech: Speech = 1,
    keep_all: KeepAll = False,
    verbose: Verbose = False,
    force: Force = False,
) -> int:
    from ..formats.conversion import convert, read_speech
    from ..formats.outputs import write_outputs
    from .report import print_left, print_stand_ins

    output = _output(source, out, layout, to, force)
    found = read_speech(source, speech, keep_all)
    data = convert(found, output)
    if str(output.path) == STANDARD_OUTPUT:
        show_data(data)
    else:
        for backup in write_outputs([(output.path, data)], force):
            tell(f"原来的文件留作 {backup}")
        show(f"已写出 {output.path}")
    print_stand_ins([output], tell)
    return int(print_left(found, verbose))


def _output(source: str, out: str | None, layout: str | None, to: str | None, force: bool) -> Output:
    """Where to write and as what; refused before anything is read."""
    from ..errors import FileError
    from ..formats.conversion import require_other_file
    from ..formats.layouts import LAYOUTS
    from ..formats.outputs import plan_outputs, require_replaceable

    if out is None and to not in _ON_SCREEN:
        raise FileError("请写明写到哪个文件（如 讲话.docx），或用 --to md、txt、html、json 直接显示")
    chosen = layout or settings().layout or LAYOUTS[0]
    (output,) = plan_outputs(out or STANDARD_OUTPUT, [chosen], to)
    if str(output.path) != STANDARD_OUTPUT:
        require_replaceable([output.path], force)
        require_other_file(source, output.path)
    elif output.format not in _ON_SCREEN and has_screen():
        raise FileError("Word 文档和 PDF 不能显示在屏幕上，请写明文件名")
    return output
