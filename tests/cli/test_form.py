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
