"""A table in a speech: kept as one from reading to writing."""

from __future__ import annotations

import datetime
import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats import html, html_writer, markdown, plaintext
from generator.formats.layouts import open_layout
from generator.model import markup
from generator.model.speech import Section, Speech
from generator.model.table import rows_of, table_text
from generator.word.reader import read_any_docx, read_docx
from generator.word.writer import write_docx

from ..strategies import texts

NOW = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
ROWS = (("单位", "户数"), ("青石镇", "36"), ("白水镇", ""))
SPEECH = Speech(
    title="在会上的讲话",
    salutation="同志们：",
    sections=(Section("摸清底数", ("先看表。", table_text(ROWS))),),
)

CELLS = texts(2).map(lambda text: " ".join(text.split())).filter(bool)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=4)
)


def test_its_rows_are_those_it_was_made_of() -> None:
    assert rows_of(table_text(ROWS)) == ROWS


@pytest.mark.parametrize("text", ["一行\t两格", "两行\n一格", "甲\t乙\n丙", ""])
def test_other_texts_are_none(text: str) -> None:
    assert rows_of(text) == ()


def test_short_rows_are_filled_up() -> None:
    assert rows_of(table_text([["甲", "乙"], ["丙"]])) == (("甲", "乙"), ("丙", ""))


def test_text_in_columns_is_no_table() -> None:
    assert table_text([["长" * 90, "甲"], ["长" * 90, "乙"]]) == ""


@given(TABLES)
def test_markup_says_it_as_a_table_of_markdown(rows: list[list[str]]) -> None:
    speech = Speech(preamble=("今天开会。", table_text(rows)), closing=("散会。",))
    assert markup.parse(markup.write(speech)) == speech


def test_in_markdown_it_stands_as_one() -> None:
    assert "| 单位 | 户数 |\n| --- | --- |\n| 青石镇 | 36 |" in markup.write(SPEECH)


def test_anybodys_markdown_keeps_it() -> None:
    found = markdown.read(
        "# 在会上的讲话\n\n**同志们：**\n\n先看表。\n\n|单位|户数|\n|:-:|-|\n|**青石镇**|36|\n\n就这些。"
    )
    assert found.speech.preamble == ("先看表。", "单位\t户数\n青石镇\t36", "就这些。")


def test_in_text_it_is_lines() -> None:
    assert "　　单位　户数\n　　青石镇　36\n" in plaintext.write(SPEECH)


def test_in_a_document_it_is_one_of_words() -> None:
    data = write_docx(SPEECH, open_layout("official"), created=NOW)
    assert read_docx(data) == SPEECH
    (table,) = docx.Document(io.BytesIO(data)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [list(row) for row in ROWS]


def test_anybodys_document_keeps_it() -> None:
    document = docx.Document()
    for text in ("在会上的讲话", "同志们：", "今天开会，先看一张表，再说两件事。"):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=2)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("就这些，请大家照着办。")
    out = io.BytesIO()
    document.save(out)
    assert read_any_docx(out.getvalue()).speech.preamble[1] == table_text(ROWS)


def test_a_page_of_ours_gives_it_back() -> None:
    assert html.read(html_writer.write(SPEECH)).speech == SPEECH
