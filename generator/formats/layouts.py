"""Layouts (版式) by name or path: found, opened, told apart; and the time that a file is made."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from .. import files
from ..errors import DocumentError
from ..files.builtin import builtin_folder

if TYPE_CHECKING:
    from ..model.provenance import Provenance
    from ..word.layout import Layout

LAYOUTS = ("official", "reading")


def find_layout(name: str) -> Path:
    """The path of a built-in layout by its name, or of the user's own .docx.

    Raises DocumentError when there is none.
    """
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

    path = find_layout(name)
    return load_layout(path, fallback=None if name in LAYOUTS else load_layout(find_layout(LAYOUTS[0])))


def layout_hash(name: str) -> str:
    """What changes when the layout of that name or path does. Raises as `open_layout`."""
    from hashlib import sha256

    return sha256(files.read_bytes(find_layout(name), files.LARGEST_COPY)).hexdigest()[:16]


def layout_of(provenance: Provenance | None, usual: str, folders: Iterable[Path] = ()) -> str | None:
    """The layout that a document was made in, `usual` for one that is no draft of ours.

    A path in a provenance is not followed, for the document may come from anybody: a file
    of that name is looked for in `folders`, and must be the same file. None when it is in
    none of them.
    """
    if provenance is None or not provenance.layout:
        return usual
    if provenance.layout in LAYOUTS:
        return provenance.layout
    name = PureWindowsPath(provenance.layout).name
    candidates = [Path(usual), *(folder / name for folder in folders)]
    for path in candidates:
        if path.is_file() and layout_hash(str(path)) == provenance.layout_hash:
            return str(path)
    return None


def with_layout(provenance: Provenance, layout: str) -> Provenance:
    """`provenance` with the layout of that name or path. Raises DocumentError or FileError."""
    return replace(provenance, layout=layout, layout_hash=layout_hash(layout))


def creation_time() -> datetime.datetime:
    """Now, or the time that SOURCE_DATE_EPOCH gives, for reproducible files."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) < 12:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
