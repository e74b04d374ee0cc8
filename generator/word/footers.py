"""The page numbers of a document: where in its headers and footers they stand, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from ..model.appearance import PageNumber
from .ooxml import r, w
from .opened import Opened
from .properties import OFF, Resolver, over, paragraph_properties, run_properties

_PAGE = re.compile(r"\s*PAGE\b")
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
            root = self._roots.get((kind, wanted))
            for paragraph in () if root is None else root.iter(w("p")):
                text = "".join(_texts(paragraph))
                if "\0" in text:
                    return self._number(paragraph, text, type == "even")
        return None

    @property
    def are_to_stay(self) -> bool:
        """Whether a footer says something besides the number, or the number stands in a header."""
        return any(
            _has_words(root) if kind == "footer" else _has_number(root)
            for (kind, _), root in self._roots.items()
        )

    def _number(self, paragraph: etree._Element, text: str, is_even: bool) -> PageNumber:
        number = "- 1 -" if self._dashed else "1"
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        id = self._resolver.default if style is None else style.get(w("val"), "")
        properties = over(self._resolver.paragraph_style(id), paragraph_properties(paragraph.find(w("pPr"))))
        run = next((run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None), None)
        if run is not None:
            properties = over(properties, run_properties(run.find(w("rPr"))))
        size = properties.get("r.sz", "20")
        align = self._align(paragraph, text, properties.get("jc", ""), is_even)
        return PageNumber(
            text.replace("\0", number).strip(), align, int(size) / 2 if size.isdecimal() else 10.0
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
    return mark is not None and mark.get(w("val"), "1") not in OFF


def _has_number(root: etree._Element) -> bool:
    return any("\0" in "".join(_texts(paragraph)) for paragraph in root.iter(w("p")))


def _has_words(root: etree._Element) -> bool:
    """A picture counts as words, a box that the number is in does not."""
    drawings = root.iter(w("drawing"), w("pict"), w("object"))
    if any(next(drawing.iter(w("txbxContent")), None) is None for drawing in drawings):
        return True
    texts = ("".join(_texts(paragraph)) for paragraph in root.iter(w("p")))
    return any(char.isalnum() for text in texts for char in text.replace("第\0页", "").replace("\0", ""))


def _texts(paragraph: etree._Element) -> Iterator[str]:
    """The text of a paragraph, a NUL for the number of the page; fields show what they last did."""
    depth: list[bool] = []
    for element in paragraph.iter(etree.Element):
        if element.tag == w("fldSimple") and _PAGE.match(element.get(w("instr"), "")):
            yield "\0"
        elif element.tag == w("instrText") and depth and _PAGE.match(element.text or ""):
            depth[-1] = True
            yield "\0"
        elif element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                depth.append(False)
            elif kind == "end" and depth:
                depth.pop()
        elif element.tag == w("t") and not any(depth) and not _in_page_field(element):
            yield element.text or ""
        elif element.tag in (w("tab"), w("ptab")) and element.get(w("pos")) is None:
            yield "\t"


def _in_page_field(element: etree._Element) -> bool:
    return any(
        ancestor.tag == w("fldSimple") and _PAGE.match(ancestor.get(w("instr"), ""))
        for ancestor in element.iterancestors()
    )
