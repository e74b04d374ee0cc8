"""Lines made comparable: no invisible characters, no letter-spacing, one line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .paragraph import Paragraph

BLANKS = " \t　\u00a0\u2002\u2003\u2009"

LONGEST_SPACED = 160

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")
_SPACED = re.compile(rf"(?<=[^\x00-\xff])[{BLANKS}]+(?=[^\x00-\xff])")
_BLANK_RUN = re.compile(rf"[{BLANKS}]+")


def lines_of(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Each line of each paragraph that is not blank, its automatic number before it.

    Paragraphs that do not say their places are counted.
    """
    for place, paragraph in enumerate(paragraphs):
        for index, text in enumerate(_LINE_ENDS.split(paragraph.text)):
            shown = (paragraph.number if index == 0 else "") + text
            if tidy := visible(shown):
                line = paragraph.saying(tidy)
                yield line if line.places else replace(line, places=(place,))


def visible(text: str) -> str:
    """`text` without characters that nobody sees and without blanks at its ends."""
    return (text if text.isprintable() else _INVISIBLE.sub("", text)).strip()


def unspaced(text: str) -> str:
    """A short text without letter-spacing: 在 全 市 becomes 在全市, 坚定信心 真抓实干 stays.

    Where some gaps are wider, those part words: 区 长  张 望 becomes 区长  张望.
    """
    words = _BLANK_RUN.split(text)
    single = sum(len(word) == 1 for word in words)
    if len(words) < 3 or len(text) > LONGEST_SPACED or single * 2 <= len(words):
        return text
    gaps = _BLANK_RUN.findall(text)
    narrow, wide = min(map(len, gaps)), max(map(len, gaps))
    if narrow < wide and "　" not in text:
        return "".join(
            word + ("" if len(gap) == narrow else gap) for word, gap in zip(words, [*gaps, ""], strict=True)
        )
    return _SPACED.sub("", text)


def compact(text: str) -> str:
    """`text` without any blanks."""
    return _BLANK_RUN.sub("", text)


def single_spaced(text: str) -> str:
    """`text` with every run of blanks as one full-width space."""
    return _BLANK_RUN.sub("　", text)
