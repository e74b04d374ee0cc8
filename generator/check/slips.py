"""词语: slips of the hand: characters that are doubled or missing, numbers of telephones and of persons."""

from __future__ import annotations

from collections.abc import Iterator

from .document import Paragraph
from .pattern import Pattern
from .rule import Level, Rule, Spot, after, before, in_each

_PARTICLES = Pattern(r"(?<![目有])的的(?![确士])|(?<![完不])了了(?![解结不然当])", "的的", "了了")
_SINGLE = {
    "要": ("重主需只必首紧摘提概纪险简扼政显", "求素点闻害领员件塞诀挟"),
    "在": ("存现正所内潜实好自处旨同不", "建岗校场职座编册逃押位乎线"),
    "把": ("一几二两三四五六七八九十", "关脉握手控门"),
    "对": ("针面应绝相反校核比一两双", "手策象方口联于付称抗等冲标照接待"),
    "和": ("共缓总温饱谐平柔暖", "谐平睦解气好善美"),
    "将": ("即必终上中少大", "军士来领要才"),
    "与": ("参赋给付授", "会其时此"),
    "被": ("棉", "子褥单告动迫害窝"),
    "而": ("因从反进时然幸继既忽", "今后已立且言外"),
    "向": ("方走去导动风志倾定", "往前上下来导阳"),
    "从": ("服听自随", "严事业前容来众"),
    "并": ("合兼吞", "且购联非列排入"),
    "为": ("作成认因以行人更称", "民了人何此难什"),
}
"""Characters that are not doubled, but where one ends the word before, or begins the word after."""
_WORDS = (
    "进行", "加强", "推进", "坚持", "落实", "我们", "进一步", "认真", "切实", "以及", "必须", "提高",
    "关于", "各级", "各部门", "做好", "抓好", "同志们", "深入", "全面", "贯彻", "确保", "努力", "不断",
    "积极", "开展", "实现", "作为",
)  # fmt: skip
_TWICE = Pattern(
    rf"([{''.join(_SINGLE)}])\1(?!\1)|({'|'.join(_WORDS)})\2(?!\2)", *(char * 2 for char in _SINGLE), *_WORDS
)
_MISSING = Pattern(
    r"责任压到实处|进步加强|进一加强|进一推进|(?<![完健])全贯彻落实|(?<!加)深贯彻落实|坚决维党中央|高度视(?=[，。])|"
    r"作出了要贡献|取得了显成效|维护护(?![航士])|(?<=把)责任到实处|切实强(?=[组领责])|认贯彻|坚持以人民中心",
    "压到", "进步加", "进一", "全贯彻", "深贯彻", "维党", "度视", "要贡献", "显成效", "护护", "责任到",
    "实强", "认贯", "人民中心",
)  # fmt: skip
_TELEPHONE = Pattern(
    r"(?:电话|手机|联系方式|热线|手机号码?)(?:号码?)?(?:是|为|[：:，,])?\s?(?P<number>\d[\d\-]{5,18}\d)(?![\d\-])",
    "电话",
    "手机",
    "联系方式",
    "热线",
)
_PERSON = Pattern(
    r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])|(?<=身份证号)(?:码)?[：:是为]?\s?\d{14,20}[Xx]?", *"123456789"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _doubled(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    for match in _PARTICLES.finditer(text):
        yield Spot(*match.span(), f"“{match[0]}”是不是多打了一个字？", match[0][0])
    for match in _TWICE.finditer(text):
        word = match[1] or match[2]
        if len(word) > 1 or not _may_be_doubled(text, match.start(), word):
            yield Spot(*match.span(), f"“{match[0]}”是不是多打了“{word}”？", word)


def _may_be_doubled(text: str, place: int, char: str) -> bool:
    """Whether the first ends a word, or the second begins one: 重要|要求, 要|要求."""
    ends, begins = _SINGLE[char]
    left, right = before(text, place), after(text, place + 2)
    return bool(left and left in ends) or bool(right and right in begins)


def _missing(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _MISSING.finditer(paragraph.plain):
        yield Spot(*match.span(), f"“{match[0]}”是不是漏了一个字？")


def _telephone(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _TELEPHONE.finditer(paragraph.plain):
        if not _may_be_telephone(match["number"]):
            yield Spot(*match.span("number"), f"电话号码“{match['number']}”位数不对")


def _may_be_telephone(number: str) -> bool:
    """11 digits of a mobile phone, 7 or 8 of a line with or without its area, or 400/800 and 7."""
    area, _, line = number.partition("-")
    if area.startswith("0") and line.isdecimal():
        return len(area) in (3, 4) and len(line) in (7, 8)
    digits = number.replace("-", "")
    if digits.startswith(("400", "800")):
        return len(digits) == 10
    if digits.startswith("1") and len(digits) > 9:
        return len(digits) == 11
    return len(digits) in ((10, 11, 12) if digits.startswith("0") else (7, 8))


def _person(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _PERSON.finditer(paragraph.plain):
        number = match[0].lstrip("码：:是为 ")
        if not _is_persons(number):
            start = match.end() - len(number)
            yield Spot(start, match.end(), "身份证号码不对：位数或最后一位校验码不符")


def _is_persons(number: str) -> bool:
    """Whether a number of 18 places ends in its check character. Source: GB 11643—1999, 4.2."""
    if len(number) != 18 or not number[:17].isdecimal():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


RULES = (
    Rule(
        "L08", "多打了一个字", Level.LIKELY,
        "“的的”“要要”“进行进行”一类，多半是改稿时留下的。",
        "这是群众的的期盼，我们要要记住。", "这是群众的期盼，我们要记住。",
        "实务", in_each(_doubled),
    ),
    Rule(
        "L11", "漏了一个字", Level.LIKELY,
        "“进步加强”“进一推进”一类，多半漏了一个字。",
        "市纪委要进步加强监督。", "市纪委要进一步加强监督。",
        "实务", in_each(_missing),
    ),
    Rule(
        "L12", "电话号码位数不对", Level.LIKELY,
        "手机号 11 位；固定电话 7 位或 8 位，前面可加区号；400、800 电话 10 位。",
        "举报电话：0571-888866。", "举报电话：0571-88886666。",
        "实务", in_each(_telephone),
    ),
    Rule(
        "L13", "身份证号码不对", Level.LIKELY,
        "公民身份号码 18 位，最后一位是校验码。",
        "身份证号：330102199003071235。", "身份证号：330102199003071230。",
        "实务：GB 11643—1999", in_each(_person),
    ),
)  # fmt: skip
