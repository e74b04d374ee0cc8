"""Settings: speechgen.yaml of the working folder and of the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.details.entry import Entry
from generator.errors import SpeechgenError
from generator.settings import DEFAULT_RATE, Settings, load_settings, user_cache, user_configuration


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


@pytest.fixture
def user(tmp_path: Path) -> Path:
    folder = tmp_path / "user"
    folder.mkdir()
    return folder


def write(folder: Path, text: str) -> Path:
    path = folder / "speechgen.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_are_in_force(here: Path, user: Path) -> None:
    assert load_settings(here, user) == Settings((here / "templates", user), None, DEFAULT_RATE, ())


def test_what_is_no_setting_is_a_detail(here: Path, user: Path) -> None:
    path = write(here, "单位名称: 云溪县\nspeaker: 张三\n语速: 220\n")
    settings = load_settings(here, user)
    assert settings.rate == 220
    assert settings.entries == (
        Entry("单位名称", "云溪县", f"{path} 第 1 行"),
        Entry("speaker", "张三", f"{path} 第 2 行"),
    )


def test_the_working_folder_is_over_the_user(here: Path, user: Path) -> None:
    write(user, "rate: 180\nlayout: reading\nunit: 甲\nspeaker: 乙\n")
    write(here, "rate: 240\nunit: 丙\n")
    settings = load_settings(here, user)
    assert (settings.rate, settings.layout) == (240, "reading")
    assert {entry.key: entry.typed for entry in settings.entries} == {"speaker": "乙", "unit": "丙"}


@pytest.mark.parametrize("key", ["templates", "模板文件夹"])
def test_template_folders_are_searched_before_the_usual_ones(key: str, here: Path, user: Path) -> None:
    write(here, f"{key}: ours\n")
    write(user, f"{key}: mine\n")
    folders = load_settings(here, user).template_folders
    assert folders == (here / "ours", here / "templates", user / "mine", user)


def test_a_layout_of_ones_own_is_meant_from_the_settings_folder(here: Path, user: Path) -> None:
    write(here, "版式: layouts/ours.docx\n")
    assert load_settings(here, user).layout == str(here / "layouts/ours.docx")


def test_a_home_folder_that_is_not_there_is_only_a_name(here: Path, user: Path) -> None:
    write(here, "templates: ~nobody-of-that-name/templates\n")
    assert load_settings(here, user).template_folders[0] == here / "~nobody-of-that-name/templates"


def test_a_setting_left_empty_says_nothing(here: Path, user: Path) -> None:
    write(here, "rate:\nlayout:\n")
    assert load_settings(here, user) == Settings((here / "templates", user))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rate: 快", "第 1 行：rate 是每分钟念多少字，应当是 50 到 1000 的整数，如 200"),
        ("语速: 快", "第 1 行：语速 是每分钟念多少字"),
        ("unit: 甲\nrate: 20", "第 2 行：rate"),
        ("layout: [official, reading]", "第 1 行：layout 应当只写一个值"),
        ('templates: "a\\0b"', "第 1 行：templates 应当只写一个值，不带控制字符"),
        ("- a", "应当是一行一个“名称: 值”，这里却是一个列表"),
        ("rate: 200\nrate: 210", "“rate”重复了"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(text: str, message: str, here: Path, user: Path) -> None:
    path = write(here, text)
    with pytest.raises(SpeechgenError) as refused:
        load_settings(here, user)
    assert str(path) in str(refused.value)
    assert message in str(refused.value)


def test_a_folder_of_that_name_is_told(here: Path, user: Path) -> None:
    (here / "speechgen.yaml").mkdir()
    with pytest.raises(SpeechgenError, match="是文件夹，不是文件"):
        load_settings(here, user)


def test_the_users_folders_are_the_platforms(user_folder: Path, cache_folder: Path) -> None:
    assert user_configuration() == user_folder
    assert user_cache() == cache_folder / "speechgen"
