"""What stands before and after a paragraph, past the marks that may lie between,
and whether its own mark stays.

Source: ECMA-376 part 1, clauses 17.13.5.15 and 17.13.5.20 (a paragraph's mark deleted, inserted),
17.6.18 (a section that ends with a paragraph).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree

from .ooxml import w

_PARAGRAPH, _PROPERTIES = w("p"), w("pPr")
_BLOCKS = {_PARAGRAPH, w("tbl"), w("sdt"), w("customXml"), w("altChunk"), w("sectPr")}


def following(paragraph: etree._Element) -> etree._Element | None:
    """The block after `paragraph` in what holds it; None for the last one of that."""
    found = next((one for one in paragraph.itersiblings() if one.tag in _BLOCKS), None)
    return None if found is None or found.tag == w("sectPr") else found


def preceding(paragraph: etree._Element) -> etree._Element | None:
    """The block before `paragraph` in what holds it."""
    return next((one for one in paragraph.itersiblings(preceding=True) if one.tag in _BLOCKS), None)


def section_of(paragraph: etree._Element) -> etree._Element | None:
    """The set-up of the section that ends with `paragraph`; None where none does."""
    return paragraph.find(f"{_PROPERTIES}/{w('sectPr')}")


def mark_to_remove(
    joined: Sequence[etree._Element], gone: Collection[etree._Element]
) -> etree._Element | None:
    """The paragraph whose mark goes with those that are seen as one; None where an empty one has to stay.

    It is the last one's own, but the last mark of all, or of a cell, stays, and the one before
    those that are `gone` goes for it, unless a section ends there.
    """
    last: etree._Element | None = joined[-1]
    while last is not None and last in gone:
        last = following(last)
    if last is not None:
        return joined[-1]
    before = preceding(joined[0])
    if before is None or before.tag != _PARAGRAPH or section_of(before) is not None:
        return None
    return before
