"""Facts that a text states: numbers, dates, persons, posts, departments, documents; read for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from .document import HAN
from .pattern import Pattern
from .quantities import number, quantities

_DATE = Pattern(
    r"(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?|(?P<only>(?<!\d)(?:19|20)\d{2})年(?!来|以)"
    r"|(?P<iso>(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2})"
    r"|(?P<han>[一二][〇零○一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月)?(?:[一二三四五六七八九十]{1,3}日)?)"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛阎闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤温康施牛"
    "樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛冉翁蓝"
    "路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶牟艾尤阳时穆司卓古吉缪简车项连芦麦褚娄窦戚岑景费卜冷晏席卫柏宗瞿桂全佟应闵"
)
_POST = (
    "书记|市长|县长|区长|省长|州长|旗长|镇长|乡长|主任|局长|厅长|部长|司长|院长|校长|园长|主席|常委|秘书长|会长|董事长|总经理|"
    "检察长|所长|站长|科长|处长|组长|队长|教授|院士|总工程师|政委|行长|社长|台长|馆长|代表"
)
_NO_NAME = "同志的了是在和与及对们要会不这那有为以上下大中小到把被让将来去说做讲年月日第一二三四五六七八九十"
_GIVEN = rf"(?:(?![{_NO_NAME}])[{HAN}]){{1,2}}"
_PERSON = Pattern(
    rf"(?:{_POST})[　 ]?(?P<after>[{SURNAMES}]{_GIVEN})(?=同志|先生|女士|作|主持|讲|宣|传达|通报|"
    rf"介绍|出席|代表|向|在|率|带|等|及|致|说|[，。、；：！？）（“　\s]|$)"
    rf"|(?:(?<![{HAN}])|(?<=[请由让和与及是处局科室院校部委办]))(?P<before>[{SURNAMES}]{_GIVEN})(?=同志|先生|女士|书记|市长|县长|区长|镇长|乡长|局长|主任|院长|校长)"
)
_AFTER = rf"(?:(?<![{HAN}])|(?<=[请由让向报送和与及同经]))"
"""What a name may begin after."""
_POST_WITH_ORGAN = Pattern(
    rf"{_AFTER}(?P<post>(?:(?:[省市县区州旗镇乡]|街道)(?:委|党委|纪委监委|纪委|监委|政府|人大常委会|人大|政协|委政法委|"
    rf"委组织部|委宣传部|委统战部|委办公?室?)?(?:常委、)?(?:常务副|第一副|副)?|党工?委(?:副)?|党组(?:副)?|(?:常务)?副)"
    rf"(?:{_POST})|[市县区省州旗镇乡]长)(?![助员们{{]|级)",
    *_POST.split("|"),
)
_DEPARTMENT = Pattern(
    rf"{_AFTER}(?:各)?(?P<name>(?:[省市县区州旗](?:委|政府)?|(?:(?![{_NO_NAME}前后报由向请送交昨今明])[{HAN}]){{2,4}}?[市县区])(?:(?![的和与及各级有把由请向对])[{HAN}]){{1,9}}?"
    rf"(?:办公室|委员会|指挥部|总队|支队|大队|分局|公司|集团|医院|学校|中心|法院|检察院|银行|学院|大学|中学|小学|(?<!常)[局委办厅部院所站]))"
    rf"(?=[，。、；：！？）（“”《》　\s牵负会要把和与及同报等主党通发作在的]|$)"
)
_DOCUMENT = Pattern(r"《(?P<title>[^《》\n]{2,60})》")
_CONTEXT = 4


class Kind(Enum):
    NUMBER = "数字"
    DATE = "日期"
    PERSON = "人名"
    POST = "职务"
    DEPARTMENT = "部门和单位"
    DOCUMENT = "文件"


@dataclass(frozen=True)
class Fact:
    """A fact as it stands in a text.

    `key` is the same for the same fact, however it is written; `context`, what stands before it and
    the unit, tells whether the facts of two texts are about the same thing.
    """

    kind: Kind
    text: str
    key: str
    start: int
    end: int
    context: str = ""


def facts(text: str) -> tuple[Fact, ...]:
    """The facts that `text` states, in its order."""
    dates = [*_dates(text)]
    found = [
        *dates,
        *_numbers(text, dates),
        *persons(text),
        *_posts(text),
        *_departments(text),
        *_documents(text),
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _dates(text: str) -> Iterator[Fact]:
    for match in _DATE.finditer(text):
        yield Fact(Kind.DATE, match[0], date_key(match), *match.span(), _before(text, match.start()))


def date_key(match: re.Match[str]) -> str:
    """2026-3-12 for a date in any form; what is not said is left open: -3-12, 2026--."""
    if match["iso"]:
        return "-".join(str(int(part)) for part in re.split("[-./]", match["iso"]))
    if match["han"]:
        parts = re.findall("[〇零○一二三四五六七八九十]+", match["han"])
        written = [str(number(part.replace("○", "〇")) or "") for part in parts]
        return "-".join([*written, "", ""][:3])
    year = match["year"] or match["only"] or ""
    return "-".join(
        (
            year,
            str(int(match["month"])) if match["month"] else "",
            str(int(match["day"])) if match["day"] else "",
        )
    )


def _numbers(text: str, dates: Sequence[Fact]) -> Iterator[Fact]:
    """Numbers that say how much: with a unit, in digits, or in characters and large."""
    spans = [(date.start, date.end) for date in dates]
    at = 0
    for one in quantities(text):
        while at < len(spans) and spans[at][1] <= one.start:
            at += 1
        in_date = at < len(spans) and spans[at][0] < one.end
        in_digits = one.text[0].isascii()
        if in_date or not one.unit or not (in_digits or one.value > 10 or one.unit == "%"):
            continue
        yield Fact(
            Kind.NUMBER, one.text, f"{one.value.normalize():f}{one.unit}", one.start, one.end,
            f"{_before(text, one.start)}|{one.unit}",
        )  # fmt: skip


def persons(text: str) -> Iterator[Fact]:
    for match in _PERSON.finditer(text):
        group = "after" if match["after"] else "before"
        yield Fact(
            Kind.PERSON, match[group], match[group], *match.span(group), _before(text, match.start(group))
        )


def _posts(text: str) -> Iterator[Fact]:
    for match in _POST_WITH_ORGAN.finditer(text):
        yield Fact(Kind.POST, match["post"], match["post"], *match.span("post"))


def _departments(text: str) -> Iterator[Fact]:
    for match in _DEPARTMENT.finditer(text):
        yield Fact(Kind.DEPARTMENT, match["name"], match["name"], *match.span("name"))


def _documents(text: str) -> Iterator[Fact]:
    for match in _DOCUMENT.finditer(text):
        yield Fact(Kind.DOCUMENT, match[0], match["title"], *match.span())


def _before(text: str, place: int) -> str:
    """The last Chinese characters before `place`, without what only leads to a number."""
    before = re.split(f"[^{HAN}]", text[max(0, place - 12) : place])[-1]
    return re.sub("(?:了|有|为|是|共|达|达到|约|近|超过|到|至|的)+$", "", before)[-_CONTEXT:]


class Background:
    """What is known of a text: facts of other texts, and what these texts say."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts)
        self._facts = facts(self._text)
        self._keys = {(one.kind, one.key) for one in self._facts}
        self._bare = set(re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", self._text.replace(",", "")))
        self._by_context: dict[str, list[Fact]] = {}
        for one in self._facts:
            if len(one.context.partition("|")[0]) >= 2:
                self._by_context.setdefault(one.context, []).append(one)

    def knows(self, fact: Fact) -> bool:
        """Whether the fact is known; a number also where it is told without what it counts (隐患数: 214)."""
        if fact.kind is Kind.NUMBER and not self.states(fact):
            return re.match(r"[\d.]+", fact.key.replace("-", ""))[0] in self._bare  # type: ignore[index]
        return self.states(fact)

    def states(self, fact: Fact) -> bool:
        """Whether the texts state the fact."""
        if (fact.kind, fact.key) in self._keys:
            return True
        if fact.kind is Kind.DATE:
            return any(_agrees(fact.key, key) for kind, key in self._keys if kind is Kind.DATE)
        return fact.kind is not Kind.NUMBER and fact.key in self._text

    def otherwise(self, fact: Fact) -> Fact | None:
        """The fact that is known of the same thing, and says something else; None when there is none."""
        known = self._by_context.get(fact.context, [])
        return known[0] if len({one.key for one in known}) == 1 and known[0].key != fact.key else None


def _agrees(key: str, other: str) -> bool:
    """Whether two dates may be one: what one leaves open, the other may say."""
    pairs = zip(key.split("-"), other.split("-"), strict=True)
    return all(not one or not two or one == two for one, two in pairs) and (
        "-".join(key.split("-")[1:]) == "-".join(other.split("-")[1:]) or key.endswith("--")
    )
