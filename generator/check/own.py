"""What an office checks by besides: its own choice of rules, words, set phrases and superiors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import files
from ..details.entry import Entry
from ..details.yaml import read_mapping
from ..errors import SettingsError
from .document import Document
from .rule import Find, Level, Rule
from .sets import SetPhrase, find_in_sets
from .words import Word, Words, find_words

_KEYS = {
    "select": "只查", "ignore": "不查", "lexicon": "词表", "phrases": "提法", "superiors": "上级",
}  # fmt: skip
_SOURCE = "本单位：speechgen.yaml"


@dataclass(frozen=True)
class Own:
    """The section 校对 of speechgen.yaml: codes to select and to ignore, names that are known, and
    rules of one's own."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    superiors: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


def read_own(entries: Iterable[Entry]) -> Own:
    """What the entries of the section say. Raises SettingsError, FileError, YamlError."""
    found: dict[str, Any] = {}
    for entry in entries:
        name = next((name for name, label in _KEYS.items() if entry.key in (name, label)), None)
        if name is None:
            raise SettingsError(f"{entry.where} 不认识，可写的有：{'、'.join(_KEYS.values())}")
        found[name] = _READERS[name](entry)
    words, phrases = found.pop("lexicon", Words(())), found.pop("phrases", ())
    return Own(**found, rules=(*_word_rule(words), *_phrase_rule(phrases)))


def _texts(entry: Entry) -> tuple[str, ...]:
    """A list, or what is parted by commas."""
    typed = entry.typed if isinstance(entry.typed, list) else re.split("[,，、]", str(entry.typed or ""))
    if not all(isinstance(one, str) for one in typed):
        raise SettingsError(f"{entry.where} 应当是一个列表")
    return tuple(one.strip() for one in typed if one.strip())


def _words(entry: Entry) -> Words:
    """Words, right ones before the colon: 江北新区: 江北新城 江北开发区; or a file of them."""
    if isinstance(entry.typed, dict):
        return _listed(entry.typed, entry.where)
    folder = Path(entry.where.rpartition("：")[0]).parent
    path = folder / str(entry.typed)
    return _listed(read_mapping(files.read_text(path).content, str(path)).values, str(path))


def _listed(values: Mapping[str, Any], place: str) -> Words:
    words = []
    for right, wrongs in values.items():
        if not isinstance(wrongs, str | list) or not wrongs:
            raise SettingsError(f"{place} 里“{right}”的后面应当是错的写法，几个的用空格隔开")
        listed = wrongs if isinstance(wrongs, list) else wrongs.split()
        for wrong in map(str, listed):
            if any(wrong in other and other != right for other in values):
                raise SettingsError(f"{place} 里“{wrong}”又是错的写法，又在对的写法里，请去掉一处")
            unless = (right,) if wrong in right else ()
            words.append(Word(wrong, right, Level.CERTAIN, _SOURCE, unless))
    return Words(words)


def _phrases(entry: Entry) -> tuple[SetPhrase, ...]:
    """Set phrases with their members: 三个一: 一本账 | 一张图 | 一个码."""
    if not isinstance(entry.typed, dict) or not all(isinstance(one, str) for one in entry.typed.values()):
        raise SettingsError(f"{entry.where} 应当一行写一个：“三个一: 一本账 | 一张图 | 一个码”")
    made = ({"name": name, "members": members, "source": _SOURCE} for name, members in entry.typed.items())
    return tuple(map(SetPhrase.from_entry, made))


_READERS = {
    "select": _texts, "ignore": _texts, "lexicon": _words, "phrases": _phrases, "superiors": _texts,
}  # fmt: skip


def _word_rule(words: Words) -> tuple[Rule, ...]:
    def find(document: Document) -> Any:
        return find_words(document, words, Level.CERTAIN)

    return _rule("L90", "本单位的词表", Level.CERTAIN, find) if words.all else ()


def _phrase_rule(phrases: tuple[SetPhrase, ...]) -> tuple[Rule, ...]:
    def find(document: Document) -> Any:
        return find_in_sets(document, phrases)

    return _rule("T90", "本单位的提法不全或不对", Level.LIKELY, find) if phrases else ()


def _rule(code: str, title: str, level: Level, find: Find) -> tuple[Rule, ...]:
    return (Rule(code, title, level, "speechgen.yaml 的“校对”里写的。", "", "", _SOURCE, find),)
