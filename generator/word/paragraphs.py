"""The paragraphs of a draft as they are printed: numbered, titles and bylines in their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.speech import Section, Speech
from ..text.byline import printed, printed_lines
from ..text.leads import lead_length
from ..text.numerals import heading_number
from ..text.titles import title_lines, title_scale
from .layout import Layout
from .styles import HEADINGS, Role


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its text, in which `\\n` ends a line, and how much of it is a lead sentence.

    `scale` is per cent of their width that its characters take. In a byline, breaks are the
    writer's unless `is_typed`.
    """

    role: Role
    text: str
    lead: int = 0
    scale: int = 100
    is_typed: bool = False


def paragraphs_of(speech: Speech, layout: Layout, unit: str = "") -> Iterator[Paragraph]:
    """The paragraphs of `speech` in a layout; `unit` is the name that a title may be broken after."""
    yield from title_paragraphs(speech.title, layout.title_width, unit)
    for entry in speech.byline:
        yield byline_paragraph(entry, layout.byline_width)
    if speech.salutation is not None:
        yield Paragraph(Role.SALUTATION, speech.salutation)
    for text in speech.preamble:
        yield Paragraph(Role.BODY, text)
    for number, section in enumerate(speech.sections, start=1):
        yield from _section_paragraphs(section, 1, number)
    for text in speech.closing:
        yield Paragraph(Role.CLOSING, text)


def title_paragraphs(title: str | None, width: float, unit: str = "") -> list[Paragraph]:
    """A paragraph for each line that was typed, all of them squeezed alike."""
    lines = [title_lines(line, width, unit) for line in title.split("\n")] if title is not None else []
    scale = min((title_scale(line, width) for line in lines), default=100)
    return [Paragraph(Role.TITLE, "\n".join(line), scale=scale) for line in lines]


def byline_paragraph(entry: str, width: float) -> Paragraph:
    """An entry of the byline; where the name stands on a line of its own, the gap ends the line before."""
    if "\n" in entry:
        return Paragraph(Role.BYLINE, printed(entry), is_typed=True)
    *before, last = printed_lines(entry, width)
    text = printed(entry)
    gap = text[len("".join(before)) : len(text) - len(last)]
    return Paragraph(
        Role.BYLINE, "\n".join([*before, last] if not gap else [*before[:-1], before[-1] + gap, last])
    )


def _section_paragraphs(section: Section, level: int, number: int) -> Iterator[Paragraph]:
    yield Paragraph(HEADINGS[level - 1], heading_number(level, number) + section.heading)
    for text in section.paragraphs:
        yield Paragraph(Role.BODY, text, lead_length(text))
    for number, inner in enumerate(section.sections, start=1):
        yield from _section_paragraphs(inner, level + 1, number)
