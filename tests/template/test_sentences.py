"""A field inside a sentence is printed without the mark that its value may end in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.template.template import Template

Make = Callable[..., Template]

FIELDS = """\
  office: {label: 牵头部门}
  tasks: {label: 任务, type: list}
  duties: {label: 分工, type: table, columns: {what: 任务, who: 责任单位}}"""


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("由{{ office }}负责", "由安委办负责"),
        ("{{ office }}，散会就办", "安委办，散会就办"),
        ("请{{ office }}。", "请安委办。"),
        ("“{{ office }}”", "“安委办”"),
        ("报{{ office }}{% if tasks %}，今天就报{% endif %}。", "报安委办，今天就报。"),
        ("报{{ office }}{% if tasks %}{% endif %}。", "报安委办。"),
    ],
)
def test_inside_a_sentence_the_mark_goes(body: str, printed: str, make_template: Make) -> None:
    assert make_template(body, FIELDS).render({"office": "安委办。", "tasks": ["甲"]}).preamble == (printed,)


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("{{ office }}", "会后就办。"),
        ("先说一句。{{ office }}再说一句。", "先说一句。会后就办。再说一句。"),
        ("会前，{{ office }}下面就讲。", "会前，会后就办。下面就讲。"),
        ("请记住：{{ office }}\n下面就讲。", "请记住：会后就办。下面就讲。"),
        ("由{{ office|trim }}负责", "由会后就办。负责"),
    ],
)
def test_elsewhere_it_is_printed_as_it_was_typed(body: str, printed: str, make_template: Make) -> None:
    assert make_template(body, FIELDS).render({"office": "会后就办。"}).preamble == (printed,)


def test_the_items_and_cells_of_a_loop_are_fields_too(make_template: Make) -> None:
    body = (
        "{% for task in tasks %}{{ task }}；{% endfor %}"
        "{% for row in duties %}{{ row.what }}，由{{ row.who }}办；{% endfor %}"
    )
    details = {"tasks": ["甲。", "乙；"], "duties": [{"what": "丙。", "who": "办公室。"}]}
    assert make_template(body, FIELDS).render(details).preamble == ("甲；乙；丙，由办公室办；",)


def test_what_a_template_writes_itself_stays(make_template: Make) -> None:
    body = '{% set first = "第一，" %}{% set words %}{{ office }}。{% endset %}{{ first }}{{ words }}完。'
    assert make_template(body, FIELDS).render({"office": "甲"}).preamble == ("第一，甲。完。",)
