"""YAML as people write it: every value is the text as typed, with the line it stands on.

`007`, `1.10`, `yes` and `2026-03-12` stay what was typed; what they mean is for the
field to say. Aliases are refused (nobody's details need them, and they can be a bomb),
and so are duplicate keys, of which YAML silently keeps the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import SpeechgenError
from ..text.xml_characters import first_forbidden
from .yaml_slips import without_folds

if TYPE_CHECKING:
    import yaml

MOST_NODES = 100_000
MOST_NODES_OF_MANY = 2_000_000
DEEPEST = 20
MOST_DIRECTIVES = 10
"""Lines that begin with %; each is compared with all before it."""

_NO_ENTRY = "不是“名称: 值”的写法（冒号要用半角，后面空一格；值里有冒号或引号时，整个值用单引号括起来）"
_UNFINISHED = {
    "while scanning a simple key": _NO_ENTRY,
    "while scanning a quoted scalar": "引号没有配对",
    "while parsing a flow sequence": "方括号没有配对，或者少了逗号",
    "while parsing a flow mapping": "花括号没有配对，或者少了逗号",
    "while increasing flow level": "嵌套太深",
}
"""What is wrong with what the parser was reading, where that is told best by its beginning."""

_NULL = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class YamlMapping:
    """A mapping read from YAML: values are str, list, dict or None; lines count from 1.

    `inner_lines` are those of the keys in values that are mappings themselves.
    """

    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    inner_lines: Mapping[tuple[str, str], int] = field(default_factory=dict)


class YamlError(SpeechgenError):
    """A text is not the YAML that is wanted; lists every mistake, a line each."""

    def __init__(self, source: str, mistakes: list[str]) -> None:
        self.mistakes = tuple(dict.fromkeys(mistakes))
        super().__init__("\n".join(f"{source}：{mistake}" for mistake in self.mistakes))


def read_mapping(text: str, source: str, first_line: int = 1) -> YamlMapping:
    """The mapping that `text` writes. Raises YamlError when it is none.

    `source` names the text in messages; `first_line` is the line on which it begins.
    """
    mappings = _read(_Reader(text, first_line), source)
    return mappings[0] if mappings else YamlMapping({})


def read_mappings(text: str, source: str) -> tuple[YamlMapping, ...]:
    """The mappings of the list that `text` writes. Raises YamlError when it is none."""
    return _read(_Reader(text, first_line=1, many=True), source)


def _read(reader: _Reader, source: str) -> tuple[YamlMapping, ...]:
    import yaml

    try:
        mappings = reader.document()
    except yaml.MarkedYAMLError as error:
        raise YamlError(source, [*reader.mistakes, reader.syntax(error)]) from error
    except yaml.YAMLError as error:
        raise YamlError(source, ["不是 YAML 格式，或有不能用的控制字符"]) from error
    except _Unreadable as unreadable:
        raise YamlError(source, [*reader.mistakes, str(unreadable)]) from unreadable
    if reader.mistakes:
        raise YamlError(source, reader.mistakes)
    return mappings


class _Unreadable(Exception):
    """What is wrong and makes reading on of no use."""


class _Reader:
    """Turns YAML's events into plain values and notes what is wrong with them.

    Events, since composing their tree goes as deep as the text says, past the end of the stack.
    """

    def __init__(self, text: str, first_line: int, many: bool = False) -> None:
        self.mistakes: list[str] = []
        self._root = self._list if many else self._single
        self._most_nodes = MOST_NODES_OF_MANY if many else MOST_NODES
        self._text = text
        self._offset = first_line
        self._nodes = 0

    def document(self) -> tuple[YamlMapping, ...]:
        """The mapping in the text, or the list of them; nothing when there is nothing in it."""
        import yaml

        if (char := first_forbidden(self._text)) is not None:
            raise _Unreadable(self._forbidden(char))
        if self._text.count("\n%") > MOST_DIRECTIVES:
            raise _Unreadable("许多行以 % 开头，YAML 里那是另有用处的，请删掉")
        self._events = yaml.parse(self._text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return ()
        mappings = self._root(self._next())
        self._next()
        if not isinstance(event := self._next(), yaml.StreamEndEvent):
            self.mistakes.append(f"第 {self._line(event)} 行：多了一行 ---，一个文件里只写一份")
        return mappings

    def syntax(self, error: yaml.MarkedYAMLError) -> str:
        """Where the text stops to be YAML, and what is usually the cause."""
        reason = _UNFINISHED.get(error.context or "")
        mark = error.context_mark if reason else error.problem_mark or error.context_mark
        if mark is None:
            return "不是 YAML 格式，读不了"
        lines = self._text.split("\n")
        near = lines[mark.line].strip() if mark.line < len(lines) else ""
        return f"第 {mark.line + self._offset} 行：{reason or _NO_ENTRY}：{near[:40]}"

    def _single(self, event: yaml.Event) -> tuple[YamlMapping, ...]:
        import yaml

        if isinstance(event, yaml.MappingStartEvent):
            return (self._mapping(0),)
        if isinstance(event, yaml.ScalarEvent) and _typed(event) is None:
            return ()
        what = "一个列表" if isinstance(event, yaml.SequenceStartEvent) else "一段文字"
        if (line := self._full_width_colon()) is not None:
            raise _Unreadable(line)
        raise _Unreadable(f"应当是一行一个“名称: 值”，这里却是{what}")

    def _full_width_colon(self) -> str | None:
        """The first line that would be fine but for its colon."""
        for number, line in enumerate(self._text.split("\n"), self._offset):
            text = line.strip()
            if "：" in text and not text.startswith("#") and ": " not in text:
                return f"第 {number} 行：冒号要用半角的“:”，后面空一格，不是全角的“：”：{text[:40]}"
        return None

    def _list(self, event: yaml.Event) -> tuple[YamlMapping, ...]:
        import yaml

        if isinstance(event, yaml.ScalarEvent) and _typed(event) is None:
            return ()
        if not isinstance(event, yaml.SequenceStartEvent):
            raise _Unreadable("应当是一个列表，一个单位一项，以“- ”开头")
        found: list[YamlMapping] = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            if not isinstance(item, yaml.MappingStartEvent):
                raise _Unreadable(f"第 {self._line(item)} 行：这一项应当是一行一个“名称: 值”")
            found.append(self._mapping(0))
        return tuple(found)

    def _value(self, event: yaml.Event, depth: int) -> Any:
        import yaml

        self._nodes += 1
        if depth > DEEPEST:
            raise _Unreadable(f"第 {self._line(event)} 行：嵌套太深")
        if self._nodes > self._most_nodes:
            raise _Unreadable(f"第 {self._line(event)} 行：内容太多，最多 {self._most_nodes} 项")
        if isinstance(event, yaml.AliasEvent):
            self.mistakes.append(f"第 {self._line(event)} 行：用了 YAML 的引用（* 号），请把内容直接写出来")
            return None
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth).values
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := self._next(), yaml.SequenceEndEvent):
                items.append(self._value(item, depth + 1))
            return items
        return _typed(event)

    def _mapping(self, depth: int) -> YamlMapping:
        import yaml

        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        inner_lines: dict[tuple[str, str], int] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            line = self._line(key)
            self._value(key, depth + 1)
            self._inner_lines: dict[str, int] = {}
            value = self._value(self._next(), depth + 1)
            if not isinstance(key, yaml.ScalarEvent):
                self.mistakes.append(f"第 {line} 行：冒号前面应当是名称，一段文字")
                continue
            name = key.value
            if name in lines:
                self.mistakes.append(f"第 {line} 行：“{name}”重复了（第 {lines[name]} 行已经有），只留一个")
            values[name], lines[name] = value, line
            inner_lines |= {(name, inner): line for inner, line in self._inner_lines.items()}
        self._inner_lines = lines
        return YamlMapping(values, lines, inner_lines)

    def _next(self) -> yaml.Event:
        return next(self._events)

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self._offset + (mark.line if mark else 0)

    def _forbidden(self, char: str) -> str:
        number = self._text[: self._text.index(char)].count("\n")
        line = self._text.split("\n")[number].replace(char, "□").strip()
        return f"第 {number + self._offset} 行：有看不见的控制字符 U+{ord(char):04X}，请删掉：{line[:40]}"


def _typed(scalar: Any) -> str | None:
    if not scalar.style and scalar.value in _NULL:
        return None
    is_wrapped = scalar.style not in ("|", ">") and scalar.start_mark.line < scalar.end_mark.line
    return without_folds(scalar.value) if is_wrapped else str(scalar.value)
