"""speechgen: drafts speeches (讲话稿) from templates and a unit's details.

The public interface:

    template = generator.load_template("supervision")
    speech = template.render({"unit": "云溪县", "date": "2026-03-12"})
    generator.write(speech, "draft.docx")
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ._version import __version__

if TYPE_CHECKING:
    from .model.speech import Section, Speech
    from .template.template import Template

__all__ = ["Section", "Speech", "Template", "__version__", "load_template", "write"]


def load_template(name: str, folders: Sequence[Path] = ()) -> Template:
    """The template called `name` in `folders` or built in, or the one at the path `name`.

    Raises `errors.TemplateError`, with the nearest names, when there is none or it is wrong.
    """
    from .template.template import load_template as load

    return load(name, folders)


def write(speech: Speech, path: str | Path, layout: str = "official") -> None:
    """Writes `speech` to `path`, whole or not at all; its ending says as what.

    `layout` is "official", "reading" or the path of a .docx; only .docx uses it. A file
    that is there is replaced. Raises `errors.SpeechgenError` when it cannot be done.
    """
    from .files import write_whole
    from .formats.layouts import creation_time, open_layout
    from .formats.table import WriteOptions, encode, format_of

    path = Path(path)
    format = format_of(path)
    options = WriteOptions(creation_time(), open_layout(layout) if format == "docx" else None)
    write_whole(path, encode(speech, format, options))


def __getattr__(name: str) -> object:
    """The values of the interface, loaded when asked for: `--help` must not wait for them."""
    if name in ("Section", "Speech"):
        from .model import speech

        return getattr(speech, name)
    if name == "Template":
        from .template.template import Template

        return Template
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
