"""表述: organs that have another name now, or are no more (organs.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .document import Document
from .listed import read_groups
from .rule import Level, Rule, Spot
from .words import Words, find_words, read_words

_FORMER = ("原", "时任", "时称", "前身是", "前身为", "撤销", "不再保留")
"""What stands before a name that is said as a former one."""


@cache
def former_names() -> Words:
    """Names of organs that have new ones."""
    return read_words([{**group, "level": Level.HINT.value} for group in read_groups("organs.yaml")])


def _former(document: Document) -> Iterator[tuple[int, Spot]]:
    message = "“{wrong}”是{year}年机构改革以前的名称，现在是“{right}”，请核对"
    for index, spot in find_words(document, former_names(), Level.HINT, message):
        before = document.paragraphs[index].plain[max(0, spot.start - 6) : spot.start]
        if not any(word in before for word in _FORMER):
            yield index, spot


RULES = (
    Rule(
        "T04", "机构旧称", Level.HINT,
        "机构改革以后改了名称的，用现行名称；全部名称和出处在 generator/check/organs.yaml。"
        "引用当年的文件时不改，前面写了“原”“时任”的不报。",
        "由环保局牵头。", "由生态环境局牵头。",
        "实务：2018年、2023年党和国家机构改革方案", _former,
    ),
)  # fmt: skip
