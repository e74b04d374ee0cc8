"""The questions on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from generator.cli.prompt import Stopped, complete
from generator.details.details import Details
from generator.details.entry import Entry
from generator.details.fields import Field
from generator.word.reader import read_docx

from ..conftest import Terminal

UNIT = Field("unit", "单位名称", required=True, example="云溪县", help="怎么称呼就怎么写")
DATE = Field("date", "讲话日期", "date", required=True, example="2026-03-12")
SECTOR = Field("sector", "单位类别", "choice", required=True, choices={"school": "学校", "firm": "国有企业"})
CASES = Field("cases", "查处案件数", "number")
FIELDS = (UNIT, DATE, SECTOR, CASES)

LAST_LOOK = "回车写出"


class Person:
    """Types one answer after the other; remembers what was asked."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.asked: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.asked.append(prompt)
        try:
            return next(self._answers)
        except StopIteration:
            raise AssertionError("asked more often than expected") from None


def asked(person: Person, *given: Entry) -> Details:
    return complete(FIELDS, [given], person)


def test_what_is_required_and_missing_is_asked_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    details = asked(Person("2026-3-12", "1", ""), Entry("unit", "云溪县", "文件"))
    assert details.values["sector"] == "school"
    assert set(details.values) == {"unit", "date", "sector"}
    shown = capsys.readouterr().err
    assert "还缺 2 项" in shown
    assert "1/2 讲话日期（日期）" in shown
    assert "2/2 单位类别（选一项）" in shown


def test_a_question_shows_help_example_and_choices(capsys: pytest.CaptureFixture[str]) -> None:
    asked(Person("云溪县", "2026-3-12", "2", ""))
    shown = capsys.readouterr().err
    assert "单位名称（文字）怎么称呼就怎么写\n  例如：云溪县\n" in shown
    assert "单位类别（选一项）\n  1 学校  2 国有企业\n" in shown


@pytest.mark.parametrize("answer", ["2", "２", "国有企业", "firm", " 2 "])
def test_a_choice_goes_by_number_label_or_value(answer: str) -> None:
    assert asked(Person("云溪县", "2026-3-12", answer, "")).values["sector"] == "firm"


@pytest.mark.parametrize("answer", ["明天", "2026-02-30", "9" * 5000])
def test_what_does_not_fit_is_asked_again(answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    details = asked(Person("云溪县", answer, "2026-3-12", "3", "9" * 5000, "1", ""))
    assert str(details.values["date"]) == "2026-03-12"
    assert capsys.readouterr().err.count("请再填一次") == 3


def test_a_character_that_cannot_stand_in_a_document_is_asked_again() -> None:
    assert asked(Person("临\udcff江", "临江", "2026-3-12", "1", "")).values["unit"] == "临江"


def test_less_than_goes_back_and_stays_at_the_first() -> None:
    details = asked(Person("<", "云溪", "<", "云溪县", "2026-3-12", "<", "2026-3-13", "1", ""))
    assert details.values["unit"] == "云溪县"
    assert str(details.values["date"]) == "2026-03-13"


def test_a_question_can_be_left_open(capsys: pytest.CaptureFixture[str]) -> None:
    assert "date" not in asked(Person("云溪县", "", "1", "")).values
    assert "讲话日期：（空着，稿中标出）" in capsys.readouterr().err


class TestLastLook:
    def test_all_answers_are_shown_those_given_before_too(self, capsys: pytest.CaptureFixture[str]) -> None:
        person = Person("云溪县", "2026-3-12", "1", "")
        asked(person, Entry("cases", "3", "文件"))
        assert person.asked[-1].startswith(LAST_LOOK)
        assert (
            "1. 单位名称：云溪县\n  2. 讲话日期：2026-3-12\n  3. 单位类别：学校\n  4. 查处案件数：3\n"
            in capsys.readouterr().err
        )

    def test_an_answer_can_be_changed(self) -> None:
        assert asked(Person("云溪", "2026-3-12", "1", "1", "云溪县", "")).values["unit"] == "云溪县"

    def test_so_can_one_given_before(self) -> None:
        person = Person("云溪县", "2026-3-12", "1", "4", "五", "5", "")
        assert asked(person, Entry("cases", "3", "文件")).values["cases"] == 5

    def test_less_than_leaves_the_answer_as_it_was(self) -> None:
        assert asked(Person("云溪县", "2026-3-12", "1", "1", "<", "")).values["unit"] == "云溪县"

    @pytest.mark.parametrize("answer", ["0", "5", "-1", "好", "9" * 5000])
    def test_another_answer_is_asked_again(self, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
        asked(Person("云溪县", "2026-3-12", "1", answer, ""))
        assert "请输入 1 到 3 的序号" in capsys.readouterr().err

    @pytest.mark.parametrize("answer", ["q", "Q", " q "])
    def test_q_ends_it(self, answer: str) -> None:
        with pytest.raises(Stopped) as stopped:
            asked(Person("云溪县", "2026-3-12", "1", answer))
        assert stopped.value.exit_status == 130


def test_nothing_is_asked_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """It may be going into a file."""
    asked(Person("云溪县", "2026-3-12", "1", ""))
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
class TestTerminal:
    """The whole program on a real (pseudo-)terminal."""

    @pytest.fixture
    def terminal(self, terminal: Terminal, meeting: str) -> Terminal:
        return partial(terminal, "generate", meeting)

    def test_answers_become_a_draft(self, terminal: Terminal, folder: Path) -> None:
        child = terminal()
        for question, answer in (
            ("1/3 单位名称", "云溪县"),
            ("2/3 讲话日期", "明天"),
            ("请再填一次", "2026-3-12"),
            ("3/3 讲话人姓名", "王建国"),
        ):
            child.expect(question)
            child.expect("> ")
            child.sendline(answer)
        child.expect("请看一遍")
        child.expect(LAST_LOOK)
        child.sendline("")
        child.expect("已写出 draft.docx")
        child.expect("没有待填的空")
        child.wait()
        assert child.exitstatus == 0
        assert read_docx((folder / "draft.docx").read_bytes()).byline == ("2026年3月12日", "王建国")

    @pytest.mark.parametrize("ending", ["ctrl-c", "ctrl-d", "q"])
    def test_who_stops_writes_nothing(self, ending: str, terminal: Terminal, folder: Path) -> None:
        child = terminal()
        child.expect("1/3 单位名称")
        child.expect("> ")
        if ending == "ctrl-c":
            child.sendintr()
        elif ending == "ctrl-d":
            child.sendeof()
        else:
            for answer in ("云溪县", "", "", "q"):
                child.sendline(answer)
        child.expect("没有写任何文件")
        rest = child.read()
        child.wait()
        assert child.exitstatus == 130
        assert "Traceback" not in rest
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
        child = terminal()
        child.expect("已经有这个文件")
        assert "单位名称" not in child.before
        child.wait()
        assert child.exitstatus == 2
