"""The header of a template: its title, its fields, and the names that its brackets may use.

wordings:
  开头: [追问, 平日]                  one of them is picked for a draft: [追问]
  标题: [[认清险, 改到底], [看, 改]]    one list of texts is picked: {{ 标题1 }}, {{ 标题2 }}
conditions:
  都改完了: hazards and fixed == hazards
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..details.fields import Field, ValueMistake, field_from_header
from ..errors import TemplateError
from ..text.suggestions import nearest
from .catalogue import Source, frames
from .vocabulary import FILLED, NOT, OTHER, Place, Vocabulary

_KEYS = ("title", "description", "fields", "wordings", "conditions")
_BLOCK = re.compile(r"\{%[-+]?\s*block\s+(\w+)")
_RESERVED = frozenset(
    (OTHER, FILLED, "sectors", "true", "false", "none", "and", "or", "not", "in", "is", "if", "else", "loop")
)


@dataclass(frozen=True)
class Header:
    """What the headers of a template and its frames declare, a nearer one over a farther."""

    title: str
    description: str
    fields: tuple[Field, ...]
    vocabulary: Vocabulary


def read_header(path: Path, sources: Mapping[Path, Source]) -> Header:
    """The header of the template at `path`. Raises TemplateError that lists every mistake in it."""
    chain = frames(path, dict(sources))
    reader = _Reader()
    for source in reversed(chain):
        reader.read(source)
    reader.require_title(chain[0])
    if reader.mistakes:
        raise TemplateError("\n".join(dict.fromkeys(reader.mistakes)))
    others = [source.body for source in sources.values() if source.path != path]
    vocabulary = reader.vocabulary(chain, others)
    values = chain[0].header.values
    return Header(values["title"], values.get("description") or "", vocabulary.fields, vocabulary)


class _Reader:
    """Takes in one header after the other, the farthest frame first, and notes mistakes."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []
        self.fields: dict[str, Field] = {}
        self._wordings: dict[str, tuple[str, ...]] = {}
        self._texts: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._conditions: dict[str, str] = {}
        self._places: dict[str, Place] = {}

    def read(self, source: Source) -> None:
        self._require_keys(source)
        self._read_fields(source)
        for group, options in self._mapping(source, "wordings").items():
            self._read_wordings(source, group, options)
        for name, text in self._mapping(source, "conditions").items():
            self._read_condition(source, name, text)

    def require_title(self, source: Source) -> None:
        if not isinstance(source.header.values.get("title"), str):
            self.mistakes.append(f"{source.path}：文件头（两行 --- 之间）要写 title: 模板的中文名称")

    def vocabulary(self, chain: Sequence[Source], others: Sequence[str]) -> Vocabulary:
        in_frames = {name for source in chain[1:] for name in source.header.values.get("fields") or {}}
        own = (one for one in self.fields.values() if one.name not in in_frames)
        blocks = frozenset(name for source in chain[1:] for name in _BLOCK.findall(source.body))
        vocabulary = Vocabulary(
            tuple(self.fields.values()),
            frozenset(one.name for one in own if not one.required and one.default is None),
            self._wordings,
            self._texts,
            self._conditions,
            self._places,
            blocks if len(chain) > 1 else None,
        )
        elsewhere = (name for name in vocabulary.variables if any(name in body for body in others))
        return replace(vocabulary, elsewhere=frozenset(elsewhere))

    def _read_fields(self, source: Source) -> None:
        """Over a field of the frame a header says only what differs."""
        for name, header in self._mapping(source, "fields").items():
            if not isinstance(header, dict | None):
                self.mistakes.append(f"{source.path}：字段 {name} 应当写成 {name}: {{label: 名称}}")
                continue
            try:
                known = _inherited(self.fields.get(name))
                self.fields[name] = field_from_header(name, known | (header or {}))
            except ValueMistake as mistake:
                self.mistakes.append(f"{source.path}：字段 {name}：{mistake}")
        labels = [declared.label for declared in self.fields.values()]
        for label in dict.fromkeys(labels):
            if labels.count(label) > 1:
                self.mistakes.append(f"{source.path}：两个字段都叫“{label}”，请改一个 label")

    def _read_wordings(self, source: Source, group: str, options: Any) -> None:
        place = self._place(source, "wordings", group)
        self._wordings.pop(group, None)
        self._texts.pop(group, None)
        if isinstance(options, list) and options and all(isinstance(one, str) for one in options):
            self._wordings[group] = ()
            for name in options:
                self._require_name(place, name)
                self._wordings[group] += (name,)
        elif isinstance(options, list) and options and all(map(_is_texts, options)):
            self._read_texts(place, group, options)
        else:
            self._note(place, f"“{group}”要列出几种说法的名字，如 {group}: [追问, 平日]")

    def _read_texts(self, place: Place, group: str, options: list[list[str]]) -> None:
        self._require_name(place, f"{group}1")
        if len({len(texts) for texts in options}) > 1:
            self._note(place, f"“{group}”的各组要一样多，这里有的 {len(options[0])} 条，有的不是")
        if any("{{" in text or "{%" in text for texts in options for text in texts):
            self._note(place, f"“{group}”里只能写字，不能写 {{{{ … }}}}；要用字段，请写在 {{% pick %}} 里")
        self._texts[group] = tuple(map(tuple, options))

    def _read_condition(self, source: Source, name: str, text: Any) -> None:
        place = self._place(source, "conditions", name)
        self._conditions.pop(name, None)
        self._require_name(place, name)
        if isinstance(text, str):
            self._conditions[name] = text
        else:
            self._note(place, f"“{name}”后面要写什么时候成立，如 {name}: fixed == hazards")

    def _require_name(self, place: Place, name: str) -> None:
        """That a name can stand in brackets and in expressions, and means one thing."""
        used = {
            **{one.name: "字段" for one in self.fields.values()},
            **{option: "wordings" for options in self._wordings.values() for option in options},
            **dict.fromkeys(self._conditions, "conditions"),
        }
        negation = next((mark for mark in NOT if name.startswith(mark)), None)
        if name.lower() in _RESERVED:
            self._note(place, f"“{name}”不能作名字：这个词另有用处")
        elif not name.isidentifier():
            self._note(place, f"“{name}”不能作名字：只用汉字、字母和数字，不以数字开头")
        elif negation:
            self._note(place, f"“{name}”不能作名字：以“{negation}”开头是“不成立”的意思")
        elif name in used:
            self._note(place, f"“{name}”这个名字用过了（{used[name]}），请换一个")

    def _place(self, source: Source, key: str, name: str) -> Place:
        place = source.path, source.header.inner_lines.get((key, name), 1)
        self._places[name] = place
        return place

    def _mapping(self, source: Source, key: str) -> dict[str, Any]:
        found = source.header.values.get(key) or {}
        if isinstance(found, dict):
            return found
        example = {
            "fields": "“字段名: {label: …}”",
            "wordings": "“名字: [说法, 说法]”",
            "conditions": "“名字: 什么时候成立”",
        }
        self.mistakes.append(f"{source.path}：{key} 应当是一行一个{example[key]}")
        return {}

    def _require_keys(self, source: Source) -> None:
        for key in source.header.values:
            if key not in _KEYS:
                line = source.header.lines[key]
                self.mistakes.append(f"{source.path} 第 {line} 行：不认识“{key}”{nearest(key, _KEYS)}")

    def _note(self, place: Place, message: str) -> None:
        self.mistakes.append(f"{place[0]} 第 {place[1]} 行：{message}")


def _is_texts(option: Any) -> bool:
    return isinstance(option, list) and bool(option) and all(isinstance(text, str) for text in option)


def _inherited(declared: Field | None) -> dict[str, Any]:
    if declared is None:
        return {}
    return {
        "label": declared.label,
        "type": declared.type,
        "required": "true" if declared.required else "false",
        "default": declared.default,
        "example": declared.example,
        "choices": dict(declared.choices) or None,
        "help": declared.help,
        "columns": dict(declared.columns) or None,
    }
