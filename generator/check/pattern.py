"""Patterns that are compiled when a text needs them: to compile all takes longer than to check a speech."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

FIRST_HAN, LAST_HAN = "\u4e00", "\u9fff"


class Pattern:
    """A regular expression; a text that has none of `needs` in it is not looked at.

    `needs` are short texts, one of which every match, or what stands beside it, has.
    """

    def __init__(self, source: str, *needs: str) -> None:
        self.source = source
        self._needs = needs

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text, start) if self._may_match(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(text) if self._may_match(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        return self._compiled.match(text) if self._may_match(text) else None

    def sub(self, replacement: Callable[[re.Match[str]], str], text: str) -> str:
        return self._compiled.sub(replacement, text) if self._may_match(text) else text

    def findall(self, text: str) -> list[str]:
        return [match[0] for match in self.finditer(text)]

    def _may_match(self, text: str) -> bool:
        return not self._needs or any(need in text for need in self._needs)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.source)


def is_han(char: str) -> bool:
    """Whether `char` is one Chinese character."""
    return FIRST_HAN <= char <= LAST_HAN and len(char) == 1


def has_han(text: str) -> bool:
    """Whether any of `text` is a Chinese character."""
    return any(FIRST_HAN <= char <= LAST_HAN for char in text)
