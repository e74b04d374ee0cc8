"""The lists of the rules: YAML, kept as JSON in the user's cache."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import __version__
from generator.check.listed import read_entries, read_groups


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "speechgen" / __version__


def kept(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.json"))


def test_what_was_read_once_is_kept_and_read_the_same(cache: Path) -> None:
    first = read_groups("lexicon.yaml")
    (path,) = kept(cache)
    assert json.loads(path.read_bytes()) == first
    path.write_text('[{"kept": true}]', "utf-8")
    assert read_groups("lexicon.yaml") == [{"kept": True}]


def test_what_is_kept_but_damaged_is_read_anew(cache: Path) -> None:
    first = read_entries("phrases.yaml")
    (path,) = kept(cache)
    path.write_bytes(b'{"sets": [')
    assert read_entries("phrases.yaml") == first
    assert json.loads(path.read_bytes()) == first


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "sets" in read_entries("phrases.yaml")
