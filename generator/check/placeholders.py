"""占位: what someone still has to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from .document import HAN, Paragraph
from .pattern import Pattern
from .rule import Find, Level, Rule, Spot, in_each

_CROSSES = Pattern(
    r"(?<![A-Za-z0-9])(?:X{2,}|x{2,}|Ｘ{2,}|×{2,}|\*{2,}|○{2,}|□{2,}|△{2,})(?![A-Za-z0-9])",
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
_LINE = Pattern(r"(?<![A-Za-z0-9_])_{2,}(?![A-Za-z0-9_])|＿{2,}|(?<=[（(]) {2,}(?=[）)])", "__", "＿＿", "  ")
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
        "实务", _each(_CROSSES, "占位符“{}”还没有换成实际内容"), piecewise=False,
    ),
    Rule(
        "P02", "某某没有换成实际名称", Level.LIKELY,
        "“某某”多半是照搬别处的稿子留下的；真的是不点名，可以不理会。",
        "某某局要带头公开。", "市财政局要带头公开。",
        "实务", _each(_SOMEONE, "“{}”要换成实际的名称"), piecewise=False,
    ),
    Rule(
        "P03", "还有待填的空", Level.LIKELY,
        "【单位名称】这样的空还没有填。",
        "【牵头部门】月底前拿出办法。", "市财政局月底前拿出办法。",
        "实务", _each(_BLANK, "“{}”还没有填"), piecewise=False,
    ),
    Rule(
        "P04", "还有横线或空括号没有填", Level.CERTAIN,
        "____ 或（　　）这样留出来的空还没有填。",
        "清单由____汇总。", "清单由市财政局汇总。",
        "实务", _each(_LINE, "留出来的空还没有填"), piecewise=False,
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
)  # fmt: skip
