"""A layout changed in the few things that people would restyle it for."""

from __future__ import annotations

from collections.abc import Mapping

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from ..model.layout_changes import LayoutChanges
from .ooxml import PARAGRAPH, RUN, STYLE, element, put, w
from .opened import Opened
from .resolver import Resolver
from .styles import HEADINGS, RUN_STYLES, StyleName

_BOLD_HEADINGS = HEADINGS[1:3]


def change_layout(opened: Opened, styles: Mapping[StyleName, str], changes: LayoutChanges) -> None:
    """Carries out `changes` in an opened layout, whose style ids are `styles`."""
    sheet = opened.needed(RT.STYLES)
    by_id = {style.get(w("styleId")): style for style in sheet.iter(w("style"))}
    if changes.pitch is not None:
        resolver = Resolver(sheet)
        for name, id in styles.items():
            if name not in RUN_STYLES and name is not StyleName.COMMENT_TEXT:
                _set_pitch(by_id[id], resolver.paragraph_style(id), changes.pitch)
    if changes.bolds_headings:
        for name in _BOLD_HEADINGS:
            _embolden(by_id[styles[name]])
    if changes.lead == "bold":
        _embolden(by_id[styles[StyleName.LEAD]])
    if changes.lead == "kaiti":
        font = (
            Resolver(sheet)
            .paragraph_style(styles[StyleName.HEADING_2])
            .get("r.rFonts.eastAsia", "楷体_GB2312")
        )
        _put(by_id[styles[StyleName.LEAD]], element("rFonts", eastAsia=font))
    if changes.centres_numbers:
        _centre_numbers(opened)


def _set_pitch(style: etree._Element, properties: Mapping[str, str], pitch: float) -> None:
    """An exact pitch; the space below keeps its lines."""
    line, after = (_twips(properties.get(f"spacing.{name}", "0")) for name in ("line", "after"))
    spacing = {"before": properties.get("spacing.before", "0"), "line": str(round(pitch * 20))}
    spacing["after"] = str(round(after * pitch * 20 / line)) if line else str(after)
    own = style.find(w("pPr"))
    if own is None:
        own = element("pPr")
        put(style, own, STYLE)
    put(own, element("spacing", **spacing, lineRule="exact"), PARAGRAPH)


def _twips(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _embolden(style: etree._Element) -> None:
    for name in ("b", "bCs"):
        _put(style, element(name))


def _put(style: etree._Element, property: etree._Element) -> None:
    own = style.find(w("rPr"))
    if own is None:
        own = element("rPr")
        put(style, own, STYLE)
    put(own, property, RUN)


def _centre_numbers(opened: Opened) -> None:
    """Puts the paragraphs of the footers that have a field in the middle."""
    for link in opened.main.rels.values():
        if link.reltype == RT.FOOTER:
            for paragraph in opened.root_of(link.target_part).iter(w("p")):
                if next(paragraph.iter(w("fldChar"), w("fldSimple")), None) is not None:
                    _centre(paragraph)


def _centre(paragraph: etree._Element) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = element("pPr")
        paragraph.insert(0, properties)
    put(properties, element("ind", left="0", right="0", firstLine="0"), PARAGRAPH)
    put(properties, element("jc", val="center"), PARAGRAPH)
