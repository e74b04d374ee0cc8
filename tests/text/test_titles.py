"""Where a title is broken. `/` in a case is a break."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.text.terms import Kind, known_words
from generator.text.titles import title_lines, title_scale
from tests.strategies import texts
from tests.titles import WIDTHS, broken, is_cut, meetings, unseen_titles

OFFICIAL_WIDTH = WIDTHS["official"]

CASES = """
在全市党员干部警示教育大会上的讲话
在市第一中学建校一百周年庆祝大会上的致辞
在庆祝中国共产党成立100周年大会上的讲话
在全市加强“一把手”/和领导班子监督工作座谈会上的讲话
在全县安全生产工作会议/暨防汛抗旱工作部署会上的讲话
在临江市第十五届人民代表大会/第五次会议闭幕会上的讲话
在全市优化营商环境推进民营经济/高质量发展大会上的讲话
在学习贯彻《中国共产党纪律处分条例》/专题培训班开班式上的讲话
在【单位名称】党风廉政建设/和反腐败工作会议上的讲话
在市人民医院医德医风建设暨医保基金/使用管理专项整治动员大会上的讲话
在省属国有企业深化改革提升行动/动员部署电视电话会议上的讲话
在青石镇2025年度总结表彰/暨2026年重点工作部署大会上的讲话
深入学习贯彻党的二十届三中全会精神/奋力谱写中国式现代化临江新篇章
在全区城市管理、环境整治、/文明创建工作推进会上的讲话
凝心聚力抓落实　真抓实干谋发展　/为建设现代化新临江而努力奋斗
在纪念抗日战争暨世界反法西斯战争/胜利周年座谈会上的讲话
在全市领导干部“牢记初心使命、勇于担当作为”/专题研讨班结业式上的总结讲话
在临江市乡村振兴重点帮扶村驻村第一书记/和工作队员培训班上的讲话
""".strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_titles_break_as_an_editor_would(case):
    assert "/".join(title_lines(case.replace("/", ""), OFFICIAL_WIDTH)) == case


@pytest.mark.parametrize("layout", WIDTHS)
def test_a_line_ends_inside_a_known_term_in_two_of_a_hundred_titles_at_most(layout):
    found = broken(meetings("events.txt"), WIDTHS[layout])
    assert sum(is_cut(*one) for one in found) <= 0.02 * len(found)


@pytest.mark.parametrize("layout", WIDTHS)
def test_titles_of_words_that_are_not_listed_fare_nearly_as_well(layout):
    found = broken(meetings("unseen_events.txt"), WIDTHS[layout])
    assert sum(is_cut(*one) for one in found) <= 0.02 * len(found)
    found = broken(unseen_titles(), WIDTHS[layout])
    assert sum(is_cut(*one) for one in found) <= 0.1 * len(found)


def test_a_break_is_rather_after_the_unit_than_in_it():
    title = "在凤鸣山林木种苗繁育场油茶良种采穗圃管护培训会上的讲话"
    assert title_lines(title, OFFICIAL_WIDTH)[0] == "在凤鸣山林木种苗繁育场油茶"
    assert title_lines(title, OFFICIAL_WIDTH, "凤鸣山林木种苗繁育场")[0] == "在凤鸣山林木种苗繁育场"


def test_a_unit_whose_name_goes_on_is_not_the_unit():
    title = "在中共临江市委理论学习中心组专题学习会上的发言"
    assert title_lines(title, OFFICIAL_WIDTH, unit="临江市")[0] == "在中共临江市委理论学习中心组"


@pytest.mark.parametrize(("title", "scale"), [("国" * 20, 100), ("国" * 21, 95), ("国" * 22, 91)])
def test_a_title_one_or_two_characters_too_long_is_squeezed_onto_its_line(title, scale):
    lines = title_lines(title, OFFICIAL_WIDTH)
    assert (lines, title_scale(lines, OFFICIAL_WIDTH)) == ((title,), scale)


def test_lines_that_fit_are_not_squeezed():
    assert title_scale(title_lines("在全县安全生产工作会议上的讲话", 10), 10) == 100


@given(texts())
def test_no_character_is_lost(title):
    assert "".join(title_lines(title, OFFICIAL_WIDTH)) == title


@given(texts(12).map(lambda text: text.replace("\n", "")).filter(str.strip))
def test_no_line_begins_with_closing_punctuation(title):
    assert not any(line[0] in "、，。；：？！”’）》】的" for line in title_lines(title, OFFICIAL_WIDTH)[1:])


@given(texts())
def test_known_words_stand_one_after_the_other(text):
    places = [place for word in known_words(text) for place in (word.start, word.end)]
    assert places == sorted(places)


def test_the_longest_word_is_found():
    assert [word.kind for word in known_words("党风廉政建设")] == [Kind.TERM]


def test_a_title_that_cannot_be_broken_stays_whole():
    assert title_lines("国" * 400, OFFICIAL_WIDTH) == ("国" * 400,)


def test_a_wider_line_holds_more():
    title = "在全市加强“一把手”监督工作座谈会上的讲话"
    assert title_lines(title, 22) == (title,)
    assert len(title_lines(title, 18)) == 2
