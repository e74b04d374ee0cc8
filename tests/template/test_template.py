"""Templates: loaded with their fields, rendered to a speech."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DetailsError, SpeechgenError, TemplateError
from generator.model.speech import Blank, Section, Speech
from generator.template.catalogue import list_templates
from generator.template.template import Template, load_template

from ..conftest import DATA
from ..strategies import texts

Make = Callable[..., Template]

WRONG = sorted((DATA / "bad_templates").glob("*.md.j2"))
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
"""Three words on end: a sentence of Jinja's or Python's."""
BUILT_IN = [summary.name for summary in list_templates()]

EVERYWHERE = load_template(str(DATA / "templates" / "everywhere.md.j2"))
"""A template that puts a value into every part of a speech, alone and among text."""


def clause(text: str) -> str:
    """A value inside a sentence: without the mark that it may end in."""
    return text.rstrip("。；，、 ") or text


class TestValuesAreData:
    @given(st.lists(texts(), min_size=10, max_size=10), st.lists(texts(), min_size=1, max_size=3))
    def test_no_value_changes_the_structure_and_each_arrives_as_typed(
        self, typed: list[str], items: list[str]
    ) -> None:
        a, b, c, d, e, f, g, h, i, j = (text.strip() for text in typed)
        items = [item.strip() for item in items]
        joined = "、".join(map(clause, items))
        details = dict(zip("abcdefghij", typed, strict=True)) | {"items": items}
        assert EVERYWHERE.render(details) == Speech(
            title=a,
            byline=(b, f"市委书记　{b}"),
            salutation=f"{clause(c)}：",
            preamble=(d, f"正文{clause(d)}正文", d),
            sections=(
                Section(e, (f, f"要{clause(f)}。{f}", Section(f"再说{g}", (*items, joined)))),
                Section(f"{h}{h}", (h * 2, f"{h}，{h}")),
            ),
            closing=(i, j),
        )

    @given(texts())
    def test_a_value_is_never_rendered(self, typed: str) -> None:
        for code in ("{{ a }}", "{% raw %}", "{# a #}", "{{ 7 * 6 }}"):
            details = dict.fromkeys("abcdefghij", code + typed) | {"items": "一"}
            assert EVERYWHERE.render(details).title == (code + typed).strip()

    @pytest.mark.parametrize("char", ["\0", "\x1b", "\ud800", "\uffff"])
    def test_what_xml_cannot_carry_is_refused_with_the_fields_name(
        self, char: str, make_template: Make
    ) -> None:
        with pytest.raises(DetailsError, match=f"“单位名称”含有 Word 文件放不下的字符 U\\+{ord(char):04X}"):
            make_template("{{ unit }}").render({"unit": f"临{char}江"})

    @pytest.mark.parametrize(
        "text",
        [
            "<w:t>&amp;</w:t>",
            "{{ unit }}{% if %}{# #}",
            "“‘'\"’”",
            "第一行\n第二行\n第三行",
            "# 标题",
            "> 引用",
            "---",
            "如下：",
            "😀𠮷\u200b",
        ],
    )
    def test_everything_else_arrives_as_typed(self, text: str, make_template: Make) -> None:
        assert make_template("{{ unit }}").render({"单位名称": text}) == Speech(preamble=(text,))

    def test_constants_are_not_escaped_as_html(self, make_template: Make) -> None:
        body = """{{ "<b>&'" }}，{{ "&" ~ "<" }}，{% set x = "<&>" %}{{ x }}，{{ ["<", "&"]|join }}"""
        assert make_template(body).render().preamble == ("<b>&'，&<，<&>，<和&",)

    @pytest.mark.parametrize(
        "body",
        [
            "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(unit) }}",
            "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ unit }}{% endcall %}",
            "{% set x %}{{ unit }}{% endset %}{{ x }}",
            "{% set x %}{% endset %}{{ x + unit }}",
            "{% set x %}{% endset %}{{ x ~ unit }}",
            "{% set x %}{% endset %}{{ unit + x }}",
            "{% set x %}A{% endset %}{{ x|replace('A', unit) }}",
            "{{ '' ~ unit }}",
            "{{ [unit]|join }}",
            "{{ [unit] }}",
            "{{ unit|replace('x', unit) }}",
            "{{ unit * 1 }}",
            "{{ unit[:] }}",
            "{% filter trim %}{{ unit }}{% endfilter %}",
            "{% for char in [unit] %}{{ char }}{% endfor %}",
            "{% with x = unit %}{{ x }}{% endwith %}",
            "{{ unit|default('') }}",
        ],
    )
    def test_no_way_to_print_a_value_lets_it_through(self, body: str, make_template: Make) -> None:
        text = "# 一\n\n## 二\n\n---\n\n<三>"
        assert make_template("前" + body).render({"unit": text}) == Speech(preamble=("前" + text,))


class TestLoad:
    def test_fields_of_the_frame_are_inherited_and_its_own_follow(self, tmp_path: Path) -> None:
        frame = tmp_path / "_frame.md.j2"
        frame.write_text("---\ntitle: 骨架\nfields:\n  unit: {label: 单位名称, required: true}\n---\n")
        own = tmp_path / "own.md.j2"
        own.write_text(
            "---\ntitle: 甲\nfields:\n  cases: {label: 件数}\n  unit: {example: 云溪县}\n---\n"
            "{% extends '_frame.md.j2' %}"
        )
        unit, cases = load_template(str(own)).fields
        assert (unit.name, unit.label, unit.required, unit.example) == ("unit", "单位名称", True, "云溪县")
        assert cases.name == "cases"

    def test_the_content_hash_changes_with_any_file_it_is_made_from(self, tmp_path: Path) -> None:
        frame, own = tmp_path / "_frame.md.j2", tmp_path / "own.md.j2"
        own.write_text("---\ntitle: 甲\n---\n{% extends '_frame.md.j2' %}")
        hashes = []
        for text in ("一", "二", "一"):
            frame.write_text(text)
            hashes.append(load_template(str(own)).content_hash)
        assert hashes[0] == hashes[2] != hashes[1]

    def test_frames_in_a_circle_are_refused(self, tmp_path: Path) -> None:
        for name, parent in (("a", "b"), ("b", "a")):
            (tmp_path / f"{name}.md.j2").write_text(f"---\ntitle: 甲\n---\n{{% extends '{parent}.md.j2' %}}")
        with pytest.raises(TemplateError, match="绕成了圈"):
            load_template(str(tmp_path / "a.md.j2"))

    def test_two_fields_cannot_have_one_label(self, make_template: Make) -> None:
        with pytest.raises(TemplateError, match="两个字段都叫“单位”，请改一个 label"):
            make_template("", "  a: {label: 单位}\n  b: {label: 单位}")

    def test_everything_wrong_in_a_header_is_told_together(self, make_template: Make) -> None:
        with pytest.raises(TemplateError) as refused:
            make_template("", "  a: {type: int}\n  b: 文字\n  c: {lable: 单位}")
        assert str(refused.value).count("trial.md.j2：字段") == 3

    @pytest.mark.parametrize("name", BUILT_IN)
    def test_built_in_templates_load(self, name: str) -> None:
        template = load_template(name)
        assert template.title
        assert template.description
        assert {field.name for field in template.fields} >= {"unit", "date", "speaker", "sector", "length"}


class TestRender:
    def test_details_go_by_name_or_label_and_may_be_python_values(self, meeting: str) -> None:
        template = load_template(meeting)
        typed = {"单位名称": "云溪县", "date": "2026-03-12", "cases": "12", "重点任务": "一、二"}
        plain = {"unit": "云溪县", "date": datetime.date(2026, 3, 12), "cases": 12, "tasks": ("一", "二")}
        assert template.render(typed) == template.render(plain)

    def test_a_small_template_gives_a_whole_speech(self, meeting: str) -> None:
        speech = load_template(meeting).render(
            {"unit": "云溪县", "date": "2026-03-12", "speaker": "王建国", "cases": 3, "length": "长"},
            seed="1",
        )
        assert speech == Speech(
            "在云溪县例会上的讲话",
            ("2026年3月12日", "王建国"),
            "同志们：",
            ("今天云溪县开例会，我讲两点意见。",),
            (
                Section("说清来由", ("上月查处3件。来由只有一个：底数不清。",)),
                Section("办好几件事", ("要做的，会后发通知。", Section("再说细一点", ("要一件一件说。",)))),
            ),
            speech.closing,
        )

    def test_what_does_not_fit_is_refused(self, meeting: str) -> None:
        with pytest.raises(DetailsError, match="有 2 处要改"):
            load_template(meeting).render({"uint": "云溪县", "date": "明天"})

    def test_blanks_are_the_open_fields_that_stand_in_the_speech(self, make_template: Make) -> None:
        template = make_template(
            "{{ unit }}{{ day }}{{ unit }}",
            "  day: {label: 日期, type: date, example: 2026-03-12}\n"
            "  unit: {label: 单位}\n"
            "  other: {label: 别的}",
        )
        from generator.details.details import fill

        filled = fill(template.fields)
        assert template.blanks(template.render_filled(filled), filled) == (
            Blank("日期", "请填写日期。例如：2026年3月12日。"),
            Blank("单位", "请填写单位。"),
        )

    @pytest.mark.parametrize("name", BUILT_IN)
    def test_built_in_templates_render_without_details_and_with_every_example(self, name: str) -> None:
        template = load_template(name)
        examples = {field.name: field.example for field in template.fields if field.example is not None}
        for details in ({}, examples):
            for length in ("short", "standard", "long"):
                speech = template.render(details | {"length": length})
                assert speech.title
                assert len(speech.sections) != 1
                assert all(section.body for section in speech.sections)
                assert speech.closing


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.name.split(".")[0])
def test_a_wrong_template_is_refused_with_file_and_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """tests/data/bad_templates/NAME.md.j2 with the message, without its folder, in NAME.txt."""
    with pytest.raises(SpeechgenError) as refused:
        load_template(str(path)).render({})
    assert not ENGLISH.search(str(refused.value).replace(str(path.parent), ""))
    expected = (path.parent / f"{path.name.split('.')[0]}.txt").read_text(encoding="utf-8").strip()
    assert str(refused.value).replace(f"{path.parent}/", "").replace(f"{path.parent}\\", "") == expected


def test_a_table_left_open_is_a_row_with_a_blank_when_it_is_required(make_template: Make) -> None:
    body = "{% for duty in duties %}{{ duty.what }}由{{ duty.who or '各单位' }}负责。{% endfor %}完。"
    columns = "type: table, columns: {what: 任务, who: 责任单位}"
    needed = make_template(body, f"  duties: {{label: 分工, required: true, {columns}}}")
    optional = make_template(body, f"  duties: {{label: 分工, {columns}}}", "optional")
    assert needed.render().preamble == ("【分工】由各单位负责。完。",)
    assert optional.render().preamble == ("完。",)
