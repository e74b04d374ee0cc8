"""The end of a speech: its closing, and what is signed under it."""

from __future__ import annotations

from collections.abc import Sequence

from .dates import is_date, split_byline
from .outline import Heading
from .paragraph import Dropped, Paragraph
from .phrases import is_point, is_thanks, opens_closing, rallies, surely_closes

MOST_PARAGRAPHS = 8
"""Of a closing."""


def split_signature(
    lines: Sequence[Paragraph], byline: Sequence[str]
) -> tuple[list[Paragraph], tuple[Paragraph, ...], list[Dropped]]:
    """The lines, the entries for the byline that are signed under them, and what is left over.

    Left over are a signature that says again what the byline has, and captions after the
    last word of thanks.
    """
    end = _last_word(lines)
    after = list(lines[end:])
    kept = list(lines[:end])
    signed = [line for line in after if split_byline(line.text)] if after else _signature(kept)
    kept = kept if after else kept[: len(kept) - len(signed)]
    found = {
        line: [line.saying(entry) for entry in split_byline(line.text) or (line.text,)] for line in signed
    }
    new = tuple(entry for entries in found.values() for entry in entries if _adds(entry.text, byline))
    used = {line for line, entries in found.items() if any(entry in new for entry in entries)}
    left = [Dropped(line.text, "落款或图片说明") for line in (after or signed) if line not in used]
    return kept, new, left


def split_closing(lines: Sequence[Paragraph], headings: Sequence[Heading]) -> int:
    """Where the closing begins; the number of lines when there is none.

    It stands after the last section's own text: 同志们 in the middle begins none.
    """
    first = headings[-1].place + 1 if headings else 2
    has_own = bool(headings) and not headings[-1].rest and not headings[-1].is_item
    for place in range(max(first, len(lines) - MOST_PARAGRAPHS), len(lines)):
        own_text_missing = has_own and place == first
        if _may_begin(lines, place, needs_strong=own_text_missing or not headings):
            return _with_address(lines, place, first) if not headings else place
    last = len(lines) - 1
    text = lines[-1].text if lines else ""
    ends = rallies(text) or (not headings and opens_closing(text))
    return last if last >= first + bool(headings) and ends and not is_point(text) else len(lines)


def _with_address(lines: Sequence[Paragraph], place: int, first: int) -> int:
    """Where a closing begins whose first line is a mere word of thanks: 同学们，… before it is in it."""
    before = lines[place - 1].text
    is_bare = is_thanks(lines[place].text) and place > first
    return place - 1 if is_bare and opens_closing(before) and not is_point(before) else place


def _may_begin(lines: Sequence[Paragraph], place: int, needs_strong: bool) -> bool:
    text = lines[place].text
    if not opens_closing(text) or (needs_strong and not surely_closes(text)):
        return False
    later = [line.text for line in lines[place + 1 :]]
    if any(is_point(text) for text in later):
        return False
    return surely_closes(text) or sum(not opens_closing(text) and not rallies(text) for text in later) <= 2


def _last_word(lines: Sequence[Paragraph]) -> int:
    """Where the text ends: after a word of thanks that only short lines follow."""
    for place in range(len(lines) - 1, max(-1, len(lines) - 12), -1):
        if is_thanks(lines[place].text):
            return place + 1
        if len(lines[place].text) > 40 or lines[place].text[-1] in "。！；":
            break
    return len(lines)


def _signature(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The last lines when they are a date, with the name or the office above it."""
    if len(lines) < 3:
        return []
    last = split_byline(lines[-1].text)
    if not last or not any(map(is_date, last)):
        return [lines[-1]] if last and lines[-1].alignment == "right" else []
    above = lines[-2].text
    is_name = bool(split_byline(above)) or (
        len(above) <= 24 and above[-1] not in "。！？：；，" and not is_point(above)
    )
    return list(lines[-2:] if is_name else lines[-1:])


def _adds(entry: str, byline: Sequence[str]) -> bool:
    """Whether an entry says what the byline does not: a date, or a name, where it has none."""
    return not any(is_date(entry) == is_date(other) for other in byline)
