"""The filters of a template, in a speech's terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.errors import TemplateError
from generator.template.template import Template

Make = Callable[..., Template]

FIELDS = """\
  unit: {label: 单位名称, required: true}
  day: {label: 日期, type: date}
  cases: {label: 件数, type: number}
  tasks: {label: 任务, type: list}
  story: {label: 事例, type: paragraphs}"""


@pytest.fixture
def render(make_template: Make) -> Callable[..., str]:
    """The one paragraph that a template's body renders to."""

    def render(body: str, **details: Any) -> str:
        return "\n\n".join(make_template(body, FIELDS).render(details).texts)

    return render


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{{ day|date }}", "2026年3月2日"),
        ("{{ day }}", "2026年3月2日"),
        ("{{ cases|numeral }}", "二十"),
        ("{{ tasks|join }}", "查清底数、压实责任和逐项销号"),
        ("{{ tasks|join('；') }}", "查清底数；压实责任；逐项销号"),
        ("{{ tasks[:2]|join }}", "查清底数和压实责任"),
        ("{{ tasks|enumerate }}。", "一是查清底数；二是压实责任；三是逐项销号。"),
        ("{{ tasks[:1]|enumerate }}。", "查清底数。"),
        ("{{ tasks|length|numeral }}件事", "三件事"),
        ("{{ tasks|length|numeral('件') }}事", "三件事"),
        ("{{ 2|numeral('件') }}事，{{ 12|numeral('件') }}事", "两件事，十二件事"),
        ("{{ tasks|first }}", "查清底数"),
        ("{{ tasks|last }}", "逐项销号"),
        ("{{ unit|replace('县', '区') }}", "云溪区"),
        ("{{ (cases * 1.5)|round|int }}", "30"),
        ("{{ story|paragraphs }}", "第一段。\n\n第二段。"),
        ("{{ unit|upper ~ cases }}", "云溪县20"),
        ("{{ day.year }}年", "2026年"),
        ("{% if unit.endswith('县') %}是县{% endif %}", "是县"),
        (
            "{% for task in tasks %}{{ loop.index|numeral }}、{{ task }}。{% endfor %}",
            "一、查清底数。二、压实责任。三、逐项销号。",
        ),
    ],
)
def test_values_are_written_as_people_write_them(body: str, text: str, render: Callable[..., str]) -> None:
    details = {
        "unit": "云溪县",
        "day": "2026-03-02",
        "cases": 20,
        "tasks": ["查清底数", "压实责任", "逐项销号"],
        "story": "第一段。\n第二段。",
    }
    assert render(body, **details) == text


def test_an_enumeration_joins_whole_sentences(render: Callable[..., str]) -> None:
    assert (
        render("{{ tasks|enumerate }}。", tasks=["查清底数。", "压实责任；"])
        == "一是查清底数；二是压实责任。"
    )


@pytest.mark.parametrize(
    "filter", ["date", "numeral", "join", "enumerate", "paragraphs", "replace('a', 'b')", "round"]
)
def test_a_blank_passes_through_our_filters(filter: str, render: Callable[..., str]) -> None:
    assert render("{{ unit|" + filter + " }}") == "【单位名称】"


class TestBlank:
    """A field without a value."""

    def test_it_prints_its_label(self, render: Callable[..., str]) -> None:
        assert render("在{{ unit }}的{{ cases }}件") == "在【单位名称】的【件数】件"

    def test_it_joins_into_a_longer_text(self, render: Callable[..., str]) -> None:
        assert render("{{ unit ~ '会议' }}") == "【单位名称】会议"

    def test_an_optional_one_is_false_and_a_required_one_true(self, render: Callable[..., str]) -> None:
        assert (
            render("{% if cases %}有{% else %}无{% endif %}{% if unit %}有{% else %}无{% endif %}") == "无有"
        )

    def test_an_optional_list_is_empty_and_a_required_one_holds_the_blank(
        self, render: Callable[..., str]
    ) -> None:
        assert (
            render(
                "甲{% for task in tasks %}{{ task }}{% endfor %}{% for one in unit %}{{ one }}{% endfor %}"
            )
            == "甲【单位名称】"
        )

    def test_it_is_equal_to_nothing(self, render: Callable[..., str]) -> None:
        assert (
            render("{% if unit == '甲' or unit == unit or '甲' in tasks %}是{% else %}否{% endif %}") == "否"
        )

    def test_a_default_stands_for_it(self, render: Callable[..., str]) -> None:
        assert render("{{ unit|default('我市') }}") == "我市"

    @pytest.mark.parametrize(
        "expression",
        [
            "cases > 3",
            "3 < cases",
            "cases + 1",
            "1 - cases",
            "cases * 2",
            "-cases",
            "cases|int > 1",
            "cases[0]",
            "unit.endswith('县')",
            "unit[:2]",
            "cases()",
        ],
    )
    def test_to_reckon_with_it_is_a_clear_mistake(self, expression: str, render: Callable[..., str]) -> None:
        with pytest.raises(
            TemplateError, match=r"trial\.md\.j2 第 11 行：“(件数|单位名称)”没有填，不能拿来计算"
        ):
            render("\n{% if " + expression + " %}多{% endif %}")


class TestNotText:
    @pytest.mark.parametrize(
        "expression",
        [
            "sectors",
            "[sectors]",
            "range",
            "[range]",
            "loop",
            "unit == '甲'",
            "none",
            "[unit.upper]",
            "namespace()",
        ],
    )
    def test_what_is_no_text_cannot_be_printed(self, expression: str, render: Callable[..., str]) -> None:
        with pytest.raises(TemplateError) as refused:
            render("{{ " + expression + " }}", unit="甲")
        assert "0x" not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("七月上旬。", "七月上旬"),
        ("安全会议\n暨防汛会议", "安全会议暨防汛会议"),
        ("&amp;", "&amp;"),
        ("。", "。"),
    ],
)
def test_clause_is_a_text_without_its_last_mark(typed: str, shown: str, make_template) -> None:
    template = make_template("{{ unit | clause }}以前")
    assert template.render({"unit": typed}).preamble == (f"{shown}以前",)
