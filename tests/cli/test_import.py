"""`speechgen import`: an old speech becomes a template."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from generator.template.template import load_template

from ..conftest import Run, Terminal

TEXT = """当前位置：首页 > 讲话
在全县防汛工作会议上的讲话
（2024年5月12日）
县长 周启明
同志们：
今年的雨来得早，云溪县先下了三场。我讲两点。
一、摸清底数
要逐户登记，由县水务局牵头，月底报到县里，去年查处3件。
二、排好人手
值班的人要在岗，电话响三声以内接。
谢谢大家！
"""
HOLES = """在XX县防汛会上的讲话
同志们：
刚才×××同志讲了，下面我讲两点。
一、摸清底数
要由（此处填写牵头部门）牵头，推进XX工作。
二、排好人手
值班的人要在岗。
"""


@pytest.fixture
def source(folder: Path) -> str:
    (folder / "旧稿.txt").write_text(TEXT, encoding="gb18030")
    return "旧稿.txt"


@pytest.fixture
def holes(folder: Path) -> str:
    (folder / "范文.txt").write_text(HOLES, encoding="utf-8")
    return "范文.txt"


def test_a_speech_becomes_a_template(run: Run, source: str, folder: Path) -> None:
    outcome = run("import", source, "-o", "my.md.j2", "-f", "unit=云溪县", "-f", "牵头部门=县水务局")
    assert outcome.status == 0
    template = load_template("my.md.j2")
    assert template.title == "在全县防汛工作会议上的讲话"
    assert template.description == "从“旧稿.txt”改成的模板"
    labels = {field.label: field.example for field in template.fields}
    assert (labels["单位名称"], labels["牵头部门"]) == ("云溪县", "县水务局")
    assert (labels["讲话人姓名"], labels["会议名称"]) == ("周启明", "全县防汛工作会议")


def test_the_template_generates_and_is_checked_at_once(run: Run, source: str, folder: Path) -> None:
    run("import", source, "-o", "my.md.j2", "-f", "unit=云溪县")
    values = ("-s", "单位名称=望江县", "-s", "讲话日期=2026-03-12", "-s", "讲话人姓名=何远山")
    outcome = run("generate", "my.md.j2", *values, "-s", "会议名称=全县防汛会", "-o", "稿.md", "--strict")
    assert outcome.status == 0
    assert "望江县先下了三场" in (folder / "稿.md").read_text("utf-8")
    assert run("check", "my.md.j2").out.startswith("没有发现问题")


@pytest.mark.parametrize("ending", ["docx", "md", "txt", "html", "json"])
def test_whatever_convert_writes_can_be_imported(run: Run, source: str, folder: Path, ending: str) -> None:
    run("convert", source, f"稿.{ending}")
    assert run("import", f"稿.{ending}", "-o", "b.md.j2").status == 0
    assert run("import", source, "-o", "a.md.j2").status == 0
    first, second = ((folder / name).read_text("utf-8").split("\n") for name in ("a.md.j2", "b.md.j2"))
    assert first[3:] == second[3:]


def test_standard_input_becomes_standard_output(speechgen: Run) -> None:
    outcome = speechgen("import", "-", "-o", "-", stdin=None, input=TEXT.encode())
    assert outcome.out.startswith(
        "---\ntitle: 在全县防汛工作会议上的讲话\ndescription: 从“标准输入”改成的模板\n"
    )
    assert "换成字段的" in outcome.err


def test_the_title_may_be_another(run: Run, source: str, folder: Path) -> None:
    run("import", source, "-o", "my.md.j2", "--title", "防汛讲话")
    assert load_template("my.md.j2").title == "防汛讲话"


def test_a_template_among_the_others_is_listed(run: Run, source: str, folder: Path) -> None:
    (folder / "templates").mkdir()
    run("import", source, "-o", "templates/flood.md.j2", "--title", "防汛讲话")
    assert "flood" in run("list").out
    assert run("show", "防汛讲话").status == 0


class TestTheSummary:
    def test_says_how_many_places_each_field_took(self, run: Run, source: str) -> None:
        out = run("import", source, "-o", "my.md.j2", "-f", "unit=云溪县", "-f", "负责的=县水务局").out
        rows = [line.split() for line in out.split("\n")]
        assert ["单位名称（unit）", "云溪县", "1", "处"] in rows
        assert ["负责的（field1）", "县水务局", "1", "处", "新字段"] in rows
        assert ["讲话日期（date）", "2024年5月12日", "1", "处"] in rows

    def test_says_what_was_not_found(self, run: Run, source: str) -> None:
        outcome = run("import", source, "-o", "my.md.j2", "-f", "unit=望江县")
        assert outcome.status == 1
        assert "单位名称：稿子里没有找到“望江县”" in outcome.out

    def test_says_where_a_single_character_was_left(self, run: Run, source: str) -> None:
        outcome = run("import", source, "-o", "my.md.j2", "-f", "件数=3")
        assert outcome.status == 1
        assert "“3”只有一个字" in outcome.out
        assert "去年查处3件" in outcome.out
        assert run("import", source, "-o", "b.md.j2", "-f", "件数=查处[3]件").status == 0

    def test_says_where_a_number_is_part_of_another(self, run: Run, folder: Path) -> None:
        (folder / "a.txt").write_text(TEXT.replace("3件", "12件，12月还有"), "utf-8")
        outcome = run("import", "a.txt", "-o", "my.md.j2", "-f", "件数=12")
        assert outcome.status == 0
        assert "有 1 处“12”是别的数字、日期的一部分" in outcome.out

    def test_says_that_a_date_stays_as_it_is_written(self, run: Run, folder: Path) -> None:
        (folder / "a.txt").write_text(TEXT.replace("2024年5月12日", "2024.5.12"), "utf-8")
        assert "照原稿的写法（2024.5.12）" in run("import", "a.txt", "-o", "my.md.j2").out

    def test_says_what_holes_became(self, run: Run, holes: str) -> None:
        out = run("import", holes, "-o", "my.md.j2", "--no-input").out
        rows = [line.split() for line in out[out.index("原稿空着") :].split("\n")]
        assert ["单位名称（unit）", "XX县", "1", "处"] in rows
        assert ["牵头部门（office）", "（此处填写牵头部门）", "1", "处", "新字段"] in rows

    def test_says_what_was_dropped(self, run: Run, source: str) -> None:
        assert "网页导航：当前位置：首页 > 讲话" in run("import", source, "-o", "a.md.j2").err

    def test_recognises_the_unit_that_the_speech_names(self, run: Run, source: str) -> None:
        out = run("import", source, "-o", "a.md.j2").out
        assert ["单位名称（unit）", "云溪县", "1", "处"] in [line.split() for line in out.split("\n")]

    def test_never_leaves_a_name_unsaid(self, run: Run, folder: Path) -> None:
        text = TEXT.replace("云溪县先下了三场", "云溪县、青石镇先下了三场").replace("全县", "")
        (folder / "a.txt").write_text(text, "utf-8")
        out = run("import", "a.txt", "-o", "a.md.j2").out
        assert "没有认出原稿是哪个单位的" in out
        assert "云溪县（1 处）" in out


class TestRefused:
    def test_a_file_that_is_there(self, run: Run, source: str, folder: Path) -> None:
        (folder / "my.md.j2").write_text("mine")
        assert run("import", source, "-o", "my.md.j2").refused
        assert (folder / "my.md.j2").read_text() == "mine"

    def test_unless_forced_and_then_kept(self, run: Run, source: str, folder: Path) -> None:
        (folder / "my.md.j2").write_text("mine")
        assert run("import", source, "-o", "my.md.j2", "--force").status == 0
        assert (folder / "my.md.j2~").read_text() == "mine"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "-o 旧稿.md.j2"),
            (["-o", "my.docx"], "以 .md.j2 结尾"),
            (["-o", "没有/my.md.j2"], "没有"),
            (["-o", "my.md.j2", "-f", "云溪县"], "-f 名称=内容"),
            (["-o", "my.md.j2", "-f", "sector=学校"], "是选项"),
            (["-o", "my.md.j2", "-f", "unit=云溪县", "-f", "unit=云溪"], "两个不同的内容"),
        ],
    )
    def test_what_cannot_be_done(
        self, run: Run, source: str, folder: Path, arguments: list[str], said: str
    ) -> None:
        outcome = run("import", source, *arguments)
        assert outcome.refused
        assert said in outcome.err
        assert [path.name for path in folder.iterdir()] == [source]

    def test_a_file_that_is_no_speech(self, run: Run, folder: Path) -> None:
        (folder / "图.png").write_bytes(b"\x89PNG")
        assert run("import", "图.png", "-o", "my.md.j2").refused


READY = r"\x1b\[\?7h"
"""The question is on the screen."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
class TestTerminal:
    @pytest.fixture
    def terminal(self, terminal: Terminal, holes: str) -> Terminal:
        return partial(terminal, "import", holes, "-o", "my.md.j2")

    def test_each_hole_is_asked_about(self, terminal: Terminal, folder: Path) -> None:
        child = terminal()
        for suggestion, answer in (
            ("建议：单位名称", ""),
            ("建议：讲话人姓名", "-"),
            ("建议：牵头部门", "主管部门"),
            ("建议：待填1", "这样的名称实在是太长了一个格子里无论如何也写不下"),
            ("", "\x15工作名称"),
        ):
            child.expect(suggestion)
            child.expect(READY)
            child.send(f"{answer}\r")
        child.expect("已写出 my.md.j2")
        child.wait()
        assert child.exitstatus == 0
        source = (folder / "my.md.j2").read_text("utf-8")
        assert "在{{ unit }}防汛会上的讲话" in source
        assert "刚才×××同志讲了" in source
        labels = [field.label for field in load_template(str(folder / "my.md.j2")).fields]
        assert {"主管部门", "工作名称"} <= set(labels)
        assert not {"牵头部门", "待填1"} & set(labels)

    def test_who_stops_writes_nothing(self, terminal: Terminal, folder: Path) -> None:
        child = terminal()
        child.expect(READY)
        child.sendintr()
        child.expect("没有写任何文件")
        child.wait()
        assert child.exitstatus == 130
        assert not (folder / "my.md.j2").exists()

    def test_nothing_is_asked_with_no_input(self, terminal: Terminal) -> None:
        child = terminal("--no-input")
        child.expect("已写出 my.md.j2")
        assert "建议" not in child.before
        child.wait()
        assert child.exitstatus == 0
