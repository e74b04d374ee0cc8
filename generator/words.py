"""Words that were meant: the nearest of those there are."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like `word` as a question to append to a message; "" where none is."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(words), n=1, cutoff=0.5)
    return f"。是不是“{matches[0]}”？" if matches else ""
