"""The questions on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput

from generator.cli import prompt
from generator.cli.prompt import Answers, Stopped, complete
from generator.details.details import Details, fill, read_entries
from generator.details.entry import Entry
from generator.details.fields import Field
from generator.template.template import load_template
from generator.word.reader import read_docx

from ..conftest import Terminal

UNIT = Field("unit", "单位名称", required=True, example="云溪县", help="怎么称呼就怎么写")
DATE = Field("date", "讲话日期", "date", required=True, example="2026-03-12")
SECTOR = Field("sector", "单位类别", "choice", required=True, choices={"school": "学校", "firm": "国有企业"})
CASES = Field("cases", "查处案件数", "number")
TASKS = Field("tasks", "任务", "list")
FIELDS = (UNIT, DATE, SECTOR, CASES, TASKS)
NO_MORE, MORE, LOOKED = "write", "fill", "(write)"


class Person:
    """Gives one answer after the other; remembers what was asked."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.choices: list[Mapping[str, str]] = []
        self.refused: list[str] = []

    def text(
        self, question: str, default: str, check: Callable[[str], str | None], several_lines: bool = False
    ) -> str:
        while (mistake := check(answer := next(self._answers))) is not None:
            self.refused.append(mistake)
        return answer

    def choose(self, question: str, choices: Mapping[str, str], default: str | None = None) -> str:
        self.choices.append(choices)
        answer = next(self._answers)
        assert answer in choices
        return answer


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Person]]:
    """Who answers the questions."""

    def answer(*answers: str) -> Person:
        person = Person(*answers)
        monkeypatch.setattr(prompt, "ask_text", person.text)
        monkeypatch.setattr(prompt, "choose", person.choose)
        return person

    with create_app_session(input=DummyInput(), output=DummyOutput()):
        yield answer


Answer = Callable[..., Person]


def asked(*given: Entry, answers: Answers | None = None) -> Details:
    return complete(FIELDS, [given], {} if answers is None else answers)


def test_what_is_required_and_missing_is_asked_first(
    answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer("2026-3-12", "school", NO_MORE, LOOKED)
    details = asked(Entry("unit", "云溪县", "文件"))
    assert set(details.values) == {"unit", "date", "sector"}
    shown = capsys.readouterr().err
    assert "还缺 2 项" in shown
    assert "1/2 讲话日期（日期）" in shown
    assert "2/2 单位类别（选一项）" in shown
    assert "查处案件数" not in shown


def test_a_question_shows_help_and_example(answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    answer("云溪县", "2026-3-12", "firm", NO_MORE, LOOKED)
    asked()
    assert "单位名称（文字）怎么称呼就怎么写\n  例如：云溪县\n" in capsys.readouterr().err


def test_what_does_not_fit_is_asked_again(answer: Answer) -> None:
    person = answer("临\udcff江", "临江", "明天", "2026-02-30", "2026-3-12", "firm", NO_MORE, LOOKED)
    assert str(asked().values["date"]) == "2026-03-12"
    assert len(person.refused) == 3


def test_less_than_goes_back_and_stays_at_the_first(answer: Answer) -> None:
    answer("<", "云溪", "<", "云溪县", "2026-3-12", "<", "2026-3-13", "firm", NO_MORE, LOOKED)
    details = asked()
    assert details.values["unit"] == "云溪县"
    assert str(details.values["date"]) == "2026-03-13"


def test_a_question_can_be_left_open(answer: Answer) -> None:
    person = answer("云溪县", "", "firm", NO_MORE, LOOKED)
    assert "date" not in asked().values
    assert person.choices[-1]["date"] == "讲话日期：（空着，稿中标出）"


class TestWhatElseCanBeFilledIn:
    def test_it_is_offered_with_how_much_there_is(self, answer: Answer) -> None:
        person = answer("云溪县", "2026-3-12", "firm", MORE, "5", "甲\n乙", LOOKED)
        details = asked()
        assert person.choices[1] == {
            "write": "先不填，看一遍就写出",
            "fill": "逐项填（随时可以停）",
        }
        assert details.values["cases"] == 5
        assert details.values["tasks"] == ["甲", "乙"]

    def test_a_full_stop_ends_it(self, answer: Answer) -> None:
        answer("云溪县", "2026-3-12", "firm", MORE, "5", ".", LOOKED)
        assert "tasks" not in asked().values

    def test_one_more_can_be_taken_at_the_last_look(self, answer: Answer) -> None:
        answer("云溪县", "2026-3-12", "firm", NO_MORE, "(more)", "cases", "5", LOOKED)
        assert asked().values["cases"] == 5


class TestLastLook:
    def test_all_answers_are_shown_those_given_before_too(self, answer: Answer) -> None:
        person = answer("云溪县", "2026-3-12", "school", NO_MORE, LOOKED)
        asked(Entry("cases", "3", "文件"))
        assert list(person.choices[-1].values()) == [
            "都对，写出",
            "单位名称：云溪县",
            "讲话日期：2026-3-12",
            "单位类别：学校",
            "查处案件数：3",
            "再填一项（还有 1 项可填）",
            "不写了",
        ]

    def test_an_answer_can_be_changed(self, answer: Answer) -> None:
        answer("云溪", "2026-3-12", "school", NO_MORE, "unit", "云溪县", LOOKED)
        assert asked().values["unit"] == "云溪县"

    def test_so_can_one_given_before(self, answer: Answer) -> None:
        answer("云溪县", "2026-3-12", "school", NO_MORE, "cases", "五", "5", LOOKED)
        assert asked(Entry("cases", "3", "文件")).values["cases"] == 5

    def test_less_than_leaves_the_answer_as_it_was(self, answer: Answer) -> None:
        answer("云溪县", "2026-3-12", "school", NO_MORE, "unit", "<", LOOKED)
        assert asked().values["unit"] == "云溪县"

    def test_the_person_can_stop_there(self, answer: Answer) -> None:
        answer("云溪县", "2026-3-12", "school", NO_MORE, "(stop)")
        with pytest.raises(Stopped) as stopped:
            asked()
        assert stopped.value.exit_status == 130


def test_nothing_is_asked_on_standard_output(answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    """It may be going into a file."""
    answer("云溪县", "2026-3-12", "school", NO_MORE, LOOKED)
    asked()
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
class TestTerminal:
    """The whole program on a real (pseudo-)terminal."""

    @pytest.fixture
    def terminal(self, terminal: Terminal, meeting: str) -> Terminal:
        return partial(terminal, "generate", meeting)

    def test_answers_become_a_draft(self, terminal: Terminal, folder: Path) -> None:
        child = terminal("-o", "draft.docx")
        for question, typed in (
            ("1/3 单位名称", "云溪县\r"),
            ("2/3 讲话日期", "明天\r"),
            ("应当是日期", "\x7f\x7f2026-3-12\r"),
            ("3/3 讲话人姓名", "王建国\r"),
            ("另有 . 项可填", "\r"),
            ("请看一遍", "\r"),
        ):
            answer_to(child, question, typed)
        child.expect("已写出 draft.docx")
        child.expect("没有待填的空")
        child.wait()
        assert child.exitstatus == 0
        assert read_docx((folder / "draft.docx").read_bytes()).byline == ("2026年3月12日", "王建国")

    @pytest.mark.parametrize("ending", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
    def test_who_stops_finds_the_answers_in_a_form(
        self, ending: str, terminal: Terminal, meeting: str, folder: Path
    ) -> None:
        child = terminal()
        answer_to(child, "1/3 单位名称", "云溪县\r")
        answer_to(child, "2/3 讲话日期", ending)
        child.expect("填过的已经存到 meeting-填写.yaml")
        rest = child.read()
        child.wait()
        assert child.exitstatus == 130
        assert "Traceback" not in rest
        assert [path.name for path in folder.iterdir()] == ["meeting-填写.yaml"]
        entries = read_entries(folder / "meeting-填写.yaml")
        assert fill(load_template(meeting).fields, entries).values == {"unit": "云溪县"}

    def test_who_stops_at_once_leaves_nothing(self, terminal: Terminal, folder: Path) -> None:
        child = terminal()
        answer_to(child, "1/3 单位名称", "\x03")
        child.wait()
        assert child.exitstatus == 130
        assert list(folder.iterdir()) == []

    def test_nothing_is_asked_with_no_input(self, terminal: Terminal) -> None:
        child = terminal("--no-input", "-o", "draft.md")
        child.expect("已写出 draft.md")
        child.expect("还有 3 项待填")
        child.wait()
        assert child.exitstatus == 0

    def test_a_document_is_not_thrown_at_the_screen(self, terminal: Terminal) -> None:
        child = terminal("-o", "-")
        child.expect("Word 文档不能显示在屏幕上")
        child.wait()
        assert child.exitstatus == 2

    def test_a_file_in_the_way_is_told_before_anything_is_asked(
        self, terminal: Terminal, folder: Path
    ) -> None:
        (folder / "draft.docx").write_bytes(b"not ours")
        child = terminal("-o", "draft.docx")
        child.expect("已经有这个文件")
        assert "单位名称" not in child.before
        child.wait()
        assert child.exitstatus == 2


def answer_to(child: Any, question: str, typed: str) -> None:
    """Types an answer once its question is asked and the terminal is ready for it."""
    child.expect(question)
    child.expect(r"\x1b\[\?7h")
    child.send(typed)
