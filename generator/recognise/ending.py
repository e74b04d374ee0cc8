"""The end of a speech: what stands after its last words, what is signed there, and its closing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .byline import is_date, split_byline
from .furniture import WEAK, furniture_reason, is_note
from .outline import Heading
from .paragraph import Paragraph
from .phrases import is_point, is_prose, is_thanks, opens_closing, rallies, surely_closes
from .recognised import Dropped
from .tidying import compact, even

MOST_PARAGRAPHS = 8
"""Of a closing."""

_MOST_SHORT = 10
"""Lines of Chinese after the last words of thanks that are names and captions."""

_HAN = re.compile("[一-鿿]")
_SHORT = 40
_LONGEST_THANKS = 24
_THANKS = re.compile(
    "(?:再次|最后，|我的[^，。]{2,4}完了，)?(?:谢谢|多谢|感谢)(?:大家|各位|同志们|同学们|[^，。]{1,6}们)?[！。]*"
)
_OPENS_TAIL = re.compile(
    r"[【\[（(]?(?:推荐(?:访问|阅读|文章)|相关(?:阅读|文章|推荐|链接|新闻|范文|专题|内容|资料)|猜你喜欢|热门(?:文章|推荐|阅读|范文|评论)|延伸阅读|扩展阅读|最新(?:文章|推荐|范文)|更多(?:相关|精彩|范文|文章)"
    r"|上一篇|下一篇|版权声明|参考(?:文献|资料|书目|文章)|注释|附件?|附件?[\d一二三四五]*|附录|附表|抄送|主题词|网友评论|发表评论|用户评论|评论区?|我要评论|精选留言)[】\]）)]?(?:：.{0,40})?"
)
_REMARK = re.compile(
    r"[（(〔\[【](?:作者|本文|此文|该文|据|根据|来源|整理|选自|原载|责任编辑|编辑|责编|摘自|有删[节减])[^（）()]{0,60}[）)〕\]】]"
)
_REFERENCE = re.compile(r"[\[〔［]\d{1,3}[\]〕］].*")


def split_tail(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    """The lines up to the last words, and what comes after them: links, references, notes.

    Cut is only the end, from where nothing but such lines follows.
    """
    cut = len(lines)
    reasons: set[str] = set()
    while cut > 0 and (reason := _tail_reason(lines[cut - 1])):
        reasons.add(reason)
        cut -= 1
    if reasons <= WEAK and cut > 0 and not _ends_speech(lines[cut - 1].text):
        cut = len(lines)
    cut = min(cut, _tail_start(lines))
    return list(lines[:cut]), [
        Dropped(line.text, _tail_reason(line) or "正文之后的内容", "after") for line in lines[cut:]
    ]


def _ends_speech(text: str) -> bool:
    return is_thanks(text) or rallies(text) or opens_closing(text)


def _tail_reason(line: Paragraph) -> str:
    """Why a line at the very end is not the speech's; "" where it may be."""
    text = line.text
    if line.is_table:
        return ""
    if is_thanks(text) and not is_note(text):
        return ""
    if _REFERENCE.fullmatch(text) or _REMARK.fullmatch(text):
        return "正文之后的内容"
    return furniture_reason(line) or ("正文之后的内容" if _OPENS_TAIL.fullmatch(even(compact(text))) else "")


def _tail_start(lines: Sequence[Paragraph]) -> int:
    """Where a label such as 参考文献 stands under which only a list follows; the number of lines for none."""
    listed = len(lines)
    for place in range(len(lines) - 1, 0, -1):
        line = lines[place]
        if _OPENS_TAIL.fullmatch(even(compact(line.text))) and place + 1 < len(lines):
            listed = place
        elif not _tail_reason(line) and not _is_listed(line):
            break
    return listed


def _is_listed(line: Paragraph) -> bool:
    """Whether a line could be a link's or a reference's: short, and no sentence."""
    return not line.is_table and len(line.text) <= 80 and not is_prose(line.text) and not is_thanks(line.text)


def split_signature(
    lines: Sequence[Paragraph], byline: Sequence[str]
) -> tuple[list[Paragraph], tuple[Paragraph, ...], list[Dropped]]:
    """The lines, the entries for the byline that are signed under them, and what is left over.

    Left over are a signature that says again what the byline has, and captions after the
    last word of thanks.
    """
    end = _last_word(lines)
    kept, after = list(lines[:end]), list(lines[end:])
    signature = after or _signature(kept)
    kept = kept if after else kept[: len(kept) - len(signature)]
    new: list[Paragraph] = []
    left: list[Dropped] = []
    for line in signature:
        entries = split_byline(line.text, is_placed=True) or (() if after else (line.text,))
        added = [line.saying(entry) for entry in entries if _adds(entry, byline)]
        new += added
        left += [] if added else [Dropped(line.text, "落款或图片说明", "after")]
    return kept, tuple(new), left


def _adds(entry: str, byline: Sequence[str]) -> bool:
    """Whether an entry says what the byline does not: a date, or a name, where it has none."""
    return not any(is_date(entry) == is_date(other) for other in byline)


def _last_word(lines: Sequence[Paragraph]) -> int:
    """Where the text ends: after a word of thanks that nothing said in Chinese follows, a few short lines
    left aside."""
    short = 0
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if is_thanks(line.text) and (len(line.text) < 30 or is_prose(line.text)) and not is_note(line.text):
            return place + 1
        if line.is_table or short > _MOST_SHORT or _is_said(line):
            break
        short += not furniture_reason(line) and _HAN.search(line.text) is not None
    return len(lines)


def _is_said(line: Paragraph) -> bool:
    """Whether a line is said in Chinese: a sentence, or too long for a name or a caption."""
    if furniture_reason(line) or not _HAN.search(line.text):
        return False
    return len(line.text) > _SHORT or even(line.text[-1]) in "。！；？："


def _signature(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The last lines when they are a date, with the name or the office above it; or a name on the right."""
    if len(lines) < 3 or lines[-1].is_table:
        return []
    last = lines[-1]
    entries = split_byline(last.text, is_placed=True)
    if last.alignment == "right" and entries and not any(map(is_date, entries)):
        return [last]
    if not entries or not any(map(is_date, entries)):
        return [last] if split_byline(last.text) and len(last.text) < 30 and not is_point(last.text) else []
    above = "。" if lines[-2].is_table else lines[-2].text
    is_name = bool(split_byline(above, is_placed=True)) or (
        len(above) <= 24 and above[-1] not in "。！？：；，" and not is_point(above)
    )
    return list(lines[-2:] if is_name else lines[-1:])


def before_last_words(lines: Sequence[Paragraph], headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings without those of a site: no number, and under the last word of thanks."""
    counted = [heading.place for heading in headings if heading.value]
    if not counted:
        return tuple(headings)
    thanks = _last_thanks(lines, counted[-1])
    return tuple(heading for heading in headings if heading.place < thanks)


def split_closing(lines: Sequence[Paragraph], headings: Sequence[Heading]) -> int:
    """Where the closing begins; the number of lines when there is none.

    It stands after the last section's own text: 同志们 in the middle begins none.
    """
    first = headings[-1].place + 1 if headings else min(2, max(1, len(lines) - 1))
    has_own = bool(headings) and not headings[-1].rest and not headings[-1].is_item
    thanks = _last_thanks(lines, first)
    if thanks < len(lines) - 1:
        return _with_openers(lines, thanks, first + has_own)
    for place in range(max(first, len(lines) - MOST_PARAGRAPHS), len(lines)):
        own_text_missing = has_own and place == first
        if _may_begin(lines, place, needs_strong=own_text_missing or not headings):
            return _with_wrap_up(lines, place, first + has_own)
    last = len(lines) - 1
    text = lines[-1].text if lines else ""
    ends = rallies(text) or is_thanks(text) or (not headings and opens_closing(text))
    is_one = last >= first + has_own and ends and not is_point(text)
    return _with_wrap_up(lines, last, first + has_own) if is_one else len(lines)


def _last_thanks(lines: Sequence[Paragraph], first: int) -> int:
    """Where the last mere word of thanks stands; the number of lines for none."""
    found = (
        place for place in range(len(lines) - 1, first - 1, -1) if _THANKS.fullmatch(even(lines[place].text))
    )
    return next(found, len(lines))


def _is_mere_thanks(text: str) -> bool:
    return len(text) <= _LONGEST_THANKS and is_thanks(text)


def _with_openers(lines: Sequence[Paragraph], place: int, first: int) -> int:
    """Where a closing begins that ends with thanks above the end: a site's text follows it."""
    start = place
    while start > first and place - start < MOST_PARAGRAPHS and opens_closing(lines[start - 1].text):
        start -= 1
    return start if start < place else _with_wrap_up(lines, place, first)


def _with_wrap_up(lines: Sequence[Paragraph], place: int, first: int) -> int:
    """Where a closing begins that is a mere word of thanks: what wraps the speech up before it is in it."""
    text = lines[place].text
    if place <= first or not _is_mere_thanks(text):
        return place
    before = lines[place - 1].text
    wraps_up = opens_closing(before) or rallies(before)
    return place - 1 if wraps_up and not is_point(before) else place


def _may_begin(lines: Sequence[Paragraph], place: int, needs_strong: bool) -> bool:
    text = lines[place].text
    if not opens_closing(text) or (needs_strong and not surely_closes(text)):
        return False
    later = [line.text for line in lines[place + 1 :]]
    if any(is_point(text) for text in later):
        return False
    return surely_closes(text) or sum(not opens_closing(text) and not rallies(text) for text in later) <= 2
