"""Which writer a path or a format's name means: only the table."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import FileError
from .speech import Blank, Speech
from .words import nearest

if TYPE_CHECKING:
    from .provenance import Provenance
    from .word.layout import Layout

DEFAULT = "docx"


@dataclass(frozen=True)
class Dress:
    """What a writer needs besides the speech; only .docx uses it.

    `created` is the time that the document's properties give.
    """

    created: datetime.datetime
    layout: Layout | None = None
    provenance: Provenance | None = None
    blanks: tuple[Blank, ...] = field(default=())
    author: str = ""


def encode(speech: Speech, format: str, dress: Dress) -> bytes:
    """`speech` as a file of `format`, a key of `WRITERS`."""
    return WRITERS[format](speech, dress)


def format_of(path: Path) -> str:
    """The format that a path's ending means; `DEFAULT` without one. Raises FileError."""
    ending = path.suffix.lower().removeprefix(".")
    return check_format(ending or DEFAULT, f"{path}：")


def check_format(name: str, place: str = "") -> str:
    """`name` if it is a format; raises FileError that lists those there are."""
    if name not in WRITERS:
        raise FileError(f"{place}不能写成“{name}”格式，可用：{'、'.join(WRITERS)}{nearest(name, WRITERS)}")
    return name


def _docx(speech: Speech, dress: Dress) -> bytes:
    from .word.writer import write_docx

    if dress.layout is None:
        raise ValueError("a .docx needs a layout")
    return write_docx(
        speech,
        dress.layout,
        provenance=dress.provenance,
        blanks=dress.blanks,
        author=dress.author,
        created=dress.created,
    )


def _markdown(speech: Speech, dress: Dress) -> bytes:
    from .markup import write

    return write(speech).encode()


def _text(speech: Speech, dress: Dress) -> bytes:
    from .plaintext import write

    return write(speech).encode()


def _json(speech: Speech, dress: Dress) -> bytes:
    import json

    return (json.dumps(speech.to_json(), ensure_ascii=False, indent=2) + "\n").encode()


WRITERS: Mapping[str, Callable[[Speech, Dress], bytes]] = {
    "docx": _docx,
    "md": _markdown,
    "txt": _text,
    "json": _json,
}
