"""The command line: one file a command; here they are joined, and errors shown.

Exit status: 0 done, 1 done with problems, 2 refused, 3 a fault of the program, 130 stopped
by the person.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, NoReturn

import typer

from .._version import __version__
from ..errors import writing_record
from . import terminal
from .chinese import ChineseCommand, ChineseGroup
from .ending import CLOSED, INTERRUPTED, end_cleanly, explain

COMMANDS = {
    "list": "列出模板：名称、标题、用在什么场合",
    "show": "看一个模板：要填的字段、各节标题、念多久",
    "form": "给出一份要填的表：一个单位的（YAML），或许多单位的名册（.xlsx、.csv）",
    "generate": "生成讲话稿",
    "batch": "按名册给每个单位生成一份讲话稿",
    "update": "改过的讲稿换上新的内容，您改的都留着",
    "convert": "把现成的讲话读进来，排好版或换一种格式",
    "import": "把一篇旧讲话改成模板：单位、日期、讲话人等换成要填的字段",
    "check": "查讲话稿的毛病：结构、占位、串稿、事实、标点、数字、核算、表述、朗读、词语、版式",
}
"""The commands, each a module of that name (import_ for import), and what each does."""

EXAMPLES = """
  speechgen list                                   有哪些模板
  speechgen form supervision -o details.yaml       得到一份要填的表
  speechgen generate supervision -d details.yaml   生成讲话稿 draft.docx
"""


class SpeechgenGroup(ChineseGroup):
    """All commands, of which only those that are needed are loaded."""

    summaries = COMMANDS


def application(names: Iterable[str]) -> typer.Typer:
    """The command line with the commands `names`; to load one takes longer than `list` does."""
    app = typer.Typer(
        cls=SpeechgenGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
    )
    app.callback(epilog=EXAMPLES)(speechgen)
    for name in names:
        module = f"{name}_" if iskeyword(name) else name
        command = import_module(f".{module}", __package__)
        options = {"name": name, "help": COMMANDS[name], "epilog": command.EXAMPLES}
        app.command(cls=ChineseCommand, **options)(command.run)
    return app


def speechgen(
    context: typer.Context,
    version: Annotated[bool, typer.Option("-V", "--version", help="显示版本")] = False,
) -> None:
    """按模板和单位信息起草讲话稿，生成排好版的 Word 文档。"""
    if version:
        terminal.show(f"speechgen {__version__}")
    elif context.invoked_subcommand is None:
        terminal.show(context.get_help())


def main() -> NoReturn:
    """Runs the command that this process was started with, and ends it."""
    terminal.soften()
    end_cleanly()
    status = _status()
    sys.exit(status if terminal.flush() else status or CLOSED)


def _status() -> int:
    with writing_record() as written:
        try:
            app = application(_needed(sys.argv[1:]))
            status = int(app(prog_name="speechgen", standalone_mode=False) or 0)
        except (Exception, KeyboardInterrupt) as error:
            return explain(error, written)
        return explain(KeyboardInterrupt(), written) if status == INTERRUPTED else status


def _needed(words: list[str]) -> Iterable[str]:
    """The command that `words` ask for; to complete words, all."""
    if "_SPEECHGEN_COMPLETE" in os.environ:
        return COMMANDS
    return [word for word in words if word in COMMANDS][:1]
