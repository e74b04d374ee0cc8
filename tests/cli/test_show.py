"""`speechgen show`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import Run


def test_it_shows_fields_sections_and_length(run: Run, meeting: str) -> None:
    out = run("show", meeting).out
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line.startswith("  ")}
    assert rows["unit"] == ["单位名称", "文字", "必填", "例：云溪县"]
    assert rows["cases"] == ["查处案件数", "数字", "可不填", "例：12"]
    assert rows["length"] == ["篇幅", "选一项", "默认", "标准", "可选：短、标准、长"]
    assert out.startswith("meeting　例会讲话\n一个小模板")
    assert "篇幅“短”约 " in out
    assert "  说清来由\n" in out


def test_how_a_row_of_a_table_is_written_stands_beside_its_example(run: Run) -> None:
    (row,) = (line for line in run("show", "work-safety").out.splitlines() if line.startswith("  tasks"))
    assert row.split()[1:4] == ["隐患和任务", "表", "可不填"]
    assert "一行写“隐患或任务｜责任单位｜完成时限”，例：滨江市场" in row


def test_json_says_the_same(run: Run, meeting: str) -> None:
    shown = json.loads(run("show", meeting, "--json").out)
    assert (shown["name"], shown["title"]) == ("meeting", "例会讲话")
    assert shown["fields"][0] == {
        "name": "unit",
        "label": "单位名称",
        "type": "text",
        "required": True,
        "default": None,
        "example": "云溪县",
        "choices": {},
        "columns": {},
        "help": "会上怎么称呼就怎么写",
    }
    assert shown["lengths"]["long"]["sections"] == ["说清来由", "办好几件事"]
    assert shown["lengths"]["short"]["characters"] < shown["lengths"]["long"]["characters"]
    assert shown["lengths"]["short"]["minutes"] == 0.5


@pytest.mark.parametrize("name", ["general", "supervision", "动员部署会讲话"])
def test_built_in_templates_are_shown(name: str, run: Run) -> None:
    assert run("show", name).status == 0


def test_the_rate_of_the_settings_counts(run: Run, folder: Path, meeting: str) -> None:
    slow = json.loads(run("show", "general", "--json").out)
    (folder / "speechgen.yaml").write_text("语速: 400\n", encoding="utf-8")
    fast = json.loads(run("show", "general", "--json").out)
    assert fast["lengths"]["long"]["minutes"] < slow["lengths"]["long"]["minutes"]


def test_another_name_is_refused_with_the_nearest(run: Run) -> None:
    outcome = run("show", "supervison")
    assert outcome.refused
    assert "是不是“supervision”？" in outcome.err


def test_a_template_without_length_is_shown(run: Run, folder: Path) -> None:
    (folder / "plain.md.j2").write_text("---\ntitle: 短文\n---\n## 一节\n\n正文\n", encoding="utf-8")
    assert "约 4 字，念 0.5 分钟：\n  一节\n" in run("show", "./plain.md.j2").out
