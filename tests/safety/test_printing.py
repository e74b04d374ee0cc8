"""The terminal: nothing that comes from a file steers it, and nothing but one module prints."""

from __future__ import annotations

import ast
import io
import json
import sys
from pathlib import Path

import pytest

from generator.cli import terminal

from ..conftest import ROOT, Run

STEERING = "\x1b]0;owned\x07\x1b[2J\x1b[1A\x9b31m\u202etxt.exe\u200b\x08\x7f"
STRANGE = {char for char in STEERING if not char.isprintable()}


def template(folder: Path, title: str = "标题", **more: str) -> None:
    """A template in the working folder's own templates."""
    (folder / "templates").mkdir(exist_ok=True)
    header = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in {"title": title, **more}.items()
    )
    text = f"---\n{header}fields:\n  unit: {{label: 单位名称}}\n---\n# {{{{ unit }}}}\n\n正文。\n"
    (folder / "templates" / "odd.md.j2").write_text(text, encoding="utf-8")


class TestClean:
    def test_what_steers_a_terminal_is_shown(self) -> None:
        assert not STRANGE & set(terminal.clean(f"甲{STEERING}乙"))

    @pytest.mark.parametrize("text", ["第一行\n第二行", "全角　空格", "表\t格", "①②😀"])
    def test_what_offices_write_stays(self, text: str) -> None:
        assert terminal.clean(text) == text

    def test_half_a_character_is_shown(self) -> None:
        assert terminal.clean("甲\udc80") == "甲□"

    def test_a_long_line_is_shortened(self) -> None:
        assert len(terminal.clean("长" * 1_000_000)) < 5_000
        assert "共 1000000 字" in terminal.clean("长" * 1_000_000)


class TestCommands:
    """Wherever a title, unit, text or name can be shown."""

    @pytest.mark.skipif(sys.platform == "win32", reason="no such names on Windows")
    def test_list(self, run: Run, folder: Path) -> None:
        template(folder, description="说明")
        (folder / "templates" / "odd.md.j2").rename(folder / "templates" / "o\x1b[2Jdd.md.j2")
        outcome = run("list")
        assert "\x1b" not in outcome.out
        assert "o□[2Jdd" in outcome.out

    def test_batch(self, run: Run, folder: Path, meeting: str) -> None:
        (folder / "名册.csv").write_text("单位名称\n青石\x9b2J镇\u202e\n", encoding="utf-8")
        outcome = run("batch", meeting, "名册.csv", "-o", "讲稿", "--dry-run")
        assert not STRANGE & set(outcome.out)

    @pytest.mark.parametrize("verbose", [[], ["--verbose"]])
    @pytest.mark.parametrize("command", ["check", "convert", "import"])
    def test_texts(self, command: str, verbose: list[str], run: Run, folder: Path) -> None:
        (folder / "a.txt").write_text(
            f"首页 > 讲话{STEERING}\n在会上的讲话\n\n同志们：\n\n"
            f"一、提高{STEERING}认识。。\n\n三、抓落实，（XX）。\n",
            encoding="utf-8",
        )
        more = {
            "check": [],
            "convert": ["b.docx", *verbose],
            "import": ["-o", "b.md.j2", "--no-input", *verbose],
        }
        outcome = run(command, "a.txt", *more[command])
        assert not STRANGE & set(outcome.out + outcome.err)

    def test_update(self, run: Run, folder: Path, meeting: str) -> None:
        run("generate", meeting, "-s", "unit=青石\u202e\x9b镇", "--no-input", "-o", "a.docx")
        outcome = run("update", "a.docx", "-s", "unit=白鹤\u202e\x9b镇", "--dry-run")
        assert not STRANGE & set(outcome.out + outcome.err)

    def test_refusals(self, run: Run) -> None:
        outcome = run("generate", f"no\x1b[2J{STEERING}")
        assert not STRANGE & set(outcome.err)


class TestJson:
    def test_what_steers_a_terminal_is_escaped_and_means_the_same(
        self, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        terminal.show_json({"unit": f"甲{STEERING}\U000e0001\udc80"})
        out = capsysbinary.readouterr().out.decode()
        assert not STRANGE & set(out)
        assert json.loads(out) == {"unit": f"甲{STEERING}\U000e0001\udc80"}

    def test_it_is_utf_8_whatever_the_terminal_has(
        self, speechgen: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PYTHONIOENCODING", "gbk")
        assert "部署" in speechgen("list", "--json").out


@pytest.mark.parametrize("command", ["form", "import", "generate"])
def test_a_file_on_the_standard_output_is_utf_8(
    command: str, speechgen: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    template(folder, "标题·𠮷ü")
    (folder / "a.txt").write_text(
        "在𠮷市ü会上的讲话\n\n同志们：\n\n今天的会很重要，大家要努力。\n", encoding="utf-8"
    )
    arguments = {
        "form": ["form", "odd", "-o", "-"],
        "import": ["import", "a.txt", "-o", "-", "--no-input"],
        "generate": ["generate", "odd", "-s", "unit=𠮷ü", "--no-input", "-o", "-", "--to", "md"],
    }
    assert "𠮷" in speechgen(*arguments[command]).out


class TestStreams:
    def test_a_screen_shows_a_file_clean(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Screen(io.StringIO):
            def isatty(self) -> bool:
                return True

        screen = Screen()
        monkeypatch.setattr(sys, "stdout", screen)
        terminal.show_data(f"甲{STEERING}\n".encode())
        assert not STRANGE & set(screen.getvalue())

    @pytest.mark.skipif(sys.platform == "win32", reason="a shell of its own there")
    @pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
    @pytest.mark.parametrize(
        "command",
        [
            "list",
            "list --json",
            "generate general --no-input -o - --to md",
            "generate nothing",
            "convert - -",
        ],
    )
    def test_a_stream_that_is_closed_ends_nothing(self, closed: str, command: str, folder: Path) -> None:
        import os
        import subprocess

        done = subprocess.run(
            ["sh", "-c", f"exec {sys.executable} -m generator {command} {closed}"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            timeout=60,
        )
        assert b"Traceback" not in done.stderr + done.stdout
        assert done.returncode in (0, 1, 2)

    @pytest.mark.skipif(sys.platform == "win32", reason="a shell of its own there")
    def test_a_pipe_that_is_closed_ends_the_run_in_silence(self, folder: Path) -> None:
        import os
        import subprocess

        done = subprocess.run(
            ["sh", "-c", f"{sys.executable} -m generator check --explain all | head -c 1 >/dev/null"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            timeout=60,
        )
        assert done.stderr == b""


def test_only_the_terminal_prints() -> None:
    printing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "generator").rglob("*.py")
        if path.name not in ("terminal.py", "__main__.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("print", "input")
        )
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout.write", "sys.stderr.write"))
    ]
    assert printing == []
