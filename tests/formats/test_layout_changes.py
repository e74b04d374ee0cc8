"""Changes of a layout that are written behind its name."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from generator.errors import DocumentError
from generator.formats.layouts import find_layout, layout_hash, layout_of, open_layout
from generator.model.layout_changes import LayoutChanges, layout_stem, parse_changes, split_name
from generator.word.appearance import layout_look

ALL = "official，行距28，页码居中，小标题加粗，主旨句楷体"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("official", ("official", "")),
        ("official，行距28", ("official", "行距28")),
        ("reading 主旨句加粗", ("reading", "主旨句加粗")),
        ("我的 版式.docx，行距28，页码居中", ("我的 版式.docx", "行距28，页码居中")),
        ("我的，版式.docx", ("我的，版式.docx", "")),
        ("nothing", ("nothing", "")),
    ],
)
def test_a_name_is_told_from_the_changes_behind_it(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    "text", ["行距28 页码居中", "行距28磅、页码居中", "页码居中，行距=28", "行距：28+页码居中"]
)
def test_changes_are_written_in_any_order_and_with_any_mark(text: str) -> None:
    assert parse_changes(text) == LayoutChanges(pitch=28, centres_numbers=True)


@pytest.mark.parametrize("text", ["行高28", "行距8", "行距", "居中"])
def test_what_is_no_change_is_refused_with_what_there_is(text: str) -> None:
    with pytest.raises(DocumentError, match="行距28"):
        find_layout(f"official，{text}")


def test_a_changed_layout_looks_so_and_else_as_before() -> None:
    plain, changed = (layout_look(open_layout(name)) for name in ("official", ALL))
    assert {look.pitch.value for look in changed.roles.values()} >= {28.0}
    assert changed.roles["Body Text"].pitch.value == 28
    assert changed.roles["Title"].after == pytest.approx(28)
    assert [changed.roles[f"heading {level}"].face.is_bold for level in (1, 2, 3, 4)] == [
        False,
        True,
        True,
        False,
    ]
    assert (changed.odd.align, changed.even.align) == ("center", "center")
    assert changed.page == plain.page
    assert changed.roles["Title"].face == plain.roles["Title"].face


@pytest.mark.parametrize(
    ("change", "bold", "font"), [("主旨句加粗", True, None), ("主旨句楷体", None, "楷体_GB2312")]
)
def test_a_lead_sentence_stands_out(change: str, bold: bool | None, font: str | None) -> None:
    sheet = docx.Document(io.BytesIO(open_layout(f"official，{change}").opened.saved())).styles
    style = sheet["Lead Sentence"]
    fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert style.font.bold is bold
    assert (None if fonts is None else fonts.get(qn("w:eastAsia"))) == font


def test_changes_make_another_layout_of_it() -> None:
    assert layout_hash("official") != layout_hash("official，行距28")
    assert layout_hash("official，行距28") == layout_hash("official 行距=28磅")


def test_they_add_nothing_to_the_name_of_a_file() -> None:
    assert layout_stem("reading，主旨句加粗") == "reading"


def test_a_draft_is_checked_and_updated_in_its_changed_layout(run, folder: Path) -> None:
    made = run("generate", "general", "-s", "unit=云溪县", "--no-input", "-o", "稿.docx", "--layout", ALL)
    assert made.status == 0, made.err
    assert "F0" not in run("check", "稿.docx", "--select", "F").out
    updated = run("update", "稿.docx", "-s", "speaker=王建国", "--accept")
    assert updated.status == 0, updated.err


def test_an_own_layout_is_found_again_with_its_changes(tmp_path: Path) -> None:
    from generator.model.provenance import Provenance

    own = tmp_path / "我的.docx"
    own.write_bytes(find_layout("official").read_bytes())
    name = f"{own}，行距28"
    known = Provenance("t", "h", "s", "", name, "1", "", {}, layout_hash(name))
    assert layout_of(known, "official", [tmp_path]) == name
