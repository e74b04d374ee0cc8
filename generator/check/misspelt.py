"""串稿: one person or place in two spellings, in the text or between it and the details."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from .document import HAN, Document
from .facts import Fact, Kind, persons
from .names import named_units
from .pattern import Pattern
from .rule import Level, Rule, Spot, occurrences

_ALIKE = """
建健剑舰 军君均钧俊骏峻 伟维玮炜卫为 明鸣铭名 华桦骅化 志智治致至 文雯闻 杰洁捷节 红洪宏虹鸿弘 林琳霖麟临
波博 涛韬 东冬栋 辉晖徽 丽莉利立力 芳方房 晓小筱肖 宇雨玉钰瑜裕育 庆清青卿 荣蓉容融 英瑛颖莹映 新欣鑫馨昕心
永勇咏泳 祥翔详 世士仕 成诚程承城 金锦津进晋 学雪 兰岚蓝 梅媚 燕艳雁彦 珍真贞 玲灵凌铃 静婧靖境 彬斌宾滨
峰锋丰枫风 刚钢 飞菲斐 勤琴 一怡义毅亦艺益 胜盛圣升声生 福富 贵桂 云芸耘 仁人 忠中钟 继纪季 佳嘉家加 子梓紫
轩宣 浩皓昊 晨辰 阳洋扬杨 磊蕾 震振镇正 石实时 溪西希 河和荷 湖胡 山珊 沙砂 桥乔 桃陶 泉全权 坪萍 岭领 塘唐
源原元园 田甜 坝霸 崖涯 关官 店甸 岗冈 前钱 后厚 柳刘流
"""
"""Characters of names that sound alike."""
_SOUND_OF = {char: sound for sound in _ALIKE.split() for char in sound}
_SHORTEST = 2
_PLACE = Pattern(f"[{HAN}]{{2}}[县镇乡村]", "县", "镇", "乡", "村")


class KnownNames:
    """The names of persons and places in some texts."""

    def __init__(self, texts: Collection[str]) -> None:
        self._text = "\n".join(texts)
        self._names = {text for text in texts if _SHORTEST <= len(text) <= 4}
        self._names |= {fact.text for text in texts for fact in persons(text)}
        self._names |= {name for text in texts for name in named_units(text)}

    def meant(self, name: str) -> str | None:
        """The one known name from which `name`, which is not known, differs by a character."""
        like = [known for known in self._names if _differs_by_one(name, known)]
        return like[0] if len(like) == 1 and name not in self._text else None


def _unlike_details(document: Document) -> Iterator[tuple[int, Spot]]:
    if document.known is None:
        return
    known = KnownNames((*document.known, *document.details.values()))
    for index, fact in _names(document):
        if (meant := known.meant(fact.text)) is not None:
            yield index, Spot(fact.start, fact.end, f"“{fact.text}”和单位信息里的“{meant}”只差一个字")


def _unlike_each_other(document: Document) -> Iterator[tuple[int, Spot]]:
    """The rarer of two names that sound alike and differ by one character."""
    counts = Counter(fact.text for one in document.paragraphs for fact in persons(one.plain))
    counts.update(_PLACE.findall(document.text))
    for name, other in _pairs(counts):
        if (document.text.count(name), document.text.find(other)) < (
            document.text.count(other),
            document.text.find(name),
        ):
            for index, place in occurrences(document, name):
                told = f"前后写法不一：“{other}”“{name}”，是不是同一个？"
                yield index, Spot(place, place + len(name), told)


def _names(document: Document) -> Iterator[tuple[int, Fact]]:
    """Names of persons and of places, with the index of the paragraph."""
    for index, paragraph in enumerate(document.paragraphs):
        yield from ((index, fact) for fact in persons(paragraph.plain))
        for name in named_units(paragraph.plain):
            start = paragraph.plain.find(name)
            yield index, Fact(Kind.DEPARTMENT, name, name, start, start + len(name))


def _pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that may be one, each pair both ways; sought among those of like sound only."""
    by_sound: dict[str, list[str]] = {}
    for name in names:
        by_sound.setdefault("".join(_SOUND_OF.get(char, char) for char in name), []).append(name)
    for alike in by_sound.values():
        yield from ((one, two) for one in alike for two in alike if _is_near(one, two))


def _is_near(one: str, two: str) -> bool:
    """Whether two names differ in one character that sounds alike."""
    return _differs_by_one(one, two) and all(
        here == there or _SOUND_OF.get(here) == _SOUND_OF.get(there, "")
        for here, there in zip(one, two, strict=True)
    )


def _differs_by_one(one: str, two: str) -> bool:
    """Whether two names of the same length differ in one character, and not in the first."""
    if len(one) != len(two) or len(one) <= _SHORTEST or one[0] != two[0]:
        return False
    return sum(here != there for here, there in zip(one, two, strict=True)) == 1


_KNOWN = ("云溪县", "张建国", "青石镇")

RULES = (
    Rule(
        "N03", "和单位信息里的名称差一个字", Level.LIKELY,
        "人名、地名和单位信息里的只差一个字，多半写错了。",
        "下面请张健国同志讲话。", "下面请张建国同志讲话。",
        "实务", _unlike_details, known=_KNOWN, piecewise=False,
    ),
    Rule(
        "N04", "同一个名称前后写法不一", Level.LIKELY,
        "两个人名或地名读音一样、只差一个字，少的那个多半写错了。真是两个人的，可以不理会。",
        "先请张建国同志发言。\n会后由张建国同志牵头。\n请张健国同志汇总。",
        "先请张建国同志发言。\n会后由张建国同志牵头。\n请张建国同志汇总。",
        "实务", _unlike_each_other, piecewise=False,
    ),
)  # fmt: skip
