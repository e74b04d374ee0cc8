"""A test sees neither the user's settings nor their cache, and works in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import generator
from generator.template.template import Template, load_template

DATA = Path(__file__).parent / "data"
ROOT = Path(generator.__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit status and what it printed."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def refused(self) -> bool:
        """Refused with a message of our own, as every bad input has to be."""
        return self.status == 2 and self.err.startswith("speechgen：") and "Traceback" not in self.err


OF_TERMINAL = {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
"""A terminal with arrow keys; prompt_toolkit is not to ask it where its cursor is."""

Run = Callable[..., Outcome]
"""Runs `speechgen` with the arguments given."""


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def user_folder(cache_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's configuration folder, not there yet; the working folder is another."""
    configuration = tmp_path / "configuration"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(configuration))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return configuration / "speechgen"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """The command line in this process, in an empty working folder."""
    from generator import cli

    def run(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["speechgen", *map(str, arguments)])
        capsysbinary.readouterr()
        status = cli._status()
        out, err = capsysbinary.readouterr()
        return Outcome(status, out, err.decode("utf-8", "replace"))

    return run


@pytest.fixture
def speechgen(folder: Path) -> Run:
    """The command line as a process of its own, in an empty working folder."""

    def run(*arguments: str | Path, **options: object) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "generator", *map(str, arguments)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            **({"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 60} | options),
        )
        return Outcome(done.returncode, done.stdout or b"", (done.stderr or b"").decode("utf-8", "replace"))

    return run


@pytest.fixture
def terminal(folder: Path) -> Iterator[Callable[..., object]]:
    """The command line on a (pseudo-)terminal of its own, in an empty working folder."""
    pexpect = pytest.importorskip("pexpect")
    started = []

    def start(*arguments: str) -> object:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "generator", *arguments],
            cwd=str(folder),
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONUTF8": "1",
                "TERM": "xterm",
                "PROMPT_TOOLKIT_NO_CPR": "1",
            },
            encoding="utf-8",
            timeout=30,
            dimensions=(60, 200),
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


@pytest.fixture
def meeting() -> str:
    """The path of a small template with a field of every type."""
    return str(DATA / "templates" / "meeting.md.j2")


@pytest.fixture
def make_template(tmp_path: Path) -> Callable[..., Template]:
    """Writes a template with `body` and `fields` (YAML), and loads it."""

    def make(body: str, fields: str = "  unit: {label: 单位名称}", name: str = "trial") -> Template:
        path = tmp_path / f"{name}.md.j2"
        path.write_text(f"---\ntitle: 试用\nfields:\n{fields}\n---\n{body}\n", encoding="utf-8")
        return load_template(str(path))

    return make
