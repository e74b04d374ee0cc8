"""Dates as people type them."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.details.details import Form
from generator.details.entry import Entry
from generator.details.fields import Field
from generator.errors import DetailsError
from generator.text.dates import WrongWeekday, parse_date
from generator.text.numerals import chinese_date

MARCH = datetime.date(2026, 3, 12)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_written_date_reads_back(date: datetime.date) -> None:
    assert parse_date(chinese_date(date)) == date
    assert parse_date(date.isoformat()) == date
    assert parse_date(f"{date:%Y%m%d}".zfill(8)) == date


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月12日", "2026-03-12", "2026/3/12", "2026.3.12", " 2026 年 3 月 12 日 ", "20260312",
        "二〇二六年三月十二日", "2026年3月12号", "2026年3月12日（星期四）", "2026年3月12日 周四",
        "2026-3-12(星期四)",
    ],
)  # fmt: skip
def test_dates_are_read_in_the_forms_people_type(text: str) -> None:
    assert parse_date(text) == MARCH


@pytest.mark.parametrize(
    ("text", "date"), [("二○二六年十二月三十一日", "2026-12-31"), ("二〇二六年十月二十日", "2026-10-20")]
)
def test_chinese_figures_are_read(text: str, date: str) -> None:
    assert str(parse_date(text)) == date


@pytest.mark.parametrize(
    "text", ["", "3月12日", "26-3-12", "明天", "2026年3月", "2026-03-12 09:00", "3-12", "2026031"]
)
def test_another_form_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "2026-04-31", "0000-01-01", "20260230"])
def test_a_day_that_never_was_is_told_from_another_form(text: str) -> None:
    with pytest.raises(ValueError, match=re.compile(".")):
        parse_date(text)


def test_another_weekday_is_told() -> None:
    with pytest.raises(WrongWeekday, match="2026年3月12日是星期四，不是星期五"):
        parse_date("2026年3月12日（星期五）")


@pytest.mark.parametrize(
    ("text", "near", "date"),
    [("3月12日", "2026-11-30", "2027-03-12"), ("1月10日", "2026-12-20", "2027-01-10"),
     ("12月20日", "2026-01-10", "2025-12-20"), ("三月十二日", "2026-03-01", "2026-03-12")],
)  # fmt: skip
def test_without_a_year_it_is_the_nearest(text: str, near: str, date: str) -> None:
    assert str(parse_date(text, datetime.date.fromisoformat(near))) == date


class TestDetails:
    DATE = Field("date", "讲话日期", "date")
    DEADLINE = Field("deadline", "完成时限", "date")
    FORM = Form((DATE, DEADLINE), today=datetime.date(2026, 11, 30))

    def filled(self, **typed: str) -> dict[str, str]:
        entries = [Entry(name, value, "") for name, value in typed.items()]
        return {name: str(value) for name, value in self.FORM.fill(entries).values.items()}

    def test_a_speech_is_held_near_today(self) -> None:
        assert self.filled(date="12月3日") == {"date": "2026-12-03"}

    def test_a_deadline_is_near_the_speech(self) -> None:
        assert self.filled(deadline="1月10日", date="2025年12月20日")["deadline"] == "2026-01-10"

    def test_the_year_is_kept_with_the_details(self) -> None:
        assert self.FORM.fill([Entry("date", "12月3日", "")]).typed == {"date": "2026-12-03"}

    def test_a_date_with_its_year_stays_as_typed(self) -> None:
        assert self.FORM.fill([Entry("date", "2026年3月12日", "")]).typed == {"date": "2026年3月12日"}

    def test_a_wrong_weekday_is_a_mistake(self) -> None:
        with pytest.raises(DetailsError, match="是星期四，不是星期五"):
            self.FORM.fill([Entry("date", "2026年3月12日星期五", "-s")])
