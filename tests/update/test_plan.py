"""The plan of an update: what is to be done to a person's paragraphs."""

from __future__ import annotations

from generator.text.numerals import heading_number, heading_number_length
from generator.update.paragraphs import Paragraph
from generator.update.plan import plan
from generator.word.edited import NewParagraph
from generator.word.styles import StyleName

FIRST = "要逐户登记，月底以前报到县里，一户也不能漏。"
SECOND = "要每天两班，电话响三声以内接，交班当面交。"


def heading(number: int, words: str) -> Paragraph:
    text = heading_number(1, number) + words
    return Paragraph(StyleName.HEADING_1, text, heading_number_length(1, text), 1)


def body(text: str) -> Paragraph:
    return Paragraph(StyleName.BODY, text)


def test_new_paragraphs_of_sections_that_a_person_moved_go_with_them_under_the_right_number() -> None:
    base = [heading(1, "摸清底数"), body(FIRST), heading(2, "排好人手"), body(SECOND)]
    theirs = [heading(1, "排好人手"), body(SECOND), heading(2, "摸清底数"), body(FIRST)]
    ours = [
        *base[:2],
        body("外出的，打电话问清楚再登记。"),
        *base[2:],
        heading(3, "备足物资"),
        body("沙袋堆到坝上。"),
    ]
    assert plan(base, theirs, ours).changes.added == (
        NewParagraph(3, StyleName.BODY, "外出的，打电话问清楚再登记。"),
        NewParagraph(1, StyleName.HEADING_1, "二、备足物资"),
        NewParagraph(1, StyleName.BODY, "沙袋堆到坝上。"),
    )
