"""The paragraphs of a draft as they are printed: numbered, titles and bylines in their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.speech import Role, Speech
from ..model.table import Rows, rows_of
from ..text import byline
from ..text.leads import lead_length
from ..text.titles import title_lines, title_scale
from .layout import Layout
from .styles import StyleName, style_for

_MAY_BE_TABLES = (Role.PREAMBLE, Role.BODY, Role.CLOSING)


@dataclass(frozen=True)
class Printed:
    """A paragraph: its text, in which `\\n` ends a line, and how much of it is a lead sentence.

    `scale` is per cent of their width that its characters take. In a byline, breaks are the
    writer's unless `is_typed`. `rows` are those of a table, () of anything else.
    """

    style: StyleName
    text: str
    lead: int = 0
    scale: int = 100
    is_typed: bool = False
    rows: Rows = ()


def printed(speech: Speech, layout: Layout, unit: str = "") -> Iterator[Printed]:
    """The paragraphs of `speech` in a layout; `unit` is the name that a title may be broken after."""
    for role, level, number, text in speech.paragraphs():
        if role is Role.TITLE:
            yield from printed_title(text, layout.title_width, unit)
        elif role is Role.BYLINE:
            yield printed_entry(text, layout.byline_width)
        elif role in _MAY_BE_TABLES and (rows := rows_of(text)):
            yield Printed(style_for(role, level), text, rows=rows)
        else:
            lead = lead_length(text) if role is Role.BODY else 0
            yield Printed(style_for(role, level), number + text, lead)


def printed_title(title: str, width: float, unit: str = "") -> list[Printed]:
    """A paragraph for each line that was typed, all of them squeezed alike."""
    lines = [title_lines(line, width, unit) for line in title.split("\n")]
    scale = min(title_scale(line, width) for line in lines)
    return [Printed(StyleName.TITLE, "\n".join(line), scale=scale) for line in lines]


def printed_entry(entry: str, width: float) -> Printed:
    """An entry of the byline; where the name stands on a line of its own, the gap ends the line before."""
    text = byline.printed(entry)
    if "\n" in entry:
        return Printed(StyleName.BYLINE, text, is_typed=True)
    lines = list(byline.printed_lines(entry, width))
    gap = text[len("".join(lines[:-1])) : len(text) - len(lines[-1])]
    if gap:
        lines[-2] += gap
    return Printed(StyleName.BYLINE, "\n".join(lines))
