"""Soft returns that stand for the end of a paragraph become one; others stay."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import OxmlElement

from generator.word.opened import Opened
from generator.word.soft_returns import divided, soft_returns
from generator.word.writer import write_docx

from .conftest import CREATED
from .documents import read

HEAD = ("在全县防汛工作会议上的讲话", "（2026年3月12日）", "陈立峰")
BODY = ("今天开这个会，我讲两点意见。", "一、摸清底数", "要把清单上的项目一个一个过，过一个销一个。")


def written(*paragraphs: tuple[str, ...]) -> docx.document.Document:
    """A document with the lines of each paragraph parted by soft returns."""
    document = docx.Document()
    for first, *others in paragraphs:
        paragraph = document.add_paragraph(first)
        for line in others:
            paragraph.add_run().add_break()
            paragraph.add_run(line)
    return document


def after(document: docx.document.Document) -> list[str]:
    return [line.text for line in Opened(divided(Opened(read(document)))).lines]


def test_title_date_and_name_become_paragraphs():
    assert after(written(HEAD, ("同志们：",), BODY)) == [*HEAD, "同志们：", *BODY]


def test_each_paragraph_looks_as_the_one_that_it_was_part_of():
    document = written(("同志们：",), BODY)
    document.paragraphs[1].paragraph_format.left_indent = docx.shared.Pt(10)
    made = Opened(divided(Opened(read(document)))).document.paragraphs
    assert [one.paragraph_format.left_indent.pt for one in made[1:]] == [10, 10, 10]


@pytest.mark.parametrize(
    "paragraph",
    [
        ("关于进一步做好全县防汛工作", "和水库安全度汛的讲话"),
        ("今天开这个会，主要任务是传达上级精神，", "部署全县的防汛工作。"),
    ],
)
def test_a_title_on_two_lines_and_a_broken_sentence_stay(paragraph):
    rest = [("同志们：",), (BODY[0],), (BODY[2],)]
    document = written(paragraph, *rest) if "讲话" in paragraph[1] else written(*rest, paragraph)
    assert soft_returns(Opened(read(document))) == ()
    assert "\n".join(paragraph) in after(document)


def test_the_title_of_a_draft_stays_as_the_writer_broke_it(speech, official):
    assert soft_returns(Opened(write_docx(speech, official, created=CREATED))) == ()


def test_one_in_a_tracked_change_is_told_and_stays():
    document = written(("同志们：",), BODY[:1], BODY[2:])
    paragraph = document.paragraphs[1]
    run = paragraph.add_run()
    run.add_break()
    run.add_text("就讲到这里。")
    change = OxmlElement("w:ins")
    run._r.addprevious(change)  # type: ignore
    change.append(run._r)
    assert [one.can_go for one in soft_returns(Opened(read(document)))] == [False]
    assert f"{BODY[0]}\n就讲到这里。" in after(document)


def test_a_section_ends_where_it_did():
    document = written(("同志们：",), BODY, ("最后一段。",))
    document.paragraphs[1]._p.set_sectPr(OxmlElement("w:sectPr"))  # type: ignore
    made = Opened(divided(Opened(read(document)))).document.paragraphs
    ends = [one.text for one in made if one._p.pPr is not None and one._p.pPr.sectPr is not None]
    assert ends == [BODY[-1]]
