"""The questions on a terminal: what is required and missing, one field at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..details.details import Details, fill, missing
from ..details.entry import Entry
from ..details.fields import Field, ValueMistake, typed_text
from ..errors import SpeechgenError
from .terminal import ask, tell

BACK = "<"
WHERE = "回答"


class Stopped(SpeechgenError):
    """The person chose not to write anything."""

    exit_status = 130


def complete(
    fields: Sequence[Field],
    given: Sequence[Iterable[Entry]],
    read: Callable[[str], str] | None = None,
) -> Details:
    """The details with what was missing asked for, seen and accepted by the person.

    Raises Stopped when the person ends it.
    """
    read = read or ask
    layers = [tuple(layer) for layer in given]
    wanted = list(missing(fields, fill(fields, *layers)))
    tell(f"还缺 {len(wanted)} 项。直接回车先空着（稿中标出），{BACK} 回到上一项，Ctrl+C 不写了。")
    answers = _ask_all(wanted, read)
    while True:
        details = fill(fields, *layers, _entries(answers))
        chosen = _last_look(fields, details, read)
        if chosen is None:
            return details
        if (answer := _ask(chosen, read, "（直接回车不改）")) not in (BACK, ""):
            answers[chosen.name] = answer


def _ask_all(wanted: Sequence[Field], read: Callable[[str], str]) -> dict[str, str]:
    answers: dict[str, str] = {}
    index = 0
    while index < len(wanted):
        answer = _ask(wanted[index], read, f"{index + 1}/{len(wanted)} ")
        if answer == BACK:
            index = max(0, index - 1)
            continue
        answers[wanted[index].name] = answer
        index += 1
    return answers


def _ask(field: Field, read: Callable[[str], str], place: str = "") -> str:
    """An answer that fits the field, "" for none, or `BACK`."""
    tell(f"\n{place}{field.label}（{field.type_label}）{field.help}")
    numbered = dict(enumerate(field.choices.values(), 1))
    if numbered:
        tell("  " + "  ".join(f"{number} {label}" for number, label in numbered.items()))
    if field.example is not None:
        tell(f"  例如：{field.example_text}")
    while True:
        answer = read("> ").strip()
        if answer == BACK:
            return answer
        answer = numbered.get(_number(answer), answer)
        try:
            field.value(answer)
        except ValueMistake as mistake:
            tell(f"  {mistake}。请再填一次。")
        else:
            return answer


def _last_look(fields: Sequence[Field], details: Details, read: Callable[[str], str]) -> Field | None:
    """Shows all answers; the field to change, or None to go on. Raises Stopped."""
    shown = [field for field in fields if field.name in details.values or _open(field, details)]
    tell("\n请看一遍：")
    for number, field in enumerate(shown, 1):
        value = typed_text(details.typed.get(field.name)) or "（空着，稿中标出）"
        tell(f"  {number}. {field.label}：{field.choices.get(value, value)}")
    while True:
        answer = read("回车写出，输入序号修改，q 不写了 > ").strip().lower()
        if not answer:
            return None
        if answer == "q":
            raise Stopped("没有写任何文件")
        if 1 <= _number(answer) <= len(shown):
            return shown[_number(answer) - 1]
        tell(f"  请输入 1 到 {len(shown)} 的序号。")


def _open(field: Field, details: Details) -> bool:
    return field in missing([field], details)


def _entries(answers: dict[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(name, answer, WHERE) for name, answer in answers.items())


def _number(answer: str) -> int:
    return int(answer) if answer.isdecimal() and len(answer) < 4 else 0
