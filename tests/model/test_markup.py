"""Speech markup: a speech as text, and back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.errors import MarkupError
from generator.model import markup
from generator.model.speech import Section, Speech

from ..conftest import DATA
from ..strategies import speeches, texts

PIECES = (
    "# ",
    "## ",
    "### ",
    "> ",
    "---",
    "\n",
    "\n\n",
    "\\",
    "：",
    "甲",
    "乙。",
    "<!-- 称呼 -->",
    " ",
    "　",
    "\r\n",
)

CASES = sorted((DATA / "markup").glob("*.md"))
WRONG = sorted((DATA / "bad_markup").glob("*.md"))


@given(speeches())
@example(Speech(salutation="同志们", preamble=("各位：",)))
@example(Speech(preamble=("同志们：",)))
@example(Speech(title="# 一", byline=("> 二",), sections=(Section("---", ("## 三",)),)))
@example(Speech(preamble=("\\", "\\\\", "a\\\nb", " 首尾 ", "<!-- 称呼 -->", "1. 一")))
def test_parsing_what_was_written_gives_the_speech_again(speech: Speech) -> None:
    assert markup.parse(markup.write(speech)) == speech


@given(st.lists(st.sampled_from(PIECES) | texts(2)).map("".join))
def test_any_text_is_a_speech_or_refused(text: str) -> None:
    with suppress(MarkupError):
        speech = markup.parse(text)
        assert markup.parse(markup.write(speech)) == speech


@given(texts())
def test_an_escaped_text_means_just_its_characters(text: str) -> None:
    assert markup.unescape(markup.escape(text)) == text
    assert markup.unescape(markup.escape_inside(text)) == text


@given(texts())
def test_an_escaped_text_is_one_paragraph(text: str) -> None:
    assert markup.parse(f"前{markup.escape_inside(text)}后\n\n完").preamble == (f"前{text}后", "完")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_a_person_writes_means_what_it_seems_to(path: Path) -> None:
    """tests/data/markup/NAME.md: as written, a line of =====, as `write` puts it."""
    typed, _, tidy = path.read_text(encoding="utf-8").partition("=====\n")
    assert markup.write(markup.parse(typed)) == tidy


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_what_is_no_markup_is_refused_with_its_line(path: Path) -> None:
    """tests/data/bad_markup/NAME.md: the message, a line of =====, the markup."""
    message, _, typed = path.read_text(encoding="utf-8").partition("=====\n")
    with pytest.raises(MarkupError) as refused:
        markup.parse(typed)
    assert str(refused.value) == message.strip()
    assert f"第 {refused.value.line} 行" in message


@pytest.mark.parametrize("text", ["", "\n\n", "   \n　\n"])
def test_nothing_is_an_empty_speech(text: str) -> None:
    assert markup.parse(text) == Speech()


def test_windows_line_ends_do_not_matter() -> None:
    assert markup.parse("# 标题\r\n\r\n第一行\r\n第二行\r\n") == Speech("标题", preamble=("第一行第二行",))


class TestSalutation:
    def test_the_first_paragraph_is_it_when_it_ends_in_a_colon(self) -> None:
        assert markup.parse("同志们：\n\n引言") == Speech(salutation="同志们：", preamble=("引言",))

    def test_an_escaped_colon_makes_none(self) -> None:
        assert markup.parse("如下\\：\n\n引言") == Speech(preamble=("如下：", "引言"))

    def test_a_later_paragraph_is_none(self) -> None:
        assert markup.parse("引言\n\n同志们：").salutation is None

    def test_a_paragraph_of_a_section_is_none(self) -> None:
        assert markup.parse("## 一节\n\n要求如下：").salutation is None

    def test_the_mark_makes_one_of_any_paragraph(self) -> None:
        assert markup.parse("<!-- 称呼 -->\n\n同志们！").salutation == "同志们！"
