"""The command line: one file a command; here they are joined, and errors shown.

Exit status: 0 done, 1 done with problems, 2 refused, 130 stopped by the person.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from .. import __version__
from ..errors import SpeechgenError
from . import batch, check, convert, form, generate, show
from . import list as list_command
from .chinese import ChineseCommand, ChineseGroup, usage_problem

INTERRUPTED = 130

app = typer.Typer(
    cls=ChineseGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)

EXAMPLES = """
  speechgen list                                   有哪些模板
  speechgen form supervision -o details.yaml       得到一份要填的表
  speechgen generate supervision -d details.yaml   生成讲话稿 draft.docx
"""


@app.callback(epilog=EXAMPLES)
def speechgen(
    context: typer.Context,
    version: Annotated[bool, typer.Option("-V", "--version", help="显示版本")] = False,
) -> None:
    """按模板和单位信息起草讲话稿，生成排好版的 Word 文档。"""
    if version:
        print(f"speechgen {__version__}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


for command in (list_command, show, form, generate, batch, convert, check):
    app.command(cls=ChineseCommand, epilog=command.EXAMPLES, name=command.NAME)(command.run)


def main() -> NoReturn:
    """Runs the command that this process was started with, and ends it."""
    _soften_output()
    sys.exit(_status())


def _status() -> int:
    try:
        status = int(app(prog_name="speechgen", standalone_mode=False) or 0)
        if sys.stdout is not None:
            sys.stdout.flush()
    except SpeechgenError as error:
        return _refused(str(error), error.exit_status)
    except (typer.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except BrokenPipeError:
        return 1
    except OSError as error:
        return _refused(f"读写时出错：{error.strerror or error}", 2)
    except Exception as error:
        problem = usage_problem(error)
        if problem is None:
            raise
        return _refused(problem, 2)
    return _refused("已停下，没有写任何文件", status) if status == INTERRUPTED else status


def _refused(message: str, status: int) -> int:
    """Shows `message`; what is in it of names and values cannot steer the terminal."""
    shown = "".join(char if char.isprintable() or char == "\n" else "□" for char in message)
    print(f"speechgen：{shown}", file=sys.stderr)
    return status


def _soften_output() -> None:
    """A character that the terminal cannot show must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
