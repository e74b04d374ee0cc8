"""The command line as a process: how it ends, and what is left when its reader or its person goes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli
from generator.__main__ import main

from ..conftest import COMMAND, Run, environment

Start = Callable[..., "subprocess.Popen[bytes]"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes and Ctrl+C work otherwise on Windows")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")

SLOW = """---
title: 慢
---
{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}"""
"""A template that takes all the time that templates have."""

PRINTING = [["list"], ["generate", "general", "--no-input", "-o", "-", "--to", "md"]]


class TestExitStatus:
    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            (["--version"], 0),
            (["list"], 0),
            (["check", "draft.txt"], 1),
            (["genrate"], 2),
            (["generate", "--frce"], 2),
            (["generate", "none"], 2),
        ],
        ids=str,
    )
    def test_it_says_how_it_went(
        self, arguments: list[str], status: int, speechgen: Run, folder: Path
    ) -> None:
        (folder / "draft.txt").write_text("同志们：\n要抓好××工作。\n", "utf-8")
        assert speechgen(*arguments).status == status

    @pytest.mark.parametrize(
        "arguments",
        [
            ["generate", "none"],
            ["generate", "general", "-d", "none.yaml"],
            ["genrate"],
            ["generate", "--frce"],
        ],
        ids=" ".join,
    )
    def test_what_is_refused_is_said_without_a_traceback(self, arguments: list[str], speechgen: Run) -> None:
        assert speechgen(*arguments).refused


class TestOutput:
    @POSIX
    @pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
    def test_a_reader_that_stops_early_does_no_harm(self, arguments: list[str], folder: Path) -> None:
        reader = [sys.executable, "-c", "import os; os.read(0, 10)"]
        with (
            subprocess.Popen(
                [*COMMAND, *arguments],
                cwd=folder,
                env=environment(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as writing,
            subprocess.Popen(reader, stdin=writing.stdout),
        ):
            assert writing.stdout is not None
            assert writing.stderr is not None
            writing.stdout.close()
            told = writing.stderr.read().decode()
        assert writing.returncode in (0, 1)
        assert "Traceback" not in told
        assert "Exception ignored" not in told

    @POSIX
    @pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
    def test_nobody_reading_at_all_is_status_1_and_nothing_said(
        self, arguments: list[str], folder: Path
    ) -> None:
        with subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE) as gone:
            gone.wait()
            done = subprocess.run(
                [*COMMAND, *arguments],
                cwd=folder,
                env=environment(),
                stdout=gone.stdin,
                stderr=subprocess.PIPE,
                check=False,
            )
            assert gone.stdin is not None
            gone.stdin.close()
        assert done.returncode == 1
        assert "Traceback" not in done.stderr.decode()
        assert "Exception ignored" not in done.stderr.decode()

    @FULL
    @pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
    def test_a_full_disk_behind_it_is_told(self, arguments: list[str], speechgen: Run) -> None:
        with open("/dev/full", "wb") as full:
            outcome = speechgen(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
        assert outcome.refused
        assert outcome.err.endswith("speechgen：读写时出错：磁盘已满\n")

    @POSIX
    def test_without_any_it_works_all_the_same(self, folder: Path) -> None:
        command = [*COMMAND, "generate", "general", "--no-input", "-o", "draft.docx"]
        done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], cwd=folder, env=environment())
        assert done.returncode == 0
        assert (folder / "draft.docx").exists()


@POSIX
class TestCtrlC:
    def test_it_ends_a_command_at_work_with_nothing_written(
        self, started: Start, folder: Path, tmp_path: Path
    ) -> None:
        (folder / "slow.md.j2").write_text(SLOW, "utf-8")
        cache = tmp_path / "cache"
        process = started("generate", "./slow.md.j2", "--no-input", XDG_CACHE_HOME=str(cache))
        while process.poll() is None and not any(cache.rglob("*.cache")):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert process.returncode == 130
        assert err.decode() == "speechgen：已停下，没有写任何文件\n"
        assert [path.name for path in folder.iterdir()] == ["slow.md.j2"]

    def test_it_ends_a_command_that_is_still_being_loaded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(cli, "main", interrupted)
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 130
