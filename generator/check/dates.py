"""数字: how dates are written, and whether they can be (GB/T 15835—2011; GB/T 9704—2012)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress

from ..model.speech import Role
from .document import Document, Paragraph
from .pattern import Pattern
from .rule import Level, Rule, Spot, in_each

_DOTTED = Pattern(r"(?<![A-Za-z0-9.\-/])(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?![\d.\-/A-Za-z])", *"./-")
_SHORT_YEAR = Pattern(
    r"(?<![\d.国绪熙统隆庆正丰治满长达历时共约近])(\d\d)(?=年\d{1,2}月(?!\d))"
    r"|(?<=[到至自从])(?<!\d)([2-4]\d)(?=年(?:年?底|年?末|年初|上半年|下半年)(?![蕴气色子]))",
    "年",
)
_CHINESE_YEAR = Pattern(
    r"(?<![一二三四五六七八九十百千万〇零○])[一二三四五六七八九〇零○0０OＯ]{4}(?=年)", "年"
)
_MIXED_DATE = Pattern(
    r"\d{4}年(?:十[一二]?|[一二三四五六七八九])月|[〇一二三四五六七八九]{4}年\d{1,2}月"
    r"|\d{1,2}月[一二三四五六七八九十]{1,3}日|(?<![第\d])[一二三四五六七八九十]{1,2}月\d{1,2}日",
    "月",
)
_DATE = Pattern(r"(?:(?<!\d)(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日", "月")
_SPOKEN_DAY = Pattern(
    r"(?<!\d)(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])(号)(?![线楼院台文令门段位字矿井车船])", "号"
)
_PADDED = Pattern(r"(?<![\d.])0(\d)(?=月)|(?<=月)0(\d)(?=[日号])", "月")
_WRITTEN = Pattern(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_DEADLINE = Pattern(
    r"(?:(?<!\d)(?P<year>\d{4})年)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?:(?P<day>[12]\d|3[01]|[1-9])日|底)?"
    r"(?:以前|之前|前)(?=[^，。；]{0,20}(?:报|完成|交|办结|到位|整改|拿出|制定|反馈|上报|建立|落实|启动|开工|销号))",
    "前",
)
_PAST = Pattern(r"去年|已经?|了(?=[，。；])|此前|[曾原]|今年以来|按照.{0,8}要求")


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
        year = ("20" if int(match[0]) < 50 else "19") + match[0]
        yield Spot(*match.span(), f"年份写全：“{year}年”", year)


def _chinese_year(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _CHINESE_YEAR.finditer(paragraph.plain):
        right = re.sub("[零○0０OＯ]", "〇", match[0])
        if right != match[0] and len(re.findall("[一二三四五六七八九]", right)) >= 2:
            yield Spot(*match.span(), f"年份里的“零”写作“〇”：“{right}年”", right)


def _mixed_date(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _MIXED_DATE.finditer(paragraph.plain):
        yield Spot(*match.span(), "同一个日期里，汉字和阿拉伯数字不混用")


def _no_such_day(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _DATE.finditer(paragraph.plain):
        try:
            datetime.date(int(match[1] or 2000), int(match[2]), int(match[3]))
        except ValueError:
            yield Spot(*match.span(), f"没有“{match[0]}”这一天")


def _spoken_day(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _SPOKEN_DAY.finditer(paragraph.plain):
        yield Spot(*match.span(1), "日期写“日”，不写“号”", "日")


def _padded(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _PADDED.finditer(paragraph.plain):
        digit = match[1] or match[2]
        yield Spot(*match.span(), f"月、日前面不加“0”：“{digit}”", digit)


def held_on(document: Document) -> datetime.date | None:
    """The day of the speech, as its byline or the details tell; None when they do not."""
    bylines = [one.text for one in document.paragraphs[:8] if one.role is Role.BYLINE]
    for text in (*bylines, *(document.known or ())):
        if match := _WRITTEN.search(text):
            with suppress(ValueError):
                return datetime.date(*map(int, match.groups()))
    return None


def _too_early(document: Document) -> Iterator[tuple[int, Spot]]:
    day = held_on(document)
    if day is None:
        return
    for index, paragraph in enumerate(document.paragraphs):
        for match in _DEADLINE.finditer(paragraph.plain) if paragraph.is_running else ():
            clause = paragraph.plain[max(0, match.start() - 12) : match.end() + 24]
            due = _due(match, day.year)
            if due is not None and due < day and not _PAST.search(clause):
                told = f"讲话的日期是{day.year}年{day.month}月{day.day}日，“{match[0]}”已经过了"
                yield index, Spot(*match.span(), told)


def _due(match: re.Match[str], year: int) -> datetime.date | None:
    """The last day that a deadline may mean."""
    with suppress(ValueError):
        first = datetime.date(int(match["year"] or year), int(match["month"]), 1)
        if match["day"]:
            return first.replace(day=int(match["day"]))
        return (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return None


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
        "四位数字的年份不简写成两位：“26年3月”“到25年底”。",
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
        "D14", "日期写了“号”", Level.LIKELY,
        "书面上写“5月8日”，不写“5月8号”。",
        "5月8号前报来。", "5月8日前报来。",
        "规定：GB/T 15835—2011，5.1.4", in_each(_spoken_day),
    ),
    Rule(
        "D15", "月、日前面加了0", Level.CERTAIN,
        "写“8月1日”，不写“08月01日”：月、日不编虚位。",
        "08月01日前报来。", "8月1日前报来。",
        "规定：GB/T 9704—2012，7.3.5.4", in_each(_padded),
    ),
    Rule(
        "D16", "期限在讲话的日期之前", Level.LIKELY,
        "布置的事要在讲话那天以前做完，日期多半写错了。讲话的日期从署名里的日期看，没有时从单位信息看。",
        "在对账会上的讲话\n（2026年3月12日）\n同志们：\n清单要在3月1日前报财政局。",
        "在对账会上的讲话\n（2026年3月12日）\n同志们：\n清单要在3月31日前报财政局。",
        "实务", _too_early, piecewise=False,
    ),
)  # fmt: skip
