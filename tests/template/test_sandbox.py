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

    def test_a_template_of_too_many_parts_is_not_compiled(self, make_template: Make) -> None:
        with pytest.raises(TemplateError, match="太费时间或内存"):
            make_template("{{ [" + "unit+unit," * 14_000 + "]|length }}").render()

    def test_a_template_of_too_many_files_is_refused(self, tmp_path: Path, make_template: Make) -> None:
        for number in range(60):
            (tmp_path / f"part{number}.md.j2").write_text("一段。\n\n", encoding="utf-8")
        with pytest.raises(TemplateError, match="用到的模板文件太多"):
            make_template("".join(f"{{% include 'part{number}.md.j2' %}}\n" for number in range(60)))

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
    def test_a_file_of_many_names_is_read_once(self, tmp_path: Path, make_template: Make) -> None:
        (tmp_path / "part.md.j2").write_text("一段。\n\n", encoding="utf-8")
        for number in range(200):
            (tmp_path / f"part{number}.md.j2").symlink_to("part.md.j2")
        template = make_template("".join(f"{{% include 'part{number}.md.j2' %}}\n" for number in range(200)))
        assert len(template.sources) == 2
        assert template.render().preamble[0].count("一段。") == 200

    def test_comparisons_mean_what_they_meant(self, make_template: Make) -> None:
        body = (
            "{% if 1 < cases < 5 %}甲{% endif %}{% if 1 < cases <= 2 %}乙{% endif %}"
            "{% if tasks == other %}丙{% endif %}{% if cases in [3, 4] and unit not in tasks %}丁{% endif %}"
            "{% if unit in '云溪县' %}戊{% endif %}{% if nothing == unit %}己{% endif %}"
        )
        fields = (
            "  unit: {}\n  cases: {type: number}\n  tasks: {type: list}\n  other: {type: list}\n  nothing: {}"
        )
        details = {"unit": "云溪", "cases": "3", "tasks": ["一", "二"], "other": ["一", "二"]}
        assert make_template(body, fields).render(details).preamble == ("甲丙丁戊",)

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

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
    def test_the_kinds_of_unit_are_not_read_through_a_link_out_of_its_folder(
        self, tmp_path: Path, make_template: Make
    ) -> None:
        outside = tmp_path.parent / f"{tmp_path.name}-outside.yaml"
        outside.write_text("token: 密", encoding="utf-8")
        (tmp_path / "sectors.yaml").symlink_to(outside)
        with pytest.raises(TemplateError, match="用到了没有的内容"):
            make_template("{{ sectors['token'] }}").render()

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


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows keeps the cache in the user's profile")
class TestForeignCache:
    """What is compiled is code: it is loaded only where nobody else can have written it."""

    @pytest.fixture
    def kept(self, tmp_path: Path, make_template: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A compiled template that says something else than its text."""
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        make_template("偷换").render()
        (swapped,) = (tmp_path / "cache").rglob("*.cache")
        code = swapped.read_bytes()
        swapped.unlink()
        make_template("正文").render()
        (kept,) = (tmp_path / "cache").rglob("*.cache")
        kept.write_bytes(code)
        return kept

    def test_the_folder_is_the_users_alone(self, kept: Path) -> None:
        assert kept.parent.stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("what", ["file", "folder"])
    def test_what_others_may_write_is_not_loaded(
        self, what: str, kept: Path, make_template: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from jinja2.bccache import Bucket

        (kept if what == "file" else kept.parent).chmod(0o777)
        loaded: list[object] = []
        monkeypatch.setattr(Bucket, "load_bytecode", lambda *_: loaded.append(_))
        assert make_template("正文").render().preamble == ("正文",)
        assert loaded == []

    def test_what_another_user_owns_is_not_loaded(
        self, kept: Path, make_template: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from jinja2.bccache import Bucket

        monkeypatch.setattr(os, "getuid", lambda: 12345)
        loaded: list[object] = []
        monkeypatch.setattr(Bucket, "load_bytecode", lambda *_: loaded.append(_))
        assert make_template("正文").render().preamble == ("正文",)
        assert loaded == []


def test_a_damaged_cache_does_no_harm(
    tmp_path: Path, make_template: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert make_template("正文").render().preamble == ("正文",)
    (kept,) = (tmp_path / "cache").rglob("*.cache")
    for damaged in (b"", b"\0" * 100, kept.read_bytes()[:-20]):
        kept.write_bytes(damaged)
        assert make_template("正文").render().preamble == ("正文",)
