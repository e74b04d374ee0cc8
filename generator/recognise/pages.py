"""Pages: those of a preview joined (1、…  2、…, cut in mid-sentence), and page numbers taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .address import split_salutation
from .furniture import PAGES, is_page_mark
from .paragraph import Paragraph
from .recognised import Dropped

_NUMBER = re.compile(r"(\d{1,3})、(?=\D)")
_DIGITS = re.compile(r"\d+")
_SHORTEST = 120
"""Characters of a page: a point of a speech that is as long ends with its sentence."""

_FEWEST_NUMBERED = 3
_ENDS = "。！？；：!?;:…”’）)"


def without_page_numbers(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    """The lines without page numbers, the pages of a preview joined; and what was taken out."""
    lines, marks = _without_marks(lines)
    lines, numbers = _joined_pages(lines)
    lines, counted = _without_paragraph_numbers(lines)
    return lines, [Dropped(text, PAGES, "inside") for text in (*marks, *numbers, *counted)]


def _without_paragraph_numbers(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """The lines, those whose paragraphs a site has numbered, the salutation first, without the numbers."""
    counted: dict[int, str] = {}
    for place, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if match is not None and int(match[1]) == len(counted) + 1:
            counted[place] = match[0]
    first = next(iter(counted), None)
    if first is None or len(counted) < _FEWEST_NUMBERED or len(counted) * 10 < (max(counted) - first + 1) * 7:
        return list(lines), []
    if split_salutation(lines[first].text[len(counted[first]) :].strip()) is None:
        return list(lines), []
    bare = [line.saying(line.text[len(counted.get(place, "")) :].strip()) for place, line in enumerate(lines)]
    return [line for line in bare if line.text], list(counted.values())


def _without_marks(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """The lines, and those that are page numbers: several, each higher than the one before."""
    marks = [(place, _value(line.text)) for place, line in enumerate(lines) if is_page_mark(line.text)]
    rising = [
        place
        for (place, value), before in zip(marks, [0, *(v for _, v in marks)], strict=False)
        if value > before
    ]
    if len(rising) < 2 or len(rising) < len(marks):
        return list(lines), []
    taken = set(rising)
    kept = [line for place, line in enumerate(lines) if place not in taken]
    return kept, [lines[place].text for place in rising]


def _value(text: str) -> int:
    found = _DIGITS.search(text)
    return int(found[0]) if found else 0


def _joined_pages(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """The lines, the pages of a preview as one, and the numbers that stood before them."""
    start = next((place for place in range(len(lines) - 1) if _is_cut(lines, place, 1)), None)
    if start is None:
        return list(lines), []
    end = start + 1
    while end < len(lines) - 1 and _is_cut(lines, end, end - start + 1):
        end += 1
    pages = [line.text for line in lines[start : end + 1]]
    marks = [match[0] for page in pages if (match := _NUMBER.match(page))]
    text = "".join(page[len(mark) :].strip() for page, mark in zip(pages, marks, strict=True))
    return [*lines[:start], lines[start].saying(text, *lines[start + 1 : end + 1]), *lines[end + 1 :]], marks


def _is_cut(lines: Sequence[Paragraph], place: int, number: int) -> bool:
    """Whether the page of this number stands here and goes on in the line after it, the next page."""
    text = lines[place].text
    return (
        len(text) >= _SHORTEST
        and text[-1] not in _ENDS
        and _page(text) == number
        and _page(lines[place + 1].text) == number + 1
    )


def _page(text: str) -> int:
    match = _NUMBER.match(text)
    return int(match[1]) if match else 0
