"""`speechgen form`: a details file to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import STANDARD_OUTPUT, Force, TemplateName, settings

NAME = "form"
EXAMPLES = """
  speechgen form supervision -o details.yaml
"""


def run(
    template: TemplateName,
    out: Annotated[
        str, typer.Option("-o", "--out", metavar="文件", help="写到哪里，“-”是屏幕")
    ] = STANDARD_OUTPUT,
    force: Force = False,
) -> None:
    """给出一份要填的表（YAML 文件），每项有说明和例子"""
    from ..form import details_form
    from ..outputs import write_outputs
    from ..template import load_template

    text = details_form(load_template(template, settings().template_folders))
    if out == STANDARD_OUTPUT:
        print(text, end="")
        return
    write_outputs([(Path(out), text.encode())], force)
    print(f"已写出 {out}。用记事本打开填好，再运行：speechgen generate {template} -d {out}")
