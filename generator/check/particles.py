"""词语: 的, 地 and 得, where it is sure which."""

from __future__ import annotations

from collections.abc import Iterator

from .document import HAN, Paragraph
from .pattern import Pattern
from .rule import Level, Rule, Spot, in_each

_MANNER = (
    "认真|积极|主动|自觉|坚决|坚定|坚定不移|毫不动摇|切实|扎实|扎扎实实|实实在在|深入|不折不扣|持之以恒|"
    "坚持不懈|大力|努力|全力|创造性|原原本本|清醒|深刻|充分|及时|迅速|有效|有序|稳步|稳妥|逐项|逐条|逐一|"
    "分门别类|一件一件|一个一个|一步一步|一项一项|仔细|耐心|热情|无私|勇敢|顽强|最大限度|最大程度|由衷"
)
_DEEDS = (
    "落实|贯彻|执行|开展|推进|推动|履行|遵守|维护|加强|做好|抓好|完成|解决|反思|查找|对照|领会|领悟|"
    "认识到|看到|查处|排查|谋划|参与到|投入到|落到|提高|提升|改进|克服|纠正|化解|防范|应对|抓好|干好|做好|"
    "走访|听取|回答|接受|担负|承担|肩负|扛起|站在|投身|融入|处理好|把握"
)
_BEFORE_DEED = Pattern(
    rf"(?:(?<=[，。；：！？要须当该能会并再来地])|^)(?:{_MANNER})(的)(?={_DEEDS})(?:{_DEEDS})", "的"
)
_NOUN = Pattern(
    rf"[{HAN}]{{0,6}}?(?:的|是|为|有)|(?:情况|工作|问题|任务|责任|能力|水平|力度|措施|办法|方案|机制|效果|过程|方式|意识|态度|精神)"
    rf"(?=[，。；、！？]|$)"
)
_OBJECT = Pattern("得到|进行|给予|加以|予以|受到|作出|做出|作了|做了|有了?$|是$")
_AFTER_DEED = Pattern(
    r"(?<=[讲说做干办抓管学走跑搞写想谈])(的)(?=(?:都|也)?(?:很|非常|十分|比较|相当|特别|更加|越来越)"
    r"(?:好|不错|到位|深刻|透彻|扎实|实在|精彩|具体|全面|清楚|明白|细|实|准|快|慢|差|深|透|多|少|响亮|出色|漂亮|成功|"
    r"及时|认真|仔细|顺利)(?:[，。；、！？]|$))",
    "的",
)


def _manner(paragraph: Paragraph) -> Iterator[Spot]:
    """A word of manner before a deed and its object: 认真的落实各项措施."""
    text = paragraph.plain
    for match in _BEFORE_DEED.finditer(text):
        before, rest = text[max(0, match.start() - 10) : match.start()], text[match.end() :][:20]
        if not (_NOUN.match(rest) or _OBJECT.search(before)):
            yield Spot(*match.span(1), f"“{match[0]}”里的“的”应为“地”", "地")


def _result(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _AFTER_DEED.finditer(paragraph.plain):
        yield Spot(*match.span(1), "说做得怎么样，“的”应为“得”", "得")


RULES = (
    Rule(
        "L09", "“的”应为“地”", Level.LIKELY,
        "怎样做一件事，用“地”：认真地落实。后面是名词的（认真的态度）不报。",
        "各单位要认真的落实各项措施。", "各单位要认真地落实各项措施。",
        "实务：《现代汉语词典》（第7版）", in_each(_manner),
    ),
    Rule(
        "L10", "“的”应为“得”", Level.LIKELY,
        "做得怎么样、讲得怎么样，用“得”。",
        "刚才，几位同志讲的很好。", "刚才，几位同志讲得很好。",
        "实务：《现代汉语词典》（第7版）", in_each(_result),
    ),
)  # fmt: skip
