"""A form (表): a template's fields as a file to fill in, for one unit or for many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..details.fields import CELLS, Field, typed_text
from .template import Template

ROSTERS = (".xlsx", ".csv")
"""Endings of the files that hold the details of many units."""

_HOW_TO_FILL = "在“填写”一栏里填。标 * 的必填，其余可空着；说明不用删。"

_PLAIN = re.compile(
    r"(?!(?:null|Null|NULL)$)[\w“《（](?:[\w“”‘’《》（）、，。；：！？·—…％－｜./ -]*[\w”》）。！？％])?"
)
"""A text that YAML reads as it stands."""

_LINE_ENDS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def details_form(template: Template, typed: Mapping[str, Any] = MappingProxyType({})) -> str:
    """The YAML of a details file: each field's label under what to know about it.

    What must be filled in comes first, what has a default last. A field has the value that
    `typed` gives it by its name, as typed, and is empty where that has none; left empty
    everywhere, the form says the same as no details at all.
    """
    fields = sorted(template.fields, key=_order)
    blocks = [_head(template), *(_entry(field, typed.get(field.name)) for field in fields)]
    return "\n\n".join(blocks) + "\n"


def examples(template: Template) -> dict[str, Any]:
    """Every field's example, by its name."""
    return {field.name: field.example for field in template.fields if field.example is not None}


def unit_form(template: Template, ending: str, typed: Mapping[str, Any], layout: Path) -> bytes:
    """The form for one unit as a table: `ending` is .docx or .xlsx; the fields in the same order.

    `typed` are values to fill in, by the field's name; `layout` is that of a .docx.
    """
    fields = sorted(template.fields, key=_order)
    title = f"{template.title}填写表"
    if ending == ".xlsx":
        from ..details.unit_form import xlsx_form

        return xlsx_form(fields, title, typed)
    from ..word.form import docx_form

    return docx_form(fields, title, [_HOW_TO_FILL], typed, layout)


def roster_form(template: Template, ending: str) -> bytes:
    """The table to fill in for many units: `ending` is .xlsx or .csv; columns in the same order."""
    from ..details.roster.form import csv_form, xlsx_form

    fields = sorted(template.fields, key=_order)
    if ending == ".csv":
        return csv_form(fields)
    return xlsx_form(fields, f"{template.title}（模板 {template.name}）")


def _order(field: Field) -> int:
    return 0 if field.required else 1 if field.default is None else 2


def _head(template: Template) -> str:
    return "\n".join(
        [
            f"# {_one_line(template.title)}（模板 {template.name}）",
            "# 在冒号后面填写，冒号后留一个空格；不填的留空。以 # 开头的是说明，不用删。",
            "# 列表一行一项，以“- ”开头，也可以写在一行里，用“；”隔开。",
            f"# 填好后：speechgen generate {template.name} -d 这个文件",
        ]
    )


def _entry(field: Field, typed: Any) -> str:
    if field.type in ("list", "table", "paragraphs") and isinstance(typed, str) and "\n" in typed:
        typed = typed.split("\n")
    return "\n".join([*_comments(field), f"{_key(field.label)}:{_value(typed)}"])


def _value(typed: Any) -> str:
    """What stands after the colon: nothing, a text on the line, or a list on lines of its own."""
    if typed in (None, "", []):
        return ""
    if isinstance(typed, list):
        return "".join(f"\n  - {_item(one)}" for one in typed)
    return f" {_scalar(str(typed))}"


def _item(typed: Any) -> str:
    """A row of a table in one line, but for one with the mark between cells in it."""
    if isinstance(typed, dict) and any(set("｜|\t") & set(str(cell)) for cell in typed.values()):
        return "{" + ", ".join(f"{key}: {_quoted(str(cell))}" for key, cell in typed.items()) + "}"
    return _scalar(CELLS.join(map(str, typed.values())) if isinstance(typed, dict) else str(typed or ""))


def _scalar(text: str) -> str:
    """A text as YAML; in quotes unless it is plain words."""
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """In double quotes as JSON has them, and what YAML takes for the end of a line escaped too."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _comments(field: Field) -> Iterator[str]:
    needed = "必填" if field.required else "可不填"
    yield f"# {field.label}（{needed}，{_one_line(field.type_label)}）{_one_line(field.help)}"
    if field.choices:
        yield f"#   可选：{_one_line('、'.join(field.choices.values()))}"
    if field.default is not None:
        yield f"#   不填就是：{_default(field)}"
    if field.type == "table" and isinstance(field.example, list):
        yield "#   例如：\n" + "\n".join(f"#     - {_one_line(typed_text(row))}" for row in field.example)
    elif field.example is not None:
        yield f"#   例如：{_one_line(field.example_text)}"


def _default(field: Field) -> str:
    typed = typed_text(field.default)
    return _one_line(field.choices.get(typed, typed))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _key(label: str) -> str:
    """The label as a YAML key; quoted unless it is plain letters and Chinese characters."""
    return label if label.isalnum() and not label.isdecimal() else "'" + label.replace("'", "''") + "'"
