"""What each paragraph of the file is, once the parts of the speech are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from ..model.speech import Role
from .paragraph import Paragraph
from .recognised import Placed

Part: TypeAlias = tuple[Placed, Paragraph, str]
"""What a line is, the line, and how much of it is that."""


def roles_of(parts: Iterable[Part]) -> dict[int, Placed]:
    """What each paragraph of the file is, by its number; of several things, what most of it is.

    A heading with text behind it is text that begins with a heading.
    """
    found: dict[int, Counter[Placed]] = {}
    for placed, line, text in parts:
        for place in line.places:
            found.setdefault(place, Counter())[placed] += len(text)
    return {place: _placed(shares) for place, shares in found.items()}


def _placed(shares: Counter[Placed]) -> Placed:
    first = next(iter(shares))
    text = {placed: share for placed, share in shares.items() if placed.role is not Role.HEADING and share}
    return Placed(max(text, key=text.__getitem__).role, first.level) if text else first
