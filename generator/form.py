"""A form (表): a template's fields as a details file to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from .fields import Field, typed_text
from .template import Template


def details_form(template: Template) -> str:
    """The YAML of a details file: each field's label, empty, under what to know about it.

    What must be filled in comes first, what has a default last. Left as it is, it says
    the same as no details at all.
    """
    blocks = [_head(template), *(_entry(field) for field in sorted(template.fields, key=_order))]
    return "\n\n".join(blocks) + "\n"


def _order(field: Field) -> int:
    return 0 if field.required else 1 if field.default is None else 2


def _head(template: Template) -> str:
    return "\n".join(
        [
            f"# {template.title}（模板 {template.name}）",
            "# 在冒号后面填写，冒号后留一个空格；不填的留空。以 # 开头的是说明，不用删。",
            "# 列表一行一项，以“- ”开头，也可以写在一行里，用“；”隔开。",
            f"# 填好后：speechgen generate {template.name} -d 这个文件",
        ]
    )


def _entry(field: Field) -> str:
    return "\n".join([*_comments(field), f"{_key(field.label)}:"])


def _comments(field: Field) -> Iterator[str]:
    needed = "必填" if field.required else "可不填"
    yield f"# {field.label}（{needed}，{field.type_label}）{_one_line(field.help)}"
    if field.choices:
        yield f"#   可选：{'、'.join(field.choices.values())}"
    if field.default is not None:
        yield f"#   不填就是：{_one_line(field.choices.get(field.default, typed_text(field.default)))}"
    if field.example is not None:
        yield f"#   例如：{_one_line(field.example_text)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _key(label: str) -> str:
    """The label as a YAML key; quoted unless it is plain letters and Chinese characters."""
    return label if label.isalnum() and not label.isdecimal() else "'" + label.replace("'", "''") + "'"
