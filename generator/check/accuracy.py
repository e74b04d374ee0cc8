"""事实: what a text states that its details do not, or state otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .document import HAN, Document
from .facts import Background, Fact, Kind, facts
from .misspelt import KnownNames
from .pattern import Pattern
from .rule import Level, Rule, Spot

_COUNTED = Pattern("的?(?:人数|数量|数目|总数|个数|件数|户数|家数|起数|金额|总额|数|额)?(?:（[^）]*）)?$")
"""What a label ends in, where the text says but what is counted: 轻伤人数, 轻伤."""
_LEADING = Pattern("(?:了|有|为|是|共|达到?|共有|共计|合计|仅|只有|约)+$")
_NUMBER = Pattern(r"[\d,.]+[^\d,.]{0,3}$")
_SHORTEST_LABEL = 2


def _unknown(document: Document) -> Iterator[tuple[int, Spot]]:
    for index, fact, _ in _compared(document):
        yield index, Spot(fact.start, fact.end, f"文中有、单位信息里没有的{fact.kind.value}：{fact.text}")


def _contradicted(document: Document) -> Iterator[tuple[int, Spot]]:
    for index, fact, otherwise in _compared(document, contradicted=True):
        yield index, Spot(fact.start, fact.end, f"{otherwise}，这里是“{fact.text}”")


def _compared(document: Document, contradicted: bool = False) -> Iterator[tuple[int, Fact, str]]:
    """The facts that are not known, each with what is known otherwise; "" where nothing is."""
    if document.known is None:
        return
    made = Background([document.said])
    texts = (*document.known, *document.details.values(), document.said)
    known, names = Background(texts), KnownNames(texts)
    for index, paragraph in enumerate(document.paragraphs):
        for fact in facts(paragraph.plain):
            if known.knows(fact) or names.meant(fact.text) is not None:
                continue
            otherwise = _otherwise(fact, paragraph.plain, made, document.details)
            if bool(otherwise) is contradicted:
                yield index, fact, otherwise


def _otherwise(fact: Fact, text: str, made: Background, details: Mapping[str, str]) -> str:
    """What the draft, as it was made, or the details say in the place of a number."""
    if fact.kind is not Kind.NUMBER:
        return ""
    if (other := made.otherwise(fact)) is not None:
        return f"生成时是“{other.text}”"
    before = _without(_LEADING, text[max(0, fact.start - 14) : fact.start])
    after = text[fact.end : fact.end + 8]
    for label, value in details.items():
        stem = _without(_COUNTED, label)
        if len(stem) >= _SHORTEST_LABEL and _NUMBER.match(value) and _is_said(stem, before, after):
            return f"单位信息里“{label}”是{value}"
    return ""


def _without(pattern: Pattern, text: str) -> str:
    """`text` without what `pattern` finds at its end."""
    return pattern.sub(lambda _: "", text)


def _is_said(stem: str, before: str, after: str) -> bool:
    """Whether a number is said of what a label names: right before it, or right after."""
    return before.endswith(stem) or bool(re.match(f"的?{re.escape(stem)}(?![{HAN}]{{0,2}}率)", after))


_DETAILS = ("临江市", "2026年3月12日", "张建国")

RULES = (
    Rule(
        "K01", "文中有，单位信息里没有", Level.HINT,
        "给了单位信息（--details，或稿子自己的来历）时，凡是单位信息和模板里都没有的数字、日期、人名、职务、部门、文件，"
        "都列出来，请核对出处。",
        "会上市民政局通报了45起案件。", "会上通报了有关情况。",
        "实务", _unknown, known=_DETAILS, piecewise=False,
    ),
    Rule(
        "K02", "和单位信息对不上", Level.LIKELY,
        "同一件事，文中的数字和单位信息里的、或者生成时的不一样。",
        "事故造成轻伤5人。", "事故造成轻伤3人。",
        "实务", _contradicted, known=_DETAILS, details={"轻伤人数": "3"}, piecewise=False,
    ),
)  # fmt: skip
