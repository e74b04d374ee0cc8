"""YAML as people write it: every value is the text as typed, with the line it stands on.

`007`, `1.10`, `yes` and `2026-03-12` stay what was typed; what they mean is for the
field to say. Aliases are refused (nobody's details need them, and they can be a bomb),
and so are duplicate keys, of which YAML silently keeps the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .characters import first_forbidden
from .errors import SpeechgenError

if TYPE_CHECKING:
    import yaml

MOST_NODES = 100_000

_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class YamlMapping:
    """A mapping read from YAML: values are str, list, dict or None; lines count from 1."""

    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)


class YamlError(SpeechgenError):
    """A text is not the YAML that is wanted; lists every mistake, a line each."""

    def __init__(self, source: str, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"{source}：{mistake}" for mistake in mistakes))


def read_mapping(text: str, source: str, first_line: int = 1) -> YamlMapping:
    """The mapping that `text` writes. Raises YamlError when it is none.

    `source` names the text in messages; `first_line` is the line on which it begins.
    """

    reader = _Reader(first_line)
    root = reader.compose(text, source)
    if root is None or root.tag == _NULL:
        return YamlMapping({})
    if not _is_mapping(root):
        what = "一个列表" if isinstance(root.value, list) else "一段文字"
        raise YamlError(source, [f"应当是一行一个“名称: 值”，这里却是{what}"])
    values = reader.value(root)
    if reader.mistakes:
        raise YamlError(source, reader.mistakes)
    return YamlMapping(values, {key.value: reader.line(key) for key, _ in root.value})


def _is_mapping(node: yaml.Node) -> bool:
    import yaml

    return isinstance(node, yaml.MappingNode)


class _Reader:
    """Turns composed nodes into plain values and notes what is wrong with them."""

    def __init__(self, first_line: int) -> None:
        self.mistakes: list[str] = []
        self._offset = first_line
        self._seen: set[int] = set()

    def line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self._offset

    def compose(self, text: str, source: str) -> yaml.Node | None:
        import yaml

        if (char := first_forbidden(text)) is not None:
            raise YamlError(source, [self._forbidden(text, char)])
        try:
            return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            raise YamlError(source, [self._syntax(text, error)]) from error
        except yaml.YAMLError as error:
            raise YamlError(source, ["不是 YAML 格式，或有不能用的控制字符"]) from error
        except RecursionError as error:
            raise YamlError(source, ["嵌套太深，读不了"]) from error

    def value(self, node: yaml.Node, depth: int = 0) -> Any:
        if (isinstance(node.value, list) and id(node) in self._seen) or len(self._seen) > MOST_NODES:
            self.mistakes.append(f"第 {self.line(node)} 行：用了 YAML 的引用（* 号），请把内容直接写出来")
            return None
        self._seen.add(id(node))
        if depth > 20:
            self.mistakes.append(f"第 {self.line(node)} 行：嵌套太深")
            return None
        if _is_mapping(node):
            return self._mapping(node, depth)
        if isinstance(node.value, list):
            return [self.value(item, depth + 1) for item in node.value]
        return None if node.tag == _NULL else str(node.value)

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in lines:
                self.mistakes.append(
                    f"第 {self.line(key)} 行：“{name}”重复了（第 {lines[name]} 行已经有），只留一个"
                )
            lines[name] = self.line(key)
            values[name] = self.value(value, depth + 1)
        return values

    def _forbidden(self, text: str, char: str) -> str:
        number = text[: text.index(char)].count("\n")
        line = text.split("\n")[number].replace(char, "□").strip()
        return f"第 {number + self._offset} 行：有看不见的控制字符 U+{ord(char):04X}，请删掉：{line[:40]}"

    def _syntax(self, text: str, error: yaml.MarkedYAMLError) -> str:
        mark = error.problem_mark or error.context_mark
        if mark is None:
            return "不是 YAML 格式，读不了"
        lines = text.split("\n")
        near = lines[mark.line].strip() if mark.line < len(lines) else ""
        if "alias" in (error.problem or ""):
            reason = "用了 YAML 的引用（* 号），请把内容直接写出来"
        else:
            reason = (
                "不是“名称: 值”的写法（冒号要用半角，后面空一格；值里有冒号或引号时，整个值用单引号括起来）"
            )
        return f"第 {mark.line + self._offset} 行：{reason}：{near[:40]}"
