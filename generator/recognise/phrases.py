"""What titles and running text look like, and the words by which a speech is ended."""

from __future__ import annotations

import re

from .tidying import even

SENTENCE_ENDS = "。！？!?；;"

TITLE_NOUN = (
    "讲话文稿|讲话稿|讲话提纲|讲话要点|讲话摘要|讲话|致[辞词]稿|致[辞词]|开幕[词辞]|闭幕[词辞]|欢迎[词辞]|欢送[词辞]|贺[词辞]|献[词辞]|主持[词辞]|主持稿|悼[词辞]|答谢[词辞]|祝酒?[词辞]|寄语"
    "|发言[稿词辞]|发言提纲|发言材料|发言|演讲[稿词辞]|演讲|演说|讲稿|党课|工作报告|报告|述职|点评|总结|倡议书|动员令|誓词|感言|汇报材料|工作汇报|交流材料|推介[词辞]"
)
_TITLE_END = re.compile(
    rf"(?:{TITLE_NOUN})(?:[（(〔\[【][^（()）]{{1,14}}[）)〕\]】]|精选|范文|范本|全文|材料|模板|[一二三四五六七八九十\d]|\s){{0,3}}$"
)
_KIND_FIRST = re.compile(
    r"[^：:，。—-]{0,12}(?:党课|讲话|讲稿|发言稿|演讲稿|致辞)(?:讲稿|稿|范文)?(?:[：:]|[—－─―-]{1,2})[^。：:]{4,60}$"
)
"""A title that says first what it is: 专题党课：……."""

_OCCASION = re.compile(
    r"在.{2,60}?(?:会议?|仪式|典礼|活动|论坛|班|式|座谈|大会|现场|期间|时|上)(?:上)?的?.{0,6}$"
)
_PROSE_END = re.compile("[。；！？…：](?:[”’）]?)$")


def is_title(text: str) -> bool:
    """Whether a short line reads as the title of a speech."""
    if len(text) > 90:
        return False
    line = even(text)
    return _TITLE_END.search(line[-40:]) is not None or (
        line[-1:] not in tuple("；，、") and _KIND_FIRST.match(line) is not None
    )


def names_occasion(text: str) -> bool:
    """Whether a title says on its own at which meeting: 在……会上的讲话."""
    return is_title(text) and _OCCASION.search(even(text)) is not None


def is_prose(text: str) -> bool:
    """Whether a line is running text rather than a line of its own."""
    line = even(text[-2:])
    return ("。" in text[:-1] or len(text) > 90) or (len(text) > 6 and _PROSE_END.search(line) is not None)


_WHO = (
    r"(?:[^，。！：；]{0,8}[、，]){0,4}[^，。！：；、]{0,8}"
    r"(?:同志|同学|老师|朋友|代表|委员|战友|乡亲|先生|女士|家长|同事|同仁|员工|青年|伙伴|孩子|领导|来宾|嘉宾|学子|校友|业主|队员|党员)们?"
)
_CLOSES = re.compile(
    rf"(?:各位[^，。！：]{{1,20}}|尊敬的[^，。！：]{{1,20}}|{_WHO})[，！：]"
    r"|最后[，：]|最后(?:我|再|祝|预祝|讲|想|衷心)|总之[，]|总而言之|综上所述|让我们|以上(?:几|三|四|五|两|就是|意见|是我|这|讲|我|各|发言|汇报)"
    r"|(?:再(?:一)?次)?(?:谢谢|多谢|感谢)|再次|再一次|我(?:的(?:讲话|发言|话|报告|致[辞词]|汇报|演讲)|就讲|先讲|讲完|相信|坚信|们相信|们坚信)|今天(?:我)?就讲|今天的(?:会议?|讲话|课|汇报)(?:就|到此)"
    r"|(?:[^，。]{0,3}(?:衷心|诚挚|真诚|由衷)地?)?(?:祝愿?|预祝|敬祝|恭祝|愿)|(?:现在|下面)?[，]?我(?:郑重)?宣布|大会到此|散会|完了|就讲(?:这些|到这)|话不多说|希望大家"
    r"|一句话[，]|新的(?:征程|起点|一年|时代|学期)|新征程|新时代新|千里之行|道阻且长|征程万里|风正|号角|蓝图|使命(?:在肩|光荣)|路虽远|奋斗|时代(?:在|的)|站在新|展望未来|面向未来|(?:不)?妥之处|不当之处|(?:汇报|发言)(?:完毕|到此)"
)
_STRONG_CLOSE = re.compile(
    r"最后[，：]|最后(?:祝|预祝|衷心|，祝)|(?:再(?:一)?次)?(?:谢谢|感谢(?:大家|各位)[！。]?$)|以上(?:几|三|四|五|两|就是|意见|是我|这|发言|汇报)|让我们|我(?:的(?:讲话|发言|话|报告|致[辞词]|汇报|演讲)|就讲|讲完)|"
    r"(?:[^，。]{0,3}(?:衷心|诚挚|真诚|由衷)地?)?(?:祝愿?|预祝|敬祝|恭祝)|我(?:郑重)?宣布|再(?:一)?次|总之[，]|总而言之|今天(?:我)?就讲|今天的(?:会议?|讲话|课|汇报)(?:就|到此)|就讲(?:这些|到这)|完了|散会|大会到此|(?:不)?妥之处|不当之处|(?:汇报|发言)(?:完毕|到此)"
)
_RALLY = re.compile(
    r"让我们|未来|奋斗|贡献|努力|胜利|前进|篇章|再立新功|新局面|新辉煌|明天|成功|团结|圆满|飞扬|辉煌|力量|梦想|征程|时代|答卷|祝|愿"
)
_THANKS = re.compile(
    r"[谢感]谢(?:大家|各位|同志们)?(?:的?聆听|的?倾听)?[！。]?$|讲?话?完了[！。]?$|(?:到此|就此)(?:结束|完毕)|散会[！。]?$|讲到这里?(?:[，。！].{0,6})?$|完毕[^。]{0,16}[！。]?$"
    r"|(?:批评指正|指示|审议|指导)[！。]?$"
)


def opens_closing(text: str) -> bool:
    """Whether a paragraph after the last heading opens like the closing of a speech."""
    return _CLOSES.match(even(text[:60])) is not None


def surely_closes(text: str) -> bool:
    """Whether a paragraph opens as hardly anything but a closing does."""
    return _STRONG_CLOSE.match(even(text[:60])) is not None


def rallies(text: str) -> bool:
    """Whether a last paragraph ends as a call: ……而奋斗！"""
    return text.endswith(("！", "!")) and _RALLY.search(even(text[-60:])) is not None


def is_thanks(text: str) -> bool:
    """Whether a paragraph is the last word of a speech."""
    return len(text) <= 40 and _THANKS.search(even(text)) is not None


_POINT = re.compile(
    r"[一二三四五六七八九十]+(?:要|是|个是)|要|第[一二三四五六七八九十]|(?:首先|其次|再次|其[一二三四])[，]|[—·●◆■▲\-]|[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．]"
)


def is_point(text: str) -> bool:
    """Whether a paragraph is one of a section's points."""
    return _POINT.match(even(text[:20])) is not None
