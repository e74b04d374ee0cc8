"""The fields that values become: those of the frame, of other templates, and new ones."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..details.details import find_field
from ..details.entry import Entry
from ..details.fields import Field, ValueMistake, shown
from ..errors import DetailsError
from .values import Value

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TAKEN = frozenset((
    "and", "or", "not", "in", "is", "if", "else", "elif", "true", "false", "none", "for", "import",
    "include", "extends", "macro", "call", "filter", "set", "block", "loop", "self", "super", "caller",
    "varargs", "kwargs", "range", "namespace", "sectors", "filled",
))  # fmt: skip
"""Names that mean something else in a template."""

_CONTEXT = re.compile(r"([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)")
LONGEST_LABEL = 20


class Fields:
    """Finds the field that a name or label means, and makes new ones.

    `frame` are the fields that every template has; `known` those of other templates, so
    that what is alike has the same name everywhere.
    """

    def __init__(self, frame: Sequence[Field], known: Sequence[Field] = ()) -> None:
        self.frame: Mapping[str, Field] = {field.name: field for field in frame}
        self._known = [field for field in known if field.name not in self.frame]
        self._new: dict[str, Field] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        fields = (*self.frame.values(), *self._known, *self._new.values())
        return tuple(field.label for field in fields)

    def field_for(self, key: str) -> Field:
        """The field of that name or label, a new text field where there is none.

        Raises ValueMistake for a key that can be neither.
        """
        key = key.strip()
        there = find_field((*self.frame.values(), *self._new.values()), key)
        if there is not None:
            return there
        new = self._make(key)
        self._new[new.name] = new
        return new

    def declare(self, field: Field) -> None:
        """Notes what became of a field: its type, its example."""
        if field.name not in self.frame:
            self._new[field.name] = field

    def _make(self, key: str) -> Field:
        if len(key) > LONGEST_LABEL or not key.isprintable() or not any(map(str.isalnum, key)):
            raise ValueMistake(f"“{key[:30]}”不能作字段的名称，请用一行、不超过 {LONGEST_LABEL} 个字的名称")
        if (alike := find_field(self._known, key)) is not None and alike.name not in self._new:
            return Field(alike.name, alike.label, required=True)
        if _NAME.fullmatch(key) and key not in _TAKEN:
            return Field(key, key, required=True)
        numbers = (f"field{number}" for number in range(1, 10**6))
        used = {*self.frame, *self._new}
        return Field(next(name for name in numbers if name not in used), key, required=True)


def given_values(
    entries: Iterable[Entry], fields: Fields, texts: Sequence[str]
) -> tuple[tuple[Value, ...], frozenset[str]]:
    """What a person gave as values of fields, and the fields that they want left alone.

    An empty value leaves a field of the frame alone; 查处[3]件 means 3 only where it
    stands between these. Raises DetailsError that lists every mistake.
    """
    mistakes: list[str] = []
    values: list[Value] = []
    left_alone: set[str] = set()
    for entry in entries:
        try:
            field = fields.field_for(entry.key)
            if not str(entry.typed).strip():
                _require_frame(field, fields)
                left_alone.add(field.name)
                continue
            value = _value(field, str(entry.typed).strip(), texts, field.name not in fields.frame)
            mistakes += _clashes(value, values, entry)
            values.append(value)
            fields.declare(value.field)
        except ValueMistake as mistake:
            mistakes.append(f"{entry.where}：{mistake}")
    if mistakes:
        raise DetailsError(mistakes)
    return tuple(values), frozenset(left_alone)


def fit_type(field: Field, text: str, is_new: bool = False) -> Field:
    """`field` with the type that writes its value just as `text` has it.

    A new field is a number or a date where that writes it so.
    """
    kinds = ("number", "date") if is_new else (field.type,)
    typed = (replace(field, type=kind) for kind in kinds)
    return next((field for field in typed if is_exact(field, text)), replace(field, type="text"))


def is_exact(field: Field, text: str) -> bool:
    """Whether a field given `text` writes just that."""
    try:
        value = field.value(text)
    except ValueMistake:
        return False
    return value is not None and shown(value) == text


def _require_frame(field: Field, fields: Fields) -> None:
    if field.name not in fields.frame:
        raise ValueMistake("没有写内容，应当写成 -f 名称=稿子里的文字，如 -f unit=云溪县")


def _value(field: Field, typed: str, texts: Sequence[str], is_new: bool) -> Value:
    if field.type == "choice":
        raise ValueMistake(f"“{field.label}”是选项，不是稿子里的文字，生成时再选")
    text, before, after = _in_context(typed, texts)
    value = field.value(text)
    if isinstance(value, datetime.date) and not any(text in one for one in texts):
        text = shown(value)
    return Value(fit_type(field, text, is_new), text, before, after)


def _in_context(typed: str, texts: Sequence[str]) -> tuple[str, str, str]:
    """The value and what has to stand before and after it."""
    match = _CONTEXT.fullmatch(typed)
    if match is None or any(typed in text for text in texts) or not match[2].strip():
        return typed, "", ""
    return match[2], match[1], match[3]


def _clashes(value: Value, values: Sequence[Value], entry: Entry) -> Iterator[str]:
    for other in values:
        if other.field.name == value.field.name and other.text != value.text:
            yield (
                f"{entry.where}：“{value.field.label}”给了两个不同的内容（“{other.text}”和“{value.text}”），"
                "一个字段只能有一个；另一个请换一个名称，如 -f 单位简称=云溪"
            )
        elif (
            other.text == value.text and other.field.name != value.field.name and _same_context(other, value)
        ):
            yield f"{entry.where}：“{value.text}”已经给了“{other.field.label}”，只留一个"


def _same_context(one: Value, other: Value) -> bool:
    return (one.before, one.after) == (other.before, other.after)
