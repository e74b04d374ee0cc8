"""`speechgen update`: what it says, what it writes, and when it refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from generator.update.lock import held

from ..conftest import ROOT, Run, Terminal
from ..update.conftest import OLD, TEMPLATE
from ..update.editing import accepted, texts


@pytest.fixture
def draft(run: Run, folder: Path) -> Path:
    """A draft in the working folder, made by `generate` from a template beside it."""
    (folder / "templates").mkdir()
    shutil.copy(TEMPLATE, folder / "templates" / "duty.md.j2")
    values = [word for key, value in OLD.items() for word in ("-s", f"{key}={value}")]
    assert run("generate", "duty", *values, "--no-input", "-o", "draft.docx").status == 0
    return folder / "draft.docx"


def edit(path: Path, beginning: str, old: str, new: str) -> None:
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs if paragraph.text.startswith(beginning) else ():
            run.text = run.text.replace(old, new)
    document.save(str(path))


def test_blanks_are_filled_and_the_places_told(run: Run, draft: Path) -> None:
    done = run("update", draft.name, "-s", "讲话日期=2026年3月12日")
    assert done.status == 0
    assert "【讲话日期】填上了 3 处" in done.out
    assert "（原来的留作 draft.docx~）" in done.out
    assert texts(accepted(draft.read_bytes()))[1] == "（2026年3月12日）"


def test_the_draft_as_it_was_is_kept(run: Run, draft: Path) -> None:
    before = draft.read_bytes()
    run("update", draft.name, "-s", "cases=15")
    assert (draft.parent / "draft.docx~").read_bytes() == before


def test_with_nothing_new_nothing_is_written(run: Run, draft: Path) -> None:
    before = draft.read_bytes()
    done = run("update", draft.name)
    assert (done.status, done.out) == (0, "draft.docx：没有要改的字\n")
    assert draft.read_bytes() == before
    assert not (draft.parent / "draft.docx~").exists()


def test_a_conflict_ends_in_1_and_shows_both(run: Run, draft: Path) -> None:
    edit(draft, "去年因为", "12人", "十二个人")
    done = run("update", draft.name, "-s", "cases=15")
    assert done.status == 1
    assert "1 段您和新稿改得不一样" in done.out
    assert "新稿：去年因为脱岗受到处理的有15人，" in done.out


def test_a_dry_run_shows_the_words_and_writes_nothing(run: Run, draft: Path) -> None:
    before = draft.read_bytes()
    done = run("update", draft.name, "-s", "cases=15", "--dry-run")
    assert "去年因为脱岗受到处理的有[-12-]{+15+}人" in done.out
    assert draft.read_bytes() == before


def test_accepted_changes_leave_no_marks(run: Run, draft: Path) -> None:
    run("update", draft.name, "-s", "cases=15", "--accept")
    assert any("有15人" in text for text in texts(draft.read_bytes()))


def test_another_file_can_be_written_and_is_never_overwritten(run: Run, draft: Path) -> None:
    before = draft.read_bytes()
    assert run("update", draft.name, "-s", "cases=15", "-o", "new.docx").status == 0
    assert draft.read_bytes() == before
    assert any("有15人" in text for text in texts(accepted((draft.parent / "new.docx").read_bytes())))
    assert run("update", draft.name, "-s", "cases=16", "-o", "new.docx").refused


def test_json_tells_every_step(run: Run, draft: Path) -> None:
    (told,) = json.loads(run("update", draft.name, "-s", "cases=15", "--json").out)
    assert (told["file"], told["status"], told["backup"]) == ("draft.docx", "merged", "draft.docx~")
    assert [step["kind"] for step in told["steps"]] == ["changed"]


def test_the_length_can_be_changed(run: Run, draft: Path) -> None:
    assert run("update", draft.name, "--length", "short").status == 0
    assert not any("打通" in text for text in texts(accepted(draft.read_bytes())))


def test_a_newer_template_is_taken(run: Run, draft: Path) -> None:
    newer = draft.parent / "newer.md.j2"
    old = (draft.parent / "templates" / "duty.md.j2").read_text("utf-8")
    newer.write_text(old.replace("涨水快", "水涨得快"), encoding="utf-8")
    assert run("update", draft.name, "--template", "newer.md.j2").status == 0
    assert any("水涨得快" in text for text in texts(accepted(draft.read_bytes())))


def test_another_layout_is_told_and_leaves_nothing_to_accept(run: Run, draft: Path) -> None:
    done = run("update", draft.name, "--layout", "reading")
    assert done.out == "draft.docx：照新的版式重排，字不动（原来的留作 draft.docx~）\n"
    both = run("update", draft.name, "--layout", "official", "-s", "cases=15", "--dry-run")
    assert "draft.docx：会照新的版式重排，改 1 段\n" in both.out


def test_several_drafts_are_listed_with_what_came_of_each(run: Run, draft: Path) -> None:
    second = draft.parent / "second.docx"
    shutil.copy(draft, second)
    edit(second, "去年因为", "12人", "十二个人")
    (draft.parent / "third.docx").write_text("不是讲稿")
    done = run("update", "draft.docx", "second.docx", "third.docx", "-s", "cases=15")
    assert done.status == 1
    assert "共 3 份：已更新 1 份，有冲突 1 份，没更新成 1 份" in done.out


class TestRosters:
    @pytest.fixture
    def drafts(self, run: Run, draft: Path) -> Path:
        """A folder with a draft for each of two units; one was edited."""
        lines = ["单位名称,讲话人姓名,查处案件数", "云溪县,陈立峰,3", "青石镇,何秀兰,4"]
        (draft.parent / "roster.csv").write_text("\n".join(lines), encoding="utf-8")
        assert run("batch", "duty", "roster.csv", "-o", "drafts").status == 0
        folder = draft.parent / "drafts"
        edit(next(folder.glob("青石镇*.docx")), "要一段一段", "看见什么", "瞧见什么")
        return folder

    def test_every_draft_takes_the_values_of_its_row(self, run: Run, drafts: Path) -> None:
        lines = ["单位名称,查处案件数", "青石镇,9", "云溪县,8"]
        (drafts.parent / "new.csv").write_text("\n".join(lines), encoding="utf-8")
        done = run("update", "drafts", "--roster", "new.csv", "-s", "date=2026-03-12")
        assert done.status == 0, done.out
        for unit, cases in (("青石镇", "9"), ("云溪县", "8")):
            said = texts(accepted(next(drafts.glob(f"{unit}*.docx")).read_bytes()))
            assert any(f"有{cases}人" in text for text in said)
        assert any("瞧见什么" in text for text in said) is False
        report = (drafts / "update-report.csv").read_text("utf-8-sig")
        assert report.count("已更新") == 2

    def test_a_draft_without_a_row_is_told_and_left(self, run: Run, drafts: Path) -> None:
        (drafts.parent / "new.csv").write_text("单位名称,查处案件数\n青石镇,9", encoding="utf-8")
        done = run("update", "drafts", "--roster", "new.csv")
        assert done.status == 1
        assert "名册里没有“云溪县”" in done.out


class TestRefused:
    def test_a_draft_that_is_open_in_word(self, run: Run, draft: Path) -> None:
        (draft.parent / "~$draft.docx").write_bytes(b"")
        done = run("update", draft.name, "-s", "cases=15")
        assert done.refused
        assert "请先保存、关闭" in done.err

    def test_a_draft_that_another_update_is_at(self, run: Run, draft: Path) -> None:
        with held(draft):
            done = run("update", draft.name, "-s", "cases=15")
        assert done.refused
        assert "另一个 speechgen update" in done.err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["nothing.docx"], "没有这个文件"),
            (["draft.docx", "-s", "caes=15"], "是不是“cases”"),
            (["draft.docx", "-s", "cases=很多"], "应当只写数字"),
            (["draft.docx", "--template", "没有"], "没有"),
            (["draft.docx", "--base", "nothing.docx"], "没有这个文件"),
            (["draft.docx", "--roster", "nothing.csv"], "没有这个文件"),
            (["draft.docx", "draft.docx", "templates", "-o", "x.docx"], "没有 .docx"),
        ],
    )
    def test_bad_input_is_told_and_nothing_written(
        self, run: Run, draft: Path, arguments: list[str], said: str
    ) -> None:
        before = draft.read_bytes()
        done = run("update", *arguments)
        assert done.refused
        assert said in done.err
        assert draft.read_bytes() == before

    def test_a_document_that_is_no_draft(self, run: Run, draft: Path) -> None:
        Document().save(str(draft.parent / "other.docx"))
        done = run("update", "other.docx", "-s", "cases=15")
        assert done.refused
        assert "--base" in done.err


def test_generate_names_update_when_a_draft_was_edited(run: Run, draft: Path) -> None:
    edit(draft, "去年因为", "12人", "十二个人")
    assert "speechgen update draft.docx" in run("generate", "duty", "--no-input", "-o", "draft.docx").err


@pytest.mark.parametrize(("answer", "places"), [("", 0), ("n", 2)])
def test_on_a_terminal_what_was_filled_in_by_hand_is_offered_for_the_other_places(
    draft: Path, terminal: Terminal, answer: str, places: int
) -> None:
    edit(draft, "今天是", "【讲话日期】", "2026年3月12日")
    child = terminal("update", draft.name)
    child.expect("【讲话日期】您在一处填了“2026年3月12日”")
    child.sendline(answer)
    child.read()
    child.wait()
    said = texts(accepted(draft.read_bytes()))
    assert sum("【讲话日期】" in text for text in said) == places


class TestFolders:
    @pytest.fixture
    def drafts(self, draft: Path) -> Path:
        folder = draft.parent / "drafts"
        folder.mkdir()
        for name in ("a.docx", "b.docx"):
            shutil.copy(draft, folder / name)
        return folder

    def test_other_files_and_folders_in_it_are_left_alone(self, run: Run, drafts: Path) -> None:
        (drafts / "notes.txt").write_text("x")
        (drafts / "sub.docx").mkdir()
        (drafts / "~$c.docx").write_bytes(b"")
        (drafts / "broken.docx").symlink_to("nowhere.docx")
        done = run("update", "drafts", "-s", "cases=15")
        assert done.status == 0, done.out
        assert "共 2 份：已更新 2 份" in done.out

    def test_a_file_that_is_no_draft_does_not_stop_the_others(self, run: Run, drafts: Path) -> None:
        (drafts / "bad.docx").write_text("不是")
        done = run("update", "drafts", "-s", "cases=15")
        assert done.status == 1
        assert "bad.docx：不是 .docx 文件" in done.out
        assert "已更新 2 份" in done.out

    def test_the_report_is_written_wherever_the_folder_stands_among_the_arguments(
        self, run: Run, draft: Path, drafts: Path
    ) -> None:
        assert run("update", draft.name, "drafts", "-s", "cases=15").status == 0
        assert (drafts / "update-report.csv").read_text("utf-8-sig").count("已更新") == 2

    def test_out_is_for_one_draft_and_a_folder_is_none(self, run: Run, drafts: Path) -> None:
        (drafts / "b.docx").unlink()
        before = (drafts / "a.docx").read_bytes()
        done = run("update", "drafts", "-s", "cases=15", "-o", "x.docx")
        assert done.refused
        assert "-o 只能用于一份讲稿" in done.err
        assert (drafts / "a.docx").read_bytes() == before

    def test_stopped_it_tells_how_far_it_came(
        self, run: Run, drafts: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from generator.update import drafts as module

        whole = module.update_file

        def stopped(path: Path, *arguments: Any, **more: Any) -> object:
            if path.name == "b.docx":
                raise KeyboardInterrupt
            return whole(path, *arguments, **more)

        monkeypatch.setattr(module, "update_file", stopped)
        done = run("update", "drafts", "-s", "cases=15")
        assert done.status == 130
        assert "前 1 份做完了，后 1 份没有动" in done.err


class TestPlaces:
    def test_a_link_is_followed_and_what_it_points_to_is_asked_for(self, run: Run, draft: Path) -> None:
        real = draft.parent / "real"
        real.mkdir()
        draft.rename(real / "r.docx")
        draft.symlink_to("real/r.docx")
        (real / "~$r.docx").write_bytes(b"")
        assert run("update", draft.name, "-s", "cases=15").refused
        (real / "~$r.docx").unlink()
        assert run("update", draft.name, "-s", "cases=15").status == 0
        assert draft.is_symlink()
        assert any("有15人" in text for text in texts(accepted((real / "r.docx").read_bytes())))

    def test_a_name_so_long_that_no_backup_fits_is_refused_in_words(self, run: Run, draft: Path) -> None:
        long = draft.with_name("长" * 83 + "a.docx")
        draft.rename(long)
        done = run("update", long.name, "-s", "cases=15")
        assert done.refused
        assert "文件名太长" in done.err

    def test_a_pipe_is_no_draft(self, run: Run, draft: Path) -> None:
        os.mkfifo(draft.parent / "pipe.docx")
        done = run("update", "pipe.docx", "-s", "cases=15")
        assert done.refused
        assert "不是普通文件" in done.err

    def test_on_a_full_disk_the_draft_stays(
        self, run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from generator.files import writing

        before = draft.read_bytes()

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(writing, "_write", full)
        done = run("update", draft.name, "-s", "cases=15")
        assert done.refused
        assert "磁盘已满" in done.err
        assert draft.read_bytes() == before
        assert sorted(path.name for path in draft.parent.iterdir()) == ["draft.docx", "templates"]

    def test_killed_at_any_moment_the_draft_is_whole_and_kept(self, draft: Path) -> None:
        before = draft.read_bytes()
        for number in range(12):
            draft.write_bytes(before)
            child = subprocess.Popen(
                [sys.executable, "-m", "generator", "update", draft.name, "-s", f"cases={number + 20}"],
                cwd=draft.parent,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
            )
            with suppress(subprocess.TimeoutExpired):
                child.wait(0.1 + number * 0.03)
            child.kill()
            child.wait()
            Document(str(draft))
            if draft.read_bytes() != before:
                kept = [path.read_bytes() for path in draft.parent.glob("draft.docx~*")]
                assert before in kept
