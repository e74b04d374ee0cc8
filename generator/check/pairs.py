"""Marks that come in pairs: which belong together, and which stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PARTNERS = {
    "”": "“",
    "’": "‘",
    "》": "《",
    "〉": "〈",
    "）": "（",
    "】": "【",
    "〕": "〔",
    "」": "「",
    "』": "『",
}
"""The opening mark of each closing one."""

OPENERS = frozenset(PARTNERS.values())


@dataclass(frozen=True)
class Pair:
    """Two marks that belong together, and how many pairs of the same kind are around them."""

    start: int
    end: int
    depth: int


@dataclass(frozen=True)
class Pairing:
    pairs: tuple[Pair, ...]
    alone: tuple[int, ...]
    """Where marks without a partner are."""


def paired(text: str, marks: Sequence[str] = ()) -> Pairing:
    """The pairs in `text`, of the kinds whose opening marks are in `marks` (by default, all).

    Pairs of different kinds must nest: in “《”》 the 《 and the 》 are alone. Takes time in
    proportion to the text.
    """
    wanted = OPENERS if not marks else frozenset(marks)
    open_: list[int] = []
    depths = dict.fromkeys(wanted, 0)
    pairs: list[Pair] = []
    alone: list[int] = []
    for place, char in _marks(text, wanted):
        if char in wanted:
            open_.append(place)
            depths[char] += 1
            continue
        opener = PARTNERS[char]
        if not depths[opener]:
            alone.append(place)
            continue
        while text[open_[-1]] != opener:
            depths[text[open_[-1]]] -= 1
            alone.append(open_.pop())
        depths[opener] -= 1
        pairs.append(Pair(open_.pop(), place, depths[opener]))
    return Pairing(tuple(pairs), tuple(sorted([*alone, *open_])))


def _marks(text: str, wanted: frozenset[str]) -> Iterator[tuple[int, str]]:
    for place, char in enumerate(text):
        if char in wanted or PARTNERS.get(char) in wanted:
            yield place, char
