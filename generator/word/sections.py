"""The pages of a document set up as a layout has them, and numbered."""

from __future__ import annotations

import posixpath
from copy import deepcopy

from lxml import etree

from . import schema
from .comments import AUTHOR
from .layout import Source
from .look import is_facing, is_landscape
from .ooxml import W, parse, r, serialised, w
from .relations import WORD_TYPE, Relationship, add_part, relations_part, relationships, relationships_xml
from .revisions import Revisable
from .schema import element, put
from .sheet import Sheet

_TAKEN = ("pgSz", "pgMar", "docGrid")


class Sections:
    """The sections of an opened document; `parts` are its parts, to be added to."""

    def __init__(self, opened: Revisable, source: Source, sheet: Sheet, parts: dict[str, bytes]) -> None:
        self._opened = opened
        self._source = source
        self._sheet = sheet
        self._parts = parts
        self._sections = list(opened.root.iter(w("sectPr"))) or [_last_section(opened.root)]

    def set_up(self) -> None:
        """Gives all upright sections the layout's paper, margins and grid."""
        for section in self._sections:
            if is_landscape(section):
                continue
            for name in _TAKEN:
                for old in section.findall(w(name)):
                    section.remove(old)
                for new in self._source.section.findall(w(name)):
                    put(section, deepcopy(new), schema.SECTION)

    def number(self) -> None:
        """Gives all sections the layout's footers; a header for odd pages is for even ones too."""
        references = self._source.section.findall(w("footerReference"))
        ids = {one.get(w("type"), "default"): self._footer(one.get(r("id"), "")) for one in references}
        for section in self._sections:
            for old in section.findall(w("footerReference")):
                if old.get(w("type"), "default") != "first":
                    section.remove(old)
            for form in section.findall(w("pgNumType")):
                form.attrib.pop(w("fmt"), None)
            _refer(section, "footerReference", ids)
        self._set_facing()

    def _footer(self, id: str) -> str:
        """The id of a footer of the layout, once it is among the parts."""
        link = next(link for link in self._source.kept.links if link.id == id)
        root = parse(self._source.kept.parts[link.target], link.target)
        for style in list(root.iter(w("pStyle"))):
            style.set(w("val"), self._sheet.take_footer_style(style.get(w("val"), "")))
        for style in list(root.iter(w("rStyle"))):
            parent = style.getparent()
            if parent is not None:
                parent.remove(style)
        name = self._free_name(link.target)
        if relations_part(link.target) in self._source.kept.parts:
            self._parts[relations_part(name)] = relationships_xml(name, self._pictures(link.target))
        return add_part(
            self._parts, self._opened.main, "footer", name, serialised(root), f"{WORD_TYPE}footer+xml"
        )

    def _pictures(self, footer: str) -> list[Relationship]:
        """What a footer of the layout refers to, once that is among the parts."""
        kept = self._source.kept
        found: list[Relationship] = []
        for link in relationships(kept.parts, footer, self._source.file):
            name = self._free_name(link.target)
            add_part(self._parts, "", "", name, kept.parts[link.target], kept.types[link.target])
            found.append(Relationship(link.id, link.kind, name))
        return found

    def _free_name(self, target: str) -> str:
        folder, name = posixpath.dirname(self._opened.main), posixpath.basename(target)
        number = 1
        while (path := posixpath.join(folder, f"{AUTHOR}{number}-{name}")) in self._parts:
            number += 1
        return path

    def _set_facing(self) -> None:
        facing = is_facing(parse(self._source.settings, "settings"))
        targets = [link.target for link in self._opened.links if link.kind == "settings"]
        if not targets and not facing:
            return
        root = (
            parse(self._parts[targets[0]], targets[0])
            if targets
            else etree.Element(w("settings"), nsmap={"w": W})
        )
        for mark in root.findall(w("evenAndOddHeaders")):
            root.remove(mark)
        if facing:
            put(root, element("evenAndOddHeaders"), schema.SETTINGS_BEFORE_EVEN_AND_ODD)
            self._share_headers()
        if targets:
            self._parts[targets[0]] = serialised(root)
            return
        name = posixpath.join(posixpath.dirname(self._opened.main), "settings.xml")
        add_part(
            self._parts, self._opened.main, "settings", name, serialised(root), f"{WORD_TYPE}settings+xml"
        )

    def _share_headers(self) -> None:
        if is_facing(self._opened.linked("settings")):
            return
        for section in self._sections:
            headers = {one.get(w("type"), "default"): one for one in section.findall(w("headerReference"))}
            if "even" in headers:
                section.remove(headers["even"])
            if "default" in headers:
                _refer(section, "headerReference", {"even": headers["default"].get(r("id"), "")})


def _refer(section: etree._Element, name: str, ids: dict[str, str]) -> None:
    for type, id in reversed(ids.items()):
        reference = element(name, type=type)
        reference.set(r("id"), id)
        headers = len(section.findall(w("headerReference")))
        section.insert(headers if name == "footerReference" else 0, reference)


def _last_section(root: etree._Element) -> etree._Element:
    body = root.find(w("body"))
    section = element("sectPr")
    (root if body is None else body).append(section)
    return section
