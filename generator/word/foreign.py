"""Anybody's .docx as paragraphs with hints: what it says, as it is seen in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from ..recognise import Paragraph, Recognised, recognise
from .numbering import Numbering
from .ooxml import w
from .opened import Opened
from .provenance import NAMESPACE
from .reader import read_opened
from .styles import Role, StyleSheet

_PARAGRAPH, _PROPERTIES, _RUN, _RUN_PROPERTIES, _TEXT = w("p"), w("pPr"), w("r"), w("rPr"), w("t")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_NOT_TEXT = frozenset(
    (
        _PROPERTIES,
        _RUN_PROPERTIES,
        w("del"),
        w("moveFrom"),
        w("txbxContent"),
        _PARAGRAPH,
        _FALLBACK,
        w("rt"),
        w("instrText"),
    )
)
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"(?:heading|标题|toc heading)\s*([1-9])", re.IGNORECASE)


def read_any_docx(data: bytes, name: str = "文档") -> Recognised:
    """The speech in a .docx: a draft of ours by its styles, any other by its text.

    Text of content controls, links, tables, text boxes and tracked insertions counts, that
    of deletions, headers and footers does not. Automatic numbers are text. Nothing outside
    the file is read. Raises DocumentError when it cannot be opened within bounds.
    """
    opened = Opened(data, name)
    if _is_ours(opened.parts) or _has_our_styles(opened.root, opened.styles, name):
        return Recognised(read_opened(opened))
    return recognise(_paragraphs(opened.root, Styles(opened.styles), Numbering.of(opened.numbering)))


@dataclass(frozen=True)
class _Look:
    """What a style or a paragraph says of its look; None where it says nothing."""

    alignment: str | None = None
    bold: bool | None = None
    size: float | None = None
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None

    def over(self, base: _Look) -> _Look:
        """This look, filled in from `base`."""
        said = {name: value for name, value in vars(self).items() if value is not None}
        return replace(base, **said)


class Styles:
    """The looks of the paragraph styles, each with what it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else list(root.iterchildren(w("style")))
        self._elements = {element.get(w("styleId"), ""): element for element in elements}
        default = next(
            (
                element
                for element in elements
                if element.get(w("default")) in ("1", "true") and element.get(w("type")) == "paragraph"
            ),
            None,
        )
        self.default = "" if default is None else default.get(w("styleId"), "")
        found = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}")
        self._base = _Look() if found is None else _look(None, found.find(_RUN_PROPERTIES))
        self._looks: dict[str, _Look] = {}

    def look(self, id: str) -> _Look:
        """The look of a style; a circle of styles ends where it closes."""
        if id not in self._looks:
            self._looks[id] = self._base
            element = self._elements.get(id)
            if element is not None:
                base = self.look(_value(element.find(w("basedOn"))) or "")
                self._looks[id] = _style_look(element).over(base)
        return self._looks[id]


def _is_ours(parts: Mapping[str, bytes]) -> bool:
    return any(NAMESPACE.encode() in part for name, part in parts.items() if name.startswith("customXml/"))


def _has_our_styles(document: etree._Element, styles: etree._Element | None, name: str) -> bool:
    """Whether paragraphs have the styles that only a draft's layout gives: Salutation, Closing."""
    if styles is None:
        return False
    roles = StyleSheet(styles, name).roles()
    ids = {roles[role] for role in (Role.SALUTATION, Role.CLOSING) if role in roles}
    used = {style.get(w("val")) for style in document.iter(w("pStyle"))}
    return bool(ids & used) and roles.get(Role.BODY) in used


def _paragraphs(root: etree._Element, styles: Styles, numbering: Numbering) -> Iterator[Paragraph]:
    repeated = {paragraph for fallback in root.iter(_FALLBACK) for paragraph in fallback.iter(_PARAGRAPH)}
    for element in root.iter(_PARAGRAPH):
        if len(element) and element not in repeated:
            paragraph = read_paragraph(element, styles, numbering)
            if paragraph is not None:
                yield paragraph


def _is_cell(element: etree._Element) -> bool:
    """Whether a paragraph is in one of several cells of a table's row."""
    cell = element.getparent()
    if cell is None or cell.tag != w("tc"):
        return False
    row = cell.getparent()
    return row is not None and len(row.findall(w("tc"))) > 1


def read_paragraph(element: etree._Element, styles: Styles, numbering: Numbering) -> Paragraph | None:
    """A `w:p` as a paragraph with hints, None when it says nothing; called in the order of the document."""
    look = _look_of(element, styles)
    text = "".join(_texts(element))
    if not text.strip():
        return None
    number = numbering.next(look.list_id, look.list_level or 0) if look.list_id not in (None, "0") else ""
    return Paragraph(
        text, look.alignment or "", bool(look.bold), look.size or 0.0, look.level, number,
        is_cell=_is_cell(element),
    )  # fmt: skip


def _look_of(element: etree._Element, styles: Styles) -> _Look:
    """The look of a paragraph: its own, that of its first run with text, that of its style."""
    properties = element.find(_PROPERTIES)
    style = None if properties is None else properties.find(w("pStyle"))
    base = styles.look(_value(style) or styles.default)
    run = next((run for run in element.iter(_RUN) if run.find(_TEXT) is not None), None)
    return _look(properties, None if run is None else run.find(_RUN_PROPERTIES)).over(base)


def _style_look(element: etree._Element) -> _Look:
    name = (_value(element.find(w("name"))) or "").strip()
    look = _look(element.find(_PROPERTIES), element.find(_RUN_PROPERTIES))
    heading = _HEADING.fullmatch(name)
    if name.lower() in ("title", "标题"):
        return replace(look, level=0)
    return replace(look, level=int(heading[1])) if heading else look


def _look(properties: etree._Element | None, run: etree._Element | None) -> _Look:
    alignment = level = list_id = list_level = bold = size = None
    if properties is not None:
        alignment = _value(properties.find(w("jc")))
        outline = _number(_value(properties.find(w("outlineLvl"))))
        level = outline + 1 if outline is not None and outline < 9 else None
        list_id = _value(properties.find(f"{w('numPr')}/{w('numId')}"))
        list_level = _number(_value(properties.find(f"{w('numPr')}/{w('ilvl')}")))
    if run is not None:
        mark = run.find(w("b"))
        bold = None if mark is None else mark.get(w("val"), "1") not in _OFF
        half_points = _number(_value(run.find(w("sz"))))
        size = None if half_points is None else half_points / 2
    return _Look(alignment, bold, size, level, list_id, list_level)


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph with insertions accepted, and deletions too."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == w("br"):
            yield "\n" if child.get(w("type"), "textWrapping") == "textWrapping" else ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _RUN and _is_hidden(child):
            continue
        elif child.tag not in _NOT_TEXT:
            yield from _texts(child)


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{_RUN_PROPERTIES}/{w('vanish')}")
    return mark is not None and mark.get(w("val"), "1") not in _OFF


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(w("val"))


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else None
