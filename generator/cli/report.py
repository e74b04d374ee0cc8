"""What people see: tables, summaries, JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .terminal import tell

if TYPE_CHECKING:
    from ..formats.outputs import Output
    from ..model.speech import Blank, Speech
    from ..recognise import Recognised


def columns(rows: Iterable[Sequence[str]], gap: int = 2) -> Iterator[str]:
    """Rows of texts as aligned lines; Chinese characters count as two columns."""
    table = [[" ".join(cell.splitlines()) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell + " " * (size - width(cell) + gap) for cell, size in zip(row, widths, strict=True))
        yield "".join(cells).rstrip()


def width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def print_problem(message: str) -> None:
    """Why one of several things could not be done."""
    tell(f"speechgen：{message}")


def print_reading(speech: Speech, rate: int, say: Callable[[str], None]) -> None:
    """Characters and minutes, in all and by part."""
    from ..model import reading_time

    total = reading_time.total_characters(speech)
    say(f"全文 {total} 字，照每分钟 {rate} 字念，约 {minutes(total, rate)} 分钟：")
    parts = reading_time.parts(speech)
    rows = [
        (f"  {part.name}", f"{part.characters} 字", f"{minutes(part.characters, rate)} 分钟")
        for part in parts
    ]
    for line in columns(rows):
        say(line)


def print_blanks(blanks: Sequence[Blank], speech: Speech, say: Callable[[str], None]) -> None:
    """The blanks, with how often each stands in the text."""
    if not blanks:
        say("没有待填的空。")
        return
    text = "\n".join(speech.texts)
    counted = "、".join(f"{blank.text}（{text.count(blank.text)} 处）" for blank in blanks)
    say(f"还有 {len(blanks)} 项待填，稿中已标黄：{counted}")


def print_stand_ins(outputs: Iterable[Output], say: Callable[[str], None]) -> None:
    """The fonts that a PDF has in place of the layout's, which this machine has not."""
    layouts = {output.layout for output in outputs if output.format == "pdf"}
    if not layouts:
        return
    from ..formats.layouts import find_layout
    from ..formats.pdf import font_stand_ins

    found = {
        font: other
        for layout in sorted(layouts)
        for font, other in font_stand_ins(find_layout(layout).read_bytes()).items()
    }
    if found:
        told = "；".join(
            f"{'、'.join(font for font in found if found[font] == other)}用 {other} 代替"
            for other in dict.fromkeys(found.values())
        )
        say(f"这台电脑没有公文字体，PDF 里{told}。要和公文一样，请装上字体再生成，或用 .docx")


MOST_NAMED = 40
"""Dropped texts that are named one by one."""


def print_left(found: Recognised, verbose: bool) -> bool:
    """Says what a file held that the speech has not, or not so, on the error stream: standard output may
    be the speech. Returns whether so much is missing that a person has to look."""
    dropped, odd = found.dropped, found.oddities
    if dropped:
        tell(f"没有算作讲话的 {len(dropped)} 处：")
    shown = dropped if verbose else dropped[:MOST_NAMED]
    for one in shown:
        tell(f"  {one.reason}：{_short(one.text)}")
    if len(shown) < len(dropped):
        tell(f"  还有 {len(dropped) - len(shown)} 处，加 --verbose 可以看到")
    if odd:
        tell(f"序号不连的 {len(odd)} 处：" if verbose else f"有 {len(odd)} 处序号不连，加 --verbose 可以看到")
    for oddity in odd if verbose else ():
        tell(f"  {_short(oddity)}")
    if found.speeches > 1:
        tell(f"这份文件里有 {found.speeches} 篇讲话，要哪一篇，用 --speech 写明是第几篇")
    if found.is_much_dropped:
        tell("注意：没有算作讲话的文字超过全文的十分之一，请对照原文看有没有漏掉；要全部留下，加 --keep-all")
    return found.is_much_dropped


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:50]}……（共 {len(line)} 字）"


def minutes(characters: int, rate: int) -> str:
    """Minutes read aloud, to half a minute: 9, 9.5."""
    from ..model import reading_time

    return f"{reading_time.minutes(characters, rate):g}"
