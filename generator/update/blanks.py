"""Blanks of a draft: how many were filled, and what a person wrote into one by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..text.merge import differences
from .paragraphs import Paragraph
from .sides import align_paragraphs

_BLANK = re.compile("【([^【】]+)】")


def open_labels(texts: Iterable[str]) -> Counter[str]:
    """How often each blank stands in `texts`, by its label."""
    return Counter(label for text in texts for label in _BLANK.findall(text))


def filled_by_hand(base: Sequence[Paragraph], theirs: Sequence[Paragraph]) -> Mapping[str, str]:
    """What a person wrote where the base has a blank, by its label, if it is blank elsewhere still."""
    before = open_labels(one.content for one in base)
    now = open_labels(one.content for one in theirs)
    wanted = {label for label, count in before.items() if 0 < now[label] < count}
    found: dict[str, str] = {}
    if not wanted:
        return found
    for match in align_paragraphs(base, theirs, parts=False):
        old, new = base[match.base[0]].content, theirs[match.other[0]].content
        for one in differences(old, new):
            blank = _BLANK.fullmatch(old[one.start : one.end])
            written = new[one.new_start : one.new_end].strip()
            if blank and blank[1] in wanted and written and "【" not in written:
                found.setdefault(blank[1], written)
    return found
