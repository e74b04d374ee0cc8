"""Documents that only an office program reads become speeches through LibreOffice, where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import DocumentError, FileError
from generator.formats import office_documents
from generator.formats.office import find_office
from generator.formats.table import read, source_format

LINES = (
    "在全县供水保障工作会议上的讲话",
    "同志们：",
    "今天开会，说一件事。",
    "一、先修管",
    "老管先换。",
    "谢谢大家！",
)
RTF = "{\\rtf1\\ansi " + "\\par ".join("".join(f"\\u{ord(char)}?" for char in line) for line in LINES) + "}"


def is_installed() -> bool:
    try:
        return bool(find_office())
    except DocumentError:
        return False


@pytest.mark.skipif(not is_installed(), reason="needs LibreOffice")
class TestWithLibreOffice:
    def test_a_speech_is_read(self) -> None:
        speech = read(RTF.encode(), "rtf", "讲话.rtf").speech
        assert speech.title == LINES[0]
        assert [section.heading for section in speech.sections] == ["先修管"]

    def test_a_damaged_file_is_refused_with_what_to_do(self) -> None:
        with pytest.raises(FileError, match="另存为"):
            read(b"\xd0\xcf\x11\xe0" + bytes(3000), "doc", "讲话.doc")


def test_without_it_what_to_do_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise DocumentError("没有")

    monkeypatch.setattr(office_documents, "find_office", missing)
    with pytest.raises(FileError, match="另存为"):
        read(RTF.encode(), "rtf", "讲话.rtf")


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("讲话.doc", b"\xd0\xcf\x11\xe0", "doc"),
        ("讲话.docx", b"\xd0\xcf\x11\xe0", "doc"),
        ("讲话.wps", b"PK\3\4", "docx"),
        ("讲话.rtf", b"{\\rtf1", "rtf"),
        ("讲话.txt", b"{\\rtf1", "rtf"),
        ("讲话.odt", b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        ("讲话.docx", b"PK\3\4", "docx"),
    ],
)
def test_a_format_is_known_by_how_a_file_begins(name: str, data: bytes, format: str) -> None:
    assert source_format(Path(name), data) == format
