"""Help and usage errors in Chinese: typer's own are English and cannot be translated.

Nothing that typer says is read, only what its parameters and errors carry: their texts and
the names of their classes change from version to version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ..errors import SpeechgenError
from ..text.suggestions import nearest, typing_hint
from .report import columns
from .terminal import show

_HELP = {
    "help": "显示这个帮助",
    "install_completion": "给当前的命令行装上 Tab 补全",
    "show_completion": "显示补全脚本",
}
"""What typer's own options do, by their names."""

_INSTALLED = "Tab 补全装好了，重新打开命令行就能用"
_UNKNOWN_SHELL = "认不出现在用的是哪种命令行，没有装补全。可以用的有 bash、zsh、fish、PowerShell"


class UsageProblem(SpeechgenError):
    """The words of a command are not those that it takes."""


class _Chinese:
    """What command and group have in common: their own options, and what is said of wrong words."""

    def get_help_option(self, ctx: Any) -> Any:
        return _in_chinese(super().get_help_option(ctx))  # type: ignore[misc]

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except Exception as error:
            if not (problem := _problem(error, ctx)):
                raise
            raise UsageProblem(problem + _see_help(ctx)) from error


class ChineseCommand(_Chinese, TyperCommand):
    """A command whose help is Chinese, and that says so of words too many."""

    allow_extra_args = True

    def get_help(self, ctx: Any) -> str:
        params = self.get_params(ctx)
        parts = {
            "参数": [_row(param) for param in params if not _is_option(param)],
            "选项": [_row(param) for param in params if _is_option(param)],
        }
        usage = " ".join([ctx.command_path, *(name for name, _ in parts["参数"]), "[选项]…"])
        return _page(usage, self.help, parts, self.epilog)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            surplus = " ".join(ctx.args)
            hint = typing_hint(surplus) or '。内容里有空格时，整个用半角的引号 " 括起来'
            raise UsageProblem(f"多出了“{surplus}”{hint}{_see_help(ctx)}")
        return rest


class ChineseGroup(_Chinese, TyperGroup):
    """The group of all commands, its help Chinese and an unknown command met with the nearest.

    `summaries` say what each command does, by name; not all of them need be loaded.
    """

    summaries: Mapping[str, str]

    def get_help(self, ctx: Any) -> str:
        parts = {"命令": list(self.summaries.items()), "选项": list(map(_row, self.get_params(ctx)))}
        more = f"{self.epilog or ''}\n“{ctx.command_path} 命令 --help”看每个命令的用法。"
        return _page(f"{ctx.command_path} 命令 [选项]…", self.help, parts, more)

    def get_params(self, ctx: Any) -> Any:
        return [_in_chinese(param) for param in super().get_params(ctx)]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        is_known = not args or args[0] in self.summaries or args[0].startswith("-")
        if not is_known and not ctx.resilient_parsing:
            known = "、".join(self.summaries)
            raise UsageProblem(
                f"没有“{args[0]}”这个命令{nearest(args[0], self.summaries)}\n可用的命令：{known}"
            )
        return super().resolve_command(ctx, args)


def _problem(error: Exception, context: Any) -> str:
    """What is wrong with the words of a command; "" when `error` is about something else."""
    option = getattr(error, "option_name", "")
    if isinstance(error, typer.BadParameter):
        is_missing = hasattr(error, "param_type")
        return f"缺少{_missing(error)}" if is_missing else f"“{_name(error)}”不对：{error.message}"
    if hasattr(error, "possibilities"):
        return f"没有“{option}”这个选项{_possible(error.possibilities, option)}"
    if option:
        is_flag = any(option in param.opts and param.is_flag for param in context.command.params)
        return f"选项“{option}”后面{'不' if is_flag else '要'}写内容"
    return "写法不对" if hasattr(error, "ctx") else ""


def _see_help(context: Any) -> str:
    return f"\n“{context.command_path} --help”看用法"


def _is_option(param: Any) -> bool:
    return bool(param.param_type_name == "option")


def _name(error: Any) -> str:
    param = error.param
    return str(param.opts[-1] if _is_option(param) else param.metavar)


def _missing(error: Any) -> str:
    """What has to be given: an option with what stands behind it, as people type it."""
    param = error.param
    return f"“{param.opts[0]} {param.metavar}”：{param.help}" if _is_option(param) else f"“{param.metavar}”"


def _possible(possibilities: Iterable[str] | None, option: str) -> str:
    if possibilities:
        return f"。是不是“{min(possibilities)}”？"
    return "。选项写全名时，前面是两个横线，如 --help" if not option.startswith("--") else ""


def _in_chinese(param: Any) -> Any:
    """One of typer's own options, or any other parameter, which is Chinese already."""
    if param is None or param.name not in _HELP:
        return param
    param.help = _HELP[param.name]
    if param.name != "help" and not isinstance(param.callback, _Completion):
        param.callback = _Completion(param.callback)
    return param


class _Completion:
    """What an option for completion does, and what it then says in Chinese."""

    def __init__(self, callback: Any) -> None:
        self._callback = callback

    def __call__(self, ctx: Any, param: Any, value: Any) -> Any:
        if not value or ctx.resilient_parsing:
            return value
        script = StringIO()
        try:
            with redirect_stdout(script), redirect_stderr(StringIO()):
                self._callback(ctx, param, value)
        except typer.Exit as error:
            raise UsageProblem(_UNKNOWN_SHELL) from error
        except SystemExit:
            show(_INSTALLED if param.name == "install_completion" else script.getvalue().rstrip("\n"))
        raise typer.Exit


def _row(param: Any) -> tuple[str, str]:
    """A parameter as it is typed, and what it is about."""
    if not _is_option(param):
        return param.metavar or param.name, _about(param)
    names = ", ".join(param.opts)
    return names if param.is_flag else f"{names} {param.metavar}", _about(param)


def _about(param: Any) -> str:
    usual = f"（默认 {param.default}）" if isinstance(param.default, str) else ""
    return f"{param.help or ''}{'（必填）' if param.required else usual}"


def _page(usage: str, text: str | None, parts: dict[str, list[tuple[str, str]]], more: str | None) -> str:
    return "\n".join(_lines(usage, text or "", parts, more or "")).rstrip()


def _lines(usage: str, text: str, parts: dict[str, list[tuple[str, str]]], more: str) -> Iterator[str]:
    yield f"用法：{usage}"
    yield ""
    yield text.strip()
    for heading, rows in parts.items():
        if rows:
            yield f"\n{heading}："
            yield from _indented(columns(rows))
    if more.strip():
        yield "\n例子：" if more.startswith("\n ") else ""
        yield more.strip("\n")


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
