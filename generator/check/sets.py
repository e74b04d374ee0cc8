"""表述: set phrases with fixed members (phrases.yaml): incomplete, with a strange one, in another order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .document import Document
from .listed import read_entries
from .pattern import Pattern
from .rule import Level, Rule, Spot

_SENTENCES = Pattern(r"[^。！？\n]+")
_ITEMS = Pattern(r"[^、，；：:（）()“”‘’《》—和及与\s]+")
_SHORT = 3
"""A member of so few characters must begin or end an item: 创新 in 改革创新, but not in 创新驱动发展战略."""
_ALIKE = 0.6
_GAP = 16
"""Members farther apart are no list."""
_PARTLY = Pattern("重点|特别是|尤其|突出的?|之[一二三四]|其中的?|(?<!平)等|第[一二三四]种|首先")
"""A sentence that says that it does not name all."""


@dataclass(frozen=True)
class SetPhrase:
    """A set phrase and its members; the phrase and each member by every way it is rightly written."""

    names: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    ending: str
    is_ordered: bool
    stands_alone: bool
    """Whether a list of its members is looked at though it is not named."""
    is_seen: bool
    source: str

    @property
    def name(self) -> str:
        return self.names[0]

    @classmethod
    def from_entry(cls, entry: Mapping[str, str]) -> SetPhrase:
        """What an entry of phrases.yaml says."""
        members = (member.split("/") for member in entry["members"].split("|"))
        return cls(
            names=tuple(entry["name"].split("/")),
            members=tuple(tuple(way.strip() for way in ways) for ways in members),
            ending=entry.get("ending") or "",
            is_ordered=entry.get("ordered") == "true",
            stands_alone=entry.get("alone") == "true",
            is_seen=bool(entry.get("seen")),
            source=entry["source"],
        )


@dataclass(frozen=True)
class Member:
    """A member as it stands in a sentence: which one, from where to where."""

    number: int
    start: int
    end: int


@cache
def set_phrases() -> tuple[SetPhrase, ...]:
    """The sets of phrases.yaml."""
    return tuple(map(SetPhrase.from_entry, read_entries("phrases.yaml")["sets"]))


def _likely(document: Document) -> Iterator[tuple[int, Spot]]:
    return find_in_sets(document, [phrase for phrase in set_phrases() if phrase.is_seen])


def _hints(document: Document) -> Iterator[tuple[int, Spot]]:
    return find_in_sets(document, [phrase for phrase in set_phrases() if not phrase.is_seen])


def find_in_sets(document: Document, phrases: Sequence[SetPhrase]) -> Iterator[tuple[int, Spot]]:
    """What is wrong with the lists of the members of `phrases`."""
    wanted = [phrase for phrase in phrases if _may_stand(phrase, document)]
    for index, paragraph in enumerate(document.paragraphs if wanted else ()):
        for sentence in _SENTENCES.finditer(paragraph.plain):
            for phrase in wanted:
                for spot in _wrong_members(phrase, sentence[0]):
                    yield index, _moved(spot, sentence.start())


def _moved(spot: Spot, by: int) -> Spot:
    return Spot(spot.start + by, spot.end + by, spot.message, spot.replacement)


def _may_stand(phrase: SetPhrase, document: Document) -> bool:
    """Whether two members are there at all, and the name where it is needed."""
    if not (phrase.stands_alone or any(name in document.text for name in phrase.names)):
        return False
    beginnings = (any(way[:2] in document.pairs for way in ways) for ways in phrase.members)
    return sum(beginnings) >= 2


def _wrong_members(phrase: SetPhrase, sentence: str) -> Iterator[Spot]:
    is_named = any(name in sentence for name in phrase.names)
    if not (is_named or phrase.stands_alone) or _count(phrase, sentence) < 2:
        return
    members = _list(_members(phrase, sentence))
    missing = set(range(len(phrase.members))) - {one.number for one in members}
    if len(members) < 2 or len(missing) > 1:
        return
    if missing:
        yield from _lacking(phrase, sentence, members, missing.pop(), is_named)
    elif phrase.is_ordered and len(members) == len(phrase.members):
        yield from _out_of_order(phrase, members)


def _count(phrase: SetPhrase, sentence: str) -> int:
    """How many members there may be in `sentence`."""
    return sum(any(way in sentence for way in ways) for ways in phrase.members)


def _members(phrase: SetPhrase, sentence: str) -> list[Member]:
    """All members in `sentence`, in its order; the longest of ways that overlap."""
    found = [
        Member(number, place, place + len(way))
        for number, ways in enumerate(phrase.members)
        for way in ways
        for place in _places(way, sentence)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Member] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _places(way: str, sentence: str) -> Iterator[int]:
    place = sentence.find(way)
    while place >= 0:
        if len(way) > _SHORT or _is_item(sentence, place, place + len(way)):
            yield place
        place = sentence.find(way, place + len(way))


def _is_item(sentence: str, start: int, end: int) -> bool:
    """Whether a short member begins or ends an item of a list."""
    return not (_is_word(sentence[start - 1 : start]) and _is_word(sentence[end : end + 1]))


def _is_word(char: str) -> bool:
    return bool(char and _ITEMS.match(char))


def _list(members: Sequence[Member]) -> list[Member]:
    """The longest run of different members that stand close to each other."""
    runs: list[list[Member]] = [[]]
    for one in members:
        last = runs[-1]
        if last and (one.start - last[-1].end > _GAP or one.number in {each.number for each in last}):
            runs.append([])
        runs[-1].append(one)
    return max(runs, key=len)


def _lacking(
    phrase: SetPhrase, sentence: str, members: list[Member], missing: int, is_named: bool
) -> Iterator[Spot]:
    """A list that lacks one member: because another stands in its place, or it was left out."""
    right = phrase.members[missing][0]
    strange = next((item for item in _between(sentence, members) if _is_strange(phrase, item, missing)), None)
    if strange is not None:
        message = f"“{phrase.name}”里没有“{strange[0]}”，应有“{right}”"
        yield Spot(strange.start(), strange.end(), message)
    elif _is_whole_list(phrase, sentence, members, is_named):
        yield Spot(members[-1].start, members[-1].end, f"“{phrase.name}”的内容不全，缺“{right}”")


def _between(sentence: str, members: Sequence[Member]) -> Iterator[re.Match[str]]:
    """The items in a list of members, and right before and after it, that are none of them."""
    for item in _ITEMS.finditer(sentence):
        is_near = members[0].start - _GAP <= item.start() and item.end() <= members[-1].end + _GAP
        if is_near and not any(one.start < item.end() and item.start() < one.end for one in members):
            yield item


def _is_strange(phrase: SetPhrase, item: re.Match[str], missing: int) -> bool:
    """Ends as the members do, or is like the one that is missing."""
    if any(item[0].endswith(name) for name in phrase.names):
        return False
    if (
        phrase.ending
        and item[0].endswith(phrase.ending)
        and len(item[0]) <= len(phrase.members[missing][0]) + 2
    ):
        return True
    return any(_are_alike(item[0], way) for way in phrase.members[missing])


def _are_alike(item: str, way: str) -> bool:
    from difflib import SequenceMatcher

    if len(way) <= _SHORT:
        return False
    return SequenceMatcher(None, item, way, autojunk=False).ratio() >= _ALIKE


def _is_whole_list(phrase: SetPhrase, sentence: str, members: Sequence[Member], is_named: bool) -> bool:
    """Whether a list means to name all: it says the phrase's name, or nothing says that it does not."""
    if len(members) < 3 and (len(phrase.members) > 3 or not is_named):
        return False
    around = sentence[max(0, members[0].start - 6) : members[-1].end + 3]
    return not _PARTLY.search(around)


def _out_of_order(phrase: SetPhrase, members: Sequence[Member]) -> Iterator[Spot]:
    numbers = [one.number for one in members]
    if numbers != sorted(numbers):
        order = "、".join(ways[0] for ways in phrase.members)
        yield Spot(members[0].start, members[-1].end, f"“{phrase.name}”的次序是：{order}")


RULES = (
    Rule(
        "T03", "固定提法的内容不全或不对", Level.LIKELY,
        "提到“四个意识”一类的提法又列出内容时，一项不能少，一项不能错，次序也是固定的。",
        "增强政治意识、全局意识、核心意识、看齐意识这“四个意识”。",
        "增强政治意识、大局意识、核心意识、看齐意识这“四个意识”。",
        "实务", _likely, piecewise=False,
    ),
    Rule(
        "T09", "固定提法的内容可能不全", Level.HINT,
        "和 T03 一样，但这一条提法的原文没有查到，只作提示。",
        "要落实最严谨的标准、最严格的监管、最严厉的惩罚、最严肃的问责这“四个最严”。",
        "要落实最严谨的标准、最严格的监管、最严厉的处罚、最严肃的问责这“四个最严”。",
        "实务", _hints, piecewise=False,
    ),
)  # fmt: skip
