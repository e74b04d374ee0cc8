"""Drafts edited in LibreOffice: the XML is as another program writes it, and the updates open there."""

from __future__ import annotations

import shutil
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import NEW, updated
from .editing import accepted, rejected, texts

HERE = Path(__file__).parent
PYTHON = next(
    (
        path
        for path in ("/usr/bin/python3", shutil.which("python3") or "")
        if path and subprocess.run([path, "-c", "import uno"], capture_output=True).returncode == 0
    ),
    None,
)

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None or PYTHON is None,
    reason="LibreOffice with its Python bridge (python3-uno) is not installed",
)

Edit = Callable[[dict[str, tuple[str, bytes]]], dict[str, bytes]]

EDITS = (
    "nothing", "change_words", "add_sentence", "add_paragraph", "split", "join", "rewrite_heading", "bold",
    "add_table", "comment", "track_changes",
)  # fmt: skip


def in_libreoffice(jobs: dict[str, tuple[str, bytes]], folder: Path) -> dict[str, bytes]:
    """What LibreOffice makes of documents: each job is an edit and the document to make it in."""
    pipe = f"speechgen{uuid.uuid4().hex[:8]}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", "--norestore", profile, f"--accept=pipe,name={pipe};urp;"]
    words: list[str] = []
    for name, (edit, data) in jobs.items():
        (folder / f"{name}-in.docx").write_bytes(data)
        words += [edit, str(folder / f"{name}-in.docx"), str(folder / f"{name}-out.docx")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as office:
        try:
            run = [PYTHON, str(HERE / "in_libreoffice.py"), pipe, *words]
            subprocess.run(run, check=True, timeout=180, env={"PATH": "/usr/bin:/bin"})
        finally:
            office.terminate()
    return {name: (folder / f"{name}-out.docx").read_bytes() for name in jobs}


@pytest.fixture(scope="module")
def edited(draft: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The draft as LibreOffice saves it after each edit."""
    return in_libreoffice({edit: (edit, draft) for edit in EDITS}, tmp_path_factory.mktemp("edited"))


@pytest.fixture(scope="module")
def resolved(edited: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The updates of those, once LibreOffice accepted all changes in them, or rejected all."""
    jobs = {
        f"{name}-{what}": (what, updated(data, NEW).data)
        for name, data in edited.items()
        if name != "track_changes"
        for what in ("accept_all", "reject_all")
    }
    return in_libreoffice(jobs, tmp_path_factory.mktemp("resolved"))


def test_opened_and_saved_a_draft_has_nothing_new(edited: dict[str, bytes]) -> None:
    assert updated(edited["nothing"], {}).data is None


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit != "track_changes"])
def test_libreoffice_accepts_and_rejects_what_we_tracked(
    edit: str, edited: dict[str, bytes], resolved: dict[str, bytes]
) -> None:
    found = updated(edited[edit], NEW).data
    assert texts(resolved[f"{edit}-accept_all"]) == texts(accepted(found))
    assert texts(resolved[f"{edit}-reject_all"]) == texts(edited[edit])
    assert texts(updated(edited[edit], NEW, accepted=True).data) == texts(accepted(found))


@pytest.mark.parametrize(
    ("edit", "kept"),
    [
        ("change_words", "教训我们都记得"),
        ("add_sentence", "夜里要有灯。"),
        ("add_paragraph", "本县有二百四十座山塘。"),
        ("rewrite_heading", "一、夜里没人，隐患最大"),
        ("add_table", "值班表"),
        ("track_changes", "说涨就涨"),
        ("track_changes", "夜里要有灯。"),
    ],
)
def test_what_was_written_in_libreoffice_stays(edit: str, kept: str, edited: dict[str, bytes]) -> None:
    assert any(kept in text for text in texts(accepted(updated(edited[edit], NEW).data)))


@pytest.mark.parametrize("edit", EDITS)
def test_everything_else_is_new(edit: str, edited: dict[str, bytes]) -> None:
    said = "".join(texts(accepted(updated(edited[edit], NEW).data)))
    assert "【" not in said
    assert said.count("县纪委监委") == 2
    assert said.count("2026年3月12日") == 3
    assert "处理的有15人" in said
    assert "三是逐项销号" in said


def test_tracked_changes_of_the_person_can_still_be_rejected(edited: dict[str, bytes]) -> None:
    found = updated(edited["track_changes"], NEW).data
    assert any("涨水快" in text for text in texts(rejected(found)))
