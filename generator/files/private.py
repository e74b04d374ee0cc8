"""Folders that are the user's alone, for what the program trusts because it made it itself."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..errors import FileError
from .reading import read_bytes

LARGEST = 8 << 20


def make_private(folder: Path) -> bool:
    """Makes `folder` with those above it, for the user alone; whether it is that (or was before)."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return is_own(os.lstat(folder))
    except (OSError, ValueError):
        return False


def read_own(path: Path) -> bytes | None:
    """The bytes of a file that nobody else can have written; None where there is no such file."""
    try:
        if is_own(os.lstat(path.parent)) and is_own(os.lstat(path)):
            return read_bytes(path, LARGEST)
    except (OSError, ValueError, FileError):
        pass
    return None


def is_own(status: os.stat_result) -> bool:
    """Whether a file or folder is no link, is the user's and no one else may write to it.

    Windows keeps such folders in the user's profile, where nobody else writes.
    """
    if stat.S_ISLNK(status.st_mode):
        return False
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
