"""Which reader and writer a path or a format's name means: only the tables."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .. import files
from ..errors import FileError
from ..model.speech import Blank, Speech
from ..text.suggestions import nearest

if TYPE_CHECKING:
    from ..model.provenance import Provenance
    from ..recognise import Recognised
    from ..word.layout import Layout

DEFAULT = "docx"

LARGEST_SOURCE = 64 << 20
"""Bytes; a file to read over this is refused unread."""

NO_PDF = "读不了 PDF。请在 Word 或 WPS 里打开它，另存为 .docx，或把文字复制到记事本里存成 .txt"

_DECLARED_UTF_8 = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?utf-?8", re.IGNORECASE)


@dataclass(frozen=True)
class Dress:
    """What a writer needs besides the speech: .docx and .pdf all of it, a page what it can show.

    `created` is the time that the document's properties give.
    """

    created: datetime.datetime
    layout: Layout | None = None
    provenance: Provenance | None = None
    blanks: tuple[Blank, ...] = field(default=())
    author: str = ""

    @property
    def unit(self) -> str:
        """The name of the unit that the speech is for, "" where it is not known."""
        return str(self.provenance.details.get("unit") or "") if self.provenance else ""


def encode(speech: Speech, format: str, dress: Dress) -> bytes:
    """`speech` as a file of `format`, a key of `WRITERS`."""
    return WRITERS[format](speech, dress)


def format_of(path: Path) -> str:
    """The format that a path's ending means; `DEFAULT` without one. Raises FileError."""
    ending = path.suffix.lower().removeprefix(".")
    return check_format(_ENDINGS.get(ending, ending) or DEFAULT, f"{path}：")


def known_format(path: Path) -> str | None:
    """The format that a path's ending means; None without an ending, or for one that means none."""
    ending = path.suffix.lower().removeprefix(".")
    found = _ENDINGS.get(ending, ending)
    return found if found in WRITERS else None


def check_format(name: str, place: str = "") -> str:
    """`name` if it is a format; raises FileError that lists those there are."""
    if name not in WRITERS:
        raise FileError(f"{place}不能写成“{name}”格式，可用：{'、'.join(WRITERS)}{nearest(name, WRITERS)}")
    return name


def _docx(speech: Speech, dress: Dress) -> bytes:
    from ..word.writer import write_docx

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
    from ..model.markup import write

    return write(speech).encode()


def _text(speech: Speech, dress: Dress) -> bytes:
    from .plaintext import write

    return write(speech).encode()


def _json(speech: Speech, dress: Dress) -> bytes:
    import json

    return (json.dumps(speech.to_json(), ensure_ascii=False, indent=2) + "\n").encode()


def _html(speech: Speech, dress: Dress) -> bytes:
    from .html_writer import write

    return write(speech, unit=dress.unit, blanks=dress.blanks, author=dress.author).encode()


def _pdf(speech: Speech, dress: Dress) -> bytes:
    from .pdf import from_docx

    return from_docx(_docx(speech, dress))


WRITERS: Mapping[str, Callable[[Speech, Dress], bytes]] = {
    "docx": _docx,
    "md": _markdown,
    "txt": _text,
    "json": _json,
    "html": _html,
    "pdf": _pdf,
}
LAID_OUT = frozenset(("docx", "pdf"))
"""The formats that a layout is for."""


def read(data: bytes, format: str, name: str) -> Recognised:
    """The speech in a file of `format`, a key of `READERS`, and what was dropped.

    `name` is what messages call the file. Raises SpeechgenError when it cannot be read.
    """
    return READERS[format](data, name)


def source_format(path: Path, data: bytes) -> str:
    """The format of a file by what it begins with, else by its name; txt for an unknown text.

    A .docx under another name is one; .doc and .wps are told apart by the reader of .docx.
    """
    if data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        return "docx"
    ending = path.suffix.lower().removeprefix(".")
    if ending in ("doc", "wps", "docm", "dotx"):
        return "docx"
    return _ENDINGS.get(ending, ending if ending in READERS else _guessed(ending, path))


def _guessed(ending: str, path: Path) -> str:
    if ending in ("", "-", "text", "log", "bak") or str(path) == "-":
        return "txt"
    if ending == "pdf":
        raise FileError(f"{path}：{NO_PDF}")
    known = "、".join(READERS)
    raise FileError(f"{path}：读不了“.{ending}”文件，可用：{known}")


def _read_docx(data: bytes, name: str) -> Recognised:
    from ..word.reader import read_any_docx

    return read_any_docx(data, name)


def _read_markdown(data: bytes, name: str) -> Recognised:
    from .markdown import read

    return read(files.decode(data, name).content)


def _read_text(data: bytes, name: str) -> Recognised:
    from .plaintext import read

    text = files.decode(data, name).content
    return (
        _read_page(text, name)
        if text.lstrip("\ufeff \n\r\t")[:200].lower().startswith(("<!doctype html", "<html"))
        else read(text)
    )


def _read_html(data: bytes, name: str) -> Recognised:
    if _DECLARED_UTF_8.search(data[:2000]):
        return _read_page(data.decode("utf-8", "replace").removeprefix("\ufeff"), name)
    return _read_page(files.decode(data, name).content, name)


def _read_page(text: str, name: str) -> Recognised:
    from .html import read

    return read(text, name)


def _read_json(data: bytes, name: str) -> Recognised:
    import json

    from ..model.speech import Speech
    from ..recognise import Recognised

    try:
        speech = Speech.from_json(json.loads(files.decode(data, name).content))
        ok = all(isinstance(text, str) for text in speech.texts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileError(
            f"{name}：不是讲话稿的 JSON（要有 title、byline、salutation、preamble、sections、closing）"
        ) from error
    if not ok:
        raise FileError(f"{name}：不是讲话稿的 JSON，有的地方应当是文字")
    return Recognised(speech)


READERS: Mapping[str, Callable[[bytes, str], Recognised]] = {
    "docx": _read_docx,
    "md": _read_markdown,
    "txt": _read_text,
    "html": _read_html,
    "json": _read_json,
}

_ENDINGS: Mapping[str, str] = {"htm": "html", "xhtml": "html", "markdown": "md"}
