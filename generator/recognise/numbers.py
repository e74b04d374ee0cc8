"""The number that a heading opens with, in every form that offices use."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN_DIGITS = "一二三四五六七八九"
_HAN = "[一二三四五六七八九十]{1,3}"
_MARK = r"[、.．，,：:。]"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("part", rf"第\s?({_HAN}|\d{{1,2}})\s?(?:大?部分|章|节|篇章)\s?{_MARK}?"),
        (
            "ordinal",
            rf"第\s?({_HAN}|\d{{1,2}})(?:个?方面|个?问题|点|条|件事|项)?"
            r"(?:要求|意见|工作)?\s?(?:[、.．，,：:]|[ 　]+)",
        ),
        ("han", rf"({_HAN})\s?[、.．](?![、.．])"),
        ("han", rf"({_HAN})[，,：:](?=\S)"),
        ("han", rf"({_HAN})[ 　]+(?=\S{{4,40}}$)"),
        ("han bracketed", rf"[（(〔【\[]\s?({_HAN})\s?[）)〕】\]]\s?{_MARK}?"),
        ("han bracketed", rf"({_HAN})[）)]\s?{_MARK}?"),
        ("dotted", r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.．、]|(?=[ 　\t]))"),
        ("arabic", r"(\d{1,2})\s?(?:[.．、](?!\d)|[，,](?!\d)(?=\D))"),
        ("arabic bracketed", r"[（(〔\[]\s?(\d{1,2})\s?[）)〕\]]\s?[、.．]?"),
        ("arabic bracketed", r"(\d{1,2})[）)]\s?[、.．]?"),
        ("circled", r"([①-⑳])\s?[、.．]?"),
        ("circled", r"([⑴-⒇])\s?[、.．]?"),
        ("arabic", r"([⒈-⒛])\s?"),
    )
)
_FIRST = re.compile(r"[第（(〔【\[\d①-⒛一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number before a heading: its form, its value, and where the text after it begins."""

    kind: str
    value: int
    end: int


def leading_number(text: str) -> Number | None:
    """The number that `text` opens with, if it can be a heading's.

    一、二期 and 1、2号楼 are no numbers of headings, nor is 1.5.
    """
    if not _FIRST.match(text):
        return None
    for kind, pattern in _FORMS:
        match = pattern.match(text)
        if match:
            value = _value(match[1])
            return None if _counts_on(text[match.end() :], value) else _number(kind, match, value)
    return None


def _number(kind: str, match: re.Match[str], value: int) -> Number:
    kind = f"dotted {match[1].count('.')}" if kind == "dotted" else kind
    return Number(kind, value, match.end())


def _value(written: str) -> int:
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    if "⑴" <= written <= "⒇":
        return ord(written) - ord("⑴") + 1
    if "⒈" <= written <= "⒛":
        return ord(written) - ord("⒈") + 1
    if written[0].isascii():
        return int(written.rpartition(".")[2])
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return HAN_DIGITS.find(written[:1]) + 1
    return (
        (HAN_DIGITS.find(tens) + 1 if tens else 1) * 10 + HAN_DIGITS.find(ones[:1]) + 1
        if ones
        else _tens(tens)
    )


def _tens(tens: str) -> int:
    return 10 * (HAN_DIGITS.find(tens[:1]) + 1 if tens else 1)


def _counts_on(rest: str, value: int) -> bool:
    """Whether the text goes on with the next number, as in 一、二、三产业."""
    return value < 9 and rest[:1] in (HAN_DIGITS[value : value + 1], str(value + 1))
