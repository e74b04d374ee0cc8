"""Settings: what a person uses every day, from speechgen.yaml."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import files
from .details.entry import Entry
from .details.yaml import read_mapping
from .details.yaml_slips import mend
from .errors import SettingsError
from .model.layout_changes import split_name
from .text.xml_characters import first_forbidden

FILE_NAME = "speechgen.yaml"
LARGEST = 256 << 10
"""Bytes of a speechgen.yaml."""

DEFAULT_RATE = 200
"""Characters a minute, read aloud."""

_KEYS = {"templates": "模板文件夹", "layout": "版式", "rate": "语速", "check": "校对"}


@dataclass(frozen=True)
class Settings:
    """Settings in force: where templates lie, the layout, the rate, and usual details.

    `template_folders` are searched in order, before the built-in one. `layout` is as
    written, a path made absolute; `entries` are all that is no setting: details; `check` is
    what `check` goes by, as typed.
    """

    template_folders: tuple[Path, ...] = ()
    layout: str | None = None
    rate: int = DEFAULT_RATE
    entries: tuple[Entry, ...] = field(default=())
    check: tuple[Entry, ...] = field(default=())


def load_settings(working_folder: Path, user_folder: Path | None = None) -> Settings:
    """The settings of a working folder, over those of the user's configuration folder.

    Raises SettingsError, FileError or YamlError for a speechgen.yaml that cannot be used.
    """
    user_folder = user_folder or user_configuration()
    user = _read(user_folder / FILE_NAME)
    here = _read(working_folder / FILE_NAME)
    folders = (here.get("templates"), working_folder / "templates", user.get("templates"), user_folder)
    return Settings(
        template_folders=tuple(dict.fromkeys(folder for folder in folders if folder is not None)),
        layout=here.get("layout") or user.get("layout"),
        rate=here.get("rate") or user.get("rate") or DEFAULT_RATE,
        entries=_layer(user["entries"], here["entries"]),
        check=_layer(user.get("check", ()), here.get("check", ())),
    )


def user_configuration() -> Path:
    """The user's configuration folder for speechgen; it need not exist."""
    from platformdirs import user_config_dir

    return _of_user(user_config_dir)


def user_cache() -> Path:
    """The folder for what can be made again; it need not exist."""
    from platformdirs import user_cache_dir

    return _of_user(user_cache_dir)


def _of_user(folder_of: Callable[..., str]) -> Path:
    """A folder of the user's; where they have no home, a place where nothing can be: "~" would
    be a folder in the working folder."""
    with suppress(RuntimeError):
        folder = folder_of("speechgen", appauthor=False)
        if os.path.isabs(folder):
            return Path(folder)
    return Path(os.devnull, "speechgen")


def _layer(under: tuple[Entry, ...], over: tuple[Entry, ...]) -> tuple[Entry, ...]:
    keys = {entry.key for entry in over}
    return (*(entry for entry in under if entry.key not in keys), *over)


def _read(path: Path) -> dict[str, Any]:
    if not os.path.exists(path):
        return {"entries": ()}
    with files.within_bounds(path):
        mapping = read_mapping(mend(files.read_text(path, LARGEST).content), str(path))
    known = {key: name for name, label in _KEYS.items() for key in (name, label)}
    found: dict[str, Any] = {}
    entries: list[Entry] = []
    for key, value in mapping.values.items():
        place = f"{path} 第 {mapping.lines[key]} 行"
        if key not in known:
            entries.append(Entry(key, value, place))
        elif value is not None:
            found[known[key]] = _check(known[key], value, path, f"{place}：{key}")
    return found | {"entries": tuple(entries)}


def _check(name: str, value: Any, path: Path, place: str) -> Any:
    if name == "check":
        return _section(value, path, place)
    if not isinstance(value, str) or first_forbidden(value) is not None:
        raise SettingsError(f"{place} 应当只写一个值，不带控制字符")
    match name:
        case "rate":
            if not value.isdecimal() or len(value) > 4 or not 50 <= int(value) <= 1000:
                raise SettingsError(f"{place} 是每分钟念多少字，应当是 50 到 1000 的整数，如 200")
            return int(value)
        case "templates":
            return path.parent / os.path.expanduser(value)
        case _:
            base, changes = split_name(value)
            own = str(path.parent / os.path.expanduser(base)) if base.endswith(".docx") else base
            return f"{own}，{changes}" if changes else own


def _section(value: Any, path: Path, place: str) -> tuple[Entry, ...]:
    if not isinstance(value, dict):
        raise SettingsError(f"{place} 下面应当另起一行、缩进，写“只查：”“不查：”“词表：”“提法：”“上级：”")
    return tuple(Entry(key, typed, f"{path}：{key}") for key, typed in value.items())
