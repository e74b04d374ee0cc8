"""A layout's styles put into another document's style sheet, each complete in itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from . import schema
from .layout import Layout
from .ooxml import element, w
from .opened import Opened
from .properties import Properties, Resolver
from .schema import put

_NEUTRAL: Mapping[str, str] = {
    "spacing.before": "0", "spacing.after": "0", "spacing.line": "240", "spacing.lineRule": "auto",
    "spacing.beforeAutospacing": "0", "spacing.afterAutospacing": "0", "ind.left": "0", "ind.right": "0",
    "ind.firstLine": "0", "jc": "left", "r.b": "0", "r.bCs": "0", "r.sz": "20", "r.szCs": "20",
    "r.spacing": "0",
}  # fmt: skip
"""Said where a layout says nothing, for the document's own defaults may differ."""

_NOT_TAKEN = {"pStyle", "numPr", "rPr", "sectPr", "pPrChange", "rPrChange", "rStyle"}
_BY_ATTRIBUTES = {"p": ("spacing", "ind"), "r": ("rFonts",)}


class Sheet:
    """The style sheet of an opened document, which styles of a layout are put into."""

    def __init__(self, opened: Opened, layout: Layout) -> None:
        self._layout = layout
        self._root = opened.needed(RT.STYLES)
        self._theirs = Resolver(layout.opened.styles, layout.opened.theme)

    def take(self, roles: Collection[str]) -> dict[str, str]:
        """The ids of the styles of `roles` (by name), once they are as the layout has them."""
        names = {role.value: id for role, id in self._layout.styles.items()}
        return {role: self._take(role, names[role]) for role in sorted(roles)}

    def take_footer_style(self, id: str) -> str:
        """The id that the layout's style `id` has here under a name that no other style has."""
        return self._take(f"{self._theirs.name(id) or id} (layout)", id, is_custom=True)

    def indent(self, role: str) -> Properties:
        """The indents of a role in the layout, all said."""
        names = {one.value: id for one, id in self._layout.styles.items()}
        said = {**_NEUTRAL, **self._theirs.paragraph_style(names[role])}
        return {key: value for key, value in said.items() if key.startswith("ind.")}

    def font(self, role: str) -> str:
        """The Chinese font of a role in the layout."""
        names = {one.value: id for one, id in self._layout.styles.items()}
        return self._theirs.font(self._theirs.paragraph_style(names[role]), "eastAsia")

    def _take(self, name: str, theirs: str, is_custom: bool = False) -> str:
        style = self._named(name)
        if style is None:
            style = self._new(name, is_custom)
        for child in style.findall(w("basedOn")) + style.findall(w("pPr")) + style.findall(w("rPr")):
            style.remove(child)
        for properties in self._properties(theirs):
            put(style, properties, schema.STYLE)
        return style.get(w("styleId"), "")

    def _named(self, name: str) -> etree._Element | None:
        for style in self._root.iterchildren(w("style")):
            own = style.find(w("name"))
            is_it = own is not None and own.get(w("val"), "").lower() == name.lower()
            if is_it and style.get(w("type")) == "paragraph":
                return style
        return None

    def _new(self, name: str, is_custom: bool) -> etree._Element:
        ids = {style.get(w("styleId"), "") for style in self._root.iterchildren(w("style"))}
        id = "".join(char for char in name.title() if char.isalnum())
        while id in ids:
            id += "1"
        style = element("style", type="paragraph", styleId=id)
        if is_custom:
            style.set(w("customStyle"), "1")
        style.extend([element("name", val=name), element("uiPriority", val="1"), element("qFormat")])
        self._root.append(style)
        return style

    def _properties(self, id: str) -> Iterator[etree._Element]:
        """The `w:pPr` and `w:rPr` of a style with all that it is based on."""
        said = {**_NEUTRAL, **self._theirs.paragraph_style(id)}
        for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
            font = self._theirs.font(said, slot)
            said.pop(f"r.rFonts.{slot}Theme", None)
            said |= {f"r.rFonts.{slot}": font} if font else {}
        for kind, order in (("p", schema.PARAGRAPH), ("r", schema.RUN)):
            made = element(f"{kind}Pr")
            for child in self._simple(id, kind):
                put(made, deepcopy(child), order)
            for child in elements(said, kind):
                put(made, child, order)
            yield made

    def _simple(self, id: str, kind: str) -> Iterator[etree._Element]:
        """What the styles under `id` say, from the lowest up, in elements that replace each other."""
        for style in reversed(list(self._layout.sheet.line_of(id))):
            for child in style.iterfind(f"{w(f'{kind}Pr')}/*"):
                name = etree.QName(child).localname
                if name not in _NOT_TAKEN and name not in _BY_ATTRIBUTES[kind]:
                    yield child


def elements(said: Mapping[str, str], kind: str) -> Iterator[etree._Element]:
    """The elements that write properties whose values are in attributes, and those that `_NEUTRAL` has."""
    prefix = "r." if kind == "r" else ""
    for name in _BY_ATTRIBUTES[kind]:
        start = f"{prefix}{name}."
        found = {key.removeprefix(start): value for key, value in said.items() if key.startswith(start)}
        if found:
            yield element(name, **found)
    for key, value in said.items():
        if key in _NEUTRAL and "." not in key.removeprefix("r.") and key.startswith("r.") == bool(prefix):
            yield element(key.removeprefix("r."), val=value)


def numbering(said: Mapping[str, str]) -> Iterator[etree._Element]:
    """The `w:numPr` that writes a paragraph's list, if it is in one."""
    if "num.numId" in said:
        made = element("numPr")
        made.extend([element("ilvl", val=said.get("num.ilvl", "0")), element("numId", val=said["num.numId"])])
        yield made
