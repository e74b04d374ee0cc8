"""核算: figures of one sentence that do not add up; only where the sentence surely says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from .document import HAN, Document, Paragraph
from .pattern import Pattern
from .quantities import Quantity, number, quantities
from .rule import Level, Rule, Spot, in_each

_SENTENCE = Pattern(r"[^。；！？\n]+")
_LONGEST_SENTENCE = 400
"""What is longer has lost its stops, and says nothing surely."""
_WHOLE = Pattern(
    r"(?:一共|总共|共计|合计|总计|共有|共|总数[为是]?)[^，、\d]{0,8}$|(?:应[^，]{0,6}|全[市县区镇乡省校院局][^，\d]{0,6}有?)$"
)
_TOTAL = Pattern(r"(?:一共|总共|共计|合计|总计|共)[^，、\d]{0,4}$")
_LEFT = Pattern(r"还有|尚有|还剩|剩余|剩下|其余|余下|未[^，]{1,6}的|没有[^，]{1,6}的|尚未")
_UNSURE = Pattern(
    "其中|分别|同比|环比|去年|上年|同期|累计|平均|每|各|(?<!规模)(?<!限额)以上|以内|左右|另有|另外|包括|新增|又"
)
_OF_WHOLE = Pattern(rf"(?P<root>[{HAN}]{{2}})率(?:已?达到?了?|为|是|已?达)?$")
_SHARE = Pattern(r"占(?:总数|全部|总量|其)?的?$")
_GROWTH = Pattern(r"(?P<verb>增长|增加|上升|提高|提升|增|下降|减少|降低|回落|降|减)了?$")
_DOWN = ("下降", "减少", "降低", "回落", "降", "减")
_BASE = Pattern(
    "(?:去年|上年|上一年|前一年|上月|上季度)(?:同期)?(?:只?是|只?为|只有|仅有?|才|完成|实现)?$|基数[是为]?$"
)
_EXACT = "人名位户家个件起项条次宗例处座所间套台辆艘期批场份篇村县镇"
"""Units of what is counted one by one: such a number is not rounded."""
_EACH = Pattern("[每均产]|以上|以下|(?:，.*){4}")
_CHANGE = Pattern("[比较]|增|减|降|升|提高|多|少|新")
_FROM = Pattern(r"[从由](?:[^，从由]{0,10})$")
_TO = Pattern(r"(?:增加|增长|提高|提升|上升|扩大|减少|下降|降低|压减|缩短|缩小|扩|增|降|减)[到至为]$")
_NUMERALS = "一二三四五六七八九十"
_SEQUENCES = tuple(tuple(form.format(one) for one in _NUMERALS) for form in ("{}是", "第{}，", "{}要"))
_ANNOUNCED = Pattern(
    r"(?<![十\d])(?P<number>[两二三四五六七八九十]|\d{1,2})(?P<what>(?:项|个|点|条|件|大|方面|步)[^，。；：、的\d]{0,10})[：。；，]?[—]*\s*$"
)
_NAMED = Pattern(
    rf"(?P<names>(?:[{HAN}]{{1,8}}(?P<kind>社区|街道|[村县镇乡区市局校院站所处科室厅部办组班系])、)+[{HAN}]{{1,8}}(?P=kind)"
    rf"(?:(?:和|以及)[{HAN}]{{1,8}}?(?P=kind))?)(?:这|等)?(?P<number>[两二三四五六七八九十]|\d{{1,2}})个(?P=kind)",
    "、",
)
_REVERSED = Pattern(
    r"(?<![\d.])(\d+(?:\.\d+)?)([%％万亿]?[元人个]?)[～~](\d+(?:\.\d+)?)([%％万亿]?[元人个]?)", *"～~"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph, from its place on, with the quantities in it."""

    text: str
    start: int

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(quantities(self.text))

    def before(self, quantity: Quantity) -> str:
        """The clause up to the quantity, without an 约 before it."""
        return re.split("[，：、（]", self.text[: quantity.start])[-1].removesuffix("约").removesuffix("达到")

    def clause(self, quantity: Quantity) -> str:
        """The clause in which the quantity stands."""
        end = re.search("[，：、）]|$", self.text[quantity.end :])
        return self.before(quantity) + self.text[quantity.start : quantity.end + (end.start() if end else 0)]

    def spot(self, quantity: Quantity, message: str) -> Spot:
        return Spot(self.start + quantity.start, self.start + quantity.end, message)


def _sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(paragraph.plain):
        if len(match[0]) <= _LONGEST_SENTENCE and _has_numbers(match[0]):
            yield Sentence(match[0], match.start())


def _has_numbers(text: str) -> bool:
    return sum(char.isdigit() or char in "二三四五六七八九十百两" for char in text) > 1


def _alike(sentence: Sentence, unit: str) -> list[Quantity]:
    return [one for one in sentence.quantities if one.unit == unit]


def _parts(paragraph: Paragraph) -> Iterator[Spot]:
    for sentence in _sentences(paragraph):
        for unit in dict.fromkeys(one.unit for one in sentence.quantities if one.unit not in ("", "%")):
            alike = _alike(sentence, unit)
            if len(alike) >= 2 and not any(one.is_about for one in alike):
                yield from _whole_and_left(sentence, alike)
                yield from _parts_and_total(sentence, alike)
                yield from _part_of(sentence, alike)


def _whole_and_left(sentence: Sentence, alike: Sequence[Quantity]) -> Iterator[Spot]:
    """共52家，已完成40家，还有13家."""
    whole, *parts = alike
    if len(parts) < 2 or not _WHOLE.search(sentence.before(whole)) or _UNSURE.search(sentence.text):
        return
    if not _LEFT.search(sentence.clause(parts[-1])) or any(
        _LEFT.search(sentence.clause(one)) for one in parts[:-1]
    ):
        return
    total = sum(one.value for one in parts)
    if total != whole.value:
        sums = "＋".join(one.text for one in parts)
        yield sentence.spot(parts[-1], f"{sums}是{_plain(total)}{whole.unit}，前面说的是{whole.text}")


def _parts_and_total(sentence: Sentence, alike: Sequence[Quantity]) -> Iterator[Spot]:
    """民警30人、辅警20人，共60人."""
    *parts, total = alike
    if (
        len(parts) < 2
        or not _TOTAL.search(sentence.before(total))
        or _UNSURE.search(sentence.text[: total.end])
    ):
        return
    between = sentence.text[parts[0].end : parts[-1].start]
    if "，" in between or sentence.text[parts[-1].end : total.start].count("，") != 1:
        return
    added = sum(one.value for one in parts)
    if added != total.value:
        sums = "＋".join(one.text for one in parts)
        yield sentence.spot(total, f"{sums}是{_plain(added)}{total.unit}，这里说的是{total.text}")


def _part_of(sentence: Sentence, alike: Sequence[Quantity]) -> Iterator[Spot]:
    """50人，其中党员60人."""
    for whole, part in pairwise(alike):
        between = sentence.text[whole.end : part.start]
        if (
            re.match("[^，。（]{0,12}[，（]其中[^，]{0,10}$", between)
            and part.value > whole.value
            and not _EACH.search(sentence.text)
        ):
            yield sentence.spot(part, f"其中的{part.text}比总数{whole.text}还多")


def _rate(paragraph: Paragraph) -> Iterator[Spot]:
    for sentence in _sentences(paragraph):
        rates = _alike(sentence, "%")
        if len(rates) == 1 and not rates[0].is_about:
            yield from _share(sentence, rates[0])


def _share(sentence: Sentence, rate: Quantity) -> Iterator[Spot]:
    """应办100件，已办结80件，办结率85%; 共50人，其中党员20人，占45%."""
    before = sentence.before(rate)
    of_whole = _OF_WHOLE.search(before)
    counted = [one for one in sentence.quantities if one.end <= rate.start and one.unit not in ("", "%")]
    if len(counted) < 2 or len({one.unit for one in counted}) > 1 or any(one.is_about for one in counted):
        return
    whole, part, *others = counted
    if others and not all(_LEFT.search(sentence.clause(one)) for one in others):
        return
    if of_whole is None and not (_SHARE.search(before) and "其中" in sentence.text[whole.end : part.start]):
        return
    if of_whole is not None and of_whole["root"] not in sentence.text[whole.end : rate.start - len(before)]:
        return
    if (
        re.search("同比|去年|上年|同期|新增|比", sentence.text[: rate.start])
        or not 0 < part.value <= whole.value
    ):
        return
    right = part.value * 100 / whole.value
    if abs(right - rate.value) > rate.step:
        yield sentence.spot(rate, f"{part.text}是{whole.text}的{_plain(right, rate)}%，这里写的是{rate.text}")


def _growth(paragraph: Paragraph) -> Iterator[Spot]:
    for sentence in _sentences(paragraph):
        yield from _from_base(sentence)
        yield from _from_to(sentence)


def _from_base(sentence: Sentence) -> Iterator[Spot]:
    """达到120亿元，同比增长20%，去年是110亿元."""
    rates, counted = _alike(sentence, "%"), [one for one in sentence.quantities if one.unit not in ("", "%")]
    if len(rates) != 1 or len(counted) != 2 or len({one.unit for one in counted}) > 1:
        return
    verb = _GROWTH.search(sentence.before(rates[0]))
    bases = [one for one in counted if _BASE.search(sentence.before(one))]
    changes = [one for one in counted if _CHANGE.search(sentence.before(one))]
    if verb is None or len(bases) != 1 or changes or any(one.is_about for one in (*counted, *rates)):
        return
    base = bases[0]
    now = next(one for one in counted if one is not base)
    if base.value and not _TO.search(sentence.before(base)) and "从" not in sentence.before(base):
        yield from _compared(sentence, base, now, rates[0], verb["verb"])


def _from_to(sentence: Sentence) -> Iterator[Spot]:
    """从100亿元增加到120亿元，增加30亿元."""
    for base, now, change in zip(*(sentence.quantities[at:] for at in range(3)), strict=False):
        if any(one.is_about for one in (base, now, change)) or (base.unit or now.unit) != now.unit:
            continue
        if not (_FROM.search(sentence.before(base)) and _TO.search(sentence.text[base.end : now.start])):
            continue
        verb = _GROWTH.search(sentence.before(change))
        if verb is None or not re.fullmatch("，[^，]{0,10}", sentence.text[now.end : change.start]):
            continue
        if change.unit == "%" and now.unit != "%" and base.value:
            yield from _compared(sentence, base, now, change, verb["verb"])
        elif change.unit == now.unit or (now.unit == "%" and change.unit == "个百分点"):
            yield from _difference(sentence, base, now, change, verb["verb"])


def _compared(sentence: Sentence, base: Quantity, now: Quantity, rate: Quantity, verb: str) -> Iterator[Spot]:
    sign = -1 if verb in _DOWN else 1
    right = (now.value - base.value) * 100 * sign / base.value
    slack = rate.step + 100 * (_rounding(base) + _rounding(now)) / base.value
    if abs(right - rate.value) > slack:
        way = "增长" if now.value >= base.value else "下降"
        told = f"从{base.text}到{now.text}是{way}{_plain(abs(right), rate)}%，这里写的是{verb}{rate.text}"
        yield sentence.spot(rate, told)


def _difference(
    sentence: Sentence, base: Quantity, now: Quantity, change: Quantity, verb: str
) -> Iterator[Spot]:
    sign = -1 if verb in _DOWN else 1
    right = (now.value - base.value) * sign
    if abs(right - change.value) > _rounding(base) + _rounding(now) and right != change.value:
        told = f"从{base.text}到{now.text}相差{_difference_text(abs(right), change)}，这里写的是{change.text}"
        yield sentence.spot(change, told)


def _rounding(quantity: Quantity) -> Decimal:
    """By how much a number may have been rounded."""
    is_exact = quantity.unit in _EXACT and quantity.step == 1
    return Decimal(0) if is_exact else quantity.step / 2


def _difference_text(value: Decimal, like: Quantity) -> str:
    for group, factor in (("亿", 10**8), ("万", 10**4)):
        if group in like.text:
            return f"{_plain(value / factor)}{group}{like.unit}"
    return f"{_plain(value)}{like.unit}"


def _plain(value: Decimal | int, like: Quantity | None = None) -> str:
    """A number as people write it; as exact as `like` and one place more."""
    value = Decimal(value)
    if like is not None:
        value = round(value, max(0, -like.step.adjusted()) + 1)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _counted(document: Document) -> Iterator[tuple[int, Spot]]:
    """五项任务, and then 一是 to 四是: in the paragraph, or one paragraph after the other."""
    for index, paragraph in enumerate(document.paragraphs):
        for ordinals in _SEQUENCES:
            place = paragraph.plain.find(ordinals[0])
            above = paragraph.plain[:place] if place > 0 else ""
            if place == 0 and index and document.paragraphs[index - 1].is_running:
                above = document.paragraphs[index - 1].plain
            announced = _ANNOUNCED.search(above[-40:]) if place >= 0 else None
            if announced is None:
                continue
            count = _ordinals(document, index, place, ordinals)
            if count >= 2 and number(announced["number"]) != count:
                told = f"前面说“{announced['number']}{announced['what']}”，后面列了 {count} 条"
                yield index, Spot(place, place + len(ordinals[0]), told)


def _ordinals(document: Document, index: int, place: int, ordinals: Sequence[str]) -> int:
    """How many of 一是, 二是 … follow each other from a place on."""
    text = document.paragraphs[index].plain[place:]
    count = _in_order(text, ordinals)
    for following in range(index + 1, len(document.paragraphs)):
        text = document.paragraphs[following].plain
        if count >= len(ordinals) or not text.startswith(ordinals[count]):
            break
        count += _in_order(text, ordinals[count:])
    return count


def _in_order(text: str, ordinals: Sequence[str]) -> int:
    place = 0
    for count, ordinal in enumerate(ordinals):
        place = text.find(ordinal, place)
        if place < 0:
            return count
        place += len(ordinal)
    return len(ordinals)


def _named(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _NAMED.finditer(paragraph.plain):
        count = len(re.findall(f"{match['kind']}(?=[、和以]|$)", match["names"]))
        said = number(match["number"])
        if said != count and "等" not in match[0]:
            yield Spot(
                match.start("number"),
                match.end("number"),
                f"前面列了 {count} 个{match['kind']}，这里说 {said} 个",
            )


def _reversed(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _REVERSED.finditer(paragraph.plain):
        if match[2] in ("", match[4]) and Decimal(match[1]) > Decimal(match[3]):
            yield Spot(*match.span(), "范围的前一个数比后一个大")


RULES = (
    Rule(
        "C01", "部分和总数不符", Level.LIKELY,
        "同一句里说了总数又说了各部分，加起来不等于总数。有“其中”“新增”“约”这类说法、拿不准的不报。",
        "全县共52家，已完成40家，还有13家没有动。", "全县共53家，已完成40家，还有13家没有动。",
        "实务", in_each(_parts),
    ),
    Rule(
        "C02", "比率和数字不符", Level.LIKELY,
        "同一句里说了总数、完成数和比率，比率算出来不是这么多。",
        "应办100件，已办结80件，办结率85%。", "应办100件，已办结80件，办结率80%。",
        "实务", in_each(_rate),
    ),
    Rule(
        "C03", "增减幅度和数字不符", Level.LIKELY,
        "同一句里说了基数、现在的数和增减幅度，算出来不是这么多。",
        "税收达到120亿元，同比增长20%，去年是110亿元。", "税收达到132亿元，同比增长20%，去年是110亿元。",
        "实务", in_each(_growth),
    ),
    Rule(
        "C04", "说的几项和列的不符", Level.LIKELY,
        "说“五项任务”，后面只有一是到四是。",
        "要抓好三项任务：一是摸清底数，二是管住用处。", "要抓好两项任务：一是摸清底数，二是管住用处。",
        "实务", _counted, piecewise=False,
    ),
    Rule(
        "C05", "列的名称和说的个数不符", Level.LIKELY,
        "列了三个村，却说是四个村。",
        "东河村、西河村、南河村4个村先走一步。", "东河村、西河村、南河村3个村先走一步。",
        "实务", in_each(_named),
    ),
    Rule(
        "C06", "范围前大后小", Level.LIKELY,
        "“5%～3%”前一个数比后一个大，多半写反了。",
        "每年下降5%～3%。", "每年下降3%～5%。",
        "实务", in_each(_reversed),
    ),
)  # fmt: skip
