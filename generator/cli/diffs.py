"""What was changed in a text, as people see it: colours on a terminal, marks elsewhere."""

from __future__ import annotations

from .colours import STRUCK_RED, UNDERLINED_GREEN, painted, wanted

_AROUND = 12


def word_diff(old: str, new: str) -> str:
    """`new` with what is not in `old` marked, and what is no longer there: 于[-【日期】-]{+3月12日+}召开."""
    from ..text.merge import differences

    pieces: list[str] = []
    done = 0
    for one in differences(old, new):
        pieces.append(_short(old[done : one.start], bool(done), True))
        pieces.append(_removed(old[one.start : one.end]) + _added(new[one.new_start : one.new_end]))
        done = one.end
    return "".join([*pieces, _short(old[done:], bool(done), False)])


def _removed(text: str) -> str:
    return _marked(text, STRUCK_RED, "[-", "-]")


def _added(text: str) -> str:
    return _marked(text, UNDERLINED_GREEN, "{+", "+}")


def _marked(text: str, colour: str, begin: str, end: str) -> str:
    if not text:
        return ""
    return painted(text, colour) if wanted() else f"{begin}{text}{end}"


def _short(text: str, has_before: bool, has_after: bool) -> str:
    """What did not change, but for what is far from any change."""
    before, after = _AROUND * has_before, _AROUND * has_after
    if len(text) <= before + after + 1:
        return text
    return f"{text[:before]}…{text[len(text) - after :]}"
