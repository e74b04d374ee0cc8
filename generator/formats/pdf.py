"""PDF: a draft printed by LibreOffice, where that is installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from ..errors import DocumentError
from .fonts import stand_ins
from .office import find_office, run_office

_LARGEST = 512 << 20
_COMMON = "/org.openoffice.Office.Common"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
)


def from_docx(data: bytes) -> bytes:
    """The pages of a draft of ours as PDF: tagged, in Chinese, with bookmarks.

    Fonts that this machine has not are replaced by those of `font_stand_ins`. LibreOffice
    runs with a profile of its own in a temporary folder: no setting of the user's is read
    or changed, and one that is open does not matter. Raises DocumentError when LibreOffice
    is not there.
    """
    program = find_office()
    with tempfile.TemporaryDirectory(prefix="speechgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "draft.docx").write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text("".join(_settings(font_stand_ins(data))), "utf-8")
        run_office(program, _arguments(folder))
        return _pages(folder / "draft.pdf")


def font_stand_ins(data: bytes) -> Mapping[str, str]:
    """The fonts of a draft or a layout that this machine has not, each with the one in its PDF."""
    from ..word.fonts import fonts_of

    return stand_ins(fonts_of(data))


def _arguments(folder: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    source = str(folder / "draft.docx")
    return ["--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir", str(folder), source]


def _pages(pdf: Path) -> bytes:
    """The file that LibreOffice made, if it is one. Raises DocumentError."""
    data = pdf.read_bytes() if pdf.is_file() and pdf.stat().st_size <= _LARGEST else b""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        raise DocumentError("LibreOffice 没有做出 PDF。请先写成 .docx，在 Word 或 WPS 里另存为 PDF")
    return data


def _settings(fonts: Mapping[str, str]) -> Iterator[str]:
    """What a profile of LibreOffice says of PDF, of the language, and of fonts to replace."""
    yield _HEAD
    for path, name, value in (
        (f"{_COMMON}/Filter/PDF/Export", "UseTaggedPDF", "true"),
        (f"{_COMMON}/Filter/PDF/Export", "ExportBookmarks", "true"),
        ("/org.openoffice.Office.Linguistic/General", "DefaultLocale", "zh-CN"),
        ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
        (f"{_COMMON}/Font/Substitution", "Replacement", "true"),
    ):
        yield f'<item oor:path="{path}">{_property(name, value)}</item>\n'
    for number, (font, other) in enumerate(fonts.items()):
        pair = {"ReplaceFont": font, "SubstituteFont": other, "Always": "true", "OnScreenOnly": "false"}
        node = "".join(_property(name, value) for name, value in pair.items())
        node = f'<node oor:name="_{number}" oor:op="replace">{node}</node>'
        yield f'<item oor:path="{_COMMON}/Font/Substitution/FontPairs">{node}</item>\n'
    yield "</oor:items>\n"


def _property(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
