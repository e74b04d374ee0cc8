"""`speechgen convert`: any speech in, any format out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest

from generator.formats.table import read
from generator.model.speech import Speech

from ..conftest import Run

TEXT = """当前位置：首页 > 讲话
在全县防汛工作会议上的讲话
（2024年5月12日）
县长 周启明
同志们：
今年的雨来得早，我讲两点。
一、摸清底数
要逐户登记，月底报到县里。
二、排好人手
值班的人要在岗，电话响三声以内接。
谢谢大家！
"""
NEWS = """在全县防汛工作会议上的讲话
2024年5月12日，全县防汛工作会议召开，县长周启明出席会议并讲话，会上通报了去年的情况，部署了今年的任务。
同志们：
今年的雨来得早，我讲两点。
谢谢大家！
"""
EXPECTED = {
    "title": "在全县防汛工作会议上的讲话",
    "byline": ["2024年5月12日", "县长　周启明"],
    "salutation": "同志们：",
    "preamble": ["今年的雨来得早，我讲两点。"],
    "sections": [
        {"heading": "摸清底数", "body": ["要逐户登记，月底报到县里。"]},
        {"heading": "排好人手", "body": ["值班的人要在岗，电话响三声以内接。"]},
    ],
    "closing": ["谢谢大家！"],
}


@pytest.fixture
def source(folder: Path) -> str:
    (folder / "原文.txt").write_text(TEXT, encoding="gb18030")
    return "原文.txt"


def test_the_parts_are_printed_as_json(run: Run, source: str) -> None:
    outcome = run("convert", source, "--to", "json")
    assert outcome.status == 0
    assert json.loads(outcome.out) == EXPECTED


@pytest.mark.parametrize("ending", ["docx", "md", "txt", "html", "json"])
def test_every_format_can_be_written_and_read_again(run: Run, source: str, folder: Path, ending: str) -> None:
    assert run("convert", source, f"稿.{ending}").status == 0
    data = (folder / f"稿.{ending}").read_bytes()
    assert read(data, ending, "稿").speech == Speech.from_json(EXPECTED)
    assert json.loads(run("convert", f"稿.{ending}", "--to", "json").out) == EXPECTED


def test_a_draft_takes_the_layout_asked_for(run: Run, source: str, folder: Path) -> None:
    run("convert", source, "念稿.docx", "--layout", "reading")
    document = docx.Document(str(folder / "念稿.docx"))
    assert document.styles["Body Text"].font.size.pt == 18


def test_standard_input_becomes_standard_output(speechgen: Run) -> None:
    outcome = speechgen("convert", "-", "-", "--to", "docx", stdin=None, input=TEXT.encode())
    assert docx.Document(io.BytesIO(outcome.raw)).paragraphs[0].text.replace("\n", "") == EXPECTED["title"]


class TestWhatWasDropped:
    def test_is_named_in_one_line_each(self, run: Run, source: str) -> None:
        outcome = run("convert", source, "--to", "md")
        assert "没有算作讲话的 1 处：\n  网页导航：当前位置：首页 > 讲话\n" in outcome.err
        assert outcome.status == 0

    def test_is_said_loudly_when_it_is_much(self, run: Run, folder: Path) -> None:
        (folder / "新闻.txt").write_text(NEWS, "utf-8")
        outcome = run("convert", "新闻.txt", "--to", "md")
        assert outcome.status == 1
        assert "超过全文的十分之一" in outcome.err
        assert "同志们：" in outcome.out

    def test_is_kept_when_asked(self, run: Run, source: str) -> None:
        outcome = run("convert", source, "--to", "txt", "--keep-all")
        assert "当前位置：首页 > 讲话" in outcome.out
        assert "没有算作讲话" not in outcome.err


class TestSeveralSpeeches:
    @pytest.fixture
    def two(self, folder: Path) -> str:
        (folder / "两篇.txt").write_text(TEXT + TEXT.replace("防汛", "防火"), "utf-8")
        return "两篇.txt"

    def test_the_first_is_taken_and_the_other_told(self, run: Run, two: str) -> None:
        outcome = run("convert", two, "--to", "md")
        assert outcome.status == 1
        assert "在全县防汛工作会议上的讲话" in outcome.out
        assert "有 2 篇讲话" in outcome.err

    def test_another_is_taken_when_asked(self, run: Run, two: str) -> None:
        outcome = run("convert", two, "--to", "md", "--speech", "2")
        assert outcome.status == 0
        assert "在全县防火工作会议上的讲话" in outcome.out
        assert "防汛" not in outcome.out

    def test_one_that_is_not_there_is_refused(self, run: Run, two: str) -> None:
        assert "只找到 2 篇" in run("convert", two, "--to", "md", "--speech", "3").err


class TestNumbersThatSkip:
    @pytest.fixture
    def skipping(self, folder: Path) -> str:
        (folder / "跳号.txt").write_text(TEXT.replace("二、", "三、"), "utf-8")
        return "跳号.txt"

    def test_are_counted(self, run: Run, skipping: str) -> None:
        assert "有 1 处序号不连" in run("convert", skipping, "--to", "md").err

    def test_are_shown_when_asked(self, run: Run, skipping: str) -> None:
        err = run("convert", skipping, "--to", "md", "--verbose").err
        assert "“排好人手”原来编为三，前面一个是一，现在编为二" in err


class TestRefused:
    def test_a_file_that_is_there(self, run: Run, source: str, folder: Path) -> None:
        (folder / "稿.docx").write_bytes(b"mine")
        assert run("convert", source, "稿.docx").refused
        assert (folder / "稿.docx").read_bytes() == b"mine"

    def test_unless_forced_and_then_kept(self, run: Run, source: str, folder: Path) -> None:
        (folder / "稿.docx").write_bytes(b"mine")
        assert run("convert", source, "稿.docx", "--force").status == 0
        assert (folder / "稿.docx~").read_bytes() == b"mine"

    def test_the_file_that_is_read(self, run: Run, source: str) -> None:
        outcome = run("convert", source, source, "--to", "txt", "--force")
        assert outcome.refused
        assert "同一个文件" in outcome.err

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("旧.doc", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "另存为"),
            ("旧.wps", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "另存为"),
            ("图.png", b"\x89PNG", "读不了"),
            ("空.txt", b" \n", "没有讲话的文字"),
            ("坏.json", b"{}", "JSON"),
            ("坏.docx", b"PK\3\4xxxx", "损坏"),
            ("空.html", b"<html><body></body></html>", "没有文字"),
        ],
    )
    def test_what_cannot_be_read(self, run: Run, folder: Path, name: str, content: bytes, said: str) -> None:
        (folder / name).write_bytes(content)
        outcome = run("convert", name, "--to", "json")
        assert outcome.refused
        assert said in outcome.err

    def test_no_place_to_write_to(self, run: Run, source: str) -> None:
        assert run("convert", source).refused

    def test_a_file_that_is_not_there(self, run: Run) -> None:
        assert "没有这个文件" in run("convert", "没有.txt", "--to", "md").err

    def test_pdf_without_libreoffice(self, run: Run, source: str, folder: Path, monkeypatch) -> None:
        monkeypatch.setenv("PATH", str(folder))
        outcome = run("convert", source, "稿.pdf")
        assert outcome.refused
        assert "LibreOffice" in outcome.err
        assert not (folder / "稿.pdf").exists()


@pytest.mark.usefixtures("office")
def test_pdf_has_the_pages_of_the_draft(run: Run, source: str, folder: Path) -> None:
    import pdfplumber

    assert run("convert", source, "稿.pdf").status == 0
    with pdfplumber.open(folder / "稿.pdf") as pdf:
        page = pdf.pages[0]
        assert (round(page.width), round(page.height)) == (595, 842)
        assert "一、摸清底数" in (page.extract_text() or "")
