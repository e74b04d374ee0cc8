"""The byline: how its entries stand in a draft."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.text import byline
from tests.strategies import texts


@pytest.mark.parametrize(
    ("entry", "printed"),
    [
        ("2026年3月12日", "（2026年3月12日）"),
        ("【讲话日期】", "（【讲话日期】）"),
        ("市委书记　王建国", "市委书记　王建国"),
    ],
)
def test_a_date_stands_in_brackets(entry: str, printed: str) -> None:
    assert byline.printed(entry) == printed
    assert byline.entry(printed) == entry


@pytest.mark.parametrize(
    "lines",
    [
        "市委书记　王建国",
        "临江港务集团有限责任公司党委副书记、总经理、工会主席/欧阳震宇",
        "临江市委常委、市政府党组副书记、常务副市长、/临江高新技术产业开发区党工委书记/周　敏",
        "国家税务总局临江市税务局第一分局机关党委专职副书记/欧阳震宇",
        "中国人民政治协商会议云溪县委员会党组书记、/主席、机关工委书记/李明",
    ],
)
def test_a_long_post_is_broken_after_a_mark_and_the_name_stands_alone(lines: str) -> None:
    *post, name = lines.split("/")
    entry = "　".join(["".join(post), name]) if post else name
    assert byline.printed_lines(entry, 28) == tuple(lines.split("/"))


@given(texts())
def test_lines_lose_nothing_but_the_gap_before_the_name(entry: str) -> None:
    lines = byline.printed_lines(entry, 20)
    assert "".join("".join(lines).split()) == "".join(byline.printed(entry).split())
