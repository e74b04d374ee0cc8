"""`speechgen batch`: from a roster to drafts."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.word.provenance import unpack
from generator.word.reader import read_docx

from ..conftest import Run, environment
from ..formats.test_outputs import edit

Start = Callable[..., "subprocess.Popen[bytes]"]

ROSTER = "单位名称,讲话日期,讲话人姓名\n青石镇,2026-03-12,何秀兰\n白鹤镇,2026-03-13,王玉珍\n"


@pytest.fixture
def roster(folder: Path) -> Path:
    path = folder / "名册.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


@pytest.fixture
def batch(run: Run, roster: Path, meeting: str) -> Run:
    """`speechgen batch` with the small template and the roster, into the folder `out`."""
    return lambda *arguments: run("batch", meeting, roster.name, "-o", "out", *arguments)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "out").glob("*.docx"))


class TestSummary:
    def test_it_says_what_it_did(self, batch: Run) -> None:
        outcome = batch()
        assert outcome.status == 0
        assert outcome.out == (
            "共 2 份：已写出 2 份，没有变化 0 份，保留未动 0 份，没写成 0 份\n"
            f"讲稿在 out，每一份的结果见 {Path('out/report.csv')}\n"
        )

    def test_again_nothing_is_written(self, batch: Run) -> None:
        batch()
        assert batch().out.startswith("共 2 份：已写出 0 份，没有变化 2 份")

    def test_a_row_that_failed_is_listed_with_its_number_unit_and_reason(
        self, batch: Run, roster: Path
    ) -> None:
        roster.write_text(ROSTER.replace("2026-03-12", "三月"), encoding="utf-8")
        outcome = batch()
        assert outcome.status == 1
        first = outcome.out.splitlines()[0]
        assert first.startswith("第 2 行　青石镇：没写成 青石镇-例会讲话.docx（“讲话日期”应当是日期")

    def test_the_report_has_every_row(self, batch: Run, folder: Path) -> None:
        batch()
        with (folder / "out" / "report.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [(row["行号"], row["单位"], row["结果"]) for row in rows] == [
            ("2", "青石镇", "已写出"),
            ("3", "白鹤镇", "已写出"),
        ]

    def test_a_draft_that_was_edited_is_kept_and_said_to_be(self, batch: Run, folder: Path) -> None:
        batch()
        edit(folder / "out" / "青石镇-例会讲话.docx")
        outcome = batch()
        assert outcome.status == 0
        assert "青石镇：保留未动" in outcome.out
        assert "有人改过，没有动它" in outcome.out

    def test_a_dry_run_lists_everything_and_writes_nothing(self, batch: Run, folder: Path) -> None:
        outcome = batch("--dry-run")
        assert outcome.out == (
            "第 2 行　青石镇：将写出 青石镇-例会讲话.docx\n"
            "第 3 行　白鹤镇：将写出 白鹤镇-例会讲话.docx\n"
            "共 2 份：将写出 2 份，没有变化 0 份，保留未动 0 份，没写成 0 份\n"
        )
        assert not (folder / "out").exists()

    def test_json_is_for_programs(self, batch: Run) -> None:
        outcome = batch("--json")
        told = json.loads(outcome.out)
        assert outcome.err == ""
        assert (told["total"], told["written"], told["failed"]) == (2, 2, 0)
        assert told["drafts"][0] == {
            "row": 2, "unit": "青石镇", "file": "青石镇-例会讲话.docx", "status": "written", "reason": "",
        }  # fmt: skip


class TestOptions:
    def test_name_is_a_pattern(self, batch: Run, folder: Path) -> None:
        batch("--name", "{row}-{单位名称}")
        assert names(folder) == ["2-青石镇.docx", "3-白鹤镇.docx"]

    def test_where_picks_rows(self, batch: Run, folder: Path) -> None:
        batch("--where", "单位名称=白鹤镇")
        assert names(folder) == ["白鹤镇-例会讲话.docx"]

    def test_where_nothing_fits_is_refused(self, batch: Run, folder: Path) -> None:
        assert batch("--where", "单位名称=无").refused
        assert not (folder / "out").exists()

    def test_length_and_set_are_for_all(self, batch: Run, folder: Path) -> None:
        batch("--length", "long", "-s", "cases=7")
        speech = read_docx((folder / "out" / "青石镇-例会讲话.docx").read_bytes())
        assert "上月查处7件" in "".join(speech.texts)
        assert "再说细一点" in speech.texts

    def test_details_are_shared_and_beat_settings(self, batch: Run, folder: Path) -> None:
        (folder / "speechgen.yaml").write_text("查处案件数: 1\n重点任务: 甲\n", encoding="utf-8")
        (folder / "共用.yaml").write_text("查处案件数: 2\n", encoding="utf-8")
        batch("-d", "共用.yaml")
        text = "".join(read_docx((folder / "out" / "青石镇-例会讲话.docx").read_bytes()).texts)
        assert "查处2件" in text
        assert "要做的是甲" in text

    def test_the_layout_of_the_settings_is_used(self, batch: Run, folder: Path) -> None:
        (folder / "speechgen.yaml").write_text("layout: reading\n", encoding="utf-8")
        batch()
        provenance = unpack((folder / "out" / "青石镇-例会讲话.docx").read_bytes())
        assert provenance is not None
        assert provenance.layout == "reading"

    def test_sheet_names_a_sheet(self, run: Run, folder: Path, meeting: str) -> None:
        book = openpyxl.Workbook()
        for unit in ("青石镇", "白鹤镇"):
            sheet = book.create_sheet(unit)
            sheet.append(["单位名称*"])
            sheet.append([unit])
        book.save(folder / "名册.xlsx")
        run("batch", meeting, "名册.xlsx", "-o", "out", "--sheet", "白鹤镇")
        assert names(folder) == ["白鹤镇-例会讲话.docx"]

    def test_combined_is_replaced_by_the_next_run(self, batch: Run, folder: Path) -> None:
        assert batch("--combined", "全部.docx").status == 0
        assert batch("--combined", "全部.docx").status == 0
        text = "".join(read_docx((folder / "全部.docx").read_bytes()).texts)
        assert "青石镇" in text
        assert "白鹤镇" in text

    def test_where_the_drafts_are_together_is_told(self, batch: Run) -> None:
        assert batch("--combined", "全部.docx").out.endswith("合订本在 全部.docx\n")

    @pytest.mark.parametrize("name", ["全部.pdf", "全部"])
    def test_combined_is_a_document_and_called_so(self, name: str, batch: Run, folder: Path) -> None:
        outcome = batch("--combined", name)
        assert outcome.refused
        assert "合订本只写成 .docx" in outcome.err
        assert names(folder) == []

    def test_combined_does_not_replace_what_is_not_ours(self, batch: Run, folder: Path) -> None:
        (folder / "全部.docx").write_bytes(b"mine")
        assert batch("--combined", "全部.docx").refused
        assert (folder / "全部.docx").read_bytes() == b"mine"
        assert names(folder) == []


class TestRefused:
    """With nothing written."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "里面什么也没有"),
            ("单位名称\n", "只有表头"),
            ("单位名称,unit\n甲,乙\n", "“单位名称”有 2 列"),
            ("单位名\n甲\n", "有 1 列模板里没有，没有写任何文件：\n  “单位名”。是不是“单位名称”？"),
            ("单位名称\n甲,乙\n", "B 列（没有表头，第 2 行有内容）"),
        ],
    )
    def test_a_roster_that_is_not_clear(
        self, batch: Run, roster: Path, folder: Path, text: str, message: str
    ) -> None:
        roster.write_text(text, encoding="utf-8")
        outcome = batch()
        assert outcome.refused
        assert message in outcome.err
        assert not (folder / "out").exists()

    def test_ignore_columns_accepts_columns_that_match_no_field(
        self, batch: Run, roster: Path, folder: Path
    ) -> None:
        roster.write_text("单位名称,所属县\n青石镇,云溪县\n白鹤镇,临江县\n", encoding="utf-8")
        assert batch("--ignore-columns", "--where", "所属县=云溪县").status == 0
        assert names(folder) == ["青石镇-例会讲话.docx"]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("--name", "{单位}"), "没有“单位”这一项"),
            (("--where", "县=云溪"), "名册没有“县”这一列"),
            (("--sheet", "一"), "请去掉 --sheet"),
            (("-s", "cases=许多"), "“查处案件数”应当只写数字"),
            (("-s", "case=1"), "模板没有“case”这一项"),
            (("--length", "长长"), "可选：短、标准、长"),
            (("--layout", "offical"), "没有版式“offical”"),
            (("--jobs", "0"), "“--jobs”不对"),
        ],
    )
    def test_an_option_that_cannot_be(
        self, batch: Run, folder: Path, arguments: tuple[str, ...], message: str
    ) -> None:
        outcome = batch(*arguments)
        assert outcome.refused
        assert message in outcome.err
        assert names(folder) == []

    def test_a_folder_that_is_a_file(self, batch: Run, folder: Path) -> None:
        (folder / "out").write_bytes(b"mine")
        outcome = batch()
        assert outcome.refused
        assert "out：是文件，不是文件夹。请换一个文件夹" in outcome.err
        assert (folder / "out").read_bytes() == b"mine"

    def test_a_folder_in_a_folder_that_is_not_there(self, run: Run, roster: Path, meeting: str) -> None:
        outcome = run("batch", meeting, roster, "-o", "无/讲稿")
        assert outcome.refused
        assert "文件夹“无”不存在，请先建好" in outcome.err


class TestForm:
    def test_the_form_filled_in_is_a_roster(self, run: Run, folder: Path, meeting: str) -> None:
        assert run("form", meeting, "-o", "名册.xlsx").status == 0
        book = openpyxl.load_workbook(folder / "名册.xlsx")
        book["名册"]["A2"], book["名册"]["B2"] = "青石镇", "2026-03-12"
        book.save(folder / "名册.xlsx")
        assert run("batch", meeting, "名册.xlsx", "-o", "out").status == 0
        assert names(folder) == ["青石镇-例会讲话.docx"]

    def test_left_empty_it_is_told_to_be(self, run: Run, meeting: str) -> None:
        for name in ("名册.xlsx", "名册.csv"):
            run("form", meeting, "-o", name)
            assert "只有表头" in run("batch", meeting, name, "-o", "out").err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent alone on Windows")
class TestStopped:
    @pytest.fixture
    def long_roster(self, folder: Path) -> str:
        rows = "".join(f"青石{number}镇\n" for number in range(4000))
        (folder / "名册.csv").write_text(f"单位名称\n{rows}", encoding="utf-8")
        return "名册.csv"

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_ctrl_c_stops_cleanly_and_says_so(
        self, jobs: str, started: Start, folder: Path, meeting: str, long_roster: str
    ) -> None:
        process = started("batch", meeting, long_roster, "-o", "out", "--jobs", jobs)
        while process.poll() is None and not names(folder):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
        assert process.returncode == 130
        assert "Traceback" not in err.decode()
        assert "已停下，还有" in err.decode()
        assert f"已写出 {len(names(folder))} 份" in out.decode()

    @pytest.mark.parametrize("moment", range(5))
    def test_ctrl_c_while_the_workers_start_is_no_loss_of_a_worker(
        self, moment: int, started: Start, folder: Path, meeting: str, long_roster: str
    ) -> None:
        process = started("batch", meeting, long_roster, "-o", "out", "--jobs", "2")
        while process.poll() is None and len(processes_of(process.pid)) < 2 + moment // 2:
            time.sleep(0.002)
        time.sleep(moment * 0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate()
        assert process.returncode == 130, err.decode()
        assert "Traceback" not in err.decode()
        assert "意外中止" not in err.decode()

    def test_a_worker_that_is_killed_is_told_and_the_drafts_there_are_whole(
        self, started: Start, folder: Path, meeting: str, long_roster: str
    ) -> None:
        process = started("batch", meeting, long_roster, "-o", "out", "--jobs", "2")
        while process.poll() is None and not names(folder):
            time.sleep(0.01)
        os.kill(max(processes_of(process.pid)), signal.SIGKILL)
        _, err = process.communicate()
        assert process.returncode == 1
        assert err.decode().startswith("speechgen：一个工作进程意外中止")
        assert all(zipfile.ZipFile(path).testzip() is None for path in (folder / "out").glob("*.docx"))

    def test_workers_end_with_the_process_that_started_them(
        self, started: Start, folder: Path, meeting: str, long_roster: str
    ) -> None:
        process = started("batch", meeting, long_roster, "-o", "out", "--jobs", "2")
        while process.poll() is None and not names(folder):
            time.sleep(0.01)
        process.kill()
        process.wait()
        while processes_of(process.pid):
            time.sleep(0.01)


def processes_of(session: int) -> list[int]:
    """The processes of a session, from its first to the last that was started."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("processes are only listed on Linux")
    return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if session_of(pid) == session]


def session_of(pid: int) -> int | None:
    """The session of a living process; None for one that has ended."""
    try:
        state, _, _, session = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:4]
    except OSError:
        return None
    return None if state == "Z" else int(session)


def test_workers_import_nothing_from_the_working_folder(folder: Path, meeting: str, tmp_path: Path) -> None:
    """As the installed command is started: by a script that lies elsewhere."""
    script = tmp_path / "speechgen"
    script.write_text(
        "from generator.__main__ import main\nif __name__ == '__main__':\n    main()\n", "utf-8"
    )
    for name in ("multiprocessing", "threading", "concurrent", "pickle"):
        (folder / f"{name}.py").write_text(f"open('imported-{name}', 'w')", "utf-8")
    (folder / "名册.csv").write_text("单位名称\n" + "青石镇\n" * 70, "utf-8")
    command = [sys.executable, str(script), "batch", meeting, "名册.csv", "-o", "out", "--jobs", "2"]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert list(folder.glob("imported-*")) == []
    assert len(names(folder)) == 70


def test_a_run_off_a_terminal_tells_how_far_it_is_in_plain_lines(
    batch: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cli.progress.SECONDS", 0.0)
    lines = batch().err.splitlines()
    assert lines[-1].startswith("2/2，每秒 ")
    assert lines[-1].endswith("还要 0 秒")
