"""The arguments and options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ..settings import Settings

STANDARD_OUTPUT = "-"

_WORD = re.compile(r"[\w.-]+")
_CODE = frozenset("\\$`\"'")


def complete_template(incomplete: str) -> list[tuple[str, str]]:
    """Template names that begin as typed, with their titles."""
    from ..template.catalogue import list_templates

    summaries = list_templates(settings().template_folders)
    return completions([(one.name, one.title) for one in summaries], incomplete)


def complete_layout() -> list[str]:
    from ..formats.layouts import LAYOUTS

    return list(LAYOUTS)


def complete_setting(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """Field names of the template named before, for `-s`."""
    from ..errors import SpeechgenError
    from ..template.template import load_template

    try:
        # With `-s` the last word the command cannot be read whole: the template is among the rest.
        name = ctx.params.get("template") or next(iter(ctx.args), "")
        template = load_template(name, settings().template_folders)
    except SpeechgenError:
        return []
    return completions([(field.name, field.label) for field in template.fields], incomplete, "=")


def completions(words: Iterable[tuple[str, str]], incomplete: str, ending: str = "") -> list[tuple[str, str]]:
    """The words that begin as typed, each with what it means, as a shell may be given them.

    Shells put a word into the line as it is, and zsh reads what it means as code that it
    carries out: only names of letters, digits, `_`, `.` and `-` are offered.
    """
    return [
        (word + ending, "".join(char for char in meaning if char.isprintable() and char not in _CODE))
        for word, meaning in words
        if word.startswith(incomplete) and _WORD.fullmatch(word)
    ]


def at_least_one(text: str) -> int:
    """The number typed. Raises typer.BadParameter when it is no whole number from 1 up."""
    if not text.strip().isdecimal() or int(text) < 1:
        raise typer.BadParameter(f"应当是整数，不小于 1，这里是“{text}”")
    return int(text)


def settings() -> Settings:
    """The settings in force in the working folder."""
    from ..errors import SettingsError
    from ..settings import load_settings

    try:
        working_folder = Path.cwd()
    except OSError as error:
        raise SettingsError("现在所在的文件夹已经不在了，请换一个文件夹再运行") from error
    return load_settings(working_folder)


TemplateName = Annotated[
    str,
    typer.Argument(
        metavar="模板",
        help="模板名（speechgen list 可看），或模板文件的路径",
        autocompletion=complete_template,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，给程序用")]
Force = Annotated[bool, typer.Option("--force", help="文件已有也写，原文件留作“文件名~”")]
Layouts = Annotated[
    list[str] | None,
    typer.Option(
        "--layout",
        metavar="版式",
        help="official（公文版式）、reading（念稿），或自己的 .docx；可给两次。"
        "后面可以写要改的：official，行距28，页码居中，小标题加粗，主旨句楷体",
        autocompletion=complete_layout,
    ),
]
Length = Annotated[
    str | None,
    typer.Option(
        metavar="篇幅",
        help="short、standard 或 long（短、标准、长）",
        autocompletion=lambda: ["short", "standard", "long"],
    ),
]

Speech = Annotated[
    int, typer.Option("--speech", metavar="几", min=1, help="文件里有几篇讲话时取第几篇，不写取第一篇")
]

KeepAll = Annotated[bool, typer.Option("--keep-all", help="什么也不丢：前后没有算作讲话的内容也留作正文")]

Verbose = Annotated[bool, typer.Option("--verbose", help="把没有算作讲话的内容、不连的序号全部列出来")]
