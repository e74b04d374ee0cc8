"""Which reader and writer a path or a format's name means: only the tables."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .. import files
from ..errors import FileError, SpeechError
from ..model.speech import Blank, Speech
from ..text.suggestions import nearest
from ..text.xml_characters import first_forbidden

if TYPE_CHECKING:
    from ..model.provenance import Provenance
    from ..recognise import Recognised
    from ..word.layout import Layout

DEFAULT = "docx"

NO_PDF = "读不了 PDF。请在 Word 或 WPS 里打开它，另存为 .docx，或把文字复制到记事本里存成 .txt"

_DECLARED_UTF_8 = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?utf-?8", re.IGNORECASE)


@dataclass(frozen=True)
class WriteOptions:
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


def encode(speech: Speech, format: str, options: WriteOptions) -> bytes:
    """`speech` as a file of `format`, a key of `WRITERS`. Raises DocumentError or FileError."""
    try:
        return WRITERS[format](speech, options)
    except UnicodeEncodeError as error:
        raise FileError("讲话稿里有存不下的字符（半个代理对），没有写。请删去它再试。") from error


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


def _docx(speech: Speech, options: WriteOptions) -> bytes:
    from ..word.writer import write_docx

    if options.layout is None:
        raise ValueError("a .docx needs a layout")
    return write_docx(
        speech,
        options.layout,
        provenance=options.provenance,
        blanks=options.blanks,
        author=options.author,
        created=options.created,
    )


def _markdown(speech: Speech, options: WriteOptions) -> bytes:
    from ..model.markup import write

    return write(speech).encode()


def _text(speech: Speech, options: WriteOptions) -> bytes:
    from .plaintext import write

    return write(speech).encode()


def _json(speech: Speech, options: WriteOptions) -> bytes:
    import json

    return (json.dumps(speech.to_json(), ensure_ascii=False, indent=2) + "\n").encode()


def _html(speech: Speech, options: WriteOptions) -> bytes:
    from .html_writer import write

    return write(speech, unit=options.unit, blanks=options.blanks, author=options.author).encode()


def _pdf(speech: Speech, options: WriteOptions) -> bytes:
    from .pdf import from_docx

    return from_docx(_docx(speech, options))


WRITERS: Mapping[str, Callable[[Speech, WriteOptions], bytes]] = {
    "docx": _docx,
    "md": _markdown,
    "txt": _text,
    "json": _json,
    "html": _html,
    "pdf": _pdf,
}
LAID_OUT = frozenset(("docx", "pdf"))
"""The formats that a layout is for."""


def read(data: bytes, format: str, name: str, speech: int = 1) -> Recognised:
    """The speech in a file of `format`, a key of `READERS`, the `speech`-th of several, and what was dropped.

    `name` is what messages call the file. Characters that a document cannot carry are shown
    as �. Raises SpeechgenError when it cannot be read.
    """
    if format != DEFAULT and len(data) > files.LARGEST_TEXT:
        raise FileError(
            f"{name}：大得不像一篇文稿，最多 {files.LARGEST_TEXT >> 20} MB。请把正文复制到 .txt 文件再试"
        )
    with files.within_bounds(name, len(data)):
        found = READERS[format](data, name, speech)
        return replace(found, speech=found.speech.with_texts(map(_writable, found.speech.texts)))


def _writable(text: str) -> str:
    """`text` with one kind of line end, and without what no document can carry."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    while (strange := first_forbidden(text)) is not None:
        text = text.replace(strange, "\ufffd")
    return text


def source_format(path: Path, data: bytes) -> str:
    """The format of a file by what it begins with, else by its name; txt for an unknown text.

    A .docx under another name is one, and so is a .doc.
    """
    from .office_documents import sniffed

    if found := sniffed(data):
        return found
    if data.startswith(b"PK\3\4"):
        return "docx"
    ending = path.suffix.lower().removeprefix(".")
    if ending in ("docm", "dotx"):
        return "docx"
    return _ENDINGS.get(ending, ending if ending in READERS else _guess(ending, path))


def _guess(ending: str, path: Path) -> str:
    if ending in ("", "-", "text", "log", "bak") or str(path) == "-":
        return "txt"
    if ending == "pdf":
        raise FileError(f"{path}：{NO_PDF}")
    known = "、".join(READERS)
    raise FileError(f"{path}：读不了“.{ending}”文件，可用：{known}")


def _read_docx(data: bytes, name: str, speech: int) -> Recognised:
    from ..word.reader import read_any_docx

    return read_any_docx(data, name, speech)


def _through_office(ending: str) -> Callable[[bytes, str, int], Recognised]:
    def read(data: bytes, name: str, speech: int) -> Recognised:
        from .office_documents import to_docx

        return _read_docx(to_docx(data, ending, name), name, speech)

    return read


def _read_markdown(data: bytes, name: str, speech: int) -> Recognised:
    from .markdown import read

    return read(files.decode(data, name).content, speech)


def _read_text(data: bytes, name: str, speech: int) -> Recognised:
    from .plaintext import read

    text = files.decode(data, name).content
    return (
        _read_page(text, name, speech)
        if text.lstrip("\ufeff \n\r\t")[:200].lower().startswith(("<!doctype html", "<html"))
        else read(text, speech)
    )


def _read_html(data: bytes, name: str, speech: int) -> Recognised:
    if _DECLARED_UTF_8.search(data[:2000]):
        return _read_page(data.decode("utf-8", "replace").removeprefix("\ufeff"), name, speech)
    return _read_page(files.decode(data, name).content, name, speech)


def _read_page(text: str, name: str, speech: int) -> Recognised:
    from .html import read

    return read(text, name, speech)


def _read_json(data: bytes, name: str, _speech: int) -> Recognised:
    import json

    from ..model.speech import Speech
    from ..recognise import Recognised

    try:
        return Recognised(Speech.from_json(json.loads(files.decode(data, name).content)))
    except SpeechError as error:
        raise FileError(f"{name}：{error}") from error
    except (ValueError, RecursionError) as error:
        raise FileError(f"{name}：不是 JSON") from error


READERS: Mapping[str, Callable[[bytes, str, int], Recognised]] = {
    "docx": _read_docx,
    "md": _read_markdown,
    "txt": _read_text,
    "html": _read_html,
    "json": _read_json,
    **{ending: _through_office(ending) for ending in ("doc", "wps", "rtf", "odt")},
}

_ENDINGS: Mapping[str, str] = {"htm": "html", "xhtml": "html", "markdown": "md"}
