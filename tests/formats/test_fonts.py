"""Fonts: which stand in for those that a machine has not."""

from __future__ import annotations

import pytest

from generator.formats import fonts
from generator.word.fonts import fonts_of
from tests.conftest import ROOT

OFFICIAL = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman"}


@pytest.fixture
def have(monkeypatch: pytest.MonkeyPatch):
    def have(*names: str) -> None:
        monkeypatch.setattr(fonts, "installed", lambda: frozenset(name.lower() for name in names))

    return have


def test_a_layout_names_its_fonts() -> None:
    assert fonts_of((ROOT / "templates" / "layouts" / "official.docx").read_bytes()) == OFFICIAL


def test_fonts_that_are_there_need_no_stand_in(have) -> None:
    have(*OFFICIAL)
    assert fonts.stand_ins(OFFICIAL) == {}


def test_a_stand_in_is_of_the_same_kind_where_there_is_one(have) -> None:
    have("FangSong", "KaiTi", "SimHei", "STZhongsong", "SimSun", "Noto Serif CJK SC")
    assert fonts.stand_ins(OFFICIAL) == {
        "仿宋_GB2312": "FangSong",
        "楷体_GB2312": "KaiTi",
        "黑体": "SimHei",
        "方正小标宋简体": "STZhongsong",
        "宋体": "SimSun",
    }


def test_serif_and_sans_stand_in_where_nothing_is_alike(have) -> None:
    have("Noto Serif CJK SC", "Noto Sans CJK SC")
    found = fonts.stand_ins(["仿宋_GB2312", "黑体", "方正粗宋简体"])
    assert found == {
        "仿宋_GB2312": "Noto Serif CJK SC",
        "方正粗宋简体": "Noto Serif CJK SC",
        "黑体": "Noto Sans CJK SC",
    }


def test_latin_fonts_are_left_to_the_office(have) -> None:
    have("Noto Serif CJK SC")
    assert fonts.stand_ins(["Times New Roman"]) == {}


def test_nothing_is_said_where_no_chinese_font_is_known(have) -> None:
    have()
    assert fonts.stand_ins(OFFICIAL) == {}


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("仿宋 (TrueType)", ["仿宋"]),
        ("宋体 & 新宋体 (TrueType)", ["宋体", "新宋体"]),
        ("Noto Serif CJK SC", ["Noto Serif CJK SC"]),
    ],
)
def test_the_registry_of_windows_names_one_or_several_fonts(entry: str, names: list[str]) -> None:
    assert list(fonts.font_names(entry)) == names
