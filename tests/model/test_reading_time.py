"""Reading aloud: characters and minutes."""

from __future__ import annotations

import pytest

from generator.model import reading_time as reading
from generator.model.speech import Section, Speech


def test_white_space_is_not_counted() -> None:
    assert reading.count_characters(["同志 们：\n", "　　好。"]) == 6


def test_title_and_byline_are_not_read_aloud() -> None:
    speech = Speech(title="标题标题", byline=("张三",), preamble=("一二三",))
    assert reading.total_characters(speech) == 3


def test_parts_are_opening_sections_and_closing() -> None:
    speech = Speech(None, (), "同志们：", ("引言",), (Section("一节", ("正文", Section("小节"))),), ("完",))
    assert reading.parts(speech) == (
        reading.Part("引言", 6),
        reading.Part("一节", 6),
        reading.Part("结尾", 1),
    )


def test_a_part_that_is_not_there_is_not_listed() -> None:
    assert reading.parts(Speech(title="标题")) == ()


@pytest.mark.parametrize(("characters", "minutes"), [(0, 0.5), (99, 0.5), (200, 1), (290, 1.5), (2000, 10)])
def test_minutes_are_to_half_a_minute_and_never_none(characters: int, minutes: float) -> None:
    assert reading.minutes(characters, 200) == minutes


def test_a_faster_speaker_takes_less_time() -> None:
    assert reading.minutes(2000, 250) == 8
