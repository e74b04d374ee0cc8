"""speechgen: drafts speeches (讲话稿) from templates and a unit's details.

The public interface:

    template = generator.load_template("supervision")
    speech = template.render({"unit": "云溪县", "date": "2026-03-12"})
    generator.write(speech, "draft.docx")
    document = generator.to_document(speech)  # to go on with python-docx

What goes wrong raises a subclass of `generator.errors.SpeechgenError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import errors
from ._version import __version__

if TYPE_CHECKING:
    from docx.document import Document

    from .model.speech import Section, Speech
    from .template.template import Template

__all__ = ["Section", "Speech", "Template", "__version__", "errors", "load_template", "to_document", "write"]


def load_template(name: str, folders: Sequence[Path] = ()) -> Template:
    """The template called `name` in `folders` or built in, or the one at the path `name`.

    Raises `errors.TemplateError`, with the nearest names, when there is none or it is wrong.
    """
    from .template.template import load_template as load

    return load(name, folders)


def write(speech: Speech, path: str | Path, layout: str | Path = "official") -> None:
    """Writes `speech` to `path`, whole or not at all; its ending says as what.

    `layout` is "official", "reading" or the path of a .docx; .docx and .pdf use it, and .pdf
    needs LibreOffice. A file that is there is replaced. Raises `errors.SpeechgenError` when
    it cannot be done.
    """
    from .files import write_whole
    from .formats.table import format_of

    path = Path(path)
    write_whole(path, _encoded(speech, format_of(path), layout))


def to_document(speech: Speech, layout: str | Path = "official") -> Document:
    """`speech` laid out, as python-docx has a document, to go on with and to save.

    `layout` is "official", "reading" or the path of a .docx. Raises `errors.SpeechgenError`.
    """
    from .word.opened import Opened

    return Opened(_encoded(speech, "docx", layout)).document


def _encoded(speech: Speech, format: str, layout: str | Path) -> bytes:
    from .formats.layouts import creation_time, open_layout
    from .formats.table import LAID_OUT, WriteOptions, encode

    opened = open_layout(str(layout)) if format in LAID_OUT else None
    return encode(speech, format, WriteOptions(creation_time(), opened))


def __getattr__(name: str) -> object:
    """The values of the interface, loaded when asked for: `--help` must not wait for them."""
    if name in ("Section", "Speech"):
        from .model import speech

        return getattr(speech, name)
    if name == "Template":
        from .template.template import Template

        return Template
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
