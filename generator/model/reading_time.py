"""Reading aloud: how many characters a speech has, and how long they take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .speech import Section, Speech


@dataclass(frozen=True)
class Part:
    """A part of a speech by its name, and its length in characters."""

    name: str
    characters: int


def count_characters(texts: Iterable[str]) -> int:
    """Characters that are spoken or paused at: all but white space."""
    return sum(len("".join(text.split())) for text in texts)


def parts(speech: Speech) -> tuple[Part, ...]:
    """The parts that are read aloud, in order; title and byline are not."""
    opening = [*([speech.salutation] if speech.salutation else []), *speech.preamble]
    found = [Part("引言", count_characters(opening))]
    found += [Part(_name(section), count_characters(section.texts)) for section in speech.sections]
    found += [Part("结尾", count_characters(speech.closing))]
    return tuple(part for part in found if part.characters)


def total_characters(speech: Speech) -> int:
    """Characters of all that is read aloud."""
    return sum(part.characters for part in parts(speech))


def minutes(characters: int, rate: int) -> float:
    """Minutes at `rate` characters a minute, to half a minute, at least half of one."""
    return max(0.5, round(characters / rate * 2) / 2)


def _name(section: Section) -> str:
    return section.heading.replace("\n", "")
