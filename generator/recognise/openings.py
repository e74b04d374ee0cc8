"""Where speeches begin: a title and a salutation under it; several of them are several speeches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .address import split_salutation
from .byline import split_byline
from .furniture import furniture_reason, is_label, is_note
from .numbers import leading_number
from .paragraph import Paragraph
from .phrases import is_prose, is_thanks, is_title, names_occasion
from .tidying import compact, even

SEARCHED = 60
"""Lines at the top among which the head of a text without a salutation is looked for."""

_HEAD_LINES = 8
"""Of a title, a byline and notes, at the most, between a title and the salutation."""

_MOST_BEFORE = 400
"""Characters of text that a site may put before a speech's own title."""

_SHORTEST = 40
"""Characters of a speech of its own."""

_SHORTEST_TITLE = 9
"""Of a second speech: 教师代表发言 is a line of a host's script."""

_REPORTS = re.compile("讲话|致[辞词]|演讲|发言|全文|出席|实录")
_SAID = re.compile("我|咱|同志们|大家")
_ANNOUNCES = re.compile(r".{0,16}(?:全文|原文|实录|内容|讲话|致[辞词]|演讲)如下：?")
_BANNER = re.compile(r"欢迎(?:您|你|来到|光临|访问)")
SUBTITLE = re.compile(r"[—－─–―-]{1,3}\s?(?=\S)")
_COPY = r"(?:篇|范文|例文|范本|模板|讲话[稿词]?|发言[稿词]?|致[辞词]稿?|演讲[稿词]?)"
_MARK = re.compile(
    rf"[【\[（(《]?(?:第\s?([一二三四五六七八九十\d]{{1,2}})\s?篇|{_COPY}\s?[（(]?([一二三四五六七八九十\d]{{1,2}})[）)]?)[】\]）)》]?(?:[：、.\s]\s?(?=\S)|$)"
)
_NUMBERED_COPY = re.compile(rf".{{0,24}}{_COPY}\s?[（(]?([一二三四五六七八九十]|\d{{1,2}})[）)]?：?")


@dataclass(frozen=True, slots=True)
class Opening:
    """A speech's beginning: the first line of its head, that of its text, the salutation in that
    line and what follows it there."""

    head: int
    text: int
    salutation: str | None = None
    rest: str = ""


def openings(lines: Sequence[Paragraph]) -> list[Opening]:
    """Where each speech begins that the lines hold, one at the least."""
    first = _first_opening(lines)
    found = [first]
    for one in _later(lines, first.text + 1):
        before = sum(len(line.text) for line in lines[found[-1].text : one.head])
        after = sum(len(line.text) for line in lines[one.text :])
        if one.head > found[-1].text and before >= _SHORTEST and after >= _SHORTEST:
            found.append(one)
    return found


def _first_opening(lines: Sequence[Paragraph]) -> Opening:
    announced = _after_announcement(lines)
    titled = next(_titled(lines, announced), None)
    if titled is not None and _is_lead(lines[announced : titled.head]):
        return Opening(0, titled.text, titled.salutation, titled.rest)
    limit = min(len(lines), announced + SEARCHED)
    start = next((place for place in range(announced, limit) if _begins_text(lines, place)), limit)
    start = _after_repeated_title(lines, start, limit)
    for place in range(start, limit):
        found = split_salutation(lines[place].text)
        if found is not None and not is_title(lines[place].text):
            return Opening(0, place, *found)
        if not _is_report(lines[place].text):
            break
    return Opening(0, start)


def _is_report(text: str) -> bool:
    """Whether a paragraph tells of a speech, as the news do, rather than being said in one."""
    return _REPORTS.search(text) is not None and _SAID.search(text) is None


def _titled(lines: Sequence[Paragraph], start: int) -> Iterator[Opening]:
    """Every salutation from `start` on that has a title soon above it."""
    for place in range(start, len(lines)):
        found = split_salutation(lines[place].text)
        if found is not None and not is_title(lines[place].text):
            title = _title_above(lines, place, start)
            if title is not None:
                yield Opening(title, place, *found)


def _title_above(lines: Sequence[Paragraph], place: int, start: int) -> int | None:
    """The highest line above a salutation that is a title, nothing but a head between them."""
    highest = None
    for above in range(place - 1, max(start, place - _HEAD_LINES) - 1, -1):
        text = lines[above].text
        bare = text.rstrip("：:")
        if (is_title(bare) or lines[above].level == 0 or _MARK.match(even(text))) and not is_prose(bare):
            highest = above
        elif is_prose(text) and not is_note(text) and not SUBTITLE.match(text):
            break
    return highest


def _is_lead(lines: Sequence[Paragraph]) -> bool:
    """Whether what stands before a title is no speech of its own: links, notes, a little news."""
    texts = [line.text for line in lines if not furniture_reason(line)]
    prose = list(filter(is_prose, texts))
    if not any(is_title(text) or split_salutation(text) for text in texts):
        return True
    return sum(map(len, prose)) <= _MOST_BEFORE and not any(map(_SAID.search, prose))


def _later(lines: Sequence[Paragraph], start: int) -> Iterator[Opening]:
    """Where a further speech begins: a mark 篇二, a full title over a salutation or under last words."""
    place = start
    while place < len(lines):
        one = _later_at(lines, place)
        if one is not None:
            yield one
            place = one.text
        place += 1


def _later_at(lines: Sequence[Paragraph], place: int) -> Opening | None:
    line = lines[place]
    if len(line.text) > 90 or is_prose(line.text) or leading_number(line.text):
        return None
    mark = _mark_value(line.text)
    is_full = len(line.text) >= _SHORTEST_TITLE or names_occasion(line.text)
    is_own_title = is_title(line.text) and (is_full or line.level == 0)
    if mark < 2 and not is_own_title and line.level != 0:
        return None
    text, found = _text_after(lines, place + 1)
    if mark > 1 or line.level == 0:
        return Opening(place, text, *(found or (None, "")))
    if found is not None or (
        names_occasion(line.text) and any(is_thanks(one.text) for one in lines[max(0, place - 4) : place])
    ):
        return Opening(place, text, *(found or (None, "")))
    return None


def _text_after(lines: Sequence[Paragraph], start: int) -> tuple[int, tuple[str, str] | None]:
    """Where the text begins under a title, and the salutation there."""
    for place in range(start, min(len(lines), start + _HEAD_LINES)):
        found = split_salutation(lines[place].text)
        if found is not None:
            return place, found
        if is_prose(lines[place].text) and not is_note(lines[place].text):
            return place, None
    return min(start, len(lines)), None


def _mark_value(text: str) -> int:
    """Which of several articles a line begins: 2 for 篇二：…; 0 for others."""
    from .numbers import number_value

    line = even(text.strip())
    match = _MARK.match(line) or (_NUMBERED_COPY.fullmatch(line) if len(line) < 30 else None)
    written = next(filter(None, match.groups()), "") if match else ""
    return number_value(written) if written else 0


_FIRST_MARK = re.compile(
    r"[【\[（(]?(?:第[一1]\s?篇|(?:篇|范文|例文|范本)[（(]?[一1][）)]?)[】\]]?\s?[:：、.]?\s?"
)


def without_first_mark(text: str) -> str:
    """A line without 篇一： or 第一篇 before it."""
    mark = _FIRST_MARK.match(text)
    return text[mark.end() :] if mark and len(text) > mark.end() else text


def is_first_mark(text: str) -> bool:
    """Whether a line only says that the first of several articles begins."""
    return _FIRST_MARK.fullmatch(text) is not None


def _begins_text(lines: Sequence[Paragraph], place: int) -> bool:
    text = lines[place].text
    if split_salutation(text) is not None and not is_title(text):
        return True
    if lines[place].is_table or furniture_reason(lines[place]) or is_first_mark(text) or is_label(text):
        return False
    if place < 3 and len(text) <= 40 and _BANNER.search(text):
        return False
    number = leading_number(text)
    if number is not None and number.kind in ("han", "part") and not number.is_weak:
        return not is_title(text)
    return is_prose(text) and not split_byline(text) and not SUBTITLE.match(text)


def _after_announcement(lines: Sequence[Paragraph]) -> int:
    """Where a speech begins that a piece of news introduces: 讲话全文如下：; 0 for others."""
    length = 0
    for place, line in enumerate(lines[:SEARCHED]):
        if _ANNOUNCES.fullmatch(even(line.text)):
            return place + 1
        length += len(line.text) if is_prose(line.text) else 0
        if length > _MOST_BEFORE:
            break
    return 0


def _after_repeated_title(lines: Sequence[Paragraph], start: int, limit: int) -> int:
    """Where the text begins after the last line that repeats a title above it."""
    keys = Counter(title_key(line.text) for line in lines[:start] if len(line.text) >= 8)
    repeated = {key for key, count in keys.items() if count > 1}
    titles = repeated | {title_key(line.text) for line in lines[:start] if is_title(line.text)}
    for place in range(min(limit, start + 15) - 1, start, -1):
        if title_key(lines[place].text) in titles:
            following = range(place + 1, len(lines[: place + 12]))
            return next((later for later in following if _begins_text(lines, later)), place + 1)
    return start


def title_key(text: str) -> str:
    """A title without what differs between its copies."""
    bare = re.sub(r"[（(\[【〔](?:全文|完整|完整版|范文|精选|最新|推荐)[）)\]】〕]", "", compact(text))
    return re.sub(r"[^\w]", "", bare)
