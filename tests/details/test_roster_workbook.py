"""Rosters in .xlsx files: cells as a person sees them, and what is refused."""

from __future__ import annotations

import datetime
import io
import resource
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generator.details.roster import RosterError, Table, read_roster
from generator.details.roster.workbook import read_workbook

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Saves lines as a workbook; `change` is given its only sheet before."""

    def save(*lines: list[Any], change: Callable[[Any], object] = lambda _: None) -> Path:
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        change(book.active)
        path = tmp_path / "名册.xlsx"
        book.save(path)
        return path

    return save


def shown(save: Save, value: Any, format: str | None = None) -> Any:
    """What a cell with that value and number format is read as."""

    def change(sheet: Any) -> None:
        if format is not None:
            sheet["B2"].number_format = format

    return read_roster(save(["单位名称", "值"], ["青石镇", value], change=change)).rows[0].values[1]


def rezipped(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, change(name, data))
    return path


def in_sheet(path: Path, old: str, new: str) -> Path:
    return rezipped(
        path, lambda name, data: data.replace(old.encode(), new.encode()) if "/sheet1" in name else data
    )


def refusal(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(RosterError) as refused:
        read_roster(path, sheet)
    return str(refused.value)


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "format", "expected"),
        [
            (1, "General", "1"),
            (1.0, "General", "1"),
            (0.1 + 0.2, "General", "0.3"),
            (12345678901, "General", "12345678901"),
            (-2.5, "General", "-2.5"),
            (1, "0", "1"),
            (1.005, "0.00", "1.01"),
            (0.256, "0%", "26%"),
            (0.256, "0.0%", "25.6%"),
            (1234567.5, "#,##0", "1,234,568"),
            (1234.5, "#,##0.00", "1,234.50"),
            (7, "000", "007"),
            (12, '0"件"', "12件"),
            (3, '"第"0"号"', "第3号"),
            (1500, '"¥"#,##0', "¥1,500"),
            (1500, "[$¥-804]#,##0", "¥1,500"),
            (-5, "0;[Red]-0", "-5"),
            (-5, "0_);(0)", "(5)"),
            (0, '0;-0;"零"', "零"),
            (12345, "0,", "12"),
            (0.5, "0.0#", "0.5"),
            (120000, "0.00E+00", "1.20E+05"),
            (0.5, "# ?/?", "0.5"),
            (0, "#", "0"),
        ],
    )
    def test_a_number_is_read_as_its_format_shows_it(
        self, save: Save, value: float, format: str, expected: str
    ) -> None:
        assert shown(save, value, format) == expected

    def test_a_truth_value_is_read_as_excel_shows_it(self, save: Save) -> None:
        assert shown(save, True) == "TRUE"


class TestDates:
    @pytest.mark.parametrize(
        "format", ["yyyy-mm-dd", "m/d/yyyy", 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d", "d-mmm-yy", "mm-dd-yy"]
    )
    def test_a_date_is_read_as_a_speech_writes_it(self, save: Save, format: str) -> None:
        assert shown(save, datetime.date(2026, 3, 12), format) == "2026年3月12日"

    @pytest.mark.parametrize("number", [14, 27, 28, 31, 36, 50, 57, 58])
    def test_the_built_in_formats_of_chinese_excel_are_dates(self, save: Save, number: int) -> None:
        path = save(
            ["单位名称", "值"],
            ["青石镇", 46093],
            change=lambda sheet: setattr(sheet["B2"], "number_format", "0.000"),
        )
        rezipped(
            path,
            lambda name, data: (
                data.replace(b'numFmtId="164"', f'numFmtId="{number}"'.encode()) if "styles" in name else data
            ),
        )
        rezipped(
            path,
            lambda name, data: (
                data.replace(b"<numFmts", b"<other").replace(b"</numFmts", b"</other")
                if "styles" in name
                else data
            ),
        )
        value = read_roster(path).rows[0].values[1]
        assert value in ("2026年3月12日", "2026年3月", "3月12日")

    @pytest.mark.parametrize(
        ("format", "expected"),
        [
            ('yyyy"年"m"月"', "2026年3月"),
            ('m"月"d"日"', "3月12日"),
            ("h:mm", "9:05"),
            ('h"时"mm"分"', "9时05分"),
            ("yyyy-mm-dd hh:mm", "2026年3月12日9:05"),
            ("[$-804]aaaa", "星期四"),
            ("mm:ss", "05:00"),
        ],
    )
    def test_a_part_of_a_date_is_read_as_it_is_shown(self, save: Save, format: str, expected: str) -> None:
        assert shown(save, datetime.datetime(2026, 3, 12, 9, 5), format) == expected

    def test_dates_can_count_from_1904(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.epoch = CALENDAR_MAC_1904
        book.active.append(["单位名称", "值"])
        book.active.append(["青石镇", datetime.date(2026, 3, 12)])
        book.save(tmp_path / "mac.xlsx")
        assert read_roster(tmp_path / "mac.xlsx").rows[0].values[1] == "2026年3月12日"

    def test_a_date_that_excel_cannot_show_fails_its_row(self, save: Save) -> None:
        path = save(
            ["单位名称", "值"],
            ["青石镇", -3],
            change=lambda sheet: setattr(sheet["B2"], "number_format", "yyyy-mm-dd"),
        )
        assert read_roster(path).rows[0].mistakes == ("B2 单元格显示为 ####，不是能用的日期或数，请重新填",)


class TestFormulas:
    def test_a_formula_is_read_as_the_value_that_was_computed(self, save: Save) -> None:
        path = save(["单位名称", "件数"], ["青石镇", "=1+2"])
        in_sheet(path, "<v></v>", "<v>3</v>")
        in_sheet(path, "<v />", "<v>3</v>")
        assert read_roster(path).rows[0].values == ("青石镇", "3")

    def test_one_that_was_never_computed_fails_its_row(self, save: Save) -> None:
        table = read_roster(save(["单位名称", "件数"], ["青石镇", "=1+2"], ["白鹤镇", 3]))
        assert table.rows[0].mistakes == (
            "B2 单元格的公式还没有算出结果。请用 Excel 或 WPS 打开，保存一次再用",
        )
        assert table.rows[1].values == ("白鹤镇", "3")

    @pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
    def test_an_error_fails_its_row(self, save: Save, error: str) -> None:
        table = read_roster(save(["单位名称", "件数"], ["青石镇", error]))
        assert table.rows[0].mistakes == (f"B2 单元格是错误值 {error}，请改好公式或直接填内容",)


class TestTable:
    def test_empty_rows_are_passed_over_and_rows_keep_their_number(self, save: Save) -> None:
        table = read_roster(save([], ["单位名称"], [None], ["青石镇"], ["  "], ["白鹤镇"]))
        assert [(row.number, row.values) for row in table.rows] == [(4, ("青石镇",)), (6, ("白鹤镇",))]

    def test_rich_text_is_read_without_its_looks_and_its_pronunciation(self, save: Save) -> None:
        path = save(["单位名称"], ["TEXT"])
        rich = '<r><rPr><b/></rPr><t>青石</t></r><r><t> 镇</t></r><rPh sb="0" eb="1"><t>qing</t></rPh>'
        rezipped(path, lambda _, data: data.replace(b"<t>TEXT</t>", rich.encode()))
        assert read_roster(path).rows[0].values == ("青石 镇",)

    def test_what_excel_escapes_is_unescaped(self, save: Save) -> None:
        assert shown(save, "甲_x000D_\n乙_x005F_x0041_") == "甲\r\n乙_x0041_"

    def test_the_first_visible_sheet_is_read(self, tmp_path: Path) -> None:
        assert read_roster(two_sheets(tmp_path)).rows[0].values == ("青石镇",)

    def test_another_sheet_is_read_when_it_is_named(self, tmp_path: Path) -> None:
        assert read_roster(two_sheets(tmp_path), "乡镇").rows[0].values == ("白鹤镇",)

    def test_a_sheet_that_is_not_there_is_told_with_those_that_are(self, tmp_path: Path) -> None:
        assert "没有工作表“乡 镇”。是不是“乡镇”？\n有的是：县直、乡镇" in refusal(
            two_sheets(tmp_path), "乡 镇"
        )

    def test_a_text_that_looks_like_something_else_stays_what_it_is(self, save: Save) -> None:
        def as_text(sheet: Any) -> None:
            for number, value in enumerate(["007", "=1+1", "#N/A", "1.0", "2026-03-12"], 2):
                sheet[f"B{number}"].value = value
                sheet[f"B{number}"].data_type = "s"

        path = save(["单位名称", "值"], *([f"{number}镇", ""] for number in range(5)), change=as_text)
        assert [row.values[1] for row in read_roster(path).rows] == [
            "007",
            "=1+1",
            "#N/A",
            "1.0",
            "2026-03-12",
        ]

    @given(
        st.lists(
            st.text(
                st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n\t")
            ),
            min_size=1,
            max_size=5,
        )
    )
    def test_any_text_is_read_as_it_was_written(self, texts: list[str]) -> None:
        texts = [text.replace("_x", "x") for text in texts]
        table = of_texts(texts)
        assert [row.values[1] for row in table.rows] == [text if text.strip() else None for text in texts]


def two_sheets(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "隐藏的"
    book.active.sheet_state = "hidden"
    for name, unit in (("县直", "青石镇"), ("乡镇", "白鹤镇")):
        sheet = book.create_sheet(name)
        sheet.append(["单位名称"])
        sheet.append([unit])
    book.active = 1
    book.save(folder / "两张.xlsx")
    return folder / "两张.xlsx"


def of_texts(texts: list[str]) -> Table:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["单位名称", "值"])
    for number, text in enumerate(texts):
        cell = WriteOnlyCell(sheet, value="")
        cell.value, cell.data_type = text, "s"
        sheet.append([f"{number}镇", cell])
    held = io.BytesIO()
    book.save(held)
    return read_workbook(held.getvalue(), "名册.xlsx")


class TestRefused:
    def test_merged_cells(self, save: Save) -> None:
        path = save(["单位名称", None], ["青石镇", 1], change=lambda sheet: sheet.merge_cells("A1:B1"))
        assert "A1:B1是合并的单元格，分不清是哪一列" in refusal(path)

    def test_merged_cells_below_the_table_do_no_harm(self, save: Save) -> None:
        path = save(["单位名称"], ["青石镇"], change=lambda sheet: sheet.merge_cells("A9:B9"))
        assert len(read_roster(path).rows) == 1

    def test_an_empty_workbook(self, save: Save) -> None:
        assert "里面什么也没有" in refusal(save())

    def test_a_header_only(self, save: Save) -> None:
        assert "只有表头" in refusal(save(["单位名称"]))

    def test_a_workbook_with_a_password(self, tmp_path: Path) -> None:
        path = tmp_path / "名册.xlsx"
        path.write_bytes(
            bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500) + "EncryptedPackage".encode("utf-16-le")
        )
        assert "设有打开密码。请用 Excel 或 WPS 打开，取消密码后保存" in refusal(path)

    def test_an_xls(self, tmp_path: Path) -> None:
        path = tmp_path / "名册.xls"
        path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(5000))
        assert (
            "是旧格式（.xls 或 .et），读不了。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”再用"
            in refusal(path)
        )

    def test_a_web_page_that_calls_itself_xls(self, tmp_path: Path) -> None:
        path = tmp_path / "名册.xls"
        path.write_text("<html><table><tr><td>单位名称</td></tr></table></html>", encoding="utf-8")
        assert "不是 .xlsx 文件" in refusal(path)

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
    def test_one_that_is_cut_off(self, save: Save, share: float) -> None:
        path = save(["单位名称"], ["青石镇"])
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
        assert "不完整或已损坏" in refusal(path)

    @pytest.mark.parametrize(
        ("old", "new"),
        [("</row>", "<row>"), ('r="A1"', 'r="??"'), ('r="1"', 'r="one"'), ('t="inlineStr"', 't="s"')],
    )
    def test_one_with_damaged_cells(self, save: Save, old: str, new: str) -> None:
        assert "不完整或已损坏" in refusal(in_sheet(save(["单位名称"], ["青石镇"]), old, new))

    def test_a_document_that_is_no_workbook(self, tmp_path: Path) -> None:
        path = tmp_path / "名册.xlsx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("word/document.xml", "<a/>")
        assert "不完整或已损坏" in refusal(path)

    def test_an_entity_bomb(self, save: Save) -> None:
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet'
        assert "不予打开" in refusal(in_sheet(save(["单位名称"], ["青石镇"]), "<worksheet", bomb))

    def test_a_table_too_wide(self, save: Save) -> None:
        def far(sheet: Any) -> None:
            sheet.cell(2, 2000, "甲")

        assert "名册最多 1000 列" in refusal(save(["单位名称"], ["青石镇"], change=far))

    @pytest.mark.skipif(sys.platform == "win32", reason="resource is not on Windows")
    @pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
    def test_a_zip_bomb_without_taking_the_memory_it_asks_for(self, save: Save, part: str) -> None:
        path = save(["单位名称"], ["青石镇"])
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                if name != part:
                    package.writestr(name, data)
            with package.open(part, "w", force_zip64=True) as stream:
                for _ in range(600):
                    stream.write(b" " * (1 << 20))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert "展开后大得不像一份名册" in refusal(path)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024
