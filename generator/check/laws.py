"""表述: titles of laws and of the Party's regulations (documents.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .document import Document
from .listed import read_entries
from .pattern import Pattern
from .rule import Level, Rule, Spot

_TITLE = Pattern(r"《([^《》\n]{2,40})》", "《")
_STATE = "中华人民共和国"
_PARTY = "中国共产党"
_KINDS = ("实施条例", "条例", "准则", "规定", "细则", "规则", "办法", "法")
_ALIKE = 0.82
_TRIAL = "（试行）"


@dataclass(frozen=True)
class Titles:
    """Titles that are known: each full one by every way it is rightly cited; those seen in full; and
    those that hold no longer, with what holds now."""

    full: Mapping[str, str]
    seen: frozenset[str]
    replaced: Mapping[str, str]


@cache
def titles() -> Titles:
    """The titles of documents.yaml."""
    entries = read_entries("documents.yaml")
    full: dict[str, str] = {}
    seen: set[str] = set()
    for group in entries["laws"]:
        laws = {short: _STATE + short for short in group["titles"].split()}
        full |= laws | {title: title for title in laws.values()}
        seen |= set(laws.values()) if group.get("seen") else set()
    for group in entries["titles"]:
        for title, short in group["words"].items():
            full |= dict.fromkeys((title, *(short or "").split()), title)
            seen |= {title} if group.get("seen") else set()
    return Titles(full, frozenset(seen), _replaced(entries))


def _replaced(entries: Mapping[str, list[Mapping[str, Mapping[str, str]]]]) -> dict[str, str]:
    return {
        old: new
        for group in entries["replaced"]
        for new, olds in group["words"].items()
        for old in olds.split()
    }


def _cited(document: Document) -> Iterator[tuple[int, int, str]]:
    """Titles in 《》: index of the paragraph, place and title."""
    for index, paragraph in enumerate(document.paragraphs):
        for match in _TITLE.finditer(paragraph.plain):
            yield index, match.start(1), match[1]


def _mistaken(document: Document) -> Iterator[tuple[int, Spot]]:
    return _unlike(document, is_seen=True)


def _perhaps_mistaken(document: Document) -> Iterator[tuple[int, Spot]]:
    return _unlike(document, is_seen=False)


def _unlike(document: Document, is_seen: bool) -> Iterator[tuple[int, Spot]]:
    for index, start, title in _cited(document):
        right = _meant(title)
        if right is not None and (titles().full[right] in titles().seen) is is_seen:
            spot = Spot(start, start + len(title), f"“{title}”应为“{right}”", right)
            yield index, spot


@cache
def _meant(title: str) -> str | None:
    """The known title that `title` miswrites; None when it is right, or nothing known is like it.

    A title with a known one in it (a province's 办法, 实施细则) is its own.
    """
    known = titles()
    plain = title.removesuffix(_TRIAL).replace("暂行", "")
    if _is_known(plain):
        return None
    kind = next((kind for kind in _KINDS if plain.endswith(kind)), None)
    if kind is None:
        return None
    like = [way for way in known.full if _is_like(plain, way.removesuffix(_TRIAL), kind)]
    return like[0] if len(like) == 1 else _nearest(plain, like)


def _is_known(title: str) -> bool:
    """Whether `title` is a known one, perhaps with more after it or a place before it, or names one."""
    if "〈" in title:
        return True
    is_local = not title.startswith((_PARTY, _STATE))
    ways = tuple(way.removesuffix(_TRIAL) for way in (*titles().full, *titles().replaced))
    return (
        title.startswith(ways)
        or (is_local and title.endswith(ways))
        or title.removeprefix(_STATE).startswith(ways)
    )


def _is_like(title: str, way: str, kind: str) -> bool:
    """Whether `title` is `way` but for one or two characters; both of the same kind."""
    if not way.endswith(kind) or abs(len(way) - len(title)) > 2 or len(way) < 6 or way[0] != title[0]:
        return False
    if len(way) - len(title) == 2 and _is_shortened(title, way):
        return False
    return _likeness(title, way) >= _ALIKE


def _likeness(title: str, way: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, title, way, autojunk=False).ratio()


def _is_shortened(title: str, way: str) -> bool:
    """Whether `title` is `way` with some characters left out: 村委会 for 村民委员会."""
    chars = iter(way)
    return all(char in chars for char in title)


def _nearest(title: str, like: list[str]) -> str | None:
    """The one of `like` that is surely nearest."""
    ranked = sorted(like, key=lambda way: -_likeness(title, way))
    is_sure = len(ranked) > 1 and _likeness(title, ranked[0]) > _likeness(title, ranked[1])
    return ranked[0] if is_sure else None


def _no_longer(document: Document) -> Iterator[tuple[int, Spot]]:
    for index, start, title in _cited(document):
        now = titles().replaced.get(title.removeprefix(_STATE))
        before = document.paragraphs[index].plain[max(0, start - 4) : start]
        if now is not None and "原" not in before:
            yield (
                index,
                Spot(start, start + len(title), f"《{title}》已经不再施行，现在是{_titled(now)}，请核对"),
            )


def _titled(now: str) -> str:
    title, bracket, rest = now.partition("（")
    return f"《{title}》{bracket}{rest}"


def _trial(document: Document) -> Iterator[tuple[int, Spot]]:
    """A full title without the （试行） that belongs to it."""
    for index, start, title in _cited(document):
        if title.startswith(_PARTY) and title + _TRIAL in titles().seen:
            yield index, Spot(start, start + len(title), f"全称是《{title}{_TRIAL}》", title + _TRIAL)


RULES = (
    Rule(
        "T06", "法律、法规的名称写错", Level.LIKELY,
        "书名号里的名称和现行的法律、党内法规只差一两个字。全称和出处在 generator/check/documents.yaml；"
        "地方的条例、实施办法和没有收的文件不报。",
        "学习《中国共产党纪律处罚条例》。", "学习《中国共产党纪律处分条例》。",
        "实务：国家法律法规数据库、公开的党内法规", _mistaken,
    ),
    Rule(
        "T07", "法律已经废止或换了名称", Level.HINT,
        "合同法、物权法、婚姻法等并入了民法典；信访条例换成了信访工作条例。引用当时的不改，前面写了“原”的不报。",
        "依照《中华人民共和国合同法》签订。", "依照《中华人民共和国民法典》签订。",
        "实务：国家法律法规数据库", _no_longer,
    ),
    Rule(
        "T10", "法律、法规的名称可能写错", Level.HINT,
        "和 T06 一样，但全称没有查到原文，只作提示。",
        "落实《中国共产党宣教工作条例》。", "落实《中国共产党宣传工作条例》。",
        "实务", _perhaps_mistaken,
    ),
    Rule(
        "T11", "党内法规的全称少了“试行”", Level.HINT,
        "还在试行的，全称里有“（试行）”；写简称时不用。",
        "执行《中国共产党支部工作条例》。", "执行《中国共产党支部工作条例（试行）》。",
        "实务：公开的党内法规", _trial,
    ),
)  # fmt: skip
