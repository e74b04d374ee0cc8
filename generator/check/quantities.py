"""Quantities in Chinese prose: numbers with their units, in digits or in characters.

A number is digits, perhaps with 万 or 亿 after it (1.2亿), or characters (三十五, 一百二十, 两万);
百分之三十 and 三成 are per cent. A unit is what is counted or measured: 家, 人次, 万元 (as 元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .pattern import Pattern

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]"
_UNITS = (
    "个百分点|百分点|人次|人|名|位|户|家|个|件|起|项|条|次|宗|例|处|座|所|间|套|台|辆|艘|吨|公斤|千克|斤|元|亩|公顷|"
    "平方公里|平方米|立方米|公里|千米|米|天|年|小时|分钟|期|批|场|份|篇|册|本|支|队|组|班|岁|倍|度|千瓦时|千瓦|公分|厘米|"
    "毫米|对|株|棵|头|只|张|部|艘|架|门|幅|集|课时|学时|村|县|镇|乡|市|省|页|字|里"
)
_QUANTITY = Pattern(
    rf"(?P<about>约|近|大约|超过|超|逾|突破|不足|不到|达到|至少|将近|接近)?"
    rf"(?:百分之(?P<percent_han>{_HAN_NUMBER}+(?:点[零一二三四五六七八九]+)?)"
    rf"|(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?(?![为立就功绩果熟员都本份分长交活语])"
    rf"|(?P<number>(?<![\d.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\d.A-Za-z])\d{{1,15}}(?:\.\d{{1,10}})?|(?<![第零〇一二两三四五六七八九十百千万亿点]){_HAN_NUMBER}{{1,16}}(?:点[零〇一二三四五六七八九]{{1,4}})?)"
    rf"(?P<more>[多余几来])?(?P<group>万|亿|千万|百万)?(?P<more2>[多余])?"
    rf"(?P<unit>[%％]|{_UNITS})?)"
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit (% and 百分之 are "%") and where it stands in a text.

    `places` are the decimal places that are written, of the value as written; `step` is what
    one of the last place is worth (0.1亿 元 is 10 million).
    """

    value: Decimal
    unit: str
    start: int
    end: int
    text: str
    step: Decimal
    is_about: bool = False


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities in `text`, in order; what is only a character of a word (一致, 万一) has no unit
    and is none. Numbers without a unit are left out, but for those in digits."""
    for match in _QUANTITY.finditer(text):
        made = _quantity(match)
        if made is not None:
            yield made


def number(text: str) -> Decimal | None:
    """The number that digits or characters write: 12.5, 1,200, 三十五, 两万三千; None for none."""
    if text[:1].isdecimal() and text[:1].isascii():
        return Decimal(text.replace(",", ""))
    return _han_decimal(text)


def _quantity(match: re.Match[str]) -> Quantity | None:
    start = match.end("about") if match["about"] else match.start()
    about = bool(match["about"] and match["about"] != "达到")
    if match["percent_han"] is not None:
        value = _han_decimal(match["percent_han"])
        return (
            None
            if value is None
            else _made(match, start, value, "%", Decimal(1).scaleb(_exponent(value)), about)
        )
    if match["tenths"] is not None:
        value = Decimal(10 * _DIGITS[match["tenths"]] + (5 if match["half"] else 0))
        return _made(match, start, value, "%", Decimal(10), True)
    value = number(match["number"])
    unit = (match["unit"] or "").replace("％", "%").replace("百分点", "个百分点").replace("个个", "个")
    if value is None or (not unit and not match["number"][0].isdecimal()):
        return None
    factor = _group(match["group"])
    step = Decimal(1).scaleb(_exponent(value)) * factor
    return _made(match, start, value * factor, unit, step, about or bool(match["more"] or match["more2"]))


def _made(
    match: re.Match[str], start: int, value: Decimal, unit: str, step: Decimal, about: bool
) -> Quantity:
    return Quantity(value, unit, start, match.end(), match.string[start : match.end()], step, about)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _group(group: str | None) -> int:
    factor = 1
    for char in group or "":
        factor *= _POWERS.get(char) or _GROUPS[char]
    return factor


def _han_decimal(text: str) -> Decimal | None:
    whole, _, places = text.partition("点")
    value = _han_number(whole)
    if value is None or not places:
        return value
    return value + Decimal("0." + "".join(str(_DIGITS[char]) for char in places))


def _han_number(text: str) -> Decimal | None:
    """三十五, 一百零八, 二〇二六, 两万; None for what is no number (百千, 万)."""
    if all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text)) if len(text) in (1, 4) else None
    total = section = digit = 0
    for at, char in enumerate(text):
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _POWERS:
            if not digit and (char != "十" or at):
                return None
            section += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            if not (section or digit):
                return None
            total += (section + digit) * _GROUPS[char]
            section = digit = 0
    return Decimal(total + section + digit)
