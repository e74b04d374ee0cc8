"""`{% either %}`: several wordings, one of which stands in a draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.errors import TemplateError
from generator.template.template import Template
from generator.template.wordings import picks

THREE = "{% either %}散会就动手。{% or %}会开完就去办。{% or %}今天布置，明天见效。{% endeither %}"

Make = Callable[..., Template]


def wordings(template: Template, seeds: int = 60) -> list[str]:
    return ["\n".join(template.render(seed=str(seed)).texts) for seed in range(seeds)]


def test_the_same_seed_gives_the_same_wording(make_template: Make) -> None:
    template = make_template(THREE)
    assert wordings(template) == wordings(template)


def test_every_wording_is_reached(make_template: Make) -> None:
    assert set(wordings(make_template(THREE))) == {"散会就动手。", "会开完就去办。", "今天布置，明天见效。"}


@pytest.mark.parametrize("count", range(2, 8))
def test_wordings_are_about_equally_frequent(count: int) -> None:
    picked = [picks(f"单位{seed}")("some choice", count) for seed in range(1000)]
    assert all(picked.count(index) > 600 / count for index in range(count))


def test_choices_are_picked_independently(make_template: Make) -> None:
    other = "{% either %}甲{% or %}乙{% or %}丙{% endeither %}"
    assert len(set(wordings(make_template(THREE + other), 200))) == 9


def test_choices_that_differ_by_constants_only_are_picked_independently(make_template: Make) -> None:
    choice = '{% either %}{% set x = "NAME1" %}{% or %}{% set x = "NAME2" %}{% endeither %}{{ x }}'
    template = make_template(choice.replace("NAME", "甲") + choice.replace("NAME", "乙"))
    assert len(set(wordings(template, 100))) == 4


def test_a_change_elsewhere_leaves_the_pick(make_template: Make) -> None:
    more = "{% either %}先说一句。{% or %}开头一句。{% endeither %}\n\n\n"
    before = wordings(make_template(THREE))
    after = wordings(make_template(more + THREE + "\n\n\n多了一段。", name="changed"))
    assert [text.split("\n")[1] for text in after] == before


def test_the_seed_is_the_units_name_unless_given(make_template: Make) -> None:
    template = make_template(THREE)
    for unit in ("云溪县", "临江市", "青石镇"):
        assert template.render({"unit": unit}) == template.render({"unit": unit}, seed=unit)


def test_choices_nest(make_template: Make) -> None:
    nested = "{% either %}甲{% either %}一{% or %}二{% endeither %}{% or %}乙{% endeither %}"
    assert set(wordings(make_template(nested))) == {"甲一", "甲二", "乙"}


def test_a_choice_can_set_what_comes_later(make_template: Make) -> None:
    body = '{% either %}{% set end = "点头" %}{% or %}{% set end = "设问" %}{% endeither %}\n{{ end }}'
    assert set(wordings(make_template(body))) == {"点头", "设问"}


@pytest.mark.parametrize(
    "body", ["{% either %}甲{% or %}乙", "{% or %}乙", "{% either %}甲{% else %}乙{% endeither %}"]
)
def test_a_choice_written_wrong_is_refused_with_its_line(body: str, make_template: Make) -> None:
    with pytest.raises(TemplateError, match=r"trial\.md\.j2 第 6 行"):
        make_template(body).render()
