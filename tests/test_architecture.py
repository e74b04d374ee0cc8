"""How the modules hang together, and what a command may load."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from .conftest import ROOT

PACKAGE = ROOT / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400

ROOMS = (
    "cli", "batch", "update", "importing", "check", "template", "formats", "word", "recognise",
    "settings", "details", "model", "files", "text", "errors", "_version",
)  # fmt: skip
"""From the top down; a room imports only what comes after it."""

LOADED = """
import json, sys
from generator import cli
try:
    cli.main()
finally:
    print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""

HEAVY = {"docx", "lxml", "jinja2", "openpyxl"}


def room(path: Path) -> str:
    """The folder or module of `ROOMS` that the module at `path` belongs to."""
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


def test_the_rooms_are_those_that_are_listed() -> None:
    there = {room(path) for path in MODULES} - {"__init__", "__main__"}
    assert there == set(ROOMS)


def test_imports_point_downwards() -> None:
    upward = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        if room(path) in ROOMS
        for name in imported(path)
        if name.startswith("generator.") and ROOMS.index(name.split(".")[1]) < ROOMS.index(room(path))
    ]
    assert upward == []


def test_modules_import_each_other_without_a_circle() -> None:
    names = {module_name(path): path for path in MODULES if path.parent != PACKAGE}
    graph = {
        name: {found for one in imported(path) if (found := module_of(one, names)) not in ("", name)}
        for name, path in names.items()
    }
    TopologicalSorter(graph).prepare()


def module_name(path: Path) -> str:
    return ".".join(["generator", *path.relative_to(PACKAGE).with_suffix("").parts]).removesuffix(".__init__")


def module_of(name: str, names: Collection[str]) -> str:
    """The module that `name` is, or is a name in; "" when it is none of `names`."""
    return next((one for one in (name, name.rpartition(".")[0]) if one in names), "")


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("docx", {"word", "__init__"}),
        ("lxml", {"word", "formats", "details"}),
        ("openpyxl", {"details"}),
        ("jinja2", {"template"}),
        ("typer", {"cli"}),
    ],
)
def test_a_package_is_known_in_few_rooms(package: str, rooms: set[str]) -> None:
    users = {room(path) for path in MODULES for name in imported(path) if name.split(".")[0] == package}
    assert users <= rooms


def test_no_module_is_longer_than_400_lines() -> None:
    assert [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST] == []


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


def test_generating_loads_what_a_docx_needs_and_no_more(folder: Path) -> None:
    assert loaded(folder, "generate", "general", "--no-input") & {"docx", "openpyxl", "pydantic"} == {"docx"}


def test_generating_text_loads_no_lxml(folder: Path) -> None:
    assert not loaded(folder, "generate", "general", "--no-input", "-o", "a.md") & {
        "docx",
        "lxml",
        "openpyxl",
    }
