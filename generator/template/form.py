"""A form (表): a template's fields as a file to fill in, for one unit or for many."""

from __future__ import annotations

from collections.abc import Iterator

from ..details.fields import Field, typed_text
from .template import Template

ROSTERS = (".xlsx", ".csv")
"""Endings of the files that hold the details of many units."""


def details_form(template: Template) -> str:
    """The YAML of a details file: each field's label, empty, under what to know about it.

    What must be filled in comes first, what has a default last. Left as it is, it says
    the same as no details at all.
    """
    blocks = [_head(template), *(_entry(field) for field in sorted(template.fields, key=_order))]
    return "\n\n".join(blocks) + "\n"


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


def _entry(field: Field) -> str:
    return "\n".join([*_comments(field), f"{_key(field.label)}:"])


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
