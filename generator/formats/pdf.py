"""PDF: a draft printed by LibreOffice, where that is installed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..errors import DocumentError
from .office import find_office, run_office

_LARGEST = 512 << 20


def from_docx(data: bytes) -> bytes:
    """The pages of a draft of ours as PDF. Raises DocumentError when LibreOffice is not there.

    LibreOffice runs with a profile of its own in a temporary folder: no setting of the
    user's is read or changed, and one that is open does not matter.
    """
    program = find_office()
    with tempfile.TemporaryDirectory(prefix="speechgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "draft.docx").write_bytes(data)
        run_office(program, _arguments(folder))
        return _pages(folder / "draft.pdf")


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
