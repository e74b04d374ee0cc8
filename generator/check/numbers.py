"""数字: how numbers and dates are written, by GB/T 15835—2011."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress

from .document import HAN, Document, Paragraph
from .pattern import Pattern
from .rule import Level, Rule, Spot, in_each

_DOTTED = Pattern(r"(?<![A-Za-z0-9.\-/])(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?![\d.\-/A-Za-z])", *"./-")
_SHORT_YEAR = Pattern(r"(?<![\d.国绪熙统隆庆正丰治满长达历时共约近])(\d\d)(?=年\d{1,2}月(?!\d))", "年")
_CHINESE_YEAR = Pattern(
    r"(?<![一二三四五六七八九十百千万〇零○])[一二三四五六七八九〇零○0０OＯ]{4}(?=年)", "年"
)
_WIDE = Pattern(r"[０-９]+", *"０１２３４５６７８９")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_RANGE = Pattern(r"(?<![\d.,～~—–-])\d+(?:\.\d+)?([～~—–-])\d+(?:\.\d+)?(%|％|万|亿)", *"～~—–-")
_TILDE = Pattern(r"(?<=[\d%％])~(?=\d)", "~")
_HYPHEN = Pattern(
    r"(?<![\d.,\-A-Za-z/])\d{1,4}(?:\.\d+)?%?([-–])\d{1,4}(?:\.\d+)?(?=%?(?:个|天|年|人|元|米|万|亿|岁|"
    r"倍|名|家|公里|分钟|小时))",
    *"-–",
)
_PER_CENT = Pattern(r"百分之(\d+(?:\.\d+)?)(?![\d万亿]|分)", "百分之")
_MIXED = Pattern(r"(?<![\d.])(\d{1,4})([十百千])(?=[万亿多余来个名人元家件户亩吨])", *"十百千")
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MIXED_DATE = Pattern(
    r"\d{4}年[一二三四五六七八九十]{1,2}月|[〇一二三四五六七八九]{4}年\d{1,2}月"
    r"|\d{1,2}月[一二三四五六七八九十]{1,3}日|(?<![第\d])[一二三四五六七八九十]{1,2}月\d{1,2}日",
    "月",
)
_DATE = Pattern(r"(?:(?<!\d)(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日", "月")
_PER_CENT_WORDS = Pattern(r"百分之[一二三四五六七八九十百零点]+", "百分之")
_PER_CENT_SIGN = Pattern(rf"\d[%％](?=[{HAN}，。；、）]|$)", *"%％")


def _dotted(paragraph: Paragraph) -> Iterator[Spot]:
    yield from (spot for sign, spot in _written_dates(paragraph) if sign == ".")


def _dashed(paragraph: Paragraph) -> Iterator[Spot]:
    yield from (spot for sign, spot in _written_dates(paragraph) if sign != ".")


def _written_dates(paragraph: Paragraph) -> Iterator[tuple[str, Spot]]:
    for match in _DOTTED.finditer(paragraph.plain):
        with suppress(ValueError):
            date = datetime.date(int(match[1]), int(match[3]), int(match[4]))
            if 1900 <= date.year < 2100:
                written = f"{date.year}年{date.month}月{date.day}日"
                yield match[2], Spot(*match.span(), f"日期写成“{written}”", written)


def _short_year(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _SHORT_YEAR.finditer(paragraph.plain):
        year = ("20" if int(match[1]) < 50 else "19") + match[1]
        yield Spot(*match.span(1), f"年份写全：“{year}年”", year)


def _chinese_year(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _CHINESE_YEAR.finditer(paragraph.plain):
        right = re.sub("[零○0０OＯ]", "〇", match[0])
        if right != match[0] and len(re.findall("[一二三四五六七八九]", right)) >= 2:
            yield Spot(*match.span(), f"年份里的“零”写作“〇”：“{right}年”", right)


def _wide(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _WIDE.finditer(paragraph.plain):
        narrow = match[0].translate(_NARROW)
        yield Spot(*match.span(), f"全角数字“{match[0]}”应为“{narrow}”", narrow)


def _range(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _RANGE.finditer(paragraph.plain):
        yield Spot(match.start(1), match.start(1), f"前一个数也要带“{match[2]}”", match[2])


def _tilde(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _TILDE.finditer(paragraph.plain):
        yield Spot(*match.span(), "数值范围用“～”，不用半角的“~”", "～")


def _hyphen(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _HYPHEN.finditer(paragraph.plain):
        yield Spot(*match.span(1), "数值范围用“～”或“—”；要念的稿子写“到”更顺口", "～")


def _per_cent(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _PER_CENT.finditer(paragraph.plain):
        right = f"{match[1]}%"
        yield Spot(*match.span(), f"“{match[0]}”一半汉字一半数字，写成“{right}”", right)


def _mixed(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _MIXED.finditer(paragraph.plain):
        right = str(int(match[1]) * _POWERS[match[2]])
        yield Spot(*match.span(), f"阿拉伯数字后面只能带“万”“亿”：“{right}”", right)


def _mixed_date(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _MIXED_DATE.finditer(paragraph.plain):
        yield Spot(*match.span(), "同一个日期里，汉字和阿拉伯数字不混用")


def _no_such_day(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _DATE.finditer(paragraph.plain):
        try:
            datetime.date(int(match[1] or 2000), int(match[2]), int(match[3]))
        except ValueError:
            yield Spot(*match.span(), f"没有“{match[0]}”这一天")


def _two_ways(document: Document) -> Iterator[tuple[int, Spot]]:
    """The first per cent in words of a text that also has per cent signs."""
    if _PER_CENT_SIGN.search(document.text):
        for index, paragraph in enumerate(document.paragraphs):
            if match := _PER_CENT_WORDS.search(paragraph.plain):
                yield index, Spot(*match.span(), "全文有的用“百分之”，有的用“%”，统一成一种")
                return


RULES = (
    Rule(
        "D01", "日期用点隔开", Level.CERTAIN,
        "正文和署名里的日期写年月日，不用点隔开。",
        "办法从2026.3.12起施行。", "办法从2026年3月12日起施行。",
        "规定：GB/T 15835—2011，5.1.4", in_each(_dotted),
    ),
    Rule(
        "D02", "日期用短横线、斜线隔开", Level.LIKELY,
        "2026-03-12 的写法只用在表格、索引里，讲话稿里写年月日。",
        "办法从2026-03-12起施行。", "办法从2026年3月12日起施行。",
        "一般：GB/T 15835—2011，5.1.4", in_each(_dashed),
    ),
    Rule(
        "D03", "年份简写", Level.LIKELY,
        "四位数字的年份不简写成两位。",
        "这项制度26年3月就印发了。", "这项制度2026年3月就印发了。",
        "规定：GB/T 15835—2011，5.1.4", in_each(_short_year),
    ),
    Rule(
        "D04", "汉字年份里的“零”", Level.CERTAIN,
        "用汉字写年份，0 写作“〇”，不写“零”、数字 0、字母 O 或圆圈。",
        "二零二六年三月起施行。", "二〇二六年三月起施行。",
        "规定：GB/T 15835—2011，5.2.5", in_each(_chinese_year),
    ),
    Rule(
        "D05", "全角数字", Level.CERTAIN,
        "阿拉伯数字用半角。",
        "共有１２个单位。", "共有12个单位。",
        "一般：GB/T 15835—2011，5.1.7（占半个汉字位置）", in_each(_wide),
    ),
    Rule(
        "D06", "数值范围少了单位", Level.LIKELY,
        "“15%～30%”不写成“15～30%”，“9亿～16亿”不写成“9～16亿”，以免误会。",
        "每年下降3～5%。", "每年下降3%～5%。",
        "规定：GB/T 15835—2011，5.1.3", in_each(_range),
    ),
    Rule(
        "D07", "范围用了半角的波浪号", Level.CERTAIN,
        "数值范围用浪纹线“～”或一字线“—”。",
        "每次3~5天。", "每次3～5天。",
        "规定：GB/T 15835—2011，5.1.3；GB/T 15834—2011，4.13.2", in_each(_tilde),
    ),
    Rule(
        "D08", "范围用了短横线", Level.LIKELY,
        "数值范围用浪纹线“～”或一字线“—”，不用短横线。",
        "每次3-5天。", "每次3～5天。",
        "规定：GB/T 15835—2011，5.1.3", in_each(_hyphen),
    ),
    Rule(
        "D09", "百分之后面是阿拉伯数字", Level.CERTAIN,
        "写“30%”或“百分之三十”，不写“百分之30”。",
        "办结率提高了百分之30。", "办结率提高了30%。",
        "规定：GB/T 15835—2011，5.3", in_each(_per_cent),
    ),
    Rule(
        "D10", "阿拉伯数字带十、百、千", Level.LIKELY,
        "一个数里只有“万”“亿”可以和阿拉伯数字连用：写“3000万元”或“三千万元”，不写“3千万元”。千"
        "克、千瓦一类单位不在内。",
        "投入3千万元。", "投入3000万元。",
        "规定：GB/T 15835—2011，5.3", in_each(_mixed),
    ),
    Rule(
        "D11", "日期里汉字和数字混用", Level.LIKELY,
        "年月日要么都用阿拉伯数字，要么都用汉字。",
        "办法从2026年三月起施行。", "办法从2026年3月起施行。",
        "规定：GB/T 15835—2011，4.3", in_each(_mixed_date),
    ),
    Rule(
        "D12", "没有这一天", Level.CERTAIN,
        "月份和日子对不上，如2月30日、平年的2月29日。",
        "6月31日前报来。", "6月30日前报来。",
        "实务", in_each(_no_such_day),
    ),
    Rule(
        "D13", "百分之和%都有", Level.HINT,
        "一篇里统一成一种；要念的稿子写“百分之”更顺口。",
        "办结率提高30%，投诉下降百分之二十。", "办结率提高百分之三十，投诉下降百分之二十。",
        "一般：GB/T 15835—2011，4.3", _two_ways, piecewise=False,
    ),
)  # fmt: skip
