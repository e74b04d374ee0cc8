"""Help and usage errors in Chinese: typer's own are English and cannot be translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from typer.core import TyperCommand, TyperGroup

from ..text.suggestions import mistyped, nearest
from .report import columns

_HELP = "显示这个帮助"
_COMPLETION = {
    "install_completion": "给当前的命令行装上 Tab 补全",
    "show_completion": "显示补全脚本",
}


_EXTRA = re.compile(r"\s*\[(?:default: (.*?)|required)\]")
_SURPLUS = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)")
_OUT_OF_RANGE = re.compile(r"(-?\d+) is not in the range x>=(\d+)")
_NO_NUMBER = re.compile(r"'(.*)' is not a valid int", re.DOTALL)
_RANGE = re.compile(r"\s*\[x>=(\d+)\]")


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        rows = _rows(self.get_params(ctx), ctx)
        options = [row for row in rows if row[0].startswith("-")]
        arguments = [row for row in rows if not row[0].startswith("-")]
        usage = " ".join([ctx.command_path, *(name for name, _ in arguments), "[选项]…"])
        return _page(usage, self.help, {"参数": arguments, "选项": options}, self.epilog)

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))


class ChineseGroup(TyperGroup):
    """The group of all commands, its help Chinese and an unknown command met with the nearest.

    `summaries` say what each command does, by name; not all of them need be loaded.
    """

    summaries: Mapping[str, str]

    def get_help(self, ctx: Any) -> str:
        parts = {"命令": list(self.summaries.items()), "选项": _rows(self.get_params(ctx), ctx)}
        more = f"{self.epilog or ''}\n“{ctx.command_path} 命令 --help”看每个命令的用法。"
        return _page(f"{ctx.command_path} 命令 [选项]…", self.help, parts, more)

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> Any:
        return [_translated(param) for param in super().get_params(ctx)]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.summaries and not args[0].startswith("-"):
            known = "、".join(self.summaries)
            raise UnknownCommand(
                f"没有“{args[0]}”这个命令{nearest(args[0], self.summaries)}\n可用的命令：{known}"
            )
        return super().resolve_command(ctx, args)


class UnknownCommand(Exception):
    """A command that is not there was asked for."""


def usage_problem(error: Exception) -> str | None:
    """What is wrong with the words of a command, in Chinese; None when it is not that.

    typer keeps the classes of these errors to itself, so they are told by name.
    """
    option = getattr(error, "option_name", "")
    match type(error).__name__:
        case "UnknownCommand":
            return str(error)
        case "NoSuchOption":
            problem = f"没有“{option}”这个选项{_possible(error, option)}"
        case "MissingParameter":
            problem = f"缺少{_missing(error)}"
        case "BadParameter":
            problem = f"{_described(error)}不对：{_bad_value(str(getattr(error, 'message', error)))}"
        case "BadOptionUsage" | "BadArgumentUsage":
            problem = _without_or_with_value(option, str(getattr(error, "message", error)))
        case "NoArgsIsHelpError":
            return str(error)
        case "UsageError":
            problem = _usage(str(getattr(error, "message", error)))
        case _:
            return None
    context = getattr(error, "ctx", None)
    return f"{problem}\n“{context.command_path} --help”看用法" if context is not None else problem


def _usage(message: str) -> str:
    if surplus := _SURPLUS.search(message):
        hint = mistyped(surplus[1]) or '。内容里有空格时，整个用半角的引号 " 括起来'
        return f"多出了“{surplus[1]}”{hint}"
    return f"写法不对（{message}）"


def _described(error: Exception) -> str:
    param: Any = getattr(error, "param", None)
    if param is None:
        return "参数"
    return f"“{param.opts[-1]}”" if param.param_type_name == "option" else f"“{param.human_readable_name}”"


def _missing(error: Exception) -> str:
    """What has to be given: an option with what stands behind it, as people type it."""
    param: Any = getattr(error, "param", None)
    if param is None or param.param_type_name != "option":
        return _described(error)
    return f"“{param.opts[0]} {param.metavar}”：{param.help}"


def _bad_value(message: str) -> str:
    if found := _OUT_OF_RANGE.search(message):
        return f"应当不小于 {found[2]}，这里是 {found[1]}"
    if found := _NO_NUMBER.search(message):
        return f"应当是整数，这里是“{found[1]}”"
    return message


def _possible(error: Exception, option: str) -> str:
    possibilities = getattr(error, "possibilities", None)
    if possibilities:
        return f"。是不是“{min(possibilities)}”？"
    return "。选项写全名时，前面是两个横线，如 --help" if not option.startswith("--") else ""


def _without_or_with_value(option: str, message: str) -> str:
    if "does not take a value" in message:
        return f"选项“{option}”后面不写内容"
    return f"选项“{option}”后面要写内容"


def _translated(param: Any) -> Any:
    if param is not None:
        param.help = _HELP if param.name == "help" else _COMPLETION.get(param.name, param.help)
    return param


def _rows(params: Iterable[Any], ctx: Any) -> list[tuple[str, str]]:
    records = (param.get_help_record(ctx) for param in params)
    return [(name, _about(text)) for name, text in filter(None, records)]


def _about(text: str) -> str:
    return _RANGE.sub(r"（至少 \1）", _EXTRA.sub(_in_chinese, text))


def _in_chinese(match: re.Match[str]) -> str:
    return f"（默认 {match[1]}）" if match[1] else "（必填）"


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
