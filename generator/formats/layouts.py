"""Layouts (版式) by name or path: found, opened, told apart; and the time that a file is made."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from .. import files
from ..errors import DocumentError, SettingsError
from ..files.builtin import builtin_folder
from ..model.layout_changes import NO_CHANGES, parse_changes, split_name

if TYPE_CHECKING:
    from ..model.provenance import Provenance
    from ..word.layout import Layout

LAYOUTS = ("official", "reading")

EPOCH = "SOURCE_DATE_EPOCH"
LATEST = 253_402_300_799
"""Seconds from 1970 to the end of 9999."""


def find_layout(name: str) -> Path:
    """The path of a built-in layout by its name, or of the user's own .docx; changes may be
    written behind it (see `LayoutChanges`).

    Raises DocumentError when there is none, and for what is no change.
    """
    name, changes = split_name(name)
    parse_changes(changes)
    if name in LAYOUTS:
        return builtin_folder() / "layouts" / f"{name}.docx"
    path = Path(name)
    if not os.path.isfile(path):
        known = "、".join(LAYOUTS)
        ways = "自己的版式请给出 .docx 文件的路径；speechgen.yaml 里写了“版式”的，也要有那个文件"
        raise DocumentError(f"没有版式“{name}”。自带的是 {known}，{ways}")
    return path


def open_layout(name: str) -> Layout:
    """The layout of that name or path, opened. Raises DocumentError."""
    from ..word.layout import load_layout

    path, (base, changes) = find_layout(name), split_name(name)
    fallback = None if base in LAYOUTS else load_layout(find_layout(LAYOUTS[0]))
    return load_layout(path, fallback, parse_changes(changes))


def layout_hash(name: str) -> str:
    """What changes when the layout of that name or path does. Raises as `open_layout`."""
    from hashlib import sha256

    changes = parse_changes(split_name(name)[1])
    data = files.read_bytes(find_layout(name))
    return sha256(data + (b"" if changes == NO_CHANGES else repr(changes).encode())).hexdigest()[:16]


def layout_of(provenance: Provenance | None, usual: str, folders: Iterable[Path] = ()) -> str | None:
    """The layout that a document was made in, `usual` for one that is no draft of ours.

    A path in a provenance is not followed, for the document may come from anybody: a file
    of that name is looked for in `folders`, and must be the same file. None when it is in
    none of them.
    """
    if provenance is None or not provenance.layout:
        return usual
    base, changes = split_name(provenance.layout)
    if base in LAYOUTS:
        return provenance.layout
    name = PureWindowsPath(base).name
    for path in (Path(split_name(usual)[0]), *(folder / name for folder in folders)):
        layout = f"{path}，{changes}" if changes else str(path)
        if path.is_file() and layout_hash(layout) == provenance.layout_hash:
            return layout
    return None


def with_layout(provenance: Provenance, layout: str) -> Provenance:
    """`provenance` with the layout of that name or path. Raises DocumentError or FileError."""
    return replace(provenance, layout=recorded_name(layout), layout_hash=layout_hash(layout))


def recorded_name(layout: str) -> str:
    """A layout as drafts name it: a path tells whoever gets the draft who the user is, and makes
    it another in another folder."""
    return PureWindowsPath(layout).name


def creation_time() -> datetime.datetime:
    """Now, or the time that SOURCE_DATE_EPOCH gives, for reproducible files.

    Raises SettingsError when that is no time.
    """
    epoch = os.environ.get(EPOCH, "")
    if not epoch:
        return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    if not epoch.isdecimal() or len(epoch) > 12 or int(epoch) > LATEST:
        raise SettingsError(
            f"环境变量 {EPOCH} 是“{epoch[:30]}”，应当是 1970 年以来的秒数，不晚于 9999 年；不用它就去掉"
        )
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
