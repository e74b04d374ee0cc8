"""A real browser for tests: Chromium, and what npm fetches for it. Tests are skipped where there is none."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=20000")
RESULT = re.compile(r'data-result="([^"]*)"')


def chromium() -> str:
    """The program; skips the test where it is not installed."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return found or pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")


def npm_package(name: str, folder: Path) -> Path:
    """The folder of a package that npm fetches; skips the test where it cannot."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), name]
    if subprocess.run(command, capture_output=True, timeout=120).returncode:
        pytest.skip(f"npm cannot fetch {name} here")
    return folder / "node_modules" / name


def result_of(page: Path, profile: Path) -> Any:
    """What the scripts of `page` left in the attribute data-result of its root, as JSON."""
    shown = _run(profile, "--dump-dom", page.as_uri()).decode()
    found = RESULT.search(shown)
    assert found is not None, "the page's script did not finish"
    return json.loads(html.unescape(found[1]))


def printed(page: Path, profile: Path) -> Path:
    """The page as PDF, beside it."""
    pdf = page.with_suffix(".pdf")
    _run(profile, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    return pdf


def _run(profile: Path, *arguments: str) -> bytes:
    command = [chromium(), *OPTIONS, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
