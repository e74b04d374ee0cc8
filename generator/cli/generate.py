"""`speechgen generate`: a template and details become a draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import (
    STANDARD_OUTPUT,
    Force,
    Layouts,
    Length,
    TemplateName,
    complete_setting,
    settings,
)
from .terminal import has_person, has_screen, show, show_data, tell

if TYPE_CHECKING:
    from ..details.entry import Entry
    from ..formats.outputs import Output
    from ..settings import Settings
    from ..template.draft import Draft
    from ..template.template import Template

EXAMPLES = """
  speechgen generate supervision -d details.yaml
  speechgen generate supervision -d details.yaml -s date=2026-03-12 --length short
  speechgen generate general -s 单位名称=云溪县 -o 动员讲话.docx --layout official --layout reading
  speechgen generate supervision -d details.yaml -o - --to md
"""


def run(
    template: TemplateName,
    details: Annotated[
        list[Path] | None,
        typer.Option(
            "-d",
            "--details",
            parser=Path,
            metavar="文件",
            help="填好的单位信息（.yaml .docx .xlsx，或以前的讲稿），可用多次，后面的优先",
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "-s",
            "--set",
            metavar="名称=内容",
            help="填一项，可用多次，比 -d 优先",
            autocompletion=complete_setting,
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--out",
            metavar="文件",
            help="写到哪里：.docx .pdf .html .md .txt .json，“-”是标准输出；不写就按单位和标题起名",
        ),
    ] = None,
    layout: Layouts = None,
    length: Length = None,
    seed: Annotated[
        str | None, typer.Option(metavar="文字", help="换一套写法；同样的文字总是同一套，默认按单位名称")
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="格式", help="docx、pdf、html、md、txt 或 json，不看文件名的结尾")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="必填的没填就不生成")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="不提问，没填的在稿中标出")] = False,
    open_: Annotated[bool, typer.Option("--open", help="写好就打开")] = False,
    force: Force = False,
) -> int:
    from ..details.details import fill, missing
    from ..formats.layouts import LAYOUTS
    from ..formats.outputs import plan_outputs
    from ..formats.table import DEFAULT
    from ..template.draft import make_draft, require_complete
    from ..template.template import load_template

    current = settings()
    found = load_template(template, current.template_folders)
    outputs = plan_outputs(out or f"draft.{to or DEFAULT}", layout or [current.layout or LAYOUTS[0]], to)
    if out is not None:
        _require_writable(outputs, force)
    given = _given(found, current, details or [], set_ or [], length)
    filled = fill(found.fields, *given)
    if filled.nothing:
        tell(f"填了“无”一类的，当作没有填：{'、'.join(filled.nothing)}")
    if strict:
        require_complete(found, filled)
    if not (strict or no_input) and has_person() and list(missing(found.fields, filled)):
        from .prompt import complete, kept_answers

        with kept_answers(found, given) as answers:
            draft = make_draft(found, complete(found.fields, given, answers), seed)
            outputs = _written(draft, outputs, out is None, force)
    else:
        draft = make_draft(found, filled, seed)
        outputs = _written(draft, outputs, out is None, force)
    _report(draft, outputs, current)
    if open_ and out != STANDARD_OUTPUT:
        typer.launch(str(outputs[0].path))
    return 0


def _require_writable(outputs: tuple[Output, ...], force: bool) -> None:
    """Refuses what could not be written in the end, before anything is asked."""
    from ..errors import FileError
    from ..formats.outputs import require_replaceable

    if str(outputs[0].path) != STANDARD_OUTPUT:
        require_replaceable([output.path for output in outputs], force, may_be_draft=True)
    elif sys.stdout is None:
        raise FileError("没有可写的标准输出")
    elif outputs[0].format == "docx" and has_screen():
        raise FileError("Word 文档不能显示在屏幕上。用 -o 文件名 写成文件，或加 --to md 看文字")


def _given(
    template: Template, current: Settings, details: list[Path], set_: list[str], length: str | None
) -> tuple[tuple[Entry, ...], ...]:
    """What the user gave, the weakest first: settings, details files, flags."""
    from ..details.details import parse_settings
    from ..details.entry import Entry
    from ..formats.details_file import read_details
    from ..template.draft import applicable

    usual = applicable(current.entries, template, current.template_folders)
    flags = parse_settings(set_)
    chosen = (Entry("length", length, "--length"),) if length is not None else ()
    return usual, *map(read_details, details), flags, chosen


def _written(
    draft: Draft, outputs: tuple[Output, ...], without_name: bool, force: bool
) -> tuple[Output, ...]:
    """The outputs once they are written, those without a name called after unit and title."""
    from ..formats.outputs import named, write_outputs
    from ..template.draft import encode_draft, file_stem

    if without_name:
        outputs = named(outputs, file_stem(draft))
    made = [(output.path, encode_draft(draft, output)) for output in outputs]
    if str(outputs[0].path) == STANDARD_OUTPUT:
        show_data(made[0][1])
        return outputs
    for backup in write_outputs(made, force, draft.provenance):
        tell(f"原来的文件留作 {backup}")
    return outputs


def _report(draft: Draft, outputs: tuple[Output, ...], current: Settings) -> None:
    from .report import print_blanks, print_reading, print_stand_ins

    on_screen = str(outputs[0].path) == STANDARD_OUTPUT
    say = tell if on_screen else show
    if not on_screen:
        say(f"已写出 {'、'.join(str(output.path) for output in outputs)}")
    print_stand_ins(outputs, say)
    print_reading(draft.speech, current.rate, say)
    print_blanks(draft.blanks, draft.speech, say)
