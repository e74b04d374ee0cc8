"""Names that a file can have.

Source for Windows: learn.microsoft.com, "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..errors import FileError

_ON_WINDOWS = os.name == "nt"
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
_RESERVED = re.compile(r'[<>:"|?*\x00-\x1f]')


def is_device(name: str) -> bool:
    """Whether Windows takes `name` for a device, whatever its ending: CON, nul.docx."""
    return _DEVICE.fullmatch(name.partition(".")[0].strip()) is not None


def require_name(path: Path, on_windows: bool = _ON_WINDOWS) -> None:
    """Raises FileError where Windows would write elsewhere than into a file of that name: into a
    device, or with a colon into a stream that no one sees."""
    if on_windows and (is_device(path.name) or _RESERVED.search(path.name)):
        raise FileError(f"{path}：Windows 上不能用“{path.name}”作文件名，请换一个")
