"""Values: the texts of a speech that fields take the place of, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..details.fields import Field

_HAN_DIGITS = "〇○零一二三四五六七八九十百千万亿"
_CONTEXT = 6
_NUMBER = re.compile(r"\d[\d.,]*")
_OTHER_NUMBERS = re.compile(
    r"(?<!\d)(?:\d+年(?:\d+月)?(?:\d+[日号])?|\d+月(?:\d+[日号])?|\d+[日号]|\d+时(?:\d+分)?|\d+[:：]\d+"
    r"|\d+(?:\.\d+)?[%％‰])|第\d+"
)
"""Numbers that mean no count: parts of a date or a time, ordinals, per cents."""


@dataclass(frozen=True)
class Value:
    """A field, and the text that it takes the place of, between `before` and `after`."""

    field: Field
    text: str
    before: str = ""
    after: str = ""

    @property
    def is_blind(self) -> bool:
        """Whether the text alone says too little: one character, and nothing round it."""
        return len(self.text) == 1 and not self.before and not self.after

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.escape(self.before + self.text + self.after))

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """The text where it is no part of a longer number or Latin word."""
        start, end = "", ""
        if self.text[0].isascii() and self.text[0].isalnum():
            start = r"(?<![0-9A-Za-z])(?<!\d[.,])"
        if self.text[-1].isascii() and self.text[-1].isalnum():
            end = r"(?![0-9A-Za-z])(?![.,]\d)" + ("(?![万亿千百])" if self.text[-1].isdigit() else "")
        if all(char in _HAN_DIGITS for char in self.text):
            start, end = f"(?<![{_HAN_DIGITS}])", f"(?![{_HAN_DIGITS}])"
        return re.compile(start + re.escape(self.text) + end)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: in which text of the speech, from where to where."""

    text: int
    start: int
    end: int
    field: str


class Places:
    """The places found so far in the texts of a speech; none overlaps another."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._taken: dict[int, bytearray] = {}
        self._places: list[Place] = []

    def __iter__(self) -> Iterator[Place]:
        return iter(sorted(self._places, key=lambda place: (place.text, place.start)))

    def are_in(self, text: int) -> bool:
        """Whether any place is in the text."""
        return text in self._taken

    def is_free(self, text: int, start: int, end: int) -> bool:
        return text not in self._taken or not any(self._taken[text][start:end])

    def add(self, text: int, start: int, end: int, field: str) -> bool:
        """Notes a place; False where it overlaps one there is."""
        if not self.is_free(text, start, end):
            return False
        taken = self._taken.setdefault(text, bytearray(len(self.texts[text])))
        taken[start:end] = b"\1" * (end - start)
        self._places.append(Place(text, start, end, field))
        return True

    def left(self) -> Iterator[str]:
        """The texts between the places."""
        for index, text in enumerate(self.texts):
            taken = self._taken.get(index, b"")
            yield "".join("\n" if at < len(taken) and taken[at] else char for at, char in enumerate(text))

    def replace(self, value: Value) -> tuple[str, ...]:
        """Notes every place of a value; returns what stands round those left as they are."""
        left: list[str] = []
        for index, text in enumerate(self.texts):
            if value.text not in text:
                continue
            for start, end, is_meant in _found(value, text):
                if not is_meant and self.is_free(index, start, end):
                    left.append(around(text, start, end))
                elif is_meant:
                    self.add(index, start, end, value.field.name)
        return tuple(left)


def around(text: str, start: int, end: int) -> str:
    """A piece of `text` with what stands next to it, on one line."""
    first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    piece = text[first:last].replace("\n", " ")
    return f"{'…' if first else ''}{piece}{'…' if last < len(text) else ''}"


def _found(value: Value, text: str) -> Iterator[tuple[int, int, bool]]:
    """Where the value stands in `text`, and whether it is what it says there.

    A single character, a number in a longer one and a number in a date are not.
    """
    if value.before or value.after:
        for match in value.pattern.finditer(text):
            yield match.start() + len(value.before), match.end() - len(value.after), True
        return
    meant = {match.start() for match in value.alone.finditer(text)}
    if _NUMBER.fullmatch(value.text):
        others = [match.span() for match in _OTHER_NUMBERS.finditer(text)]
        meant = {start for start in meant if not any(first <= start < last for first, last in others)}
    for match in value.pattern.finditer(text):
        yield *match.span(), match.start() in meant and not value.is_blind
