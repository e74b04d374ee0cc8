"""The numbers that Word counts itself: whoever reads the document reads them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document

from generator.check.proof import Proof
from generator.check.word_source import proof_of_word
from generator.model.speech import Role
from generator.word.opened import Opened
from generator.word.reader import read_any_docx, read_docx
from generator.word.writer import write_docx

from .conftest import CREATED
from .documents import ARABIC, CHINESE, count, read, with_lists

TITLE = ("在全县防汛工作会议上的讲话", "同志们：", "今天开会，我讲两点意见。")
FIRST, SECOND = "要逐户登记，各镇月底前报到县里。", "要逐笔公开，谁经手谁签字。"


def numbers(document: Document) -> list[str]:
    return [line.number for line in Opened(read(document)).lines]


def proof(document: Document) -> Proof:
    return proof_of_word(read(document), "讲话.docx", None, None)


@pytest.fixture
def numbered() -> Document:
    """A speech as people type it; its headings are numbered by Word."""
    document = with_lists(docx.Document())
    for text in TITLE:
        document.add_paragraph(text)
    for heading, text in (("摸清底数", FIRST), ("管住用处", SECOND)):
        count(document.add_paragraph(heading), CHINESE)
        document.add_paragraph(text)
    return document


@pytest.fixture
def draft(speech, official) -> Document:
    """A draft of ours, to which somebody added two points by typing "1." before the first."""
    document = with_lists(docx.Document(io.BytesIO(write_docx(speech, official, created=CREATED))))
    place = document.paragraphs[-1]
    for text in ("查房屋。", "查道路。"):
        count(place.insert_paragraph_before(text, style="Body Text"), ARABIC)
    return document


def test_headings_of_anybody_are_headings_by_their_numbers(numbered) -> None:
    assert [section.heading for section in read_any_docx(read(numbered)).speech.sections] == [
        "摸清底数",
        "管住用处",
    ]


def test_points_in_a_draft_of_ours_are_read_with_their_numbers(draft) -> None:
    for speech in (read_any_docx(read(draft)).speech, read_docx(read(draft))):
        assert speech.sections[-1].paragraphs[-2:] == ("1.查房屋。", "2.查道路。")


def test_a_heading_of_a_draft_that_word_numbers_has_no_number_in_its_text(speech, official) -> None:
    document = with_lists(docx.Document(io.BytesIO(write_docx(speech, official, created=CREATED))))
    heading = next(one for one in document.paragraphs if one.text == "一、看清害处")
    heading.runs[0].text = "看清害处"
    count(heading, CHINESE)
    assert read_any_docx(read(document)).speech == speech


def test_check_knows_the_headings_and_leaves_the_numbers_to_word(numbered) -> None:
    found = proof(numbered).document.paragraphs
    assert [(one.text, one.level) for one in found if one.role is Role.HEADING] == [
        ("摸清底数", 1),
        ("管住用处", 1),
    ]
    assert [one.content for one in found] == [one.text for one in found]


def test_check_counts_typed_and_automatic_numbers_together(numbered) -> None:
    numbered.add_paragraph("三、马上动手")
    numbered.add_paragraph(SECOND)
    from generator import check

    rules = check.selected(["S02"])
    assert check.check_text(proof(numbered).document, rules) == ()
    numbered.add_paragraph("五、再查一遍")
    assert [one.paragraph for one in check.check_text(proof(numbered).document, rules)] == [9]


def test_an_empty_item_is_counted_as_word_counts_it(numbered) -> None:
    count(numbered.paragraphs[-1].insert_paragraph_before(""), CHINESE)
    count(numbered.add_paragraph("马上动手"), CHINESE)
    assert [number for number in numbers(numbered) if number] == ["一、", "二、", "四、"]


def test_levels_are_counted_under_each_other(numbered) -> None:
    for level in (1, 1, 0, 1):
        count(numbered.add_paragraph("马上动手"), CHINESE, level)
    assert numbers(numbered)[-4:] == ["（一）", "（二）", "三、", "（一）"]


def test_a_paragraph_taken_out_of_the_list_is_not_counted(numbered) -> None:
    count(numbered.add_paragraph("马上动手"), 0)
    assert numbers(numbered)[-1] == ""
