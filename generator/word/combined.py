"""Many speeches as one .docx for printing: each begins on an odd page, its pages numbered from 1."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from ..model.provenance import Provenance
from ..model.speech import Speech
from . import provenance as provenance_part
from .layout import CORE_PART, Layout
from .ooxml import w
from .package import deflated, pack, stored
from .writer import Body, core_properties

_BEFORE_TYPE = tuple(map(w, ("headerReference", "footerReference", "footnotePr", "endnotePr")))
_BEFORE_NUMBERS = (*_BEFORE_TYPE, *map(w, ("type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")))
"""What stands before w:type and w:pgNumType in w:sectPr: ECMA-376 part 1, 17.6.17."""


def write_combined(
    speeches: Iterable[Speech], layout: Layout, *, title: str, provenance: Provenance, created: datetime
) -> bytes:
    """The .docx of all `speeches`, in their order. Blanks are not highlighted: it is for print.

    `title` and `created` go into the properties; `provenance` makes it known as ours.
    """
    section = _section(layout)
    body = Body(layout, ())
    drafts = [list(body.paragraphs(speech)) for speech in speeches]
    drafts = [paragraphs for paragraphs in drafts if paragraphs]
    for paragraphs in drafts[:-1]:
        paragraphs[-1] = paragraphs[-1].replace("</w:pPr>", f"{section}</w:pPr>", 1)
    text = "".join(paragraph for paragraphs in drafts for paragraph in paragraphs)
    main = f"{layout.head}{text}{section}</w:body></w:document>"
    parts = [
        *layout.frames[False, True],
        deflated(layout.main, main.encode()),
        stored(CORE_PART, core_properties(title, "", created)),
    ]
    return pack([*parts, provenance_part.packed(provenance, parts)])


def _section(layout: Layout) -> str:
    """The layout's page set-up for a section that begins an odd page and counts from 1."""
    root = etree.fromstring((layout.head + layout.tail).encode())
    section = root.find(f"{w('body')}/{w('sectPr')}")
    assert section is not None, "every layout has a page set-up"
    _put(section, "type", "val", "oddPage", _BEFORE_TYPE)
    _put(section, "pgNumType", "start", "1", _BEFORE_NUMBERS)
    return etree.tostring(section, encoding="unicode", with_tail=False)


def _put(section: etree._Element, name: str, attribute: str, value: str, before: tuple[str, ...]) -> None:
    """Sets an attribute of a child of `section`, made where the schema wants it if need be."""
    child = section.find(w(name))
    if child is None:
        child = etree.Element(w(name))
        section.insert(sum(element.tag in before for element in section), child)
    child.set(w(attribute), value)
