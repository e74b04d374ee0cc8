"""Holes: XX, ×××, 某某, （此处填写…） and ____, and the fields that what stands round them suggests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..errors import FileError
from ..recognise.byline import is_post
from .values import Places, around

UNIT, SPEAKER, DATE, MEETING, POSITION = "unit", "speaker", "date", "meeting", "position"
MOST = 300
NAMELESS = "待填"
"""The label of a field of which nothing is known; a number follows it."""

_LONGEST_LABEL = 20
_CROSS_ONLY = re.compile("[XxＸｘ×_*＊…. ]+")
_NEAR = 20
"""Characters round a hole that tell what it is."""

_CROSS = "XxＸｘ×✕*＊某_"
_DATE = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?P<year>[\d〇○零一二{_CROSS}]{{2,4}})年"
    rf"(?:(?P<month>[\d{_CROSS}]{{1,2}})月(?:(?P<day>[\d{_CROSS}]{{1,2}})[日号])?)?"
    rf"|[\d{_CROSS}]{{1,2}}月[\d{_CROSS}]{{1,2}}[日号])"
)
_NOTE = re.compile(
    r"[（(](?:此处|这里|请)[^（）()\n]{0,30}(?:填|补|插|写|加|替换|修改)[^（）()\n]{0,30}[）)]"
    r"|[（(](?:略|待定|待补|待补充|待填|待核|待核实|待查)[）)]"
)
_BRACKET = re.compile(r"【[^【】\n]{1,20}】")
_CODE = re.compile(
    r"\$?\{{1,2}[^{}\n]{1,20}\}{1,2}|\[{1,2}(?!\d+\])[^\[\]\n]{1,20}\]{1,2}|＜[^＜＞\n]{1,12}＞|<[^<>/\n]{1,12}>|〈[^〈〉\n]{1,12}〉"
)
"""What chats and forms write: [城市名称], {数量}, <单位>."""

_LABEL = re.compile(
    r"[^，。；：！？]{0,10}(?:名称|全称|简称|姓名|日期|时间|地点|数量|数字|人数|部门|单位|职务|职位|金额|比例|届次|年份|讲话人|发言人|主持人|主题|会议名)"
)
"""What says in brackets that something is to be put there."""

_NAMED_NOTE = re.compile(rf"[（(](?:{_LABEL.pattern})[）)]")
_FIELDS = (
    (re.compile("姓名|讲话人|发言人|主讲人|致辞人"), SPEAKER),
    (re.compile("职务|职位"), POSITION),
    (re.compile("日期"), DATE),
    (re.compile("会议(?:名称?)?$"), MEETING),
    (re.compile("^(?:本?单位|机构|公司|学校|医院)(?:名称|全称)?$"), UNIT),
)
_SINGLE = re.compile(
    r"(?<![A-Za-z0-9×])(?:[XＸ×]|(?<=[一-鿿])x)(?=[一-鿿])(?![光线轴型染射])|(?<![*＊\w])[*＊](?=[一-鿿])|(?<=[一-鿿])[*＊](?=[一-鿿])"
)
_OPEN_DATE = re.compile(r"[ 　]{1,8}年[ 　]{1,8}月[ 　]{1,8}日")
_CROSSES = re.compile(
    r"(?<![A-Za-z0-9])(?:X{2,}|x{2,}|Ｘ{2,}|ｘ{2,}|×{2,}|✕{2,}|\*{2,}|＊{2,}|□{2,}|△{2,}|(?<![〇一二三四五六七八九])○{2,})"
    r"(?![A-Za-z0-9])|某某+"
)
_LINE = re.compile(r"(?<![A-Za-z0-9_])_{2,}(?![A-Za-z0-9_])|＿{2,}|(?<=[（(])[ 　]{2,}(?=[）)])")

_FILLING = re.compile(
    r"^(?:此处|这里|在此|请|自行|根据实际|填[写入]?|补充?|插入|写[明上]?|加[上入]|[替修][换改]为?|[：: 　])+"
)
_PLACE = re.compile(
    r"(自治区|自治州|街道|省|市|县|区|旗|镇|乡|学校|中学|小学|大学|学院|医院|公司|集团)"
    r"(?![场民容价别分域间块级略份去下钱事静定压村亲愁])"
)
_ORGAN = re.compile(
    r"(委员会|办公室|党支部|支部|支队|大队|中心|社区|银行|协会|局|委|办|厅|部|处|科|村)(?![门分理法学民])"
)
_OCCASION = re.compile(
    r"(?:工作|动员|部署|推进|调度|座谈|总结|表彰|交流|培训|专题|专项|现场|报告|民主生活|组织生活){0,4}(?:会议|大会|会)(?![计员长场])"
)
_PERSON = re.compile(r"同志|先生|女士|书记|主任|主席|[省市县区镇乡局厅院校部处科所]长|董事长|总经理")
_MEASURE = re.compile(
    r"个百分点|万元|亿元|公里|[件个人名户次项家处元亩吨起份期天条台套座批场篇]|[%％‰]|[万亿千百余多]"
)
_NAMED = re.compile(r"([一-鿿]{2,8})[：:][ 　]*$")


class Suggestion(NamedTuple):
    """A field by its name or label, and how many characters after the hole are part of it."""

    key: str
    more: int = 0
    is_own: bool = False
    """Whether each such hole is a field of its own: two numbers differ, the unit's names do not."""

    kind: str = ""
    """The kind of place or body, 县 or 学校, that may be the unit."""


@dataclass(frozen=True)
class Offer:
    """Holes that are alike, and the field that they are suggested to become."""

    key: str
    text: str
    places: tuple[tuple[int, int, int], ...]
    contexts: tuple[str, ...]


Choose = Callable[[Offer], str]
"""The name or label of the field that holes become; "" leaves them as they are."""


def as_suggested(offer: Offer) -> str:
    return offer.key


def has_hole(text: str) -> bool:
    """Whether something in `text` is still to be filled in."""
    patterns = (_CROSSES, _LINE, _NOTE, _BRACKET, _CODE, _SINGLE, _NAMED_NOTE)
    return any(pattern.search(text) for pattern in patterns) or any(_dates(text))


def offers(places: Places, labels: Sequence[str], unit: str = "", addressed: int = -1) -> tuple[Offer, ...]:
    """The holes in the texts where no field is yet, those that are alike together.

    `labels` are of the fields there are: 【label】 is a hole, too. `unit` is the unit's
    name where it is known; `addressed` the text in which no one is the speaker.
    Raises FileError when there are more than `MOST` kinds of them.
    """
    groups: dict[tuple[str, str], Offer] = {}
    counts: Counter[str] = Counter()
    holes = [
        (index, start, end, Suggestion(NAMELESS, is_own=True))
        if index == addressed and suggestion.key == SPEAKER
        else (index, start, end, suggestion)
        for index, start, end, suggestion in _holes(places, labels)
    ]
    for index, start, end, suggestion in _as_one_unit(holes, unit):
        text = places.texts[index]
        key = suggestion.key
        if suggestion.is_own:
            counts[key] += 1
            key += str(counts[key]) if counts[key] > 1 or key == NAMELESS else ""
        new = Offer(key, text[start:end], ((index, start, end),), (around(text, start, end),))
        known = groups.get((key, new.text))
        groups[key, new.text] = new if known is None else _together(known, new)
        if len(groups) > MOST:
            raise FileError(f"XX、____ 一类要填的地方超过 {MOST} 处，请先删掉不要的部分")
    return tuple(groups.values())


def _together(first: Offer, second: Offer) -> Offer:
    return replace(first, places=first.places + second.places, contexts=first.contexts + second.contexts)


_Hole = tuple[int, int, int, Suggestion]


def _as_one_unit(holes: Sequence[_Hole], name: str) -> Iterator[_Hole]:
    """The holes; of XX市 and XX县 only one is the unit: what its name ends in, or is more often."""
    kinds = Counter(suggestion.kind for *_, suggestion in holes if suggestion.kind)
    if name:
        unit = next((kind for kind in kinds if name.endswith(kind)), "")
    else:
        unit = kinds.most_common(1)[0][0] if kinds else ""
    for index, start, end, suggestion in holes:
        key = UNIT if suggestion.kind and suggestion.kind == unit else suggestion.key
        yield index, start, end, suggestion._replace(key=key)


def _holes(places: Places, labels: Sequence[str]) -> Iterator[_Hole]:
    """Every hole where no field is: text, start, end and what it is."""
    for index, text in enumerate(places.texts):
        end_before = 0
        for start, end, suggestion in sorted(_holes_in(text, labels), key=lambda hole: (hole[0], -hole[1])):
            if start >= end_before and places.is_free(index, start, end):
                whole = places.is_free(index, start, end + suggestion.more)
                end_before = end + suggestion.more if whole else end
                yield index, start, end_before, suggestion


def _holes_in(text: str, labels: Sequence[str]) -> Iterator[tuple[int, int, Suggestion]]:
    yield from _dates(text)
    for match in _NOTE.finditer(text):
        label = _FILLING.sub("", match[0][1:-1])
        is_name = label.isprintable() and any(map(str.isalnum, label))
        named = is_name and 1 < len(label) <= 12 and match[0][1] in "此这请"
        yield *match.span(), Suggestion(label) if named else Suggestion(NAMELESS, is_own=True)
    yield from _labelled(text, labels)
    for match in _OPEN_DATE.finditer(text):
        yield *match.span(), Suggestion(DATE)
    for pattern in (_CROSSES, _LINE, _SINGLE):
        for match in pattern.finditer(text):
            start, end = match.span()
            yield start, end, _by_surroundings(text[max(0, start - _NEAR) : start], text[end : end + _NEAR])


def _labelled(text: str, labels: Sequence[str]) -> Iterator[tuple[int, int, Suggestion]]:
    """Blanks that say in brackets what is to be put there."""
    for pattern in (_BRACKET, _CODE, _NAMED_NOTE):
        for match in pattern.finditer(text):
            label = " ".join(match[0].strip("【】[]{}<>＜＞〈〉$（）() 　").split())
            if label in labels:
                yield *match.span(), Suggestion(label)
            elif _CROSS_ONLY.fullmatch(label) or not label:
                near = (
                    text[max(0, match.start() - _NEAR) : match.start()],
                    text[match.end() : match.end() + _NEAR],
                )
                yield *match.span(), _by_surroundings(*near)
            elif _has_words(label) and (pattern is _CODE or _LABEL.fullmatch(label)):
                yield *match.span(), Suggestion(_field_of(label))


def _field_of(label: str) -> str:
    """The field that a label in brackets means: one of the frame's, or one of that name."""
    named = (field for pattern, field in _FIELDS if pattern.search(label))
    bare = _FILLING.sub("", label)[:_LONGEST_LABEL]
    return next(named, bare if _has_words(bare) else label[:_LONGEST_LABEL])


def _has_words(label: str) -> bool:
    """Whether a label can be the name of a field."""
    return label.isprintable() and any(map(str.isalnum, label))


def labelled_blanks(entry: str) -> tuple[tuple[int, int, str], ...]:
    """Where a byline's entry is nothing but blanks that say what they are, and the fields they mean."""
    kinds = (SPEAKER, POSITION, DATE)
    found = [(start, end, field.key) for start, end, field in _labelled(entry, ()) if field.key in kinds]
    covered = sum(end - start for start, end, _ in found)
    return tuple(found) if covered == len("".join(entry.split())) else ()


def _dates(text: str) -> Iterator[tuple[int, int, Suggestion]]:
    """Dates of which a part is open: XX年XX月XX日 whole, 20XX年 without 年."""
    for match in _DATE.finditer(text):
        if not any(char in _CROSS for char in match[0]):
            continue
        if match["day"]:
            yield *match.span(), Suggestion(DATE)
        elif match["month"]:
            yield *match.span(), Suggestion("年月", is_own=True)
        elif match["year"]:
            yield match.start(), match.end() - 1, Suggestion("年份")
        else:
            yield *match.span(), Suggestion("月日", is_own=True)


def _by_surroundings(before: str, after: str) -> Suggestion:
    """What a hole between these texts is."""
    if match := _PLACE.match(after):
        return Suggestion(f"{match[1]}名称", match.end(), kind=match[1])
    if match := _ORGAN.match(after):
        return Suggestion(f"{match[1]}名称", match.end())
    if match := _OCCASION.match(after):
        return Suggestion(MEETING, match.end())
    post = before.rstrip(" 　")
    if _PERSON.match(after) or (post and is_post(post)) or (not before and after.startswith("在")):
        return Suggestion(SPEAKER)
    if after.startswith("月"):
        return Suggestion("月份", is_own=True)
    if match := _MEASURE.match(after):
        return Suggestion(f"数量（{match[0]}）", is_own=True)
    if match := _NAMED.search(before):
        return Suggestion(match[1])
    return Suggestion(NAMELESS, is_own=True)
