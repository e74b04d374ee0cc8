"""How the modules hang together, and what a command may load."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT

PACKAGE = ROOT / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400

LAYERS = (
    ("__main__", "cli"),
    ("batch", "update", "generalise", "conversion", "outputs", "draft", "form", "check"),
    ("template", "environment", "filters", "wording", "metering", "catalogue"),
    ("roster", "details", "fields", "settings", "layouts"),
    ("formats", "word", "html", "pdf", "markdown", "plaintext", "pages"),
    ("recognise", "merge", "markup", "reading", "speech", "edits", "look", "provenance"),
    ("entry", "kept", "yaml_source", "numerals", "characters", "archive"),
    ("shipped", "files", "words", "errors"),
)
ORDER = [module for layer in LAYERS for module in layer]
"""From the top down; a module imports only what comes after it. A folder is one module."""

LOADED = """
import json, sys
from generator import cli
try:
    cli.main()
finally:
    print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""

HEAVY = {"docx", "lxml", "jinja2", "openpyxl"}


def name(path: Path) -> str:
    """The name in `ORDER` of the module at `path`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module that the one at `path` imports, wherever in it, by its full name."""
    package = ["generator", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def own_imports(path: Path) -> set[str]:
    """What the module at `path` imports of ours, by the names in `ORDER`."""
    parts = (full.split(".") for full in imported(path) if full.startswith("generator."))
    return {names[1] for names in parts if names[1] != "__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        pytest.skip("the public interface names what lies above")
    here = ORDER.index(name(path))
    assert {other for other in own_imports(path) if ORDER.index(other) < here} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_word_folder_knows_ooxml(path: Path) -> None:
    packages = {full.split(".")[0] for full in imported(path)}
    assert "docx" not in packages or name(path) == "word"
    assert "openpyxl" not in packages or name(path) == "roster"
    assert "lxml" not in packages or name(path) in ("word", "roster", "html", "pages")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_there_are_no_utils() -> None:
    assert not [
        path for path in MODULES if path.stem in ("utils", "util", "helpers", "common", "misc", "base")
    ]


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The packages that a command loads."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments", [["--help"], ["generate", "--help"], ["list"], ["--version"]], ids=" ".join
)
def test_quick_commands_load_nothing_heavy(arguments: list[str], folder: Path) -> None:
    assert not loaded(folder, *arguments) & (HEAVY | {"yaml", "pydantic"})


def test_generating_loads_no_docx(folder: Path) -> None:
    assert not loaded(folder, "generate", "general", "--no-input") & {"docx", "openpyxl", "pydantic"}


def test_generating_text_loads_no_lxml(folder: Path) -> None:
    assert not loaded(folder, "generate", "general", "--no-input", "-o", "a.md") & {
        "docx",
        "lxml",
        "openpyxl",
    }
