"""The settings that a draft takes from its layout: only those that decide how it looks."""

from __future__ import annotations

from lxml import etree

from .ooxml import W, parse, serialised, w

_KEPT = {
    "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter",
    "gutterAtTop", "defaultTabStop", "autoHyphenation", "evenAndOddHeaders", "drawingGridHorizontalSpacing",
    "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery",
    "doNotUseMarginsForDrawingGridOrigin", "noPunctuationKerning", "characterSpacingControl",
    "strictFirstAndLastChars", "noLineBreaksAfter", "noLineBreaksBefore", "themeFontLang",
    "clrSchemeMapping", "decimalSymbol", "listSeparator",
}  # fmt: skip
_AFTER_COMPAT = {"themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"}

_COMPAT = (
    "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
    "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout",
)  # fmt: skip
"""What Chinese Word sets, in the schema's order; doNotExpandShiftReturn keeps a justified
line that ends in a line break from being stretched."""


def layout_settings(part: bytes | None, file: str) -> bytes:
    """Settings for drafts of a layout that has the settings `part`; valid in their order.

    What is not about looks is left out: views, revision numbers, mail merge, an attached
    template, protection.
    """
    root = parse(part, f"{file}（settings.xml）") if part else etree.Element(w("settings"))
    settings = etree.Element(w("settings"), nsmap={"w": W})
    kept = [child for child in root if etree.QName(child).namespace == W and _name(child) in _KEPT]
    settings.extend([child for child in kept if _name(child) not in _AFTER_COMPAT])
    settings.append(_compat(root))
    settings.extend([child for child in kept if _name(child) in _AFTER_COMPAT])
    etree.cleanup_namespaces(settings)
    return serialised(settings)


def _compat(root: etree._Element) -> etree._Element:
    compat = etree.Element(w("compat"))
    for name in _COMPAT:
        etree.SubElement(compat, w(name))
    declared = root.findall(f"{w('compat')}/{w('compatSetting')}")
    compat.extend(declared or [_word_2013()])
    return compat


def _word_2013() -> etree._Element:
    """Without this Word opens a document in compatibility mode."""
    setting = etree.Element(w("compatSetting"))
    setting.set(w("name"), "compatibilityMode")
    setting.set(w("uri"), "http://schemas.microsoft.com/office/word")
    setting.set(w("val"), "15")
    return setting


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
