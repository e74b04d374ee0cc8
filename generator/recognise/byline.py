"""The byline: dates, posts and names, known by their form and by where they stand."""

from __future__ import annotations

import re

from .tidying import compact, even, single_spaced

_OPEN = r"[×xX＊*_某○〇]"
_YEAR = (
    rf"(?:[12]\d{{3}}|[〇○零一二三四五六七八九Ｏ０-９oO0-9]{{4}}|[12二][0〇○零]{_OPEN}{{1,2}}|{_OPEN}{{2,4}})"
)
_MONTH = rf"(?:\d{{1,2}}|十?[一二三四五六七八九十]|{_OPEN}{{1,2}})"
_DAY = rf"(?:\d{{1,2}}|[二三]?十?[一二三四五六七八九十]|{_OPEN}{{1,2}})"
_TIME_OF_DAY = (
    r"(?:\s*[（(]?\s*(?:星期|周)[一二三四五六日天]\s*[）)]?)?"
    r"(?:\s*(?:上午|下午|晚上?|凌晨|中午))?(?:\s*\d{1,2}[:：时]\d{0,2}分?)?"
)
_DATE = re.compile(
    rf"(?:{_YEAR}\s?年\s?{_MONTH}\s?月(?:\s?{_DAY}\s?[日号])?"
    rf"|[12]\d{{3}}\s?[-/.．－—]\s?\d{{1,2}}\s?[-/.．－—]\s?\d{{1,2}}日?|[12]\d{{3}}[01]\d[0-3]\d(?!\d)"
    rf"|{_MONTH}\s?月\s?{_DAY}\s?[日号]|{_YEAR}\s?年(?=[）)\s]*$)|[12]\d{{3}}\s?[.．]\s?\d{{1,2}}(?=[）)\s]*$)){_TIME_OF_DAY}"
)
_DATE_LABEL = re.compile(r"(?:讲话|会议|演讲|发言|召开|致[辞词])?(?:时\s?间|日\s?期)\s?[:：]\s?")
_SPEAKER_LABEL = re.compile(
    r"(?:讲话|主讲|发言|演讲|致辞|致词|报告|宣讲|讲|作报告|汇报)(?:人员?|者|领导|嘉宾)\s?[:：]\s?|(?:姓\s?名|主\s?讲)\s?[:：]\s?|[【\[](?:讲话|主讲|发言|演讲|致[辞词]|报告|宣讲|汇报)(?:人|者|单位)[】\]]\s?"
)
_OTHER_LABEL = re.compile(
    r"(?:会议)?(?:地\s?点|主持人?|参加人员|出席|列席|记录人?|整理|来源|作者|编辑|发布.{0,4}|更新.{0,4})\s?[:：]"
)
_POSTED = re.compile(
    r"(?:来源|点击|浏览|阅读|字[体号]|编辑|作者|收藏)[:：次]|\d{1,2}:\d{2}:\d{2}|(?:时间|日期)[:：]\s?\d{4}[-/.]\d"
)
"""What a site writes beside the day on which it posted a text."""

_BRACKETS = "（）()〔〕[]【】〈〉<>"
_BLANK_EDGES = " 　\t，,、;；|·—―-－–─"
_EDGES = _BRACKETS + _BLANK_EDGES

_POSITION_WORDS = """
书记 省长 市长 县长 区长 镇长 乡长 局长 院长 校长 主任 主席 部长 处长 科长 所长 厅长
司长 董事长 总经理 经理 总裁 行长 厂长 秘书长 会长 站长 社长 馆长 台长 司令 司令员
政委 政治委员 常委 委员 检察长 组长 队长 院士 教授 理事长 支书 主委 巡视员 调研员
专员 州长 旗长 盟长 代表 班长 大使 部门负责人 负责人 首席执行官 CEO 总工程师 工程师
总监 主管 教师 老师 同学 辅导员 研究员 总书记 总理 参谋长 村主任 医生 护士长 店长
园长 团长 舰长 军长 师长 法官 律师 干事 成员 领导 记者 博士 先生 女士 同志 网格员 班主任
学生 家长 校友 党员 书记员 村长 街长 河长 行政总裁 创始人 主编 合伙人 秘书 总指挥 指挥长 一级巡视员 支队长
"""
_POSITIONS = tuple(_POSITION_WORDS.split())
_ORGANS = tuple("委府局厅部办处司")
_LONGER_ORGANS = tuple("院校会科团社站所班级村镇乡县市区系队司心")
_HONOUR = re.compile("(?:同志|先生|女士)$")
_GIVEN_WITH = re.compile(r"[（(][^（）()]{1,30}[）)]$")
_NAME = re.compile(
    r"[一-鿿㐀-䶿\U00020000-\U0003134f]{2,4}|[一-鿿㐀-䶿]{1,8}(?:[·•．・‧][一-鿿㐀-䶿A-Z]{1,10}){1,3}"
    rf"|[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*){{0,3}}|{_OPEN}{{1,4}}|[一-鿿]{_OPEN}{{1,3}}"
    "|【[^【】]{1,12}】|[一-鿿]某[一-鿿]?"
)
_FOUR = re.compile("(?!欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|完颜)[一-鿿]{4}")
"""Four characters that by themselves are no name: 侵权投诉."""

_OTHER_WORDS = """
讲话 讲话稿 发言 发言稿 致辞 节选 摘要 摘录 正文 全文 目录 附件 附录 首页 简介 前言
引言 结语 来源 转载 原创 党课 主讲 草稿 初稿 定稿 审定稿 送审稿 征求意见稿 代拟稿
讨论稿 修改稿 演讲稿 范文 更多 打印 关闭 分享 收藏 下载 评论 搜索 登录 注册 导航 菜单
简体 繁体 机密 秘密 绝密 内部 密件 公开 上午 下午 视频 图片 正文如下 谢谢 大家好
同志们 一 二 三
"""
_NO_NAMES = frozenset(_OTHER_WORDS.split())
_NOT_IN_NAMES = re.compile(
    '[。；：！？“”《》;!?"]|[，,].*[，,]|网|[年月]|第.+[届次期]|会议|大会|典礼|仪式|精神|工作$|讲话|发言|致[辞词]|演讲'
)


def split_byline(text: str, is_placed: bool = False) -> tuple[str, ...]:
    """The entries, date and speaker in their order, of a line that is nothing else; () of any other.

    Brackets round them and labels before them are gone; a speaker's blanks are one each. In a
    line that `is_placed` between a title and a salutation a name needs no post, and a post no name.
    """
    if is_placed and _OPEN_NAME.fullmatch(text):
        return (single_spaced(text),)
    if len(text) > 80 or _OTHER_LABEL.match(text) or _POSTED.search(text):
        return ()
    is_bracketed = text[:1] in _BRACKETS and text[:1] not in "【"
    text = text.strip(_EDGES) if is_bracketed else text
    bare = _DATE_LABEL.sub("", text, count=1).strip()
    match = _DATE.search(bare)
    if match is None:
        speaker = _speaker(text, is_placed)
        return (speaker,) if speaker else ()
    before, after = bare[: match.start()], bare[match.end() :]
    pieces = [
        _speaker(before, True) or _bare_post(before),
        _date(match[0]),
        _speaker(after, is_placed=after[:1] not in tuple("，,、")),
    ]
    others = [piece.strip(_EDGES) for piece in (before, after)]
    if all(speaker or not other for speaker, other in zip((pieces[0], pieces[2]), others, strict=True)):
        return tuple(piece for piece in pieces if piece)
    placed = others[1][:1] in "在于" or (is_bracketed and pieces[1] and after[:1] in "，, ")
    if _DATE_LABEL.match(text) or (not others[0] and placed and len(others[1]) <= 40):
        return (bare,)
    return ()


_RECORDED = re.compile(
    r"[，,、；;（(\s]*(?:本文)?(?:根据|依据|按)?(?:现场|会议)?(?:录音|记录)整理.*$|[，,、；;（(\s]+(?:节选|摘要|摘录|有删[节减]|未经本人审[阅定])[）)]?$"
)


def without_remark(text: str) -> tuple[str, str]:
    """A date or a name without 根据录音整理 and the like after it, and that remark; "" for none."""
    found = _RECORDED.search(text)
    if found is None or not split_byline(bare := text[: found.start()].strip(_EDGES), is_placed=True):
        return text, ""
    return bare, text[found.start() :].strip(_EDGES)


def is_date(entry: str) -> bool:
    """Whether an entry of a byline begins with a date."""
    return _DATE.match(entry) is not None


def trailing_date(text: str) -> tuple[str, str] | None:
    """A title and the bracketed date, or speaker, at its end; None when it has none."""
    if text[-1:] not in "）)]〕】":
        return None
    opening = max(text.rfind(mark) for mark in "（([〔【")
    inner = text[opening + 1 : -1].strip()
    return (text[:opening].strip(), inner) if opening > 4 and split_byline(inner) else None


def is_post(text: str) -> bool:
    """Whether a short line is a post without a name: 中共临江市委书记."""
    return len(text) <= 40 and compact(even(text)).endswith(_POSITIONS)


def is_whole_date(entry: str) -> bool:
    """Whether an entry of a byline is a date and nothing else."""
    return _DATE.fullmatch(entry) is not None


def post_and_name(entry: str) -> tuple[slice, slice] | None:
    """Where the post, which may be empty, and the name stand in an entry of a byline.

    None when the entry is not made of them.
    """
    first, _, others = entry.partition("　")
    before, gap, last = entry.rpartition("　")
    if others and is_post(others) and _is_name(first):
        return slice(len(first) + 1, len(entry)), slice(0, len(first))
    if _is_name(last) and (not before or _is_office(before)):
        return slice(0, len(before)), slice(len(before) + len(gap), len(entry))
    length = _length_of_last_name(last)
    return (slice(0, len(entry) - length), slice(len(entry) - length, len(entry))) if length else None


def _is_office(text: str) -> bool:
    """Whether `text` is a post, or the office that someone speaks for."""
    bare = compact(even(text))
    return is_post(text) or bare.endswith((*_ORGANS, *_LONGER_ORGANS, "政府", "集团"))


def _date(written: str) -> str:
    return compact(written) if "年" in written or "月" in written else written.strip()


def _speaker(text: str, is_placed: bool) -> str:
    """The post and the name that `text` is, with one blank between; "" where it is neither."""
    text = (
        text.strip(_EDGES)
        if text.count("（") != text.count("）") or (text[:1] in _BRACKETS and text[:1] != "【")
        else text.strip(_BLANK_EDGES)
    )
    label = _SPEAKER_LABEL.match(text)
    if label:
        return single_spaced(text[label.end() :].strip(_EDGES))
    titled = _POST_COLON.fullmatch(text)
    if titled and is_post(titled[1]) and _is_name(compact(titled[2])):
        return f"{titled[1]}　{compact(titled[2])}"
    if not text or len(text) > 44 or _NOT_IN_NAMES.search(text):
        return ""
    return _named(single_spaced(text), is_placed)


_OPEN_NAME = re.compile(
    r"(?:[\[【{〔（(]{1,2}[^\[\]【】{}〔〕（）()]{0,8}"
    r"(?:姓名|职务|职位|讲话人|发言人|致辞人|主讲人|领导|单位|日期|时间)"
    r"[^\[\]【】{}〔〕（）()]{0,6}[\]】}〕）)]{1,2}[ 　]?){1,3}"
)
"""Blanks where a name and a post are to be put in: [职务] [姓名]."""


def _bare_post(text: str) -> str:
    """The post of a speaker without a name, before the bracket of a date: 副县长（……）."""
    post = text[:-1].strip(_BLANK_EDGES) if text[-1:] in "（([〔" else ""
    return single_spaced(post) if is_post(post) and not post.startswith(("在", "对", "与", "给")) else ""


_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z.])　(?=[A-Z])")
_POST_COLON = re.compile(r"([^：:\s]{2,30})[：:]\s?([^：:]{2,12})")


def _named(text: str, is_placed: bool) -> str:
    """`text` when it is a post and a name, or at its place one of them; letter-spaced names are closed up."""
    words = _closed_up(text.split("　"))
    spaced = _BETWEEN_LATIN.sub(" ", "　".join(words))
    *before, last = words
    latin = " ".join(words)
    if latin.isascii():
        return latin if is_placed and _NAME.fullmatch(latin) else ""
    if before and _is_office("".join(before)) and _is_name(last):
        return spaced
    if before and _is_name(words[0]) and _is_office("".join(words[1:])):
        return spaced
    if _latin_tail(words):
        return spaced
    given = _GIVEN_WITH.search(last)
    if given and (_is_office(given[0][1:-1]) or is_placed) and (bare := spaced[: -len(given[0])].strip("　")):
        return spaced if _named(bare, True) else ""
    if _length_of_last_name(last) and (is_placed or len(words) == 1):
        return spaced
    if not is_placed:
        return ""
    short = all(len(word) < 4 or not _FOUR.fullmatch(word) for word in words if _is_name(word))
    known = all(_is_name(word) or _is_office(word) for word in words)
    return spaced if known and short and len(words) <= 4 else ""


def _closed_up(words: list[str]) -> list[str]:
    """The words, single characters at the end put together: 王　明 is 王明."""
    words = [word for word in words if word]
    start = len(words)
    while start > 0 and len(words[start - 1]) == 1 and not words[start - 1].isascii():
        start -= 1
    return [*words[:start], "".join(words[start:])] if 1 < len(words) - start <= 4 else words


def _latin_tail(words: list[str]) -> bool:
    """Whether a post comes before a name in Latin letters."""
    first = next((place for place, word in enumerate(words) if word.isascii()), 0)
    return (
        first > 0
        and _is_office("".join(words[:first]))
        and _NAME.fullmatch(" ".join(words[first:])) is not None
    )


def _length_of_last_name(word: str) -> int:
    """Characters of the name where a word is a post and a name without a blank between:
    县长周启明; 0 for others."""
    lengths = (2, 3, 4, 5, 6)
    return next(
        (
            length
            for length in lengths
            if even(word[:-length]).endswith(_POSITIONS)
            and _is_name(word[-length:])
            and len(word) > length + 1
        ),
        0,
    )


def _is_name(text: str) -> bool:
    """Whether a word has the form of a name: two to four characters, parts joined by ·, letters, ×××."""
    bare = _HONOUR.sub("", text) or text
    if bare in _NO_NAMES or "日期" in bare or not _NAME.fullmatch(bare):
        return False
    plain = even(bare)
    is_office = plain.endswith(_POSITIONS) or plain.endswith(_ORGANS)
    return not is_office and not (len(bare) > 2 and plain.endswith(_LONGER_ORGANS))
