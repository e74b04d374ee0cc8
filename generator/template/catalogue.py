"""The template files: found by name, listed, read with all that they are made from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import files
from ..errors import SpeechgenError, TemplateError
from ..files.builtin import builtin_folder
from ..text.suggestions import nearest

if TYPE_CHECKING:
    from ..details.yaml import YamlMapping

ENDING = ".md.j2"
FRAME = f"_speech{ENDING}"
SECTORS = "sectors.yaml"
LARGEST = 256 * 1024
"""Bytes; a template over this is refused."""

MOST_FRAMES = 10
MOST_SOURCES = 50
"""Files that a template may be made from."""

_HEADER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_REFERENCE = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\s+([\"'])(.+?)\2")
_PLAIN = re.compile(r"(\w+): ([^\s\"'&*!|>%@`#{\[:-][^#:\n]*)")


class Summary(NamedTuple):
    """What `list` says of a template; its fields and text are not read."""

    name: str
    title: str
    description: str
    path: Path


class Source:
    """A template file: its header (YAML, read when asked for) and its body.

    `body` has an empty line for each line of the header, so that lines keep their number.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = files.read_text(path, LARGEST).content.replace("\r\n", "\n")
        match = _HEADER.match(self.text)
        self._header_text = match[1] if match else ""
        self.body = self.text
        if match:
            self.body = "\n" * match[0].count("\n") + self.text[match.end() :]

    @cached_property
    def header(self) -> YamlMapping:
        """The header; empty where there is none. Raises YamlError."""
        from ..details.yaml import read_mapping

        return read_mapping(self._header_text, str(self.path), first_line=2)

    @property
    def summary(self) -> Summary:
        """Name, title and description; a header that cannot be read is said to be so."""
        name = self.path.name.removesuffix(ENDING)
        try:
            values = self._plain_values() or self.header.values
        except SpeechgenError as error:
            return Summary(name, "（读不了）", str(error).split("\n")[0], self.path)
        return Summary(
            name, str(values.get("title") or name), str(values.get("description") or ""), self.path
        )

    def references(self) -> Iterator[tuple[str, str]]:
        """What the body names in extends, include, import and from: (word, name)."""
        return ((match[1], match[3]) for match in _REFERENCE.finditer(self.body))

    def _plain_values(self) -> dict[str, str] | None:
        """Title and description where they open the header as plain text: no need of YAML."""
        lines = self._header_text.split("\n", 2)[:2]
        matches = [match for line in lines if (match := _PLAIN.fullmatch(line.strip()))]
        values = {match[1]: match[2] for match in matches}
        return values if set(values) == {"title", "description"} else None


def list_templates(folders: Sequence[Path] = ()) -> tuple[Summary, ...]:
    """The templates in `folders` and the built-in ones, by name; an earlier folder wins."""
    found: dict[str, Path] = {}
    for folder in _search_folders(folders):
        for path in sorted(folder.glob(f"*{ENDING}")):
            if not path.name.startswith("_") and os.path.isfile(path):
                found.setdefault(path.name.removesuffix(ENDING), path)
    return tuple(_summary(path) for _, path in sorted(found.items()))


def find_template(name: str, folders: Sequence[Path] = ()) -> Path:
    """The file of the template called `name`, by its Chinese title, or at the path `name`.

    Raises TemplateError with the nearest names when there is none.
    """
    path = Path(name)
    if name.endswith(".j2") or path.name != name:
        if not os.path.isfile(path):
            raise TemplateError(f"没有模板文件“{name}”")
        return path.resolve()
    for folder in _search_folders(folders):
        candidate = folder / f"{name}{ENDING}"
        if os.path.isfile(candidate) and not name.startswith("_"):
            return candidate.resolve()
    return _by_title(name, list_templates(folders))


def read_sources(path: Path) -> dict[Path, Source]:
    """The template at `path` and every file it can reach, by path, the template first.

    Raises TemplateError when there are too many, FileError for one that cannot be read.
    """
    sources: dict[Path, Source] = {}
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current not in sources:
            if len(sources) == MOST_SOURCES:
                raise TemplateError(f"{path}：用到的模板文件太多，最多 {MOST_SOURCES} 个")
            sources[current] = Source(current)
            names = dict.fromkeys(name for _, name in sources[current].references())
            waiting += filter(None, (find_reference(name, current) for name in names))
    return sources


def frames(path: Path, sources: dict[Path, Source]) -> list[Source]:
    """The template at `path` and what it extends, the template first. Raises TemplateError."""
    found = [sources[path]]
    while (parent := _parent(found[-1])) is not None:
        if len(found) == MOST_FRAMES or sources[parent] in found:
            raise TemplateError(f"{path}：extends 绕成了圈")
        found.append(sources[parent])
    return found


def find_reference(name: str, template: Path) -> Path | None:
    """The template file that a template means by `name`: beside it or built in, by no link out."""
    parts = re.split(r"[/\\]", name)
    if ".." in parts or ":" in name or name.startswith(("/", "\\")) or not name.endswith(ENDING):
        return None
    for folder in reachable_folders(template):
        root = folder.resolve()
        path = root.joinpath(*parts)
        if os.path.isfile(path) and path.resolve().is_relative_to(root):
            return path.resolve()
    return None


def reachable_folders(template: Path) -> tuple[Path, ...]:
    """The folders whose files a template may use: its own and the built-in one."""
    return tuple(dict.fromkeys((template.parent, builtin_folder())))


def _parent(source: Source) -> Path | None:
    names = (name for word, name in source.references() if word == "extends")
    return next((path for name in names if (path := find_reference(name, source.path))), None)


def _search_folders(folders: Sequence[Path]) -> list[Path]:
    unique = {folder.resolve(): folder for folder in reversed([*folders, builtin_folder()])}
    return [folder for folder in reversed(unique.values()) if folder.is_dir()]


def _summary(path: Path) -> Summary:
    try:
        return Source(path).summary
    except SpeechgenError as error:
        return Summary(path.name.removesuffix(ENDING), "（读不了）", str(error).split("\n")[0], path)


def _by_title(name: str, summaries: Iterable[Summary]) -> Path:
    known = list(summaries)
    for summary in known:
        if summary.title == name:
            return summary.path.resolve()
    names = "、".join(summary.name for summary in known)
    raise TemplateError(
        f"没有叫“{name}”的模板{_meant(name, known)}\n现有：{names}（speechgen list 可看说明）"
    )


def _meant(name: str, summaries: Sequence[Summary]) -> str:
    """The template that a part of its title, or a name or title written wrong, means."""
    for summary in summaries:
        if len(name) > 1 and name in summary.title:
            return f"。是不是“{summary.name}”（{summary.title}）？"
    return nearest(name, [*(one.name for one in summaries), *(one.title for one in summaries)])
