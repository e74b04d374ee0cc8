"""Where the text of a speech begins, under its head and whatever a site put above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .dates import split_byline
from .junk import is_first_mark, junk_reason
from .numbers import leading_number
from .paragraph import Paragraph
from .phrases import is_prose, is_title, split_salutation
from .tidying import compact

SEARCHED = 60
"""Lines at the top among which the head is looked for."""

MOST_BEFORE = 15
"""Lines that a site may put before a speech's own title."""

LONGEST_BEFORE = 400

_ANNOUNCES = re.compile(r".{0,16}(?:全文|原文|实录|内容|讲话|致辞|演讲)如下[：:]?")
_BANNER = re.compile(r"欢迎(?:您|你|来到|光临|访问)")
SUBTITLE = re.compile(r"[—－─–―-]{1,3}\s?(?=\S)")


def text_start(lines: Sequence[Paragraph]) -> tuple[int, str | None, str]:
    """Where the text begins: the line, the salutation in it and what follows that in the line."""
    limit = min(len(lines), SEARCHED)
    first = _after_announcement(lines)
    start = next((place for place in range(first, limit) if _begins_text(lines, place)), limit)
    start = _titled_salutation(lines, start)
    start = _after_repeated_title(lines, start, limit)
    for place in range(start, limit):
        found = split_salutation(lines[place].text)
        if found is not None and (place == start or _title_between(lines, start, place)):
            return place, *found
        if leading_number(lines[place].text) and place > start:
            break
    return start, None, ""


def _begins_text(lines: Sequence[Paragraph], place: int) -> bool:
    text = lines[place].text
    if junk_reason(text) or is_first_mark(text) or (place < 3 and len(text) <= 40 and _BANNER.search(text)):
        return False
    if split_salutation(text) is not None and not (is_title(text)):
        return True
    number = leading_number(text)
    if number is not None and number.kind in ("han", "part"):
        return True
    return is_prose(text) and not split_byline(text) and not SUBTITLE.match(text)


def _after_announcement(lines: Sequence[Paragraph]) -> int:
    """Where a speech begins that a piece of news introduces: 讲话全文如下：; 0 for others."""
    length = 0
    for place, line in enumerate(lines[:MOST_BEFORE]):
        if _ANNOUNCES.fullmatch(line.text):
            return place + 1
        length += len(line.text)
        if length > LONGEST_BEFORE:
            break
    return 0


def _titled_salutation(lines: Sequence[Paragraph], start: int) -> int:
    """Where a salutation stands under a title soon after `start`: a site's notice is above it; or `start`."""
    if start == len(lines) or split_salutation(lines[start].text) is not None:
        return start
    length = 0
    for place in range(start, min(len(lines) - 1, start + MOST_BEFORE)):
        text, after = lines[place].text, lines[place + 1].text
        labelled = text.rstrip("：:")
        if is_title(labelled) and not is_prose(labelled) and split_salutation(after) is not None:
            return place + 1
        length += len(text)
        if length > LONGEST_BEFORE:
            break
    return start


def _after_repeated_title(lines: Sequence[Paragraph], start: int, limit: int) -> int:
    """Where the text begins after the last line that repeats a title above it."""
    keys = Counter(title_key(line.text) for line in lines[:start] if len(line.text) >= 8)
    repeated = {key for key, count in keys.items() if count > 1}
    titles = repeated | {title_key(line.text) for line in lines[:start] if is_title(line.text)}
    for place in range(min(limit, start + 15) - 1, start, -1):
        if title_key(lines[place].text) in titles:
            following = range(place + 1, len(lines[: place + 12]))
            return next((later for later in following if _begins_text(lines, later)), place + 1)
        number = leading_number(lines[place].text)
        if number is not None and number.kind == "han":
            continue
    return start


def _title_between(lines: Sequence[Paragraph], start: int, end: int) -> bool:
    return any(is_title(line.text) and not is_prose(line.text) for line in lines[start:end])


def title_key(text: str) -> str:
    """A title without what differs between its copies."""
    bare = re.sub(r"[（(\[【〔](?:全文|完整|完整版|范文|精选|最新|推荐)[）)\]】〕]", "", compact(text))
    return re.sub(r"[^\w]", "", bare)
