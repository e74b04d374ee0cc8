"""Help and usage errors: Chinese, with examples."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import shellingham

from generator import __version__
from generator.cli import COMMANDS

from ..conftest import Run

ENGLISH = re.compile(r"(?<![-.\w])[A-Za-z]+ [a-z]+ [a-z]+")
"""Three words of English; names of commands, fields and files stand alone."""


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], *([command, "--help"] for command in COMMANDS)], ids=" ".join
)
def test_help_is_chinese_with_examples(arguments: list[str], run: Run) -> None:
    outcome = run(*arguments)
    assert outcome.status == 0
    assert outcome.out.startswith("用法：speechgen")
    assert "例子：\n  speechgen " in outcome.out
    about = outcome.out.partition("例子：")[0]
    assert not ENGLISH.search(about)
    assert not re.search("default|required|OPTIONS|Usage", about)


def test_help_lists_every_command(run: Run) -> None:
    out = run("--help").out
    assert all(re.search(rf"^  {command} +\S", out, re.MULTILINE) for command in COMMANDS)


def test_help_of_generate_lists_every_option(run: Run) -> None:
    out = run("generate", "--help").out
    for option in (
        "-d, --details",
        "-s, --set",
        "-o, --out",
        "--layout",
        "--length",
        "--seed",
        "--to",
        "--strict",
        "--no-input",
        "--force",
    ):
        assert option in out


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version(option: str, run: Run) -> None:
    assert run(option).out == f"speechgen {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["genrate"], "没有“genrate”这个命令。是不是“generate”？\n可用的命令：list、show、form、generate"),
        (["generate"], "缺少“模板”\n“speechgen generate --help”看用法"),
        (["generate", "general", "--frce"], "没有“--frce”这个选项。是不是“--force”？"),
        (["-o", "a.docx", "generate", "general"], "没有“-o”这个选项"),
        (["generate", "general", "-o"], "选项“-o”后面要写内容"),
        (["generate", "general", "--strict=yes"], "选项“--strict”后面不写内容"),
        (["generate", "general", "多", "余"], '多出了“多 余”。内容里有空格时，整个用半角的引号 " 括起来'),
        (["generate", "general", "—length", "short"], "多出了“—length short”。选项前面的横线要用半角的“-”"),
        (["generate", "general", "-length", "short"], "没有“-l”这个选项。选项写全名时，前面是两个横线"),
        (["batch", "general", "名册.csv"], "缺少“-o 文件夹”：讲稿写到哪个文件夹"),
        (
            ["batch", "general", "名册.csv", "-o", "d", "--jobs", "0"],
            "“--jobs”不对：应当是整数，不小于 1，这里是“0”",
        ),
        (["batch", "general", "名册.csv", "-o", "d", "--jobs", "两个"], "应当是整数，不小于 1，这里是“两个”"),
        (["list", "general"], "多出了“general”"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_written_wrong_is_explained(arguments: list[str], message: str, run: Run) -> None:
    outcome = run(*arguments)
    assert outcome.refused
    assert message in outcome.err
    assert outcome.out == ""


def test_a_default_and_what_has_to_be_given_are_told(run: Run) -> None:
    out = run("form", "--help").out
    assert "（默认 -）\n" in out
    assert "或模板文件的路径（必填）\n" in out


def test_whether_a_file_can_be_read_is_found_out_by_reading_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "details.yaml").write_text("单位名称: 云溪县\n", "utf-8")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert run("generate", "general", "-d", "details.yaml", "-o", "a.md", "--no-input").status == 0


class TestCompletion:
    def test_it_is_installed_and_says_so(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shellingham, "detect_shell", lambda: ("bash", "/bin/bash"))
        monkeypatch.setenv("HOME", str(folder))
        outcome = run("--install-completion")
        assert (outcome.status, outcome.out) == (0, "Tab 补全装好了，重新打开命令行就能用\n")
        assert "speechgen" in (folder / ".bashrc").read_text("utf-8")

    def test_its_script_is_shown(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shellingham, "detect_shell", lambda: ("bash", "/bin/bash"))
        outcome = run("--show-completion")
        assert outcome.status == 0
        assert "_SPEECHGEN_COMPLETE" in outcome.out

    @pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
    def test_a_shell_that_is_not_known_is_told(
        self, option: str, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shellingham, "detect_shell", lambda: ("csh", "/bin/csh"))
        outcome = run(option)
        assert outcome.refused
        assert "认不出现在用的是哪种命令行" in outcome.err
        assert outcome.out == ""


def test_the_shell_completes_templates_fields_and_layouts(
    speechgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_SPEECHGEN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "speechgen generate sup")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert speechgen().out.split() == ["supervision"]
    monkeypatch.setenv("COMP_WORDS", "speechgen generate general -s uni")
    monkeypatch.setenv("COMP_CWORD", "4")
    assert speechgen().out.split() == ["unit="]
    monkeypatch.setenv("COMP_WORDS", "speechgen generate general --layout rea")
    assert speechgen().out.split() == ["reading"]
