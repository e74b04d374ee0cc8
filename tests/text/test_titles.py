"""Where a title is broken. `/` in a case is a break."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.text.titles import title_lines
from tests.strategies import texts

OFFICIAL_WIDTH = 20.1

CASES = """
在全市党员干部警示教育大会上的讲话
在市第一中学建校一百周年庆祝大会上的致辞
在庆祝中国共产党成立100周年大会上的讲话
在全市加强“一把手”/监督工作座谈会上的讲话
在全县安全生产工作会议/暨防汛抗旱工作部署会上的讲话
在临江市第十五届人民代表大会/第五次会议闭幕会上的讲话
在全市优化营商环境推进/民营经济高质量发展大会上的讲话
在学习贯彻《中国共产党纪律处分条例》/专题培训班开班式上的讲话
在【单位名称】党风廉政建设/和反腐败工作会议上的讲话
在市人民医院医德医风建设暨医保基金/使用管理专项整治动员大会上的讲话
在省属国有企业深化改革提升行动/动员部署电视电话会议上的讲话
在青石镇2025年度总结表彰/暨2026年重点工作部署大会上的讲话
深入学习贯彻党的二十届三中全会精神/奋力谱写中国式现代化临江新篇章
在全区城市管理、环境整治、/文明创建工作推进会上的讲话
凝心聚力抓落实　真抓实干谋发展　/为建设现代化新临江而努力奋斗
在纪念抗日战争暨世界反法西斯/战争胜利周年座谈会上的讲话
在全市领导干部/“牢记初心使命、勇于担当作为”/专题研讨班结业式上的总结讲话
在临江市乡村振兴重点帮扶村驻村/第一书记和工作队员培训班上的讲话
""".strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_titles_break_as_an_editor_would(case):
    assert "/".join(title_lines(case.replace("/", ""), OFFICIAL_WIDTH)) == case


@given(texts())
def test_no_character_is_lost(title):
    assert "".join(title_lines(title, OFFICIAL_WIDTH)) == title


@given(texts(12).map(lambda text: text.replace("\n", "")).filter(str.strip))
def test_no_line_begins_with_closing_punctuation(title):
    assert not any(line[0] in "、，。；：？！”’）》】的" for line in title_lines(title, OFFICIAL_WIDTH)[1:])


def test_a_title_that_cannot_be_broken_stays_whole():
    assert title_lines("国" * 400, OFFICIAL_WIDTH) == ("国" * 400,)


def test_a_wider_line_holds_more():
    title = "在全市加强“一把手”监督工作座谈会上的讲话"
    assert title_lines(title, 22) == (title,)
