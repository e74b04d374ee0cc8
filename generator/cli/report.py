"""What people see: tables, summaries, JSON."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from ..model.speech import Blank, Speech
    from ..recognise import Recognised


def columns(rows: Iterable[Sequence[str]], gap: int = 2) -> Iterator[str]:
    """Rows of texts as aligned lines; Chinese characters count as two columns."""
    table = [list(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell + " " * (size - width(cell) + gap) for cell, size in zip(row, widths, strict=True))
        yield "".join(cells).rstrip()


def width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def print_json(value: Any) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_reading(speech: Speech, rate: int, file: TextIO) -> None:
    """Characters and minutes, in all and by part."""
    from ..model import reading_time

    total = reading_time.total_characters(speech)
    print(f"全文 {total} 字，照每分钟 {rate} 字念，约 {minutes(total, rate)} 分钟：", file=file)
    parts = reading_time.parts(speech)
    rows = [
        (f"  {part.name}", f"{part.characters} 字", f"{minutes(part.characters, rate)} 分钟")
        for part in parts
    ]
    for line in columns(rows):
        print(line, file=file)


def print_blanks(blanks: Sequence[Blank], speech: Speech, file: TextIO) -> None:
    """The blanks, with how often each stands in the text."""
    if not blanks:
        print("没有待填的空。", file=file)
        return
    text = "\n".join(speech.texts)
    counted = "、".join(f"{blank.text}（{text.count(blank.text)} 处）" for blank in blanks)
    print(f"还有 {len(blanks)} 项待填，稿中已标黄：{counted}", file=file)


MOST_NAMED = 40
"""Dropped texts that are named one by one."""


def print_left(found: Recognised, verbose: bool) -> bool:
    """Says what a file held that the speech has not, or not so, on the error stream: standard output may
    be the speech. Returns whether so much is missing that a person has to look."""
    dropped, odd = found.dropped, found.oddities
    if dropped:
        print(f"没有算作讲话的 {len(dropped)} 处：", file=sys.stderr)
    shown = dropped if verbose else dropped[:MOST_NAMED]
    for one in shown:
        print(f"  {one.reason}：{_short(one.text)}", file=sys.stderr)
    if len(shown) < len(dropped):
        print(f"  还有 {len(dropped) - len(shown)} 处，加 --verbose 可以看到", file=sys.stderr)
    if odd:
        print(
            f"序号不连的 {len(odd)} 处：" if verbose else f"有 {len(odd)} 处序号不连，加 --verbose 可以看到",
            file=sys.stderr,
        )
    for oddity in odd if verbose else ():
        print(f"  {_short(oddity)}", file=sys.stderr)
    if found.speeches > 1:
        print(f"这份文件里有 {found.speeches} 篇讲话，要哪一篇，用 --speech 写明是第几篇", file=sys.stderr)
    if found.is_much_dropped:
        print(
            "注意：没有算作讲话的文字超过全文的十分之一，请对照原文看有没有漏掉；要全部留下，加 --keep-all",
            file=sys.stderr,
        )
    return found.is_much_dropped


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:50]}……（共 {len(line)} 字）"


def minutes(characters: int, rate: int) -> str:
    """Minutes read aloud, to half a minute: 9, 9.5."""
    from ..model import reading_time

    return f"{reading_time.minutes(characters, rate):g}"
