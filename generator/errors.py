"""What can go wrong, said so that a person can act on it.

Every message is Chinese and says what is wrong, where, and what to do. The command line
shows it without traceback and ends with the exit status of its class.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class SpeechgenError(Exception):
    """Refused: bad input or usage. Nothing was written."""

    exit_status = 2


class TemplateError(SpeechgenError):
    """A template cannot be found, read or rendered."""


class DetailsError(SpeechgenError):
    """Details do not fit the template's fields; lists every mistake, a line each."""

    def __init__(self, mistakes: list[str], source: str = "") -> None:
        self.mistakes = tuple(mistakes)
        heading = f"{source}有 {len(mistakes)} 处要改：" if len(mistakes) > 1 else source
        super().__init__("\n  ".join([heading, *mistakes]) if len(mistakes) > 1 else source + mistakes[0])


class MarkupError(SpeechgenError):
    """A text is not speech markup; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        self.line = line
        super().__init__(f"第 {line} 行：{message}")


class SpeechError(SpeechgenError, ValueError):
    """What is given is no speech: a text is blank or none, or it nests too deep, or is in another form."""


class SettingsError(SpeechgenError):
    """A speechgen.yaml cannot be used."""


class FileError(SpeechgenError):
    """A file cannot be read or written."""


class DocumentError(SpeechgenError):
    """A .docx cannot be opened, is unsafe to open, or cannot serve as a layout."""


_written: ContextVar[list[object] | None] = ContextVar("written", default=None)


@contextmanager
def writing_record() -> Iterator[list[object]]:
    """Notes in the list it yields what files are written meanwhile: a run that fails has to say."""
    paths: list[object] = []
    token = _written.set(paths)
    try:
        yield paths
    finally:
        _written.reset(token)


def note(path: object) -> None:
    """Notes that the file at `path` was written, by whomever."""
    if (paths := _written.get()) is not None:
        paths.append(path)
