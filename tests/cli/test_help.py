"""Help and usage errors: Chinese, with examples."""

from __future__ import annotations

import re

import pytest

from generator import __version__

from ..conftest import Run

COMMANDS = ("list", "show", "form", "generate", "import")
ENGLISH = re.compile(
    r"Usage|Options|Commands|Arguments|Show this message|default:|required|\[OPTIONS\]|Error|Try "
)


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], *([command, "--help"] for command in COMMANDS)], ids=" ".join
)
def test_help_is_chinese_with_examples(arguments: list[str], run: Run) -> None:
    outcome = run(*arguments)
    assert outcome.status == 0
    assert outcome.out.startswith("用法：speechgen")
    assert "例子：\n  speechgen " in outcome.out
    assert not ENGLISH.search(outcome.out)


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
        (["batch", "general", "名册.csv", "-o", "d", "--jobs", "0"], "“--jobs”不对：应当不小于 1，这里是 0"),
        (["batch", "general", "名册.csv", "-o", "d", "--jobs", "两个"], "应当是整数，这里是“两个”"),
        (["list", "general"], "多出了“general”"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_written_wrong_is_explained(arguments: list[str], message: str, run: Run) -> None:
    outcome = run(*arguments)
    assert outcome.refused
    assert message in outcome.err
    assert outcome.out == ""


def test_the_shell_completes_templates_and_fields(speechgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SPEECHGEN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "speechgen generate sup")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert speechgen().out.split() == ["supervision"]
    monkeypatch.setenv("COMP_WORDS", "speechgen generate general -s uni")
    monkeypatch.setenv("COMP_CWORD", "4")
    assert speechgen().out.split() == ["unit="]
