"""串稿: names that are another unit's.

Names of places and organs are told by their last characters, and only where what stands
before them is surely not part of the name: a name that is missed costs less than a
hundred that are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .document import HAN, Document
from .pattern import Pattern
from .rule import Level, Rule, Spot

_LEADING = (
    "今天", "昨天", "刚才", "最近", "去年", "前不久", "欢迎", "感谢", "组织", "来自", "位于", "属于", "支持",
    "谢谢", "帮助", "通报",
    "表扬", "学习", "借鉴", "走进", "走访", "调研", "例如", "比如", "譬如", "包括", "以及", "特别是",
    "尤其是", "其中", "就是",
    "还有", "只有", "尤其", "推广", "参观", "考察", "到了", "代表", "我们", "希望", "要求", "关于", "根据",
    "按照", "结合",
    "围绕", "立足", "建设", "推动", "促进", "服务", "打造", "牢记", "全体", "各位", "的", "了", "在", "到",
    "对", "向", "从",
    "由", "与", "和", "及", "为", "是", "把", "被", "将", "给", "让", "请", "使", "按", "如", "像", "比",
    "跟", "同", "或",
    "即", "至", "赴", "去", "说", "以", "于", "有",
)  # fmt: skip
"""Words that may stand right before a name and are no part of one."""

_LEAD = "|".join(sorted(_LEADING, key=len, reverse=True))
_FUNCTION = (
    "的了是在和与及对各全我你他她它本该这那每某些有无不要能会可也都就把被让给从到向"
    "个们着过得很更最为以于或其所之再又才先还已报送交找什怎由去级哪护谁几等么吗吧劝"
)
"""Characters that are never part of a name here, though some name may have one."""

_STEM = rf"(?:(?![{_FUNCTION}])[{HAN}])"
_PLACE = Pattern(
    rf"(?:(?:^|(?<=[^{HAN}A-Za-z0-9]))(?:{_LEAD})?+|{_LEAD})({_STEM}{{1,4}}?)(自治区|自治州|街道|省|市|县|"
    rf"区|镇|乡)"
    r"(?![场民容价别分域间块级略份去下钱事静定压村亲愁])",
    *"区州道省市县镇乡",
)
_BODY = Pattern(
    rf"(?:(?:^|(?<=[^{HAN}A-Za-z0-9]))(?:{_LEAD})?+|{_LEAD})({_STEM}{{2,8}}?)(大学|学院|中学(?!习)|小学|医院|集"
    rf"团|有限公司|有限责任公司)"
)
_NO_NAME_BEFORE = {
    "市": "城都超股门集夜菜楼车房债汇期县省级上入退闹黑早罢救花米农灯",
    "县": "郡市省困强富弱级属郊大小穷",
    "区": (
        "地社园景灾山小校片辖城郊误禁矿林牧老特战库厂营军防院病边盲雷住发新范验税护业务公活聚集能"
        "心点政治东西南北市县农汛疫污流海港库坝滩湿草沙学教商街选分大时展游治示乡治工险舍室岗位料货"
    ),
    "镇": "城集乡冰坐古重名强色制心大小村县建老",
    "乡": "城家故老下返回还水梦山侨民族大小他异同镇县",
    "街道": "条乡镇村区各",
    "自治区": "族",
    "自治州": "族",
}
"""The last character of what stands before such an ending and is no name: 城市, 社区, 节省."""

_PROVINCES = (
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
    "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾",
)  # fmt: skip
_GENERAL = Pattern(
    "[一两二三四五六七八九十几]家|人民|中心|公立|民营|私立|国有|乡镇|县级|市级|省级|重点|高等|职业|"
    "技工|中央|中医|妇幼|专科|综合|附属|"
    "基层|农村|城区|定点|"
    "普通|高级|初级|完全|希望|党|子|分|母|总|大型|中型|小型|骨干|龙头|上市|股份|责任|建筑|保险|科技|投资|"
    "平台|城投|国企|央企|"
    "中小|时代|上级|下级|外地|当地|各地|偏偏|转诊|出院|住院|师范|本科|老年|示范|试点|县|市|省|区|镇|乡|部队|全科|大中"
)
_SOME = Pattern(
    "兄弟|周边|相邻|邻近|附近|有关|相关|先进|试点|示范|贫困|脱贫|沿海|沿边|沿江|内陆|部分|多数|许多|其他|"
    "其它|不少|一些|个别|所有|广大|"
    "百强|地级|直辖|副省|单列|开放|[东西南北中]部|[今去明前后当近]年|[年月日]$|[当目]前|现在|同时|政府|企"
    "业|机关|党委|书记|主要|共同|"
    "整个|多个|若干|自治|特别|行政|经济|工业|农业|产业|高新|革命|首都|文明|卫生|园林|森林|智慧|海绵|宜居|"
    "无废|创建|样板|标杆|"
    "落实|执行|贯彻|统筹|保障|推进|推动|加强|强化|开展|召开|传达|提升|完成|确保|加快|深化|聚焦|紧扣|"
    "依托|争取|力争|争创|协调|配合|指导|督促|检查|联系|走遍|覆盖|服从|请示|提请|接受|建成|成立|撤销|"
    "申报|出台|印发|转发|实现|达到|成为|作为|走在|处于|面向|面对|事关|关系|影响|维护|保持|体现|展示|展现"
)
_KINDS = (
    *((kind, kind) for kind in ("省", "市", "县", "区", "旗", "镇", "乡", "街道")),
    *((kind, kind) for kind in ("公司", "集团", "局", "厅", "委")),
    *((ending, "校") for ending in ("学校", "中学", "小学", "大学")),
    *((ending, "院") for ending in ("学院", "医院")),
    ("委员会", "委"),
)
"""What a unit's name ends in, and what such a unit calls itself: 我校, 我院."""
_SUPERIORS = {
    "县": "市省",
    "区": "市省",
    "旗": "市",
    "镇": "县区市省",
    "乡": "县区市省",
    "街道": "县区市省",
    "市": "省",
}
_OWN = Pattern(
    rf"(?<![{HAN}])(我)(省|市|县|区|旗|镇|乡|街道|校|院|公司|集团|局|厅|委)(?!长|员|托|派|任|屈|部)", "我"
)
_AREAS = "省市县区旗镇乡"


def named_units(text: str) -> tuple[str, ...]:
    """The names of places, schools, hospitals and companies that surely stand in `text`."""
    matches = (*_PLACE.finditer(text), *_BODY.finditer(text))
    return tuple(match[1] + match[2] for match in matches if _is_name(match[1], match[2]))


def _foreign(document: Document) -> Iterator[tuple[int, Spot]]:
    if document.known is None:
        return
    known = "\n".join(document.known)
    for index, paragraph in enumerate(document.paragraphs):
        for match in (*_PLACE.finditer(paragraph.plain), *_BODY.finditer(paragraph.plain)):
            name = match[1] + match[2]
            if not _is_known(match[1], match[2], known) and _is_name(match[1], match[2]):
                yield (
                    index,
                    Spot(match.start(1), match.end(), f"“{name}”不在单位信息里，是不是别的单位的名称？"),
                )


def _is_known(stem: str, ending: str, known: str) -> bool:
    """Whether the name, or all of it but its first characters (到|云溪县), is known."""
    return stem in known or any(stem[at:] + ending in known for at in range(1, len(stem) - 1))


def _is_name(stem: str, ending: str) -> bool:
    if ending == "省":
        return stem in _PROVINCES
    if ending in _NO_NAME_BEFORE:
        return len(stem) > 1 and stem[-1] not in _NO_NAME_BEFORE[ending] and not _SOME.search(stem)
    return not _GENERAL.search(stem) and not (ending == "小学" and stem.endswith("中"))


def _own_kind(document: Document) -> Iterator[tuple[int, Spot]]:
    """我县 in the speech of a town or a school."""
    kind = _kind(document.known or ())
    if not kind:
        return
    allowed = _SUPERIORS.get(kind, _AREAS if kind not in _AREAS else "") + kind
    for index, paragraph in enumerate(document.paragraphs):
        for match in _OWN.finditer(paragraph.plain):
            if match[2] not in allowed:
                yield (
                    index,
                    Spot(*match.span(), f"单位是“{(document.known or ('',))[0]}”，这里却说“{match[0]}”"),
                )


def _kind(known: Sequence[str]) -> str:
    """How the unit, the first of `known`, speaks of itself: 市, 校 …; "" when unclear."""
    unit = known[0] if known else ""
    return next((kind for ending, kind in _KINDS if unit.endswith(ending)), "")


_UNIT = ("云溪县", "临江市委", "青石镇")

RULES = (
    Rule(
        "N01", "别的单位的名称", Level.LIKELY,
        "给了单位信息（--details，或稿子自己的来历）时，凡是不在里面的地名、校名、院名都报出来。"
        "上级和兄弟单位的名称写进单位信息的任何一项，就不再报。",
        "今天，望江县的各位局长都到了。", "今天，云溪县的各位局长都到了。",
        "实务", _foreign, known=_UNIT, piecewise=False,
    ),
    Rule(
        "N02", "自称不对", Level.LIKELY,
        "单位是县，稿子里却说“我区”“我校”，多半是从别处抄来的。",
        "今年，我区要办十件实事。", "今年，我县要办十件实事。",
        "实务", _own_kind, known=_UNIT, piecewise=False,
    ),
)  # fmt: skip
