"""Batch: a draft for every row, by one process or several, again and again."""

from __future__ import annotations

import csv
import errno
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

from generator import files
from generator.batch.outcome import Outcome, Status
from generator.batch.plan import Plan, condition, plan_jobs
from generator.batch.processes import AHEAD, CHUNK, run
from generator.batch.report import write_report
from generator.details.details import fill, parse_settings
from generator.details.roster import RosterError, match, read_roster
from generator.template.template import Template, load_template
from generator.word.provenance import unpack
from generator.word.reader import read_docx

from ..benchmarks import bench_similarity
from ..conftest import COMMAND, ROOT, environment
from ..formats.test_outputs import edit

CREATED = datetime(2026, 3, 12, tzinfo=UTC)
ROSTER = """单位名称,讲话日期,讲话人姓名
青石镇,2026-03-12,何秀兰
白鹤镇,2026-03-13,王玉珍
柳溪镇,2026-03-16,李正平
"""

Batch = Callable[..., list[Outcome]]


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    path = tmp_path / "讲稿"
    path.mkdir()
    return path


@pytest.fixture
def batch(tmp_path: Path, drafts: Path, meeting: str) -> Batch:
    """Makes the drafts of a roster's text into the folder `drafts`."""

    def batch(
        text: str = ROSTER,
        *,
        template: Template | None = None,
        processes: int = 1,
        layouts: tuple[str, ...] = ("official",),
        settings: Sequence[str] = (),
        stopped: Callable[[], bool] = lambda: False,
        **options: bool,
    ) -> list[Outcome]:
        template = template or load_template(meeting)
        roster = tmp_path / "名册.csv"
        roster.write_text(text, encoding="utf-8")
        shared = fill(template.fields, parse_settings(settings))
        matched = match(read_roster(roster), template.fields, "名册.csv")
        jobs = plan_jobs(template, matched, shared, layouts)
        plan = Plan(template.path, layouts, shared, drafts, CREATED, **options)
        return list(run(plan, jobs, processes, stopped))

    return batch


def statuses(outcomes: list[Outcome]) -> list[Status]:
    return [outcome.status for outcome in outcomes]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.docx")}


def many(count: int) -> str:
    rows = "".join(f"青石{number}镇,2026-03-12,何秀兰\n" for number in range(count))
    return f"单位名称,讲话日期,讲话人姓名\n{rows}"


class TestWritten:
    def test_every_row_gets_its_draft(self, batch: Batch, drafts: Path) -> None:
        assert batch() == [
            Outcome(2, "青石镇", "青石镇-例会讲话.docx", Status.WRITTEN),
            Outcome(3, "白鹤镇", "白鹤镇-例会讲话.docx", Status.WRITTEN),
            Outcome(4, "柳溪镇", "柳溪镇-例会讲话.docx", Status.WRITTEN),
        ]
        speech = read_docx((drafts / "白鹤镇-例会讲话.docx").read_bytes())
        assert speech.title == "在白鹤镇例会上的讲话"
        assert speech.byline == ("2026年3月13日", "王玉珍")

    def test_a_draft_is_that_of_generate(self, batch: Batch, drafts: Path, meeting: str) -> None:
        batch()
        details = {"unit": "青石镇", "date": "2026-03-12", "speaker": "何秀兰"}
        assert read_docx((drafts / "青石镇-例会讲话.docx").read_bytes()) == load_template(meeting).render(
            details
        )

    def test_a_row_goes_over_what_is_shared(self, batch: Batch, drafts: Path) -> None:
        batch("单位名称,查处案件数\n青石镇,3\n白鹤镇,\n", settings=["cases=8", "speaker=何秀兰"])
        texts = ["".join(read_docx(data).texts) for _, data in sorted(contents(drafts).items())]
        assert ["查处8件" in texts[0], "查处3件" in texts[1]] == [True, True]
        assert all("何秀兰" in text for text in texts)

    def test_what_is_required_and_missing_is_noted(self, batch: Batch) -> None:
        assert batch("单位名称,讲话日期\n青石镇,\n")[0].reason == "待填：讲话日期、讲话人姓名"

    def test_strict_makes_it_a_failure(self, batch: Batch, drafts: Path) -> None:
        outcomes = batch(
            "单位名称,讲话日期,讲话人姓名\n青石镇,,何秀兰\n白鹤镇,2026-03-13,王玉珍\n", strict=True
        )
        assert statuses(outcomes) == [Status.FAILED, Status.WRITTEN]
        assert "缺“讲话日期”" in outcomes[0].reason

    def test_each_layout_has_a_file(self, batch: Batch, drafts: Path) -> None:
        batch(layouts=("official", "reading"))
        assert sorted(contents(drafts))[-2:] == ["青石镇-例会讲话-reading.docx", "青石镇-例会讲话.docx"]
        provenance = unpack((drafts / "青石镇-例会讲话-reading.docx").read_bytes())
        assert provenance is not None
        assert provenance.layout == "reading"

    def test_two_rows_of_one_name_are_both_kept(self, batch: Batch, drafts: Path) -> None:
        batch("单位名称,讲话人姓名\n青石镇,甲\n青石镇,乙\n")
        assert sorted(contents(drafts)) == ["青石镇-例会讲话-2.docx", "青石镇-例会讲话.docx"]

    def test_a_value_cannot_lead_out_of_the_folder(self, batch: Batch, drafts: Path) -> None:
        batch("单位名称\n../../青石镇\n/etc/白鹤镇\n")
        assert len(contents(drafts)) == 2
        assert [path.name for path in drafts.parent.iterdir() if path.suffix == ".docx"] == []


class TestFailed:
    def test_a_row_that_fails_does_not_stop_the_others(self, batch: Batch) -> None:
        outcomes = batch("单位名称,讲话日期,查处案件数\n青石镇,2026-13-01,许多\n白鹤镇,2026-03-13,2\n")
        assert statuses(outcomes) == [Status.FAILED, Status.WRITTEN]
        assert outcomes[0].reason == (
            "“讲话日期”没有“2026-13-01”这一天；“查处案件数”应当只写数字（如 12 或 3.5），这里是“许多”"
        )

    def test_a_template_may_fail_for_some_rows_only(
        self, batch: Batch, make_template: Callable[..., Template]
    ) -> None:
        fields = "  unit: {label: 单位名称}\n  cases: {label: 件数, type: number}"
        template = make_template("# 讲话\n\n共{{ 100 / cases }}件。", fields)
        outcomes = batch("单位名称,件数\n青石镇,0\n白鹤镇,4\n柳溪镇,\n", template=template)
        assert statuses(outcomes) == [Status.FAILED, Status.WRITTEN, Status.FAILED]
        assert "trial.md.j2 第 9 行" in outcomes[0].reason
        assert "没有填，不能拿来计算" in outcomes[2].reason

    def test_a_template_that_never_ends_fails_its_row(
        self, batch: Batch, make_template: Callable[..., Template]
    ) -> None:
        fields = "  unit: {label: 单位名称}\n  cases: {label: 件数, type: number}"
        body = "# 讲话\n\n{% for a in range(cases) %}{% for b in range(cases) %}字{% endfor %}{% endfor %}"
        outcomes = batch("单位名称,件数\n青石镇,99999\n白鹤镇,2\n", template=make_template(body, fields))
        assert statuses(outcomes) == [Status.FAILED, Status.WRITTEN]

    def test_a_cell_of_a_million_characters_fails_its_row(self, batch: Batch) -> None:
        outcomes = batch(f"单位名称\n{'长' * 1_000_000}\n白鹤镇\n")
        assert statuses(outcomes) == [Status.FAILED, Status.WRITTEN]
        assert "A2 单元格有 1000000 个字" in outcomes[0].reason

    def test_a_character_that_word_cannot_hold_fails_its_row(self, batch: Batch) -> None:
        outcomes = batch("单位名称\n青石\x01镇\n白鹤镇\n")
        assert statuses(outcomes) == [Status.FAILED, Status.WRITTEN]
        assert outcomes[0].reason == "“单位名称”含有 Word 文件放不下的字符 U+0001，请删掉"

    def test_a_full_disk_stops_the_run(
        self, batch: Batch, drafts: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replace = os.replace

        def replaced(source: str, target: str) -> None:
            if contents(drafts):
                raise OSError(errno.ENOSPC, "No space left on device")
            replace(source, target)

        monkeypatch.setattr(os, "replace", replaced)
        outcomes = batch()
        assert statuses(outcomes) == [Status.WRITTEN, Status.FAILED]
        assert "磁盘已满" in outcomes[1].reason
        assert outcomes[1].ends_run
        assert [path.name for path in drafts.iterdir()] == ["青石镇-例会讲话.docx"]


class TestRepeated:
    def test_what_did_not_change_is_left_alone(self, batch: Batch, drafts: Path) -> None:
        batch()
        before = {path: path.stat() for path in drafts.iterdir()}
        assert statuses(batch()) == [Status.UNCHANGED] * 3
        assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in drafts.iterdir()} == {
            path: (stat.st_mtime_ns, stat.st_ino) for path, stat in before.items()
        }

    def test_a_row_that_changed_is_made_again(self, batch: Batch, drafts: Path) -> None:
        batch()
        outcomes = batch(ROSTER.replace("王玉珍", "张永明"))
        assert statuses(outcomes) == [Status.UNCHANGED, Status.WRITTEN, Status.UNCHANGED]
        assert outcomes[1].reason == "讲话人姓名改了"
        assert "张永明" in "".join(read_docx((drafts / "白鹤镇-例会讲话.docx").read_bytes()).texts)

    def test_a_template_that_changed_makes_all_again(
        self, batch: Batch, make_template: Callable[..., Template]
    ) -> None:
        text = "单位名称\n青石镇\n"
        batch(text, template=make_template("# 讲话\n\n甲。"))
        assert batch(text, template=make_template("# 讲话\n\n乙。"))[0].reason == "模板改了"

    def test_a_layout_that_changed_makes_all_again(self, batch: Batch, tmp_path: Path) -> None:
        own = tmp_path / "own.docx"
        own.write_bytes((ROOT / "templates" / "layouts" / "official.docx").read_bytes())
        batch(layouts=(str(own),))
        own.write_bytes((ROOT / "templates" / "layouts" / "reading.docx").read_bytes())
        assert {outcome.reason for outcome in batch(layouts=(str(own),))} == {"版式改了"}

    def test_another_version_makes_all_again(self, batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
        batch()
        monkeypatch.setattr("generator.template.draft.__version__", "99.0")
        assert {outcome.reason for outcome in batch()} == {"speechgen 换了版本"}

    def test_a_draft_that_a_person_edited_is_never_overwritten(self, batch: Batch, drafts: Path) -> None:
        batch()
        edit(drafts / "白鹤镇-例会讲话.docx")
        before = contents(drafts)
        outcomes = batch(ROSTER.replace("王玉珍", "张永明"))
        assert statuses(outcomes) == [Status.UNCHANGED, Status.KEPT, Status.UNCHANGED]
        assert "有人改过，没有动它" in outcomes[1].reason
        assert contents(drafts) == before

    @pytest.mark.parametrize("data", [b"PK not a document", b"my own notes"])
    def test_a_file_that_is_not_ours_is_never_overwritten(
        self, batch: Batch, drafts: Path, data: bytes
    ) -> None:
        (drafts / "白鹤镇-例会讲话.docx").write_bytes(data)
        outcomes = batch()
        assert statuses(outcomes) == [Status.WRITTEN, Status.FAILED, Status.WRITTEN]
        assert (drafts / "白鹤镇-例会讲话.docx").read_bytes() == data

    def test_force_keeps_a_back_up(self, batch: Batch, drafts: Path) -> None:
        (drafts / "白鹤镇-例会讲话.docx").write_bytes(b"my own notes")
        assert statuses(batch(force=True)) == [Status.WRITTEN] * 3
        assert (drafts / "白鹤镇-例会讲话.docx~").read_bytes() == b"my own notes"

    def test_a_draft_that_a_power_failure_left_empty_is_made_again(self, batch: Batch, drafts: Path) -> None:
        (drafts / "白鹤镇-例会讲话.docx").write_bytes(b"")
        assert statuses(batch()) == [Status.WRITTEN] * 3

    def test_a_dry_run_says_all_this_and_writes_nothing(self, batch: Batch, drafts: Path) -> None:
        batch()
        edit(drafts / "青石镇-例会讲话.docx")
        (drafts / "柳溪镇-例会讲话.docx").unlink()
        before = contents(drafts)
        outcomes = batch(ROSTER.replace("王玉珍", "张永明") + "坏镇,三月,甲\n", dry_run=True)
        assert statuses(outcomes) == [Status.KEPT, Status.WRITTEN, Status.WRITTEN, Status.FAILED]
        assert contents(drafts) == before


class TestProcesses:
    def test_the_same_input_gives_the_same_bytes_whatever_their_number(
        self, batch: Batch, drafts: Path
    ) -> None:
        one = batch(many(50)), contents(drafts)
        for path in drafts.iterdir():
            path.unlink()
        assert (batch(many(50), processes=3), contents(drafts)) == one

    def test_outcomes_come_in_the_order_of_the_roster(self, batch: Batch) -> None:
        assert [outcome.row for outcome in batch(many(70), processes=2)] == list(range(2, 72))

    @pytest.mark.parametrize("processes", [1, 2])
    def test_a_run_that_is_stopped_finishes_what_it_began(
        self, batch: Batch, drafts: Path, processes: int
    ) -> None:
        wishes = iter([False, True])
        outcomes = batch(many(300), processes=processes, stopped=lambda: next(wishes, True))
        assert 0 < len(outcomes) < 300
        assert len(contents(drafts)) == len(outcomes)

    def test_few_rows_are_under_way_at_once_however_many_there_are(
        self, tmp_path: Path, drafts: Path, meeting: str
    ) -> None:
        template = load_template(meeting)
        (tmp_path / "名册.csv").write_text(many(2000), encoding="utf-8")
        matched = match(read_roster(tmp_path / "名册.csv"), template.fields, "名册.csv")
        shared = fill(template.fields)
        jobs = plan_jobs(template, matched, shared, ("official",))
        begun = 0

        def stopped() -> bool:
            nonlocal begun
            begun += CHUNK
            return begun > 1000

        outcomes = run(Plan(template.path, ("official",), shared, drafts, CREATED), jobs, 2, stopped)
        next(outcomes)
        assert begun <= 2 * AHEAD * CHUNK < 1000
        assert len(list(outcomes)) == 1000 // CHUNK * CHUNK - 1

    def test_a_template_that_is_gone_is_told(
        self, batch: Batch, make_template: Callable[..., Template]
    ) -> None:
        template = make_template("# 讲话\n\n甲。")
        template.path.unlink()
        with pytest.raises(Exception, match="没有模板文件"):
            batch(many(40), template=template, processes=2)


class TestKilled:
    """A run that was killed at any moment leaves only whole drafts, and the next makes the rest."""

    ROWS = 60

    @pytest.fixture
    def started(self, tmp_path: Path, drafts: Path, meeting: str) -> Callable[[], subprocess.Popen[bytes]]:
        """Starts the command in two processes, in a group of its own."""
        roster = tmp_path / "killed.csv"
        roster.write_text(many(self.ROWS), encoding="utf-8")
        command = [*COMMAND, "batch", meeting, str(roster), "-o", str(drafts), "--jobs", "2"]
        return lambda: subprocess.Popen(
            command,
            env=environment(SOURCE_DATE_EPOCH=str(int(CREATED.timestamp()))),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
    def test_at_eight_moments(
        self, batch: Batch, drafts: Path, started: Callable[[], subprocess.Popen[bytes]]
    ) -> None:
        batch(many(self.ROWS))
        whole = contents(drafts)
        for moment in range(8):
            for path in drafts.iterdir():
                path.unlink()
            process = started()
            while process.poll() is None and len(contents(drafts)) < moment * self.ROWS // 8:
                time.sleep(0.001)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert all(zipfile.ZipFile(path).testzip() is None for path in drafts.glob("*.docx"))
            batch(many(self.ROWS))
            assert contents(drafts) == whole

    def test_what_a_killed_run_left_behind_is_swept_away(self, tmp_path: Path) -> None:
        old, new, foreign = (
            tmp_path / name for name in (".稿.1.0123abcd.tmp", ".稿.2.0123abcd.tmp", ".my.tmp")
        )
        for path in (old, new, foreign):
            path.write_bytes(b"")
        for path in (old, foreign):
            os.utime(path, (0, 0))
        files.make_folder(tmp_path)
        assert [path.exists() for path in (old, new, foreign)] == [False, True, True]


class TestWhere:
    @pytest.fixture
    def table(self, tmp_path: Path) -> Path:
        path = tmp_path / "名册.csv"
        path.write_text(
            "单位名称,所属县,类别\n甲镇,云溪县,镇\n乙乡,云溪县,乡\n丙镇,临江县,镇\n", encoding="utf-8"
        )
        return path

    @pytest.mark.parametrize(
        ("conditions", "rows"),
        [
            ((), [2, 3, 4]),
            (("所属县=云溪县",), [2, 3]),
            ((" 所属县 = 云溪县 ",), [2, 3]),
            (("所属县=云溪县", "类别=镇"), [2]),
            (("单位名称=甲镇", "单位名称=丙镇"), [2, 4]),
            (("所属县=无",), []),
        ],
    )
    def test_it_picks_rows(self, table: Path, conditions: tuple[str, ...], rows: list[int]) -> None:
        read = read_roster(table)
        wanted = condition(read, conditions)
        assert [row.number for row in read.rows if wanted(row)] == rows

    def test_a_column_that_is_not_there_is_refused_with_the_nearest(self, table: Path) -> None:
        with pytest.raises(RosterError, match="名册没有“所在县”这一列。是不是“所属县”？"):
            condition(read_roster(table), ["所在县=云溪县"])

    def test_what_is_no_condition_is_refused(self, table: Path) -> None:
        with pytest.raises(RosterError, match="应当写成 --where 列=内容"):
            condition(read_roster(table), ["所属县"])

    def test_names_do_not_depend_on_which_rows_are_wanted(self, table: Path, meeting: str) -> None:
        template = load_template(meeting)
        table.write_text("单位名称,类别\n甲镇,一\n甲镇,二\n", encoding="utf-8")
        matched = match(read_roster(table), template.fields, "名册.csv")
        jobs = plan_jobs(
            template,
            matched,
            fill(template.fields),
            ("official",),
            wanted=condition(matched.table, ["类别=二"]),
        )
        assert [job.files for job in jobs] == [("甲镇-例会讲话-2.docx",)]


class TestReport:
    def test_it_is_a_table_that_excel_opens(self, tmp_path: Path) -> None:
        outcome = Outcome(5, "青石镇", "青石镇.docx", Status.FAILED, "“讲话日期”不对")
        path = write_report(tmp_path, [outcome, replace(outcome, row=6, status=Status.KEPT, reason="")])
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines())) == [
            ["行号", "单位", "文件", "结果", "说明"],
            ["5", "青石镇", "青石镇.docx", "没写成", "“讲话日期”不对"],
            ["6", "青石镇", "青石镇.docx", "保留未动", ""],
        ]

    def test_a_unit_is_never_a_formula(self, tmp_path: Path) -> None:
        write_report(tmp_path, [Outcome(2, "=cmd|'/c calc'!A1", "x.docx", Status.WRITTEN)])
        assert ",'=cmd" in (tmp_path / "report.csv").read_text(encoding="utf-8-sig")


def test_the_sample_roster_gives_forty_different_drafts() -> None:
    texts = [bench_similarity.text_of(speech) for _, speech in bench_similarity.drafts()]
    values = [value for value, _, _ in bench_similarity.similarities(texts)]
    assert len(texts) == 40
    assert median(values) <= 0.45
    assert max(values) <= 0.75
