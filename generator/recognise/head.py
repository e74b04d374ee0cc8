"""The head of a speech: title, date and speaker, by the form of the lines and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..text.titles import splits_word
from .address import split_salutation
from .byline import is_date, is_post, split_byline, trailing_date, without_remark
from .furniture import furniture_reason, is_note
from .openings import SUBTITLE, is_first_mark, title_key, without_first_mark
from .paragraph import Paragraph
from .phrases import is_prose, is_title, names_occasion
from .recognised import Dropped
from .tidying import even, unspaced

TITLE, BYLINE, NEITHER = "title", "byline", "neither"

_LABEL = re.compile(
    r"(?:(?:原|文章)?标题|题目)[：:]\s*(?=\S)|[【\[](?:标题|题目|主题|(?:致[辞词]|讲话|发言)(?:背景|场合|题目|主题))[】\]]\s?(?=\S)"
)
_COPY_MARK = re.compile(
    r"\s?篇[一二三四五六七八九十\d]{1,2}$|\s?[（(]?[一二三四五六七八九十\d]{1,2}[）)]?[：:]?$"
)
_LENGTH = re.compile(r"[（(](?:全文|共|约){1,3}\s?\d{2,6}\s?字[）)]$")
_NOTE = re.compile(r"[（(〔\[【].*[）)〕\]】]")
_SITE_TAIL = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s+|\s*-\s*(?=[^-]{2,14}$)")
_NAMES_SITE = re.compile(
    r"网(?![络格上红点民信])|范文|首页|公文|文秘|频道|专题|栏目|文库|大全|[>»|｜]|领导讲话|^.{0,4}讲话稿$|资料|论坛$|文章|阅读|新闻中心|政务公开|日报|家园|之家"
)
_COLLECTION = re.compile(r"\.(?:docx?|pdf|wps)$|[\d一二三四五六七八九十]+篇|汇编|合集|精选集|模板大全")
_MASTHEAD = re.compile(
    r".{2,40}(?:人民政府|委员会|办公室|文件|简报|电视台|日报|党委|编印|编|\[\d{4}\].*号|〔\d{4}〕.*号|第\s?\d+\s?期|文档编号.*)$"
)
_ISO_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_SITE = re.compile(r"网$|文库$|素材库$|网站$|频道$|公众号$|来源[：:]")

_STARTS_TITLE = re.compile(r"在|关于|.{0,16}同志?在|\d{4}年|[一-鿿]{0,12}在")
_NO_TITLE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d|\d{1,2}:\d{2}|微信|网址|客服|QQ|VIP|www\.|https?:|@")
"""What a site writes near a title, and no title has."""

_HAN = re.compile("[一-鿿]")
_LINK_DATE = re.compile(r"[\[（(]\d{2,4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?[\]）)]$")

_MOST_LINES = 4
"""Of a title."""


@dataclass(frozen=True)
class Head:
    """The parts of a speech before its salutation; `titles` are the lines that the title is made of."""

    title: str | None
    titles: tuple[Paragraph, ...]
    byline: tuple[Paragraph, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True)
class _Piece:
    """What a line of the head says: a piece of a title, or an entry of the byline."""

    place: int
    kind: str
    line: Paragraph

    @property
    def text(self) -> str:
        return self.line.text


def parse_head(lines: Sequence[Paragraph], page_heading: str = "") -> Head:
    """Title and byline among the lines before the text; all else is dropped.

    `page_heading` is what the file is called elsewhere (a page's <title>): the title where
    the lines have none.
    """
    heading = _bare_heading(page_heading)
    pieces, dropped = _pieces(lines)
    chosen = _title_block([piece for piece in pieces if piece.kind == TITLE], heading)
    pieces = _placed(pieces, chosen)
    title = _without_copy_mark(_joined_title([piece.line for piece in chosen]), pieces) or heading or None
    entries = [piece for piece in pieces if piece.kind == BYLINE and not _is_posted(piece, pieces, chosen)]
    kept = {id(piece) for piece in (*chosen, *entries)}
    dropped += [Dropped(piece.text, _why(piece, title)) for piece in pieces if id(piece) not in kept]
    titles = tuple(piece.line for piece in chosen)
    return Head(title, titles, _joined_posts([piece.line for piece in entries]), tuple(dropped))


def longer_salutation(
    salutation: Paragraph, after: Sequence[Paragraph]
) -> tuple[Paragraph, Sequence[Paragraph]]:
    """A salutation of two lines as one, and what comes after it."""
    text, count = salutation.text, 0
    while count < len(after) and len(after[count].text) <= 40:
        found = split_salutation(after[count].text)
        if found is None or found[1] or even(found[0]).strip("！。").endswith("好"):
            break
        text += ("" if text[-1] in "，,、" else "\n") + found[0]
        count += 1
    return salutation.saying(text, *after[:count]), after[count:]


def _pieces(lines: Sequence[Paragraph]) -> tuple[list[_Piece], list[Dropped]]:
    """Each line as a piece of a title or as an entry of the byline; what is neither is dropped."""
    pieces: list[_Piece] = []
    dropped: list[Dropped] = []
    for place, line in enumerate(lines):
        if line.is_table:
            dropped.append(Dropped(line.text, "标题前后的表格"))
            continue
        bare = without_first_mark(unspaced(line.text) if len(line.text) < 120 else line.text)
        bare = bare.lstrip("•● 　") or bare
        if label := _LABEL.match(bare):
            dropped.append(Dropped(label[0], "网站或起草工具的说明"))
            bare = bare[label.end() :]
        bare, remark = without_remark(_unbracketed(bare)) if len(bare) <= 80 else (bare, "")
        bare, length = _without_length(bare)
        dropped += [Dropped(note, "编者的说明") for note in (remark, length) if note]
        found, reason = _sorted(bare, line, bool(pieces))
        dropped += [Dropped(bare, reason)] if reason else []
        pieces += [_Piece(place, kind, line.saying(text)) for kind, text in found]
    return pieces, dropped


def _sorted(bare: str, line: Paragraph, has_before: bool) -> tuple[list[tuple[str, str]], str]:
    """What a line is, each with its kind; or why it is dropped."""
    entries = () if SUBTITLE.match(bare) and not split_byline(bare) else split_byline(bare)
    entries = entries or ((bare,) if is_post(bare) and has_before and not is_title(bare) else ())
    entries = entries or (split_byline(bare, is_placed=True) if _NOTE.fullmatch(bare) and has_before else ())
    if is_first_mark(line.text):
        return [], "另有几篇"
    if entries and not is_title(bare):
        return [(BYLINE, entry) for entry in entries], ""
    if reason := furniture_reason(replace(line, text=bare)):
        return [], reason
    if _NOTE.fullmatch(bare) or is_prose(bare) or bare.endswith(("：", ":")):
        return [], "编者的说明"
    dated = trailing_date(bare)
    if dated is not None:
        return [(TITLE, dated[0]), *((BYLINE, entry) for entry in split_byline(dated[1]))], ""
    return [(TITLE, bare)], ""


def _placed(pieces: Sequence[_Piece], chosen: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, those under the title that can be a name or a post taken for the byline."""
    if not chosen:
        return list(pieces)
    last = chosen[-1].place
    placed: list[_Piece] = []
    for piece in pieces:
        is_under = piece.kind == TITLE and piece.place > last and piece not in chosen
        entries = split_byline(piece.text, is_placed=True) if is_under and not _is_site(piece.text) else ()
        again = title_key(piece.text) in title_key(chosen[-1].text) if entries else False
        if entries and not again:
            placed += [_Piece(piece.place, BYLINE, piece.line.saying(entry)) for entry in entries]
        else:
            placed.append(piece)
    return placed


def _is_site(text: str) -> bool:
    return _NAMES_SITE.search(text) is not None or _SITE.search(text) is not None


def _is_posted(piece: _Piece, pieces: Sequence[_Piece], chosen: Sequence[_Piece]) -> bool:
    """Whether an entry of the byline is not the speech's: when a page was posted, the name of a site."""
    start = chosen[0].place if chosen else 0
    dates = [one for one in pieces if one.kind == BYLINE and is_date(one.text)]
    if is_date(piece.text):
        is_digital = "年" not in piece.text and "月" not in piece.text
        written = any("年" in one.text for one in dates)
        has_later = any(one.place >= start for one in dates)
        under_site = any(
            after is piece
            and _ISO_DATE.fullmatch(piece.text)
            and len(before.text) < 20
            and _SITE.search(before.text)
            for before, after in pairwise(pieces)
        )
        if (is_digital and written) or under_site or (piece.place < start and has_later):
            return True
    return bool(chosen) and piece.place < _byline_start(pieces, chosen[0])


def _byline_start(pieces: Sequence[_Piece], title: _Piece) -> int:
    """Where the byline may begin: at most two lines before the title."""
    before = [piece for piece in pieces if piece.place < title.place]
    start = title.place
    for piece in reversed(before[-2:]):
        if piece.kind != BYLINE:
            break
        start = piece.place
    return start


def _why(piece: _Piece, title: str | None) -> str:
    if piece.kind == BYLINE:
        return "发布信息"
    again = title is not None and title_key(piece.text) in title_key(title)
    return "重复的标题" if again else "标题前后的内容"


def _without_length(text: str) -> tuple[str, str]:
    """A title without （全文3200字） after it, and that; "" for none."""
    found = _LENGTH.search(text)
    return (text[: found.start()].strip(), found[0]) if found and found.start() > 4 else (text, "")


def _unbracketed(text: str) -> str:
    """A title without the brackets round it: 【开学典礼致辞】."""
    inner = text[1:-1]
    return inner if text[0] + text[-1] in ("【】", "《》", "[]") and is_title(inner) else text


def _title_block(candidates: Sequence[_Piece], heading: str) -> list[_Piece]:
    """The lines that are the title, the best one and those that it goes on with."""
    if not candidates:
        return []
    scores = [_score(piece.line, heading) for piece in candidates]
    best = max(range(len(candidates)), key=lambda place: (scores[place], place))
    if scores[best] <= 0 and heading:
        return []
    first = last = best
    while first > 0 and last - first < _MOST_LINES - 1 and _are_next(candidates, first - 1):
        if not _continues(candidates[first - 1].line, candidates[first].line):
            break
        first -= 1
    while last + 1 < len(candidates) and last - first < _MOST_LINES - 1 and _are_next(candidates, last):
        if not _follows(candidates[last].line, candidates[last + 1].line):
            break
        last += 1
    chosen = list(candidates[first : last + 1])
    return chosen + _mottoes(candidates[last + 1 :], chosen[-1]) if len(chosen) == 1 else chosen


def _are_next(candidates: Sequence[_Piece], place: int) -> bool:
    return candidates[place + 1].place - candidates[place].place == 1


def _mottoes(after: Sequence[_Piece], title: _Piece) -> list[_Piece]:
    """One or two lines that stand under a title and are no name, no site and not the title again."""
    if not is_title(title.text):
        return []
    near = [piece for count, piece in enumerate(after, 1) if piece.place == title.place + count]
    plain = all(
        8 <= len(piece.text) <= 30
        and not _NAMES_SITE.search(piece.text)
        and "：" not in piece.text
        and not is_title(piece.text)
        and not _NO_TITLE.search(piece.text)
        and not split_byline(piece.text, is_placed=True)
        and title_key(piece.text) not in title_key(title.text)
        for piece in near
    )
    return near if plain and len(near) <= 2 and len(near) == len(after) else []


def _score(line: Paragraph, heading: str) -> float:
    text = line.text
    is_one = is_title(text)
    score = 5.0 * is_one + 3.0 * (is_one and names_occasion(text))
    score += 4.0 * (line.level == 0) + 2.0 * (line.level == 1)
    score += 1.5 * line.is_centred + line.size / 12 + 0.5 * line.bold + 3.0 * bool(SUBTITLE.match(text))
    score += 4.0 * (bool(heading) and title_key(text) in title_key(heading))
    score -= 5.0 * bool(_NAMES_SITE.search(text) and not (is_one and names_occasion(text)))
    score -= 4.0 * bool(_MASTHEAD.fullmatch(text)) + 6.0 * bool(_COLLECTION.search(text))
    score -= 8.0 * bool(_LINK_DATE.search(text)) + 4.0 * bool(_NO_TITLE.search(text) or not _HAN.search(text))
    return score - 2.0 * (len(text) < 4) - 3.0 * (len(text) > 70) + 0.5 * (len(text) >= 8)


def _continues(before: Paragraph, line: Paragraph) -> bool:
    """Whether `line` goes on with the title that `before` begins."""
    text = before.text
    if (
        _COLLECTION.search(text)
        or _repeats(text, line.text)
        or _MASTHEAD.fullmatch(text)
        or _LINK_DATE.search(text)
        or (_NAMES_SITE.search(text) and len(text) < 30)
        or is_note(text)
        or _NO_TITLE.search(text)
        or not _HAN.search(text)
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
    return len(text) >= 6 and before.is_centred == line.is_centred and not _STARTS_TITLE.match(text)


def _repeats(text: str, title: str) -> bool:
    """Whether a line above a title says no more than the title."""
    key = title_key(text)
    return key == title_key(title) or (len(key) >= 6 and key in title_key(title))


def _follows(line: Paragraph, after: Paragraph) -> bool:
    """Whether `after` goes on with the title that `line` begins."""
    if title_key(line.text) == title_key(after.text) or split_byline(after.text, is_placed=True):
        return False
    if SUBTITLE.match(after.text):
        return True
    if after.is_centred != line.is_centred or after.size != line.size or after.level != line.level:
        return False
    goes_on = line.is_centred and not is_title(line.text) and not _NAMES_SITE.search(after.text)
    return goes_on or _is_unfinished(line.text, after.text)


def _is_unfinished(text: str, after: str) -> bool:
    """Whether a line opens a title that the next one ends: 在全市……会议上的 / 讲话稿."""
    return not is_title(text) and _STARTS_TITLE.match(text) is not None and is_title(text + after)


def _without_copy_mark(title: str, pieces: Sequence[_Piece]) -> str:
    """The title without (一) or 1 after it where it stands without that above."""
    bare = _COPY_MARK.sub("", title)
    return bare if "篇" in title[len(bare) :] or any(piece.text == bare for piece in pieces) else title


def _joined_title(lines: Sequence[Paragraph]) -> str:
    """The lines of a title, each on its own unless a word would be split."""
    title = ""
    for line in lines:
        last = title.rpartition("\n")[2]
        title += ("\n" if last and not splits_word(last, line.text) else "") + line.text
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


def _bare_heading(text: str) -> str:
    """The title in a page's heading, without the name of the site; "" when it has none."""
    pieces = [unspaced(piece.strip()) for piece in _SITE_TAIL.split(" ".join(text.split())) if piece.strip()]
    titles = [piece for piece in pieces if is_title(piece) and not _NAMES_SITE.fullmatch(piece)]
    return (titles or [""])[0]
