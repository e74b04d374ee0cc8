"""What people who never heard of YAML type into a form, as the YAML that they meant.

A line stays a line, so that messages still name the right one. What is YAML already stays
as it is, but for a colon without a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEY = re.compile(
    r"(?P<key>[^\s#'\"\[\]{}&*!|>%@`:：-][^:：\t\"']{0,60}?)[ \t]*(?P<colon>[:：])(?P<value>.*)"
)
_ENTRY = re.compile(r"(- |-$|[^:：]+:( |$)|['\"\[{|>&*!%@`])")
"""A line that YAML reads as something of its own."""

_MARK = re.compile(r"(?:[-–—－•·●]|\d{1,2}[.、．)）]|[（(][\d一二三四五六七八九十]{1,3}[)）])[ \t]*")
"""What stands before an item of a list that is typed by hand."""


def mend(text: str) -> str:
    """`text` with each slip that leaves no doubt put right.

    `单位名称:青石镇` and `单位名称：青石镇` get their colon; lines under a name without a
    value, numbered, with a dash or plain, are the lines of its value; tabs are blanks.
    """
    lines = [_untabbed(line) for line in text.replace("\r\n", "\n").split("\n")]
    mended: list[str] = []
    place = 0
    while place < len(lines):
        entry = lines[place]
        place += 1
        key = _KEY.fullmatch(entry)
        if key is None:
            mended.append(entry)
            continue
        value = key["value"].strip()
        under = [] if value else _under(lines[at] for at in range(place, len(lines)))
        place += len(under)
        if any(line.strip() for line in under):
            mended += [f"{key['key']}: |-", *map(_literal, under)]
        else:
            spaced = key["colon"] == ":" and (not value or key["value"][0] == " ")
            mended += [entry if spaced else f"{key['key']}: {value}".rstrip(), *under]
    return "\n".join(mended)


def without_folds(text: str) -> str:
    """A text that was wrapped, without the blanks that YAML puts between Chinese characters."""
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", text)


def _under(lines: Iterable[str]) -> list[str]:
    """Those of the next `lines` that can only be the value of the name above."""
    own: list[str] = []
    for line in lines:
        if line.lstrip().startswith("#") or (_KEY.fullmatch(line) and not _MARK.match(line)):
            break
        own.append(line)
    while own and not own[-1].strip():
        own.pop()
    if any(
        (_ENTRY.match(line) and not _MARK.match(line.lstrip())) or line.lstrip().startswith("- ")
        for line in own
    ):
        return []
    return own


def _literal(line: str) -> str:
    """A line of a value, indented as YAML has it, without the mark of an item."""
    return f"  {_MARK.sub('', line.strip(), count=1)}" if line.strip() else ""


def _untabbed(line: str) -> str:
    start = len(line) - len(line.lstrip(" \t　"))
    return line[:start].replace("\t", "  ").replace("　", "  ") + line[start:]
