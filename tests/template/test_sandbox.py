"""An untrusted template: it cannot reach Python or files, and it uses no more than a speech needs.

Each file in tests/data/escapes tries to get out, each in tests/data/bombs to use up time or
memory. All must end in a TemplateError.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SpeechgenError, TemplateError
from generator.model.speech import Speech
from generator.template.template import Template, load_template

from ..conftest import DATA, ROOT

Make = Callable[..., Template]

PIECES = (
    "{{ ", " }}", "{% ", " %}", "{# ", " #}", "{% if unit %}", "{% else %}", "{% endif %}",
    "{% for x in tasks %}", "{% endfor %}", "{% pick %}", "{% endpick %}", "{% set x = ",
    "{% set x %}", "{% endset %}", "{% macro m(a) %}", "{% endmacro %}", "{{ m(unit) }}", "{% block b %}",
    "{% endblock %}", "{{ self.b() }}", "{{ super() }}", "unit", "cases", "tasks", "x", "loop", "|join",
    "|first", "|numeral", "|date", "[0]", "[1:]", ".year", "(1)", " + ", " ~ ", " * ", " ** ", " % ",
    " == ", " in ", " if ", "9", "'a'", "[", "]", "{", "}", ":", ",", "\n\n", "\n- ", "\n[任务] ",
    "\n[没有件数，任务]\n", "\n", "## ", "正文",
)  # fmt: skip

ESCAPES = sorted((DATA / "escapes").glob("[!_]*.md.j2"))
BOMBS = sorted((DATA / "bombs").glob("[!_]*.md.j2"))
MEGABYTE = 1 << 20
MOST_MEMORY = 200 * MEGABYTE
"""For all bombs one after the other, the interpreter included."""

MEASURE = """
import json, sys, time
from generator.errors import TemplateError
from generator.template.template import load_template
try:
    import resource
except ImportError:  # on Windows
    resource = None
else:
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))

def peak():
    # Linux counts in ru_maxrss what the parent held when it forked.
    if sys.platform == "linux":
        lines = open("/proc/self/status").read().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    return resource and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

ends = {}
for path in sys.argv[1:]:
    began = time.monotonic()
    try:
        load_template(path).render()
        message = ""
    except TemplateError as error:
        message = str(error)
    ends[path] = time.monotonic() - began, message
print(json.dumps([peak(), ends]))
"""


@pytest.fixture(scope="module")
def exploded(cache_folder: Path) -> tuple[int | None, dict[str, tuple[float, str]]]:
    """All bombs set off in one process: its peak memory, and by path the seconds and message of each."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, BOMBS)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "XDG_CACHE_HOME": str(cache_folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    memory, ends = json.loads(done.stdout)
    return memory, ends


def name(path: Path) -> str:
    return path.name.removesuffix(".md.j2")


@pytest.mark.parametrize("path", ESCAPES, ids=name)
def test_there_is_no_way_out(path: Path) -> None:
    with pytest.raises(TemplateError) as refused:
        load_template(str(path)).render()
    message = str(refused.value)
    assert " 第 " in message
    assert "root:" not in message
    assert "密" not in message
    assert " object at 0x" not in message


@pytest.mark.parametrize("path", BOMBS, ids=name)
def test_a_bomb_is_stopped_in_time(path: Path, exploded: tuple[int, dict[str, tuple[float, str]]]) -> None:
    seconds, message = exploded[1][str(path)]
    assert seconds < 20
    assert message.startswith(str(path.parent))
    assert "MemoryError" not in message


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell how much memory was used")
def test_bombs_are_stopped_before_they_use_memory(exploded: tuple[int, object]) -> None:
    assert exploded[0] < MOST_MEMORY


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_template_is_a_speech_or_refused(make_template: Make, body: str) -> None:
    fields = (
        "  unit: {default: 甲}\n  cases: {label: 件数, type: number}\n"
        "  tasks: {label: 任务, type: list, default: [甲, 乙]}"
    )
    with suppress(TemplateError):
        assert isinstance(make_template(body, fields).render(), Speech)


class TestLimits:
    def test_a_speech_of_a_megabyte_is_the_longest(self, make_template: Make) -> None:
        text = "长" * (MEGABYTE // 4)
        template = make_template("{{ unit }}\n\n" * 4)
        with pytest.raises(TemplateError, match="太费时间或内存"):
            template.render({"unit": text})
        assert len(make_template("{{ unit }}", name="once").render({"unit": text}).preamble[0]) == len(text)

    def test_a_template_over_the_size_limit_is_refused(self, make_template: Make) -> None:
        with pytest.raises(SpeechgenError, match="文件太大，最多 256 KB"):
            make_template("x" * 256 * 1024)

    def test_the_text_of_a_large_template_is_within_the_budget(self, make_template: Make) -> None:
        assert make_template(("要" * 1000 + "\n\n") * 80).render().preamble == ("要" * 1000,) * 80

    def test_a_loop_a_speech_may_need_is_within_the_budget(self, make_template: Make) -> None:
        template = make_template(
            "{% for task in tasks %}\n{{ loop.index|numeral }}是{{ task }}\n\n\n{% endfor %}",
            "  tasks: {type: list}",
        )
        assert len(template.render({"tasks": [f"任务{n}" for n in range(500)]}).preamble) == 500

    def test_a_template_can_be_rendered_again_and_again(self, make_template: Make) -> None:
        template = make_template("{% for i in range(9999) %}{% endfor %}正文")
        assert {template.render() for _ in range(30)} == {template.render()}

    def test_a_template_that_was_stopped_leaves_the_next_one_its_budget(
        self, meeting: str, make_template: Make
    ) -> None:
        bomb = make_template("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}")
        for _ in range(2):
            with pytest.raises(TemplateError):
                bomb.render()
        assert load_template(meeting).render().title


class TestReach:
    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
    def test_a_link_out_of_its_folder_is_refused(self, tmp_path: Path, make_template: Make) -> None:
        outside = tmp_path.parent / f"{tmp_path.name}-outside.md.j2"
        outside.write_text("密")
        (tmp_path / "link.md.j2").symlink_to(outside)
        with pytest.raises(TemplateError, match=r"找不到要用的模板文件“link\.md\.j2”"):
            make_template("{% include 'link.md.j2' %}").render()

    def test_its_own_folder_is_reached(self, tmp_path: Path, make_template: Make) -> None:
        (tmp_path / "part.md.j2").write_text("一段。", encoding="utf-8")
        assert make_template("{% include 'part.md.j2' %}").render().preamble == ("一段。",)

    def test_the_built_in_folder_is_reached(self, make_template: Make) -> None:
        body = '{% extends "_speech.md.j2" %}{% block sections %}\n## 一节\n{% endblock %}'
        assert make_template(body, "  {}").render({"unit": "云溪县"}).sections[0].heading == "一节"

    def test_a_file_name_is_never_code(self, make_template: Make) -> None:
        template = make_template("{{ 1 // 0 }}", name="{{ 7 * 7 }} {0.__class__} %s")
        with pytest.raises(TemplateError) as refused:
            template.render()
        assert "{{ 7 * 7 }} {0.__class__} %s.md.j2 第 6 行" in str(refused.value)

    def test_values_are_plain(self, make_template: Make) -> None:
        """No object of ours is handed in: no path, no template, no function."""
        fields = (
            "  unit: {default: 甲}\n"
            "  cases: {type: number, default: 3}\n"
            "  day: {type: date, default: 2026-03-12}\n"
            "  tasks: {type: list, default: [甲]}"
        )
        template = make_template("", fields)
        from generator.details.details import fill

        context = template._context(fill(template.fields))
        kinds = {type(value) for key, value in context.items() if key != "sectors"}
        assert {kind.__module__ for kind in kinds} <= {"builtins", "datetime", "decimal"}
        assert type(context["sectors"]) is dict


def test_a_compiled_template_kept_from_before_is_as_bounded(make_template: Make, cache_folder: Path) -> None:
    """What is compiled is kept in the user's cache: a second process reads it from there."""
    body = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    for _ in range(2):
        with pytest.raises(TemplateError, match="太费时间或内存"):
            make_template(body, name="kept").render()
    assert any(cache_folder.rglob("*.cache"))


def test_a_cache_that_cannot_be_used_does_no_harm(
    tmp_path: Path, make_template: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert make_template("正文").render().preamble == ("正文",)


def test_a_damaged_cache_does_no_harm(
    tmp_path: Path, make_template: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert make_template("正文").render().preamble == ("正文",)
    (kept,) = (tmp_path / "cache").rglob("*.cache")
    for damaged in (b"", b"\0" * 100, kept.read_bytes()[:-20]):
        kept.write_bytes(damaged)
        assert make_template("正文").render().preamble == ("正文",)
