"""A speech whose paragraphs say what they are, as those of a draft do by their styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from ..model.speech import Role, Section, Speech
from ..text import byline
from ..text.numerals import heading_number_length
from .paragraph import Paragraph
from .recognised import Dropped, Placed, Recognised


def recognise_styled(paragraphs: Sequence[tuple[Paragraph, Placed | None]]) -> Recognised:
    """The speech that `paragraphs` are, each with what its style says, None where that says nothing.

    A style is believed where the order of a speech allows it; a paragraph that stands where its
    style cannot be is text of the part that it stands in, so no text is lost. What stands above the
    title is dropped. Numbers of headings and brackets round a date in the byline are left out.
    """
    lines = [_Line(paragraph, *(placed or (None,))) for paragraph, placed in paragraphs]
    above, lines = _split_head(lines)
    titles, lines = _leading(lines, Role.TITLE)
    entries, lines = _leading(lines, Role.BYLINE)
    salutation, lines = _leading(lines, Role.SALUTATION, most=1)
    body, closing = _split_closing(lines)
    preamble = list(takewhile(lambda line: not line.level, body))
    speech = Speech(
        title="\n".join(line.text for line in titles) or None,
        byline=tuple(byline.entry(line.text) for line in entries),
        salutation=salutation[0].text if salutation else None,
        preamble=_texts(preamble),
        sections=_sections(body[len(preamble) :]),
        closing=_texts(closing),
    )
    parts = {
        Role.TITLE: titles, Role.BYLINE: entries, Role.SALUTATION: salutation, Role.PREAMBLE: preamble,
        Role.BODY: body[len(preamble) :], Role.CLOSING: closing,
    }  # fmt: skip
    roles = {
        place: Placed(Role.HEADING, line.level) if line.level and role is Role.BODY else Placed(role)
        for role, group in parts.items()
        for line in group
        for place in line.paragraph.places
    }
    return Recognised(speech, tuple(Dropped(line.text, "标题之前的内容") for line in above), roles=roles)


@dataclass(frozen=True)
class _Line:
    """A paragraph and what its style says; the level is a heading's, else 0."""

    paragraph: Paragraph
    role: Role | None = None
    level: int = 0

    @property
    def text(self) -> str:
        """The text with the number that is shown before it; a heading's number is its writer's."""
        return self.paragraph.text if self.level else self.paragraph.number + self.paragraph.text


def _split_head(lines: Sequence[_Line]) -> tuple[list[_Line], list[_Line]]:
    """What stands above the title, and the rest; without a title what stands above the head is it."""
    first = next((place for place, line in enumerate(lines) if line.role is not None), 0)
    above, rest = list(lines[:first]), list(lines[first:])
    if above and rest[0].role is Role.TITLE:
        return above, rest
    if above and rest[0].role in (Role.BYLINE, Role.SALUTATION):
        above = [replace(line, role=Role.TITLE) for line in above]
    return [], [*above, *rest]


def _leading(lines: Sequence[_Line], role: Role, most: int | None = None) -> tuple[list[_Line], list[_Line]]:
    found = list(islice(takewhile(lambda line: line.role is role, lines), most))
    return found, list(lines[len(found) :])


def _split_closing(lines: Sequence[_Line]) -> tuple[Sequence[_Line], Sequence[_Line]]:
    """The closing begins at the first of its paragraphs after the last heading."""
    last = max((place for place, line in enumerate(lines) if line.level), default=-1)
    starts = (place for place in range(last + 1, len(lines)) if lines[place].role is Role.CLOSING)
    start = next(starts, len(lines))
    return lines[:start], lines[start:]


def _sections(lines: Sequence[_Line]) -> tuple[Section, ...]:
    """The sections of `lines`, which begin with a heading.

    A heading that is not deeper than the one that began a section begins the next.
    """
    starts: list[int] = []
    for place, line in enumerate(lines):
        if line.level and (not starts or line.level <= lines[starts[-1]].level):
            starts.append(place)
    return tuple(_section(lines[start:end]) for start, end in pairwise([*starts, len(lines)]))


def _section(lines: Sequence[_Line]) -> Section:
    heading, *rest = lines
    own = _texts(takewhile(lambda line: not line.level, rest))
    return Section(_without_number(heading), (*own, *_sections(rest[len(own) :])))


def _without_number(heading: _Line) -> str:
    """The heading's text; when there is nothing but a number, that is the text."""
    number = heading_number_length(heading.level, heading.text)
    return heading.text[number:] if heading.text[number:].strip() else heading.text


def _texts(lines: Iterable[_Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)
