"""Packing a .docx, and opening one that somebody else packed."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DocumentError
from generator.files.archive import Bounds
from generator.model.speech import Speech
from generator.word import package
from generator.word.layout import load_layout
from generator.word.opened import Opened
from generator.word.package import packed, read_parts
from generator.word.provenance import examine
from generator.word.reader import read_docx
from generator.word.writer import write_docx

from .conftest import CREATED, LAYOUTS

randbytes = Random(7).randbytes
LISTS = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>"}


def docx_of(**parts: bytes) -> bytes:
    return packed({**LISTS, **parts})


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_parts(data, "讲话.docx")
    return str(caught.value)


class TestPacking:
    def test_any_zip_reader_finds_every_part(self):
        parts = {"a.xml": b"<a/>" * 99, "b/c.bin": bytes(range(256)), "空.xml": b""}
        archive = zipfile.ZipFile(io.BytesIO(packed(parts)))
        assert archive.testzip() is None
        assert archive.namelist() == ["a.xml", "b/c.bin", "空.xml"]
        assert archive.read("a.xml") == b"<a/>" * 99
        assert archive.read("b/c.bin") == bytes(range(256))

    def test_same_parts_same_bytes_without_a_clock(self):
        assert docx_of(x=b"1") == docx_of(x=b"1")
        archive = zipfile.ZipFile(io.BytesIO(docx_of(x=b"1")))
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    @given(
        st.dictionaries(
            st.from_regex("[abcé中.][abc/é中.]*[abcé中.]", fullmatch=True),
            st.binary(),
            max_size=5,
        )
    )
    def test_what_is_packed_is_opened(self, parts):
        names = {name.lower(): name for name in parts}
        parts = {name: parts[name] for name in names.values()}
        assert read_parts(docx_of(**parts), "x") == {**LISTS, **parts}

    def test_parts_can_be_added_to_a_package(self):
        assert read_parts(packed({"x": b"1"}, before=docx_of(y=b"2")), "x") == {**LISTS, "y": b"2", "x": b"1"}


class TestWhatIsNoDocx:
    def test_empty_file(self):
        assert "空文件" in refusal(b"")

    def test_something_else(self):
        assert "不是 .docx" in refusal(b"%PDF-1.7 ...")

    def test_old_word_file_says_how_to_save_it(self):
        message = refusal(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512))
        assert "旧格式" in message
        assert "另存为" in message

    def test_file_with_a_password_to_open(self):
        data = bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le")
        assert "密码" in refusal(data)

    def test_zip_of_something_else(self):
        assert "别的压缩文件" in refusal(packed({"readme.txt": b"hi"}))

    def test_message_names_the_file(self):
        assert "讲话.docx" in refusal(b"")


class TestWhatIsDamaged:
    @pytest.mark.parametrize("keep", [3, 40, 200, -30, -1])
    def test_truncated(self, keep):
        assert "损坏" in refusal(docx_of(x=bytes(range(256)))[:keep])

    def test_a_flipped_bit(self):
        held = io.BytesIO(docx_of())
        with zipfile.ZipFile(held, "a") as archive:
            archive.writestr("x", b"some text")
        assert "损坏" in refusal(held.getvalue().replace(b"some text", b"some tezt"))

    def test_encrypted_parts(self):
        data = docx_of(x=b"1").replace(
            struct.pack("<4s2H", b"PK\1\2", 20, 20) + b"\0\0", b"PK\1\2\x14\0\x14\0\1\0"
        )
        assert "加密" in refusal(data)

    def test_unusual_compression(self):
        buffer = io.BytesIO(docx_of(x=b"1"))
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr("y", "1", compress_type=zipfile.ZIP_BZIP2)
        assert "损坏" in refusal(buffer.getvalue())


class TestWhatIsDangerous:
    @pytest.fixture(autouse=True)
    def _small_bounds(self, monkeypatch):
        bounds = replace(package.BOUNDS, part=100_000, total=150_000, ratio_from=10_000)
        monkeypatch.setattr(package, "BOUNDS", bounds)

    def test_part_too_large(self):
        assert "大得不像" in refusal(docx_of(x=randbytes(100_001)))

    def test_parts_too_large_together(self):
        assert "大得不像" in refusal(docx_of(x=randbytes(90_000), y=randbytes(90_000)))

    def test_part_deflated_beyond_the_ratio(self):
        assert "大得不像" in refusal(docx_of(x=bytes(50_000)))

    @pytest.mark.parametrize("lie", [0, 1, 9_000, 2**32 - 2])
    def test_size_that_lies_is_not_believed(self, lie):
        true, false = struct.pack("<I", 50_000), struct.pack("<I", lie)
        refusal(docx_of(x=bytes(50_000)).replace(true, false))

    def test_too_many_parts(self):
        assert "大得不像" in refusal(docx_of(**{str(n): b"" for n in range(package.BOUNDS.parts)}))

    def test_too_many_elements(self, monkeypatch):
        monkeypatch.setattr(package, "BOUNDS", Bounds(marks=100))
        assert "大得不像" in refusal(docx_of(**{"x.xml": b"<a>" + b"<b/>" * 100 + b"</a>"}))

    def test_names_that_differ_only_by_case(self):
        assert "重名" in refusal(docx_of(**{"x.xml": b"<a/>", "X.XML": b"<b/>"}))


class TestAnyInput:
    """Whatever the bytes are: a value or a DocumentError, never a traceback."""

    def _try(self, data: bytes) -> None:
        for function in (lambda data: read_parts(data, "x"), examine, Opened, read_docx):
            with suppress(DocumentError):
                function(data)

    @given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\3\4" + tail))
    def test_bytes(self, data):
        self._try(data)

    @given(st.data())
    def test_drafts_with_bytes_changed(self, official, speech, provenance, data):
        draft = bytearray(write_docx(speech, official, provenance=provenance, created=CREATED))
        for place in data.draw(st.lists(st.integers(0, len(draft) - 1), min_size=1, max_size=4)):
            draft[place] = data.draw(st.integers(0, 255))
        self._try(bytes(draft))

    @given(st.data())
    def test_drafts_with_parts_changed(self, official, speech, provenance, data):
        parts = read_parts(write_docx(speech, official, provenance=provenance, created=CREATED), "x")
        name = data.draw(st.sampled_from(sorted(parts)))
        start = data.draw(st.integers(0, len(parts[name])))
        end = data.draw(st.integers(start, min(start + 40, len(parts[name]))))
        junk = data.draw(st.sampled_from([b"", b"<", b"<w:p/>", b'"', b"\0", b"&#0;", b"9" * 40]))
        parts[name] = parts[name][:start] + junk + parts[name][end:]
        self._try(packed(parts))

    @given(st.data())
    def test_layouts_with_parts_changed(self, tmp_path_factory, data):
        parts = read_parts((LAYOUTS / "official.docx").read_bytes(), "x")
        name = data.draw(st.sampled_from(sorted(parts)))
        start = data.draw(st.integers(0, len(parts[name])))
        end = data.draw(st.integers(start, min(start + 40, len(parts[name]))))
        parts[name] = parts[name][:start] + data.draw(st.sampled_from([b"", b"9", b'"'])) + parts[name][end:]
        path = tmp_path_factory.getbasetemp() / "changed.docx"
        path.write_bytes(packed(parts))
        with suppress(DocumentError):
            write_docx(Speech(title="标题" * 40), load_layout(path), created=CREATED)

    @given(st.data())
    def test_drafts_without_a_part(self, official, speech, provenance, data):
        parts = read_parts(write_docx(speech, official, provenance=provenance, created=CREATED), "x")
        del parts[data.draw(st.sampled_from(sorted(parts)))]
        self._try(packed(parts))
