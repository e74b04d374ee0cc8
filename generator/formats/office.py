"""LibreOffice: where it is, and how it is run so that nothing of it is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import DocumentError
from ..files.bounds import lift_limits

LONGEST = 180
"""Seconds that LibreOffice may take."""

_NAMES = ("soffice", "libreoffice")
_FOLDERS_ON_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
_PROGRAM_ON_WINDOWS = ("LibreOffice", "program", "soffice.exe")
_APPLICATION = ("LibreOffice.app", "Contents", "MacOS", "soffice")
_WAY_OUT = "请先写成 .docx，在 Word 或 WPS 里另存为 PDF"


def find_office() -> str:
    """The path of LibreOffice's program. Raises DocumentError when it is not installed.

    It is looked for on the search path and where it is installed, never in the working folder:
    what lies there may be anybody's.
    """
    found = next((path for path in _candidates() if os.path.isfile(path) and os.access(path, os.X_OK)), None)
    if found is None:
        raise DocumentError(
            "写 PDF 要用 LibreOffice，这台电脑上没有。请安装它，或写成 .docx 后在 Word、WPS 里另存为 PDF"
        )
    return found


def run_office(program: str, arguments: Sequence[str]) -> None:
    """Runs LibreOffice to its end, in a session of its own.

    Whatever ends this, an error, the time or a signal, ends all that it started. Raises
    DocumentError.
    """
    process = subprocess.Popen(
        [program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **_own_group(),
    )
    try:
        status = process.wait(LONGEST)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"LibreOffice {LONGEST} 秒还没有做完，已经停下。{_WAY_OUT}") from error
    finally:
        _end_all(process)
    if status != 0:
        raise DocumentError(f"LibreOffice 运行出错，没有做出 PDF。{_WAY_OUT}")


def _candidates() -> Iterator[str]:
    ending = ".exe" if sys.platform == "win32" else ""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if os.path.isabs(folder) and not _is_working_folder(folder):
            yield from (os.path.join(folder, name + ending) for name in _NAMES)
    if sys.platform == "win32":
        roots = filter(None, map(os.environ.get, _FOLDERS_ON_WINDOWS))
        yield from (os.path.join(root, *_PROGRAM_ON_WINDOWS) for root in roots)
    elif sys.platform == "darwin":
        roots = ["/Applications", os.path.expanduser("~/Applications")]
        yield from (os.path.join(root, *_APPLICATION) for root in roots)


def _is_working_folder(folder: str) -> bool:
    with suppress(OSError):
        return os.path.samefile(folder, os.curdir)
    return False


def _own_group() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True, "preexec_fn": lift_limits}


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice and its children: soffice is only what starts soffice.bin."""
    if sys.platform == "win32":
        if process.poll() is None:
            killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
            with suppress(OSError):
                subprocess.run(
                    [killer, "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
                )
    else:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError):
        process.kill()
    process.wait()
