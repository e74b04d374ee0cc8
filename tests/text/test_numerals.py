"""Chinese numerals, heading numbers and dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.numerals import chinese_date, heading_number, is_written_date, numeral

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
UNITS = {"十": 10, "百": 100, "千": 1000}


def read(text: str) -> int:
    """The number that a numeral says: an oracle that knows nothing of how one is made."""
    for mark, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if mark in text:
            above, _, below = text.partition(mark)
            return read(above) * size + (read(below) if below else 0)
    total = digit = 0
    for char in text:
        if char in UNITS:
            total += (digit or 1) * UNITS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit


@given(st.integers(0, 10**16 - 1) | st.integers(0, 10**6))
def test_a_numeral_reads_back_as_its_number(number: int) -> None:
    assert read(numeral(number)) == number


@given(st.integers(0, 10**16 - 1))
def test_a_numeral_never_says_zero_twice_or_at_its_end(number: int) -> None:
    assert "零零" not in numeral(number)
    assert number == 0 or not numeral(number).endswith("零")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10000, "一万"),
        (10001, "一万零一"),
        (100000, "十万"),
        (100010, "十万零一十"),
        (100000000, "一亿"),
        (100010000, "一亿零一万"),
        (1000000000001, "一万亿零一"),
    ],
)
def test_numerals_are_as_people_say_them(number: int, text: str) -> None:
    assert numeral(number) == text


@pytest.mark.parametrize("number", [-1, 10**16])
def test_a_number_outside_the_range_has_no_numeral(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        numeral(number)


class TestHeadingNumber:
    """GB/T 9704—2012, 7.3.3: 结构层次序数依次用“一、”“（一）”“1.”“（1）”标注。"""

    @pytest.mark.parametrize(("level", "text"), [(1, "十二、"), (2, "（十二）"), (3, "12."), (4, "（12）")])
    def test_each_level_has_its_own_form(self, level: int, text: str) -> None:
        assert heading_number(level, 12) == text


class TestDate:
    """GB/T 9704—2012, 7.3.5.4: 用阿拉伯数字将年、月、日标全，月、日不编虚位。"""

    def test_month_and_day_have_no_leading_zero(self) -> None:
        assert chinese_date(datetime.date(2026, 3, 2)) == "2026年3月2日"

    @pytest.mark.parametrize("text", ["2026年3月12日", "二〇二六年三月十二日", "二○二六年十二月三十一日"])
    def test_a_speech_writes_dates_in_either_digits(self, text: str) -> None:
        assert is_written_date(text)

    @pytest.mark.parametrize("text", ["2026-03-12", "2026年3月", "明年三月十二日", "2026年3月12日上午"])
    def test_anything_else_is_no_written_date(self, text: str) -> None:
        assert not is_written_date(text)
