"""Terms: the words that a title is made of, from terms.txt, and where they stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import resources
from typing import NamedTuple


class Kind(Enum):
    """What a word does in a title; the values are the headings of terms.txt, which explains them."""

    TERM = "terms"
    OPENER = "openers"
    ATTRIBUTE = "attributes"
    HEAD = "heads"
    ENDING = "endings"


class Word(NamedTuple):
    """A word in a text, from `start` to before `end`."""

    start: int
    end: int
    kind: Kind


def known_words(text: str) -> list[Word]:
    """The known words of `text` from left to right, at each place the longest one."""
    kinds, longest = _lexicon()
    words, start = [], 0
    while start < len(text):
        for end in range(min(start + longest, len(text)), start, -1):
            if kind := kinds.get(text[start:end]):
                words.append(Word(start, end, kind))
                start = end
                break
        else:
            start += 1
    return words


@cache
def _lexicon() -> tuple[Mapping[str, Kind], int]:
    """The kind of each word, and the length of the longest."""
    kinds: dict[str, Kind] = {}
    kind = Kind.TERM
    for line in resources.files(__package__).joinpath("terms.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = Kind(line.strip("[]"))
        elif not line.startswith("#"):
            kinds.update(dict.fromkeys(line.split(), kind))
    return kinds, max(map(len, kinds))
