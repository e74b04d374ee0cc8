"""`speechgen form`."""

from __future__ import annotations

from pathlib import Path

from generator.template.form import details_form
from generator.template.template import load_template

from ..conftest import Run


def test_it_writes_a_file_and_says_what_to_do_with_it(run: Run, folder: Path) -> None:
    outcome = run("form", "general", "-o", "details.yaml")
    assert (folder / "details.yaml").read_text(encoding="utf-8") == details_form(load_template("general"))
    assert outcome.out == (
        "已写出 details.yaml。用记事本打开填好，再运行：speechgen generate general -d details.yaml\n"
    )


def test_it_shows_the_form_where_no_file_is_named(run: Run) -> None:
    assert run("form", "general").out == details_form(load_template("general"))


def test_a_file_that_is_there_is_kept(run: Run, folder: Path) -> None:
    (folder / "details.yaml").write_text("单位名称: 云溪县\n", encoding="utf-8")
    outcome = run("form", "general", "-o", "details.yaml")
    assert outcome.refused
    assert "已经有这个文件" in outcome.err
    assert (folder / "details.yaml").read_text(encoding="utf-8") == "单位名称: 云溪县\n"


def test_force_keeps_a_back_up(run: Run, folder: Path) -> None:
    (folder / "details.yaml").write_text("单位名称: 云溪县\n", encoding="utf-8")
    assert run("form", "general", "-o", "details.yaml", "--force").status == 0
    assert (folder / "details.yaml~").read_text(encoding="utf-8") == "单位名称: 云溪县\n"


def test_the_form_left_as_it_is_makes_the_draft_of_no_details(run: Run) -> None:
    run("form", "supervision", "-o", "details.yaml")
    plain = run("generate", "supervision", "-o", "-", "--to", "md")
    assert run("generate", "supervision", "-d", "details.yaml", "-o", "-", "--to", "md").out == plain.out


def test_examples_can_be_filled_in(run: Run) -> None:
    assert "\n单位名称: 临江市\n" in run("form", "general", "--example").out


def test_last_years_draft_fills_in_this_years_form(run: Run) -> None:
    run("generate", "general", "-s", "unit=青石镇", "-s", "date=2025-3-12", "-o", "去年.docx")
    form = run("form", "general", "--from", "去年.docx").out
    assert "\n单位名称: 青石镇\n" in form
    assert "\n讲话日期: 2025-3-12\n" in form


def test_what_the_template_does_not_ask_for_is_told(run: Run, folder: Path) -> None:
    (folder / "旧.yaml").write_text("单位名称: 青石镇\n天气: 晴\n", encoding="utf-8")
    outcome = run("form", "general", "--from", "旧.yaml")
    assert "没有“天气”这一项" in outcome.err
    assert "\n单位名称: 青石镇\n" in outcome.out


def test_a_form_in_word_makes_the_draft_of_its_details(run: Run) -> None:
    run("form", "general", "-o", "表.docx", "--example")
    run("form", "general", "-o", "表.yaml", "--example")
    from_word = run("generate", "general", "-d", "表.docx", "-o", "-", "--to", "md")
    assert from_word.out == run("generate", "general", "-d", "表.yaml", "-o", "-", "--to", "md").out
