"""What goes to the terminal, and all that does: nothing else prints.

Titles, units, texts and file names come from files that anybody may have made: they are shown
so that they cannot steer the terminal, hide or pretend to be another line. A pipe that is
closed ends the run in silence; a stream that is not there swallows what it is given.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import IO, Any

LONGEST = 4_000
"""Characters of a line; of a longer one the beginning and the end are shown."""

_END = 500
_STRANGE = "□"
_COLOURS = re.compile(r"(\x1b\[(?:31|32|33|90|31;9|32;4|0)m)")


def show(text: str = "", *, is_clean: bool = False) -> None:
    """Shows lines on the standard output; those that are not `is_clean` are cleaned."""
    _print(sys.stdout, text if is_clean else clean(text))


def show_coloured(text: str) -> None:
    """As `show`, of text in which our own colours may stand."""
    pieces = _COLOURS.split(text)
    _print(sys.stdout, "".join(piece if place % 2 else clean(piece) for place, piece in enumerate(pieces)))


def tell(text: str = "", end: str = "\n") -> None:
    """Shows lines on the standard error, where they do not get into what is piped on."""
    _print(sys.stderr, clean(text), end)


def ask(question: str) -> str:
    """What a person types after `question`. Raises EOFError when nobody is there."""
    tell(question, end="")
    return input()


def show_json(value: Any) -> None:
    """Shows `value` as JSON, in UTF-8 whatever the terminal's encoding when it is piped on."""
    import json

    show_data(_escaped(json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def show_data(data: bytes) -> None:
    """Puts a file's bytes on the standard output; for a screen they are text, and cleaned."""
    if sys.stdout is None:
        return
    if has_screen():
        text = data.decode("utf-8", "replace")
        _print(sys.stdout, "".join(map(_visible, text)), end="")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def has_screen() -> bool:
    """Whether the standard output is a screen."""
    return _is_terminal(sys.stdout)


def has_person() -> bool:
    """Whether a person sits there who can be asked."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)


def shows_progress() -> bool:
    """Whether the standard error is a screen, on which a line can be drawn again and again."""
    return _is_terminal(sys.stderr)


def clean(text: str) -> str:
    """`text` without what is no visible character, its lines no longer than `LONGEST`."""
    if len(text) <= LONGEST and text.isprintable():
        return text
    return "\n".join(map(_short, "".join(map(_visible, text)).split("\n")))


def soften() -> None:
    """A character that the terminal cannot show must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def flush() -> bool:
    """Whether all that was printed is out; what cannot be written any more is let go.

    Python itself would try it again at the end, and complain in English.
    """
    is_out = True
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            is_out = False
            _let_go(stream)
    return is_out


def _print(stream: IO[str] | None, text: str, end: str = "\n") -> None:
    if stream is not None:
        print(text, end=end, file=stream, flush=not end)


def _let_go(stream: IO[str]) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it was closed
        return False


def _visible(char: str) -> str:
    """`char`, or what shows that there is one: also of those that only turn text round."""
    if char in "\n\t" or char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    return "" if char == "\r" else _STRANGE


def _short(line: str) -> str:
    if len(line) <= LONGEST:
        return line
    return f"{line[: LONGEST - _END]}……（共 {len(line)} 字）……{line[-_END:]}"


def _escaped(text: str) -> str:
    r"""JSON with what is no visible character as \u…, which means the same."""
    if text.replace("\n", "").replace("　", "").isprintable():
        return text
    return "".join(char if _visible(char) == char else _code(char) for char in text)


def _code(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))
