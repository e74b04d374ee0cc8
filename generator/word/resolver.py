"""What a paragraph or a run has by itself, by its styles and all they are based on, by the document.

Properties are a flat mapping: `jc`, `ind.left`, `spacing.line` of paragraphs, and with an
r before it (`r.sz`, `r.rFonts.eastAsia`, `r.spacing`) those of runs.

Source: ECMA-376 part 1, clauses 17.7.2 (the order of styles), 17.7.3 (toggle properties), 17.7.4.6
(linked styles).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from .ooxml import W, w
from .text import NONE_HIDDEN, OFF, Hidden, style_id

Properties: TypeAlias = dict[str, str]

FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OF_ATTRIBUTES = ("ind", "spacing", "rFonts")
_FIRST, _HANGING = ("ind.firstLine", "ind.firstLineChars"), ("ind.hanging", "ind.hangingChars")
_SIDES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_PREFIX = f"{{{W}}}"
_TOGGLES = ("r.b", "r.bCs", "r.i", "r.iCs", "r.vanish", "r.caps", "r.smallCaps", "r.strike", "r.outline")
"""What two styles of different kinds, both with it, take back from each other."""


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
    """The properties of a document's paragraphs and runs, by its styles and its theme."""

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
        return _child_value(self._elements.get(id), "name")

    def line_of(self, id: str) -> Iterator[etree._Element]:
        """A style and those that it is based on; a circle ends where it closes."""
        passed: set[str] = set()
        while id in self._elements and id not in passed:
            passed.add(id)
            yield self._elements[id]
            id = _child_value(self._elements[id], "basedOn")

    def style(self, id: str) -> Properties:
        """What a style says, itself or by what it is based on."""
        line: list[etree._Element] = []
        found: Properties = {}
        for one in self.line_of(id):
            if (known := self._styles.get(one.get(w("styleId"), ""))) is not None:
                found = known
                break
            line.append(one)
        for one in reversed(line):
            found = over(found, paragraph_properties(one.find(w("pPr"))) | run_properties(one.find(w("rPr"))))
            self._styles[one.get(w("styleId"), "")] = found
        return found

    def paragraph_style(self, id: str) -> Properties:
        """What a paragraph of that style has, the document's defaults included; one of no style,
        or of one that there is not, has the default style."""
        return over(self._base, self.style(self._of_kind(id, "paragraph") or self.default))

    def paragraph(self, paragraph: etree._Element) -> Properties:
        """What a paragraph has by its style and by itself; its runs left out."""
        own = paragraph_properties(paragraph.find(w("pPr")))
        return over(self.paragraph_style(style_id(paragraph)), own)

    def run(self, run: etree._Element, properties: Properties) -> Properties:
        """What a run has, in a paragraph that has `properties`."""
        own = run_properties(run.find(w("rPr")))
        styled = self.style(self._of_kind(own.get("r.rStyle", ""), "character"))
        return over(over(properties, _toggled(properties, styled)), own)

    @cached_property
    def hidden(self) -> Hidden:
        """The styles whose text is hidden."""
        if all(one.find(f"{w('rPr')}/{w('vanish')}") is None for one in self._elements.values()):
            return NONE_HIDDEN
        found = {id for id in self._elements if _is_on(self.style(id), "r.vanish")}
        runs = {id for id in found if self._elements[id].get(w("type")) == "character"}
        unnamed = {""} if self.default in found else set()
        return Hidden(frozenset(found - runs | unnamed), frozenset(runs))

    def _of_kind(self, id: str, kind: str) -> str:
        """The style itself, or the one of that kind that it is linked to; "" where there is none."""
        for one in (id, _child_value(self._elements.get(id), "link")):
            if one in self._elements and self._elements[one].get(w("type"), "paragraph") == kind:
                return one
        return ""

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
            found |= {f"num.{key}": value for key in ("numId", "ilvl") if (value := _child_value(child, key))}
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


def _child_value(element: etree._Element | None, name: str) -> str:
    """The value of a child of that name, "" for none."""
    child = None if element is None else element.find(w(name))
    return "" if child is None else child.get(w("val"), "")


def _is_on(properties: Properties, name: str) -> bool:
    return properties.get(name, "0") not in OFF


def _toggled(base: Properties, own: Properties) -> Properties:
    """`own` for runs whose paragraph has `base`: what both switch on is off."""
    both = (name for name in _TOGGLES if _is_on(own, name) and _is_on(base, name))
    return own | dict.fromkeys(both, "0")


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
