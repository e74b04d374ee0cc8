"""`speechgen form`: a details file to fill in, or a roster."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import STANDARD_OUTPUT, Force, TemplateName, settings
from .terminal import show, show_data

EXAMPLES = """
  speechgen form supervision -o details.yaml   一个单位的信息
  speechgen form supervision -o 名册.xlsx       许多单位，一行一个，用 Excel 或 WPS 填
"""


def run(
    template: TemplateName,
    out: Annotated[
        str,
        typer.Option(
            "-o",
            "--out",
            metavar="文件",
            help="写到哪里：.yaml 填一个单位，.xlsx 或 .csv 填许多单位；“-”是屏幕",
        ),
    ] = STANDARD_OUTPUT,
    force: Force = False,
) -> None:
    from ..errors import FileError
    from ..formats.outputs import write_outputs
    from ..template.form import ROSTERS, details_form, roster_form
    from ..template.template import load_template
    from ..text.suggestions import as_argument

    found = load_template(template, settings().template_folders)
    path = Path(out)
    if out == STANDARD_OUTPUT:
        show_data(details_form(found).encode())
    elif path.suffix.lower() in ROSTERS:
        write_outputs([(path, roster_form(found, path.suffix.lower()))], force)
        show(f"已写出 {out}。用 Excel 或 WPS 打开，一行填一个单位，再运行：")
        show(f"speechgen batch {as_argument(template)} {as_argument(out)} -o 讲稿")
    elif path.suffix.lower() not in ("", ".yaml", ".yml", ".txt"):
        raise FileError(f"{out}：表只能写成 .yaml（一个单位），或 .xlsx、.csv（许多单位）")
    else:
        write_outputs([(path, details_form(found).encode())], force)
        command = f"speechgen generate {as_argument(template)} -d {as_argument(out)}"
        show(f"已写出 {out}。用记事本打开填好，再运行：{command}")
