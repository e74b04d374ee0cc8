"""`{% pick %}`: a list of wordings, one of which stands in a draft; and lines with a bracket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from generator.template.pick import choice, priorities
from generator.template.template import Template

Make = Callable[..., Template]

FIELDS = """\
  unit: {label: 单位名称, required: true}
  sector: {label: 单位类别, type: choice, choices: [机关, 学校, 医院, 综合], default: 综合}
  length: {label: 篇幅, type: choice, choices: {short: 短, standard: 标准, long: 长}, default: standard}
  office: {label: 牵头部门}
  hazards: {label: 隐患数, type: number}
  fixed: {label: 改完数, type: number}
  tasks: {label: 任务, type: list}"""

THREE = ("散会就动手。", "会开完就去办。", "今天布置，明天见效。")


def picked(*lines: str, bracket: str = "") -> str:
    return "\n".join([f"{{% pick{f' [{bracket}]' if bracket else ''} %}}", *lines, "{% endpick %}\n"])


def bullets(*texts: str) -> str:
    return picked(*(f"- {text}" for text in texts))


@pytest.fixture
def said(make_template: Make) -> Callable[..., set[str]]:
    """All that a template with `body` says for `details`, a paragraph a line, over sixty seeds."""

    def said(body: str, seeds: int = 60, head: str = "", **details: Any) -> set[str]:
        template = make_template(body, FIELDS + (f"\n{head}" if head else ""))
        return {"\n".join(template.render(details, seed=str(seed)).texts) for seed in range(seeds)}

    return said


class TestChoice:
    def test_the_same_seed_gives_the_same_wording(self, make_template: Make) -> None:
        template = make_template(bullets(*THREE))
        for seed in "甲乙丙":
            assert template.render(seed=seed) == template.render(seed=seed)

    def test_every_wording_is_reached(self, said: Callable[..., set[str]]) -> None:
        assert said(bullets(*THREE)) == set(THREE)

    @pytest.mark.parametrize("count", range(2, 8))
    def test_wordings_are_about_equally_frequent(self, count: int) -> None:
        numbers = priorities(f"写法{number}" for number in range(count))
        chosen = Counter(choice(f"单位{seed}")(numbers, *[True] * count) for seed in range(2000))
        assert all(1500 / count < chosen[index] < 2600 / count for index in range(count))

    def test_lists_are_picked_independently(self, said: Callable[..., set[str]]) -> None:
        assert len(said(bullets(*THREE) + "\n" + bullets("甲", "乙", "丙"), seeds=200)) == 9

    def test_lists_that_differ_by_a_field_only_are_picked_independently(
        self, said: Callable[..., set[str]]
    ) -> None:
        body = bullets("{{ hazards }}处", "{{ hazards }}项") + bullets("{{ fixed }}处", "{{ fixed }}项")
        assert len(said(body, hazards=3, fixed=2)) == 4

    def test_a_change_elsewhere_leaves_the_pick(self, make_template: Make) -> None:
        before, after = (
            bullets(*THREE),
            bullets("先说一句。", "开头一句。") + "\n" + bullets(*THREE) + "\n多一段。",
        )
        for seed in map(str, range(40)):
            text = make_template(before).render(seed=seed).preamble[0]
            assert make_template(after, name="changed").render(seed=seed).preamble[1] == text

    def test_a_fourth_wording_takes_a_quarter_and_changes_nothing_else(self, make_template: Make) -> None:
        before = make_template(bullets(*THREE))
        after = make_template(bullets(*THREE[:1], "回去就开会。", *THREE[1:]), name="after")
        pairs = [
            (before.render(seed=str(seed)).preamble[0], after.render(seed=str(seed)).preamble[0])
            for seed in range(400)
        ]
        changed = [new for old, new in pairs if new != old]
        assert set(changed) == {"回去就开会。"}
        assert 70 < len(changed) < 130

    def test_wrapping_a_wording_anew_leaves_the_pick(self, make_template: Make) -> None:
        one = make_template(bullets("散会就动手，不等文件。", *THREE[1:]))
        other = make_template(bullets("散会就动手，\n  不等文件。", *THREE[1:]), name="wrapped")
        assert all(one.render(seed=str(seed)) == other.render(seed=str(seed)) for seed in range(40))

    def test_the_seed_is_the_units_name_unless_given(self, make_template: Make) -> None:
        template = make_template(bullets(*THREE))
        for unit in ("云溪县", "临江市", "青石镇"):
            assert template.render({"unit": unit}) == template.render({"unit": unit}, seed=unit)

    def test_a_wording_may_hold_a_list_and_set_what_comes_later(self, said: Callable[..., set[str]]) -> None:
        nested = picked("- 甲", "  {% pick %}", "  - 一", "  - 二", "  {% endpick %}", "- 乙")
        assert said(nested) == {"甲一", "甲二", "乙"}
        body = picked('- {% set end = "点头" %}', '- {% set end = "设问" %}') + "{{ end }}"
        assert said(body) == {"点头", "设问"}


class TestConditions:
    def test_a_bracket_before_a_wording_alone_on_a_line_and_after_pick(
        self, said: Callable[..., set[str]]
    ) -> None:
        body = picked("[学校]", "- 一", "- 二", "[医院]", "- [长] 三", "- 四", bracket="标准、长")
        assert said(body, sector="学校") == {"一", "二"}
        assert said(body, sector="医院") == {"四"}
        assert said(body, sector="医院", length="长") == {"三", "四"}
        assert said(body, sector="学校", length="短") == {""}
        assert said(body) == {""}

    def test_or_and_not(self, said: Callable[..., set[str]]) -> None:
        body = picked("- [学校、医院，非短] 甲")
        assert said(body, sector="医院") == {"甲"}
        assert said(body, sector="医院", length="短") == {""}
        assert said(body, sector="机关") == {""}

    def test_the_label_of_a_field_means_that_it_is_given(self, said: Callable[..., set[str]]) -> None:
        body = picked("- [牵头部门] 有人牵头。", "- [没有牵头部门] 散会再定。")
        assert said(body, office="安委办") == {"有人牵头。"}
        assert said(body) == {"散会再定。"}

    def test_the_rest_is_said_where_nothing_else_can_be(self, said: Callable[..., set[str]]) -> None:
        body = picked(
            "[学校]", "- 一", "- [长] 二", "[医院]", "- 由{{ office }}牵头。", "[其他]", "- 三", "- 四"
        )
        assert said(body, sector="学校") == {"一"}
        assert said(body, sector="医院", office="院办") == {"由院办牵头。"}
        assert said(body, sector="医院") == {"三", "四"}
        assert said(body) == {"三", "四"}

    def test_a_line_with_a_bracket_stands_only_then(self, said: Callable[..., set[str]]) -> None:
        body = "今天开会。\n[长] 会议要开一天。\n[学校] 先说校园。\n\n[学校] 再说校外。\n"
        assert said(body) == {"今天开会。"}
        assert said(body, sector="学校") == {"今天开会。先说校园。\n再说校外。"}
        assert said(body, sector="学校", length="长") == {"今天开会。会议要开一天。先说校园。\n再说校外。"}

    def test_the_rest_of_neighbouring_lines(self, said: Callable[..., set[str]]) -> None:
        body = "为的是\n[学校] 学生。\n[医院] 病人。\n[其他] 群众。\n"
        assert said(body, sector="学校") == {"为的是学生。"}
        assert said(body) == {"为的是群众。"}

    def test_a_line_belongs_to_its_wording(self, said: Callable[..., set[str]]) -> None:
        body = picked("- 甲", "  [长] 尾。", "- 乙")
        assert said(body, length="长") == {"甲尾。", "乙"}

    def test_a_tag_in_a_conditional_line_ends_with_it(self, said: Callable[..., set[str]]) -> None:
        body = "要办的：\n[长] {% for task in tasks %}{{ task }}；{% endfor %}\n完。\n"
        assert said(body, length="长", tasks=["甲", "乙"]) == {"要办的：甲；乙；完。"}
        assert said(body, tasks=["甲", "乙"]) == {"要办的：完。"}


class TestOpenFields:
    def test_a_wording_that_prints_an_open_field_is_passed_over(self, said: Callable[..., set[str]]) -> None:
        body = bullets("由{{ office }}牵头。", "{{ hazards }}处隐患。", "散会再定。")
        assert said(body) == {"散会再定。"}

    def test_what_prints_most_of_what_was_given_goes_first(self, said: Callable[..., set[str]]) -> None:
        body = bullets("由{{ office }}牵头，改{{ hazards }}处。", "由{{ office }}牵头。", "散会再定。")
        assert said(body, office="安委办") == {"由安委办牵头。"}
        assert said(body, office="安委办", hazards=3) == {"由安委办牵头，改3处。"}

    @pytest.mark.parametrize(
        "wording",
        [
            "{{ office|clause }}",
            "{{ fixed - hazards }}",
            "{% for task in tasks %}{{ task }}{% endfor %}",
            "{{ tasks|length|numeral('件') }}",
            "{% if unit %}{{ office }}{% else %}报{{ office }}{% endif %}",
            "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(office) }}",
        ],
    )
    def test_a_field_is_printed_through_filters_sums_loops_and_macros(
        self, wording: str, said: Callable[..., set[str]]
    ) -> None:
        assert said(bullets(wording, "再定。")) == {"再定。"}

    @pytest.mark.parametrize(
        "wording",
        [
            "报{% if office %}{{ office }}{% endif %}",
            "报{{ office or unit }}",
            "报{{ office if office else unit }}",
            "报{{ office|default('各处') }}",
            "报会务组\n  [牵头部门] 和{{ office }}",
        ],
    )
    def test_what_is_printed_perhaps_need_not_be_given(
        self, wording: str, said: Callable[..., set[str]]
    ) -> None:
        assert len(said(bullets(wording, "再定。"), unit="县府")) == 2

    def test_a_required_field_left_open_is_printed_as_a_blank(self, said: Callable[..., set[str]]) -> None:
        assert said(bullets("{{ unit }}牵头。")) == {"【单位名称】牵头。"}

    def test_a_line_with_a_bracket_waits_for_its_fields_too(self, said: Callable[..., set[str]]) -> None:
        assert said("开会。\n[标准] 由{{ office }}牵头。") == {"开会。"}


class TestNames:
    def test_one_of_the_named_wordings_is_picked_for_the_whole_draft(
        self, said: Callable[..., set[str]]
    ) -> None:
        body = (
            picked("- [追问] 谁来管？", "- [平日] 平日不管。")
            + "\n[追问] 回到开头的问题。\n[平日] 平日管起来。\n"
        )
        assert said(body, head="wordings:\n  开头: [追问, 平日]") == {
            "谁来管？\n回到开头的问题。",
            "平日不管。\n平日管起来。",
        }

    def test_texts_that_go_together(self, said: Callable[..., set[str]]) -> None:
        head = "wordings:\n  标题:\n    - [认清险, 改到底]\n    - [看，一处不漏, 改，一处不留]"
        assert said("{{ 标题1 }}\n\n{{ 标题2 }}", head=head) == {
            "认清险\n改到底",
            "看，一处不漏\n改，一处不留",
        }

    def test_a_named_condition(self, said: Callable[..., set[str]]) -> None:
        head = """conditions:
  都改完了: hazards and fixed == hazards
  还差得多: 隐患多 and not 都改完了
  隐患多: hazards > 10"""
        body = "[都改完了] 都改完了。\n[还差得多] 还有没改的。\n[其他] 接着查。\n"
        assert said(body, head=head, hazards=12, fixed=12) == {"都改完了。"}
        assert said(body, head=head, hazards=12, fixed=2) == {"还有没改的。"}
        assert said(body, head=head, hazards=3, fixed=2) == {"接着查。"}

    def test_a_comparison_with_an_open_field_does_not_hold(self, said: Callable[..., set[str]]) -> None:
        head = "conditions:\n  过半: fixed > hazards / 2"
        assert said("开会。\n[过半] 过半了。", head=head, hazards=3) == {"开会。"}
        assert said("开会。\n[过半] 过半了。", head=head, hazards=3, fixed=2) == {"开会。过半了。"}

    def test_filled_counts_the_templates_own_fields(self, said: Callable[..., set[str]]) -> None:
        head = "conditions:\n  填得少: filled < 2"
        assert said("开会。\n[填得少] 多说两句。", head=head, office="甲") == {"开会。多说两句。"}
        assert said("开会。\n[填得少] 多说两句。", head=head, office="甲", hazards=1) == {"开会。"}


class TestParagraphs:
    def test_a_wording_goes_on_and_a_blank_line_in_it_is_a_new_paragraph(
        self, said: Callable[..., set[str]]
    ) -> None:
        assert said(picked("- 一句，", "  接着一句。", "", "  又一段。", "", "- 乙")) == {
            "一句，接着一句。\n又一段。",
            "乙",
        }

    def test_blank_lines_around_wordings_are_for_the_eye(self, said: Callable[..., set[str]]) -> None:
        body = "前。\n" + picked("[学校]", "- 甲", "", "[其他]", "", "- 乙", "").rstrip("\n") + "\n后。"
        assert said(body) == {"前。乙后。"}

    def test_a_list_that_prints_nothing_leaves_no_trace(self, said: Callable[..., set[str]]) -> None:
        body = "前。\n" + picked("- [学校] 甲") + "后。"
        assert said(body) == {"前。后。"}

    def test_a_blank_line_before_the_first_wording_counts_only_if_something_is_said(
        self, said: Callable[..., set[str]]
    ) -> None:
        body = "前。\n" + picked("", "- 甲", bracket="长") + "后。"
        assert said(body) == {"前。后。"}
        assert said(body, length="长") == {"前。\n甲后。"}

    def test_a_line_ends_where_it_ends_whatever_tag_is_last(self, said: Callable[..., set[str]]) -> None:
        body = "前{% if office %}甲{% endif %}\n\n后。"
        assert said(body) == {"前\n后。"}

    def test_a_heading_may_be_a_wording(self, said: Callable[..., set[str]]) -> None:
        assert said(picked("- ## 认清险", "- ## 看清险") + "\n正文。") == {"认清险\n正文。", "看清险\n正文。"}
