"""Speech and Section: the model that everything passes through."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from generator.model.speech import Blank, Paragraph, Role, Section, Speech

from ..strategies import speeches


@given(speeches())
def test_the_json_form_gives_the_speech_back(speech: Speech) -> None:
    assert Speech.from_json(json.loads(json.dumps(speech.to_json()))) == speech


def test_the_json_form_is_the_documented_one() -> None:
    speech = Speech(
        "标题", ("张三",), "同志们：", ("引言",), (Section("一节", ("正文", Section("小节"))),), ("完",)
    )
    assert speech.to_json() == {
        "title": "标题",
        "byline": ["张三"],
        "salutation": "同志们：",
        "preamble": ["引言"],
        "sections": [{"heading": "一节", "body": ["正文", {"heading": "小节", "body": []}]}],
        "closing": ["完"],
    }


def test_texts_come_in_reading_order() -> None:
    speech = Speech("一", ("二",), "三", ("四",), (Section("五", ("六", Section("七", ("八",)))),), ("九",))
    assert "".join(speech.texts) == "一二三四五六七八九"


def test_paragraphs_say_what_each_is_and_how_a_heading_is_numbered() -> None:
    inner = Section("小节", ("下文",))
    speech = Speech(
        "标题", ("张三",), "同志们：", ("引言",), (Section("一节", ("正文", inner)), Section("二节")), ("完",)
    )
    assert list(speech.paragraphs()) == [
        Paragraph(Role.TITLE, 0, "", "标题"),
        Paragraph(Role.BYLINE, 0, "", "张三"),
        Paragraph(Role.SALUTATION, 0, "", "同志们："),
        Paragraph(Role.PREAMBLE, 0, "", "引言"),
        Paragraph(Role.HEADING, 1, "一、", "一节"),
        Paragraph(Role.BODY, 0, "", "正文"),
        Paragraph(Role.HEADING, 2, "（一）", "小节"),
        Paragraph(Role.BODY, 0, "", "下文"),
        Paragraph(Role.HEADING, 1, "二、", "二节"),
        Paragraph(Role.CLOSING, 0, "", "完"),
    ]


def test_any_part_may_be_missing() -> None:
    assert list(Speech().texts) == []


@pytest.mark.parametrize("blank", ["", " ", "　", "\n"])
def test_a_text_is_never_blank(blank: str) -> None:
    for part in ({"title": blank}, {"salutation": blank}, {"byline": (blank,)}, {"closing": ("完", blank)}):
        with pytest.raises(ValueError, match="空白"):
            Speech(**part)
    with pytest.raises(ValueError, match="空白"):
        Section(blank)


def test_a_paragraph_cannot_follow_a_sub_section() -> None:
    with pytest.raises(ValueError, match="小标题后面"):
        Section("一节", (Section("小节"), "正文"))


def test_sections_nest_four_levels_deep_and_no_deeper() -> None:
    section = Section("四")
    for name in ("三", "二", "一"):
        section = Section(name, (section,))
    assert Speech(sections=(section,)).sections == (section,)
    with pytest.raises(ValueError, match="最多 4 级"):
        Speech(sections=(Section("零", (section,)),))


def test_a_blank_shows_its_label() -> None:
    assert Blank("单位名称", "请填写").text == "【单位名称】"
