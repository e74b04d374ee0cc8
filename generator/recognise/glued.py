"""Lines in which parts of the head are glued together: a title and a salutation, a note and a date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .address import split_salutation
from .byline import split_byline
from .furniture import furniture_reason, is_note
from .paragraph import Paragraph
from .phrases import TITLE_NOUN, is_prose, is_title, names_occasion
from .tidying import even

_TITLE_ENDS = re.compile(
    rf"(?:{TITLE_NOUN})(?:(?:范[文本例]|模板)?(?:[ 　]?\d{{0,2}}|[【（(]篇[一1][】）)])"
    r"(?=[ 　】\]》]|尊敬|各位|亲爱|同志|老师|同学))?"
)
_GOES_ON = re.compile(
    r"精神|要求|指出|强调|中|里|后|时|稿|内容|是|为|对|以|和|与|及|、|，|。|》|”|）|（|\)|\(|范文|文稿|材料|提纲|摘"
)
"""What goes on with a sentence in which a title stands: ……会上的讲话精神."""
_OPENS_TEXT = re.compile(r"今[天晚]|刚才|同志们，|大家好|各位")
_MEETING = re.compile("会|仪式|典礼|活动|节")
_BRACKETED = re.compile(r"[（(〔\[][^（()）〔〕\[\]]{4,60}[）)〕\]]")


def unglued(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, the first that is a title with more behind it split in two."""
    for place, line in enumerate(lines[:60]):
        pieces = _note_and_rest(line.text) or _byline_and_rest(line.text)
        pieces = pieces or (() if furniture_reason(line) else _title_and_rest(line.text))
        if pieces:
            return [*lines[:place], *map(line.saying, pieces), *lines[place + 1 :]]
        if is_prose(line.text) and not furniture_reason(line):
            break
    return list(lines)


def _note_and_rest(text: str) -> tuple[str, ...]:
    """A site's note and the salutation glued to it; () when there is no such thing."""
    for match in re.finditer("[。！]", text[:200]):
        rest = text[match.end() :].strip()
        if rest and split_salutation(rest[:200]) is not None and is_note(text[: match.end()]):
            return text[: match.end()], rest
    return ()


def _byline_and_rest(text: str) -> tuple[str, ...]:
    """A date in brackets, perhaps with a name, and the salutation in the same line; () for no such thing."""
    match = _BRACKETED.match(text)
    rest = text[match.end() :].strip() if match else ""
    is_one = (
        bool(rest) and split_salutation(rest[:200]) is not None and split_byline(match[0] if match else "")
    )
    return (text[: match.end()], rest) if match and is_one else ()


def _title_and_rest(text: str) -> tuple[str, ...]:
    """A title, perhaps a byline, and a salutation with what follows; () when there is no such thing."""
    ends = [match.end() for match in _TITLE_ENDS.finditer(text[:120])] if len(text) > 8 else []
    for end in ends:
        rest = text[end:].lstrip(" 　")
        if not rest or not is_title(text[:end]):
            continue
        if text[0] in "【[《" and rest[0] in "】]》":
            return (text[:end] + rest[0], *([rest[1:].strip()] if rest[1:].strip() else []))
        if len(rest) > 60 and _is_over(text[:end], rest):
            return text[:end].strip(), rest
        if split_salutation(rest[:300]) is not None and (len(rest) > 300 or split_salutation(rest)):
            return text[:end].strip(), rest
        between = _salutation_start(rest)
        if between > 0 and (entries := split_byline(rest[:between].strip(), is_placed=True)):
            return (text[:end].strip(), *entries, rest[between:])
        if not is_title(text) and split_byline(rest):
            return text[:end].strip(), rest
    return ()


def _is_over(title: str, rest: str) -> bool:
    """Whether running text follows a title in its line."""
    if names_occasion(title) and even(title).startswith(("在", "关于")):
        return _GOES_ON.match(rest) is None
    is_meeting = names_occasion(title) or _MEETING.search(title)
    return bool(is_meeting and _OPENS_TEXT.match(rest)) and "，" not in title


def _salutation_start(text: str) -> int:
    """Where a salutation begins after a blank or a bracket, within 80 characters; 0 for none."""
    for match in re.finditer(r"[ 　）)](?=\S)", text[:80]):
        found = split_salutation(text[match.end() : match.end() + 200])
        if found and found[1]:
            return match.end()
    return 0
