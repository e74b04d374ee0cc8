"""Template (模板): loaded with its fields, rendered to a Speech."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import files
from .._version import __version__
from ..details.details import Details, fill
from ..details.entry import Entry
from ..details.fields import Field
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
    reachable_folders,
    read_sources,
)
from .header import read_header
from .vocabulary import FILLED, Vocabulary

if TYPE_CHECKING:
    import jinja2

    from .sandbox import Environment

MOST_TOLD = 20
"""Unknown names that one message lists."""


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
    vocabulary: Vocabulary = field(repr=False, compare=False)
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
            said = text.replace("\r\n", "\n").split("\n")[error.line - 1].strip()[:30]
            reason = str(error).partition("：")[2]
            raise TemplateError(
                f"{self.path}{self._line_with(said)}：生成的讲稿不合格式：{reason}（在“{said}”处）"
            ) from error

    def _line_with(self, text: str) -> str:
        """The first line of the template that has `text` in it, to append to its path."""
        lines = self.sources[self.path].text.split("\n")
        return next((f" 第 {number} 行" for number, line in enumerate(lines, 1) if text in line), "")

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
        filled = len(self.vocabulary.own & details.values.keys())
        return {**self._unfilled, **details.values, FILLED: filled}

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

        loader = jinja2.FunctionLoader(self._load)
        return Environment(loader, self.vocabulary, self.path, user_cache() / __version__)

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
        import jinja2

        from .metering import WrittenWrong
        from .mistakes import reason

        if isinstance(error, WrittenWrong):
            told = [f"{error.path} 第 {line} 行：{message}" for line, message in error.mistakes[:MOST_TOLD]]
            more = len(error.mistakes) - len(told)
            return "\n".join([*told, *([f"……还有 {more} 处"] if more else [])])
        if isinstance(error, jinja2.TemplateNotFound):
            return f"{self._place(error)}：{self._not_found(str(error.name))}"
        return f"{self._place(error)}：{reason(error)}"

    def _not_found(self, name: str) -> str:
        paths = (path for folder in reachable_folders(self.path) for path in folder.glob(f"_*{ENDING}"))
        meant = nearest(name.removesuffix(ENDING), {path.name.removesuffix(ENDING) for path in paths})
        meant = meant.replace("”", f"{ENDING}”")
        return f"找不到要用的模板文件“{name}”，只能用同一文件夹里的和自带的{meant}"

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
    with files.within_bounds(path):
        return _load(path)


def _load(path: Path) -> Template:
    sources = read_sources(path)
    header = read_header(path, sources)
    return Template(
        name=path.name.removesuffix(ENDING),
        path=path,
        title=header.title,
        description=header.description,
        fields=header.fields,
        content_hash=_hash(path, sources),
        vocabulary=header.vocabulary,
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


def _as_typed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_as_typed(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _as_typed(item) for key, item in value.items()}
    return value if value is None or isinstance(value, str) else str(value)
