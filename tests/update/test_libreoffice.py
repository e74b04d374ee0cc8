"""Drafts edited in LibreOffice: the XML is as another program writes it, and the updates open there."""

from __future__ import annotations

import pytest

from ..office import Office, find_python, is_demanded
from .conftest import NEW, updated
from .editing import accepted, rejected, texts

EDITS = (
    "nothing", "change_words", "add_sentence", "add_paragraph", "split", "join", "rewrite_heading", "bold",
    "add_table", "comment", "track_changes",
)  # fmt: skip


@pytest.fixture(scope="module")
def python() -> str:
    """The Python that has LibreOffice's bridge."""
    found = find_python()
    if found is None:
        (pytest.fail if is_demanded() else pytest.skip)("LibreOffice's bridge (python3-uno) is not installed")
    return found


@pytest.fixture(scope="module")
def edited(draft: bytes, office: Office, python: str) -> dict[str, bytes]:
    """The draft as LibreOffice saves it after each edit."""
    return office.edit(python, {edit: (edit, draft) for edit in EDITS})


@pytest.fixture(scope="module")
def resolved(edited: dict[str, bytes], office: Office, python: str) -> dict[str, bytes]:
    """The updates of those, once LibreOffice accepted all changes in them, or rejected all."""
    jobs = {
        f"{name}-{what}": (what, updated(data, NEW).data)
        for name, data in edited.items()
        if name != "track_changes"
        for what in ("accept_all", "reject_all")
    }
    return office.edit(python, jobs)


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
