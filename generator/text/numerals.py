"""Chinese numerals, heading numbers and dates."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")

_SHOWN_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_HAN = "[零一二三四五六七八九十百千万亿]+"
_HEADING_NUMBERS = tuple(map(re.compile, (f"{_HAN}、", f"（{_HAN}）", r"\d+\.", r"（\d+）")))
"""What stands before a heading, by level from 1."""
_CHINESE_DATE = "[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"


def numeral(number: int) -> str:
    """`number` (0 to 10**16 - 1) as it is read: 12 → 十二, 205 → 二百零五.

    Raises ValueError outside that range.
    """
    if not 0 <= number < 10**16:
        raise ValueError(f"no Chinese numeral for {number}")
    if number == 0:
        return DIGITS[0]
    text, zero = "", False
    for power in range(15, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += (DIGITS[0] if zero and text else "") + DIGITS[digit] + _UNITS[power % 4]
            zero = False
        else:
            zero = True
        if power % 4 == 0 and number // 10**power % 10**4:
            text += _GROUPS[power // 4]
    return text.removeprefix("一") if text.startswith("一十") else text


@lru_cache(maxsize=128)
def heading_number(level: int, number: int) -> str:
    """The number before a heading: 一、 （一） 1. （1） for levels 1 to 4.

    Source: GB/T 9704—2012, 7.3.3.
    """
    match level:
        case 1:
            return f"{numeral(number)}、"
        case 2:
            return f"（{numeral(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


def heading_number_length(level: int, text: str) -> int:
    """How many characters of `text` are the number before a heading of that level; 0 for none."""
    match = _HEADING_NUMBERS[level - 1].match(text)
    return match.end() if match else 0


def chinese_date(date: datetime.date) -> str:
    """2026年3月12日, without leading zeros (GB/T 9704—2012, 7.3.5.4)."""
    return f"{date.year}年{date.month}月{date.day}日"


def is_written_date(text: str) -> bool:
    """Whether `text` is a date as a speech writes it, in Arabic or Chinese digits."""
    return bool(_SHOWN_DATE.fullmatch(text)) or (
        text.endswith("日") and bool(re.fullmatch(_CHINESE_DATE, text))
    )
