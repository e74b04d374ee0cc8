"""Texts, pages and JSON from anybody: read in time, and nothing in them breaks what is written."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest

from generator.errors import FileError
from generator.formats.table import read
from generator.model import markup
from generator.recognise.furniture import furniture_reason
from generator.recognise.paragraph import Paragraph

from ..conftest import Run

SECONDS = 10.0
SPEECH = "在会上的讲话\n\n同志们：\n\n今天的会很重要，讲三点意见。\n\n"


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("txt", SPEECH + "1" * 58),
        ("txt", SPEECH + "1" * 30 + "x"),
        ("txt", SPEECH + " 　" * 60_000 + "x"),
        ("txt", SPEECH + "　" * 120_000 + "x"),
        ("txt", "\n".join(" 　" * 40 + "x" for _ in range(2_000))),
        ("md", SPEECH + "# x" + " #" * 100_000 + "\n"),
        ("md", SPEECH + "[" * 100_000),
        ("md", SPEECH + "*" * 100_001),
        ("html", "<?xml" + " " * 40_000 + f"<p>{SPEECH}</p>"),
        ("html", "<p>同志们：</p>" * 20_000),
        ("html", "<b>" * 50_000 + SPEECH),
        ("json", "[" * 100_000),
        ("json", '{"title": ' + "9" * 100_000 + "}"),
    ],
)
def test_it_is_read_or_refused_in_time(format: str, text: str) -> None:
    began = time.process_time()
    with suppress(FileError):
        read(text.encode(), format, "稿")
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("format", ["txt", "md", "html", "json"])
def test_what_is_far_too_large_is_not_read(format: str) -> None:
    with pytest.raises(FileError, match="大得不像一篇文稿，最多 8 MB"):
        read(b"\xe4\xb8\x80" * 3_000_000, format, "稿")


class TestPageNumbers:
    @pytest.mark.parametrize("text", ["1" * 58, "1" * 57 + "x", "[1]" * 18 + "x", "【12】" * 14 + "-"])
    def test_they_are_told_at_once(self, text: str) -> None:
        began = time.process_time()
        furniture_reason(Paragraph(text))
        assert time.process_time() - began < 1

    @pytest.mark.parametrize(
        "text", ["123", "[1][2][3]", "1 2 3 下一页", "（1）（2）尾页", "20260312", "[12]"]
    )
    def test_they_are_still_told(self, text: str) -> None:
        assert furniture_reason(Paragraph(text)) == "分页和页码"

    @pytest.mark.parametrize("text", ["[]", "1x2", "[[1]]", "一二三"])
    def test_others_are_none(self, text: str) -> None:
        assert furniture_reason(Paragraph(text)) != "分页和页码"


class TestCharacters:
    """Those that no document can carry: shown, and never in the way."""

    PARAGRAPH = "今天的会很\x01重要\x0b，讲三点\ufffe意见。"

    @pytest.mark.parametrize("format", ["txt", "md", "html", "json"])
    def test_a_document_can_be_written(self, format: str, run: Run, folder: Path) -> None:
        texts = {
            "txt": f"在会上的讲话\n\n同志们：\n\n{self.PARAGRAPH}\n",
            "md": f"# 在会上的讲话\n\n同志们：\n\n{self.PARAGRAPH}\n",
            "html": f"<h1>在会上的讲话</h1><p>同志们：</p><p>{self.PARAGRAPH}&#1;</p>",
            "json": json.dumps(
                {
                    "title": "在会上的讲话\udc80",
                    "byline": ["\x02"],
                    "salutation": "同志们：",
                    "preamble": [self.PARAGRAPH],
                    "sections": [],
                    "closing": [],
                }
            ),
        }
        (folder / f"a.{format}").write_bytes(texts[format].encode())
        outcome = run("convert", f"a.{format}", "b.docx")
        assert outcome.status == 0, outcome.err
        assert run("convert", "b.docx", "b.txt").status == 0

    def test_a_lone_carriage_return_ends_a_line(self) -> None:
        empty: dict[str, object] = {"byline": [], "salutation": None, "sections": [], "closing": []}
        data = json.dumps({"title": "甲\r## 乙", "preamble": ["一\r\n二\r三"], **empty}).encode()
        found = read(data, "json", "稿")
        assert found.speech.title == "甲\n## 乙"
        assert found.speech.preamble == ("一\n二\n三",)
        assert markup.parse(markup.write(found.speech)) == found.speech

    def test_a_lone_carriage_return_in_markup_is_no_text(self) -> None:
        assert markup.parse("# 甲\r\r一段。\r\r## 乙\r\r二段。\r").sections[0].heading == "乙"

    def test_half_a_character_in_a_name_is_told(self, run: Run, folder: Path) -> None:
        name = "\udc80讲话.txt"
        try:
            (folder / name).write_text(SPEECH, encoding="utf-8")
        except (OSError, UnicodeEncodeError):
            pytest.skip("no such names here")
        assert run("convert", name, "b.docx").status == 0
        assert run("check", name, "--json").status in (0, 1)
        assert run("convert", name, f"{name}.docx").status == 0


class TestImport:
    @pytest.mark.parametrize(
        "hole", ["（此处填写……）", "（此处填写——）", "（请填写）", "（此处填写\u200b名称）", "（这里补充·）"]
    )
    def test_a_hole_whose_name_is_none(self, hole: str, run: Run, folder: Path) -> None:
        (folder / "a.txt").write_text(f"{SPEECH}要抓好{hole}的工作，不能松劲。\n", encoding="utf-8")
        outcome = run("import", "a.txt", "-o", "b.md.j2", "--no-input")
        assert outcome.status == 0, outcome.err
        assert hole not in (folder / "b.md.j2").read_text("utf-8").partition("{% extends")[2]

    def test_a_text_of_digits(self, run: Run, folder: Path) -> None:
        (folder / "a.txt").write_text(f"{SPEECH}查处3件。{'1' * 60_000}\n", encoding="utf-8")
        began = time.process_time()
        run("import", "a.txt", "-o", "b.md.j2", "--no-input", "-f", "件数=3")
        assert time.process_time() - began < SECONDS
