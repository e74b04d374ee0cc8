"""表述: in which order posts are named."""

from __future__ import annotations

from collections.abc import Iterator

from .document import Paragraph
from .pattern import Pattern
from .rule import Level, Rule, Spot, in_each

_AREA = "省|市|县|区|旗|镇|乡|州|盟"
_PARTY_LAST = Pattern(
    rf"(?P<first>(?:代|副)?(?P<area>{_AREA})长|(?P=area)?(?:区|自治区)(?:政府)?主席|人大常委会主任|政协主席)、"
    rf"(?P<second>(?:{_AREA})委(?:副书记|常委)(?:、(?:{_AREA})委常委)?)(?!、)",
    "委副书记",
    "委常委",
)
_GROUP_LAST = Pattern(
    r"(?P<first>副?(?:局|厅|部|司|署|社|台|馆|院)长|副?主任|副?主席|检察长)、"
    r"(?P<second>党组(?:副)?书记|党组成员|党委委员|(?<=[局厅]长、)党委(?:副)?书记)(?![、和及各])",
    "、党组",
    "、党委",
)


def _order(paragraph: Paragraph) -> Iterator[Spot]:
    for pattern in (_PARTY_LAST, _GROUP_LAST):
        for match in pattern.finditer(paragraph.plain):
            right = f"{match['second']}、{match['first']}"
            yield Spot(*match.span(), f"党内职务在前：“{right}”", right)


RULES = (
    Rule(
        "T08", "职务的次序", Level.LIKELY,
        "一个人有几个职务时，党内职务在前，行政职务在后：“市委副书记、市长”“党组书记、局长”。",
        "市长、市委副书记张勇作报告。", "市委副书记、市长张勇作报告。",
        "实务", in_each(_order),
    ),
)  # fmt: skip
