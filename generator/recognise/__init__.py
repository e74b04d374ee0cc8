"""Recognise: the paragraphs of any file → the speech in them, and what was dropped.

    start.py      where the text begins
    head.py       title, date and speaker, salutation
    outline.py    headings and their levels; numbers.py reads the numbers
    ending.py     the closing, and what is signed under it
    pages.py      the numbered pages of a preview, joined
    junk.py       what a web page or a collection puts round a speech
    phrases.py    the phrases by which the parts are known
    roles.py      what each paragraph of the file is

Nothing is lost: each character of the input is in the speech or in what was dropped, but
for blanks and invisible characters, the numbers of headings and the mark that parts a
heading from the text glued to it, and brackets and labels of the byline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..errors import FileError
from ..model.speech import Role, Section, Speech
from .ending import split_closing, split_signature
from .head import Head, split_head
from .junk import is_number_in_table, junk_reason, split_tail, without_contents
from .outline import Heading, headings_of, renumbered, with_numbers_joined
from .pages import without_page_numbers
from .paragraph import Dropped, Paragraph, Placed, Recognised
from .roles import Part, roles_of
from .tidying import lines_of

__all__ = ["MOST_LINES", "Dropped", "Paragraph", "Placed", "Recognised", "recognise"]

MOST_LINES = 100_000


def recognise(paragraphs: Iterable[Paragraph], page_heading: str = "") -> Recognised:
    """The speech that `paragraphs` are; oddities are values, not exceptions.

    `page_heading` is a title from outside the text, such as a web page's. Raises FileError
    when there are more than `MOST_LINES` lines: that is no speech.
    """
    lines, pages = without_page_numbers(_bounded(paragraphs))
    lines, contents = without_contents(with_numbers_joined(_split_single_line(lines)))
    lines, tail = split_tail(lines)
    head, body, around = split_head(lines, page_heading)
    body, inside = _without_junk(body)
    body, signed, after = split_signature(body, _texts(head.byline))
    headings = headings_of(body)
    closing_start = split_closing(body, headings)
    first = headings[0].place if headings else closing_start
    speech = Speech(
        title=head.title,
        byline=_texts((*head.byline, *signed)),
        salutation=None if head.salutation is None else head.salutation.text,
        preamble=_texts(body[:first]),
        sections=_sections(headings, body, closing_start, 1),
        closing=_texts(body[closing_start:]),
    )
    dropped = (*pages, *contents, *around, *inside, *after, *tail)
    roles = roles_of((*_of_head(head, signed), *_of_body(body, headings, closing_start)))
    return Recognised(speech, dropped, renumbered(headings), roles)


def _of_head(head: Head, signed: Sequence[Paragraph]) -> Iterator[Part]:
    yield from ((Placed(Role.TITLE), line, line.text) for line in head.titles)
    yield from ((Placed(Role.BYLINE), line, line.text) for line in (*head.byline, *signed))
    if head.salutation is not None:
        yield Placed(Role.SALUTATION), head.salutation, head.salutation.text


def _of_body(lines: Sequence[Paragraph], headings: Sequence[Heading], closing_start: int) -> Iterator[Part]:
    by_place = {heading.place: heading for heading in headings}
    role = Role.PREAMBLE
    for place, line in enumerate(lines):
        heading = by_place.get(place)
        role = Role.CLOSING if place >= closing_start else Role.BODY if heading else role
        if heading is None:
            yield Placed(role), line, line.text
        else:
            yield Placed(Role.HEADING, heading.level), line, heading.text
            yield Placed(role), line, heading.rest


def _bounded(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    lines: list[Paragraph] = []
    for line in lines_of(paragraphs):
        lines.append(line)
        if len(lines) > MOST_LINES:
            raise FileError(f"超过 {MOST_LINES} 行，不像一篇讲话稿。请只留下讲话的部分再试")
    return lines


_INLINE = re.compile(r"(?<=[。！？；：”） 　])[ 　]*(?=[一二三四五六七八九十]{1,3}、)")


def _split_single_line(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, one that holds nearly the whole text split before its headings 一、 二、."""
    total = sum(len(line.text) for line in lines)
    longest = max(lines, key=lambda line: len(line.text), default=None)
    if longest is None or len(longest.text) < 200 or len(longest.text) * 10 < total * 7:
        return list(lines)
    pieces = [piece for piece in _INLINE.split(longest.text) if piece]
    if not _counts_up(pieces):
        return list(lines)
    place = next(index for index, line in enumerate(lines) if line is longest)
    parts = _with_closing_apart(pieces)
    return [*lines[:place], *map(longest.saying, parts), *lines[place + 1 :]]


def _counts_up(pieces: Sequence[str]) -> bool:
    return any(piece.startswith("一、") for piece in pieces) and any(
        piece.startswith("二、") for piece in pieces
    )


_LAST_WORDS = re.compile(
    r"(?<=[。！？])[ 　]*(?=同志们[，！：]|最后，|以上[几三四五]|各位[^，。]{2,8}[，！])"
)


def _with_closing_apart(pieces: Sequence[str]) -> list[str]:
    """The pieces, the last one split before the words that open a closing."""
    *before, last = pieces
    starts = [match.end() for match in _LAST_WORDS.finditer(last)]
    return [*before, last[: starts[-1]], last[starts[-1] :]] if starts else [*before, last]


def _without_junk(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    reasons = [junk_reason(line.text) if not is_number_in_table(line) else "" for line in lines]
    kept = [line for line, reason in zip(lines, reasons, strict=True) if not reason]
    dropped = [Dropped(line.text, reason) for line, reason in zip(lines, reasons, strict=True) if reason]
    return kept, dropped


def _sections(
    headings: Sequence[Heading], lines: Sequence[Paragraph], end: int, level: int
) -> tuple[Section, ...]:
    """The sections that begin at headings of `level`; `end` is where their lines end."""
    starts = [index for index, heading in enumerate(headings) if heading.level == level]
    return tuple(
        _section(headings[start:stop], lines, headings[stop].place if stop < len(headings) else end, level)
        for start, stop in pairwise([*starts, len(headings)])
    )


def _section(headings: Sequence[Heading], lines: Sequence[Paragraph], end: int, level: int) -> Section:
    heading, inner = headings[0], headings[1:]
    text_end = inner[0].place if inner else end
    own = ([heading.rest] if heading.rest else []) + list(_texts(lines[heading.place + 1 : text_end]))
    return Section(heading.text, (*own, *_sections(inner, lines, end, level + 1)))


def _texts(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)
