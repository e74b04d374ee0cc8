"""Quantities: what a number in Chinese prose is worth, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.quantities import number, quantities


def read(text: str) -> list[tuple[Decimal, str]]:
    return [(one.value, one.unit) for one in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("52家", "52", "家"),
        ("1,200人次", "1200", "人次"),
        ("1.2亿元", "120000000", "元"),
        ("3500万元", "35000000", "元"),
        ("三十五户", "35", "户"),
        ("一百零八个", "108", "个"),
        ("两万三千人", "23000", "人"),
        ("百分之三十点五", "30.5", "%"),
        ("12.5％", "12.5", "%"),
        ("三成五", "30", "%"),
        ("两成半", "25", "%"),
        ("0.8个百分点", "0.8", "个百分点"),
    ],
)
def test_a_number_with_its_unit(text, value, unit):
    assert read(text)[0] == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["万一", "一致同意", "三令五申", "成为一个整体的", "五谷丰登", "一成为"])
def test_characters_of_a_word_are_no_quantity(text):
    assert [unit for _, unit in read(text) if unit not in ("个",)] == []


@pytest.mark.parametrize("text", ["约30家", "近30家", "30多家", "超过30家", "三十余家"])
def test_what_is_about_is_told_so(text):
    assert [one.is_about for one in quantities(text)] == [True]


def test_what_is_reached_is_exact():
    assert [(one.text, one.is_about) for one in quantities("达到120亿元")] == [("120亿元", False)]


def test_the_step_is_what_the_last_place_is_worth():
    assert [one.step for one in quantities("1.2亿元，85%，35户")] == [10**7, 1, 1]


@given(st.integers(11, 99_999_999))
def test_digits_and_characters_say_the_same(value):
    assert number(_in_characters(value)) == value


def _in_characters(value: int) -> str:
    """A number in characters, as people write it."""
    if value >= 10_000:
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return _in_characters(value // 10_000) + "万" + gap + (_in_characters(rest) if rest else "")
    digits, text = str(value), ""
    for place, digit in enumerate(digits):
        power = ("", "十", "百", "千")[len(digits) - place - 1]
        text += "零一二三四五六七八九"[int(digit)] + (power if digit != "0" else "")
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.rstrip("零")
