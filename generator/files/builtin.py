"""What comes with the program: templates and layouts."""

from __future__ import annotations

from pathlib import Path


def builtin_folder() -> Path:
    """Where the built-in templates lie: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"
