"""Dates as people type them."""

from __future__ import annotations

import datetime
import re

from .numerals import chinese_date

WEEKDAYS = "一二三四五六日"

_DIGITS = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_HAN_NUMBER = re.compile("[一二三四五六七八九十]{1,3}")
_WEEKDAY = re.compile(r"\s*[（(]?\s*(?:星期|周|礼拜)([一二三四五六日天])\s*[)）]?")
_DATE = re.compile(r"(?:(\d{4})\s*(?:年|[-/.])\s*)?(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_HALF_A_YEAR = datetime.timedelta(days=183)


class WrongWeekday(ValueError):
    """A date is not on the weekday that is typed beside it; says which it is on."""


def parse_date(text: str, near: datetime.date | None = None) -> datetime.date | None:
    """The date that `text` writes, in Arabic or Chinese digits, with or without its weekday.

    2026年3月12日, 2026-03-12, 2026/3/12, 2026.3.12, 20260312, 二〇二六年三月十二日; without a
    year (3月12日) only if it has 月, and the year is that which lies nearest to `near`. None
    when it has another form; ValueError when there is no such day, WrongWeekday when it is
    on another weekday.
    """
    weekday = _WEEKDAY.search(text)
    if weekday is not None:
        text = text[: weekday.start()] + text[weekday.end() :]
    digits = _in_digits(text.strip())
    match = _COMPACT.fullmatch(digits) or _DATE.fullmatch(digits)
    if match is None or (match[1] is None and (near is None or "月" not in digits)):
        return None
    date = _dated(match[1], int(match[2]), int(match[3]), near)
    if weekday is not None and "一二三四五六日".index(weekday[1].replace("天", "日")) != date.weekday():
        raise WrongWeekday(f"{chinese_date(date)}是星期{WEEKDAYS[date.weekday()]}，不是星期{weekday[1]}")
    return date


def _dated(year: str | None, month: int, day: int, near: datetime.date | None) -> datetime.date:
    if year is not None or near is None:
        return datetime.date(int(year or 0), month, day)
    date = datetime.date(near.year, month, day)
    if date - near > _HALF_A_YEAR:
        return date.replace(year=near.year - 1)
    return date.replace(year=near.year + 1) if near - date > _HALF_A_YEAR else date


def _in_digits(text: str) -> str:
    """`text` with its Chinese figures as Arabic ones: 二〇二六年三月十二日 → 2026年3月12日."""
    year, mark, rest = text.partition("年")
    if mark and len(year) == 4 and all(char in _DIGITS for char in year):
        year = "".join(_DIGITS[char] for char in year)
    else:
        year, mark, rest = "", "", text
    if not re.match("[一二三四五六七八九十]", rest):
        return year + mark + rest
    return year + mark + _HAN_NUMBER.sub(lambda match: _arabic(match[0]), rest)


def _arabic(han: str) -> str:
    """A number below 100: 三 → 3, 十二 → 12, 三十 → 30."""
    tens, ten, ones = han.rpartition("十")
    if not ten:
        return "".join(_DIGITS[char] for char in han)
    return str(int(_DIGITS[tens] if tens else 1) * 10 + int(_DIGITS[ones] if ones else 0))
