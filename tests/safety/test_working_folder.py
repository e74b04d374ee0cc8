"""The working folder is anybody's: nothing in it is run."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from generator.cli.options import completions
from generator.details.fields import Field
from generator.errors import DocumentError, FileError
from generator.formats import office
from generator.settings import Settings, load_settings, user_cache, user_configuration

from ..conftest import Run


class TestCompletion:
    @pytest.mark.parametrize(
        "name", ["e;touch PWN;", "a b", "$(id)", "`id`", "a\\b", "a'b", 'a"b', "a\x1bb", ""]
    )
    def test_a_name_that_a_shell_would_read_as_more_is_not_offered(self, name: str) -> None:
        assert completions([(name, "标题")], "") == []

    @pytest.mark.parametrize("name", ["supervision", "防汛", "read-2", "v1.2", "_my"])
    def test_others_are(self, name: str) -> None:
        assert completions([(name, "标题")], name[:1]) == [(name, "标题")]

    def test_what_it_means_has_no_code_in_it(self) -> None:
        assert completions([("a", "\\$(touch PWN)`id`'\"\x1b[2J标题")], "") == [("a", "(touch PWN)id[2J标题")]

    @pytest.mark.parametrize("shell", ["zsh", "bash", "fish"])
    def test_a_template_brings_no_code_to_the_shell(
        self, shell: str, speechgen: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "templates").mkdir()
        text = "---\ntitle: '\\$(touch PWN)'\nfields:\n  unit: {label: '\\$(touch PWN)'}\n---\n正文\n"
        for name in ("odd", "e;touch PWN;"):
            (folder / "templates" / f"{name}.md.j2").write_text(text, encoding="utf-8")
        monkeypatch.setenv("_SPEECHGEN_COMPLETE", f"complete_{shell}")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "speechgen generate ")
        monkeypatch.setenv("COMP_WORDS", "speechgen generate ")
        monkeypatch.setenv("COMP_CWORD", "2")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        out = speechgen().out
        assert "supervision" in out
        assert "$(" not in out
        assert "PWN;" not in out


class TestOffice:
    @pytest.fixture
    def planted(self, folder: Path) -> Path:
        for name in ("soffice", "soffice.exe", "libreoffice"):
            shutil.copy(sys.executable, folder / name)
            (folder / name).chmod(0o755)
        return folder

    @pytest.mark.parametrize("path", ["{}", ".", "", "{}/.", "relative"])
    def test_it_is_never_taken_from_the_working_folder(
        self, path: str, planted: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", path.format(planted))
        monkeypatch.setattr(office, "_APPLICATION", ("none",))
        with pytest.raises(DocumentError, match="这台电脑上没有"):
            office.find_office()

    def test_it_is_found_on_the_search_path(
        self, planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PATH", str(planted))
        assert Path(office.find_office()).parent == planted

    def test_it_is_found_where_windows_installs_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
        program.parent.mkdir(parents=True)
        program.touch(mode=0o755)
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setenv("PATH", "")
        monkeypatch.setenv("ProgramFiles", str(tmp_path))
        assert office.find_office() == str(program)

    def test_it_is_found_where_macos_installs_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = tmp_path / "Applications" / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
        program.parent.mkdir(parents=True)
        program.touch(mode=0o755)
        monkeypatch.setattr(sys, "platform", "darwin")
        monkeypatch.setenv("PATH", "")
        monkeypatch.setenv("HOME", str(tmp_path))
        assert office.find_office() == str(program)


class TestSettings:
    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
    def test_a_pipe_is_not_waited_for(self, folder: Path) -> None:
        os.mkfifo(folder / "speechgen.yaml")
        with pytest.raises(FileError, match="不是普通文件"):
            load_settings(folder)

    def test_a_rate_of_thousands_of_digits(self, run: Run, folder: Path) -> None:
        (folder / "speechgen.yaml").write_text(f"rate: {'9' * 5_000}\n", encoding="utf-8")
        assert run("list").refused

    def test_a_thousand_unknown_keys_read_every_template_once(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from generator.template import draft

        read: list[Path] = []
        fields_of = draft.fields_of

        def counted(path: Path) -> tuple[Field, ...]:
            read.append(path)
            return fields_of(path)

        monkeypatch.setattr(draft, "fields_of", counted)
        text = "".join(f"无此项{number}: 1\n" for number in range(1_000))
        (folder / "speechgen.yaml").write_text(text, encoding="utf-8")
        assert run("generate", "general", "--no-input").refused
        assert len(read) == len(set(read))

    def test_without_a_home_no_folder_is_looked_into(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`~` would be a folder in the working folder."""
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "USERPROFILE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(os.path, "expanduser", lambda path: path)
        (folder / "~" / ".config" / "speechgen").mkdir(parents=True)
        (folder / "~" / ".config" / "speechgen" / "speechgen.yaml").write_text(
            "rate: 300\n", encoding="utf-8"
        )
        assert load_settings(folder) == Settings(
            template_folders=(folder / "templates", user_configuration())
        )
        assert not user_cache().exists()
        assert not user_configuration().exists()
