"""Facts: what of a text can be wrong without the words being wrong; and what two versions differ in."""

from __future__ import annotations

import pytest

from generator.check.against import changes
from generator.check.document import from_lines
from generator.check.facts import Background, Kind, facts


def read(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in facts(text)]


class TestWhatATextStates:
    @pytest.mark.parametrize(
        ("text", "fact"),
        [
            ("会上通报了45起案件", ("数字", "45起")),
            ("增长百分之三十", ("数字", "百分之三十")),
            ("定于3月12日召开", ("日期", "3月12日")),
            ("二〇二六年三月十二日", ("日期", "二〇二六年三月十二日")),
            ("到2027年底", ("日期", "2027年")),
            ("请张建国同志讲话", ("人名", "张建国")),
            ("县委副书记王敏主持", ("职务", "县委副书记")),
            ("请常务副市长李伟安排", ("职务", "常务副市长")),
            ("由县应急管理局牵头", ("部门和单位", "县应急管理局")),
            ("印发了《整治方案》", ("文件", "《整治方案》")),
        ],
    )
    def test_is_read(self, text, fact):
        assert fact in read(text)

    @pytest.mark.parametrize(
        "text", ["我讲三点意见", "第一，要统一思想", "大家要上下一心", "一个一个地过", "各级书记", "书记员"]
    )
    def test_is_nothing_where_it_only_counts_points(self, text):
        assert read(text) == []

    def test_has_a_key_that_does_not_depend_on_how_it_is_written(self):
        for one, other in (
            ("35户", "三十五户"),
            ("2026年3月12日", "二〇二六年三月十二日"),
            ("3500万元", "0.35亿元"),
            ("30%", "百分之三十"),
        ):
            assert [fact.key for fact in facts(one)] == [fact.key for fact in facts(other)]


class TestWhatIsKnown:
    def knows(self, known: str, text: str) -> list[bool]:
        background = Background([known])
        return [background.knows(fact) for fact in facts(text)]

    def test_is_what_was_said(self):
        assert self.knows("排查隐患214处", "共排查隐患214处") == [True]

    def test_is_a_number_said_without_what_it_counts(self):
        assert self.knows("214", "共排查隐患214处") == [True]

    def test_is_a_date_without_its_year(self):
        assert self.knows("2026年3月12日", "3月12日的会上") == [True]

    def test_is_no_other_number_or_date(self):
        assert self.knows("2026年3月12日，214", "3月13日查了241处") == [False, False]


def changed(old: str, new: str) -> list[tuple[Kind, str, str]]:
    found = changes(from_lines(old.split("\n")), from_lines(new.split("\n")))
    return [(one.kind, one.before, one.after) for one in found]


class TestTwoVersions:
    def test_that_say_the_same_in_other_words_state_the_same(self):
        old = "去年共排查隐患214处，已整改190处。请王敏同志负责。"
        assert changed(old, "请王敏同志负责。一年来，整改了190处，排查出的隐患有214处。") == []

    def test_a_number_in_characters_is_the_same_number(self):
        assert changed("走访35户。", "走访三十五户。") == []

    def test_a_number_that_became_another(self):
        assert changed("已整改190处。", "已整改109处。") == [(Kind.NUMBER, "190处", "109处")]

    def test_a_name_with_another_character(self):
        assert changed("请张建国同志讲话。", "请张健国同志讲话。") == [(Kind.PERSON, "张建国", "张健国")]

    def test_what_came_and_what_went(self):
        assert changed("印发《整治方案》。", "查处45起。") == [
            (Kind.NUMBER, "", "45起"),
            (Kind.DOCUMENT, "《整治方案》", ""),
        ]
