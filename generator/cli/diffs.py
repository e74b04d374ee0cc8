"""What was changed in a text, as people see it: colours on a terminal, marks elsewhere."""

from __future__ import annotations

from .terminal import clean, has_screen

_RED, _GREEN, _OFF = "\x1b[31;9m", "\x1b[32;4m", "\x1b[0m"
_AROUND = 12


def word_diff(old: str, new: str) -> str:
    """`new` with what is not in `old` marked, and what is no longer there: 于[-【日期】-]{+3月12日+}召开.

    It is clean: the only signs in it that steer a terminal are those of the colours.
    """
    from ..text.merge import differences

    old, new = clean(old), clean(new)
    pieces: list[str] = []
    done = 0
    for one in differences(old, new):
        pieces.append(_short(old[done : one.start], bool(done), True))
        pieces.append(_removed(old[one.start : one.end]) + _added(new[one.new_start : one.new_end]))
        done = one.end
    return "".join([*pieces, _short(old[done:], bool(done), False)])


def _removed(text: str) -> str:
    return _marked(text, _RED, "[-", "-]")


def _added(text: str) -> str:
    return _marked(text, _GREEN, "{+", "+}")


def _marked(text: str, colour: str, begin: str, end: str) -> str:
    if not text:
        return ""
    if has_screen():
        return f"{colour}{text}{_OFF}"
    return f"{begin}{text}{end}"


def _short(text: str, has_before: bool, has_after: bool) -> str:
    """What did not change, but for what is far from any change."""
    before, after = _AROUND * has_before, _AROUND * has_after
    if len(text) <= before + after + 1:
        return text
    return f"{text[:before]}…{text[len(text) - after :]}"
