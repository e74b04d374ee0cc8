"""Outputs: which files a draft is written to, and which may be replaced."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from generator.details.details import fill
from generator.errors import DocumentError, FileError
from generator.formats.outputs import Output, plan_outputs, require_replaceable, write_outputs
from generator.model.markup import parse
from generator.template.draft import Draft, encode_draft, make_draft
from generator.template.template import load_template
from generator.word.provenance import unpack
from generator.word.reader import read_docx


@pytest.fixture
def draft(meeting: str) -> Draft:
    template = load_template(meeting)
    return make_draft(template, fill(template.fields))


@pytest.fixture
def written(draft: Draft, tmp_path: Path) -> Path:
    """A draft on the disk, nobody's hand on it."""
    path = tmp_path / "draft.docx"
    path.write_bytes(encode_draft(draft, Output(path, "docx", "official")))
    return path


def edit(path: Path) -> None:
    """Saves a draft as a word processor does: its parts are written anew."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("开例会".encode(), "开大会".encode())
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    path.write_bytes(held.getvalue())


class TestPlan:
    @pytest.mark.parametrize(
        ("out", "format"),
        [
            ("a.docx", "docx"),
            ("a.DOCX", "docx"),
            ("a.md", "md"),
            ("a.txt", "txt"),
            ("a.json", "json"),
            ("-", "docx"),
        ],
    )
    def test_the_ending_chooses_the_format(self, out: str, format: str) -> None:
        assert plan_outputs(out, ["official"]) == (Output(Path(out), format, "official"),)

    def test_a_new_file_without_an_ending_gets_one(self, tmp_path: Path) -> None:
        assert plan_outputs("讲话稿", ["official", "reading"]) == (
            Output(Path("讲话稿.docx"), "docx", "official"),
            Output(Path("讲话稿-reading.docx"), "docx", "reading"),
        )
        (tmp_path / "there").write_bytes(b"")
        for out, format in ((tmp_path / "there", None), (tmp_path / "new", "docx")):
            assert plan_outputs(str(out), ["official"], format)[0].path == out

    def test_a_format_given_is_over_the_ending(self) -> None:
        assert plan_outputs("-", ["official"], "md")[0].format == "md"

    @pytest.mark.parametrize(
        ("out", "format"), [("a.odt", None), ("a.doc", None), ("a.docx", "odt"), ("-", "word")]
    )
    def test_another_format_is_refused_with_those_there_are(self, out: str, format: str | None) -> None:
        with pytest.raises(FileError, match="可用：docx、"):
            plan_outputs(out, ["official"], format)

    def test_a_second_layout_has_its_name_added(self) -> None:
        assert [str(output.path) for output in plan_outputs("draft.docx", ["official", "reading"])] == [
            "draft.docx",
            "draft-reading.docx",
        ]

    def test_two_layouts_cannot_be_written_to_one_file(self, tmp_path: Path) -> None:
        ours = [tmp_path / folder / "ours.docx" for folder in "ab"]
        for path in ours:
            path.parent.mkdir()
            path.write_bytes(b"")
        with pytest.raises(FileError, match="会写成同一个文件"):
            plan_outputs("draft.docx", ["official", *map(str, ours)])

    def test_a_layout_that_is_not_there_is_refused_at_once(self) -> None:
        with pytest.raises(DocumentError, match="没有版式“offical”"):
            plan_outputs("draft.docx", ["offical"])

    def test_text_has_no_layout(self) -> None:
        assert len(plan_outputs("draft.md", ["official", "reading"])) == 1

    def test_standard_output_holds_one_document(self) -> None:
        with pytest.raises(FileError, match="只能选一个版式"):
            plan_outputs("-", ["official", "reading"])

    @pytest.mark.parametrize("out", ["folder/", "folder" + os.sep])
    def test_a_folder_is_no_file(self, out: str) -> None:
        with pytest.raises(FileError, match="是文件夹，请写明文件名"):
            plan_outputs(out, ["official"])


class TestContents:
    def test_a_document_holds_the_speech_and_its_provenance(self, draft: Draft) -> None:
        data = encode_draft(draft, Output(Path("a.docx"), "docx", "reading"))
        assert read_docx(data) == draft.speech
        assert unpack(data).layout == "reading"
        assert unpack(data).markup == draft.provenance.markup

    def test_markup_json_and_text_hold_the_speech(self, draft: Draft) -> None:
        def text(format: str) -> str:
            return encode_draft(draft, Output(Path("-"), format, "")).decode()

        assert parse(text("md")) == draft.speech
        assert json.loads(text("json")) == draft.speech.to_json()
        assert "　　一、说清来由\n" in text("txt")


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_each_layout_is_a_file_of_its_own(ending: str) -> None:
    outputs = plan_outputs(f"a.{ending}", ["official", "reading"])
    assert [output.path.name for output in outputs] == [f"a.{ending}", f"a-reading.{ending}"]


class TestReplace:
    def test_a_new_file_is_written(self, tmp_path: Path) -> None:
        assert write_outputs([(tmp_path / "a.docx", b"new")]) == ()
        assert (tmp_path / "a.docx").read_bytes() == b"new"

    def test_a_draft_that_nobody_edited_is_replaced(self, written: Path) -> None:
        write_outputs([(written, b"new")], made=unpack(written.read_bytes()))
        assert written.read_bytes() == b"new"

    def test_it_is_kept_where_what_is_written_is_no_draft(self, written: Path) -> None:
        with pytest.raises(FileError, match="已经有这个文件"):
            write_outputs([(written, b"new")])

    def test_a_draft_that_somebody_edited_is_kept(self, written: Path) -> None:
        made = unpack(written.read_bytes())
        edit(written)
        with pytest.raises(FileError, match="这份讲稿生成之后有人改过"):
            write_outputs([(written, b"new")], made=made)
        assert "开大会" in "".join(read_docx(written.read_bytes()).texts)

    @pytest.mark.parametrize("name", ["a.docx", "a.md", "a.json", "a"])
    def test_a_file_that_is_not_ours_is_kept(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_bytes(b"not ours")
        with pytest.raises(FileError, match="已经有这个文件") as refused:
            write_outputs([(path, b"new")])
        assert "--force" in str(refused.value)
        assert path.read_bytes() == b"not ours"

    def test_a_document_of_another_program_is_kept(self, written: Path) -> None:
        with zipfile.ZipFile(written) as package:
            parts = {name: package.read(name) for name in package.namelist() if "customXml" not in name}
        with zipfile.ZipFile(written, "w") as package:
            for name, data in parts.items():
                package.writestr(name, data)
        with pytest.raises(FileError, match="不是 speechgen 生成的讲稿"):
            require_replaceable([written], may_be_draft=True)

    def test_all_files_in_the_way_are_named_and_none_is_written(self, tmp_path: Path) -> None:
        paths = [tmp_path / "a.md", tmp_path / "b.md", tmp_path / "c.md"]
        for path in paths[1:]:
            path.write_bytes(b"not ours")
        with pytest.raises(FileError) as refused:
            write_outputs([(path, b"new") for path in paths])
        assert "b.md" in str(refused.value)
        assert "c.md" in str(refused.value)
        assert not paths[0].exists()

    def test_force_keeps_what_was_there(self, tmp_path: Path) -> None:
        path = tmp_path / "a.docx"
        for number in range(3):
            path.write_bytes(b"edited %d" % number)
            (backup,) = write_outputs([(path, b"new")], force=True)
            assert backup.read_bytes() == b"edited %d" % number
        assert sorted(found.name for found in tmp_path.iterdir()) == [
            "a.docx",
            "a.docx~",
            "a.docx~2",
            "a.docx~3",
        ]

    def test_force_writes_nothing_where_no_copy_can_be_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(b"edited")

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(FileError, match="磁盘已满"):
            write_outputs([(path, b"new")], force=True)
        assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("a.docx", b"edited")]

    @pytest.mark.parametrize("force", [True, False])
    def test_a_folder_is_never_replaced(self, force: bool, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="是文件夹"):
            write_outputs([(tmp_path, b"new")], force)


@pytest.mark.parametrize("changed", [("general", "云溪县"), ("supervision", "青石镇")])
def test_a_draft_of_another_template_or_unit_is_not_replaced_unasked(run, changed) -> None:
    assert run("generate", "supervision", "-s", "unit=云溪县", "--no-input", "-o", "a.docx").status == 0
    template, unit = changed
    outcome = run("generate", template, "-s", f"unit={unit}", "--no-input", "-o", "a.docx")
    assert outcome.status == 2
    assert "是另一份讲稿" in outcome.err


def test_the_command_to_update_a_draft_can_be_copied(written: Path) -> None:
    path = written.with_name("讲话 稿.docx")
    written.rename(path)
    edit(path)
    with pytest.raises(FileError, match=r'用 speechgen update ".*讲话 稿.docx"；要写出来，'):
        require_replaceable([path], may_be_draft=True)


def test_a_draft_whose_unit_was_open_is_made_again_once_it_is_known(run) -> None:
    open_one = run("generate", "supervision", "--no-input", "-o", "a.docx")
    filled = run("generate", "supervision", "-s", "unit=云溪县", "--no-input", "-o", "a.docx")
    assert (open_one.status, filled.status) == (0, 0), filled.err
    assert run("generate", "supervision", "--no-input", "-o", "a.docx").refused
