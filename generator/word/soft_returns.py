"""Soft returns: line breaks in a paragraph that stand where a new paragraph should begin.

A title, the date and who speaks, typed as three lines of one paragraph, cannot each have a
look of their own, and text after a soft return has no indent. In a title, and within a
sentence, a soft return is right.

Source of the elements: ECMA-376 part 1, 17.3.3.1 (br), 17.3.1.22 (p).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from ..model.appearance import SoftReturn
from ..model.speech import Role
from ..recognise import Paragraph, Placed, recognise
from .lines import Line
from .ooxml import w
from .opened import Opened
from .reader import is_draft, paragraphs_of, placed_by_style
from .runs import like

_ENDS = "。！？：；”）"
_TITLE = Placed(Role.TITLE)
_PROPERTIES = w("pPr")
_OF_LAST = (w("sectPr"), w("pPrChange"))
"""What of a paragraph's properties only the last of the pieces has."""


def soft_returns(opened: Opened) -> tuple[SoftReturn, ...]:
    """The soft returns at which a paragraph should begin, and whether `divided` can begin one."""
    if not any("\n" in line.text for line in opened.lines):
        return ()
    return tuple(
        SoftReturn(number, place, _can_be_divided(opened.lines[number], place))
        for number, place in _wrong_ones(opened)
    )


def divided(opened: Opened) -> bytes:
    """The document with a paragraph in the place of each such soft return, where there can be one."""
    for one in reversed(soft_returns(opened)):
        if one.can_go:
            _divide(opened.lines[one.line].char(one.place).element)
    return opened.saved()


def _wrong_ones(opened: Opened) -> Iterator[tuple[int, int]]:
    pieces = [piece for number, one in enumerate(paragraphs_of(opened)) for piece in _pieces(number, one)]
    roles = _roles(opened, [(number, paragraph) for number, _, paragraph in pieces])
    for (at, (number, _, before)), (then, (after, place, _)) in pairwise(enumerate(pieces)):
        if number == after and _are_apart(roles[at], roles[then], before.text):
            yield number, place - 1


def _pieces(number: int, paragraph: Paragraph) -> Iterator[tuple[int, int, Paragraph]]:
    """The lines of a paragraph, each with the number of that and with its place in it."""
    place = 0
    for text in paragraph.text.split("\n"):
        if text.strip():
            yield number, place, replace(paragraph.saying(text), number="" if place else paragraph.number)
        place += len(text) + 1


def _roles(opened: Opened, pieces: Sequence[tuple[int, Paragraph]]) -> list[Placed | None]:
    """What each piece is: in a draft of ours by its style, but for what stands in a title."""
    if not is_draft(opened):
        return _recognised(dict(enumerate(one for _, one in pieces)), len(pieces))
    styled = [placed_by_style(opened.lines[number]) for number, _ in pieces]
    titles = {at: pieces[at][1] for at, placed in enumerate(styled) if placed == _TITLE}
    return [own or placed for own, placed in zip(_recognised(titles, len(pieces)), styled, strict=True)]


def _recognised(pieces: Mapping[int, Paragraph], count: int) -> list[Placed | None]:
    found = recognise(replace(one, places=(at,)) for at, one in pieces.items()).roles
    return [found.get(at) for at in range(count)]


def _are_apart(role: Placed | None, other: Placed | None, text: str) -> bool:
    """Whether what has a role and says `text` is a paragraph, and what comes after it is another."""
    if role is not None and other is not None and role != other:
        return True
    known = role or other
    if known is not None and known.role in (Role.TITLE, Role.BYLINE):
        return known.role is Role.BYLINE
    return text.rstrip()[-1] in _ENDS


def _can_be_divided(line: Line, place: int) -> bool:
    """Whether the soft return stands in a run of a plain paragraph: in no link, field or change.

    Of one that Word numbers only the first line has the number.
    """
    mark, run = line.char(place).element, line.char(place).run
    is_in_run = mark.tag in (w("br"), w("cr")) and run is not None and run.getparent() is line.element
    return is_in_run and not line.number


def _divide(mark: etree._Element) -> None:
    """Ends the paragraph at a soft return: what comes before gets one of its own, before it."""
    run = mark.getparent()
    assert run is not None
    paragraph = run.getparent()
    assert paragraph is not None
    first = [one for one in run.itersiblings(preceding=True) if one.tag != _PROPERTIES][::-1]
    rest = like(run)
    rest.extend(list(mark.itersiblings()))
    run.addnext(rest)
    run.remove(mark)
    made = etree.Element(w("p"))
    made.extend([deepcopy(one) for one in paragraph.findall(_PROPERTIES)])
    for gone in [one for name in _OF_LAST for one in made.findall(f"{_PROPERTIES}/{name}")]:
        made[0].remove(gone)
    made.extend([*first, run])
    paragraph.addprevious(made)
