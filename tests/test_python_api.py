"""What a program gets that imports generator: speeches, files, documents of python-docx, errors."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document

import generator
from generator.errors import SpeechgenError

from .conftest import ROOT

SPEECH = generator.Speech(
    title="在全县防汛工作会议上的讲话",
    byline=("2026年3月12日",),
    salutation="同志们：",
    sections=(generator.Section("摸清底数", ("要逐户登记。月底报县里。",)),),
)


class TestToDocument:
    def test_it_is_a_document_of_python_docx_in_the_layout(self) -> None:
        document = generator.to_document(SPEECH)
        assert isinstance(document, Document)
        assert [one.text for one in document.paragraphs][-2:] == ["一、摸清底数", "要逐户登记。月底报县里。"]
        assert document.styles["Body Text"].font.size.pt == 16

    def test_one_goes_on_with_it_and_saves_it(self, tmp_path: Path) -> None:
        document = generator.to_document(SPEECH, layout="reading")
        document.add_paragraph("散会以后就动手。", style="Closing")
        document.add_comment(document.paragraphs[-1].runs, text="再核一遍", author="张三")
        document.core_properties.keywords = "防汛"
        document.save(str(tmp_path / "draft.docx"))
        saved = docx.Document(str(tmp_path / "draft.docx"))
        assert saved.paragraphs[-1].text == "散会以后就动手。"
        assert [one.text for one in saved.comments] == ["再核一遍"]
        assert saved.core_properties.keywords == "防汛"

    def test_it_is_what_write_writes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773273600")
        generator.write(SPEECH, tmp_path / "draft.docx")
        written = docx.Document(str(tmp_path / "draft.docx"))
        assert written.element.xml == generator.to_document(SPEECH).element.xml

    def test_each_is_its_own(self) -> None:
        one, other = generator.to_document(SPEECH), generator.to_document(SPEECH)
        one.styles["Body Text"].font.bold = True
        one.add_paragraph("只在这一份里。")
        assert not other.styles["Body Text"].font.bold
        assert len(other.paragraphs) < len(one.paragraphs)


@pytest.mark.parametrize("ending", ["docx", "md", "txt", "json", "html"])
def test_a_speech_is_written_in_every_format(tmp_path: Path, ending: str) -> None:
    generator.write(SPEECH, tmp_path / f"draft.{ending}", layout=ROOT / "templates/layouts/reading.docx")
    assert (tmp_path / f"draft.{ending}").stat().st_size > 100


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pdf_is_written_by_libreoffice(tmp_path: Path) -> None:
    generator.write(SPEECH, str(tmp_path / "draft.pdf"))
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF")


def test_pdf_without_libreoffice_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SpeechgenError, match="LibreOffice"):
        generator.write(SPEECH, str(tmp_path / "draft.pdf"))


JSON = SPEECH.to_json()
WRONG: dict[str, Callable[[Path], Any]] = {
    "text for JSON": lambda _: generator.Speech.from_json("{}"),  # type: ignore[arg-type]
    "an empty object": lambda _: generator.Speech.from_json({}),
    "a list": lambda _: generator.Speech.from_json([]),  # type: ignore[arg-type]
    "a byline that is no list": lambda _: generator.Speech.from_json({**JSON, "byline": "张三"}),
    "a section that is none": lambda _: generator.Speech.from_json({**JSON, "sections": [1]}),
    "a title that is no text": lambda _: generator.Speech.from_json({**JSON, "title": 1}),
    "a blank text": lambda _: generator.Speech(closing=(" ",)),
    "no text at all": lambda _: generator.Speech(closing=(None,)),
    "a section without heading": lambda _: generator.Section(""),
    "an unknown ending": lambda folder: generator.write(SPEECH, folder / "a.xyz"),
    "a folder that is not there": lambda folder: generator.write(SPEECH, folder / "no" / "a.docx"),
    "a folder": lambda folder: generator.write(SPEECH, folder),
    "an unknown layout": lambda folder: generator.write(SPEECH, folder / "a.docx", layout="nope"),
    "an unknown layout for a document": lambda _: generator.to_document(SPEECH, layout="nope"),
    "a control character": lambda folder: generator.write(generator.Speech("a\0"), folder / "a.docx"),
    "half a character": lambda folder: generator.write(generator.Speech("a\ud800"), folder / "a.md"),
    "an unknown template": lambda _: generator.load_template("nope"),
    "an unknown field": lambda _: generator.load_template("supervision").render({"nope": 1}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_goes_wrong_is_a_speechgen_error(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(SpeechgenError) as caught:
        WRONG[wrong](tmp_path)
    assert any("\u4e00" <= char <= "\u9fff" for char in str(caught.value))


def test_its_types_are_known_to_whoever_imports_it() -> None:
    assert (ROOT / "generator" / "py.typed").exists()
