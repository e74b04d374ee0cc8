"""Documents that only an office program reads (.doc, .wps, .rtf, .odt), made .docx by LibreOffice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..errors import DocumentError, FileError
from .office import find_office, run_office

ENDINGS = ("doc", "wps", "rtf", "odt")

_SAVE_AS = "请在 Word 或 WPS 里打开它，另存为 .docx 再试"
_OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0", b"{\\rtf", b"PK\3\4"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_LARGEST = 256 << 20
_SECURITY = "Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
"""Of the profile that LibreOffice gets: no macro runs, nothing outside the file is loaded."""


def sniffed(data: bytes) -> str:
    """The ending that what a file begins with means; "" for none of these."""
    if data.startswith(_OLE):
        return "doc"
    if data.startswith(_RTF):
        return "rtf"
    return "odt" if data.startswith(_ZIP) and _ODT in data[:200] else ""


def to_docx(data: bytes, ending: str, name: str) -> bytes:
    """The .docx that LibreOffice makes of a document with that ending.

    It runs with a profile of its own in a temporary folder, for a bounded time, without macros.
    Raises FileError, with what to do, where it is not installed or cannot read the file.
    """
    try:
        program = find_office()
    except DocumentError as error:
        raise FileError(f"{name}：读 .{ending} 要用 LibreOffice，这台电脑上没有。{_SAVE_AS}") from error
    with tempfile.TemporaryDirectory(prefix="speechgen-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        source = folder / f"source.{ending}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_settings(), encoding="utf-8")
        try:
            run_office(program, _arguments(folder, source))
        except DocumentError as error:
            raise FileError(f"{name}：LibreOffice 读不了它。{_SAVE_AS}") from error
        return _made(folder / "made" / "source.docx", name)


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _arguments(folder: Path, source: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made = str(folder / "made")
    return ["--headless", "--norestore", profile, "--convert-to", "docx", "--outdir", made, str(source)]


def _made(path: Path, name: str) -> bytes:
    """The file that LibreOffice made. Raises FileError when there is none."""
    data = path.read_bytes() if path.is_file() and path.stat().st_size <= _LARGEST else b""
    if not data.startswith(_ZIP):
        raise FileError(f"{name}：LibreOffice 读不了它，可能已损坏或加了密码。{_SAVE_AS}")
    return data
