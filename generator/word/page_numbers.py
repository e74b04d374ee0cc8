"""The page numbers of a document: where in its headers and footers they stand, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from ..model.appearance import PageNumber
from .ooxml import r, w
from .opened import Opened
from .resolver import Resolver
from .text import Paragraphs, is_on, paragraphs, pieces

_PAGE = "\0"
"""Stands for the number of the page."""

_FRAMES = {"outside": ("right", "left"), "inside": ("left", "right")}
_ALIGN = {"start": "left", "end": "right", "": "left", "both": "left", "distribute": "center"}


class Footers:
    """The headers and footers that sections of a document use."""

    def __init__(self, opened: Opened, sections: Sequence[etree._Element], resolver: Resolver) -> None:
        self._resolver = resolver
        self._is_facing = is_facing(opened)
        self._roots: dict[tuple[str, str], etree._Element] = {}
        for section in sections:
            for kind in ("footer", "header"):
                for reference in section.iterchildren(w(f"{kind}Reference")):
                    part = opened.main.related_parts.get(reference.get(r("id")))
                    if part is not None:
                        self._roots[kind, reference.get(w("type"), "default")] = opened.root_of(part)
        self._dashed = any(
            form.get(w("fmt")) == "numberInDash" for one in sections for form in one.iter(w("pgNumType"))
        )

    def number(self, type: str) -> PageNumber | None:
        """The number on pages of a type: default (odd ones, or all) or even."""
        wanted = type if self._is_facing else "default"
        for kind in ("footer", "header"):
            for found, text in self._texts(self._roots.get((kind, wanted))):
                if _PAGE in text:
                    return self._number(found[-1], text, type == "even")
        return None

    @property
    def are_to_stay(self) -> bool:
        """Whether a footer says something besides the number, or the number stands in a header."""
        return any(
            self._has_words(root) if kind == "footer" else any(_PAGE in text for _, text in self._texts(root))
            for (kind, _), root in self._roots.items()
        )

    def _texts(self, root: etree._Element | None) -> Iterator[tuple[Paragraphs, str]]:
        for found in () if root is None else paragraphs(root):
            yield found, "".join(piece.text for piece in pieces(found, self._resolver.hidden, _PAGE))

    def _has_words(self, root: etree._Element) -> bool:
        """A picture counts as words, a box that the number is in does not."""
        drawings = root.iter(w("drawing"), w("pict"), w("object"))
        if any(next(drawing.iter(w("txbxContent")), None) is None for drawing in drawings):
            return True
        bare = (text.replace(f"第{_PAGE}页", "").replace(_PAGE, "") for _, text in self._texts(root))
        return any(char.isalnum() for text in bare for char in text)

    def _number(self, paragraph: etree._Element, text: str, is_even: bool) -> PageNumber:
        number = "- 1 -" if self._dashed else "1"
        properties = self._resolver.paragraph(paragraph)
        run = next((run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None), None)
        if run is not None:
            properties = self._resolver.run(run, properties)
        size = properties.get("r.sz", "20")
        align = self._align(paragraph, text, properties.get("jc", ""), is_even)
        return PageNumber(
            text.replace(_PAGE, number).strip(), align, int(size) / 2 if size.isdecimal() else 10.0
        )

    def _align(self, paragraph: etree._Element, text: str, jc: str, is_even: bool) -> str:
        if any(ancestor.tag == w("txbxContent") for ancestor in paragraph.iterancestors()):
            return ""
        frame = paragraph.find(f"{w('pPr')}/{w('framePr')}")
        if frame is not None:
            place = frame.get(w("xAlign"), "")
            return _FRAMES[place][is_even] if place in _FRAMES else place
        tabs = len(text) - len(text.lstrip("\t"))
        return ("center", "right")[min(tabs, 2) - 1] if tabs else _ALIGN.get(jc, jc)


def is_facing(opened: Opened) -> bool:
    """Whether odd and even pages have footers of their own."""
    mark = None if opened.settings is None else opened.settings.find(w("evenAndOddHeaders"))
    return mark is not None and is_on(mark)
