"""File names of drafts: safe everywhere, and no two alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats.file_names import MOST_BYTES, PatternError, parse_pattern, safe_stem, unique_names

ANYTHING = st.text(st.characters(), max_size=300) | st.sampled_from(
    [
        "../../etc/passwd",
        "..",
        ".",
        "",
        " ",
        "CON",
        "nul.txt",
        "com1",
        "a:b",
        "C:\\x",
        "/",
        "\0",
        "~$a",
        "a. .",
        "-",
        "\ud800",
    ]
)
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
}


class TestSafe:
    @given(ANYTHING)
    def test_a_name_is_one_that_windows_and_linux_allow(self, text: str) -> None:
        stem = safe_stem(text)
        assert stem
        assert not set(stem) & set('<>:"/\\|?*')
        assert stem.isprintable()
        assert stem == stem.strip(". ")
        assert stem.partition(".")[0].strip().lower() not in RESERVED
        assert len(stem.encode()) <= MOST_BYTES

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("青石镇-讲话", "青石镇-讲话"),
            ("../../外面", "／..／外面"),
            ("一季度/二季度：总结?", "一季度／二季度：总结？"),
            ("讲话. . ", "讲话"),
            ("甲\n乙\t丙　丁", "甲 乙 丙 丁"),
            ("CON", "_CON"),
            ("nul.2026", "_nul.2026"),
            ("~$讲话", "$讲话"),
            ("...", "讲话稿"),
            ("e\u0301", "é"),
        ],
    )
    def test_it_stays_readable(self, text: str, expected: str) -> None:
        assert safe_stem(text) == expected

    def test_a_long_name_is_cut_between_characters(self) -> None:
        assert safe_stem("讲" * 200) == "讲" * (MOST_BYTES // 3)


class TestUnique:
    def test_rows_of_the_same_name_are_all_kept(self) -> None:
        assert [*unique_names(["甲", "乙", "甲", "甲"], [""])] == [
            ("甲.docx",),
            ("乙.docx",),
            ("甲-2.docx",),
            ("甲-3.docx",),
        ]

    def test_a_name_that_a_number_made_is_taken_too(self) -> None:
        assert [*unique_names(["甲", "甲", "甲-2"], [""])] == [("甲.docx",), ("甲-2.docx",), ("甲-2-2.docx",)]

    def test_case_does_not_tell_names_apart(self) -> None:
        assert [*unique_names(["ABC", "abc"], [""])] == [("ABC.docx",), ("abc-2.docx",)]

    def test_each_layout_has_its_own_file(self) -> None:
        assert [*unique_names(["甲", "甲-reading"], ["", "-reading"])] == [
            ("甲.docx", "甲-reading.docx"),
            ("甲-reading-2.docx", "甲-reading-2-reading.docx"),
        ]

    @given(st.lists(ANYTHING, max_size=40))
    def test_no_two_are_one_file_and_none_is_too_long(self, texts: list[str]) -> None:
        names = [name for files in unique_names(texts, ["", "-reading"]) for name in files]
        assert len({name.casefold() for name in names}) == len(names) == 2 * len(texts)
        assert all(len(name.encode()) <= MOST_BYTES for name in names)

    def test_ten_thousand_of_one_name_take_no_time(self) -> None:
        assert [*unique_names(["甲"] * 10_000, [""])][-1] == ("甲-10000.docx",)


class TestPattern:
    def test_it_is_text_and_names_by_turns(self) -> None:
        assert parse_pattern("{row}-{ 单位名称 }讲话.docx", ("row", "单位名称")) == (
            "",
            "row",
            "-",
            "单位名称",
            "讲话",
        )

    def test_an_unknown_name_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(PatternError, match="没有“单位名”这一项。是不是“单位名称”？"):
            parse_pattern("{单位名}", ("unit", "单位名称"))

    @pytest.mark.parametrize("pattern", ["", "  ", "{unit", "unit}", "{{unit}}", ".docx"])
    def test_what_is_no_pattern_is_refused(self, pattern: str) -> None:
        with pytest.raises(PatternError, match="--name"):
            parse_pattern(pattern, ("unit",))
