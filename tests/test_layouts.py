"""Layouts by name or path, and the time that a file is made."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.errors import DocumentError
from generator.layouts import LAYOUTS, creation_time, find_layout, open_layout


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


class TestCreationTime:
    def test_it_is_now(self) -> None:
        assert abs(creation_time() - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(seconds=5)

    def test_it_can_be_given_for_reproducible_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773273600")
        assert creation_time() == datetime.datetime(2026, 3, 12, tzinfo=datetime.UTC)

    @pytest.mark.parametrize("given", ["", "now", "-1", "9" * 30])
    def test_what_is_no_time_is_passed_over(self, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        assert creation_time().year >= 2026
