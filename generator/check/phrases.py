"""表述: set phrases, whose words are fixed (phrases.yaml). Their members are in sets.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .document import Document
from .listed import read_entries
from .pattern import Pattern
from .rule import Level, Rule, Spot, occurrences
from .words import Words, find_words, read_words

_SENTENCES = Pattern(r"[^。！？\n]+")
_ITEMS = Pattern(r"[^、，；：:（）()“”‘’《》—和及与\s]+")


@dataclass(frozen=True)
class Saying:
    """A set phrase, the verbs that do not go with it, and how it is properly said."""

    phrase: str
    wrong: tuple[str, ...]
    right: str
    source: str


@cache
def misnomers() -> Words:
    """Wrong wordings of phrases.yaml, each with the right one."""
    return read_words(read_entries("phrases.yaml")["wordings"], must_be_seen=True)


@cache
def sayings() -> tuple[Saying, ...]:
    return tuple(map(_saying, read_entries("phrases.yaml")["sayings"]))


def _saying(entry: Mapping[str, str]) -> Saying:
    verbs = sorted(entry["wrong"].split(), key=len, reverse=True)
    return Saying(entry["phrase"], tuple(verbs), entry["right"], entry["source"])


def _certain(document: Document) -> Iterator[tuple[int, Spot]]:
    return find_words(document, misnomers(), Level.CERTAIN)


def _likely(document: Document) -> Iterator[tuple[int, Spot]]:
    yield from find_words(document, misnomers(), Level.LIKELY)
    yield from find_words(document, misnomers(), Level.HINT, "“{wrong}”是不是“{right}”？")


def _said(document: Document) -> Iterator[tuple[int, Spot]]:
    """A verb right before a phrase, with or without quotation marks, that is not said with it."""
    for saying in sayings():
        for index, place in occurrences(document, saying.phrase):
            text = document.paragraphs[index].plain
            end = place - (text[place - 1 : place] == "“")
            verb = next((one for one in saying.wrong if text.endswith(one, 0, end)), None)
            if verb is not None:
                told = f"“{saying.phrase}”的前面不用“{verb}”，应当说：{saying.right}"
                yield index, Spot(end - len(verb), end, told)


RULES = (
    Rule(
        "T01", "固定提法写错", Level.CERTAIN,
        "固定的提法一个字也不能错，全部写法和出处在 generator/check/phrases.yaml。",
        "推进“五位一体”战略布局。", "推进“五位一体”总体布局。",
        "实务", _certain,
    ),
    Rule(
        "T02", "固定提法多半写错", Level.LIKELY,
        "多半写错了，但别的意思也可能这样写。",
        "增强法制思维。", "增强法治思维。",
        "实务", _likely,
    ),
    Rule(
        "T05", "固定提法的搭配不对", Level.LIKELY,
        "“两个确立”是领悟，“两个维护”是做到；“四个意识”是增强，“四个自信”是坚定。",
        "坚决做到“两个确立”。", "深刻领悟“两个确立”的决定性意义。",
        "实务：党的二十大报告的用语", _said,
    ),
)  # fmt: skip
