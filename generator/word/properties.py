"""What a style, a paragraph or a run says of its look, resolved through all it is based on.

Properties are a flat mapping: `jc`, `ind.left`, `spacing.line` of paragraphs, and with an
r before it (`r.sz`, `r.rFonts.eastAsia`, `r.spacing`) those of runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from lxml import etree

from .ooxml import W, w

Properties: TypeAlias = dict[str, str]

OFF = ("0", "false", "off", "none")
FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OF_ATTRIBUTES = ("ind", "spacing", "rFonts")
_FIRST, _HANGING = ("ind.firstLine", "ind.firstLineChars"), ("ind.hanging", "ind.hangingChars")
_SIDES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_PREFIX = f"{{{W}}}"


def paragraph_properties(element: etree._Element | None) -> Properties:
    """What a `w:pPr` says itself."""
    return {} if element is None else _flat(element, "")


def run_properties(element: etree._Element | None) -> Properties:
    """What a `w:rPr` says itself."""
    return {} if element is None else _flat(element, "r.")


def over(base: Properties, own: Properties) -> Properties:
    """`base` with `own` on top of it: what excludes each other goes."""
    if not own:
        return base
    gone: set[str] = set()
    for slot in FONT_SLOTS:
        named, themed = f"r.rFonts.{slot}", f"r.rFonts.{slot}Theme"
        if named in own or themed in own:
            gone |= {named, themed}
    for mine, theirs in ((_FIRST, _HANGING), (_HANGING, _FIRST)):
        if any(own.get(key, "0") != "0" for key in mine):
            gone |= set(theirs)
    return {key: value for key, value in base.items() if key not in gone} | own


class Resolver:
    """The properties of a document's styles, each over what it is based on."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None = None) -> None:
        elements = [] if styles is None else list(styles.iterchildren(w("style")))
        self._elements = {element.get(w("styleId"), ""): element for element in elements}
        self.default = next((id for id, element in self._elements.items() if _is_default(element)), "")
        defaults = None if styles is None else styles.find(w("docDefaults"))
        self._base: Properties = {}
        if defaults is not None:
            self._base = paragraph_properties(defaults.find(f"{w('pPrDefault')}/{w('pPr')}"))
            self._base |= run_properties(defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))
        self._fonts = _theme_fonts(theme)
        self._styles: dict[str, Properties] = {}

    def name(self, id: str) -> str:
        """The name of a style, "" for none."""
        element = self._elements.get(id)
        name = None if element is None else element.find(w("name"))
        return "" if name is None else name.get(w("val"), "")

    def paragraph_style(self, id: str) -> Properties:
        """What a paragraph of that style has, the document's defaults included."""
        return over(self._base, self.style(id))

    def style(self, id: str) -> Properties:
        """What a style says, itself or by what it is based on; a circle ends where it closes."""
        new: dict[str, etree._Element] = {}
        while id in self._elements and id not in self._styles and id not in new:
            new[id] = self._elements[id]
            based_on = new[id].find(w("basedOn"))
            id = "" if based_on is None else based_on.get(w("val"), "")
        found = self._styles.get(id, {})
        for name, element in reversed(new.items()):
            own = paragraph_properties(element.find(w("pPr"))) | run_properties(element.find(w("rPr")))
            found = self._styles[name] = over(found, own)
        return found

    def font(self, properties: Mapping[str, str], slot: str) -> str:
        """The font of a slot (eastAsia, ascii), "" where none is named; a theme's font by its name."""
        themed = properties.get(f"r.rFonts.{slot}Theme")
        if themed is not None:
            return self._fonts.get(themed.replace("HAnsi", "Ascii"), "")
        return properties.get(f"r.rFonts.{slot}", "")


def _flat(element: etree._Element, prefix: str) -> Properties:
    found: Properties = {}
    for child in element.iterchildren(etree.Element):
        name = str(child.tag).removeprefix(_PREFIX)
        if name == "numPr":
            found |= {f"num.{part}": _value(child.find(w(part))) for part in ("numId", "ilvl")}
        elif name in _OF_ATTRIBUTES and not (name == "spacing" and prefix):
            found |= {f"{prefix}{name}.{key}": value for key, value in _attributes(child)}
        elif name not in ("rPr", "sectPr", "pPrChange", "rPrChange"):
            found[prefix + name] = child.get(w("val"), "1")
    return found


def _attributes(element: etree._Element) -> Iterable[tuple[str, str]]:
    names = {str(key).removeprefix(_PREFIX): str(value) for key, value in element.items()}
    for key, value in names.items():
        if not (key in FONT_SLOTS and f"{key}Theme" in names):
            yield _SIDES.get(key, key), value


def _value(element: etree._Element | None) -> str:
    return "0" if element is None else element.get(w("val"), "0")


def _is_default(style: etree._Element) -> bool:
    return style.get(w("default")) in ("1", "true", "on") and style.get(w("type")) == "paragraph"


def _theme_fonts(theme: etree._Element | None) -> Mapping[str, str]:
    """The fonts of a theme by what `w:asciiTheme` calls them; Chinese ones where it has them."""
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        group = None if theme is None else next(theme.iter(f"{_A}{kind}Font"), None)
        if group is None:
            continue
        faces = {face.get("script"): face.get("typeface", "") for face in group.iterchildren(f"{_A}font")}
        fonts[f"{kind}Ascii"] = _typeface(group, "latin")
        fonts[f"{kind}EastAsia"] = _typeface(group, "ea") or faces.get("Hans", "")
    return fonts


def _typeface(group: etree._Element, kind: str) -> str:
    element = group.find(f"{_A}{kind}")
    return "" if element is None else element.get("typeface", "")
