"""Documents and layouts from anybody: opened in time, and nothing of the user's or another's gets out."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.errors import DocumentError, FileError
from generator.formats.layouts import open_layout
from generator.word.package import packed, read_parts
from generator.word.provenance import examine, unpack
from generator.word.reader import read_any_docx

from ..conftest import Run

SECONDS = 10.0
PART = "customXml/item1.xml"
"""Where a draft keeps its provenance."""


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class TestTime:
    def test_a_row_of_very_many_cells(self) -> None:
        document = docx.Document()
        cell = f"<w:tc {nsdecls('w')}><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
        row = f"<w:tbl {nsdecls('w')}><w:tr>{cell * 20_000}</w:tr></w:tbl>"
        document.element.body.insert(0, parse_xml(row))
        began = time.process_time()
        read_any_docx(saved(document))
        assert time.process_time() - began < SECONDS

    @pytest.fixture(params=["a chain", "a circle"])
    def styled(self, request: pytest.FixtureRequest) -> bytes:
        """A document of thousands of styles, each based on the next."""
        document = docx.Document()
        for number in range(3_000):
            base = (number + 1) % 3_000 if request.param == "a circle" else number + 1
            style = (
                f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="s{number}">'
                f'<w:name w:val="s{number}"/><w:basedOn w:val="s{base}"/></w:style>'
            )
            document.styles.element.append(parse_xml(style))
        document.add_paragraph("同志们：").style = document.styles["s0"]
        return saved(document)

    def test_reading_styles_based_on_each_other(self, styled: bytes) -> None:
        assert read_any_docx(styled).speech.salutation == "同志们："

    def test_checking_how_they_look(self, styled: bytes, run: Run, folder: Path) -> None:
        (folder / "a.docx").write_bytes(styled)
        assert run("check", "a.docx", "--layout", "official").status in (0, 1)


class TestLayouts:
    def test_one_of_four_gigabytes_is_not_read(self, tmp_path: Path) -> None:
        with open(tmp_path / "a.docx", "wb") as file:
            file.truncate(1 << 32)
        with pytest.raises(FileError, match="文件太大，最多 64 MB"):
            open_layout(str(tmp_path / "a.docx"))

    @pytest.fixture
    def layout(self, tmp_path: Path) -> Callable[[str], str]:
        """The path of a layout whose footer has fields in it, given as XML."""

        def layout(fields: str) -> str:
            document = docx.Document()
            paragraph = document.sections[0].footer.paragraphs[0]
            for element in parse_xml(f"<w:p {nsdecls('w')}>{fields}</w:p>"):
                paragraph._p.append(element)
            document.save(str(tmp_path / "own.docx"))
            return str(tmp_path / "own.docx")

        return layout

    @staticmethod
    def field(*pieces: str, inside: str = "") -> str:
        texts = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
        begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
        return begin + inside + texts + end

    @pytest.mark.parametrize(
        "instruction",
        [
            "INCLUDE a.docx", "INCLUDETEXT a.docx", "includepicture a.png", "RD a.docx", "DDEAUTO x",
            "LINK x", "DATABASE x", "IMPORT a", "AUTOTEXT a", "MACROBUTTON a", "USERADDRESS",
        ],
    )  # fmt: skip
    def test_a_field_that_may_fetch_is_refused(self, instruction: str, layout: Callable[[str], str]) -> None:
        nested = self.field("IF 1 = 1 ", inside=self.field(instruction))
        halves = instruction[:2], instruction[2:]
        simple = f'<w:fldSimple w:instr="{instruction}"/>'
        for fields in (self.field(f" {instruction}"), self.field(*halves), nested, simple):
            with pytest.raises(DocumentError, match="不能带进讲稿的域"):
                open_layout(layout(fields))

    @pytest.mark.parametrize(
        "instruction", ["PAGE", " page \\* MERGEFORMAT", "NUMPAGES", "= 1 + 1", "DATE", ""]
    )
    def test_those_that_a_footer_needs_are_kept(self, instruction: str, layout: Callable[[str], str]) -> None:
        assert open_layout(layout(self.field(instruction) + f'<w:fldSimple w:instr="{instruction}"/>'))


class TestPrivacy:
    @pytest.fixture
    def layout(self, folder: Path) -> Path:
        path = folder / "张三" / "own.docx"
        path.parent.mkdir()
        docx.Document().save(str(path))
        return path

    def test_a_draft_does_not_tell_where_its_layout_lies(
        self, layout: Path, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773273600")
        written = []
        for number, path in enumerate((layout, layout.relative_to(folder))):
            run(
                "generate", "general", "-s", "unit=甲", "--no-input", "--layout", path, "-o", f"{number}.docx"
            )
            written.append((folder / f"{number}.docx").read_bytes())
        assert written[0] == written[1]
        (folder / "名册.csv").write_text("单位名称\n甲\n", encoding="utf-8")
        run("batch", "general", "名册.csv", "-o", "讲稿", "--layout", layout, "--combined", "全部.docx")
        for path in folder.rglob("*.docx"):
            if path != layout:
                parts = read_parts(path.read_bytes(), path.name)
                assert not any("张三".encode() in part for part in parts.values())

    def test_a_draft_that_tells_it_is_still_known(self, layout: Path, run: Run, folder: Path) -> None:
        (folder / "名册.csv").write_text("单位名称\n甲\n", encoding="utf-8")
        arguments = ("batch", "general", "名册.csv", "-o", "讲稿", "--layout", layout, "--name", "{unit}")
        run(*arguments)
        path = folder / "讲稿" / "甲.docx"
        self.name_layout(path, str(layout))
        assert json.loads(run(*arguments, "--json").out)["unchanged"] == 1
        assert run("update", path, "-s", "unit=乙", "--layout", layout).status == 0
        assert (found := unpack(path.read_bytes())) is not None
        assert found.layout == "own.docx"

    def name_layout(self, path: Path, name: str) -> None:
        """Puts another name of the layout into the provenance, as earlier versions wrote it."""
        parts = read_parts(path.read_bytes(), path.name)
        parts[PART] = parts[PART].replace(b'"layout":"own.docx"', f'"layout":"{name}"'.encode())
        path.write_bytes(packed(parts))
        assert (found := examine(path.read_bytes())) is not None
        assert found[0].layout == name


@pytest.mark.parametrize("char", ["\\u0001", "\\ud800", "\\ufffe"])
def test_a_provenance_that_no_document_can_carry_is_damaged(char: str, run: Run, folder: Path) -> None:
    run("generate", "general", "-s", "unit=甲", "--no-input", "-o", "a.docx")
    parts = read_parts((folder / "a.docx").read_bytes(), "a.docx")
    parts[PART] = parts[PART].replace(b'"markup":"# ', f'"markup":"# {char}'.encode())
    (folder / "a.docx").write_bytes(packed(parts))
    before = (folder / "a.docx").read_bytes()
    assert run("update", "a.docx", "-s", "unit=乙").refused
    assert (folder / "a.docx").read_bytes() == before
