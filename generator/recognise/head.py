"""The head of a speech: title, date and speaker, salutation, and what stood round them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .dates import is_date, is_post, split_byline, trailing_date, without_remark
from .junk import is_first_mark, junk_reason, without_first_mark
from .paragraph import Dropped, Paragraph
from .phrases import TITLE_NOUN, is_prose, is_title, names_occasion, split_salutation
from .start import SEARCHED, SUBTITLE, text_start, title_key
from .tidying import unspaced

_LABEL = re.compile(r"(?:(?:原|文章)?标题|题目)[：:]\s*(?=\S)")
_TITLE_ENDS = re.compile(
    rf"(?:{TITLE_NOUN})(?:(?:范[文本例]|模板)?(?:[ 　]?\d{{0,2}}|[【（(]篇[一1][】）)])"
    r"(?=[ 　】\]》]|尊敬|各位|亲爱|同志|老师|同学))?"
)
_LENGTH = re.compile(r"[（(](?:全文|共|约){1,3}\s?\d{2,6}\s?字[）)]$")
_NOTE = re.compile(r"[（(〔\[【].*[）)〕\]】]")
_SITE_TAIL = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s+|\s*-\s*(?=[^-]{2,14}$)")
_NAMES_SITE = re.compile(
    r"网(?![络格上红点民信])|范文|首页|公文|文秘|频道|专题|栏目|文库|大全|[>»|｜]|领导讲话|讲话稿$|资料|论坛$|文章|阅读|新闻中心|政务公开"
)
_COLLECTION = re.compile(r"\.(?:docx?|pdf|wps)$|[\d一二三四五六七八九十]+篇|汇编|合集|精选集|模板大全")
_MASTHEAD = re.compile(
    r".{2,40}(?:人民政府|委员会|办公室|文件|简报|电视台|日报|党委|编印|编|\[\d{4}\].*号|〔\d{4}〕.*号|第\s?\d+\s?期)$"
)
_ISO_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_SITE = re.compile(r"网$|文库$|素材库$|网站$|频道$|公众号$|来源[：:]")
_OPENS_TEXT = re.compile(r"今[天晚]|刚才|同志们，|大家好|各位")
_MEETING = re.compile("会|仪式|典礼|活动|节")
_STARTS_TITLE = re.compile(r"在|关于|.{0,16}同志?在|\d{4}年|[一-鿿]{0,12}在")


@dataclass(frozen=True)
class Head:
    """The parts of a speech before its text; `titles` are the lines that the title is made of."""

    title: str | None = None
    titles: tuple[Paragraph, ...] = ()
    byline: tuple[Paragraph, ...] = ()
    salutation: Paragraph | None = None


def split_head(
    lines: Sequence[Paragraph], page_heading: str = ""
) -> tuple[Head, list[Paragraph], list[Dropped]]:
    """The head of `lines`, the lines of the text after it, and what was dropped on the way.

    `page_heading` is what the file is called elsewhere (a page's <title>): the title where
    the lines have none.
    """
    lines = _unglued(lines)
    start, address, rest = text_start(lines)
    head, dropped = _parts(lines[:start], _bare_heading(page_heading))
    if address is None:
        return head, list(lines[start:]), dropped
    after = [lines[start].saying(rest), *lines[start + 1 :]] if rest else lines[start + 1 :]
    salutation, after = _longer(lines[start].saying(address), after, bool(rest))
    return replace(head, salutation=salutation), after, dropped


def _unglued(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, the first that is a title with more behind it split in two."""
    for place, line in enumerate(lines[:SEARCHED]):
        pieces = () if junk_reason(line.text) else _title_and_rest(line.text)
        if pieces:
            return [*lines[:place], *map(line.saying, pieces), *lines[place + 1 :]]
        if is_prose(line.text) and not junk_reason(line.text):
            break
    return list(lines)


def _title_and_rest(text: str) -> tuple[str, ...]:
    """A title, perhaps a byline, and a salutation with what follows; () when there is no such thing."""
    for match in _title_ends(text):
        rest = text[match:].lstrip(" 　")
        if not rest or not is_title(text[:match]):
            continue
        if text[0] in "【[《" and rest[0] in "】]》":
            return (text[:match] + rest[0], *([rest[1:].strip()] if rest[1:].strip() else []))
        if (
            len(rest) > 60
            and (names_occasion(text[:match]) or _MEETING.search(text[:match]))
            and _OPENS_TEXT.match(rest)
            and "，" not in text[:match]
        ):
            return text[:match], rest
        if split_salutation(rest[:300]) is not None and (len(rest) > 300 or split_salutation(rest)):
            return text[:match], rest
        between = _salutation_start(rest)
        if between > 0 and (entries := split_byline(rest[:between].strip())):
            return (text[:match], *entries, rest[between:])
        if is_title(text[:match]) and not is_title(text) and split_byline(rest):
            return text[:match], rest
    return ()


def _title_ends(text: str) -> list[int]:
    return [match.end() for match in _TITLE_ENDS.finditer(text[:120])] if len(text) > 8 else []


def _salutation_start(text: str) -> int:
    """Where a salutation begins after a blank or a bracket, within 80 characters; 0 for none."""
    for match in re.finditer(r"[ 　）)](?=\S)", text[:80]):
        found = split_salutation(text[match.end() : match.end() + 200])
        if found and found[1]:
            return match.end()
    return 0


def _parts(lines: Sequence[Paragraph], page_heading: str) -> tuple[Head, list[Dropped]]:
    """Title and byline among the lines before the text; all else is dropped."""
    pieces, dropped = _sorted_lines(lines)
    candidates = [place for place, (kind, _) in enumerate(pieces) if kind == "title"]
    chosen = _title_block(pieces, candidates, page_heading)
    titles = tuple(pieces[place][1] for place in chosen)
    title = _joined_title(titles) or page_heading or None
    byline: list[Paragraph] = []
    posted = _posted(lines)
    chosen_at = chosen[0] if chosen else 0
    has_later = any(kind == "byline" and is_date(line.text) for kind, line in pieces[chosen_at:])
    for place, (kind, line) in enumerate(pieces):
        if kind == "byline" and (
            _is_news(line, pieces)
            or line in posted
            or (place < chosen_at and has_later and is_date(line.text))
            or (chosen and place < _byline_start(pieces, chosen))
        ):
            dropped.append(Dropped(line.text, "发布信息"))
        elif kind == "byline":
            byline.append(line)
        elif kind == "title" and place not in chosen:
            again = title is not None and title_key(line.text) in title_key(title)
            dropped.append(Dropped(line.text, "重复的标题" if again else "标题前后的内容"))
    return Head(title, titles, _joined_posts(byline)), dropped


def _sorted_lines(lines: Sequence[Paragraph]) -> tuple[list[tuple[str, Paragraph]], list[Dropped]]:
    """Each line as part of a title or as an entry of the byline; what is neither is dropped."""
    pieces: list[tuple[str, Paragraph]] = []
    dropped: list[Dropped] = []
    for line in lines:
        bare = without_first_mark(unspaced(line.text) if len(line.text) < 120 else line.text)
        bare = bare.lstrip("•● 　") or bare
        if label := _LABEL.match(bare):
            dropped.append(Dropped(label[0], "网站的按语"))
            bare = bare[label.end() :]
        bare, remark = without_remark(_unbracketed(bare)) if len(bare) <= 80 else (bare, "")
        bare, length = _without_length(bare)
        dropped += [Dropped(note, "编者的说明") for note in (remark, length) if note]
        entries = () if SUBTITLE.match(bare) and not split_byline(bare) else split_byline(bare)
        entries = entries or ((bare,) if is_post(bare) and pieces and pieces[-1][0] != "post" else ())
        if reason := junk_reason(bare) or ("另有几篇" if is_first_mark(line.text) else ""):
            dropped.append(Dropped(line.text, reason))
        elif entries and not is_title(bare):
            pieces += [("byline", line.saying(entry)) for entry in entries]
        elif _NOTE.fullmatch(bare) or is_prose(bare) or bare.endswith(("：", ":")):
            dropped.append(Dropped(line.text, "编者的说明"))
        elif (dated := trailing_date(bare)) is not None:
            pieces += [("title", line.saying(dated[0]))]
            pieces += [("byline", line.saying(entry)) for entry in split_byline(dated[1])]
        else:
            pieces.append(("title", line.saying(bare)))
    return pieces, dropped


def _without_length(text: str) -> tuple[str, str]:
    """A title without （全文3200字） after it, and that; "" for none."""
    found = _LENGTH.search(text)
    return (text[: found.start()].strip(), found[0]) if found and found.start() > 4 else (text, "")


def _unbracketed(text: str) -> str:
    """A title without the brackets round it: 【开学典礼致辞】."""
    inner = text[1:-1]
    return inner if text[0] + text[-1] in ("【】", "《》", "[]") and is_title(inner) else text


def _byline_start(pieces: Sequence[tuple[str, Paragraph]], chosen: Sequence[int]) -> int:
    """Where the byline may begin: at most two lines before the title."""
    start = chosen[0]
    while start > max(0, chosen[0] - 2) and pieces[start - 1][0] == "byline":
        start -= 1
    return start


def _posted(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines that are a date in digits under the name of a site."""
    return [
        line
        for before, line in pairwise(lines)
        if _ISO_DATE.fullmatch(line.text) and len(before.text) < 20 and _SITE.search(before.text)
    ]


def _is_news(line: Paragraph, pieces: Sequence[tuple[str, Paragraph]]) -> bool:
    """Whether a date in digits stands beside one that is written as speeches write it."""
    written = any(kind == "byline" and is_date(other.text) and "年" in other.text for kind, other in pieces)
    return is_date(line.text) and "年" not in line.text and "月" not in line.text and written


def _title_block(
    pieces: Sequence[tuple[str, Paragraph]], candidates: Sequence[int], page_heading: str
) -> list[int]:
    """The places of the lines that are the title."""
    if not candidates:
        return []
    lines = {place: pieces[place][1] for place in candidates}
    best = max(candidates, key=lambda place: (_score(lines[place], page_heading), place))
    if _score(lines[best], page_heading) <= 0 and page_heading:
        return []
    chosen = [best]
    while chosen[0] - 1 in lines and len(chosen) < 4 and _continues(lines[chosen[0] - 1], lines[chosen[0]]):
        chosen.insert(0, chosen[0] - 1)
    while chosen[-1] + 1 in lines and len(chosen) < 4 and _follows(lines[chosen[-1]], lines[chosen[-1] + 1]):
        chosen.append(chosen[-1] + 1)
    return chosen + _mottoes(pieces, chosen[-1] + 1) if len(chosen) == 1 else chosen


def _mottoes(pieces: Sequence[tuple[str, Paragraph]], start: int) -> list[int]:
    """The places of one or two lines that stand between a title and the date under it."""
    if not is_title(pieces[start - 1][1].text):
        return []
    end = next((place for place in range(start, len(pieces)) if pieces[place][0] != "title"), start)
    lines = [pieces[place][1].text for place in range(start, end)]
    dated = end < len(pieces) and is_date(pieces[end][1].text)
    plain = all(8 <= len(text) <= 30 and not _NAMES_SITE.search(text) and "：" not in text for text in lines)
    again = any(title_key(text) in title_key(pieces[start - 1][1].text) for text in lines)
    return list(range(start, end)) if dated and len(lines) <= 2 and plain and not again else []


def _score(line: Paragraph, page_heading: str) -> float:
    text = line.text
    score = (
        5.0 * is_title(text) + 3.0 * names_occasion(text) + 4.0 * (line.level == 0) + 2.0 * (line.level == 1)
    )
    score += 1.5 * line.is_centred + line.size / 12 + 0.5 * line.bold + 3.0 * bool(SUBTITLE.match(text))
    score += 4.0 * (bool(page_heading) and title_key(text) in title_key(page_heading))
    score -= 5.0 * bool(_NAMES_SITE.search(text) and not names_occasion(text)) + 4.0 * bool(
        _MASTHEAD.fullmatch(text)
    )
    score -= 6.0 * bool(_COLLECTION.search(text))
    return score - 2.0 * (len(text) < 4) - 3.0 * (len(text) > 70) + 0.5 * (len(text) >= 8)


def _continues(before: Paragraph, line: Paragraph) -> bool:
    """Whether `line` goes on with the title that `before` begins."""
    text = before.text
    if (
        _COLLECTION.search(text)
        or _repeats(text, line.text)
        or _MASTHEAD.fullmatch(text)
        or (_NAMES_SITE.search(text) and len(text) < 30)
    ):
        return False
    if before.size and line.size and before.size != line.size and not SUBTITLE.match(line.text):
        return False
    if SUBTITLE.match(line.text):
        return (len(text) >= 4 and not is_title(text)) or before.size > 0 or len(text) >= 6
    if is_title(text):
        return False
    if not _STARTS_TITLE.match(line.text):
        return bool(_STARTS_TITLE.match(text)) or len(text) >= 6
    return len(text) >= 8 and before.is_centred == line.is_centred and not _STARTS_TITLE.match(text)


def _repeats(text: str, title: str) -> bool:
    """Whether a line above a title says no more than the title."""
    key = title_key(text)
    return key == title_key(title) or (len(key) >= 6 and key in title_key(title))


def _follows(line: Paragraph, after: Paragraph) -> bool:
    """Whether `after` goes on with the title that `line` begins."""
    if title_key(line.text) == title_key(after.text):
        return False
    if SUBTITLE.match(after.text):
        return True
    alike = after.is_centred == line.is_centred and after.size == line.size
    return alike and not is_title(line.text) and line.is_centred and not _NAMES_SITE.search(after.text)


def _joined_title(lines: Sequence[Paragraph]) -> str:
    """The lines of a title as one: a new line only before a subtitle and after a motto."""
    title = ""
    for line in lines:
        apart = title and (
            SUBTITLE.match(line.text)
            or (names_occasion(line.text) and _STARTS_TITLE.match(line.text))
            or any(map(is_title, title.split("\n")))
        )
        title += ("\n" if apart else "") + line.text
    return title


def _joined_posts(byline: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The entries, a post on a line of its own put before the name that follows it."""
    entries: list[Paragraph] = []
    for entry in byline:
        before = entries[-1].text if entries else ""
        if is_post(before) and not split_byline(before) and not is_date(entry.text):
            entries[-1] = entries[-1].saying(f"{before}　{entry.text}", entry)
        else:
            entries.append(entry)
    return tuple(entries)


def _longer(
    salutation: Paragraph, after: Sequence[Paragraph], glued: bool
) -> tuple[Paragraph, list[Paragraph]]:
    """A salutation of two lines as one."""
    text, count = salutation.text, 0
    while not glued and count < len(after) and len(after[count].text) <= 40:
        found = split_salutation(after[count].text)
        if found is None or found[1] or found[0].strip("！!。").endswith("好"):
            break
        text += ("" if text[-1] in "，,、" else "\n") + found[0]
        count += 1
    return salutation.saying(text, *after[:count]), list(after[count:])


def _bare_heading(text: str) -> str:
    """The title in a page's heading, without the name of the site; "" when it has none."""
    pieces = [unspaced(piece.strip()) for piece in _SITE_TAIL.split(" ".join(text.split())) if piece.strip()]
    titles = [piece for piece in pieces if is_title(piece) and not _NAMES_SITE.fullmatch(piece)]
    return (titles or [""])[0]
