"""How a person made all paragraphs of one style look, beyond their style.

Somebody who marks everything and chooses a font, or lets Word number the headings, wants
that for a paragraph that is put in too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import partial

from lxml import etree

from .lines import Line
from .ooxml import w
from .runs import run_of
from .styles import StyleName

_told = partial(etree.tostring, with_tail=False)
_OWN = {
    w(name)
    for name in (
        "pStyle", "rStyle", "sectPr", "rPr", "pPrChange", "rPrChange", "framePr", "pageBreakBefore",
        "highlight", "ins", "del", "moveFrom", "moveTo",
    )
}  # fmt: skip
"""Properties that belong to one paragraph or run."""


def shared_by_paragraphs(lines: Sequence[Line], style: StyleName) -> list[etree._Element]:
    """The properties that all paragraphs of a style have, copied, in the order of the schema."""
    return _common([line.element.find(w("pPr")) for line in lines if line.style is style])


def shared_by_runs(lines: Sequence[Line], style: StyleName) -> list[etree._Element]:
    """The same of their runs."""
    return _common([run.find(w("rPr")) for line in lines if line.style is style for run in _runs(line)])


def _runs(line: Line) -> Iterator[etree._Element]:
    for run in dict.fromkeys(run_of(piece.element) for piece in line.pieces if piece.text.strip()):
        if run is not None:
            yield run


def _common(found: Sequence[etree._Element | None]) -> list[etree._Element]:
    if not found or any(properties is None for properties in found):
        return []
    first, *others = [properties for properties in found if properties is not None]
    shared = {_told(one) for one in first}.intersection(*({_told(one) for one in other} for other in others))
    return [deepcopy(one) for one in first if one.tag not in _OWN and _told(one) in shared]
