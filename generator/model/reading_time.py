"""Reading aloud: how many characters a speech has, and how long they take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .speech import Role, Speech


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
    found: list[tuple[str, list[str]]] = []
    before = None
    for role, level, _, text in speech.paragraphs():
        if role in (Role.TITLE, Role.BYLINE):
            continue
        if not found or level == 1 or (role is Role.CLOSING and role is not before):
            found.append((_name(role, text), []))
        found[-1][1].append(text)
        before = role
    return tuple(Part(name, count_characters(texts)) for name, texts in found)


def total_characters(speech: Speech) -> int:
    """Characters of all that is read aloud."""
    return sum(part.characters for part in parts(speech))


def minutes(characters: int, rate: int) -> float:
    """Minutes at `rate` characters a minute, to half a minute, at least half of one."""
    return max(0.5, round(characters / rate * 2) / 2)


def _name(role: Role, text: str) -> str:
    """What the part that begins with this paragraph is called."""
    if role is Role.HEADING:
        return text.replace("\n", "")
    return "结尾" if role is Role.CLOSING else "引言"
