"""A test sees neither the user's settings nor their cache, and works in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import generator
from generator.template.template import Template, load_template

from .office import Office, find_program, is_demanded

settings.register_profile(
    "speechgen",
    max_examples=100,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", settings.get_profile("speechgen"), max_examples=500)
settings.load_profile("speechgen")


def examples(share: float) -> settings:
    """So many of the examples that the profile asks for: fewer where one takes long."""
    return settings(max_examples=round(share * settings.default.max_examples))


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

Terminal = Callable[..., Any]
"""Starts `speechgen` with the arguments given on a terminal: a `pexpect.spawn`."""

COMMAND = (sys.executable, "-m", "generator")


def environment(**more: str) -> dict[str, str]:
    """What a process of ours is started with, so that it finds the package and prints UTF-8."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


@contextmanager
def interruptible() -> Iterator[None]:
    """What is started here can be interrupted, even where the tests themselves cannot: a job
    in the background has Ctrl+C ignored, and so have all that it starts."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice; without it the test is skipped, or fails where it is demanded."""
    program = find_program()
    if program is None:
        (pytest.fail if is_demanded() else pytest.skip)("LibreOffice (soffice) is not installed")
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "office"
    folder.mkdir(exist_ok=True)
    return Office(folder, program)


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

    def run(*arguments: str | Path, **options: Any) -> Outcome:
        usual: dict[str, Any] = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 300}
        command = [*COMMAND, *map(str, arguments)]
        done = subprocess.run(command, cwd=folder, env=environment(), check=False, **usual | options)
        return Outcome(done.returncode, done.stdout or b"", (done.stderr or b"").decode("utf-8", "replace"))

    return run


@pytest.fixture
def started(folder: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts the command line as a process in a group of its own, which Ctrl+C can end."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str | Path, **more: str) -> subprocess.Popen[bytes]:
        with interruptible():
            process = subprocess.Popen(
                [*COMMAND, *map(str, arguments)],
                cwd=folder,
                env=environment(**more),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    """The command line on a (pseudo-)terminal of its own, in an empty working folder."""
    pexpect = pytest.importorskip("pexpect")
    started = []

    def start(*arguments: str) -> Any:
        with interruptible():
            child = pexpect.spawn(
                COMMAND[0],
                [*COMMAND[1:], *arguments],
                cwd=str(folder),
                env=environment(TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1"),
                encoding="utf-8",
                timeout=60,
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
