"""A table of contents above a speech: numbered lines that are announced, or that come again below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .address import split_salutation
from .furniture import CONTENTS, is_rule
from .numbers import leading_number
from .paragraph import Paragraph
from .phrases import is_prose, is_title
from .recognised import Dropped
from .tidying import compact

_SEARCHED = 80
_ANNOUNCES = re.compile(r"[【\[]?(?:文章|本文|内容)?(?:目录|提纲)(?:[/／](?:目录|提纲))?[】\]]?[：:.…]*")


def without_contents(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    """The lines without a table of contents above the text, and that."""
    top = _top(lines)
    places = _announced(lines, top) or _repeated(lines, top)
    kept = [line for place, line in enumerate(lines) if place not in places]
    return kept, [Dropped(lines[place].text, CONTENTS) for place in sorted(places)]


def _top(lines: Sequence[Paragraph]) -> int:
    """How many lines stand above the first salutation or running text."""
    for place, line in enumerate(lines[:_SEARCHED]):
        is_text = (
            is_prose(line.text)
            and not leading_number(line.text)
            and not _ANNOUNCES.fullmatch(compact(line.text))
        )
        if is_text or split_salutation(line.text) is not None:
            return place
    return min(len(lines), _SEARCHED)


def _announced(lines: Sequence[Paragraph], top: int) -> set[int]:
    """目录： and the numbered lines under it, where a salutation or a title follows."""
    start = next((place for place in range(top) if _is_announcement(lines[place].text)), None)
    if start is None:
        return set()
    end = start + 1
    while end < len(lines) and (_key(lines[end].text) or is_rule(lines[end].text)):
        end += 1
    after = lines[end].text if end < len(lines) else ""
    is_list = end >= start + 3 and (is_title(after) or split_salutation(after[:200]) is not None)
    return set(range(start, end)) if is_list else set()


def _repeated(lines: Sequence[Paragraph], top: int) -> set[int]:
    keys = [_key(line.text) for line in lines]
    again = Counter(key for key in keys if key)
    places = {place for place in range(top) if keys[place] and again[keys[place]] > 1}
    places = {place for place in places if keys[place] in keys[max(places) + 1 :]}
    return places if len(places) > 1 and max(places) - min(places) <= 2 * len(places) else set()


def _is_announcement(text: str) -> bool:
    return len(text) < 20 and _ANNOUNCES.fullmatch(compact(text)) is not None


def _key(text: str) -> str:
    """A numbered line without the dots and the page number that a table of contents adds; "" for others."""
    if len(text) > 90 or leading_number(text) is None:
        return ""
    return re.sub(r"[\s.…·\d]+$", "", text)
