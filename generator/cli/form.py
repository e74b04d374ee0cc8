"""`speechgen form`: a details file to fill in, or a roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import STANDARD_OUTPUT, Force, TemplateName, settings
from .terminal import show, show_data, tell

if TYPE_CHECKING:
    from ..template.template import Template

EXAMPLES = """
  speechgen form supervision -o details.yaml           一个单位的信息，用记事本填
  speechgen form supervision -o 填写表.docx             一个单位的信息，用 Word 填，可以发给别人填
  speechgen form supervision -o 填写表.xlsx --one       一个单位的信息，用 Excel 填
  speechgen form supervision -o 名册.xlsx               许多单位，一行一个，用 Excel 或 WPS 填
  speechgen form supervision --from 去年.docx -o 今年.yaml   去年填过的都填上，改一改就行
"""


def run(
    template: TemplateName,
    out: Annotated[
        str,
        typer.Option(
            "-o",
            "--out",
            metavar="文件",
            help="写到哪里：.yaml 或 .docx 填一个单位，.xlsx 或 .csv 填许多单位；“-”是屏幕",
        ),
    ] = STANDARD_OUTPUT,
    one: Annotated[bool, typer.Option("--one", help=".xlsx 也只填一个单位，一行一项")] = False,
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="文件", help="先填上以前的：填过的表，或以前生成的讲稿 .docx"),
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="每一项都填上例子，看看怎样填")] = False,
    force: Force = False,
) -> None:
    from ..errors import FileError
    from ..formats.outputs import write_outputs
    from ..template.form import ROSTERS, details_form, roster_form
    from ..template.template import load_template
    from ..text.suggestions import as_argument

    found = load_template(template, settings().template_folders)
    typed = _typed(found, from_, example)
    ending = Path(out).suffix.lower()
    if out == STANDARD_OUTPUT:
        show_data(details_form(found, typed).encode())
    elif ending in ROSTERS and not one:
        if typed:
            raise FileError("--from 和 --example 填的是一个单位的表，不能写成名册。要 .xlsx 的，加 --one")
        write_outputs([(Path(out), roster_form(found, ending))], force)
        show(f"已写出 {out}。用 Excel 或 WPS 打开，一行填一个单位，再运行：")
        show(f"speechgen batch {as_argument(template)} {as_argument(out)} -o 讲稿")
    else:
        write_outputs([(Path(out), _form(found, ending, typed))], force)
        command = f"speechgen generate {as_argument(template)} -d {as_argument(out)}"
        show(f"已写出 {out}。用{_PROGRAMS.get(ending, '记事本')}打开填好，再运行：{command}")


_PROGRAMS = {".docx": " Word 或 WPS ", ".xlsx": " Excel 或 WPS "}


def _form(template: Template, ending: str, typed: dict[str, Any]) -> bytes:
    """The form for one unit. Raises FileError for an ending that no form has."""
    from ..errors import FileError
    from ..formats.layouts import LAYOUTS, find_layout
    from ..template.form import details_form, unit_form

    if ending in _PROGRAMS:
        return unit_form(template, ending, typed, find_layout(settings().layout or LAYOUTS[0]))
    if ending not in ("", ".yaml", ".yml", ".txt"):
        raise FileError(
            f"“{ending}”的表写不了：一个单位的写成 .yaml、.docx 或 .xlsx（加 --one），"
            "许多单位的写成 .xlsx 或 .csv"
        )
    return details_form(template, typed).encode()


def _typed(template: Template, source: Path | None, example: bool) -> dict[str, Any]:
    """The values to fill in, by the field's name; what the template does not ask for is told."""
    from ..details.details import find_field
    from ..formats.details_file import read_details
    from ..template.form import examples

    typed = examples(template) if example else {}
    for entry in read_details(source) if source else ():
        field = find_field(template.fields, entry.key)
        if field is None:
            tell(f"{entry.where}：模板没有“{entry.key}”这一项，没有填进去")
        elif entry.typed is not None:
            typed[field.name] = entry.typed
    return typed
