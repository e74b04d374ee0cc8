"""Phrases by which the parts of a speech are told apart."""

from __future__ import annotations

import re

SENTENCE_ENDS = "。！？!?；;"

TITLE_NOUN = (
    "讲话文稿|讲话稿|讲话提纲|讲话要点|讲话摘要|讲话|致辞稿|致辞|致词|开幕词|闭幕词|欢迎词|贺词|献词|主持词|主持讲话|悼词|答谢词|祝酒词|寄语"
    "|发言稿|发言提纲|发言材料|发言|演讲稿|演讲|讲稿|党课|工作报告|报告|述职|点评|总结|倡议书|动员令|誓词|感言"
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


def is_title(text: str) -> bool:
    """Whether a short line reads as the title of a speech."""
    return len(text) <= 90 and (_TITLE_END.search(text[-40:]) is not None or _opens_with_kind(text))


def _opens_with_kind(text: str) -> bool:
    return text[-1:] not in tuple("；;，,、") and _KIND_FIRST.match(text) is not None


def names_occasion(text: str) -> bool:
    """Whether a title says on its own at which meeting: 在……会上的讲话."""
    return len(text) <= 90 and is_title(text) and _OCCASION.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a line is running text rather than a line of its own."""
    if text[-1] in "。；;！？!?…" or text.endswith(("。”", "。）", "！”", "：", ":")):
        return len(text) > 6
    return "。" in text or len(text) > 90


_ADDRESSED_WORDS = """
们 同志 领导 代表 委员 来宾 嘉宾 朋友 同学 老师 教师 同仁 同事 同行 先生 女士 家长
乡亲 员工 职工 党员 干部 战友 专家 评委 观众 听众 书记 省长 市长 县长 区长 镇长 乡长
局长 主任 主席 校长 院长 部长 厅长 处长 科长 所长 会长 董事长 总经理 经理 总裁 教授
院士 首长 阁下 企业家 侨胞 同胞 居民 村民 市民 群众 选手 裁判 记者 学员 常委 组长
队员 官兵 指战员 学子 校友 新生 毕业生 青年 伙伴 秘书长 理事 会员 股东 客商 客人
运动员 教练员 裁判员 工作人员 前辈
检察长 主持人 常务副市长 亲友 医生 护士 志愿者 工作者 少先队员 团员 老兵 劳模 师傅 姐妹
兄弟 师生 师生员工 执行官 法官 律师 负责人 站长 社长 行长 厂长 馆长 台长 团长 旅客
司机 爷爷奶奶 叔叔阿姨 主播 网友 读者 用户 司令员 政委 参谋长 将军 大使 总领事 博士
大家
"""
_ADDRESSED = tuple(_ADDRESSED_WORDS.split())
_GREETING = re.compile(
    r"(?:大家|同志们|同学们|老师们|朋友们|各位|你们|您|们)?(?:好|您好|你好|大家好|(?:大家)?(?:早上|上午|中午|下午|晚上|新年|春节|节日)(?:好|快乐))"
)
_GREETED = re.compile("(?:大家)?(?:早上|上午|中午|下午|晚上|大家|新年|你们|您)?(?:好|快乐)$")
_OPENS_ADDRESS = re.compile(
    r"尊敬|敬爱|亲爱|各位|全体|大家|老领导|父老|女士|先生|主席|主任|首长|评委|战友|来宾|领导|"
    r"[^，。：、！]{0,10}(?:同志|同学|老师|朋友|代表|委员|同事|同仁|家长|乡亲|青年|学员|员工|职工|居民|队员|校友|姐妹|孩子|"
    r"战友|伙伴|师生|企业家|兄弟|团员|学子|客商|股东|理事|嘉宾|官兵)们?|"
    r"[^，。：、！的]{1,8}们(?=[，、：:！! 　和及])|"
    r"[\u4e00-\u9fff]{1,2}(?:书记|省长|市长|县长|区长|镇长|乡长|局长|主任|主席|校长|院长|部长|厅长|董事长|总)"
)
_MANY = re.compile("们|各位|尊敬|亲爱|大家|同志|朋友|来宾|代表")
"""What a salutation without a mark after it has: a post alone is none."""

_PARTS = re.compile(r"(?:以及|[、，,\s和及暨])+")
_EVERYBODY = re.compile("全体.{1,12}人")
_ASSEMBLY = re.compile("[\u4e00-\u9fff×X*]{1,24}(?:代表大会|常务委员会|常委会|主席团)")
"""To whom a report is made: 全国人民代表大会常务委员会."""

_NOT_ADDRESS = re.compile(r"[要是有必须应当让把将对]|[一二三四五六七八九十\d]+[、.是]")


def split_salutation(text: str) -> tuple[str, str] | None:
    """The salutation that `text` opens with, with its ending, and the rest; None without one.

    It ends in ：, : or ！, or it is the whole line. 同志们，… is a sentence, no salutation.
    """
    end = next((place for place, char in enumerate(text[:100]) if char in "：:！!。"), -1)
    if end == -1:
        whole = text.strip()
        plain = len(whole) <= 40 and _MANY.search(whole) and _is_address(whole.rstrip("，、"))
        return (whole, "") if plain else None
    if text[end] == "。" or not (
        _is_address(text[:end]) or (text[end:].strip() in "：:" and _ASSEMBLY.fullmatch(text[:end]))
    ):
        return None
    return text[: end + 1], text[end + 1 :].strip(" 　\t")


def _is_address(text: str) -> bool:
    if not _OPENS_ADDRESS.match(text) and not _GREETING.fullmatch(text):
        return False
    parts = [part for part in _PARTS.split(text.strip()) if part]
    return all(
        len(part) <= 30
        and (
            _GREETED.sub("", part).endswith(_ADDRESSED)
            or _GREETING.fullmatch(part)
            or _EVERYBODY.fullmatch(part)
        )
        and _plain(part)
        for part in parts
    ) and bool(parts)


def _plain(part: str) -> bool:
    return part.startswith(("尊敬", "亲爱", "敬爱")) or _NOT_ADDRESS.search(part) is None


_CLOSES = re.compile(
    r"(?:各位[^，。！：]{1,20}|尊敬的[^，。！：]{1,20}|(?:[^，。！：]{0,8}[、，]){0,4}[^，。！：、]{0,6}"
    r"(?:同志|同学|老师|朋友|代表|委员|战友|乡亲|先生|女士|家长|同事|同仁|员工|青年|伙伴)们?)[，,！!：:]"
    r"|最后[，,：:]|最后(?:我|，|再|，?祝|，?预祝|讲)|总之[，,]|让我们|以上(?:几|三|四|五|两|就是|意见|是我|这|讲|我|各)"
    r"|谢谢|多谢|感谢(?:大家|各位)[！!。]?$|再次(?:感谢|祝)|我(?:的(?:讲话|发言|话|报告|致辞)|就讲|先讲|讲完|相信|坚信|们相信)|今天(?:我)?就讲"
    r"|(?:(?:衷心|诚挚|真诚)地?)?(?:祝愿?|预祝|敬祝)|(?:现在|下面)?[，]?我宣布|大会到此|散会|完了|就讲(?:这些|到这)|话不多说|希望大家"
    r"|一句话[，,]|新的(?:征程|起点|一年)|千里之行|道阻且长|征程万里|风正|号角"
)
_STRONG_CLOSE = re.compile(
    r"最后[，,：:]|谢谢|感谢(?:大家|各位)[！!。]?$|以上(?:几|三|四|五|两|就是|意见|是我|这)|让我们|我(?:的(?:讲话|发言|话|报告|致辞)|就讲|讲完)|"
    r"(?:(?:衷心|诚挚|真诚)地?)?(?:祝愿?|预祝|敬祝)|我宣布|再次|总之[，,]|今天(?:我)?就讲|就讲(?:这些|到这)|完了"
)
_RALLY = re.compile(r"让我们|未来|奋斗|贡献|努力|胜利|前进|篇章|再立新功|新局面|新辉煌|明天|成功|团结|圆满")


def opens_closing(text: str) -> bool:
    """Whether a paragraph after the last heading opens like the closing of a speech."""
    return _CLOSES.match(text) is not None


def surely_closes(text: str) -> bool:
    """Whether a paragraph opens as hardly anything but a closing does."""
    return _STRONG_CLOSE.match(text) is not None


def rallies(text: str) -> bool:
    """Whether a last paragraph ends as a call: ……而奋斗！"""
    return text.endswith(("！", "!")) and _RALLY.search(text[-60:]) is not None


def is_thanks(text: str) -> bool:
    """Whether a paragraph is the last word of a speech."""
    return (
        len(text) <= 40
        and re.search(
            r"[谢感]谢(?:大家|各位|同志们)?[！!。]?$|讲话?完了|散会[！。]?$|讲到这里?[！。]?$", text
        )
        is not None
    )


_POINT = re.compile(r"[一二三四五六七八九十]+(?:要|是)|要|(?:首先|其次|再次|其[一二三四])[，,]|[—·●◆■▲]")


def is_point(text: str) -> bool:
    """Whether a paragraph is one of a section's points."""
    return _POINT.match(text) is not None
