"""表述: set phrases, whose words and members are fixed (phrases.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .. import files
from ..details.yaml import read_mapping
from .document import Document
from .pattern import Pattern
from .rule import Level, Rule, Spot, occurrences
from .words import Word, find_words, read_words

_LIST = Path(__file__).with_name("phrases.yaml")
_SENTENCES = Pattern(r"[^。！？\n]+")
_ITEMS = Pattern(r"[^、，；：:（）()“”‘’《》—和及与\s]+")


@dataclass(frozen=True)
class Phrase:
    """A set phrase and its members; each member by every way it is rightly written."""

    name: str
    members: tuple[tuple[str, ...], ...]
    ending: str
    source: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """The set phrases of phrases.yaml."""
    return tuple(_phrase(entry) for entry in _data()["sets"])


@cache
def misnomers() -> tuple[Word, ...]:
    """Wrong wordings of phrases.yaml, each with the right one."""
    return read_words(_data()["wordings"])


@cache
def former_names() -> tuple[Word, ...]:
    """Names of organs that have new ones."""
    return read_words(_data()["renamed"])


@cache
def _data() -> Mapping[str, Any]:
    return read_mapping(files.read_text(_LIST).content, _LIST.name).values


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    members = tuple(tuple(member.split("/")) for member in entry["members"])
    return Phrase(entry["name"], members, entry.get("ending") or "", entry["source"])


def _members(document: Document) -> Iterator[tuple[int, Spot]]:
    for phrase in phrases():
        for index in dict.fromkeys(index for index, _ in occurrences(document, phrase.name)):
            for sentence in _SENTENCES.finditer(document.paragraphs[index].plain):
                if phrase.name in sentence[0]:
                    yield from ((index, spot) for spot in _wrong_members(phrase, sentence))


def _wrong_members(phrase: Phrase, sentence: re.Match[str]) -> Iterator[Spot]:
    """A list of members, most of them right, that lacks one or has a strange one."""
    items = [*_ITEMS.finditer(sentence[0])]
    found = [item for item in items if any(_says(item[0], ways) for ways in phrase.members)]
    missing = [ways for ways in phrase.members if not any(_says(item[0], ways) for item in found)]
    if not missing or len(found) < 2 or len(missing) > len(phrase.members) // 2:
        return
    strange = [item for item in items if _is_strange(phrase, item, found)]
    names = "、".join(f"“{ways[0]}”" for ways in missing)
    for item in strange:
        at = sentence.start() + item.start()
        yield Spot(at, at + len(item[0]), f"“{phrase.name}”里没有“{item[0]}”，应有{names}")
    if not strange:
        at = sentence.start() + found[-1].start()
        yield Spot(at, at + len(found[-1][0]), f"“{phrase.name}”的内容不全，缺{names}")


def _says(item: str, ways: tuple[str, ...]) -> bool:
    """Whether an item of a list is a member, perhaps with a word before or after it."""
    is_short = len(item) <= max(map(len, ways)) + 4
    return item.startswith(ways) or item.endswith(ways) or (is_short and any(way in item for way in ways))


def _is_strange(phrase: Phrase, item: re.Match[str], found: list[re.Match[str]]) -> bool:
    """Ends like a member, stands among them, and is none."""
    if item[0].endswith(phrase.name):
        return False
    among = found[0].start() <= item.start() <= found[-1].end() + 12
    return bool(phrase.ending) and among and item[0].endswith(phrase.ending) and item not in found


def _wordings(document: Document) -> Iterator[tuple[int, Spot]]:
    return find_words(document, misnomers(), Level.CERTAIN)


def _likely_wordings(document: Document) -> Iterator[tuple[int, Spot]]:
    return find_words(document, misnomers(), Level.LIKELY)


def _former(document: Document) -> Iterator[tuple[int, Spot]]:
    return find_words(
        document, former_names(), Level.CERTAIN, "“{wrong}”是机构改革前的名称，现称“{right}”，请核对"
    )


RULES = (
    Rule(
        "T01", "固定提法写错", Level.CERTAIN,
        "固定的提法一个字也不能错，全部写法和出处在 generator/check/phrases.yaml。",
        "推进“五位一体”战略布局。", "推进“五位一体”总体布局。",
        "实务", _wordings,
    ),
    Rule(
        "T02", "固定提法多半写错", Level.LIKELY,
        "多半写错了，但别的意思也可能这样写。",
        "增强法制思维。", "增强法治思维。",
        "实务", _likely_wordings,
    ),
    Rule(
        "T03", "固定提法的内容不全或不对", Level.LIKELY,
        "提到“四个意识”一类的提法又列出内容时，一项不能少，一项不能错。",
        "增强政治意识、全局意识、核心意识、看齐意识这“四个意识”。",
        "增强政治意识、大局意识、核心意识、看齐意识这“四个意识”。",
        "实务", _members, piecewise=False,
    ),
    Rule(
        "T04", "机构旧称", Level.HINT,
        "机构改革以后改了名称的，用现行名称；引用当年的文件时不改。",
        "由环保局牵头。", "由生态环境局牵头。",
        "实务：2018年、2023年机构改革方案", _former,
    ),
)  # fmt: skip
