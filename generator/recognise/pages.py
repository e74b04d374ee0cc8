"""The pages of a preview, as sites that share documents number them: 1、…  2、…, cut in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .paragraph import Dropped, Paragraph

_NUMBER = re.compile(r"(\d{1,3})、(?=\D)")
_SHORTEST = 120
"""Characters of a page: a point of a speech that is as long ends with its sentence."""

_ENDS = "。！？；：!?;:…”’）)"


def without_page_numbers(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    """The lines, the pages of a preview joined, and the numbers that stood before them."""
    start = next((place for place in range(len(lines) - 1) if _is_cut(lines, place, 1)), None)
    if start is None:
        return list(lines), []
    end = start + 1
    while end < len(lines) - 1 and _is_cut(lines, end, end - start + 1):
        end += 1
    pages = [line.text for line in lines[start : end + 1]]
    marks = [match[0] for page in pages if (match := _NUMBER.match(page))]
    text = "".join(page[len(mark) :].strip() for page, mark in zip(pages, marks, strict=True))
    joined = [*lines[:start], lines[start].saying(text, *lines[start + 1 : end + 1]), *lines[end + 1 :]]
    return joined, [Dropped(mark, "分页和页码") for mark in marks]


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
