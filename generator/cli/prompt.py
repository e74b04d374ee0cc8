"""The questions on a terminal: first what is required, then, if wanted, what else can be filled in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from ..details.details import Details, fill, find_field, missing
from ..details.entry import Entry
from ..details.fields import Field, ValueMistake, typed_text, with_year
from ..errors import SpeechgenError
from ..template.template import Template
from .asking import ask_text, choose, terminal
from .terminal import tell

BACK, ENOUGH = "<", "."
WHERE = "回答"
WRITE, STOP = "(write)", "(stop)"
"""What can be chosen at the last look besides a field's name."""

_SEVERAL_LINES = ("list", "table", "paragraphs")

Answers = MutableMapping[str, str | list[str]]
"""What was typed, by the field's name; "" where the person left it open."""


class Stopped(SpeechgenError):
    """The person chose not to write anything."""

    exit_status = 130


def complete(fields: Sequence[Field], given: Sequence[Iterable[Entry]], answers: Answers) -> Details:
    """The details with what was missing asked for, seen and accepted by the person.

    Each answer stands in `answers` as soon as it is typed, so that it is not lost however
    this ends. Raises Stopped when the person chooses so, KeyboardInterrupt or EOFError.
    """
    layers = [tuple(layer) for layer in given]
    known = fill(fields, *layers)
    required = list(missing(fields, known))
    others = [field for field in fields if field not in required and field.name not in known.values]
    with terminal():
        tell(f"还缺 {len(required)} 项必填的。直接回车先空着（稿中标出），{BACK} 回到上一项，Ctrl+C 不写了。")
        _ask_all(required, answers)
        if others and choose(f"另有 {len(others)} 项可填，填了更像这个单位的。", _MORE) == "fill":
            tell(f"直接回车跳过，{BACK} 回到上一项，{ENOUGH} 剩下的都不填了。")
            _ask_all(others, answers)
        while True:
            details = fill(fields, *layers, _entries(answers))
            field = _last_look(fields, details)
            if field is None:
                return details
            _change(field, details, answers)


_MORE = {"write": "先不填，看一遍就写出", "fill": "逐项填（随时可以停）"}


@contextmanager
def kept_answers(template: Template, given: Sequence[Iterable[Entry]]) -> Iterator[Answers]:
    """Answers that are saved as a form, and its name told, when what is done with them fails."""
    answers: dict[str, str | list[str]] = {}
    try:
        yield answers
    except BaseException:
        if any(answers.values()):
            path = _save(template, given, answers)
            tell(f"填过的已经存到 {path}，接着填：speechgen form {template.name} --from {path}")
            tell(f"直接生成：speechgen generate {template.name} -d {path}")
        raise


def _ask_all(wanted: Sequence[Field], answers: Answers) -> None:
    index = 0
    while index < len(wanted):
        field = wanted[index]
        answer = _ask(field, _as_typed(field, answers.get(field.name)), f"{index + 1}/{len(wanted)} ")
        if answer == BACK:
            index = max(0, index - 1)
            continue
        if answer == ENOUGH:
            return
        answers[field.name] = _typed(field, answer)
        index += 1


def _ask(field: Field, default: str, place: str = "") -> str:
    """An answer that fits the field, "" for none, `BACK` or `ENOUGH`."""
    tell(f"\n{place}{field.label}（{field.type_label}）{field.help}")
    if field.example is not None:
        tell(f"  例如：{field.example_text}")
    if field.choices:
        return choose(" ", {**field.choices, "": "先空着", BACK: "回到上一项"}, default or None)
    several = field.type in _SEVERAL_LINES
    if several:
        tell("  一行写一项，写完在空行上回车。")
    return ask_text(">", default, lambda text: _mistake(field, text), several).strip()


def _mistake(field: Field, text: str) -> str | None:
    try:
        if text.strip() not in (BACK, ENOUGH):
            typed = _typed(field, text)
            field.value(with_year(typed, datetime.date.today()) if field.type == "date" else typed)
    except ValueMistake as mistake:
        return str(mistake)
    return None


def _last_look(fields: Sequence[Field], details: Details) -> Field | None:
    """Shows all answers; the field to change, or None to go on. Raises Stopped."""
    shown = {field.name: field for field in fields if field.name in details.values or field.required}
    texts = {name: f"{field.label}：{_shown(field, details)}" for name, field in shown.items()}
    others = {field.name: field for field in fields if field.name not in shown}
    rest = {"(more)": f"再填一项（还有 {len(others)} 项可填）"} if others else {}
    chosen = choose("请看一遍，要改的选中它：", {WRITE: "都对，写出", **texts, **rest, STOP: "不写了"}, WRITE)
    if chosen == "(more)":
        chosen = choose("填哪一项：", {WRITE: "都不填", **{name: one.label for name, one in others.items()}})
        return others.get(chosen) or _last_look(fields, details)
    if chosen == STOP:
        raise Stopped("没有写任何文件")
    return shown.get(chosen)


def _shown(field: Field, details: Details) -> str:
    value = typed_text(details.typed.get(field.name))
    return field.choices.get(value, value).replace("\n", "；") or "（空着，稿中标出）"


def _change(field: Field, details: Details, answers: Answers) -> None:
    answer = _ask(field, _as_typed(field, details.typed.get(field.name)))
    if answer not in (BACK, ENOUGH):
        answers[field.name] = _typed(field, answer)


def _typed(field: Field, text: str) -> str | list[str]:
    """The lines of a field that has several; one line may still hold several items."""
    lines = [line for line in text.split("\n") if line.strip()]
    return lines if field.type in _SEVERAL_LINES and len(lines) > 1 else text.strip()


def _as_typed(field: Field, value: object) -> str:
    """A value as it stands where it is edited."""
    return "\n".join(map(typed_text, value)) if isinstance(value, list) else typed_text(value)


def _save(template: Template, given: Sequence[Iterable[Entry]], answers: Answers) -> Path:
    """A form with what was given and answered, under a name that is free."""
    from ..files import write_whole
    from ..template.form import details_form

    layers = [entry for layer in given for entry in layer if entry.typed is not None]
    known: dict[str, Any] = {}
    for entry in layers:
        if (field := find_field(template.fields, entry.key)) is not None:
            known[field.name] = entry.typed
    names = (Path(f"{template.name}-填写{number or ''}.yaml") for number in count())
    path = next(name for name in names if not name.exists())
    write_whole(path, details_form(template, known | dict(answers)).encode())
    return path


def _entries(answers: Answers) -> tuple[Entry, ...]:
    return tuple(Entry(name, answer, WHERE) for name, answer in answers.items())
