"""Files: read whatever the encoding, written whole or not at all, backed up."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import files
from generator.errors import FileError

CHINESE = "单位名称: 临江市，“一把手”监督\n"
TRADITIONAL = "單位名稱: 臨江市人民政府\n講話人: 王建國\n會議: 全市加強監督工作座談會議\n"


def refusal(data: bytes) -> str:
    with pytest.raises(FileError) as refused:
        files.decode(data, "表.yaml")
    return str(refused.value)


class TestDecode:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
    def test_what_offices_save_is_read(self, encoding: str) -> None:
        assert files.decode(CHINESE.encode(encoding), "表.yaml").content == CHINESE

    def test_characters_beyond_gbk_are_read_from_gb18030(self) -> None:
        assert files.decode("𠮷野家镕".encode("gb18030"), "表.yaml").content == "𠮷野家镕"

    def test_big5_is_named(self) -> None:
        assert refusal(TRADITIONAL.encode("big5")).startswith("表.yaml：不是 UTF-8 编码，像是 Big5（繁体）")

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("text", [CHINESE, TRADITIONAL, "unit: x"])
    def test_utf_16_without_a_mark_is_named(self, text: str, encoding: str) -> None:
        assert refusal(text.encode(encoding)).startswith("表.yaml：不是 UTF-8 编码，像是 UTF-16")

    def test_what_is_no_text_is_said_to_be_none(self) -> None:
        assert refusal(bytes(range(256))) == "表.yaml：不是文本文件"

    @pytest.mark.parametrize(
        ("beginning", "kind"),
        [(b"PK\3\4", "Word、Excel"), (b"\xd0\xcf\x11\xe0", "Word、Excel"), (b"%PDF-1.4\n", "PDF")],
    )
    def test_a_file_of_a_program_is_named(self, beginning: bytes, kind: str) -> None:
        assert f"不是文本文件，是{kind}" in refusal(beginning)

    def test_another_encoding_is_refused(self) -> None:
        assert "也不是 GB18030" in refusal(b"\x81\xff\xff\xff")

    @given(st.binary())
    def test_any_bytes_are_text_or_refused(self, data: bytes) -> None:
        with suppress(FileError):
            assert isinstance(files.decode(data, "表.yaml").content, str)

    def test_a_false_mark_is_told(self) -> None:
        assert refusal(b"\xef\xbb\xbf\xff").startswith("表.yaml：开头标明是 UTF-8 编码，内容却不是")

    def test_a_message_says_what_to_do(self) -> None:
        assert "用记事本打开，另存为 UTF-8 编码" in refusal(TRADITIONAL.encode("big5"))


class TestRead:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="没有这个文件"):
            files.read_text(tmp_path / "none.yaml")

    @pytest.mark.parametrize(
        ("name", "said"), [("“讲话.txt”", '要加引号就用半角的 "'), ("—fix", "横线要用半角的“-”")]
    )
    def test_a_name_typed_in_chinese(self, name: str, said: str, tmp_path: Path) -> None:
        with pytest.raises(FileError, match=said):
            files.read_bytes(Path(name), 10)

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="是文件夹，不是文件"):
            files.read_text(tmp_path)

    def test_a_name_that_is_too_long(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match=r"文件名太长|没有这个文件"):
            files.read_text(tmp_path / ("长" * 300))

    def test_a_file_that_may_not_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(FileError, match="没有读取的权限"):
            files.read_text(tmp_path / "a.yaml")

    def test_a_file_over_the_limit_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "long.yaml"
        path.write_bytes(b"x" * 2049)
        assert files.read_text(path, largest=2049).content == "x" * 2049
        with pytest.raises(FileError, match="文件太大，最多 2 KB"):
            files.read_text(path, largest=2048)

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
    def test_an_endless_file_is_not_read(self) -> None:
        with pytest.raises(FileError, match="不是普通文件"):
            files.read_text(Path("/dev/zero"), largest=1000)


class TestWriteWhole:
    def test_the_file_holds_what_was_written_and_nothing_else_is_left(self, tmp_path: Path) -> None:
        files.write_whole(tmp_path / "稿.docx", b"new")
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"稿.docx": b"new"}

    def test_what_was_there_is_replaced(self, tmp_path: Path) -> None:
        path = tmp_path / "稿.docx"
        path.write_bytes(b"older and longer")
        files.write_whole(path, b"new")
        assert path.read_bytes() == b"new"

    @pytest.mark.parametrize("fails", ["fsync", "replace"])
    @pytest.mark.parametrize("there", [True, False])
    def test_on_a_full_disk_nothing_changes(
        self, fails: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "稿.docx"
        if there:
            path.write_bytes(b"old")

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, fails, full)
        with pytest.raises(FileError, match="磁盘已满。没有留下半个文件，原来的内容没有动"):
            files.write_whole(path, b"new")
        assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == (
            [("稿.docx", b"old")] if there else []
        )

    def test_when_it_is_interrupted_nothing_changes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "fsync", stop)
        with pytest.raises(KeyboardInterrupt):
            files.write_whole(tmp_path / "稿.docx", b"new")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
    def test_the_file_keeps_its_permissions(self, tmp_path: Path) -> None:
        path = tmp_path / "稿.docx"
        path.write_bytes(b"old")
        path.chmod(0o640)
        files.write_whole(path, b"new")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        target, link = tmp_path / "real.docx", tmp_path / "link.docx"
        target.write_bytes(b"old")
        link.symlink_to(target)
        files.write_whole(link, b"new")
        assert link.is_symlink()
        assert target.read_bytes() == b"new"

    def test_a_folder_that_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match=r"文件夹“.*none”不存在，请先建好，或换一个位置"):
            files.write_whole(tmp_path / "none" / "稿.docx", b"new")

    def test_a_folder_that_may_not_be_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(FileError, match="没有写入的权限"):
            files.write_whole(tmp_path / "稿.docx", b"new")


class TestRequirePlace:
    def test_a_new_file_and_one_that_is_there_are_places(self, tmp_path: Path) -> None:
        (tmp_path / "old").write_bytes(b"")
        files.require_place(tmp_path / "old")
        files.require_place(tmp_path / "new")

    def test_a_folder_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="是文件夹，请写明文件名"):
            files.require_place(tmp_path)

    def test_what_lies_in_a_file_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(FileError, match="不是文件夹"):
            files.require_place(tmp_path / "file" / "稿.docx")

    def test_a_name_that_is_too_long_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="写不了"):
            files.require_place(tmp_path / ("长" * 300))

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
    def test_what_is_no_plain_file_is_none(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(FileError, match="不是普通文件"):
            files.require_place(tmp_path / "pipe")


class TestBackUp:
    def test_a_copy_is_kept_beside_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "稿.docx"
        path.write_bytes(b"one")
        assert files.back_up(path) == tmp_path / "稿.docx~"
        assert (tmp_path / "稿.docx~").read_bytes() == b"one"

    def test_an_older_different_back_up_is_never_lost(self, tmp_path: Path) -> None:
        path = tmp_path / "稿.docx"
        for content in (b"one", b"two", b"three"):
            path.write_bytes(content)
            files.back_up(path)
        assert {copy.name: copy.read_bytes() for copy in tmp_path.glob("*~*")} == {
            "稿.docx~": b"one",
            "稿.docx~2": b"two",
            "稿.docx~3": b"three",
        }

    def test_the_same_content_is_kept_once(self, tmp_path: Path) -> None:
        path = tmp_path / "稿.docx"
        path.write_bytes(b"one")
        assert files.back_up(path) == files.back_up(path)
        assert len(list(tmp_path.iterdir())) == 2
