"""Files written: as private as what they replace, through no link that nobody named, whole."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from generator import files
from generator.batch.outcome import Outcome, Status
from generator.batch.report import write_report
from generator.errors import FileError, writing_record
from generator.files import names, writing
from generator.formats import reports

from ..conftest import Run

links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@modes
class TestPrivacy:
    @pytest.fixture
    def private(self, tmp_path: Path) -> Path:
        path = tmp_path / "稿.docx"
        path.write_bytes(b"one")
        path.chmod(0o600)
        return path

    def test_a_copy_is_as_private(self, private: Path) -> None:
        assert mode(files.back_up(private)) == 0o600

    def test_it_is_private_while_it_is_written(self, private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[int] = []
        monkeypatch.setattr(os, "fsync", lambda handle: seen.append(stat.S_IMODE(os.fstat(handle).st_mode)))
        files.write_whole(private, b"two")
        files.back_up(private)
        assert seen == [0o600, 0o600]

    def test_what_is_not_ready_is_nobody_elses(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "稿.docx"
        path.write_bytes(b"one")
        path.chmod(0o644)
        seen: list[int] = []
        write = writing._write

        def look(file, data: bytes) -> None:
            seen.append(stat.S_IMODE(os.fstat(file.fileno()).st_mode))
            write(file, data)

        monkeypatch.setattr(writing, "_write", look)
        files.write_whole(path, b"two")
        assert seen == [0o600]
        assert mode(path) == 0o644

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
    def test_the_owner_stays_when_root_writes(self, private: Path) -> None:
        os.chown(private, 12345, 12346)
        private.chmod(0o640)
        copy = files.back_up(private)
        files.write_whole(private, b"two")
        for path in (private, copy):
            assert (path.stat().st_uid, path.stat().st_gid, mode(path)) == (12345, 12346, 0o640)

    def test_a_group_that_cannot_be_kept_loses_its_right(
        self, private: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError

        private.chmod(0o664)
        there = os.stat_result((*private.stat()[:5], 54321, *private.stat()[6:]))
        monkeypatch.setattr(os, "fchown", refuse)
        with open(private, "r+b", buffering=0) as file:
            writing._dress(file, there)
        assert mode(private) == 0o604


@modes
@pytest.mark.parametrize("command", ["write_whole", "require_place"])
def test_a_file_that_is_write_protected_is_left_alone(command: str, tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(b"one")
    path.chmod(0o444)
    with pytest.raises(FileError, match="这个文件是只读的，没有动它"):
        getattr(files, command)(path, *([b"two"] if command == "write_whole" else []))
    assert path.read_bytes() == b"one"


@links
class TestLinks:
    def test_a_link_to_nowhere_does_not_make_its_target(self, tmp_path: Path) -> None:
        (tmp_path / "稿.docx").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(FileError, match="是链接，指向的文件不在"):
            files.write_whole(tmp_path / "稿.docx", b"new")
        assert not (tmp_path / "elsewhere").exists()

    def test_a_link_under_a_name_of_the_programs_own_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "real").write_bytes(b"old")
        (tmp_path / "report.csv").symlink_to("real")
        with pytest.raises(FileError, match="同名的链接，没有动它"):
            files.write_whole(tmp_path / "report.csv", b"new", own_name=True)
        assert (tmp_path / "real").read_bytes() == b"old"

    def test_a_link_to_the_file_itself_is_no_copy_of_it(self, tmp_path: Path) -> None:
        path = tmp_path / "c.docx"
        path.write_bytes(b"one")
        (tmp_path / "c.docx~").symlink_to("c.docx")
        assert files.back_up(path) == tmp_path / "c.docx~2"

    @pytest.mark.parametrize("exists", [True, False])
    @pytest.mark.parametrize("force", [[], ["--force"]])
    def test_batch_follows_no_link_in_its_folder(
        self, exists: bool, force: list[str], run: Run, folder: Path, meeting: str
    ) -> None:
        (folder / "名册.csv").write_text("单位名称\n青石镇\n", encoding="utf-8")
        (folder / "讲稿").mkdir()
        target = folder / "elsewhere.docx"
        if exists:
            target.write_bytes(b"another's")
        (folder / "讲稿" / "青石镇.docx").symlink_to(target)
        outcome = run("batch", meeting, "名册.csv", "-o", "讲稿", "--name", "{unit}", *force)
        assert outcome.status == 1
        assert "同名的链接" in outcome.out
        assert target.exists() == exists
        assert not exists or target.read_bytes() == b"another's"

    def test_update_of_a_folder_follows_no_link(self, run: Run, folder: Path, meeting: str) -> None:
        run("generate", meeting, "-s", "unit=青石镇", "--no-input", "-o", "elsewhere.docx")
        before = (folder / "elsewhere.docx").read_bytes()
        (folder / "讲稿").mkdir()
        (folder / "讲稿" / "a.docx").symlink_to(folder / "elsewhere.docx")
        outcome = run("update", "讲稿", "-s", "unit=白鹤镇")
        assert "同名的链接" in outcome.out
        assert (folder / "elsewhere.docx").read_bytes() == before


class TestReports:
    OUTCOMES = (Outcome(2, "=1+1", "a.docx", Status.WRITTEN),)

    def test_an_earlier_report_is_replaced(self, tmp_path: Path) -> None:
        assert write_report(tmp_path, self.OUTCOMES) == write_report(tmp_path, ())
        assert "a.docx" not in (tmp_path / "report.csv").read_text("utf-8-sig")

    def test_another_file_of_that_name_stays(self, tmp_path: Path) -> None:
        (tmp_path / "report.csv").write_text("我的表\n", encoding="utf-8")
        assert write_report(tmp_path, self.OUTCOMES) == tmp_path / "report-2.csv"
        assert write_report(tmp_path, self.OUTCOMES) == tmp_path / "report-2.csv"
        assert (tmp_path / "report.csv").read_text("utf-8") == "我的表\n"

    @links
    def test_a_link_of_that_name_stays(self, tmp_path: Path) -> None:
        (tmp_path / "report.csv").symlink_to(tmp_path / "elsewhere")
        assert write_report(tmp_path, self.OUTCOMES) == tmp_path / "report-2.csv"
        assert not (tmp_path / "elsewhere").exists()

    @pytest.mark.parametrize(
        "text",
        ["=1+1", "@SUM(1)", "+1", "-1", "＝1+1", "＠x", "\n=1", "\ufeff=1", " \t=cmd|x", "\r=1", '"=1'],
    )
    def test_no_text_in_it_becomes_a_formula(self, text: str, tmp_path: Path) -> None:
        import csv

        path = reports.write_report(tmp_path, "r.csv", ["甲"], [[text]])
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file))[1] == [f"'{text}"]

    def test_half_a_character_in_a_name_does_not_end_it(self, tmp_path: Path) -> None:
        assert write_report(tmp_path, [Outcome(2, "甲\udc80", "a.docx", Status.WRITTEN)]).exists()


class TestLeftovers:
    def old(self, path: Path) -> Path:
        os.utime(path, (time.time() - 3600,) * 2)
        return path

    def test_a_folder_named_like_a_temporary_file_is_no_hindrance(self, tmp_path: Path) -> None:
        (tmp_path / ".a.docx.1.0123abcd.tmp").mkdir()
        self.old(tmp_path / ".a.docx.1.0123abcd.tmp")
        files.make_folder(tmp_path)

    def test_another_run_may_sweep_at_the_same_time(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / ".a.docx.1.0123abcd.tmp").write_bytes(b"")
        self.old(tmp_path / ".a.docx.1.0123abcd.tmp")
        unlink = os.unlink

        def taken(path: str, **named: object) -> None:
            unlink(path)
            raise FileNotFoundError

        monkeypatch.setattr(os, "unlink", taken)
        files.make_folder(tmp_path)

    @pytest.mark.parametrize("command", ["update", "generate"])
    def test_what_a_killed_run_left_is_swept_by_the_next(
        self, command: str, run: Run, folder: Path, meeting: str
    ) -> None:
        run("generate", meeting, "-s", "unit=青石镇", "--no-input", "-o", "draft.docx")
        left = folder / ".draft.docx.1.0123abcd.tmp"
        left.write_bytes(b"half")
        self.old(left)
        arguments = {
            "update": ["update", "draft.docx", "-s", "unit=白鹤镇"],
            "generate": ["generate", meeting, "-s", "unit=青石镇", "--no-input", "-o", "draft.docx"],
        }
        assert run(*arguments[command]).status == 0
        assert not left.exists()

    def test_an_update_leaves_no_lock(self, run: Run, folder: Path, meeting: str, tmp_path: Path) -> None:
        import tempfile

        run("generate", meeting, "-s", "unit=青石镇", "--no-input", "-o", "draft.docx")
        before = set(Path(tempfile.gettempdir()).glob("speechgen-*"))
        assert run("update", "draft.docx", "-s", "unit=白鹤镇").status == 0
        assert set(Path(tempfile.gettempdir()).glob("speechgen-*")) <= before
        assert {path.name for path in folder.iterdir()} == {"draft.docx", "draft.docx~"}


class TestNoted:
    def test_what_was_written_is_known(self, tmp_path: Path) -> None:
        with writing_record() as written:
            files.write_whole(tmp_path / "a", b"one")
            files.back_up(tmp_path / "a")
        assert written == [tmp_path / "a", tmp_path / "a~"]

    def test_what_failed_was_not(self, tmp_path: Path) -> None:
        with writing_record() as written, pytest.raises(FileError):
            files.write_whole(tmp_path / "none" / "a", b"one")
        assert written == []


class TestWindows:
    """What only happens there, as far as it can be tried elsewhere."""

    def test_a_file_that_is_just_being_read_is_tried_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tried: list[int] = []
        replace = os.replace

        def busy(source: str, target: str) -> None:
            tried.append(1)
            if len(tried) < 3:
                raise PermissionError
            replace(source, target)

        monkeypatch.setattr(writing, "_ON_WINDOWS", True)
        monkeypatch.setattr(writing, "PAUSE", 0)
        monkeypatch.setattr(os, "replace", busy)
        files.write_whole(tmp_path / "稿.docx", b"new")
        assert len(tried) == 3

    @pytest.mark.parametrize(
        "name", ["a:b.docx", "CON", "nul.docx", "com1.txt", "a?.docx", "LPT²", "a\tb.docx"]
    )
    def test_names_that_are_none_there_are_refused(self, name: str) -> None:
        with pytest.raises(FileError, match="Windows 上不能用"):
            names.require_name(Path("稿", name), on_windows=True)

    @pytest.mark.parametrize("name", ["讲话.docx", "console.docx", "a.con.docx"])
    def test_others_are_not(self, name: str) -> None:
        names.require_name(Path("稿", name), on_windows=True)
