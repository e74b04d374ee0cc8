"""占位: what someone still has to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import HAN, Paragraph
from .facts import SURNAMES
from .pattern import Pattern
from .rule import Find, Level, Rule, Spot, before, in_each

_CROSSES = Pattern(
    r"(?<![A-Za-z0-9])(?:X{2,}+|x{2,}+|Ｘ{2,}+|×{2,}+|(?<!\*)\*{2,}+|(?<![一二三四五六七八九○])○{2,}+|□{2,}+|△{2,}+)(?![A-Za-z0-9])",
    "XX",
    "xx",
    "ＸＸ",
    "××",
    "**",
    "○○",
    "□□",
    "△△",
)
_SOMEONE = Pattern(r"某某+|(?<=[市县区省镇乡局])某(?=[市县区镇乡局])", "某")
_BLANK = Pattern(rf"【[{HAN}\w、/（） ]{{1,20}}】", "【")
_LINE = Pattern(
    rf"(?<![A-Za-z0-9_])_{{2,}}(?![A-Za-z0-9_])|＿{{2,}}|(?<=[（(])[ 　]{{2,}}(?=[）)])"
    rf"|(?<=[{HAN}，、：])(?:[ \u00a0]{{3,}}|　{{2,}})(?=[{HAN}，。；、%])",
    "__",
    "＿＿",
    "  ",
    "\u00a0",
    "　",
)
_BOLD = Pattern(r"\*\*(?=[^\s*])[^*\n]{1,60}(?<=[^\s*])\*\*", "**")
_COUNTED = Pattern(
    r"\*\*[件人个户起万亿元％%项名家吨月日年县市区局镇乡村亩次位条处同](?:.{0,1}\*\*|[^*]*[，、。])"
)
"""What stands between two placeholders: **件，处分**人."""
_BRACES = Pattern(
    rf"(?<![A-Za-z0-9\]{{$])\[(?=[^\]]{{0,20}}[{HAN}…])[{HAN}\w、/（） …]{{1,20}}\](?![(\[])"
    r"|\[(?:…+|\.{3}| *)\]"
    rf"|(?<![{{$A-Za-z0-9])\{{(?:[{HAN}\w、/（） …]{{0,20}})\}}(?!\}})",
    "[",
    "{",
)
_FIELD = Pattern(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\$\{[^{}\n]{0,80}\}|«[^«»\n]{1,40}»", "{{", "{%", "${", "«"
)
_NOTE = Pattern(
    r"[（(](?:此处|这里|请)[^（）()\n]{0,30}(?:填|补|插|写|加|替换|修改)[^（）()\n]{0,30}[）)]"
    r"|[（(](?:略|待定|待补|待补充|待填|待核|待核实|待查)[）)]|TODO|FIXME",
    *"填补插写加替改略待",
    "TODO",
    "FIXME",
)


def _crosses(paragraph: Paragraph) -> Iterator[Spot]:
    """Placeholders; two stars on either side of some words make these bold, in what Markdown was left."""
    text = paragraph.plain
    pairs = [match.span() for match in _BOLD.finditer(text) if not _COUNTED.match(match[0])]
    bold = {at for start, end in pairs for at in (start, end - 2)}
    for match in _CROSSES.finditer(text):
        if match.start() not in bold and not _is_person(text, match):
            yield Spot(*match.span(), f"占位符“{match[0]}”还没有换成实际内容")


def _unnamed(paragraph: Paragraph) -> Iterator[Spot]:
    """某某, and persons that are not named: 林××."""
    for match in _SOMEONE.finditer(paragraph.plain):
        yield Spot(*match.span(), f"“{match[0]}”要换成实际的名称")
    for match in _CROSSES.finditer(paragraph.plain):
        if _is_person(paragraph.plain, match):
            yield Spot(match.start() - 1, match.end(), "“××”要换成实际的姓名；有意不写名字的，可以不理会")


def _is_person(text: str, match: re.Match[str]) -> bool:
    """Whether crosses stand in the place of a given name."""
    left = before(text, match.start())
    return match[0] in ("××", "XX", "ＸＸ") and bool(left) and left in SURNAMES


def _line(paragraph: Paragraph) -> Iterator[Spot]:
    """Lines and blanks to be filled in; blanks in a title or a byline are but blanks."""
    for match in _LINE.finditer(paragraph.plain):
        if paragraph.is_running or not match[0].isspace():
            yield Spot(*match.span(), "留出来的空还没有填")


def _each(pattern: Pattern, message: str) -> Find:
    def spots(paragraph: Paragraph) -> Iterator[Spot]:
        for match in pattern.finditer(paragraph.plain):
            yield Spot(*match.span(), message.format(match[0]))

    return in_each(spots)


RULES = (
    Rule(
        "P01", "××没有换成实际内容", Level.CERTAIN,
        "XX、××、**、○○一类的占位符念不出来，换成实际的名称或数字。",
        "全市共查处XX件。", "全市共查处12件。",
        "实务", in_each(_crosses), piecewise=False,
    ),
    Rule(
        "P02", "某某没有换成实际名称", Level.LIKELY,
        "“某某”多半是照搬别处的稿子留下的；真的是不点名，可以不理会。",
        "某某局要带头公开。", "市财政局要带头公开。",
        "实务", in_each(_unnamed), piecewise=False,
    ),
    Rule(
        "P03", "还有待填的空", Level.LIKELY,
        "【单位名称】这样的空还没有填。",
        "【牵头部门】月底前拿出办法。", "市财政局月底前拿出办法。",
        "实务", _each(_BLANK, "“{}”还没有填"), piecewise=False,
    ),
    Rule(
        "P04", "还有横线或空括号没有填", Level.CERTAIN,
        "____ 、（　　）或者几个空格，这样留出来的空还没有填。",
        "清单由____汇总。", "清单由市财政局汇总。",
        "实务", in_each(_line), piecewise=False,
    ),
    Rule(
        "P05", "模板的记号没有换掉", Level.CERTAIN,
        "{{ }}、${ }、« » 是模板和邮件合并的记号，说明生成时出了错。",
        "请{{unit}}月底前报来。", "请临江市月底前报来。",
        "实务", _each(_FIELD, "模板的记号“{}”没有换成内容"), piecewise=False,
    ),
    Rule(
        "P06", "写稿人的批注留在正文里", Level.LIKELY,
        "（此处填写数据）（待补充）是写给自己看的，念之前要处理掉。",
        "去年查处案件（此处填写件数）件。", "去年查处案件12件。",
        "实务", _each(_NOTE, "批注“{}”要处理掉"), piecewise=False,
    ),
    Rule(
        "P07", "方括号、花括号里的空没有填", Level.LIKELY,
        "[单位名称]、{数字}、[…]这样的空还没有填。注释号（[1]）和网页链接不报。",
        "请[牵头部门]月底前报来。", "请市财政局月底前报来。",
        "实务", _each(_BRACES, "“{}”还没有填"), piecewise=False,
    ),
)  # fmt: skip
