"""A .docx that somebody wrote, opened: within bounds, set right, then by python-docx.

What is saved are the parts of the file as they were, with those that changed and those that
came: what no relationship reaches, which python-docx would leave out, is not lost.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import CT_Relationships, parse_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory, XmlPart
from docx.opc.rel import Relationships
from docx.parts.document import DocumentPart
from lxml import etree

from .lines import Line, lines
from .numbering import Numbering
from .ooxml import element, parse, serialised
from .package import packed, read_parts
from .repair import PARSED, Package
from .resolver import Resolver
from .styles import StyleSheet

_parsed: Any = parse_xml
"""Of a part of the package itself; python-docx says that it takes text."""


class Opened:
    """An opened .docx. `name` is what messages call it, `parts` are those of the file by name,
    `document` is what python-docx has of it.

    Raises DocumentError when it is no .docx, is damaged or unsafe to open.
    """

    def __init__(self, data: bytes, name: str = "文档") -> None:
        self.name = name
        self.parts = read_parts(data, name)
        self._package = Package(self.parts, name)
        self._roots: dict[str, etree._Element] = {}
        self.document = self._package.document()

    @property
    def main(self) -> DocumentPart:
        """The part with the text."""
        return self.document.part

    @property
    def root(self) -> etree._Element:
        """The root of the part with the text."""
        return cast(etree._Element, self.main.element)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The paragraphs with text, as they are seen."""
        numbers = Numbering.of(self.numbering).numbers(self.root, self.resolver)
        names = {id: name for name, id in self.sheet.ids().items()}
        return tuple(lines(self.root, names, self.resolver.hidden, numbers))

    @property
    def sheet(self) -> StyleSheet:
        """Its styles; none where it has no part for them."""
        styles = element("styles") if self.styles is None else self.styles
        return StyleSheet(styles, self.name, self.theme)

    @cached_property
    def resolver(self) -> Resolver:
        """What its styles say, those that it had when it was opened."""
        return self.sheet.resolver

    @property
    def styles(self) -> etree._Element | None:
        return self.linked(RT.STYLES)

    @property
    def numbering(self) -> etree._Element | None:
        return self.linked(RT.NUMBERING)

    @property
    def settings(self) -> etree._Element | None:
        return self.linked(RT.SETTINGS)

    @property
    def theme(self) -> etree._Element | None:
        return self.linked(RT.THEME)

    @property
    def fonts(self) -> etree._Element | None:
        return self.linked(RT.FONT_TABLE)

    def linked(self, kind: str) -> etree._Element | None:
        """The root of the part to which the main part has a relationship of that kind, if any."""
        part = self.linked_part(kind)
        return None if part is None else self.root_of(part)

    def linked_part(self, kind: str) -> Part | None:
        links = (link for link in self.main.rels.values() if link.reltype == kind and not link.is_external)
        return next((link.target_part for link in links), None)

    def root_of(self, part: Part) -> etree._Element:
        """The root of a part of XML; what is changed in it is saved. Raises DocumentError."""
        if isinstance(part, XmlPart):
            return cast(etree._Element, part.element)
        name = part.partname.membername
        if name not in self._roots:
            self._roots[name] = parse(part.blob, f"{self.name}（{name}）")
        return self._roots[name]

    def needed(self, kind: str) -> etree._Element:
        """As `linked`, of a kind that python-docx knows: where there is no part, an empty one is made."""
        type, name = PARSED[kind]
        part = self.linked_part(kind)
        if part is None:
            part = self.new_part(f"{name}.xml", kind, type, serialised(element(name)))
            self.main.relate_to(part, kind)
        return self.root_of(part)

    def new_part(self, wish: str, kind: str, type: str, content: bytes) -> Part:
        """A part to which something is to have a relationship of that kind.

        It is called `wish`, a path from the main part, with a number if that name is taken.
        """
        path = posixpath.normpath(posixpath.join(self.main.partname.baseURI, wish))
        stem, ending = posixpath.splitext(path)
        taken = {f"/{name}".lower() for name in self.parts} | {part.partname.lower() for part in self._all()}
        names = (f"{stem}{number}{ending}" for number in ("", *range(2, len(taken) + 3)))
        name = PackURI(next(name for name in names if name.lower() not in taken))
        return cast(Part, PartFactory(name, type, kind, content, self.main.package))

    def saved(self) -> bytes:
        """The .docx as it is now; parts that did not change are in it byte for byte."""
        parts = self.parts | {
            name: serialised(root) for name, root in self._roots.items() if self._differs(name, root)
        }
        types = {name: self._package.types[name] for name in self._package.untyped}
        self._save_links(parts, "", self.main.package.rels)
        for part in self._all():
            name = part.partname.membername
            if name not in self.parts:
                parts[name], types[name] = part.blob, part.content_type
            elif isinstance(part, XmlPart) and self._differs(name, part.element):
                parts[name] = part.blob
            self._save_links(parts, name, part.rels)
        if types:
            parts[self._package.types_part] = self._with_types(types)
        return packed(parts)

    def _all(self) -> Iterator[Part]:
        """Every part that is reached, once."""
        sources, seen = [self.main.package], set()
        for source in sources:
            for link in source.rels.values():
                if not link.is_external and link.target_part not in seen:
                    seen.add(link.target_part)
                    sources.append(link.target_part)
                    yield link.target_part

    def _differs(self, name: str, root: etree._Element) -> bool:
        return etree.tostring(root) != etree.tostring(parse(self.parts[name], name))

    def _save_links(self, parts: dict[str, bytes], source: str, links: Relationships) -> None:
        """Adds to the relationships of `source` in the file those that are new."""
        known = self._package.links.get(source, {})
        new = [link for id, link in links.items() if id not in known]
        if new:
            name = self._package.relations_part(source)
            root = _parsed(self.parts[name]) if name in self.parts else CT_Relationships.new()
            for link in new:
                root.add_rel(link.rId, link.reltype, link.target_ref, link.is_external)
            parts[name] = serialised(root)

    def _with_types(self, types: dict[str, str]) -> bytes:
        root = _parsed(self.parts[self._package.types_part])
        for name, type in types.items():
            root.add_override(f"/{name}", type)
        return serialised(root)
