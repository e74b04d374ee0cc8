"""Salutations: by whom they address and where they end, whoever is addressed."""

from __future__ import annotations

import re

from .tidying import even

LONGEST = 100
"""Characters of a salutation."""

_LONGEST_ALONE = 40
_END = re.compile("[：！。]")
_PARTS = re.compile(r"(?:以及|[、，\s和及暨与])+")
_HONOURED = re.compile("尊敬|敬爱|亲爱|各位|诸位|全体|在座|可敬")
_GREETING = re.compile(
    "(?:大家|各位|你们|您们|[^，。、]{0,6}们|您)?(?:大?家?(?:早上|上午|中午|下午|晚上|早晨|新年|春节|节日|新春|过年))?"
    "(?:好|您好|你好|快乐|吉祥|辛苦了)"
)
_GREETED = re.compile("(?:大家|你们|您)?(?:早上|上午|中午|下午|晚上|新年)?(?:好|快乐)$")
_SURELY = re.compile("们|各位|诸位|全体|尊敬|敬爱|亲爱|大家|同志|朋友|来宾|女士|先生|父老|乡亲|代表")
"""What a salutation has that has text behind it."""

_MANY = re.compile("们|各位|诸位|全体|尊敬|敬爱|亲爱|大家|朋友|来宾|女士|先生")
"""What it has where it stands without a mark: 县委书记王敏同志 is none."""

_ROLES = tuple("志导表员宾友学师士长记任席生者人家兵民众东官总授亲属眷客手工弟妹侨裁委子")
"""How the word for a group, or for a post, ends."""

_SINGLE = re.compile(
    ".*(?:同志|先生|女士|书记|主任|主席|教授|阁下|[省市县区镇乡局厅院校部处科所会]长|总裁?|总经理)$"
)
_LABEL = re.compile(
    ".*(?:人员|主持人?|出席|列席|参加|记录|主讲人?|讲话人|发言人|演讲[人者]|作者|记者|来源|单位|时间|地点|议程|编辑|负责人|汇报人|报告人|如下)$"
)
_SAYS = re.compile(
    "谢|要(?!员)|是|必须|应当|应该|让|把|将(?!军)|怎|为什么|什么|如何|[一二三四五六七八九十\\d]+[、.是]"
)
_ASSEMBLY = re.compile("[\u4e00-\u9fff×X*]{1,24}(?:代表大会|常务委员会|常委会|主席团)")
"""To whom a report is made: 全国人民代表大会常务委员会."""


def split_salutation(text: str) -> tuple[str, str] | None:
    """The salutation that `text` opens with, with its ending, and the rest; None without one.

    It ends in ：, ！, or with a greeting in 。, or it is the whole line. 同志们，… is a sentence.
    """
    line = even(text[:LONGEST])
    mark = _END.search(line)
    if mark is None:
        whole = line.strip().rstrip("，、")
        plain = len(text.strip()) <= _LONGEST_ALONE and _MANY.search(whole) and _is_address(whole)
        return (text.strip(), "") if plain else None
    addressed, rest = line[: mark.start()], text[mark.end() :].strip(" 　\t")
    if mark[0] == "。":
        is_one = _is_sure(addressed) and _is_greeted(addressed)
    elif mark[0] == "：" and not rest:
        is_one = _is_address(addressed) or _ASSEMBLY.fullmatch(addressed) is not None
    else:
        is_one = _is_sure(addressed)
    return (text[: mark.end()], rest) if is_one else None


def _is_sure(addressed: str) -> bool:
    return _SURELY.search(addressed) is not None and _is_address(addressed)


def _is_greeted(addressed: str) -> bool:
    *_, last = _PARTS.split(addressed.strip())
    return _GREETING.fullmatch(last) is not None


def _is_address(text: str) -> bool:
    """Whether a text is a list of those who are addressed, perhaps with a greeting."""
    parts = [part for part in _PARTS.split(text.strip()) if part]
    if not parts or not all(map(_is_part, parts)):
        return False
    is_sure = _SURELY.search(text) is not None
    is_one = is_sure or _SINGLE.fullmatch(text) is not None
    return len(parts) > 1 or (is_one and not _LABEL.fullmatch(text))


def _is_part(part: str) -> bool:
    if _GREETING.fullmatch(part):
        return True
    bare = _GREETED.sub("", part)
    if len(bare) > 30 or (_SAYS.search(bare) and not _HONOURED.match(bare)):
        return False
    return bool(_HONOURED.match(bare) and len(bare) > 2) or (len(bare) > 1 and bare.endswith(("们", *_ROLES)))
