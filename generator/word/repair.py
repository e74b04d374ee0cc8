"""A package set right for python-docx, which believes all that a package says of itself.

It fails, in words of its own, where a relationship leads nowhere, a name is in another case or
a type is missing. So it is given a copy in which all that it looks at is as it expects.
Source of what that is: ECMA-376 part 2 (Open Packaging Conventions), 6.2.3 and 6.5.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import CT_Relationships, CT_Types, serialize_part_xml
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from ..errors import DocumentError
from .ooxml import parse, refuse_doctype, tidy
from .package import CONTENT_TYPES, SAVE_AS, damaged, refuse_marks, too_large

PARSED = {
    RT.OFFICE_DOCUMENT: (CT.WML_DOCUMENT_MAIN, "document"),
    RT.STYLES: (CT.WML_STYLES, "styles"),
    RT.NUMBERING: (CT.WML_NUMBERING, "numbering"),
    RT.SETTINGS: (CT.WML_SETTINGS, "settings"),
    RT.COMMENTS: (CT.WML_COMMENTS, "comments"),
    RT.HEADER: (CT.WML_HEADER, "hdr"),
    RT.FOOTER: (CT.WML_FOOTER, "ftr"),
    RT.CORE_PROPERTIES: (CT.OPC_CORE_PROPERTIES, "coreProperties"),
}
"""What python-docx parses, by the kind of relationship: its type, and the name of its root."""

_ROOTS = dict(PARSED.values())
_ONCE = set(PARSED) - {RT.HEADER, RT.FOOTER}
_DOCUMENTS = ("wordprocessingml", "ms-word")
"""In the type of every document, be it a template or one with macros."""
_UNSTATED = ("", CT.XML)
_BYTES = "application/octet-stream"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_MOST_LINKS = 50_000
_NOWHERE = "urn:speechgen:nowhere"
"""The kind of a relationship that python-docx is to pass over; its id stays taken."""
_FAILURES = (KeyError, ValueError, AttributeError, TypeError, RecursionError, zipfile.BadZipFile)
"""How python-docx fails where a package is not what it expects."""


class Link(NamedTuple):
    """A relationship of that kind: to a part, by its name, or to what is outside."""

    kind: str
    target: str
    is_outside: bool = False


class Package:
    """How the parts of a package are to be understood, those that are reached from its top.

    `links` are the relationships of each source ("" is the package itself) by their ids,
    `types` the media types of the parts, `untyped` the parts for which the file states none.
    Raises DocumentError when it is no Word document.
    """

    def __init__(self, parts: Mapping[str, bytes], file: str) -> None:
        self._parts = parts
        self._file = file
        self._names = {name.lower(): name for name in parts}
        self._overrides, self._defaults = self._stated_types()
        self.types: dict[str, str] = {}
        self.links: dict[str, dict[str, Link]] = {}
        self._follow_links()
        self.untyped = [name for name in self.types if not self._stated(name)]

    def document(self) -> Document:
        """The document, opened by python-docx. Raises DocumentError when it is damaged."""
        parsed = {name: self._parts[name] for name, type in self.types.items() if type in _ROOTS}
        refuse_marks(parsed, self._file)
        for name, part in parsed.items():
            refuse_doctype(part, f"{self._file}（{name}）")
        try:
            document = docx.Document(self._copy())
            for part in document.part.package.iter_parts():
                if isinstance(part, XmlPart):
                    self._settle(part)
        except _FAILURES as error:
            raise damaged(self._file) from error
        except etree.XMLSyntaxError:
            for name in parsed:
                self._root(name)
            raise
        if document.element.find(qn("w:body")) is None:
            raise damaged(self._file)
        return document

    def relations_part(self, source: str) -> str:
        """The name of the part with the relationships of `source`, whether it is there or not."""
        wanted = _relations_part(source)
        return self._names.get(wanted.lower(), wanted)

    @property
    def types_part(self) -> str:
        """The name of the part that states the types."""
        return self._names[CONTENT_TYPES.lower()]

    def _root(self, name: str) -> etree._Element:
        return parse(self._parts[name], f"{self._file}（{name}）")

    def _follow_links(self) -> None:
        waiting, count = [""], 0
        while waiting:
            source = waiting.pop()
            self.links[source] = found = dict(self._links_of(source))
            count += len(found)
            if count > _MOST_LINKS:
                raise too_large(self._file)
            targets = {link.target for link in found.values() if not link.is_outside}
            waiting += sorted(targets - set(self.links) - set(waiting))
        if not any(link.kind == RT.OFFICE_DOCUMENT for link in self.links[""].values()):
            raise DocumentError(f"{self._file} 不是 Word 文档。{SAVE_AS}。")

    def _links_of(self, source: str) -> Iterator[tuple[str, Link]]:
        """The relationships of a part, or of the package; of those that it may have once, the first."""
        name = self.relations_part(source)
        known: set[str] = set()
        for element in self._root(name) if name in self._parts else ():
            link = self._link(element, source)
            if link.kind in known and link.kind in _ONCE:
                link = Link(_NOWHERE, link.target, True)
            known.add(link.kind)
            yield element.get("Id", ""), link

    def _link(self, element: etree._Element, source: str) -> Link:
        kind, written = element.get("Type", ""), element.get("Target", "")
        if kind == _STRICT:
            raise DocumentError(
                f"{self._file} 是“Strict Open XML”格式。请在 Word 中另存为普通的“Word 文档（*.docx）”。"
            )
        if element.get("TargetMode", "Internal") != "Internal":
            return Link(kind, written, True)
        target = self._part_at(written, posixpath.dirname(source))
        if not target or not self._fits(kind, target, source):
            return Link(_NOWHERE, written, True)
        return Link(kind, target)

    def _part_at(self, written: str, folder: str) -> str:
        """The name of the part that a target means, "" for none."""
        for way in (written.replace("\\", "/"), unquote(written)):
            path = posixpath.normpath(posixpath.join("/", folder, way)).lstrip("/")
            if path.lower() in self._names:
                return self._names[path.lower()]
        return ""

    def _fits(self, kind: str, target: str, source: str) -> bool:
        """Whether a part can be what a relationship takes it for; notes its type."""
        stated = self._stated(target)
        wanted, _ = PARSED.get(kind, ("", ""))
        if kind == RT.OFFICE_DOCUMENT:
            fits = not source and any(word in stated for word in _DOCUMENTS)
        else:
            fits = not wanted or stated in (wanted, *_UNSTATED)
        type = wanted or (_BYTES if stated in ("", *_ROOTS) else stated)
        return fits and self.types.setdefault(target, type) == type

    def _stated_types(self) -> tuple[dict[str, str], dict[str, str]]:
        overrides, defaults = {}, {}
        for element in self._root(self.types_part):
            type = element.get("ContentType", "")
            overrides[element.get("PartName", "").lower()] = type
            defaults[element.get("Extension", "").lower()] = type
        return overrides, defaults

    def _stated(self, name: str) -> str:
        name = f"/{name}".lower()
        return self._overrides.get(name) or self._defaults.get(posixpath.splitext(name)[1][1:], "")

    def _copy(self) -> io.BytesIO:
        types = CT_Types.new()
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for name, type in self.types.items():
                types.add_override(f"/{name}", type)
                archive.writestr(name, self._parts[name])
            archive.writestr(CONTENT_TYPES, serialize_part_xml(types))
            for source, links in self.links.items():
                root = CT_Relationships.new()
                for id, link in links.items():
                    target = link.target if link.is_outside else f"/{link.target}"
                    root.add_rel(id, link.kind, target, link.is_outside)
                archive.writestr(_relations_part(source), root.xml)
        return held

    def _settle(self, part: XmlPart) -> None:
        """Takes away from a parsed part what is not read. Raises DocumentError for another root."""
        root = tidy(part.element, f"{self._file}（{part.partname.membername}）")
        is_known = isinstance(root, BaseOxmlElement)
        if not is_known or etree.QName(root).localname != _ROOTS[part.content_type]:
            raise damaged(self._file)


def _relations_part(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
