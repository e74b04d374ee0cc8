"""PDF: a draft printed by LibreOffice, where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..errors import DocumentError

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
LONGEST = 180
"""Seconds that LibreOffice may take."""


def from_docx(data: bytes) -> bytes:
    """The pages of a draft of ours as PDF. Raises DocumentError when LibreOffice is not there.

    LibreOffice runs with a profile of its own in a temporary folder: no setting of the
    user's is read or changed, and one that is open does not matter.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="speechgen-") as name:
        folder = Path(name)
        (folder / "draft.docx").write_bytes(data)
        _run(program, folder)
        pdf = folder / "draft.pdf"
        if not pdf.is_file():
            raise DocumentError("LibreOffice 没有做出 PDF。请先写成 .docx，在 Word 或 WPS 里另存为 PDF")
        return pdf.read_bytes()


def _program() -> str:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise DocumentError(
            "写 PDF 要用 LibreOffice，这台电脑上没有。请安装它，或写成 .docx 后在 Word、WPS 里另存为 PDF"
        )
    return found


def _run(program: str, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    try:
        subprocess.run(
            [*command, str(folder / "draft.docx")],
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise DocumentError(
            "LibreOffice 运行出错，没有做出 PDF。请先写成 .docx，在 Word 或 WPS 里另存为 PDF"
        ) from error
