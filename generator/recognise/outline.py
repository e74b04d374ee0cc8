"""Which numbered lines are headings, and at which level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model.speech import DEEPEST_LEVEL
from ..text.numerals import numeral
from .numbers import leading_number
from .paragraph import Paragraph
from .phrases import SENTENCE_ENDS, split_salutation
from .tidying import unspaced

LONGEST = 60
"""Characters of a heading that stands on its own line."""

LONGEST_GLUED = 45

_RANK = (
    "part",
    "han",
    "ordinal",
    "han bracketed",
    "dotted 1",
    "arabic",
    "dotted 2",
    "arabic bracketed",
    "circled",
)
_TOP_KINDS = ("part", "han", "ordinal")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}时\d{0,2}分?")
_GAP = re.compile(r"(?<=[^ 　\t]{4})[ 　\t]+")
_TEXT_BEGINS = re.compile(
    "(?<=.{6})(?:今年以来|去年以来|近年来|近年|近期|一年来|多年来|长期以来|一直以来|当前|目前|刚才)，"
)
"""What begins the text where a heading is glued to it without a mark."""
_STOP = re.compile(f"[{SENTENCE_ENDS}]")


@dataclass(frozen=True)
class Heading:
    """A line that is a heading: where it is, its text, and what stands after it in the line."""

    place: int
    kind: str
    value: int
    text: str
    rest: str = ""
    is_item: bool = False
    is_styled: bool = False
    level: int = 0


def with_numbers_joined(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, a number that stands alone on one put before the heading on the next."""
    joined: list[Paragraph] = []
    held: Paragraph | None = None
    for line in lines:
        if held is not None and _may_be_numbered(line):
            line, held = line.saying(held.text + line.text, held), None
        elif held is not None:
            joined.append(held)
            held = None
        number = leading_number(line.text) if len(line.text) < 10 else None
        if number is not None and number.end == len(line.text):
            held = line
        else:
            joined.append(line)
    return joined if held is None else [*joined, held]


def _may_be_numbered(line: Paragraph) -> bool:
    """Whether a line is a heading that may lack its number: short, and no sentence."""
    text = line.text
    return (
        len(text) <= LONGEST
        and text[-1] not in "。；;，,、：:"
        and leading_number(text) is None
        and split_salutation(text) is None
    )


def renumbered(headings: Sequence[Heading]) -> tuple[str, ...]:
    """What to tell a person of numbers that skip or repeat: the writers count anew."""
    told: list[str] = []
    counts: list[tuple[int, int]] = []
    for heading in headings:
        del counts[heading.level :]
        if len(counts) < heading.level:
            counts.append((0, 0))
        last, count = counts[-1]
        counts[-1] = (heading.value, count + 1)
        if heading.value and heading.value != last + 1 and (last or not count):
            before = f"，前面一个是{numeral(last)}" if last else ""
            told.append(
                f"“{heading.text}”原来编为{numeral(heading.value)}{before}，现在编为{numeral(count + 1)}"
            )
    return tuple(told)


def headings_of(lines: Sequence[Paragraph]) -> tuple[Heading, ...]:
    """The headings among the lines of a speech's text, with their levels from 1."""
    found = [heading for place in range(len(lines)) if (heading := _candidate(lines, place)) is not None]
    levelled = _levelled(_without_early_lists(found))
    for _ in range(3):
        items = {heading.place for heading in _mere_items(levelled, lines)}
        kept = [heading for heading in levelled if heading.place not in items]
        if len(kept) == len(levelled):
            break
        levelled = _levelled([replace(heading, level=0) for heading in kept])
    return tuple(levelled) if levelled else tuple(_unnumbered(lines))


def _candidate(lines: Sequence[Paragraph], place: int) -> Heading | None:
    """The heading that a line would be, judged by itself."""
    line = lines[place]
    number = leading_number(line.text)
    if number is None:
        if (
            line.level is not None
            and line.level > 0
            and len(line.text) <= LONGEST
            and line.text[-1] not in "。；"
        ):
            return Heading(place, f"style {line.level}", 0, unspaced(line.text), is_styled=True)
        return None
    text = line.text[number.end :].strip()
    weak = number.kind in ("ordinal",) or line.text[number.end - 1] in "，,：:"
    if not text:
        return None
    shape = _shape(text, number.kind, weak)
    if shape is None:
        return None
    heading, rest, is_item = shape
    if not heading.strip():
        return None
    if not rest and not is_item and _CLOCK.match(heading):
        return None
    return Heading(place, number.kind, number.value, unspaced(heading), rest, is_item, bool(line.level))


def _shape(text: str, kind: str, weak: bool) -> tuple[str, str, bool] | None:
    """Heading, the text glued to it, and whether it may be a mere item; None for running text."""
    begun = _TEXT_BEGINS.search(text[:LONGEST]) if kind in _TOP_KINDS else None
    stop = _STOP.search(text[: LONGEST + 1])
    if begun and (stop is None or begun.start() < stop.start()) and not _inside(text[: begun.start()]):
        return text[: begun.start()].rstrip(" 　，"), text[begun.start() :], False
    if stop is None:
        return _unstopped(text, kind, weak)
    heading, rest = text[: stop.start()], text[stop.end() :].strip()
    if rest[:1] == "）" or _inside(heading):
        return None
    gap = _GAP.search(heading) if kind in _TOP_KINDS else None
    if gap and len(text) - gap.end() > 40 and _is_before_text(heading, gap):
        return heading[: gap.start()], text[gap.end() :].strip(), False
    if rest:
        if stop[0] in "；;" or len(heading) > LONGEST_GLUED or (weak and len(heading) > 30):
            return None
        return (heading + (stop[0] if stop[0] in "！？!?" else ""), rest, False)
    return None if stop[0] in "；;" or len(heading) > LONGEST_GLUED else (text, "", True)


def _is_before_text(heading: str, gap: re.Match[str]) -> bool:
    """Whether the text begins after a gap in a heading: what follows is no second half of a couplet."""
    first, second = gap.start(), len(heading) - gap.end()
    return second > 2 + 1.5 * first or ("，" in heading[:first] and abs(second - first) > 1)


def _unstopped(text: str, kind: str, weak: bool) -> tuple[str, str, bool] | None:
    if len(text) <= LONGEST:
        return None if text[-1] in "，,、；;" else (text, "", False)
    gap = _GAP.search(text[: LONGEST_GLUED + 1])
    if gap and kind in _TOP_KINDS:
        return text[: gap.start()], text[gap.end() :].strip(), False
    colon = re.search("[：:]", text[:26])
    if colon and kind in _TOP_KINDS and not weak:
        return text[: colon.start()], text[colon.end() :].strip(), False
    return None


def _inside(heading: str) -> bool:
    """Whether a sentence ends inside quotation marks or brackets: it goes on after them."""
    return heading.count("“") > heading.count("”") or heading.count("（") > heading.count("）")


def _without_early_lists(found: Sequence[Heading]) -> list[Heading]:
    """The candidates, without lists that stand before the first one of the highest kind."""
    kinds = {heading.kind for heading in found if heading.value == 1 and not heading.is_item}
    top = next((kind for kind in _RANK if kind in kinds), "")
    if top not in ("part", "han"):
        return list(found)
    first = next(place for place, heading in enumerate(found) if heading.kind == top and heading.value == 1)
    if top == "part" and any(heading.kind == "han" for heading in found[:first]):
        return list(found)
    styled = [heading for heading in found[:first] if heading.kind.startswith("style")]
    return [*(styled if len(styled) > 1 else []), *found[first:]]


def _levelled(found: Sequence[Heading]) -> list[Heading]:
    """The candidates whose numbers fit where they stand, with their levels."""
    open_: list[Heading] = []
    kept: list[Heading] = []
    for heading in found:
        depth = _depth(heading, open_, kept)
        if depth is None or depth >= DEEPEST_LEVEL:
            continue
        levelled = replace(heading, level=depth + 1)
        del open_[depth:]
        open_.append(levelled)
        kept.append(levelled)
    return kept


def _depth(heading: Heading, open_: Sequence[Heading], kept: Sequence[Heading]) -> int | None:
    """How many headings are above this one; None when its number fits nowhere."""
    if heading.kind.startswith("style"):
        return _styled_depth(heading, open_)
    for depth in range(len(open_) - 1, -1, -1):
        last = open_[depth]
        if last.kind == heading.kind:
            if last.value <= heading.value <= last.value + 2:
                return depth
            if heading.value == 1 and depth > 0:
                return depth
            return None
    if heading.value == 1:
        return len(open_)
    for depth in range(len(open_)):
        if open_[depth].value + 1 == heading.value and _akin(open_[depth].kind, heading.kind):
            return depth
    return 0 if not kept and heading.kind in ("han", "part") and 1 < heading.value < 10 else None


def _styled_depth(heading: Heading, open_: Sequence[Heading]) -> int:
    for depth, last in enumerate(open_):
        if last.kind.startswith("style") and last.kind >= heading.kind:
            return depth
    return len(open_)


def _akin(kind: str, other: str) -> bool:
    return (kind in _TOP_KINDS and other in (*_TOP_KINDS, "arabic")) or (
        other in _TOP_KINDS and kind == "arabic"
    )


def _mere_items(headings: Sequence[Heading], lines: Sequence[Paragraph]) -> list[Heading]:
    """Headings that are only items of a list: none of their siblings has text under it."""
    groups: dict[tuple[int, str], list[tuple[Heading, bool]]] = {}
    parents: list[int] = []
    for index, heading in enumerate(headings):
        del parents[heading.level - 1 :]
        key = (parents[-1] if parents else -1, heading.kind)
        end = headings[index + 1].place if index + 1 < len(headings) else len(lines)
        deeper = index + 1 < len(headings) and headings[index + 1].level > heading.level
        has_body = bool(heading.rest) or deeper or end - heading.place > 1
        groups.setdefault(key, []).append((heading, has_body))
        parents.append(index)
    lists = [group for group in groups.values() if _is_list(group)]
    used = {
        (heading.kind, heading.level)
        for group in groups.values()
        if group not in lists
        for heading, _ in group
    }
    return [heading for group in lists for heading, has_body in group if not _is_alone(group, used)]


def _is_alone(group: Sequence[tuple[Heading, bool]], used: set[tuple[str, int]]) -> bool:
    """Whether one heading with text under it has no sibling, and is of a kind that heads other parts."""
    heading, has_body = group[0]
    return len(group) == 1 and has_body and (heading.kind, heading.level) in used


def _is_list(group: Sequence[tuple[Heading, bool]]) -> bool:
    heading = group[0][0]
    if any(other.is_styled for other, _ in group):
        return False
    bodies = sum(has_body for _, has_body in group)
    clocks = sum(_CLOCK.search(heading.text) is not None for heading, _ in group)
    if clocks * 2 > len(group):
        return True
    if heading.kind in ("han", "part") and heading.level == 1:
        return False
    if len(group) > 1:
        return bodies <= (1 if any(item.is_item for item, _ in group) else 0) or (
            bodies == 1 and group[-1][1] and not any(h.rest for h, _ in group)
        )
    return not bodies or heading.is_item


def _unnumbered(lines: Sequence[Paragraph]) -> list[Heading]:
    """Short lines in bold or centred, where no line is numbered and there are several."""
    looks = [
        Heading(place, "look", 0, unspaced(line.text), level=1)
        for place, line in enumerate(lines[:-1])
        if (line.bold or line.is_centred)
        and 4 <= len(line.text) <= 30
        and line.text[-1] not in "。！；：，？!:"
        and len(lines[place + 1].text) > len(line.text)
    ]
    return looks if 2 <= len(looks) <= 15 and len(looks) * 2 <= len(lines) else []
