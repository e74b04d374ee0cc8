"""结构: what is announced, numbered and left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model.speech import Role
from .document import Document, Paragraph
from .pattern import Pattern
from .rule import Level, Rule, Spot, in_each

_ANNOUNCED = Pattern(
    r"(?:讲|谈|强调|我提|我说)(?:以下|如下|这样|这么)?([两二三四五六七八九十2-9])"
    r"(?:个方面|方面|点|个问题|条|层意思|个部分)"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMERAL = Pattern(r"[零一二三四五六七八九十]+|\d+")
_CONCRETE = Pattern(
    r"[\d〇二三四五六七八九十每各谁凡]|部门|单位|干部|同志|书记|主任|负责|领导|机关|支部|班子|党员|职工|"
    r"教师|医生|学校|医院|公司"
    r"|[委局办厅处科室队组站所镇乡村县市区]|[年月日周季]|之前|以前|当天|当场|随时|及时公开|公示|台账|清单"
    r"|记录|通报|报告"
)
_FILLERS = Pattern("进一步|切实|不断|着力|扎实|狠抓|全力|大力|坚决|务必|深入|全面|积极|充分|高度")
_HOLLOW = 40
_WHOLE_SPEECH = 200
_UNEQUAL = 6
_SHORT_SECTION = 120


def _tops(document: Document) -> list[tuple[int, Paragraph]]:
    """The numbered parts of the first level, with their headings."""
    return [(at, one) for at, one in enumerate(document.paragraphs) if one.level == 1]


def _announced(document: Document) -> Iterator[tuple[int, Spot]]:
    parts = _tops(document)
    last = parts[-1][1].number if parts else None
    tops = len(parts)
    for index, paragraph in enumerate(document.paragraphs):
        if not parts or paragraph.role is not Role.PREAMBLE:
            continue
        for match in _ANNOUNCED.finditer(paragraph.plain):
            number = _value(match[1])
            if number != tops and not (last is not None and last.value == number):
                yield index, Spot(*match.span(), f"前面说讲{number}点，后面有 {tops} 个部分")


def _value(number: str) -> int:
    """The number that 三, 十二, 二十 or 12 writes; 0 for none that a heading has."""
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS.get(number, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)


def _numbering(document: Document) -> Iterator[tuple[int, Spot]]:
    last: dict[int, int] = {}
    counts = Counter(paragraph.form for paragraph in document.paragraphs)
    for index, paragraph in enumerate(document.paragraphs):
        number, form = paragraph.number, paragraph.form
        if number is None or not form or counts[form] < 2:
            continue
        last = {level: value for level, value in last.items() if level <= form}
        expected = last.get(form, 0) + 1
        if number.value != expected:
            what = "重复" if number.value < expected else "跳号"
            digits = _NUMERAL.search(paragraph.text[: paragraph.number_end])
            start, end = digits.span() if digits else (0, 0)
            yield index, Spot(start, end, f"序号{what}：这里按次序应是第 {expected} 个")
        last[form] = number.value


def _levels(document: Document) -> Iterator[tuple[int, Spot]]:
    """The first heading whose number is two levels under the one before."""
    above = 0
    for index, paragraph in enumerate(document.paragraphs):
        level = paragraph.form if paragraph.level else 0
        if level > above + 1 and above and not _is_item(document, index):
            yield index, Spot(0, paragraph.number_end, "层次跳级了，次序是 一、（一）1.（1）")
            return
        above = level or above


def _heading_end(document: Document) -> Iterator[tuple[int, Spot]]:
    for index, paragraph in document.headings:
        end = len(paragraph.text)
        if paragraph.text[-1] in "。，、；" and not _is_item(document, index):
            yield index, Spot(end - 1, end, "小标题末尾不用标点", "")


def _is_item(document: Document, index: int) -> bool:
    """Whether a numbered line is one of a list: the next of its level follows it, or the one before
    precedes it, with nothing between."""
    level = document.paragraphs[index].level
    around = document.paragraphs[max(0, index - 1) : index] + document.paragraphs[index + 1 : index + 2]
    return any(one.level == level for one in around)


def _is_whole_speech(document: Document) -> bool:
    return len(_tops(document)) >= 2 and len(document.text) >= _WHOLE_SPEECH


def _no_salutation(document: Document) -> Iterator[tuple[int, Spot]]:
    roles = {paragraph.role for paragraph in document.paragraphs}
    if Role.SALUTATION not in roles and _is_whole_speech(document):
        yield 0, Spot(0, len(document.paragraphs[0].text), "没有称呼（如“同志们：”）")


def _no_closing(document: Document) -> Iterator[tuple[int, Spot]]:
    spoken = [at for at, one in enumerate(document.paragraphs) if one.role not in (None, Role.BYLINE)]
    last = spoken[-1] if spoken else 0
    if _is_whole_speech(document) and document.paragraphs[last].role is not Role.CLOSING:
        end = len(document.paragraphs[last].text)
        yield last, Spot(max(0, end - 1), end, "最后一部分后面没有结尾")


def _unequal(document: Document) -> Iterator[tuple[int, Spot]]:
    tops = _tops(document)
    if len(tops) < 2:
        return
    sizes = list(_sizes(document, [at for at, _ in tops]))
    longest = max(sizes)
    for (index, paragraph), size in zip(tops, sizes, strict=True):
        if size < _SHORT_SECTION and longest > _UNEQUAL * max(size, 25):
            yield index, Spot(0, len(paragraph.text), f"这一部分只有 {size} 字，最长的有 {longest} 字")


def _sizes(document: Document, starts: list[int]) -> Iterator[int]:
    ends = [*starts[1:], len(document.paragraphs)]
    for start, end in zip(starts, ends, strict=True):
        part = document.paragraphs[start:end]
        yield sum(len(one.text) for one in part if one.role in (Role.HEADING, Role.BODY))


def _parallel(document: Document) -> Iterator[tuple[int, Spot]]:
    """The one heading among three or more that has a form of its own."""
    headings = [(at, one) for at, one in document.headings if one.level == 1]
    forms = Counter(one.content.count("，") for _, one in headings)
    if len(headings) < 3 or len(forms) != 2 or min(forms.values()) > 1:
        return
    odd = min(forms, key=lambda form: forms[form])
    for index, one in headings:
        if one.content.count("，") == odd:
            yield index, Spot(one.number_end, len(one.text), "这个标题和其他几个不平行：分句的个数不同")


def _empty_requirement(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    if paragraph.role not in (Role.PREAMBLE, Role.BODY) or not text.startswith(("要", "必须", "务必")):
        return
    is_hollow = len(text) <= _HOLLOW or len(_FILLERS.findall(text)) >= 3
    if is_hollow and not _CONCRETE.search(text):
        yield Spot(0, len(text), "这一条没有说谁来做、做到什么程度、什么时候做完")


def _same_heading(document: Document) -> Iterator[tuple[int, Spot]]:
    seen: set[str] = set()
    for index, paragraph in document.headings:
        if (content := paragraph.content.strip()) in seen:
            yield index, Spot(paragraph.number_end, len(paragraph.text), "这个标题前面用过了")
        seen.add(content)


_FIRST = (
    "一、先把账对清\n财务科用三天把去年的支出分成四摞：工资、采购、工程、接待。每摞指定一名会计，逐笔核对"
    "合同、发票和验收单。"
    "三样齐的盖章归档，缺一样的列进清单，写明缺什么、找谁补。清单每天下班前贴在一楼公示栏，谁都可以看。"
    "补不齐的，由经手人当面向财务科长说明，说明写成文字，本人签名，附在凭证后面。对完账以后，四摞凭证统一"
    "编号，放进档案室，"
    "钥匙由两个人分管。\n"
)
_SECOND = (
    "二、再把人谈透\n谈话分三批，经手人先谈，科长次之，分管领导最后。每次谈话两个人在场，谈完当场签字。"
    "谈出来的问题按轻重分开：手续不全的限期补上，吃了喝了的照价退回，性质严重的移送派驻组。\n"
)
_THIRD = "三、今天就动手\n散会就去。\n"


def _speech(
    salutation: str = "同志们：\n", third: str = "", closing: str = "同志们，散会以后就动手。"
) -> str:
    """A small whole speech, for the examples."""
    return f"在对账会上的讲话\n{salutation}今天布置对账。\n{_FIRST}{_SECOND}{third}{closing}".strip()


RULES = (
    Rule(
        "S01", "报的几点和实际的不符", Level.LIKELY,
        "引言里说讲三点意见，后面却是两个部分。",
        "同志们：\n我讲三点意见。\n一、摸清底数\n逐项登记。\n二、管住用处\n逐笔公开。",
        "同志们：\n我讲两点意见。\n一、摸清底数\n逐项登记。\n二、管住用处\n逐笔公开。",
        "实务", _announced, piecewise=False,
    ),
    Rule(
        "S02", "序号跳号或重号", Level.LIKELY,
        "同一层的序号一个接一个，不跳不重。",
        "一、摸清底数\n逐项登记。\n三、管住用处\n逐笔公开。",
        "一、摸清底数\n逐项登记。\n二、管住用处\n逐笔公开。",
        "实务", _numbering, piecewise=False,
    ),
    Rule(
        "S03", "层次跳级", Level.HINT,
        "层次的次序是 一、（一）1.（1）。只有两层时也有写 一、1. 的，所以只是提示。",
        "一、摸清底数\n1.逐项登记\n先登记房屋。",
        "一、摸清底数\n（一）逐项登记\n先登记房屋。",
        "一般：GB/T 9704—2012，7.3.3", _levels, piecewise=False,
    ),
    Rule(
        "S04", "小标题末尾有标点", Level.LIKELY,
        "小标题单独成行时，末尾不用句号。",
        "一、摸清底数。\n逐项登记。", "一、摸清底数\n逐项登记。",
        "实务", _heading_end, piecewise=False,
    ),
    Rule(
        "S05", "没有称呼", Level.HINT,
        "讲话开头要有称呼，和到会的人相称。",
        _speech(salutation=""), _speech(), "实务", _no_salutation, piecewise=False,
    ),
    Rule(
        "S06", "没有结尾", Level.HINT,
        "最后一部分之后要有一段收住全篇的话。",
        _speech(closing=""), _speech(), "实务", _no_closing, piecewise=False,
    ),
    Rule(
        "S07", "各部分长短悬殊", Level.HINT,
        f"最长的一部分是最短的 {_UNEQUAL} 倍以上，短的那个或者补充，或者并到别处。",
        _speech(third=_THIRD), _speech(), "实务", _unequal, piecewise=False,
    ),
    Rule(
        "S08", "标题不平行", Level.HINT,
        "三个以上的标题，别的都是一个分句，只有一个是两个分句（或者反过来）。",
        "一、摸清底数\n逐项登记。\n二、管住用处\n逐笔公开。\n三、提高认识，加强领导\n一把手负责。",
        "一、摸清底数\n逐项登记。\n二、管住用处\n逐笔公开。\n三、压实责任\n一把手负责。",
        "实务", _parallel, piecewise=False,
    ),
    Rule(
        "S09", "要求没有着落", Level.HINT,
        "“要”字开头的一段，没有一处说到谁来做、做到什么程度、什么时候做完。",
        "要进一步提高思想认识，切实增强使命感。",
        "要在3月底前把权力事项过一遍，报市委办公室。",
        "实务", in_each(_empty_requirement), piecewise=False,
    ),
    Rule(
        "S10", "标题重复", Level.LIKELY,
        "两个标题一字不差。",
        "一、摸清底数\n逐项登记。\n二、摸清底数\n逐笔公开。",
        "一、摸清底数\n逐项登记。\n二、管住用处\n逐笔公开。",
        "实务", _same_heading, piecewise=False,
    ),
)  # fmt: skip
