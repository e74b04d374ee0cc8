"""The number that a line opens with, in every form that offices use."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN_DIGITS = "一二三四五六七八九"
_HAN = "[一二三四五六七八九十]{1,3}"
_MARK = r"[、.．，,：:。]"
_KNOWN = (
    "(?:个?方面|个?问题|个?要点|大?点|条|件事?|项|步|个)?"
    "(?:要求|意见|工作|建议|希望|任务|经验|措施|体会|感受|收获|启示|打算)?"
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("part", rf"第\s?({_HAN}|\d{{1,2}})\s?(?:大?部分|大?板块|篇章|章|节|编|讲|环节)\s?{_MARK}?\s?"),
        ("part", rf"part\.?\s?(\d{{1,2}})\s?{_MARK}?\s?"),
        ("ordinal", rf"第\s?({_HAN}|\d{{1,2}}){_KNOWN}\s?(?:[、.．，,：:]|[ 　]+|就?是[，,：:])"),
        ("noun", rf"第({_HAN})([一-鿿]{{1,6}})[、，,：:]"),
        ("han", rf"({_HAN})\s?[、.．](?![、.．])"),
        ("han", rf"({_HAN})[，,：:](?=\S)"),
        ("han", rf"({_HAN})[ 　]+(?=\S{{4,40}}$)"),
        (
            "bare",
            rf"({_HAN})(?=[一-鿿]{{3,30}}[，,]?$)(?![是要个方面条些直定年月日号旦切起件次种般样般步线级带路心])",
        ),
        ("han bracketed", rf"[（(〔【\[]\s?({_HAN})\s?[）)〕】\]]\s?{_MARK}?"),
        ("han bracketed", rf"({_HAN})[）)]\s?{_MARK}?"),
        ("dotted", r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.．、](?!\d)|(?=[ 　\t])|(?=[一-鿿]{2,40}$))"),
        ("arabic", r"(\d{1,2})\s?(?:[.．、](?!\d)|[.．、](?=\d{4}年)|[，,](?!\d)(?=\D))"),
        ("arabic bracketed", r"[（(〔\[]\s?(\d{1,2})\s?[）)〕\]]\s?[、.．]?"),
        ("arabic bracketed", r"(\d{1,2})[）)]\s?[、.．]?"),
        ("circled", r"([①-⑳])\s?[、.．]?"),
        ("circled", r"([⑴-⒇])\s?[、.．]?"),
        ("arabic", r"([⒈-⒛])\s?"),
    )
)
_ALONE = re.compile(rf"(?:({_HAN})|0?(\d{{1,2}})|part\.?\s?(\d{{1,2}}))", re.IGNORECASE)
_FIRST = re.compile(r"[第（(〔【\[\d①-⒛一二三四五六七八九十pP]")
_CIRCLES = "①⑴⒈"


@dataclass(frozen=True, slots=True)
class Number:
    """A number before a text: its form, its value, and where the text after it begins.

    `is_weak` is one that is a number only in a sequence: 一、二期工程, 第一季度，.
    """

    kind: str
    value: int
    end: int
    is_weak: bool = False


def leading_number(text: str) -> Number | None:
    """The number that `text` opens with, if it can be a heading's; 1.5 and 一年 are none."""
    if not _FIRST.match(text):
        return None
    head = text[:80]
    for kind, pattern in _FORMS:
        match = pattern.match(head if kind != "bare" or len(text) <= 40 else "")
        if match and (value := number_value(match[1])):
            return _number(kind, match, value, text[match.end() :])
    return None


def lone_number(text: str) -> int:
    """The value of a line that is nothing but a number: 01, 一, Part 2; 0 for others."""
    match = _ALONE.fullmatch(text.strip()) if len(text) < 10 else None
    return number_value(match[1] or match[2] or match[3]) if match else 0


def _number(kind: str, match: re.Match[str], value: int, rest: str) -> Number:
    is_weak = kind in ("noun", "bare") or _counts_on(rest, value)
    if kind == "dotted":
        kind = f"dotted {match[1].count('.')}"
    elif kind == "noun":
        kind = f"第{match[2]}"
    return Number(kind, value, match.end(), is_weak)


def number_value(written: str) -> int:
    """The value of a number in any of the forms: 十二, 12, ⑫; 0 for none."""
    for first in _CIRCLES:
        if 0 <= (place := ord(written[0]) - ord(first)) < 20:
            return place + 1
    if written[0].isascii():
        return int(written.rpartition(".")[2])
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return HAN_DIGITS.find(written) + 1 if len(written) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (HAN_DIGITS.find(tens) + 1 if tens else 1) * 10 + (HAN_DIGITS.find(ones) + 1 if ones else 0)


def _counts_on(rest: str, value: int) -> bool:
    """Whether the text goes on with the next number in the same digits, as in 一、二、三产业 and 1、2号楼."""
    return value < 9 and (
        rest[:1] == HAN_DIGITS[value : value + 1]
        or (rest[:1] == str(value + 1) and not rest[1:2].isdecimal() and rest[1:2] not in "月年个")
    )
