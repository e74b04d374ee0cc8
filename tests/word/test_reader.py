"""What the writer wrote, the reader reads back, edited or not."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from hypothesis import given

from generator.errors import DocumentError
from generator.model.speech import Blank, Section, Speech
from generator.text import byline
from generator.word.reader import read_docx
from generator.word.writer import write_docx
from tests.strategies import speeches

from .conftest import CREATED

UNIT = Blank("单位", "填单位名称")


def as_printed(speech: Speech) -> Speech:
    """As a draft has it: brackets round every date, also where they were typed; no empty line in a title."""
    entries = tuple(byline.entry(byline.printed(entry)) for entry in speech.byline)
    lines = [line for line in (speech.title or "").split("\n") if line.strip()]
    return replace(speech, title="\n".join(lines) or None, byline=entries)


@given(speeches())
def test_any_speech_is_read_back_whole(official, speech):
    assert read_docx(write_docx(speech, official, created=CREATED)) == as_printed(speech)


@given(speeches())
def test_blanks_and_the_other_layout_change_nothing(reading, speech):
    assert read_docx(write_docx(speech, reading, blanks=[UNIT], created=CREATED)) == as_printed(speech)


def test_a_draft_saved_by_libreoffice_is_read_back_whole(official, speech, convert, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(write_docx(speech, official, blanks=[Blank("单位", "x")], created=CREATED))
    (saved,) = convert([path], "docx")
    assert read_docx(saved.read_bytes()) == speech


@pytest.fixture
def edited(official, speech) -> Callable[[Callable], Speech]:
    """The Speech of the draft once `edit` has changed it as a docx.Document."""

    def run(edit: Callable) -> Speech:
        document, buffer = (
            docx.Document(io.BytesIO(write_docx(speech, official, created=CREATED))),
            io.BytesIO(),
        )
        edit(document)
        document.save(buffer)
        return read_docx(buffer.getvalue())

    return run


class TestEditedDrafts:
    def test_empty_paragraphs_are_left_out(self, edited, speech):
        def edit(document):
            for paragraph in document.paragraphs:
                paragraph.insert_paragraph_before("  ")

        assert edited(edit) == speech

    def test_a_paragraph_without_style_is_text(self, edited, speech):
        read = edited(lambda document: document.paragraphs[5].insert_paragraph_before("补充一段。"))
        assert read.preamble == (*speech.preamble, "补充一段。")

    def test_text_after_the_closing_began_belongs_to_it(self, edited, speech):
        read = edited(lambda document: document.add_paragraph("谢谢大家！"))
        assert read.closing == (*speech.closing, "谢谢大家！")

    def test_a_heading_after_the_closing_makes_it_text_of_the_section(self, edited, speech):
        read = edited(lambda document: document.add_paragraph("三、补充", style="Heading 1"))
        assert read.sections == (
            speech.sections[0],
            Section("管住用处", speech.closing),
            Section("补充"),
        )
        assert read.closing == ()

    def test_a_heading_without_its_number_is_a_heading(self, edited, speech):
        def edit(document):
            document.paragraphs[5].runs[0].text = "看清害处"

        assert edited(edit) == speech

    def test_a_title_in_the_middle_is_text(self, edited, speech):
        read = edited(lambda document: document.add_paragraph("附：名单", style="Title"))
        assert read.closing == (*speech.closing, "附：名单")

    def test_text_of_an_insertion_counts_and_that_of_a_deletion_does_not(self, edited, speech):
        def edit(document):
            paragraph = document.paragraphs[-1]
            added, deleted = (paragraph.add_run(text)._r for text in ("加上。", "删去。"))
            for tag, run in (("w:ins", added), ("w:del", deleted)):
                mark = OxmlElement(tag)
                run.addprevious(mark)
                mark.append(run)

        assert edited(edit).closing == (f"{speech.closing[0]}加上。",)

    def test_a_page_break_is_no_line_break(self, edited, speech):
        def edit(document):
            document.paragraphs[-1].runs[0].add_break(WD_BREAK.PAGE)

        assert edited(edit) == speech


def test_a_file_that_is_no_docx_is_refused():
    with pytest.raises(DocumentError, match="讲话稿"):
        read_docx(b"text", "讲话稿")
