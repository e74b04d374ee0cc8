"""Field (字段): a detail that a template asks for, and what a value of it must be."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..text.dates import WrongWeekday, parse_date
from ..text.numerals import chinese_date
from ..text.suggestions import nearest
from ..text.xml_characters import first_forbidden

Value = str | int | Decimal | datetime.date | list[str] | list[dict[str, str]]
"""What a template gets: text, a number, a date, a list of texts, or the rows of a table."""

TYPES = {
    "text": "文字",
    "paragraphs": "文字，可以多段",
    "number": "数字",
    "date": "日期",
    "choice": "选一项",
    "list": "列表",
    "table": "表",
}

CELLS = "｜"
"""Stands between the cells of a table's row where that is typed on one line."""

_CELLS = re.compile(r"[｜|\t]")
_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_LONGEST_NUMBER = 100
"""Characters of a text that is looked at to see whether it is a number or a date."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class ValueMistake(ValueError):
    """A value does not fit its field; says what is wrong and what would be right."""


@dataclass(frozen=True)
class Field:
    """A field as a template declares it.

    `name` is the Jinja variable, `label` what people see. `choices` maps each value of a
    choice to its label, `columns` each name in a table's rows to what people see.
    `default` is as typed in the template, None where there is none.
    """

    name: str
    label: str
    type: str = "text"
    required: bool = False
    default: Any = None
    example: Any = None
    choices: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def type_label(self) -> str:
        """The type in words; a table's with its columns: 表，一行写“任务｜责任单位”."""
        if self.columns:
            return f"{TYPES[self.type]}，一行写“{CELLS.join(self.columns.values())}”"
        return TYPES[self.type]

    @property
    def example_text(self) -> str:
        return typed_text(self.example)

    @property
    def hint(self) -> str:
        """What to tell someone who fills it in in the draft: explanation, choices, example as it reads."""
        example = self.example_text
        if self.type in ("date", "list") and self.example is not None:
            example = shown(self.value(self.example) or "")
        return self._hint(f"请填写{self.label}", example)

    @property
    def typing_hint(self) -> str:
        """As `hint`, for someone who types it: with the type, and the example as typed."""
        return self._hint(f"请填写{self.label}（{self.type_label}）", self.example_text)

    def _hint(self, request: str, example: str) -> str:
        parts = [self.help or request]
        if self.choices:
            parts.append(f"可选：{'、'.join(self.choices.values())}")
        if example:
            parts.append(f"例如：{example}")
        return "。".join(part.rstrip("。") for part in parts) + "。"

    def value(self, typed: Any) -> Value | None:
        """The value that was typed (str, list of str; of a table's rows also dicts); None when it is blank.

        Raises ValueMistake when it does not fit the type or cannot stand in a document.
        """
        if self.type != "table" or isinstance(typed, dict):
            _require_plain(typed)
        value = _CONVERTERS[self.type](self, typed)
        return None if value in ("", []) else value


def field_from_header(name: str, header: Mapping[str, Any]) -> Field:
    """The Field that a template's header declares under `name`.

    Raises ValueMistake that lists, in Chinese, everything wrong with the declaration.
    """
    mistakes = [*_header_mistakes(name, header)]
    if mistakes:
        raise ValueMistake("；".join(mistakes))
    declared = Field(
        name=name,
        label=header.get("label") or name,
        type=header.get("type") or "text",
        required=header.get("required") == "true",
        default=header.get("default"),
        example=header.get("example"),
        choices=_choices(header.get("choices")),
        help=header.get("help") or "",
        columns=dict(header.get("columns") or {}),
    )
    for key in ("default", "example"):
        if header.get(key) is not None:
            try:
                declared.value(header[key])
            except ValueMistake as mistake:
                raise ValueMistake(f"{key} 不合适：{mistake}") from mistake
    return declared


def typed_text(typed: Any) -> str:
    """A value as a person would type it on one line."""
    if isinstance(typed, list):
        return "；".join(map(typed_text, typed))
    if isinstance(typed, dict):
        return CELLS.join(map(typed_text, typed.values()))
    return "" if typed is None else str(typed)


_METHODS = ("items", "keys", "values", "get")
"""Names that a template would take for what a row can do."""

_HEADER_KEYS = ("label", "type", "required", "default", "example", "choices", "help", "columns")


def _header_mistakes(name: str, header: Mapping[str, Any]) -> Iterable[str]:
    if not _NAME.fullmatch(name):
        yield "字段名只能用小写英文字母、数字和下划线，以字母开头"
    for key in header:
        if key not in _HEADER_KEYS:
            yield f"不认识“{key}”{nearest(key, _HEADER_KEYS)}"
    for key in ("label", "type", "help"):
        if not isinstance(header.get(key, ""), str | None):
            yield f"{key} 应当是一段文字"
    if len(str(header.get("label") or name).splitlines()) > 1:
        yield "label 应当写在一行里"
    kind = header.get("type") or "text"
    if isinstance(kind, str) and kind not in TYPES:
        yield f"没有“{kind}”这种类型，可用：{'、'.join(TYPES)}"
    if header.get("required", "false") not in ("true", "false"):
        yield "required 只能是 true 或 false"
    choices = header.get("choices")
    if kind == "choice" and not choices:
        yield "choice 类型要列出 choices"
    labels = choices.values() if isinstance(choices, dict) else ()
    if not isinstance(choices, list | dict | None):
        yield "choices 应当是列表，或“值: 说明”"
    elif not all(text and isinstance(text, str) for text in (*(choices or ()), *filter(None, labels))):
        yield "choices 的每一项应当是一段文字，不能空着"
    elif any(len(text.splitlines()) > 1 for text in (*(choices or ()), *filter(None, labels))):
        yield "choices 的每一项应当写在一行里"
    yield from _column_mistakes(kind, header.get("columns"))


def _column_mistakes(kind: Any, columns: Any) -> Iterable[str]:
    if kind != "table" and columns is not None:
        yield "只有 table 类型有 columns"
    if kind != "table":
        return
    if not isinstance(columns, dict) or not columns:
        yield "table 类型要写 columns，每列“英文名: 名称”"
    elif not all(_NAME.fullmatch(key) and key not in _METHODS for key in columns):
        yield f"columns 的英文名只能用小写字母、数字和下划线，以字母开头，不能叫 {'、'.join(_METHODS)}"
    elif not all(isinstance(label, str) and label.strip() for label in columns.values()):
        yield "columns 的每一列要有名称"
    elif any(len(label.splitlines()) > 1 for label in columns.values()):
        yield "columns 的名称应当写在一行里"
    elif len(set(columns.values())) < len(columns):
        yield "columns 里有两列同名"


def _choices(choices: Any) -> dict[str, str]:
    if isinstance(choices, dict):
        return {value: label or value for value, label in choices.items()}
    return {choice: choice for choice in choices or []}


def _require_plain(typed: Any) -> None:
    if isinstance(typed, list):
        for item in typed:
            if not isinstance(item, str | None):
                raise ValueMistake("列表里的每一项应当是一段文字")
            _require_plain(item or "")
    elif isinstance(typed, str):
        if (char := first_forbidden(typed)) is not None:
            raise ValueMistake(f"含有 Word 文件放不下的字符 U+{ord(char):04X}，请删掉")
    else:
        raise ValueMistake("这里只能填一个值，不能再分“名称: 值”")


def _tidy(text: str) -> str:
    """Text with one kind of line end and no blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _text(declared: Field, typed: Any) -> str:
    if isinstance(typed, list):
        raise ValueMistake("应当是一段文字，这里是一个列表")
    return _tidy(typed)


def _paragraphs(declared: Field, typed: Any) -> list[str]:
    return _filled(typed if isinstance(typed, list) else _tidy(typed).split("\n"))


def _list(declared: Field, typed: Any) -> list[str]:
    if isinstance(typed, str):
        tidy = _tidy(typed)
        separators = next(
            (found for found in ("\n", "；;", "、") if any(mark in tidy for mark in found)), "\n"
        )
        typed = re.split(f"[{separators}]", tidy)
    return _filled(typed)


def _table(declared: Field, typed: Any) -> list[dict[str, str]]:
    """The rows, each with all columns; what a row leaves out is "", but not its first cell."""
    lines = re.split("[\n；;]", _tidy(typed)) if isinstance(typed, str) else typed
    return [
        _row(declared, line) for line in lines if line and not (isinstance(line, str) and not line.strip())
    ]


def _row(declared: Field, line: Any) -> dict[str, str]:
    if isinstance(line, list):
        raise ValueMistake(f"每一行应当写成“{CELLS.join(declared.columns.values())}”，这里是一个列表")
    _require_plain([*line.values()] if isinstance(line, dict) else line)
    cells = _named_cells(declared, line) if isinstance(line, dict) else _typed_cells(declared, line)
    if not next(iter(cells.values())):
        label = next(iter(declared.columns.values()))
        raise ValueMistake(f"有一行没有写“{label}”：{_short(typed_text(line))}")
    return cells


def _named_cells(declared: Field, line: Mapping[str, Any]) -> dict[str, str]:
    names = {label: name for name, label in declared.columns.items()} | {
        name: name for name in declared.columns
    }
    for key in line:
        if key not in names:
            known = "、".join(declared.columns.values())
            raise ValueMistake(f"没有“{key}”这一栏，各栏是：{known}{nearest(key, declared.columns.values())}")
    found = {names[key]: _tidy(typed_text(cell)) for key, cell in line.items()}
    return {name: found.get(name, "") for name in declared.columns}


def _typed_cells(declared: Field, line: str) -> dict[str, str]:
    cells = [cell.strip() for cell in _CELLS.split(line)]
    if len(cells) > len(declared.columns):
        form = CELLS.join(declared.columns.values())
        raise ValueMistake(f"一行最多 {len(declared.columns)} 栏，写成“{form}”，这里是“{_short(line)}”")
    return dict(zip(declared.columns, [*cells, *[""] * len(declared.columns)], strict=False))


def _filled(items: Iterable[str | None]) -> list[str]:
    return [tidy for item in items if item and (tidy := _tidy(item))]


def _number(declared: Field, typed: Any) -> int | Decimal | str:
    text = _half_width(_text(declared, typed))
    if not text:
        return ""
    if not _NUMBER.fullmatch(text) or len(text) > 30:
        raise ValueMistake(f"应当只写数字（如 12 或 3.5），这里是“{_short(typed)}”")
    number = Decimal(text.replace(",", ""))
    return number if "." in text else int(number)


def _half_width(text: str) -> str:
    """`text`, its full-width letters as usual ones; one too long to be a date or a number as it is."""
    return unicodedata.normalize("NFKC", text) if len(text) <= _LONGEST_NUMBER else text


def _date(declared: Field, typed: Any) -> datetime.date | str:
    text = _half_width(_text(declared, typed))
    if not text:
        return ""
    try:
        date = parse_date(text)
    except WrongWeekday as wrong:
        raise ValueMistake(f"对不上：{wrong}") from wrong
    except ValueError as error:
        raise ValueMistake(f"没有“{_short(typed)}”这一天") from error
    if date is None:
        raise ValueMistake(f"应当是日期（如 2026年3月12日 或 2026-03-12），这里是“{_short(typed)}”")
    return date


def with_year(typed: Any, near: datetime.date) -> Any:
    """A date that was typed without its year, with that which lies nearest to `near`; all else as it is."""
    try:
        date = parse_date(_half_width(typed), near) if isinstance(typed, str) else None
        has_year = date is None or parse_date(_half_width(typed)) is not None
    except ValueError:
        return typed
    return typed if has_year or date is None else date.isoformat()


def _choice(declared: Field, typed: Any) -> str:
    text = _text(declared, typed)
    for value, label in declared.choices.items():
        if text in (value, label):
            return value
    if not text:
        return ""
    known = "、".join(declared.choices.values())
    raise ValueMistake(f"不能是“{_short(text)}”，可选：{known}{nearest(text, declared.choices.values())}")


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "……"


_CONVERTERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "text": _text,
    "paragraphs": _paragraphs,
    "number": _number,
    "date": _date,
    "choice": _choice,
    "list": _list,
    "table": _table,
}


def shown(value: Value) -> str:
    """A value as a speech shows it: 2026年3月12日, 甲、乙和丙, 1200."""
    if isinstance(value, datetime.date):
        return chinese_date(value)
    if isinstance(value, list):
        value = [*map(typed_text, value)]
        return "、".join(value[:-1]) + ("和" if len(value) > 1 else "") + "".join(value[-1:])
    return str(value)
