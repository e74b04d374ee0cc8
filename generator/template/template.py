"""Template (模板): loaded with its fields, rendered to a Speech."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import files
from .._version import __version__
from ..details.details import Details, fill
from ..details.entry import Entry
from ..details.fields import Field, ValueMistake, field_from_header
from ..details.yaml import read_mapping
from ..errors import MarkupError, SpeechgenError, TemplateError
from ..model import markup
from ..model.speech import Blank, Speech
from ..settings import user_cache
from ..text.suggestions import nearest
from ..text.xml_characters import first_forbidden
from .catalogue import (
    ENDING,
    LARGEST,
    SECTORS,
    Source,
    find_reference,
    find_template,
    frames,
    reachable_folders,
    read_sources,
)

if TYPE_CHECKING:
    import jinja2

    from .sandbox import Environment

MOST_TOLD = 20
"""Unknown names that one message lists."""

_HEADER_KEYS = ("title", "description", "fields")


@dataclass(frozen=True)
class Template:
    """A template, ready to render.

    `fields` are its own and those of the frame it extends, in the order of the form.
    `content_hash` changes when its text does, or that of a file it is made from.
    """

    name: str
    path: Path
    title: str
    description: str
    fields: tuple[Field, ...]
    content_hash: str
    sources: Mapping[Path, Source] = field(repr=False, compare=False)

    def render(self, details: Mapping[str, Any] | None = None, seed: str | None = None) -> Speech:
        """The speech for `details` (by field name or label; texts, numbers, dates, lists).

        `seed` picks the wordings; by default the unit's name. Raises DetailsError when a
        value does not fit, TemplateError when the template fails.
        """
        entries = [Entry(key, _as_typed(value), key) for key, value in (details or {}).items()]
        return self.render_filled(fill(self.fields, entries), seed)

    def render_filled(self, details: Details, seed: str | None = None) -> Speech:
        """As `render`, for details that are known to fit."""
        text = self._rendered(details, default_seed(details) if seed is None else seed)
        if (char := first_forbidden(text)) is not None:
            raise TemplateError(f"{self.path}：模板里有 Word 文件放不下的字符 U+{ord(char):04X}，请删掉")
        try:
            return markup.parse(text)
        except MarkupError as error:
            line = text.replace("\r\n", "\n").split("\n")[error.line - 1].strip()
            raise TemplateError(f"{self.path}：生成的讲稿不合格式：{error}（在“{line[:30]}”处）") from error

    def blanks(self, speech: Speech, details: Details) -> tuple[Blank, ...]:
        """The fields that stand open in `speech`, in the order of the form."""
        text = "\n".join(speech.texts)
        if "【" not in text:
            return ()
        return tuple(
            Blank(field.label, field.hint)
            for field in self.fields
            if field.name not in details.values and Blank(field.label, "").text in text
        )

    def _rendered(self, details: Details, seed: str) -> str:
        try:
            return self._environment.run(self._compiled, self._context(details), seed)
        except SpeechgenError:
            raise
        except Exception as error:
            raise TemplateError(self._explained(error)) from error

    def _context(self, details: Details) -> dict[str, Any]:
        return {**self._unfilled, **details.values}

    @cached_property
    def _unfilled(self) -> dict[str, Any]:
        """What a template gets where nobody filled a field in."""
        context: dict[str, Any] = {"sectors": self._sectors}
        for declared in self.fields:
            value = None if declared.default is None else declared.value(declared.default)
            context[declared.name] = _left_open(declared) if value is None else value
        return context

    @cached_property
    def _sectors(self) -> dict[str, Any]:
        path = _sectors_path(self.path)
        return dict(read_mapping(files.read_text(path, LARGEST).content, str(path)).values) if path else {}

    @cached_property
    def _environment(self) -> Environment:
        import jinja2

        from .sandbox import Environment

        names = frozenset({declared.name for declared in self.fields} | {"sectors"})
        return Environment(jinja2.FunctionLoader(self._load), names, user_cache() / __version__)

    @cached_property
    def _compiled(self) -> jinja2.Template:
        return self._environment.get_template(self.path.name)

    def _load(self, name: str) -> tuple[str, str, None] | None:
        path = self.path if name == self.path.name else find_reference(name, self.path)
        if path is None:
            return None
        source = self.sources.get(path) or Source(path)
        return source.body, str(path), None

    def _explained(self, error: Exception) -> str:
        from .metering import UnknownNames

        if isinstance(error, UnknownNames):
            told = [f"{error.path} 第 {line} 行：{message}" for line, message in error.mistakes[:MOST_TOLD]]
            more = len(error.mistakes) - len(told)
            return "\n".join([*told, *([f"……还有 {more} 处"] if more else [])])
        return f"{self._place(error)}：{_reason(error)}"

    def _place(self, error: Exception) -> str:
        from traceback import extract_tb

        import jinja2

        if isinstance(error, jinja2.TemplateSyntaxError):
            return f"{error.filename or self.path} 第 {error.lineno} 行"
        known = [str(folder) for folder in reachable_folders(self.path)]
        for frame in reversed(extract_tb(error.__traceback__)):
            if frame.filename.endswith(ENDING) and str(Path(frame.filename).parent) in known:
                return f"{frame.filename} 第 {frame.lineno} 行"
        return str(self.path)


def load_template(name: str, folders: Sequence[Path] = ()) -> Template:
    """The template called `name` in `folders` or built in, or the one at the path `name`.

    Raises TemplateError, with the nearest names, when there is none or its header is wrong.
    """
    path = find_template(name, folders)
    with files.bounded(path):
        return _load(path)


def _load(path: Path) -> Template:
    sources = read_sources(path)
    mistakes: list[str] = []
    fields: dict[str, Field] = {}
    for source in reversed(frames(path, sources)):
        _declare(source, fields, mistakes)
    _require_header(sources[path], mistakes)
    if mistakes:
        raise TemplateError("\n".join(mistakes))
    header = sources[path].header.values
    return Template(
        name=path.name.removesuffix(ENDING),
        path=path,
        title=header["title"],
        description=header.get("description") or "",
        fields=tuple(fields.values()),
        content_hash=_hash(path, sources),
        sources=sources,
    )


def default_seed(details: Details) -> str:
    """What picks the wordings where no seed is given: the unit's name."""
    return str(details.values.get("unit", ""))


def _left_open(field: Field) -> Any:
    """What a template gets for a field without a value; a required table has one row of blanks."""
    from .sandbox import BlankValue

    blank = BlankValue(field.label, field.required)
    if not (field.columns and field.required):
        return blank
    return [dict.fromkeys(field.columns, "") | {next(iter(field.columns)): blank}]


def _sectors_path(template: Path) -> Path | None:
    """The list of kinds of unit beside a template, or the built-in one; no link leads out to it."""
    for folder in reachable_folders(template):
        path = (folder / SECTORS).resolve()
        if path.is_file() and path.is_relative_to(folder.resolve()):
            return path
    return None


def _hash(path: Path, sources: Mapping[Path, Source]) -> str:
    from hashlib import sha256

    sectors = _sectors_path(path)
    texts = [source.text for source in sources.values()]
    texts += [files.read_text(sectors, LARGEST).content] if sectors else []
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _declare(source: Source, fields: dict[str, Field], mistakes: list[str]) -> None:
    """Adds the fields of a header; over a field of the frame it says only what differs."""
    declared = source.header.values.get("fields") or {}
    if not isinstance(declared, dict):
        mistakes.append(f"{source.path}：fields 应当是一行一个“字段名: {{label: …}}”")
        return
    for name, header in declared.items():
        if not isinstance(header, dict | None):
            mistakes.append(f"{source.path}：字段 {name} 应当写成 {name}: {{label: 名称}}")
            continue
        try:
            fields[name] = field_from_header(name, _inherited(fields.get(name)) | (header or {}))
        except ValueMistake as mistake:
            mistakes.append(f"{source.path}：字段 {name}：{mistake}")
    labels = [declared.label for declared in fields.values()]
    mistakes += [
        f"{source.path}：两个字段都叫“{label}”，请改一个 label"
        for label in dict.fromkeys(labels)
        if labels.count(label) > 1
    ]


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


def _require_header(source: Source, mistakes: list[str]) -> None:
    values = source.header.values
    if not isinstance(values.get("title"), str):
        mistakes.append(f"{source.path}：文件头（两行 --- 之间）要写 title: 模板的中文名称")
    for key in values:
        if key not in _HEADER_KEYS:
            line = source.header.lines[key]
            mistakes.append(f"{source.path} 第 {line} 行：不认识“{key}”{nearest(key, _HEADER_KEYS)}")


def _as_typed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_as_typed(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _as_typed(item) for key, item in value.items()}
    return value if value is None or isinstance(value, str) else str(value)


def _reason(error: Exception) -> str:
    import jinja2
    from jinja2.exceptions import SecurityError

    from .metering import OverBudget

    message = getattr(error, "message", None) or str(error)
    if isinstance(error, OverBudget | MemoryError):
        return "模板太费时间或内存，已停下。请检查里面的循环、很大的数和很长的值"
    if isinstance(error, RecursionError):
        return "模板套得太深。请检查有没有自己套自己的宏、块和 include，括号是不是太多"
    if isinstance(error, SecurityError):
        return f"模板用了不允许的写法（{message}）"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"找不到要用的模板文件“{message}”，只能用同一文件夹里的和自带的"
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"模板语法不对（{message}）"
    if isinstance(error, jinja2.UndefinedError):
        absent = re.search(r"has no (?:attribute|element) (.+)$", message)
        return f"用到了没有的内容 {absent[1]}" if absent else message
    if isinstance(error, SyntaxError):
        return "循环和条件套得太深"
    if isinstance(error, ZeroDivisionError):
        return "除数是 0"
    return f"模板在这里出错（{type(error).__name__}: {message}）"
