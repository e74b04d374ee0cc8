"""标点: marks that stand alone, by GB/T 15834—2011. Those in pairs are in quotation.py."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.speech import Role
from .document import HAN, Document, Paragraph
from .pattern import Pattern, is_han
from .rule import Level, Rule, Spot, after, before, in_each, in_running_text

_FULL = str.maketrans(",:;!?", "，：；！？")
_CLOSERS = "”’》）】〉」』〕"
_OPENERS = "“‘《（【〈「『〔"
_POINTS = "，。、；：！？"
_NEIGHBOURS = (
    "一、二",
    "二、三",
    "两、三",
    "三、四",
    "三、五",
    "四、五",
    "五、六",
    "六、七",
    "七、八",
    "八、九",
)
_HALF = Pattern(r"[,:;!?]+", *",:;!?")
_LAST_PERIOD = Pattern(rf"(?<=[{HAN}{_CLOSERS}])\.$", ".")
_DOUBLED = Pattern(r"([，、；：])\1+|(?<!。)。。(?!。)", "，，", "、、", "；；", "：：", "。。")
_MIXED = Pattern(r"[，、；：][，、；：。！？]++|[。！？][，、；：]++|[！？]。|。[！？]")
_DOTS = Pattern(r"…+|\.{3,}|。{3,}|·{3,}|\u30fb{3,}", "…", "...", "。。。", "···", "\u30fb\u30fb\u30fb")
_DASHES = Pattern(r"[-－─━―ー–—]{2,}", *"-－─━―ー–—")
_ONE_DASH = Pattern(rf"^—(?=[{HAN}])", "—")
_SPACES = Pattern(
    rf"(?<=[，、；{_CLOSERS}])[ \u00a0]{{1,2}}(?=[{HAN}{_OPENERS}])"
    rf"|(?<=[{HAN}])[ \u00a0]{{1,2}}(?=[{_POINTS}{_CLOSERS}])"
    rf"|(?<=[{_OPENERS}])[ \u00a0]{{1,2}}(?=[{HAN}])",
    " ",
    "\u00a0",
)
_GAP = Pattern(rf"(?<=[{HAN}])[ \u00a0]{{1,2}}(?=[{HAN}])", " ", "\u00a0")
_ORDINAL = Pattern(
    r"(?:^|(?<=[。；：！？]))(第[一二三四五六七八九十]|其[一二三四五]|首先|其次|再次|最后)(、)"
    rf"(?=[{HAN}])(?![第其首再最一二三四五六七八九十百几])",
    "第",
    "其",
    "首先",
    "再次",
    "最后",
)
_BRACKETED = Pattern(r"^[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)](\s*[、，,.．。])", *"（(")
_STOPS = frozenset("。；！？")
_CHINESE_NUMBER = Pattern(r"^[一二三四五六七八九十]{1,3}([，,.．])", *"，,.．")
_ARABIC_NUMBER = Pattern(rf"^\d{{1,2}}([、，])(?=[{HAN}])", *"0123456789０１２３４５６７８９")
_AND_SO_ON = Pattern(
    r"、(?=等(?:[，。；：、）》”！？]|等|方面|单位|部门|工作|问题|情况|人员|同志|领导|内容|环节|领域|$))",
    "、等",
)
_DOTS_AND_SO_ON = Pattern(r"……等等?(?=[，。；、）])|等等?……", "…")
_ABOUT = Pattern(
    r"(?<![第列获得台十百千万一二三四五六七八九、])(?:一、二|二、三|两、三|三、四|三、五|四、五|五、六|六、七|七"
    r"、八|八、九)"
    r"(?=(?:十|百|千|万)?[个次天月年人名家件条项户里米公岁分小点倍种篇遍])(?!年级|月份|号)",
    *_NEIGHBOURS,
)
_LONG_ENOUGH = 20


def _half_width(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    for match in _HALF.finditer(text):
        left, right = before(text, match.start()), after(text, match.end())
        if _is_chinese(left, _CLOSERS) or (left.isalnum() and is_han(right)):
            for place in range(*match.span()):
                full = text[place].translate(_FULL)
                yield Spot(place, place + 1, f"半角的“{text[place]}”应为全角的“{full}”", full)


def _is_chinese(char: str, others: str) -> bool:
    return bool(char) and (char in others or is_han(char))


def _period(paragraph: Paragraph) -> Iterator[Spot]:
    if match := _LAST_PERIOD.search(paragraph.plain):
        yield Spot(*match.span(), "句末的“.”应为“。”", "。")


def _doubled(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _DOUBLED.finditer(paragraph.plain):
        yield Spot(*match.span(), f"“{match[0][0]}”打重了", match[0][0])


def _mixed(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _MIXED.finditer(paragraph.plain):
        if len(set(match[0])) > 1:
            yield Spot(*match.span(), f"“{match[0]}”连在一起，只能留一个")


def _ellipsis(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    for match in _DOTS.finditer(text):
        if _is_wrong_ellipsis(match[0]) and _in_chinese(text, match):
            yield Spot(*match.span(), "省略号应为六个点“……”", "……")


def _is_wrong_ellipsis(dots: str) -> bool:
    if dots[0] == "…":
        return len(dots) not in (2, 4)
    return dots[0] == "。" or len(dots) <= 6


def _in_chinese(text: str, match: re.Match[str]) -> bool:
    left, right = before(text, match.start()), after(text, match.end())
    signs = _POINTS + _CLOSERS + _OPENERS
    return (_is_chinese(left, signs) or _is_chinese(right, signs)) and not (left.isascii() and left.isalnum())


def _dash(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    for match in _DASHES.finditer(text):
        left, right = before(text, match.start()), after(text, match.end())
        known = match[0] in ("——", "————") or len(match[0]) > 4
        if not known and _is_chinese(right, _OPENERS) and (not left or _is_chinese(left, _CLOSERS + _POINTS)):
            yield Spot(*match.span(), "破折号应为“——”", "——")
    if half := _ONE_DASH.match(text):
        yield Spot(*half.span(), "破折号应为“——”，这里只有一半", "——")


def _spaces(paragraph: Paragraph) -> Iterator[Spot]:
    if len(paragraph.plain) < _LONG_ENOUGH:
        return
    for match in _SPACES.finditer(paragraph.plain, paragraph.number_end + 1):
        yield Spot(*match.span(), "标点旁边多了空格", "")


def _gaps(paragraph: Paragraph) -> Iterator[Spot]:
    if len(paragraph.plain) < _LONG_ENOUGH:
        return
    for match in _GAP.finditer(paragraph.plain):
        yield Spot(*match.span(), "汉字之间有空格：多余的删去，并列的改用顿号", "")


def _ordinal(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _ORDINAL.finditer(paragraph.plain):
        yield Spot(*match.span(2), f"“{match[1]}”后面用逗号，不用顿号", "，")


def _after_bracket(paragraph: Paragraph) -> Iterator[Spot]:
    if match := _BRACKETED.match(paragraph.plain):
        yield Spot(*match.span(1), "带括号的序号后面不再用标点", "")


def _after_chinese(paragraph: Paragraph) -> Iterator[Spot]:
    match = _CHINESE_NUMBER.match(paragraph.plain)
    if match and (paragraph.role is Role.HEADING or not _STOPS.intersection(paragraph.text)):
        yield Spot(*match.span(1), f"汉字序号后面用“、”，不用“{match[1]}”", "、")


def _after_arabic(paragraph: Paragraph) -> Iterator[Spot]:
    match = _ARABIC_NUMBER.match(paragraph.plain)
    if match and paragraph.number:
        yield Spot(*match.span(1), f"阿拉伯数字的序号后面用“.”，不用“{match[1]}”", ".")


def _and_so_on(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _AND_SO_ON.finditer(paragraph.plain):
        yield Spot(*match.span(), "“等”前面不用顿号", "")


def _dots_and_so_on(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _DOTS_AND_SO_ON.finditer(paragraph.plain):
        yield Spot(*match.span(), "“等”和省略号是一个意思，只用一个")


def _about(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _ABOUT.finditer(paragraph.plain):
        close = match[0].replace("、", "")
        yield Spot(*match.span(), f"表示大概的数，两个数字之间不用顿号：“{close}”", close)


def _only_whole(document: Document) -> Iterator[tuple[int, Spot]]:
    if document.is_whole:
        yield from in_running_text(_period)(document)


RULES = (
    Rule(
        "B01", "半角标点", Level.CERTAIN,
        "中文里的逗号、冒号、分号、叹号、问号用全角。网址、时间（14:30）、千分撇（2,379）和英文里的不动。",
        "会议开始,请大家关闭手机:谢谢!",
        "会议开始，请大家关闭手机：谢谢！",
        "规定：GB/T 15834—2011，5.1.1、5.1.2（占一个字位置）", in_each(_half_width),
    ),
    Rule(
        "B02", "句末的半角句点", Level.CERTAIN,
        "一段中文的最后用“。”，不用“.”。",
        "同志们：\n清单月底前报办公室.", "同志们：\n清单月底前报办公室。",
        "规定：GB/T 15834—2011，4.1.2", _only_whole, piecewise=False,
    ),
    Rule(
        "B03", "标点打重", Level.CERTAIN,
        "同一个逗号、顿号、分号、冒号、句号打了两遍。叹号、问号可以叠用，不报。",
        "月底前报来，，逾期通报。。", "月底前报来，逾期通报。",
        "实务", in_each(_doubled),
    ),
    Rule(
        "B04", "点号连用", Level.LIKELY,
        "两个不同的点号紧挨着，多半是改稿时留下的，要看意思留一个。",
        "月底前报来，。逾期通报。", "月底前报来。逾期通报。",
        "实务", in_each(_mixed),
    ),
    Rule(
        "B05", "省略号不是六个点", Level.CERTAIN,
        "省略号是“……”，六个点，占两个字的位置；不用三个点、一串句号或间隔号。",
        "采购、基建、招生…样样要公开。", "采购、基建、招生……样样要公开。",
        "规定：GB/T 15834—2011，4.11.2、5.1.5", in_each(_ellipsis),
    ),
    Rule(
        "B06", "破折号写法不对", Level.CERTAIN,
        "破折号是“——”，占两个字的位置；不用减号、制表线拼，也不只写一半。地名、时间之间的连接号（北京"
        "—上海）不报。",
        "只有一个办法--公开。", "只有一个办法——公开。",
        "规定：GB/T 15834—2011，4.10.2、5.1.4", in_each(_dash),
    ),
    Rule(
        "B07", "标点旁边有空格", Level.CERTAIN,
        "正文里中文标点的前后不空格。句号后面的空格可能是丢了的换段，三个以上的空格是留着填的空，都不在这里报。",
        "清单月底前报到办公室， 逾期不报的要说明原因。", "清单月底前报到办公室，逾期不报的要说明原因。",
        "实务", in_running_text(_spaces),
    ),
    Rule(
        "B08", "汉字之间有空格", Level.LIKELY,
        "正文里汉字之间不空格。人名并列时留的空，改用顿号。标题和署名里的不报。",
        "各单位要在三月底前 把权力事项全部过一遍。", "各单位要在三月底前把权力事项全部过一遍。",
        "实务", in_running_text(_gaps),
    ),
    Rule(
        "B09", "“第一”后面用了顿号", Level.CERTAIN,
        "“第一”“其一”“首先”一类的序次语后面用逗号。“第一、二产业”不报。",
        "第一、摸清底数。", "第一，摸清底数。",
        "规定：GB/T 15834—2011，4.4.3.3", in_each(_ordinal),
    ),
    Rule(
        "B10", "带括号的序号后面有标点", Level.CERTAIN,
        "（一）和（1）后面不再用顿号、逗号。",
        "（一）、摸清底数", "（一）摸清底数",
        "一般：GB/T 15834—2011，附录B.3.4", in_each(_after_bracket), piecewise=False,
    ),
    Rule(
        "B11", "汉字序号后面不是顿号", Level.CERTAIN,
        "小标题“一”后面用顿号：“一、”。",
        "一.摸清底数", "一、摸清底数",
        "一般：GB/T 9704—2012，7.3.3；GB/T 15834—2011，附录B.3.2", in_each(_after_chinese), piecewise=False,
    ),
    Rule(
        "B12", "阿拉伯数字序号后面是顿号", Level.LIKELY,
        "小标题“1”后面用下脚点：“1.”。",
        "1、摸清底数", "1.摸清底数",
        "一般：GB/T 9704—2012，7.3.3；GB/T 15834—2011，附录B.3.3", in_each(_after_arabic), piecewise=False,
    ),
    Rule(
        "B13", "“等”前面有顿号", Level.CERTAIN,
        "用顿号并列的几项，最后一项和“等”之间不用顿号。",
        "把采购、基建、等环节管住。", "把采购、基建等环节管住。",
        "一般：GB/T 15834—2011，附录B.1.2", in_each(_and_so_on),
    ),
    Rule(
        "B14", "“等”和省略号同用", Level.LIKELY,
        "“等”和“……”都表示没有说完，只用一个。",
        "采购、基建……等，样样要公开。", "采购、基建等，样样要公开。",
        "实务", in_each(_dots_and_so_on),
    ),
    Rule(
        "B15", "概数之间有顿号", Level.LIKELY,
        "“三五天”“七八个人”是大概的数，两个数字之间不用顿号；真有两样（二、三年级）才用。",
        "拖上三、五天就晚了。", "拖上三五天就晚了。",
        "一般：GB/T 15834—2011，4.5.3.4；GB/T 15835—2011，5.2.1", in_each(_about),
    ),
)  # fmt: skip
