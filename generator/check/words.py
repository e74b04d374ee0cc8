"""Words that are wrong, with what is right: how YAML lists them, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .document import Document
from .rule import Level, Spot, occurrences


@dataclass(frozen=True)
class Word:
    """A wrong wording; it is right after all inside one of `unless`."""

    wrong: str
    right: str
    level: Level
    source: str
    unless: tuple[str, ...] = ()

    @property
    def has_fix(self) -> bool:
        """Whether `right` can stand where `wrong` does: several ways (甲/乙) cannot."""
        return bool(self.right) and "/" not in self.right


def read_words(groups: Sequence[Mapping[str, Any]]) -> tuple[Word, ...]:
    """The words of groups that share a source, and perhaps a level (必错 without)."""
    return tuple(_word(group, entry) for group in groups for entry in group["words"])


def find_words(
    document: Document, words: Iterable[Word], level: Level, message: str = "“{wrong}”应为“{right}”"
) -> Iterator[tuple[int, Spot]]:
    """Where words of `level` stand."""
    for word in words:
        if word.level is not level:
            continue
        told = message.format(wrong=word.wrong, right=word.right.replace("/", "”或“"))
        for index, place in occurrences(document, word.wrong):
            if not _is_right(document.paragraphs[index].plain, place, word):
                replacement = word.right if word.has_fix else None
                yield index, Spot(place, place + len(word.wrong), told, replacement)


def _word(group: Mapping[str, Any], entry: Mapping[str, Any]) -> Word:
    level = Level(group.get("level") or Level.CERTAIN.value)
    return Word(
        entry["wrong"], entry["right"] or "", level, group["source"], tuple(entry.get("unless") or ())
    )


def _is_right(text: str, place: int, word: Word) -> bool:
    """Whether the word is there only because of what stands around it (公布|署名)."""
    places = ((context, place - context.index(word.wrong)) for context in word.unless)
    return any(start >= 0 and text.startswith(context, start) for context, start in places)
