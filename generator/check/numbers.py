"""数字: how numbers are written, by GB/T 15835—2011. Dates are in dates.py."""

from __future__ import annotations

from collections.abc import Iterator

from .document import HAN, Document, Paragraph
from .pattern import Pattern
from .rule import Level, Rule, Spot, in_each

_WIDE = Pattern(r"[０-９]+", *"０１２３４５６７８９")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_RANGE = Pattern(r"(?<![\d.,～~—–-])\d+(?:\.\d+)?([～~—–-])\d+(?:\.\d+)?(%|％|万|亿)", *"～~—–-")
_YEARS = Pattern(r"(?<!\d)(?:19|20)\d\d年?([-–~]|--)(?:19|20)\d\d(?=年|学年|年度)", *"-–~")
_NO_ZERO = Pattern(rf"(?<=[{HAN}，。；：、（])(\.)\d+(?=[%％万亿个元倍公米吨{HAN}])", ".")
_TILDE = Pattern(r"(?<=[\d%％])~(?=\d)", "~")
_HYPHEN = Pattern(
    r"(?<![\d.,\-A-Za-z/])(?!(?:19|20)\d\d-(?:19|20)\d\d年)\d{1,4}(?:\.\d+)?%?([-–])\d{1,4}(?:\.\d+)?(?=%?(?:个|天|年|人|元|米|万|亿|岁|"
    r"倍|名|家|公里|分钟|小时))",
    *"-–",
)
_PER_CENT = Pattern(r"百分之(\d+(?:\.\d+)?)(?![\d万亿]|分)", "百分之")
_MIXED = Pattern(r"(?<![\d.])(\d{1,4})([十百千])(?=[万亿多余来个名人元家件户亩吨])", *"十百千")
_POWERS = {"十": 10, "百": 100, "千": 1000}
_PER_CENT_WORDS = Pattern(r"百分之[一二三四五六七八九十百零点]+", "百分之")
_PER_CENT_SIGN = Pattern(rf"\d[%％](?=[{HAN}，。；、）]|$)", *"%％")


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


def _years(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _YEARS.finditer(paragraph.plain):
        yield Spot(*match.span(1), "年份的起止用“—”", "—")


def _no_zero(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _NO_ZERO.finditer(paragraph.plain):
        yield Spot(*match.span(1), "小数点前面的“0”不能省", "0.")


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


def _two_ways(document: Document) -> Iterator[tuple[int, Spot]]:
    """The first per cent in words of a text that also has per cent signs."""
    if _PER_CENT_SIGN.search(document.text):
        for index, paragraph in enumerate(document.paragraphs):
            if match := _PER_CENT_WORDS.search(paragraph.plain):
                yield index, Spot(*match.span(), "全文有的用“百分之”，有的用“%”，统一成一种")
                return


RULES = (
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
        "D17", "小数点前面少了0", Level.CERTAIN,
        "小于1的小数，小数点前面的“0”不能省。",
        "上升了.85个百分点。", "上升了0.85个百分点。",
        "规定：GB/T 15835—2011，5.1.2（小数）", in_each(_no_zero),
    ),
    Rule(
        "D18", "年份的起止用了短横线", Level.CERTAIN,
        "时间的起止用一字线：“2026—2030年”。",
        "2026-2030年期间，新建三所学校。", "2026—2030年期间，新建三所学校。",
        "规定：GB/T 15834—2011，4.13.3.2", in_each(_years),
    ),
    Rule(
        "D13", "百分之和%都有", Level.HINT,
        "一篇里统一成一种；要念的稿子写“百分之”更顺口。",
        "办结率提高30%，投诉下降百分之二十。", "办结率提高百分之三十，投诉下降百分之二十。",
        "一般：GB/T 15835—2011，4.3", _two_ways, piecewise=False,
    ),
)  # fmt: skip
