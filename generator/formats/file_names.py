"""File names of drafts: from a pattern and a row's values, safe on Windows and Linux.

Source of what Windows allows: learn.microsoft.com, "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..errors import SpeechgenError
from ..files.names import is_device
from ..text.suggestions import nearest

ENDING = ".docx"
MOST_BYTES = 250
"""Of a name in UTF-8; file systems allow 255, and a back-up's name is longer by some."""

_NAMELESS = "讲话稿"
_PLACE = re.compile(r"\{([^{}]*)\}")
_RESERVED_CHARACTERS = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")


class PatternError(SpeechgenError):
    """A pattern of file names cannot be used."""


def parse_pattern(pattern: str, known: Collection[str]) -> tuple[str, ...]:
    """`pattern` without the ending: texts, and at odd places names of what goes between.

    Raises PatternError when it asks for what is not `known`.
    """
    bare = re.sub(rf"{re.escape(ENDING)}$", "", pattern.strip(), flags=re.IGNORECASE)
    parts = tuple(part.strip() if odd % 2 else part for odd, part in enumerate(_PLACE.split(bare)))
    for name in parts[1::2]:
        if name not in known:
            raise PatternError(f"--name {pattern}：没有“{name}”这一项{nearest(name, known)}")
    if not bare or set("{}") & set("".join(parts[::2])):
        raise PatternError(f"--name {pattern}：应当写成像 {{unit}}-{{title}} 这样，花括号里是字段")
    return parts


def unique_names(wanted: Iterable[str], suffixes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """For each wanted name its files, one for each of `suffixes`; no two are called alike.

    Of those that would be, the second gets -2, the third -3 …, in the order given.
    """
    used: set[str] = set()
    numbers: Counter[str] = Counter()
    room = MOST_BYTES - len(ENDING) - max(len(suffix.encode()) for suffix in suffixes)
    for text in wanted:
        names = _files(safe_stem(text, room), suffixes)
        first = _same(names[0])
        while not used.isdisjoint(map(_same, names)):
            numbers[first] += 1
            number = f"-{numbers[first] + 1}"
            names = _files(safe_stem(text, room - len(number)) + number, suffixes)
        used.update(map(_same, names))
        yield names


def safe_stem(text: str, room: int = MOST_BYTES) -> str:
    """`text` as a file name without ending, of at most `room` bytes; never empty.

    Characters that Windows reserves become their full-width twins.
    """
    text = unicodedata.normalize("NFC", text[:room]).translate(_RESERVED_CHARACTERS)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    text = " ".join(text.split())
    stem = _trim(text.encode()[:room].decode(errors="ignore")) or _NAMELESS
    if is_device(stem):
        return _trim(f"_{stem}".encode()[:room].decode(errors="ignore"))
    return stem


def _trim(text: str) -> str:
    return text.rstrip(". ").lstrip("~. ")


def _files(stem: str, suffixes: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{stem}{suffix}{ENDING}" for suffix in suffixes)


def _same(name: str) -> str:
    """What is the same for names that are one file where case does not count."""
    return unicodedata.normalize("NFC", name.casefold())
