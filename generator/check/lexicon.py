"""词语: what offices get wrong (lexicon.yaml), and what cannot be listed word by word."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from .. import files
from ..details.yaml import read_mappings
from .document import HAN, Document, Paragraph
from .pattern import Pattern
from .rule import Level, Rule, Spot, in_each
from .words import Words, find_words, read_words

_LIST = Path(__file__).with_name("lexicon.yaml")
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = Pattern(
    r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日[（(，]?(?:是|为)?(?:这天)?(?:星期|周|礼拜)([一二三四五六日天"
    r"])(?!期)",
    "星期",
    "周",
    "礼拜",
)
_AFTERNOON = Pattern(r"(下午|晚上|夜里|夜间|傍晚)(1[3-9]|2[0-4])(?=[时点:：])", "下午", "晚", "夜", "傍")
_FEWER = Pattern(
    r"(?:减少|降低|下降|缩短|缩小|压缩|削减|减小)了?(?:将近|接近|大约|超过|至少|约|近)?(?:\d+(?:\.\d+)?|["
    r"一二两三四五六七八九十几数半百]{1,3})(?:多)?倍",
    "倍",
)
_CUT_OFF = Pattern(
    r"(?<!报名)(?<!申报)(?<!时间)(?<!日期)(?<!投稿)(?<!受理)截止(?=到?(?:\d{4}年|(?:1[0-2]|[1-9])月|今年|去年|本月|上月|昨天|今天|目前|现在))",
    "截止",
)
_OVER = Pattern(
    r"(?:超过|突破|多于|高于)了?(?:总数|总量|全部|全体)?的?(?:\d[\d.,]{0,12}|[一二两三四五六七八九十百千万亿几]{1,5})[多余]?[万亿%％]?[个人家"
    r"件次名元吨天项户亩米年]{0,2}以上",
    "以上",
)
_ABOUT = Pattern(
    r"(?:大约|约有|约为|大概|将近|近)(?:\d[\d.,]{0,12}|[一二两三四五六七八九十百千]{1,5})[万亿%％]?[个人家"
    r"件次名元吨天项户亩米年]{0,2}(?:左右|上下)",
    "左右",
    "上下",
)
_NO_SUBJECT = Pattern(
    rf"(?:^|(?<=[。；！？]))(?:通过|经过)[{HAN}“”、《》\d]{{2,40}}，(?:使得|使)(?=[{HAN}])", "使"
)


@cache
def words() -> Words:
    """The words of lexicon.yaml."""
    groups = read_mappings(files.read_text(_LIST).content, _LIST.name)
    return read_words([group.values for group in groups])


def _certain(document: Document) -> Iterator[tuple[int, Spot]]:
    return find_words(document, words(), Level.CERTAIN)


def _likely(document: Document) -> Iterator[tuple[int, Spot]]:
    return find_words(document, words(), Level.LIKELY)


def _weekday(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _WEEKDAY.finditer(paragraph.plain):
        with suppress(ValueError):
            day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
            right = _WEEKDAYS[day.weekday()]
            if right != match[4].replace("天", "日"):
                yield Spot(*match.span(4), f"这一天是星期{right}，日期和星期有一个写错了")


def _afternoon(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _AFTERNOON.finditer(paragraph.plain):
        yield Spot(*match.span(1), f"{match[2]}时已经是{match[1]}，“{match[1]}”去掉", "")


def _fewer(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _FEWER.finditer(paragraph.plain):
        yield Spot(*match.span(), "减少不能用倍数，改用分数或百分数")


def _over(paragraph: Paragraph) -> Iterator[Spot]:
    for match in (*_OVER.finditer(paragraph.plain), *_ABOUT.finditer(paragraph.plain)):
        yield Spot(*match.span(), "前后意思重复，只用一头")


def _cut_off(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _CUT_OFF.finditer(paragraph.plain):
        yield Spot(*match.span(), "“截止”是到期停止；说到某个时候为止，用“截至”", "截至")


def _no_subject(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _NO_SUBJECT.finditer(paragraph.plain):
        yield Spot(*match.span(), "“通过……使……”没有主语，去掉“通过”或“使”")


RULES = (
    Rule(
        "L01", "错别字", Level.CERTAIN,
        "办公室里常写错的字词，全部写法和出处在 generator/check/lexicon.yaml。",
        "会上布署了三项工作。", "会上部署了三项工作。",
        "实务", _certain,
    ),
    Rule(
        "L02", "用词不当", Level.LIKELY,
        "多半不合公文的习惯，也可能有意这样写。",
        "市委做出决定。", "市委作出决定。",
        "实务", _likely,
    ),
    Rule(
        "L03", "日期和星期对不上", Level.CERTAIN,
        "按日历算，这一天不是写的那个星期几。",
        "定于2026年3月12日（星期五）开会。", "定于2026年3月12日（星期四）开会。",
        "实务", in_each(_weekday),
    ),
    Rule(
        "L04", "下午15时", Level.CERTAIN,
        "用了24小时的钟点，就不再说下午、晚上。",
        "会议下午15时开始。", "会议15时开始。",
        "实务", in_each(_afternoon),
    ),
    Rule(
        "L05", "减少了几倍", Level.CERTAIN,
        "减少、下降、缩短不能用倍数：减少一倍就没有了。",
        "投诉减少了一倍以上。", "投诉减少了一半以上。",
        "实务", in_each(_fewer),
    ),
    Rule(
        "L06", "超过……以上", Level.LIKELY,
        "“超过”就是“以上”，“大约”就是“左右”，只用一头。",
        "办结率超过90%以上。", "办结率超过90%。",
        "实务", in_each(_over),
    ),
    Rule(
        "L07", "“通过……使……”没有主语", Level.LIKELY,
        "句子以“通过”开头，主语就被介词拿走了。",
        "通过这次整治，使干部受到了教育。", "这次整治使干部受到了教育。",
        "实务", in_each(_no_subject), piecewise=False,
    ),
    Rule(
        "L14", "截止和截至", Level.LIKELY,
        "“截至6月底，已完成……”用“截至”；“报名6月底截止”用“截止”。",
        "截止6月15日，已办结十二件。", "截至6月15日，已办结十二件。",
        "实务：《现代汉语词典》（第7版）", in_each(_cut_off),
    ),
)  # fmt: skip
