"""The body of a page: the part of its tree that holds the most prose and the least furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from ..recognise.address import split_salutation
from ..recognise.byline import split_byline
from ..recognise.phrases import is_thanks, is_title
from .html_tree import Block

_SHORTEST = 12
"""Characters without links that prose has at the least."""

_SHARE = 0.7
"""Of the page's prose that the body holds."""

_FURNITURE = 10
"""What a block of links costs besides its characters."""

_NEAR = 10
"""Blocks that are neither prose nor furniture and stand round the body that are taken to it."""

_LONGEST_HEAD = 90
_PROSE = re.compile(r"[，。；！？…]|[,;.!?](?=\s|[一-鿿]|$)")
_ASIDE_TAGS = frozenset(("nav", "footer", "aside"))
_ASIDE_WORDS = """
nav menu foot footer copyright breadcrumb sidebar comment comments related recommend hot rank pager login
"""
_ASIDE_NAMES = frozenset(_ASIDE_WORDS.split())
_NAME = re.compile(r"[a-zA-Z]+")
_MOST_NAMED = 300
"""Characters of a class and an id that are looked at."""


def body_of(root: etree._Element, blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the body is among the blocks of a page: the subtree whose sum is the highest, prose adding
    to it and furniture taking from it, and what holds most of the prose round that."""
    elements = list(root.iter(etree.Element))
    places = {element: place for place, element in enumerate(elements)}
    parents = [places.get(above, -1) if (above := one.getparent()) is not None else -1 for one in elements]
    values = [_value(block) for block in blocks]
    prose = _sums(blocks, [max(value, 0) for value in values], places, parents)
    aside = _aside(elements, parents, prose)
    inside = [places[block.element] for block in blocks]
    values = [
        -_FURNITURE - len(block.text) if aside[at] else value
        for block, value, at in zip(blocks, values, inside, strict=True)
    ]
    sums = _sums(blocks, values, places, parents)
    kept = _sums(blocks, [max(value, 0) for value in values], places, parents)
    best = max(range(len(elements)), key=lambda at: (sums[at], at))
    while parents[best] >= 0 and kept[best] < _SHARE * kept[0]:
        best = parents[best]
    costs = _sums(blocks, [min(value, 0) for value in values], places, parents)
    counts = _sums(blocks, [int(not _PROSE.search(block.text)) for block in blocks], places, parents)
    while (
        (parent := parents[best]) >= 0
        and costs[parent] == costs[best]
        and counts[parent] - counts[best] <= _NEAR
    ):
        best = parent
    return _widened(_range(best, inside, parents), blocks)


def _widened(body: tuple[int, int], blocks: Sequence[Block]) -> tuple[int, int]:
    """The body with a title, byline or salutation just above it, and the last words just below."""
    first, end = body
    while first > 0 and _is_head(blocks[first - 1]):
        first -= 1
    while end < len(blocks) and _is_end(blocks[end]):
        end += 1
    return first, end


def _is_head(block: Block) -> bool:
    text = " ".join(block.text.split())
    if block.paragraph.is_link or len(text) > _LONGEST_HEAD:
        return False
    return is_title(text) or split_salutation(text) is not None or bool(split_byline(text))


def _is_end(block: Block) -> bool:
    text = " ".join(block.text.split())
    return not block.paragraph.is_link and (is_thanks(text) or bool(split_byline(text)))


def _value(block: Block) -> int:
    """What a block adds to the parts of the page that it stands in."""
    if block.paragraph.is_link:
        return -_FURNITURE - block.plain - block.linked
    return block.plain if block.plain >= _SHORTEST and _PROSE.search(block.text) else 0


def _sums(
    blocks: Sequence[Block], values: Sequence[int], places: dict[etree._Element, int], parents: Sequence[int]
) -> list[int]:
    """For each element the sum of the values of the blocks in it."""
    sums = [0] * len(parents)
    for block, value in zip(blocks, values, strict=True):
        sums[places[block.element]] += value
    for place in range(len(parents) - 1, 0, -1):
        sums[parents[place]] += sums[place]
    return sums


def _aside(elements: Sequence[etree._Element], parents: Sequence[int], prose: Sequence[int]) -> list[bool]:
    """Whether each element says of itself that it is no body, or is in one that does; one that holds
    half of the page's prose is believed to be the body all the same."""
    aside: list[bool] = []
    for element, parent, amount in zip(elements, parents, prose, strict=True):
        is_small = amount * 2 < prose[0]
        aside.append((parent >= 0 and aside[parent]) or (is_small and _says_aside(element)))
    return aside


def _says_aside(element: etree._Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"[:_MOST_NAMED].lower()
    return element.tag in _ASIDE_TAGS or not _ASIDE_NAMES.isdisjoint(_NAME.findall(names))


def _range(body: int, inside: Sequence[int], parents: Sequence[int]) -> tuple[int, int]:
    """The first block in the body and the one after its last."""
    end = next((at for at in range(body + 1, len(parents)) if parents[at] < body), len(parents))
    found = [place for place, at in enumerate(inside) if body <= at < end]
    return (found[0], found[-1] + 1) if found else (0, len(inside))
