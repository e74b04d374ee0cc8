"""A roster that means harm: large when opened, or large by what its rows and columns come to."""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.details.roster import RosterError, match, read_roster, require_known
from generator.details.roster.number_format import NotShown, shown
from generator.details.yaml import YamlError
from generator.errors import DetailsError, FileError, SpeechgenError
from generator.template.template import Template

from .workbooks import ROWS, cell, row, workbook

SECONDS = 10.0


@pytest.fixture(autouse=True)
def collector_off() -> Iterator[None]:
    """How long collecting garbage takes depends on all that other tests have left."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[str, bytes], str]:
    """Why a roster of that name is refused, in time."""

    def refused(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        began = time.process_time()
        with pytest.raises(SpeechgenError) as error:
            read_roster(path)
        assert time.process_time() - began < SECONDS
        return str(error.value)

    return refused


Make = Callable[..., Template]
Refused = Callable[[str, bytes], str]


def mixed(spellings: list[str], count: int) -> str:
    """Elements spelt at random: packed, they are too little smaller to be told by that."""
    return "".join(random.Random(1).choices(spellings, k=count))


class TestWorkbooks:
    def test_millions_of_empty_texts(self, refused: Refused) -> None:
        texts = mixed(["<si/>", "<si />", "<si></si>"], 2_000_001)
        assert "大得不像一份名册" in refused("a.xlsx", workbook(texts=texts))

    def test_millions_of_formats(self, refused: Refused) -> None:
        styles = f"<cellXfs>{mixed(['<xf/>', '<xf />', '<xf></xf>'], 2_100_000)}</cellXfs>"
        assert "大得不像一份名册" in refused("a.xlsx", workbook(styles=styles))

    @pytest.mark.parametrize("junk", ["<x/>", "<mergeCell/>"])
    def test_millions_of_other_elements(self, junk: str, refused: Refused) -> None:
        spelt = mixed([junk, junk.replace("/>", " />")], 2_500_000)
        assert "大得不像一份名册" in refused("a.xlsx", workbook(after=spelt))

    def test_a_wide_row_above_many_short_ones(self, refused: Refused) -> None:
        rows = row(*(cell(f"栏{number}") for number in range(900))) + row(cell("甲")) * 6_000
        assert "格子太多" in refused("a.xlsx", workbook(rows))

    def test_half_a_million_merged_cells_below_the_table(self, tmp_path: Path) -> None:
        merged = "".join(f'<mergeCell ref="A{n}:B{n + 500_000}"/>' for n in range(60_000, 260_000))
        path = tmp_path / "a.xlsx"
        path.write_bytes(workbook(ROWS * 2_000, f"<mergeCells>{merged}</mergeCells>"))
        began = time.process_time()
        assert len(read_roster(path).rows) == 3_999
        assert time.process_time() - began < SECONDS

    def test_merged_cells_over_the_table_are_still_found(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(workbook(after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
        with pytest.raises(RosterError, match="A1:B2是合并的单元格"):
            read_roster(path)

    def test_a_format_of_brackets(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        styles = (
            f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 200_000}"/></numFmts>'
            '<cellXfs><xf numFmtId="200"/></cellXfs>'
        )
        path.write_bytes(workbook(row(cell("单位名称")) + row('<c s="0"><v>7</v></c>'), styles=styles))
        began = time.process_time()
        assert read_roster(path).rows[0].values == ("7",)
        assert time.process_time() - began < SECONDS

    @pytest.mark.parametrize(("written", "read"), [("_xD800_甲", "_xD800_甲"), ("_x4E00_", "一")])
    def test_half_a_character_stays_as_it_is_written(self, written: str, read: str, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(workbook(row(cell("单位名称")) + row(cell(written))))
        assert read_roster(path).rows[0].values == (read,)


class TestNumberFormats:
    @pytest.mark.parametrize("code", ["0." + "0" * 24, "#,##0." + "0" * 200, "0" + "%" * 200])
    @pytest.mark.parametrize("number", [1.5, -0.1, 1e300, 1e-300])
    def test_many_digits_are_shown(self, code: str, number: float) -> None:
        assert shown(number, code)

    @pytest.mark.parametrize("number", [float("nan"), float("inf")])
    @pytest.mark.parametrize("code", ["General", "0", "0.00%", "yyyy"])
    def test_what_is_no_number_is_not_shown(self, number: float, code: str) -> None:
        with pytest.raises(NotShown):
            shown(number, code)


class TestTexts:
    def test_yaml_whose_items_have_each_a_key_of_their_own(self, refused: Refused) -> None:
        assert "名册最多 1000 列" in refused(
            "a.yaml", "".join(f"- k{n}: 1\n" for n in range(20_000)).encode()
        )

    def test_yaml_with_many_directives(self, refused: Refused) -> None:
        tags = "".join(f"%TAG !a{n}! tag:{n}\n" for n in range(160_000))
        assert "以 % 开头" in refused("a.yaml", f"{tags}---\n- unit: 甲\n".encode())

    @pytest.mark.parametrize("sign", ["[", "{", "? ", "- ", "!a ", "&a ", "* ", "'", '"', "|", "a: "])
    def test_yaml_of_one_sign(self, sign: str, refused: Refused) -> None:
        refused("a.yaml", b"- " + sign.encode() * 100_000)

    def test_csv_as_wide_as_it_is_long(self, refused: Refused) -> None:
        data = ",".join(f"栏{number}" for number in range(20_000)) + "\n" + "甲\n" * 20_000
        assert "名册最多 1000 列" in refused("a.csv", data.encode())

    def test_csv_of_many_full_rows(self, refused: Refused) -> None:
        line = "单位名称" + ",x" * 900 + "\n"
        assert "格子太多" in refused("a.csv", line.encode() * 6_000)

    def test_empty_cells_that_a_spreadsheet_leaves_behind_do_not_count(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text(f"单位名称{',' * 16_000}\n青石镇{',' * 16_000}\n", encoding="utf-8")
        assert read_roster(tmp_path / "a.csv").columns == ("单位名称",)

    @pytest.mark.parametrize("name", ["a.csv", "a.yaml", "a.xlsx"])
    def test_a_file_far_too_large_is_not_read(self, name: str, tmp_path: Path, refused: Refused) -> None:
        with open(tmp_path / name, "wb") as file:
            file.truncate(1 << 32)
        with pytest.raises(FileError, match=r"文件太大，最多 \d+ MB"):
            read_roster(tmp_path / name)

    def test_a_header_of_marks_to_be_put_in_order(self, tmp_path: Path, make_template: Make) -> None:
        """Putting combining marks in order takes the square of their number."""
        (tmp_path / "a.csv").write_text(f"单位名称,{'̣́' * 300_000}\n甲,乙\n", encoding="utf-8")
        began = time.process_time()
        fields = make_template("").fields
        found = match(read_roster(tmp_path / "a.csv"), fields, "a.csv")
        with pytest.raises(RosterError, match="有 1 列模板里没有"):
            require_known(found, fields, "a.csv")
        assert time.process_time() - began < SECONDS

    def test_many_unknown_columns_are_told_in_short(self, tmp_path: Path, make_template: Make) -> None:
        columns = ",".join(f"栏目{number}" for number in range(900))
        (tmp_path / "a.csv").write_text(f"单位名称,{columns}\n甲\n", encoding="utf-8")
        fields = make_template("").fields
        found = match(read_roster(tmp_path / "a.csv"), fields, "a.csv")
        with pytest.raises(RosterError, match="还有 880 列") as error:
            require_known(found, fields, "a.csv")
        assert len(str(error.value).splitlines()) < 30


class TestDetails:
    def test_many_unknown_fields_are_told_in_short(self, make_template: Make) -> None:
        from generator.details.details import fill
        from generator.details.entry import Entry

        entries = [Entry(f"无此项{number}", "1", "表") for number in range(10_000)]
        with pytest.raises(DetailsError, match="后面还有") as error:
            fill(make_template("").fields, entries)
        assert len(error.value.mistakes) < 100

    def test_a_number_of_marks_to_be_put_in_order(self, make_template: Make) -> None:
        began = time.process_time()
        for kind in ("number", "date"):
            template = make_template("正文", f"  it: {{type: {kind}}}", name=kind)
            with pytest.raises(DetailsError):
                template.render({"it": "1" + "̣́" * 300_000})
        assert time.process_time() - began < SECONDS

    def test_yaml_without_a_mapping(self, tmp_path: Path) -> None:
        from generator.details.details import read_entries

        (tmp_path / "a.yaml").write_text("%TAG !a! b\n" * 50_000, encoding="utf-8")
        with pytest.raises(YamlError):
            read_entries(tmp_path / "a.yaml")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory was used")
def test_no_roster_takes_much_memory(folder: Path) -> None:
    texts = mixed(["<si/>", "<si />", "<si></si>"], 12_000_000)
    (folder / "名册.xlsx").write_bytes(workbook(texts=texts))
    measure = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'generator', 'batch', 'general', '名册.xlsx', '-o', '讲稿'])\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", measure], cwd=folder, capture_output=True, text=True, timeout=100
    )
    assert int(done.stdout.split()[-1]) < 600 * 1024
