"""Words as typed: the nearest of those there are, what a Chinese keyboard put in, and how
one with spaces is given to a command."""

from __future__ import annotations

from collections.abc import Iterable

_DASHES = "—–－―"
_QUOTES = "“”‘’"

LONGEST = 200
"""Characters; a longer word is no word typed wrong."""


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like `word`, the first of those equally alike, as a question to append
    to a message; "" where none is."""
    from difflib import SequenceMatcher, get_close_matches

    if len(word) > LONGEST:
        return ""
    known = list(words)
    close = set(get_close_matches(word, known, n=3, cutoff=0.5))
    found = max(
        (one for one in known if one in close),
        key=lambda one: SequenceMatcher(None, one, word).ratio(),
        default=None,
    )
    return f"。是不是“{found}”？" if found is not None else ""


def typing_hint(word: str) -> str:
    """What to do about a dash or quotes that were typed in Chinese and mean nothing to a
    command, as a sentence to append; "" where there are none."""
    if word[:1] in _DASHES and word:
        return "。选项前面的横线要用半角的“-”，如 -d、--length"
    if word and (word[0] in _QUOTES or word[-1] in _QUOTES):
        return '。要加引号就用半角的 "，中文引号会算作内容'
    return ""


def as_argument(name: object) -> str:
    """A file's name as it can be copied into a command."""
    text = str(name)
    return f'"{text}"' if any(map(str.isspace, text)) else text
