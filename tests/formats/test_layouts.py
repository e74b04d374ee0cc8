"""Layouts by their names or paths, which one a document should look like, and the time a file is made."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.errors import DocumentError, SettingsError
from generator.formats.layouts import (
    LAYOUTS,
    creation_time,
    find_layout,
    layout_hash,
    layout_of,
    open_layout,
)
from generator.model.provenance import Provenance


class TestLayout:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_built_in_layouts_go_by_name(self, name: str) -> None:
        assert find_layout(name).name == f"{name}.docx"
        assert open_layout(name)

    def test_ones_own_goes_by_path(self, tmp_path: Path) -> None:
        path = tmp_path / "ours.docx"
        path.write_bytes(find_layout("official").read_bytes())
        assert find_layout(str(path)) == path
        assert open_layout(str(path))

    @pytest.mark.parametrize("name", ["offical", "none.docx", "", "长" * 300, "."])
    def test_another_name_is_refused(self, name: str) -> None:
        with pytest.raises(DocumentError, match=r"没有版式“.*”。自带的是 official、reading"):
            find_layout(name)


def made_in(layout: str, hash: str = "") -> Provenance:
    return Provenance("general", "", "", "standard", layout, "0.1.0", "", {}, hash)


class TestTheLayoutOfADocument:
    def test_is_the_usual_one_for_what_is_no_draft_of_ours(self) -> None:
        assert layout_of(None, "reading") == "reading"
        assert layout_of(made_in(""), "official") == "official"

    def test_is_the_one_that_it_was_made_in(self) -> None:
        assert layout_of(made_in("reading"), "official") == "reading"

    def test_is_found_by_name_and_what_is_in_it(self, tmp_path: Path) -> None:
        own = tmp_path / "本单位.docx"
        own.write_bytes(find_layout("reading").read_bytes())
        known = layout_hash(str(own))
        for written in ("C:\\\\版式\\\\本单位.docx", "/别处/本单位.docx", "本单位.docx"):
            assert layout_of(made_in(written, known), "official", [tmp_path]) == str(own)
        assert layout_of(made_in("本单位.docx", "别的"), "official", [tmp_path]) is None

    def test_a_path_in_a_provenance_is_not_followed(self, tmp_path: Path) -> None:
        own = tmp_path / "本单位.docx"
        own.write_bytes(find_layout("reading").read_bytes())
        assert layout_of(made_in(str(own), layout_hash(str(own))), "official") is None


def test_a_layout_of_ones_own_borrows_the_styles_that_it_lacks(tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "own.docx"))
    assert {role.value for role in open_layout(str(tmp_path / "own.docx")).styles} >= {"Title", "Closing"}


class TestCreationTime:
    def test_it_is_now(self) -> None:
        assert abs(creation_time() - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(seconds=5)

    def test_it_can_be_given_for_reproducible_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773273600")
        assert creation_time() == datetime.datetime(2026, 3, 12, tzinfo=datetime.UTC)

    def test_an_empty_one_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
        assert creation_time().year >= 2026

    @pytest.mark.parametrize("given", ["now", "-1", "253402300800", "9" * 30])
    def test_what_is_no_time_is_refused(self, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        with pytest.raises(SettingsError, match="应当是 1970 年以来的秒数"):
            creation_time()
