"""Words that are wrong, with what is right: how YAML lists them, and where they stand."""

from __future__ import annotations

from collections import defaultdict
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
    year: str = ""
    """When it became wrong, where that is told."""

    @property
    def has_fix(self) -> bool:
        """Whether `right` can stand where `wrong` does: several ways (甲/乙) cannot."""
        return "/" not in self.right


class Words:
    """Many words, found in one pass: only those are looked for whose first two characters are there."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.all = tuple(words)
        self._by_beginning: dict[str, list[Word]] = defaultdict(list)
        for word in self.all:
            self._by_beginning[word.wrong[:2]].append(word)

    def found(self, document: Document) -> list[tuple[int, int, Word]]:
        """The words that stand in a document: index of the paragraph, place, and word; of those that
        overlap the longest, and none that is right after all."""
        found = [
            (*place, word)
            for beginning in self._by_beginning.keys() & document.pairs
            for word in self._by_beginning[beginning]
            for place in occurrences(document, word.wrong)
        ]
        found.sort(key=lambda one: (one[0], one[1], -len(one[2].wrong)))
        return [
            one for one in _longest(found) if not _is_right(document.paragraphs[one[0]].plain, one[1], one[2])
        ]


def read_words(groups: Sequence[Mapping[str, Any]], must_be_seen: bool = False) -> Words:
    """The words of groups that share a source, and perhaps a level (必错 without).

    With `must_be_seen`, a group that does not say where it was looked up is but a hint.
    """
    return Words(word for group in groups for word in _words(group, must_be_seen))


def find_words(
    document: Document, words: Words, level: Level, message: str = "“{wrong}”应为“{right}”"
) -> Iterator[tuple[int, Spot]]:
    """Where words of `level` stand."""
    for index, place, word in words.found(document):
        if word.level is level:
            right = word.right.replace("/", "”或“")
            told = message.format(wrong=word.wrong, right=right, year=word.year)
            yield index, Spot(place, place + len(word.wrong), told, word.right if word.has_fix else None)


def _words(group: Mapping[str, Any], must_be_seen: bool) -> Iterator[Word]:
    level = Level(group.get("level") or Level.CERTAIN.value)
    if must_be_seen and not group.get("seen"):
        level = Level.HINT
    unless = dict(_lines(group.get("unless") or ""))
    for right, wrongs in _lines(group["words"]):
        for wrong in wrongs:
            contexts = tuple(unless.get(wrong, ()))
            yield Word(wrong, right, level, group["source"], contexts, group.get("year") or "")


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """What stands before the colon of each line, and what after it: 部署: 布署 部暑."""
    for line in text.splitlines():
        before, _, after = line.partition(": ")
        yield before, after.split()


def _longest(found: Sequence[tuple[int, int, Word]]) -> Iterator[tuple[int, int, Word]]:
    """Of words in order, those that do not lie within the one before."""
    last = (-1, 0)
    for index, place, word in found:
        end = (index, place + len(word.wrong))
        if end > last:
            yield index, place, word
            last = end


def _is_right(text: str, place: int, word: Word) -> bool:
    """Whether the word is there only because of what stands around it (公布|署名)."""
    places = ((context, place - context.find(word.wrong)) for context in word.unless)
    return any(start >= 0 and text.startswith(context, start) for context, start in places)
