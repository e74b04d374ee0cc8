"""`speechgen show`: a template's fields, sections and length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .options import Json, TemplateName, settings
from .report import columns, minutes
from .terminal import show, show_json

if TYPE_CHECKING:
    from ..details.fields import Field
    from ..model.speech import Speech
    from ..template.template import Template

EXAMPLES = """
  speechgen show supervision
  speechgen show ./my.md.j2 --json
"""


def run(template: TemplateName, json: Json = False) -> None:
    from ..template.template import load_template

    current = settings()
    found = load_template(template, current.template_folders)
    drafts = _examples(found)
    if json:
        show_json(_as_json(found, drafts, current.rate))
    else:
        _print(found, drafts, current.rate)


def _examples(template: Template) -> dict[str, Speech]:
    """The speech with the fields' examples, by length."""
    details = {field.name: field.example for field in template.fields if field.example is not None}
    length = next((field for field in template.fields if field.name == "length"), None)
    if length is None:
        return {"": template.render(details)}
    return {choice: template.render(details | {"length": choice}) for choice in length.choices}


def _print(template: Template, drafts: dict[str, Speech], rate: int) -> None:
    from ..model.reading_time import total_characters

    show(f"{template.name}　{template.title}")
    show(f"{template.description}\n\n字段：")
    for line in columns(map(_row, template.fields)):
        show(f"  {line}")
    for length, speech in drafts.items():
        characters = total_characters(speech)
        name = _length_label(template, length)
        show(f"\n{name}约 {characters} 字，念 {minutes(characters, rate)} 分钟：")
        for section in speech.sections:
            show(f"  {section.heading}")


def _row(field: Field) -> tuple[str, ...]:
    needed = "必填" if field.required else f"默认 {_default(field)}" if field.default else "可不填"
    choices = "、".join(field.choices.values())
    kind, _, row = field.type_label.partition("，")
    example = f"例：{field.example_text}" if field.example else ""
    about = f"可选：{choices}" if choices else "，".join(filter(None, (row, example)))
    return field.name, field.label, kind, needed, about


def _default(field: Field) -> str:
    """The default as a person would type it: a choice by its label."""
    from ..details.fields import typed_text

    typed = typed_text(field.default)
    return field.choices.get(typed, typed)


def _length_label(template: Template, length: str) -> str:
    field = next((field for field in template.fields if field.name == "length"), None)
    return f"{field.label}“{field.choices[length]}”" if field else ""


def _as_json(template: Template, drafts: dict[str, Speech], rate: int) -> dict[str, Any]:
    return {
        "name": template.name,
        "title": template.title,
        "description": template.description,
        "path": str(template.path),
        "fields": [_field_json(field) for field in template.fields],
        "lengths": {length: _speech_json(speech, rate) for length, speech in drafts.items()},
    }


def _field_json(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "type": field.type,
        "required": field.required,
        "default": field.default,
        "example": field.example,
        "choices": dict(field.choices),
        "columns": dict(field.columns),
        "help": field.help,
    }


def _speech_json(speech: Speech, rate: int) -> dict[str, Any]:
    from ..model import reading_time

    characters = reading_time.total_characters(speech)
    return {
        "sections": [section.heading for section in speech.sections],
        "characters": characters,
        "minutes": reading_time.minutes(characters, rate),
    }
