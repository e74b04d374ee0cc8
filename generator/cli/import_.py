"""`speechgen import`: an old speech becomes a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import STANDARD_OUTPUT, Force, KeepAll, Speech, Verbose, settings
from .terminal import has_person, show, show_data, tell

if TYPE_CHECKING:
    from ..details.entry import Entry
    from ..importing import Generalised, Use
    from ..importing.holes import Choose, Offer
    from ..importing.names import Fields

EXAMPLES = """
  speechgen import 去年的讲话.docx -o 防汛.md.j2 -f unit=云溪县
  speechgen import 去年的讲话.docx -o 防汛.md.j2 -f 单位名称=云溪县 -f 牵头部门=县水务局 -f "件数=查处[3]件"
  speechgen import 范文.txt -o templates/read.md.j2 --title 读书会讲话 --no-input
"""

_LEAVE = "-"
_MOST_SHOWN = 9
"""Names of units that are offered, or told."""


def run(
    source: Annotated[
        str, typer.Argument(metavar="原稿", help="要读的讲话：.docx .md .txt .html .json，“-”是标准输入")
    ],
    out: Annotated[
        str | None,
        typer.Option("-o", "--out", metavar="文件", help="写到哪里，以 .md.j2 结尾；“-”是标准输出"),
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "-f",
            "--field",
            metavar="名称=文字",
            help="稿子里的文字换成这个字段，可用多次；一个字的带上前后的字，如 件数=查处[3]件",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="文字", help="模板叫什么，默认用原稿的标题")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="不提问，XX、××× 一类按建议换")] = False,
    speech: Speech = 1,
    keep_all: KeepAll = False,
    verbose: Verbose = False,
    force: Force = False,
) -> int:
    from ..formats.conversion import read_speech
    from ..formats.outputs import write_outputs
    from ..importing import as_suggested, generalise, unit_in, units_named
    from .report import print_left

    path = _require_writable(source, out, force)
    entries = _entries(field or [])
    found = read_speech(source, speech, keep_all)
    fields = _fields(path)
    may_ask = not no_input and has_person()
    choose = _asking(fields) if may_ask else as_suggested
    if may_ask and not unit_in(found.speech) and not _is_unit_given(entries, fields):
        entries += _asked_unit(units_named(found.speech.texts))
    origin = "标准输入" if source == STANDARD_OUTPUT else Path(source).name
    made = generalise(found.speech, entries, fields, choose, title or "", f"从“{origin}”改成的模板")
    if str(path) == STANDARD_OUTPUT:
        show_data(made.source.encode())
    else:
        for backup in write_outputs([(path, made.source.encode())], force):
            tell(f"原来的文件留作 {backup}")
    missed = _report(made, fields, path)
    is_much_dropped = print_left(found, verbose)
    return int(missed or is_much_dropped)


def _require_writable(source: str, out: str | None, force: bool) -> Path:
    """Where to write; refused before anything is read."""
    from ..errors import FileError
    from ..formats.outputs import require_replaceable
    from ..template.catalogue import ENDING

    if out is None:
        name = "my" if source == STANDARD_OUTPUT else Path(source).stem
        raise FileError(f"请写明模板写到哪个文件，如 -o {name}{ENDING}；“-o -”直接显示")
    path = Path(out)
    if out != STANDARD_OUTPUT:
        if not out.endswith(ENDING) or path.name == ENDING:
            raise FileError(f"{out}：模板的文件名要以 {ENDING} 结尾，如 my{ENDING}")
        require_replaceable([path], force)
    return path


def _entries(given: Sequence[str]) -> tuple[Entry, ...]:
    from ..details.details import parse_settings

    return parse_settings(given, "-f")


def _fields(path: Path) -> Fields:
    """The fields of the frame that a template at `path` gets, and those of other templates."""
    from ..files.builtin import builtin_folder
    from ..importing.names import Fields
    from ..importing.source import FRAME
    from ..template.catalogue import find_reference, list_templates
    from ..template.draft import fields_of
    from ..template.template import load_template

    frame = find_reference(FRAME, path) or builtin_folder() / FRAME
    others = [one.path for one in list_templates(settings().template_folders) if one.path != path.resolve()]
    known = [field for other in others for field in fields_of(other)]
    return Fields(load_template(str(frame)).fields, known)


def _is_unit_given(entries: Sequence[Entry], fields: Fields) -> bool:
    unit = fields.frame.get("unit")
    return unit is not None and any(entry.key.strip() in (unit.name, unit.label) for entry in entries)


def _asked_unit(named: Sequence[tuple[str, int]]) -> tuple[Entry, ...]:
    """Asks a person whose speech it is, of the names that stand in it; nothing where none does."""
    from ..details.entry import Entry
    from .asking import choose, terminal

    if not named:
        return ()
    choices = {name: f"{name}（{count} 处）" for name, count in named[:_MOST_SHOWN]}
    with terminal():
        chosen = choose("没有认出这是哪个单位的讲话，是哪一个？", choices | {"": "都不是，留作原文"})
    return (Entry("unit", chosen, "回答"),) if chosen else ()


def _asking(fields: Fields) -> Choose:
    """Asks a person what becomes of each hole; explains how before the first."""
    from .asking import ask_text, terminal

    asked: list[Offer] = []

    def choose(offer: Offer) -> str:
        if not asked:
            tell(
                "原稿里有要填的地方。直接回车用建议的字段；要用别的字段，输入它的名称；"
                f"留作原文，输入 {_LEAVE}；Ctrl+C 不写了。"
            )
        asked.append(offer)
        times = f"（{len(offer.places)} 处）" if len(offer.places) > 1 else ""
        tell(f"\n{len(asked)}. {offer.text}{times}　{'　'.join(offer.contexts[:3])}")
        tell(f"  建议：{_label(fields, offer.key)}")
        with terminal():
            answer = ask_text(">", "", lambda text: _mistake(fields, text.strip())).strip()
        if answer == _LEAVE:
            return ""
        return fields.field_for(answer).name if answer else offer.key

    return choose


def _mistake(fields: Fields, answer: str) -> str | None:
    from ..details.fields import ValueMistake

    try:
        if answer not in ("", _LEAVE):
            fields.field_for(answer)
    except ValueMistake as mistake:
        return str(mistake)
    return None


def _label(fields: Fields, key: str) -> str:
    return fields.frame[key].label if key in fields.frame else key


def _report(made: Generalised, fields: Fields, path: Path) -> bool:
    """Says what was replaced, how often, and what was not; returns whether something was not found."""
    from ..importing import HOLE
    from ..text.suggestions import as_argument
    from .report import columns

    on_screen = str(path) == STANDARD_OUTPUT
    say = tell if on_screen else show
    if not on_screen:
        say(f"已写出 {path}")
    replaced = [use for use in made.uses if use.places]
    for heading, uses in (
        ("换成字段的", [use for use in replaced if use.origin != HOLE]),
        ("原稿空着、换成字段的", [use for use in replaced if use.origin == HOLE]),
    ):
        if uses:
            say(f"{heading}：")
            for line in columns(_row(use, use.field.name in fields.frame) for use in uses):
                say(f"  {line}")
    for remark in (*_remarks(made.uses), *_named_remark(made)):
        say(remark)
    if not on_screen:
        name = as_argument(path)
        say(f"接着改这个文件，再运行：speechgen check {name}，speechgen generate {name}")
    return len(replaced) < len(made.uses)


def _named_remark(made: Generalised) -> Iterator[str]:
    """What a person should know of the names that stay in the template."""
    if made.named:
        names = "、".join(f"{name}（{count} 处）" for name, count in made.named[:_MOST_SHOWN])
        more = "……" if len(made.named) > _MOST_SHOWN else ""
        has_unit = any(use.field.name == "unit" and use.places for use in made.uses)
        lead = "" if has_unit else "没有认出原稿是哪个单位的。"
        yield (
            f"{lead}稿子里还有这些名称，留作原文：{names}{more}。"
            f"是原来单位的，重做时写明，如 -f unit={made.named[0][0]}"
        )


def _row(use: Use, is_common: bool) -> tuple[str, ...]:
    shown = " ".join(use.text.split())
    name = use.field.label if use.field.label == use.field.name else f"{use.field.label}（{use.field.name}）"
    return (
        name,
        shown if len(shown) <= 30 else f"{shown[:30]}……",
        f"{use.places} 处",
        "" if is_common else "新字段",
    )


def _remarks(uses: Iterable[Use]) -> Iterator[str]:
    """What a person should know of the fields one by one."""
    for use in uses:
        label, text = use.field.label, use.text
        if use.left:
            where = "、".join(use.left[:5]) + ("……" if len(use.left) > 5 else "")
            if len(text) == 1:
                yield (
                    f"{label}：“{text}”只有一个字，不能见到就换，有 {len(use.left)} 处没有换：{where}。"
                    f'要换的，写上前后的字，用方括号括住它，如 -f "{label}=查处[{text}]件"'
                )
            else:
                yield f"{label}：有 {len(use.left)} 处“{text}”是别的数字、日期的一部分，没有换：{where}"
        elif not use.places:
            yield f"{label}：稿子里没有找到“{text}”，请看看是不是写法不同"
        if use.field.name == "date" and use.field.type == "text":
            yield (
                f"{label}：照原稿的写法（{text}）当作文字；要统一写成 2026年3月12日，"
                "删去模板里 date 那一行的 type 和 example"
            )
