"""What each line would be as a heading, judged by itself: its number, its text, what is glued to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .address import split_salutation
from .numbers import leading_number
from .paragraph import Paragraph
from .phrases import SENTENCE_ENDS
from .tidying import unspaced

LONGEST = 60
"""Characters of a heading that stands on its own line."""

LONGEST_IN_SEQUENCE = 100
"""Of one whose neighbours in the sequence are headings."""

LONGEST_GLUED = 45
TOP_KINDS = ("part", "han", "ordinal")

LINE, STOPPED, GLUED, LONG, TEXT, ITEM = "line", "stopped", "glued", "long", "text", "item"
"""A line of its own, one that ends as a sentence, one with text glued to it, one too long, running
text, and an item of a list, which goes on after it."""

_GAP = re.compile(r"(?<=[^ 　\t]{4})[ 　\t]+")
_TEXT_BEGINS = re.compile(
    "(?<=.{6})(?:今年以来|去年以来|近年来|近年|近期|一年来|多年来|长期以来|一直以来|当前|目前|刚才)，"
)
"""What begins the text where a heading is glued to it without a mark."""

_LABEL = re.compile("([^：:，,、]{2,12})[：:]")
_SHORTEST_LABELLED = 3
_STOP = re.compile(f"[{SENTENCE_ENDS}]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line as a heading: its place, its number's form and value, its text and what follows in the line."""

    place: int
    kind: str
    value: int
    text: str
    rest: str = ""
    form: str = LINE
    mark: str = ""
    look: tuple[bool, bool, int] = (False, False, 0)
    is_weak: bool = False

    @property
    def is_styled(self) -> bool:
        return self.look[2] > 0

    @property
    def is_heading(self) -> bool:
        return self.form in (LINE, STOPPED, GLUED)


def candidates(lines: Sequence[Paragraph]) -> list[Candidate]:
    """Every line that a number opens, or that has a heading's style."""
    found = (_candidate(line, place) for place, line in enumerate(lines) if not line.is_table)
    return [one for one in found if one is not None]


def _candidate(line: Paragraph, place: int) -> Candidate | None:
    look = (line.bold, line.is_centred, line.level or 0)
    number = leading_number(line.text)
    if number is None:
        return _styled(line, place, look) if line.level else None
    text = line.text[number.end :].strip()
    if not text:
        return None
    mark = line.text[number.end - 1]
    form, heading, rest = _shape(text, number.kind, mark in "，,：:")
    if not heading.strip():
        return None
    return Candidate(
        place, number.kind, number.value, unspaced(heading), rest, form, mark, look, number.is_weak
    )


def _styled(line: Paragraph, place: int, look: tuple[bool, bool, int]) -> Candidate | None:
    """A line without a number that has the style of a heading, and is no sentence and no salutation."""
    text = line.text
    if len(text) > LONGEST or text[-1] in "。；：，" or split_salutation(text) is not None:
        return None
    return Candidate(place, f"style {line.level}", 0, unspaced(text), look=look)


def _shape(text: str, kind: str, is_weak: bool) -> tuple[str, str, str]:
    """The form of a numbered line, the heading in it and the text after that."""
    is_top = kind in (*TOP_KINDS, "bare")
    begun = _TEXT_BEGINS.search(text[:LONGEST]) if is_top else None
    stop = _STOP.search(text[: LONGEST_IN_SEQUENCE + 1])
    if begun and (stop is None or begun.start() < stop.start()) and not _is_inside(text[: begun.start()]):
        return GLUED, text[: begun.start()].rstrip(" 　，"), text[begun.start() :]
    if stop is None:
        return _unstopped(text, is_top and not is_weak, is_top)
    heading, rest = text[: stop.start()], text[stop.end() :].strip()
    if rest[:1] == "）" or _is_inside(heading):
        return TEXT, text, ""
    gap = _GAP.search(heading) if is_top else None
    if gap and len(text) - gap.end() > 20 and _is_before_text(heading, gap):
        return GLUED, heading[: gap.start()], text[gap.end() :].strip()
    if stop[0] in "；;":
        return ITEM, text, ""
    label = _LABEL.match(heading)
    if label and len(heading) - label.end() > _SHORTEST_LABELLED:
        return GLUED, label[1], text[label.end() :].strip()
    longest = LONGEST if is_top and not is_weak else LONGEST_GLUED
    if not rest:
        return (STOPPED if len(heading) <= longest else TEXT), text, ""
    heading += stop[0] if stop[0] in "！？!?" else ""
    is_short = len(heading) <= (30 if is_weak else longest)
    return (GLUED if is_short else TEXT), heading, rest


def _unstopped(text: str, may_part: bool, is_top: bool) -> tuple[str, str, str]:
    if len(text) <= LONGEST:
        return (ITEM if text[-1] in "，,、" and not is_top else LINE), text.rstrip("，,、"), ""
    gap = _GAP.search(text[: LONGEST_GLUED + 1]) if is_top else None
    if gap:
        return GLUED, text[: gap.start()], text[gap.end() :].strip()
    colon = re.search("[：:]", text[:26]) if may_part else None
    if colon:
        return GLUED, text[: colon.start()], text[colon.end() :].strip()
    return (LONG if len(text) <= LONGEST_IN_SEQUENCE else TEXT), text, ""


def _is_before_text(heading: str, gap: re.Match[str]) -> bool:
    """Whether the text begins after a gap in a heading: what follows is no second half of a couplet."""
    first, second = gap.start(), len(heading) - gap.end()
    return second > 2 + 1.5 * first or ("，" in heading[:first] and abs(second - first) > 1)


def _is_inside(heading: str) -> bool:
    """Whether a sentence ends inside quotation marks or brackets: it goes on after them."""
    return heading.count("“") > heading.count("”") or heading.count("（") > heading.count("）")
