"""The outline: which lines of the text are headings, and at which level each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from ..model.speech import DEEPEST_LEVEL
from ..text.numerals import numeral
from .address import split_salutation
from .numbers import leading_number, lone_number
from .paragraph import Paragraph
from .phrases import is_point, is_prose
from .sequences import Chain, heading_chains
from .shape import LONGEST, STOPPED, Candidate, candidates
from .tidying import unspaced

_RANK = (
    "part",
    "han",
    "ordinal",
    "bare",
    "look",
    "plain",
    "han bracketed",
    "dotted 1",
    "arabic",
    "dotted 2",
    "arabic bracketed",
    "circled",
)
"""The kinds from the top down, where the text itself does not tell which stands in which."""

_FEWEST_PLAIN, _MOST_LOOKS = 3, 15


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is a heading: where it is, its level and number (0 for none), its text, and what
    stands after it in the line."""

    place: int
    level: int
    value: int
    text: str
    rest: str = ""
    is_item: bool = False


def headings_of(lines: Sequence[Paragraph]) -> tuple[Heading, ...]:
    """The headings among the lines of a speech's text, with their levels from 1."""
    found = candidates(lines)
    chains = heading_chains(found, [line.text for line in lines])
    styled = [one for one in found if not one.value]
    chains += [[one] for one in _as_numbered(styled, chains)]
    if not any(chain[0].kind in ("part", "han") or chain[0].is_styled for chain in chains):
        chains += _looks(lines, {one.place for chain in chains for one in chain})
    return tuple(_levelled(chains))


def with_numbers_joined(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, a number that stands alone on one put before the heading on the next.

    A bare 01 or 一 does so only where the next number stands alone, too.
    """
    counted = _counted(lines)
    joined: list[Paragraph] = []
    held: Paragraph | None = None
    for place, line in enumerate(lines):
        if held is not None and _may_be_numbered(line):
            line, held = line.saying(held.text + line.text, held), None
        elif held is not None:
            joined.append(held)
            held = None
        number = leading_number(line.text) if len(line.text) < 10 and not line.is_table else None
        if place in counted:
            held = line.saying(f"{numeral(counted[place])}、")
        elif number is not None and number.end == len(line.text):
            held = line
        else:
            joined.append(line)
    return joined if held is None else [*joined, held]


def _counted(lines: Sequence[Paragraph]) -> dict[int, int]:
    """The lines that are nothing but 01, 02, 03 … over headings, and their values."""
    alone = [
        (place, value)
        for place, line in enumerate(lines[:-1])
        if (value := lone_number(line.text)) and _may_be_numbered(lines[place + 1])
    ]
    run: dict[int, int] = {}
    for place, value in alone:
        if value == len(run) + 1:
            run[place] = value
    return run if len(run) > 1 else {}


def _may_be_numbered(line: Paragraph) -> bool:
    """Whether a line is a heading that may lack its number: short, and no sentence."""
    text = line.text
    return not line.is_table and (
        len(text) <= LONGEST
        and text[-1] not in "。；;，,、：:"
        and leading_number(text) is None
        and not lone_number(text)
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


def _as_numbered(styled: Sequence[Candidate], chains: Sequence[Chain]) -> list[Candidate]:
    """Lines with a heading's style, as of the kind of the numbered ones that have the same style."""
    kinds = {one.look[2]: one.kind for chain in chains for one in chain if one.is_styled}
    return [
        Candidate(one.place, kinds.get(one.look[2], one.kind), 0, one.text, look=one.look) for one in styled
    ]


def _looks(lines: Sequence[Paragraph], numbered: set[int]) -> list[Chain]:
    """Short lines that look alike, bold, centred or plain, over longer text that no 一、 heads."""
    places = [
        place for place in range(len(lines) - 1) if place not in numbered and _stands_over(lines, place)
    ]
    set_off = [place for place in places if _is_set_off(lines[place]) and not _is_set_off(lines[place + 1])]
    if 2 <= len(set_off) <= _MOST_LOOKS and len(set_off) * 2 <= len(lines):
        return [[Candidate(place, "look", 0, unspaced(lines[place].text))] for place in set_off]
    plain = [place for place in places if place and not numbered and _is_far_shorter(lines, place)]
    if _FEWEST_PLAIN <= len(plain) <= _MOST_LOOKS and len(plain) * 2 <= len(lines):
        return [[Candidate(place, "plain", 0, unspaced(lines[place].text))] for place in plain]
    return []


def _stands_over(lines: Sequence[Paragraph], place: int) -> bool:
    text, after = lines[place].text, lines[place + 1].text
    return not lines[place].is_table and (
        4 <= len(text) <= 30
        and text[-1] not in "。！；：，、？!?:;,.…”"
        and (len(after) > len(text) or after[-1] in "。！；")
        and not is_point(text)
        and split_salutation(text) is None
        and split_salutation(after) is None
    )


def _is_set_off(line: Paragraph) -> bool:
    return line.bold or line.is_centred


def _is_far_shorter(lines: Sequence[Paragraph], place: int) -> bool:
    after = lines[place + 1].text
    return is_prose(after) and len(after) > 2 * len(lines[place].text)


def _levelled(chains: Sequence[Chain]) -> list[Heading]:
    """The headings in their order, each one level under the one that it stands in."""
    order = _order(chains)
    every = sorted((one for chain in chains for one in chain), key=lambda one: one.place)
    open_: list[str] = []
    headings: list[Heading] = []
    for one in every:
        while open_ and order[open_[-1]] >= order[one.kind]:
            open_.pop()
        if len(open_) < DEEPEST_LEVEL:
            open_.append(one.kind)
            is_item = one.form == STOPPED and not one.rest
            headings.append(Heading(one.place, len(open_), one.value, one.text, one.rest, is_item))
    return headings


def _order(chains: Sequence[Chain]) -> dict[str, int]:
    """The kinds of number from the top down: one is above another whose sequences lie inside it."""
    by_kind: dict[str, list[Chain]] = {}
    for chain in chains:
        by_kind.setdefault(chain[0].kind, []).append(chain)
    inside = {
        (outer, inner): _count_inside(by_kind[inner], by_kind[outer])
        for outer in by_kind
        for inner in by_kind
        if outer != inner
    }

    def above(one: str, other: str) -> int:
        if one.startswith("style") and other.startswith("style"):
            return -1 if one < other else 1
        return inside[other, one] - inside[one, other] or _rank(one) - _rank(other)

    return {kind: place for place, kind in enumerate(sorted(by_kind, key=cmp_to_key(above)))}


def _count_inside(inner: Sequence[Chain], outer: Sequence[Chain]) -> int:
    """How many sequences lie between two headings that follow each other in another kind."""
    from bisect import bisect

    places = sorted(one.place for chain in outer for one in chain)
    spans = [(bisect(places, chain[0].place), bisect(places, chain[-1].place)) for chain in inner]
    return sum(first > 0 and first == last for first, last in spans)


def _rank(kind: str) -> int:
    if kind.startswith("style"):
        return -1
    return _RANK.index(kind) if kind in _RANK else _RANK.index("ordinal")
