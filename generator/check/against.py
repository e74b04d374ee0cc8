"""What a new version of a text changed in facts, whatever it did to the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .document import Document
from .facts import Background, Fact, Kind, facts

_ALIKE = 0.6
_MOST_COMPARED = 500
"""Texts that differ in more names than that are not two versions of one."""


@dataclass(frozen=True)
class Change:
    """A fact that is another now, is gone ("" after), or is new ("" before).

    `paragraph` is that of the new text, or of the old one where the fact is gone.
    """

    kind: Kind
    before: str
    after: str
    paragraph: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class _Stated:
    fact: Fact
    paragraph: int


def changes(old: Document, new: Document) -> tuple[Change, ...]:
    """What `new` states otherwise than `old`, in the order of `new`; what is gone comes last."""
    gone, come = _only(old, new), _only(new, old)
    found: list[Change] = []
    for one in come:
        other = _counterpart(one.fact, gone)
        if other is not None:
            gone.remove(other)
        before = other.fact.text if other else ""
        found.append(
            Change(one.fact.kind, before, one.fact.text, one.paragraph, one.fact.start, one.fact.end)
        )
    found += [Change(one.fact.kind, one.fact.text, "", one.paragraph) for one in gone]
    return tuple(found)


def _only(document: Document, other: Document) -> list[_Stated]:
    """The facts of `document` that `other` does not state, each once."""
    background = Background(one.plain for one in other.paragraphs)
    told: dict[tuple[Kind, str], _Stated] = {}
    for one in _stated(document):
        if not background.states(one.fact):
            told.setdefault((one.fact.kind, one.fact.key), one)
    return list(told.values())


def _stated(document: Document) -> Iterator[_Stated]:
    for index, paragraph in enumerate(document.paragraphs):
        yield from (_Stated(fact, index) for fact in facts(paragraph.plain))


def _counterpart(fact: Fact, gone: Sequence[_Stated]) -> _Stated | None:
    """What stood in the place of a new fact: of the same kind, and said of the same thing or much like it."""
    same = [one for one in gone if one.fact.kind is fact.kind]
    alike = [one for one in same if one.fact.context and one.fact.context == fact.context]
    if alike or fact.kind is Kind.NUMBER:
        return next(iter(alike), None)
    if fact.kind is Kind.DATE:
        return next((one for one in same if _share_part(one.fact.key, fact.key)), None)
    if fact.kind is Kind.PERSON:
        return next((one for one in same if _may_be_misspelt(one.fact.key, fact.key)), None)
    if len(same) > _MOST_COMPARED:
        return None
    ratios = [(SequenceMatcher(None, one.fact.key, fact.key, autojunk=False).ratio(), one) for one in same]
    ratio, best = max(ratios, key=lambda pair: pair[0], default=(0.0, None))
    return best if ratio >= _ALIKE else None


def _share_part(date: str, other: str) -> bool:
    """Whether two dates have the month or the day in common."""
    pairs = zip(date.split("-")[1:], other.split("-")[1:], strict=True)
    return any(one and one == two for one, two in pairs)


def _may_be_misspelt(name: str, other: str) -> bool:
    return len(name) == len(other) and sum(one != two for one, two in zip(name, other, strict=True)) == 1
