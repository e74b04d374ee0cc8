"""However a run ends: a message of our own, what became of files, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli import ending
from generator.errors import DocumentError
from generator.formats import office, pdf

from ..conftest import ROOT, Run

processes = pytest.mark.skipif(sys.platform == "win32", reason="signals are others on Windows")


class TestFaults:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise KeyError("nobody thought of this")

        monkeypatch.setattr("generator.template.catalogue.list_templates", fail)

    @pytest.mark.usefixtures("broken")
    def test_an_error_that_nobody_thought_of_has_a_message(self, run: Run) -> None:
        outcome = run("list")
        assert outcome.status == ending.FAULT
        assert outcome.err.startswith("speechgen：程序自己出了错（KeyError），没有做完，没有写任何文件。\n")
        assert "正在做的是：speechgen list" in outcome.err
        assert "Traceback" not in outcome.err

    @pytest.mark.usefixtures("broken")
    def test_a_developer_can_see_the_traceback(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(ending.DEBUG, "1")
        with pytest.raises(KeyError):
            run("list")

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (MemoryError(), "内存不够，没有做完，没有写任何文件"),
            (KeyboardInterrupt(), "已停下，没有写任何文件"),
            (OSError(5, "Input/output error"), "读写时出错：磁盘出错，或者网络盘断开了"),
            (RecursionError(), "程序自己出了错（RecursionError），没有做完，没有写任何文件"),
        ],
    )
    def test_what_was_not_written_is_said(
        self, error: Exception, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ending.explain(error, [])
        assert capsys.readouterr().err.startswith(f"speechgen：{said}")

    @pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt(), KeyError()])
    def test_nothing_was_written_is_not_said_once_something_was(
        self, error: Exception, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ending.explain(error, [Path("a.docx")])
        assert "在这之前写出的都是完整的（a.docx）" in capsys.readouterr().err

    def test_interrupted_after_writing(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("generator.cli.report.print_reading", stop)
        outcome = run("generate", "general", "--no-input", "-o", "a.docx")
        assert outcome.status == ending.INTERRUPTED
        assert "没有写任何文件" not in outcome.err


@processes
class TestSignals:
    TEMPLATE = (
        "---\ntitle: 试用\nfields:\n  unit: {label: 单位名称}\n---\n"
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}\n"
    )
    STUCK = """
import ctypes, sys
from generator.cli import application, end_cleanly
end_cleanly()
print("ready", flush=True)
# A call in C that holds on to the interpreter and answers no signal.
while True:
    try:
        ctypes.PyDLL(None).usleep(60_000_000)
    except KeyboardInterrupt:
        pass
"""

    def started(self, code: str, folder: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    def test_a_second_interrupt_ends_what_answers_nothing(self, folder: Path) -> None:
        process = self.started(self.STUCK, folder)
        for _ in range(2):
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
        # The first breaks off the wait, the second comes while it waits again.
        assert process.wait(20) == -signal.SIGINT

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_libreoffice_and_its_folder_go_with_the_run(
        self, number: signal.Signals, folder: Path, tmp_path: Path
    ) -> None:
        """The program that stands for LibreOffice starts another one, as soffice does."""
        bin = tmp_path / "bin"
        temporary = tmp_path / "temporary"
        bin.mkdir()
        temporary.mkdir()
        (bin / "soffice").write_text(
            f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\ntouch {tmp_path}/started\nwait\n"
        )
        (bin / "soffice").chmod(0o755)
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "generate", "general", "--no-input", "-o", "a.pdf"],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONUTF8": "1",
                "PATH": f"{bin}:{os.environ['PATH']}",
                "TMPDIR": str(temporary),
            },
            stderr=subprocess.PIPE,
        )
        self.wait_for(tmp_path / "started")
        process.send_signal(number)
        assert process.wait(30) == (128 + signal.SIGTERM if number is signal.SIGTERM else ending.INTERRUPTED)
        child = int((tmp_path / "child").read_text())
        assert self.has_ended(child)
        assert list(temporary.iterdir()) == []
        assert list(folder.iterdir()) == []

    def wait_for(self, path: Path) -> None:
        end = time.monotonic() + 30
        while not path.exists():
            assert time.monotonic() < end
            time.sleep(0.05)

    def has_ended(self, process: int) -> bool:
        for _ in range(100):
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                return True
            if (
                Path(f"/proc/{process}/stat").exists()
                and Path(f"/proc/{process}/stat").read_text().split()[2] == "Z"
            ):
                return True
            time.sleep(0.05)
        return False


@processes
class TestOffice:
    @pytest.fixture
    def stands_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A program that stands for LibreOffice; a test says what it does."""
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        program.touch(mode=0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
        return program

    def test_what_hangs_is_ended_with_all_that_it_started(
        self, stands_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(office, "LONGEST", 1)
        stands_in.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n")
        with pytest.raises(DocumentError, match="1 秒还没有做完，已经停下"):
            pdf.from_docx(b"")
        assert TestSignals().has_ended(int((tmp_path / "child").read_text()))

    @pytest.mark.parametrize("made", ["", "%PDF-1.7", "<html>404</html>"])
    def test_what_is_no_pdf_is_not_taken_for_one(self, made: str, stands_in: Path) -> None:
        stands_in.write_text(
            '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
            + f"printf '%s' '{made}' > \"$2/draft.pdf\"\n"
        )
        with pytest.raises(DocumentError, match="没有做出 PDF"):
            pdf.from_docx(b"")

    def test_what_fails_is_told(self, stands_in: Path) -> None:
        stands_in.write_text("#!/bin/sh\nexit 3\n")
        with pytest.raises(DocumentError, match="LibreOffice 运行出错"):
            pdf.from_docx(b"")


def test_three_batches_into_one_folder(folder: Path, meeting: str) -> None:
    (folder / "名册.csv").write_text("单位名称\n" + "".join(f"镇{n}\n" for n in range(12)), encoding="utf-8")
    for _ in range(3):
        command = [sys.executable, "-m", "generator", "batch", meeting, "名册.csv", "-o", "讲稿", "--force"]
        (folder / "讲稿").mkdir(exist_ok=True)
        for number in range(300):
            left = folder / "讲稿" / f".{number}.docx.1.0123abcd.tmp"
            left.touch()
            os.utime(left, (time.time() - 3600,) * 2)
        runs = [
            subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(3)
        ]
        ends = [(run.communicate(timeout=60), run.returncode) for run in runs]
        assert [status for _, status in ends] == [0, 0, 0], ends
