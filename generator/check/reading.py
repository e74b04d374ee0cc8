"""朗读: what cannot be said in one breath, and what is said twice."""

from __future__ import annotations

from collections.abc import Iterator

from .document import Document, Paragraph
from .pattern import Pattern, is_han
from .rule import Level, Rule, Spot, in_running_text

LONGEST_BREATH = 45
LONGEST_SENTENCE = 90
LONGEST_PARAGRAPH = 400
SHORTEST_REPEATED = 14
SHORTEST_CLAUSE = 12
"""Characters without any mark, of a sentence, of a paragraph; of a sentence and a clause worth comparing."""

_BREATH = Pattern(r"[^，。；：！？、…—“”‘’《》（）()\n]+")
_CLAUSE = Pattern(r"[^，。！？；：…\n]+")
_SENTENCE = Pattern(r"[^。！？；…\n]+")


def _spoken(text: str) -> int:
    """Characters that are said aloud."""
    return sum(is_han(char) or (char.isascii() and char.isalnum()) for char in text)


def _breathless(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _BREATH.finditer(paragraph.plain):
        if len(match[0]) > LONGEST_BREATH and _spoken(match[0]) > LONGEST_BREATH:
            yield Spot(*match.span(), f"连着 {_spoken(match[0])} 个字没有停顿，一口气念不下来")


def _long_sentence(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _SENTENCE.finditer(paragraph.plain):
        if len(match[0]) > LONGEST_SENTENCE:
            yield Spot(*match.span(), f"这一句有 {len(match[0])} 个字，断成两句更好念")


def _long_paragraph(paragraph: Paragraph) -> Iterator[Spot]:
    if len(paragraph.text) > LONGEST_PARAGRAPH:
        yield Spot(0, len(paragraph.text), f"这一段有 {len(paragraph.text)} 个字，分成两段更好念")


def _repeated(document: Document) -> Iterator[tuple[int, Spot]]:
    first: dict[str, int] = {}
    for index, paragraph in enumerate(document.paragraphs):
        for match in _SENTENCE.finditer(paragraph.plain) if paragraph.is_running else ():
            sentence = match[0].strip("”“ 　")
            if len(sentence) < SHORTEST_REPEATED:
                continue
            if sentence in first:
                yield index, Spot(*match.span(), f"这一句和第 {first[sentence] + 1} 段里的一样")
            first.setdefault(sentence, index)


def _clause_twice(paragraph: Paragraph) -> Iterator[Spot]:
    """A clause that stands twice in a paragraph, word by word."""
    seen: set[str] = set()
    for match in _CLAUSE.finditer(paragraph.plain) if paragraph.is_running else ():
        clause = match[0].strip("”“ 　")
        if len(clause) < SHORTEST_CLAUSE:
            continue
        if clause in seen:
            yield Spot(*match.span(), f"这一段里“{clause}”说了两遍")
        seen.add(clause)


_WHO = "市财政局要会同各县区财政部门和所有列入清单的预算单位"
_SENTENCE_EXAMPLE = (
    "对清单上的每一个项目，主管部门要说清钱是什么时候拨的，拨给了谁，干成了哪些事，还剩多少没有花，"
    "没有花的打算怎么办，干不成的是哪里卡住了，要谁来帮，什么时候能开工，什么时候能完工，谁来验收"
)
_LONG = "清单里的事要一件一件过，过一件销一件，销不掉的写明原因。"

RULES = (
    Rule(
        "R01", "一口气念不下来", Level.HINT,
        f"连着 {LONGEST_BREATH} 个字以上没有标点，念的人要在半中间换气。",
        f"{_WHO}在每年三月底之前把上一年度没有执行完毕的资金全部清理收回国库。",
        f"{_WHO}，在每年三月底之前，把上一年度没有执行完毕的资金全部清理收回国库。",
        "实务", in_running_text(_breathless), piecewise=False,
    ),
    Rule(
        "R02", "句子太长", Level.HINT,
        f"一句超过 {LONGEST_SENTENCE} 个字，听的人记不住开头。",
        f"{_SENTENCE_EXAMPLE}。",
        "对清单上的每一个项目，主管部门要说清钱拨给了谁、干成了哪些事。没有花的，要说清打算怎么办。",
        "实务", in_running_text(_long_sentence), piecewise=False,
    ),
    Rule(
        "R03", "段落太长", Level.HINT,
        f"一段超过 {LONGEST_PARAGRAPH} 个字，念的人容易串行。",
        "".join(f"第{number}批，{_LONG}" for number in "一二三四五六七八九十甲乙丙丁"),
        f"第一批，{_LONG}",
        "实务", in_running_text(_long_paragraph), piecewise=False,
    ),
    Rule(
        "R04", "同一句话说了两遍", Level.LIKELY,
        f"{SHORTEST_REPEATED} 个字以上的句子一字不差地出现两次，多半是拼稿时重了。",
        "清单要在月底前报到市委办公室。\n逾期不报的点名。清单要在月底前报到市委办公室。",
        "清单要在月底前报到市委办公室。\n逾期不报的点名。",
        "实务", _repeated, piecewise=False,
    ),
    Rule(
        "R05", "一段里同样的话说了两遍", Level.LIKELY,
        f"同一段里，{SHORTEST_CLAUSE} 个字以上的分句一字不差地出现两次，多半是改稿时重了。",
        "由市财政局牵头逐项核对账目，核对完的列出清单，由市财政局牵头逐项核对账目，再报市政府。",
        "由市财政局牵头逐项核对账目，核对完的列出清单，再报市政府。",
        "实务", in_running_text(_clause_twice), piecewise=False,
    ),
)  # fmt: skip
