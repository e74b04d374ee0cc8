"""PDF: made by LibreOffice, with fonts that are there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.formats import fonts

pdfplumber = pytest.importorskip("pdfplumber")


@pytest.fixture(autouse=True)
def office() -> None:
    if shutil.which("soffice") is None:
        demanded = os.environ.get("CI") == "true"
        (pytest.fail if demanded else pytest.skip)("LibreOffice (soffice) is not installed")


@pytest.fixture
def source(folder: Path) -> Path:
    path = folder / "稿.md"
    path.write_text(
        "# 在全县会议上的讲话\n\n同志们：\n\n今天讲两点。\n\n## 摸清底数\n\n要逐户登记。\n", "utf-8"
    )
    return path


def fonts_in(path: Path) -> set[str]:
    with pdfplumber.open(path) as pdf:
        return {char["fontname"].partition("+")[2] for page in pdf.pages for char in page.chars}


def test_a_pdf_is_tagged_in_chinese_and_has_bookmarks(run, source, folder) -> None:
    assert run("convert", source, "稿.pdf").status == 0
    with pdfplumber.open(folder / "稿.pdf") as pdf:
        catalog = pdf.doc.catalog
        assert catalog["MarkInfo"] == {"Marked": True}
        assert catalog["Lang"] == b"zh-CN"
        assert [title for _, title, *_ in pdf.doc.get_outlines()] == ["一、摸清底数"]
        assert pdf.metadata["Title"] == "在全县会议上的讲话"


@pytest.mark.skipif("noto serif cjk sc" not in fonts.installed(), reason="Noto Serif CJK SC is not installed")
@pytest.mark.skipif("仿宋_gb2312" in fonts.installed(), reason="the fonts of offices are installed")
def test_fonts_that_are_not_there_are_replaced_and_named(run, source, folder) -> None:
    outcome = run("convert", source, "稿.pdf")
    assert "仿宋_GB2312" in outcome.err
    assert "用 Noto Serif CJK SC 代替" in outcome.err
    assert any(font.startswith("NotoSerifCJK") for font in fonts_in(folder / "稿.pdf"))
    assert not any(font.startswith("DejaVu") for font in fonts_in(folder / "稿.pdf"))


def test_two_layouts_give_two_pdfs(run, folder) -> None:
    layouts = ["--layout", "official", "--layout", "reading"]
    assert run("generate", "general", "--no-input", "-o", "稿.pdf", *layouts).status == 0
    assert {path.name for path in folder.glob("*.pdf")} == {"稿.pdf", "稿-reading.pdf"}


def test_the_author_is_the_speaker(run, folder) -> None:
    assert run("generate", "general", "--no-input", "-s", "speaker=王建国", "-o", "稿.pdf").status == 0
    with pdfplumber.open(folder / "稿.pdf") as pdf:
        assert pdf.metadata["Author"] == "王建国"
