"""How an entry of the byline stands in a draft: a date in brackets, a long one in lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from .lines import text_width
from .numerals import is_written_date
from .titles import balanced_lines

_DATE_BLANK = re.compile(r"【[^【】]*日期[^【】]*】")
_POST_AND_NAME = re.compile(r"(.*\S)[ 　]+(\S[ 　]\S|\S{2,})", re.DOTALL)
"""市委书记　王建国; a name of two characters may stand as 周　敏."""

_PIECE = re.compile("[^、]*、|[^、]+")


def printed(entry: str) -> str:
    """`entry` as printed: （2026年3月12日）, also for a blank that a date is to fill."""
    return f"（{entry}）" if _is_date(entry) else entry


def printed_lines(entry: str, width: float) -> tuple[str, ...]:
    """`entry` as printed, in lines of at most `width` Chinese characters.

    A post and a name that do not fit one line together stand on lines of their own; the
    post is broken after a 、, and elsewhere only where there is none for a whole line.
    """
    text = printed(entry)
    if text_width(text) <= width:
        return (text,)
    found = _POST_AND_NAME.fullmatch(text)
    post, name = (found[1], (found[2],)) if found else (text, ())
    pieces = _PIECE.findall(post)
    if any(text_width(piece) > width for piece in pieces):
        return (*balanced_lines(post, width), *name)
    return (*_evenly_filled(pieces, width), *name)


def entry(printed: str) -> str:
    """The entry that is `printed` so: a date in brackets loses them, typed ones as well."""
    bare = printed[1:-1]
    return bare if f"（{bare}）" == printed and _is_date(bare) else printed


def _evenly_filled(pieces: Sequence[str], width: float) -> list[str]:
    """The pieces in as few lines as can be, none of them longer than need be."""
    tries = [_filled(pieces, width - less) for less in range(ceil(width))]
    return [lines for lines in tries if len(lines) == len(tries[0])][-1]


def _filled(pieces: Sequence[str], width: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def _is_date(text: str) -> bool:
    return is_written_date(text) or _DATE_BLANK.fullmatch(text) is not None
