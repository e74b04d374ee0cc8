"""Details (单位信息): the values for a template's fields, of one unit."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import files
from ..errors import DetailsError
from ..text.suggestions import nearest, typing_hint
from .entry import Entry
from .fields import Field, Value, ValueMistake, with_year
from .yaml import read_mapping
from .yaml_slips import mend

MOST_MISTAKES = 50
"""That are told at once."""

NOTHING = frozenset(("无", "没有", "暂无", "不详", "待定", "/", "／", "-", "—", "——", "－", "N/A", "n/a"))
"""What people write into a form where there is nothing to write."""

SPEECH_DATE = "date"
"""The name of the field with the day on which the speech is given."""


@dataclass(frozen=True)
class Details:
    """Values that fit their fields.

    `typed` are the texts as given, `values` what they mean; both by field name and
    without the fields that were left open. `nothing` are the labels of those that were
    filled in with a word for nothing (无), which is the same as left open.
    """

    typed: Mapping[str, Any]
    values: Mapping[str, Value]
    nothing: tuple[str, ...] = ()


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of a details file in YAML. Raises FileError or YamlError."""
    with files.within_bounds(path):
        mapping = read_mapping(mend(files.read_text(path).content), str(path))
    return tuple(
        Entry(key, typed, f"{path} 第 {mapping.lines[key]} 行") for key, typed in mapping.values.items()
    )


def parse_settings(settings: Iterable[str], option: str = "-s") -> tuple[Entry, ...]:
    """The entries of `name=value` texts given with `option`; ＝ does where there is no =.
    Raises DetailsError for those that are not."""
    settings = [text if "=" in text else text.replace("＝", "=", 1) for text in settings]
    if wrong := [text for text in settings if not text.partition("=")[0].strip() or "=" not in text]:
        raise DetailsError(
            [f"{option} {text}：应当写成 {option} 名称=内容，如 {option} unit=云溪县" for text in wrong]
        )
    pairs = (text.partition("=") for text in settings)
    return tuple(Entry(key.strip(), value, f"{option} {key.strip()}=…") for key, _, value in pairs)


def fill(fields: Sequence[Field], *layers: Iterable[Entry]) -> Details:
    """The details that `layers` give, a later layer over an earlier one.

    An entry left empty, as a form has them, says nothing; an empty text empties the field.
    Raises DetailsError that lists every mistake in all of them: keys that are no field,
    two entries of a layer for one field, values that do not fit.
    """
    return Form(fields).fill(*layers)


class Form:
    """What is to be filled in; made once for many rows."""

    def __init__(self, fields: Sequence[Field], today: datetime.date | None = None) -> None:
        """`today` is what a speech's date without a year is near to."""
        self._fields = fields
        self._today = today or datetime.date.today()
        self._by_key = {key: field for field in reversed(fields) for key in (field.name, field.label)}

    def fill(self, *layers: Iterable[Entry]) -> Details:
        """As `fill` does."""
        mistakes: list[str] = []
        found: dict[str, tuple[Field, Entry]] = {}
        for layer in layers:
            matched = self._matched(layer, mistakes)
            found |= {name: pair for name, pair in matched.items() if pair[1].typed is not None}
        nothing = {name: field.label for name, (field, entry) in found.items() if _is_nothing(entry.typed)}
        found = self._with_years({name: pair for name, pair in found.items() if name not in nothing})
        values: dict[str, Value] = {}
        for name, (field, entry) in found.items():
            value = _value(field, entry, mistakes)
            if value is not None:
                values[name] = value
        if mistakes:
            raise DetailsError(mistakes)
        return Details({name: found[name][1].typed for name in values}, values, tuple(nothing.values()))

    def _with_years(self, found: dict[str, tuple[Field, Entry]]) -> dict[str, tuple[Field, Entry]]:
        """Dates typed without a year get one: the speech's is near today, the others near the speech."""
        near = self._today
        dates = sorted(
            (name for name, (field, _) in found.items() if field.type == "date"), key=_speech_first
        )
        for name in sorted(dates, key=_speech_first):
            field, entry = found[name]
            found[name] = field, entry._replace(typed=with_year(entry.typed, near))
            if name == SPEECH_DATE:
                near = _date_or(found[name], near)
        return found

    def _matched(self, layer: Iterable[Entry], mistakes: list[str]) -> dict[str, tuple[Field, Entry]]:
        found: dict[str, tuple[Field, Entry]] = {}
        for entry in layer:
            field = self._by_key.get(entry.key.strip())
            if len(mistakes) > MOST_MISTAKES:
                raise DetailsError([*mistakes[:MOST_MISTAKES], "……后面还有，先改这些"])
            if field is None:
                mistakes.append(_unknown(self._fields, entry))
            elif field.name in found:
                earlier = found[field.name][1].where
                mistakes.append(f"{entry.where}：“{field.label}”给了两次（另一处：{earlier}），只留一个")
            else:
                found[field.name] = field, entry
        return found


def layered(under: Details, over: Details) -> Details:
    """The details of `under`, but for what `over` gives."""
    return Details({**under.typed, **over.typed}, {**under.values, **over.values}, over.nothing)


def missing(fields: Iterable[Field], details: Details) -> Iterator[Field]:
    """The required fields that have neither a value nor a default."""
    for field in fields:
        if field.required and field.default is None and field.name not in details.values:
            yield field


def find_field(fields: Iterable[Field], key: str) -> Field | None:
    """The field whose name or label `key` is."""
    wanted = key.strip()
    return next((field for field in fields if wanted in (field.name, field.label)), None)


def _value(field: Field, entry: Entry, mistakes: list[str]) -> Value | None:
    try:
        return field.value(entry.typed)
    except ValueMistake as mistake:
        mistakes.append(f"{entry.where}：“{field.label}”{mistake}")
        return None


def _is_nothing(typed: Any) -> bool:
    items = typed if isinstance(typed, list) else [typed]
    return bool(items) and all(isinstance(item, str) and item.strip() in NOTHING for item in items)


def _speech_first(name: str) -> bool:
    return name != SPEECH_DATE


def _date_or(given: tuple[Field, Entry], otherwise: datetime.date) -> datetime.date:
    field, entry = given
    try:
        value = field.value(entry.typed)
    except ValueMistake:
        return otherwise
    return value if isinstance(value, datetime.date) else otherwise


def _unknown(fields: Sequence[Field], entry: Entry) -> str:
    words = [word for field in fields for word in (field.name, field.label)]
    hint = typing_hint(entry.key) or nearest(entry.key, words)
    return f"{entry.where}：模板没有“{entry.key}”这一项{hint}"
