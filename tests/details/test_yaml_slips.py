"""Forms as people type them who never heard of YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.details.details import read_entries
from generator.details.yaml_slips import mend
from generator.template.form import details_form
from generator.template.template import load_template


def read(folder: Path, text: str) -> dict[str, Any]:
    path = folder / "details.yaml"
    path.write_text(text, encoding="utf-8")
    return {entry.key: entry.typed for entry in read_entries(path)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("单位名称:青石镇", {"单位名称": "青石镇"}),
        ("单位名称：青石镇", {"单位名称": "青石镇"}),
        ("单位名称： 青石镇", {"单位名称": "青石镇"}),
        ("单位名称:\t青石镇", {"单位名称": "青石镇"}),
        ("单位名称：关于“甲：乙”的会", {"单位名称": "关于“甲：乙”的会"}),
        ("任务:\n一件事\n又一件", {"任务": "一件事\n又一件"}),
        ("任务：\n1. 一件事\n2. 又一件", {"任务": "一件事\n又一件"}),
        ("任务:\n  1、一件事：先办\n  2、又一件", {"任务": "一件事：先办\n又一件"}),
        ("任务:\n-一件事\n-又一件", {"任务": "一件事\n又一件"}),
        ("任务:\n\t- 一件事\n\t- 又一件", {"任务": ["一件事", "又一件"]}),
        ("任务:\n一件事\n又一件\n单位名称:青石镇", {"任务": "一件事\n又一件", "单位名称": "青石镇"}),
        ("会前: 市安委会办公室\n  抽查了十六家", {"会前": "市安委会办公室抽查了十六家"}),
        ("会前: 'Word 和\n  Excel'", {"会前": "Word 和 Excel"}),
    ],
)
def test_it_is_read_as_it_was_meant(typed: str, meant: dict[str, Any], tmp_path: Path) -> None:
    assert read(tmp_path, typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "任务:\n- 一件\n- 又一件\n",
        "a: |\n  x:y\n  一、z\n",
        "a:\n  select: F\n  ignore: X\n",
        "时间: 9:30\n网址: http://example.com\n",
        "'单位：名称': x\n",
        "备注:\n\n# 说明：不填的留空\n单位:\n",
    ],
)
def test_what_is_yaml_stays_as_it_is(text: str) -> None:
    assert mend(text) == text


def test_a_message_still_names_the_right_line(tmp_path: Path) -> None:
    path = tmp_path / "details.yaml"
    path.write_text("任务:\n1. 一件\n2. 又一件\n单位名称:青石镇\n", encoding="utf-8")
    assert [entry.where.rpartition(" 第 ")[2] for entry in read_entries(path)] == ["1 行", "4 行"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30))
@settings(deadline=None)
def test_a_form_filled_in_by_us_needs_no_mending(text: str) -> None:
    form = details_form(load_template("supervision"), {"unit": text, "presenters": [text, "第二项"]})
    assert mend(form) == form
