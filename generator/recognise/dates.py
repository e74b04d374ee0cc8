"""Dates and names as a byline has them."""

from __future__ import annotations

import re

from .tidying import compact, single_spaced

_YEAR = (
    r"(?:[12]\d{3}|[〇○零一二三四五六七八九Ｏ０-９oO0-9]{4}|[12二][0〇○零][×xX＊*_某]{1,2}|[×xX＊*_某]{2,4})"
)
_MONTH = r"(?:\d{1,2}|十?[一二三四五六七八九十]|[×xX＊*_某]{1,2})"
_DAY = r"(?:\d{1,2}|[二三]?十?[一二三四五六七八九十]|[×xX＊*_某]{1,2})"
_TIME_OF_DAY = (
    r"(?:\s*[（(]?\s*(?:星期|周)[一二三四五六日天]\s*[）)]?)?"
    r"(?:\s*(?:上午|下午|晚上?|凌晨|中午))?(?:\s*\d{1,2}[:：时]\d{0,2}分?)?"
)
_DATE = re.compile(
    rf"(?:{_YEAR}\s?年\s?{_MONTH}\s?月(?:\s?{_DAY}\s?[日号])?"
    rf"|[12]\d{{3}}\s?[-/.．－]\s?\d{{1,2}}\s?[-/.．－]\s?\d{{1,2}}日?"
    rf"|{_MONTH}\s?月\s?{_DAY}\s?[日号]|{_YEAR}\s?年(?=[）)\s]*$)){_TIME_OF_DAY}"
)
_DATE_LABEL = re.compile(r"(?:讲话|会议|演讲|发言|召开)?(?:时\s?间|日\s?期)\s?[:：]\s?")
_SPEAKER_LABEL = re.compile(
    r"(?:讲话|主讲|发言|演讲|致辞|致词|报告|宣讲|主讲|讲|作报告)(?:人员?|者|领导|嘉宾)\s?[:：]\s?|(?:姓\s?名|演讲人|主\s?讲)\s?[:：]\s?"
)
_OTHER_LABEL = re.compile(r"(?:会议)?(?:地\s?点|主持人?|参加人员|出席|列席|记录人?|整理)\s?[:：]")
_BRACKETS = "（）()〔〕[]【】"
_BLANK_EDGES = " 　\t，,、;；|·—―-"
_EDGES = _BRACKETS + _BLANK_EDGES

_POSITION_WORDS = """
书记 省长 市长 县长 区长 镇长 乡长 局长 院长 校长 主任 主席 部长 处长 科长 所长 厅长
司长 董事长 总经理 经理 总裁 行长 厂长 秘书长 会长 站长 社长 馆长 台长 司令 司令员
政委 政治委员 常委 委员 检察长 组长 队长 院士 教授 理事长 支书 主委 巡视员 调研员
专员 州长 旗长 盟长 代表 班长 大使 部门负责人 负责人 首席执行官 CEO 总工程师 工程师
总监 主管 教师 老师 同学 辅导员 研究员 总书记 总理 参谋长 村主任 医生 护士长 店长
园长 团长 舰长 军长 师长 法官 律师 干事 成员 领导 记者 博士 先生 女士 同志
"""
_POSITIONS = tuple(_POSITION_WORDS.split())
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛阎闫段雷龙黎史陶贺毛郝"
    "顾龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞"
    "左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解"
    "牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    "卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀胥郁南班储原栗"
    "燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索"
    "宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危"
    "玉银亢嵇哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_NAME = re.compile(r"[×xX＊*某○_]{1,4}|[×xX＊*某○]{1,3}(?:同志|先生|女士)?")


def split_byline(text: str) -> tuple[str, ...]:
    """The entries, date and speaker in their order, of a line that is nothing else; () of any other.

    Brackets round them and labels before them are gone; a speaker's blanks are one each.
    """
    if len(text) > 80 or _OTHER_LABEL.match(text):
        return ()
    is_bracketed = text[:1] in _BRACKETS
    text = text.strip(_EDGES) if is_bracketed else text
    bare = _DATE_LABEL.sub("", text, count=1).strip()
    match = _DATE.search(bare)
    if match is None:
        speaker = _speaker(text)
        return (speaker,) if speaker else ()
    before = bare[: match.start()]
    pieces = [_speaker(before) or _bare_post(before), _date(match[0]), _speaker(bare[match.end() :])]
    others = [piece.strip(_EDGES) for piece in (bare[: match.start()], bare[match.end() :])]
    if all(speaker or not other for speaker, other in zip((pieces[0], pieces[2]), others, strict=True)):
        return tuple(piece for piece in pieces if piece)
    placed = others[1][:1] in "在于" or (is_bracketed and pieces[1] and bare[match.end() :][:1] in "，, ")
    if _DATE_LABEL.match(text) or (not others[0] and placed and len(others[1]) <= 40):
        return (bare,)
    return ()


_RECORDED = re.compile(
    r"[，,、；;（(\s]*(?:本文)?(?:根据|依据|按)?(?:现场|会议)?(?:录音|记录)整理.*$|[，,、；;（(\s]+(?:节选|摘要|摘录|有删[节减]|未经本人审[阅定])[）)]?$"
)


def without_remark(text: str) -> tuple[str, str]:
    """A date or a name without 根据录音整理 and the like after it, and that remark; "" for none."""
    found = _RECORDED.search(text)
    if found is None or not split_byline(bare := text[: found.start()].strip(_EDGES)):
        return text, ""
    return bare, text[found.start() :].strip(_EDGES)


def is_date(entry: str) -> bool:
    """Whether an entry of a byline begins with a date."""
    return _DATE.match(entry) is not None


def trailing_date(text: str) -> tuple[str, str] | None:
    """A title and the bracketed date at its end; None when it has none."""
    if text[-1:] not in "）)]〕】":
        return None
    opening = max(text.rfind(mark) for mark in "（([〔【")
    inner = text[opening + 1 : -1].strip()
    return (text[:opening].strip(), inner) if opening > 4 and split_byline(inner) else None


def is_post(text: str) -> bool:
    """Whether a short line is a post without a name: 中共临江市委书记."""
    return len(text) <= 40 and compact(text).endswith(_POSITIONS)


def is_whole_date(entry: str) -> bool:
    """Whether an entry of a byline is a date and nothing else."""
    return _DATE.fullmatch(entry) is not None


def post_and_name(entry: str) -> tuple[slice, slice] | None:
    """Where the post, which may be empty, and the name stand in an entry of a byline.

    None when the entry is not made of them.
    """
    first, _, others = entry.partition("　")
    before, gap, last = entry.rpartition("　")
    if _is_name(last) and (not before or _is_office(before)):
        return slice(0, len(before)), slice(len(before) + len(gap), len(entry))
    if others and _is_name(first) and is_post(others):
        return slice(len(first) + 1, len(entry)), slice(0, len(first))
    length = _length_of_last_name(last)
    return (slice(0, len(entry) - length), slice(len(entry) - length, len(entry))) if length else None


def _is_office(text: str) -> bool:
    """Whether `text` is a post, or the office that someone speaks for."""
    return is_post(text) or _OFFICE.search(compact(text)[-4:]) is not None


def _date(written: str) -> str:
    return compact(written) if "年" in written or "月" in written else written.strip()


def _speaker(text: str) -> str:
    text = (
        text.strip(_EDGES)
        if text.count("（") != text.count("）") or text[:1] in _BRACKETS
        else text.strip(_BLANK_EDGES)
    )
    label = _SPEAKER_LABEL.match(text)
    titled = _POST_COLON.fullmatch(text)
    if titled and is_post(titled[1]) and _is_name(compact(titled[2])):
        return f"{titled[1]}　{compact(titled[2])}"
    if label:
        return single_spaced(text[label.end() :].strip(_EDGES))
    if not text or len(text) > 44 or any(char in "。；：！？“”《》:;!?" for char in text):
        return ""
    return _named(single_spaced(text))


def _bare_post(text: str) -> str:
    """The post of a speaker without a name, before the bracket of a date: 副县长（……）."""
    post = text[:-1].strip(_BLANK_EDGES) if text[-1:] in "（([〔" else ""
    return single_spaced(post) if is_post(post) and not post.startswith(("在", "对", "与", "给")) else ""


_POST_COLON = re.compile(r"([^：:\s]{2,30})[：:]\s?([^：:]{2,6})")


def _named(text: str) -> str:
    """`text` when it is a post and a name, or a name alone; letter-spaced names are closed up."""
    words = text.split("　")
    if len(words) > 1 and len(words[-1]) == 1 and len(words[-2]) == 1:
        words[-2:] = [words[-2] + words[-1]]
    *post, name = words
    if _is_name(name) and (not post or _is_office("".join(post))):
        return "　".join(words)
    if name.endswith(("）", ")")) or (len(words) > 1 and _is_name(words[0]) and is_post("".join(words[1:]))):
        return "　".join(words) if _is_name(words[0].partition("（")[0].partition("(")[0]) else ""
    return text if _length_of_last_name(name) else ""


def _length_of_last_name(word: str) -> int:
    """Characters of the name where a word is a post and a name without a blank between:
    县长周启明; 0 for others."""
    lengths = (2, 3, 4)
    return next(
        (length for length in lengths if word[:-length].endswith(_POSITIONS) and _is_name(word[-length:])),
        0,
    )


def _is_name(text: str) -> bool:
    bare = text.removesuffix("同志").removesuffix("先生").removesuffix("女士")
    if _NAME.fullmatch(text) or _NAME.fullmatch(bare):
        return True
    if bare[:1] in _SURNAMES and all("\u4e00" <= char <= "\u9fff" or char in "×xX某*＊" for char in bare):
        return 2 <= len(bare) <= 3 or (len(bare) == 4 and bare[:2] in _DOUBLE)
    return bare[:2] in _DOUBLE and 3 <= len(bare) <= 4


_OFFICE = re.compile("[委府局院校厅部办会处科司团社站所班级村镇乡县市区系队]|公司|中心|集团|政府")
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯")
