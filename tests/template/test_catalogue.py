"""The catalogue: templates found by name, listed, their files read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.errors import SpeechgenError, TemplateError
from generator.files.builtin import builtin_folder
from generator.template.catalogue import Source, find_reference, find_template, list_templates, read_sources

BUILT_IN = ("general", "supervision")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def write(
    folder: Path, name: str, text: str = "---\ntitle: 年会讲话\ndescription: 年底用\n---\n正文\n"
) -> Path:
    path = folder / f"{name}.md.j2"
    path.write_text(text, encoding="utf-8")
    return path


class TestList:
    def test_built_in_templates_are_listed_by_name(self) -> None:
        assert set(BUILT_IN) <= {summary.name for summary in list_templates()}

    def test_own_templates_are_among_them(self, own: Path) -> None:
        path = write(own, "annual")
        assert ("annual", "年会讲话", "年底用", path) in list_templates([own])

    def test_an_own_template_stands_for_the_built_in_one_of_its_name(self, own: Path) -> None:
        write(own, "general")
        titles = [summary.title for summary in list_templates([own]) if summary.name == "general"]
        assert titles == ["年会讲话"]

    def test_an_earlier_folder_wins(self, own: Path, tmp_path: Path) -> None:
        write(own, "annual")
        write(tmp_path, "annual", "---\ntitle: 另一个\n---\n")
        assert "另一个" not in [summary.title for summary in list_templates([own, tmp_path])]
        assert "另一个" in [summary.title for summary in list_templates([tmp_path, own])]

    def test_frames_and_other_files_are_not_listed(self, own: Path) -> None:
        write(own, "_frame")
        (own / "notes.md").write_text("随手记")
        assert list_templates([own]) == list_templates()

    def test_the_built_in_folder_is_not_listed_twice(self) -> None:
        assert list_templates([builtin_folder()]) == list_templates()

    def test_a_folder_that_is_not_there_is_passed_over(self, own: Path) -> None:
        assert list_templates([own / "none"]) == list_templates()

    @pytest.mark.parametrize(
        "text",
        [
            "---\ntitle: 年会讲话\ndescription: 年底用\nfields: {}\n---\n",
            "---\ndescription: 年底用\ntitle: '年会讲话'\n---\n",
            "---\r\ntitle: 年会讲话\r\ndescription: 年底用\r\n---\r\n",
            "---\ntitle: 年会讲话  # 说明\ndescription: >-\n  年底用\n---\n",
        ],
    )
    def test_title_and_description_are_read_however_they_are_written(self, text: str, own: Path) -> None:
        assert Source(write(own, "annual", text)).summary[:3] == ("annual", "年会讲话", "年底用")

    def test_a_folder_that_is_named_like_a_template_is_none(self, own: Path) -> None:
        (own / "general.md.j2").mkdir()
        assert list_templates([own]) == list_templates()
        assert find_template("general", [own]).parent == builtin_folder().resolve()

    def test_a_broken_template_is_listed_as_broken(self, own: Path) -> None:
        write(own, "annual", "---\ntitle: [一\n---\n")
        (own / "binary.md.j2").write_bytes(b"\0\1\2\3")
        broken = {summary.name: summary.title for summary in list_templates([own])}
        assert broken["annual"] == broken["binary"] == "（读不了）"


class TestFind:
    def test_by_name_title_or_path(self, own: Path) -> None:
        path = write(own, "annual")
        for name in ("annual", "年会讲话", str(path)):
            assert find_template(name, [own]) == path.resolve()

    @pytest.mark.parametrize(("name", "nearest"), [("supervison", "supervision"), ("genral", "general")])
    def test_the_nearest_name_is_suggested(self, name: str, nearest: str) -> None:
        with pytest.raises(TemplateError) as refused:
            find_template(name)
        assert str(refused.value).startswith(f"没有叫“{name}”的模板。是不是“{nearest}”？\n现有：")

    def test_a_part_of_the_title_is_taken_for_a_hint(self) -> None:
        with pytest.raises(TemplateError, match="。是不是“work-safety”（安全生产工作会议讲话）？"):
            find_template("安全生产")

    @pytest.mark.parametrize("name", ["", "_speech", "长" * 300, "a\0b"])
    def test_what_is_no_template_is_not_found(self, name: str) -> None:
        with pytest.raises(TemplateError, match="没有叫“"):
            find_template(name)

    @pytest.mark.parametrize("name", ["./none.md.j2", "folder/none", "none.j2", ".", "/", "./" + "长" * 300])
    def test_a_path_has_to_be_a_file(self, name: str) -> None:
        with pytest.raises(TemplateError, match="没有模板文件“"):
            find_template(name)


class TestReferences:
    """What a template means by a name: beside it or built in."""

    def test_beside_it_comes_before_built_in(self, own: Path) -> None:
        template = write(own, "annual")
        assert find_reference("_speech.md.j2", template) == builtin_folder() / "_speech.md.j2"
        frame = write(own, "_speech")
        assert find_reference("_speech.md.j2", template) == frame.resolve()

    def test_a_folder_within_is_reached(self, own: Path) -> None:
        (own / "parts").mkdir()
        part = write(own / "parts", "end")
        assert find_reference("parts/end.md.j2", write(own, "annual")) == part.resolve()

    def test_only_templates_are_reached(self, own: Path) -> None:
        (own / "secret.txt").write_text("密")
        assert find_reference("secret.txt", write(own, "annual")) is None
        assert find_reference("sectors.yaml", write(own, "annual")) is None

    @pytest.mark.parametrize(
        "name",
        ["../out.md.j2", "parts/../../out.md.j2", "..\\out.md.j2", "C:out.md.j2", "\\\\host\\out.md.j2", ""],
    )
    def test_nothing_outside_is_reached(self, name: str, own: Path) -> None:
        write(own.parent, "out")
        assert find_reference(name, write(own, "annual")) is None

    def test_an_absolute_path_is_not_followed(self, own: Path) -> None:
        template = write(own, "annual")
        assert find_reference(str(write(own.parent, "out")), template) is None
        assert find_reference(str(template), template) is None

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
    def test_a_link_out_of_the_folder_is_not_followed(self, own: Path) -> None:
        template = write(own, "annual")
        (own / "link.md.j2").symlink_to(write(own.parent, "out"))
        os.symlink(own.parent, own / "parts")
        assert find_reference("link.md.j2", template) is None
        assert find_reference("parts/out.md.j2", template) is None

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
    def test_a_link_within_the_folder_is(self, own: Path) -> None:
        template = write(own, "annual")
        (own / "link.md.j2").symlink_to(template)
        assert find_reference("link.md.j2", template) is not None

    def test_all_files_a_template_is_made_from_are_read(self, own: Path) -> None:
        write(own, "_frame", "{% include 'part.md.j2' %}")
        write(own, "part", "{% import '_macros.md.j2' as m %}")
        template = write(own, "annual", "---\ntitle: 甲\n---\n{%- extends '_frame.md.j2' %}")
        names = [path.name for path in read_sources(template)]
        assert names == ["annual.md.j2", "_frame.md.j2", "part.md.j2", "_macros.md.j2"]


def test_the_body_keeps_the_numbers_of_its_lines(own: Path) -> None:
    source = Source(write(own, "annual", "---\ntitle: 甲\n---\n第四行"))
    assert source.body.split("\n")[3] == "第四行"


def test_a_template_over_the_limit_is_refused(own: Path) -> None:
    with pytest.raises(SpeechgenError, match="文件太大，最多 256 KB"):
        Source(write(own, "annual", "x" * (256 * 1024 + 1)))
