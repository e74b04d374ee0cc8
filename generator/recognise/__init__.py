"""Recognise: the paragraphs of any file → the speech in them, and what was dropped.

    openings.py   where a speech begins, and a second one
    head.py       its title, date and speaker; byline.py knows dates and names, glued.py parts
                  what stands in one line
    address.py    its salutation
    outline.py    its headings and their levels: shape.py judges a line by itself,
                  sequences.py over the whole text; numbers.py reads the numbers
    ending.py     its last words, what is signed under them, the closing
    furniture.py  what a site or a chat puts round it
    pages.py      the pages of a preview, joined; page numbers
    contents.py   a table of contents above it
    roles.py      what each paragraph of the file is

The law: between the salutation, or the first line of the text where there is none, and the
last words nothing is dropped but what is no text: a page's number, a rule, the label of a
part. All that is dropped is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..errors import FileError
from ..model.speech import Role, Section, Speech
from .contents import without_contents
from .ending import before_last_words, split_closing, split_signature, split_tail
from .furniture import LABEL, RULE, is_label, is_rule
from .glued import unglued
from .head import Head, longer_salutation, parse_head
from .openings import Opening, openings
from .outline import Heading, headings_of, renumbered, with_numbers_joined
from .pages import without_page_numbers
from .paragraph import Paragraph, lines_of
from .recognised import Dropped, Placed, Recognised
from .roles import Part, roles_of

__all__ = ["MOST_LINES", "Dropped", "Paragraph", "Placed", "Recognised", "recognise"]

MOST_LINES = 100_000
ANOTHER = "另一篇"


def recognise(paragraphs: Iterable[Paragraph], page_heading: str = "", speech: int = 1) -> Recognised:
    """The speech that `paragraphs` are, the `speech`-th of several; oddities are values, not exceptions.

    `page_heading` is a title from outside the text, such as a web page's. Raises FileError
    when there are more than `MOST_LINES` lines, or fewer speeches.
    """
    lines, inside = _text_lines(paragraphs)
    begun = openings(lines)
    if not 0 < speech <= len(begun):
        raise FileError(f"里面只找到 {len(begun)} 篇讲话，没有第 {speech} 篇")
    bounds = [0, *(one.head for one in begun[1:]), len(lines)]
    start, end = bounds[speech - 1], bounds[speech]
    opening = _shifted(begun[speech - 1], start)
    found = _recognised(lines[start:end], opening, page_heading if speech == 1 else "")
    others = _others(lines, bounds, speech)
    return replace(found, dropped=(*others, *inside, *found.dropped), speeches=len(begun))


def _shifted(opening: Opening, start: int) -> Opening:
    return replace(opening, head=opening.head - start, text=opening.text - start)


def _others(lines: Sequence[Paragraph], bounds: Sequence[int], speech: int) -> list[Dropped]:
    """The other speeches, each as one text."""
    return [
        Dropped(
            "\n".join(line.text for line in lines[start:end]),
            f"{ANOTHER}（第 {number} 篇）",
            "before" if number < speech else "after",
            is_chosen=speech > 1,
        )
        for number, (start, end) in enumerate(pairwise(bounds), 1)
        if number != speech
    ]


def _recognised(lines: Sequence[Paragraph], opening: Opening, page_heading: str) -> Recognised:
    """The speech in the lines of one, whose text begins where `opening` says."""
    head = parse_head(lines[: opening.text], page_heading)
    salutation, body = _split_address(lines, opening)
    body, tail = split_tail(body)
    body, signed, left = split_signature(body, _texts(head.byline))
    headings = before_last_words(body, headings_of(body))
    closing_start = split_closing(body, headings)
    first = headings[0].place if headings else closing_start
    speech = Speech(
        title=head.title,
        byline=_texts((*head.byline, *signed)),
        salutation=None if salutation is None else salutation.text,
        preamble=_texts(body[:first]),
        sections=_sections(headings, body, closing_start, 1),
        closing=_texts(body[closing_start:]),
    )
    parts = (*_of_head(head, signed, salutation), *_of_body(body, headings, closing_start))
    dropped = (*head.dropped, *left, *tail)
    return Recognised(speech, dropped, renumbered(headings), roles_of(parts))


def _split_address(
    lines: Sequence[Paragraph], opening: Opening
) -> tuple[Paragraph | None, Sequence[Paragraph]]:
    """The salutation, None where there is none, and the lines of the text after it."""
    if opening.salutation is None:
        return None, lines[opening.text :]
    line, after = lines[opening.text], lines[opening.text + 1 :]
    salutation = line.saying(opening.salutation)
    if opening.rest:
        return salutation, [line.saying(opening.rest), *after]
    return longer_salutation(salutation, after)


def _of_head(head: Head, signed: Sequence[Paragraph], salutation: Paragraph | None) -> Iterator[Part]:
    yield from ((Placed(Role.TITLE), line, line.text) for line in head.titles)
    yield from ((Placed(Role.BYLINE), line, line.text) for line in (*head.byline, *signed))
    if salutation is not None:
        yield Placed(Role.SALUTATION), salutation, salutation.text


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


def _text_lines(paragraphs: Iterable[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    """The lines that are text, and what is none: rules, page numbers, labels of parts, contents."""
    lines, dropped = [], []
    for line in _bounded(paragraphs):
        reason = RULE if is_rule(line.text) and not line.is_table else LABEL if is_label(line.text) else ""
        if reason:
            dropped.append(Dropped(line.text, reason, "inside"))
        else:
            lines.append(line)
    lines, pages = without_page_numbers(with_numbers_joined(lines))
    lines, contents = without_contents(_split_single_line(lines))
    return unglued(lines), [*dropped, *pages, *contents]


def _bounded(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    lines: list[Paragraph] = []
    for line in lines_of(paragraphs):
        lines.append(line)
        if len(lines) > MOST_LINES:
            raise FileError(f"超过 {MOST_LINES} 行，不像一篇讲话稿。请只留下讲话的部分再试")
    return lines


_INLINE = re.compile(r"(?:(?<=[。！？；：”）])|(?<![ 　])(?=[ 　]))[ 　]*+(?=[一二三四五六七八九十]{1,3}、)")


def _split_single_line(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, one that holds nearly the whole text split before its headings 一、 二、."""
    total = sum(len(line.text) for line in lines)
    longest = max(lines, key=lambda line: len(line.text) * (not line.is_table), default=None)
    if longest is None or len(longest.text) < 150 or len(longest.text) * 10 < total * 7:
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
