"""`speechgen list`."""

from __future__ import annotations

import json
from pathlib import Path

from ..conftest import Run


def write(folder: Path, name: str, title: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md.j2"
    path.write_text(f"---\ntitle: {title}\ndescription: 年底用\n---\n正文\n", encoding="utf-8")
    return path


def test_it_shows_name_title_and_description_in_columns(run: Run, folder: Path) -> None:
    write(folder / "templates", "annual", "年会讲话")
    lines = run("list").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    assert next(line for line in lines if line.startswith("annual")).split() == [
        "annual",
        "年会讲话",
        "年底用",
    ]


def test_json_is_for_programs(run: Run, folder: Path) -> None:
    path = write(folder / "templates", "annual", "年会讲话")
    listed = {entry["name"]: entry for entry in json.loads(run("list", "--json").out)}
    assert listed["annual"] == {
        "name": "annual",
        "title": "年会讲话",
        "description": "年底用",
        "path": str(path),
    }
    assert {"general", "supervision"} <= listed.keys()


def test_templates_of_the_user_and_of_the_settings_are_found(
    run: Run, folder: Path, user_folder: Path
) -> None:
    write(user_folder, "mine", "我的")
    write(folder / "ours", "shared", "大家的")
    (folder / "speechgen.yaml").write_text("templates: ours\n")
    assert {"mine", "shared"} <= {entry["name"] for entry in json.loads(run("list", "--json").out)}


def test_an_own_template_overrides_the_built_in_one(run: Run, folder: Path) -> None:
    write(folder / "templates", "general", "我们的动员")
    titles = {entry["name"]: entry["title"] for entry in json.loads(run("list", "--json").out)}
    assert titles["general"] == "我们的动员"


def test_a_broken_template_does_not_hide_the_others(run: Run, folder: Path) -> None:
    write(folder / "templates", "broken", "[")
    outcome = run("list")
    assert outcome.status == 0
    assert "（读不了）" in outcome.out
    assert "supervision" in outcome.out


def test_broken_settings_are_refused(run: Run, folder: Path) -> None:
    (folder / "speechgen.yaml").write_text("rate: 快\n", encoding="utf-8")
    outcome = run("list")
    assert outcome.refused
    assert "speechgen.yaml 第 1 行：rate 是每分钟念多少字" in outcome.err
