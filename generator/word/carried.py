"""What a draft keeps of a layout's parts: fonts, numbering, theme, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from ..errors import DocumentError
from .ooxml import R, parse, r, serialised, w
from .package import Part, deflated
from .relations import WORD_TYPE, Relationship, content_type, relations_part, relationships, relationships_xml

_KEPT_OF_TEXT = {"fontTable", "numbering", "theme"}
_KEPT_OF_PARTS = {"image", "font"}
_FIELDS = frozenset(
    (
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS",
        "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "FILENAME", "DOCPROPERTY", "HYPERLINK", "REF",
        "PAGEREF", "SEQ", "SYMBOL", "QUOTE", "IF", "=",
    )
)  # fmt: skip
"""Fields that a header needs. Others read another file or address when the document is opened:
INCLUDE, INCLUDETEXT, RD, DDE, LINK, IMPORT, DATABASE, and some that are not in Word's list."""

_FIELD_NAME = re.compile(r"\s*(=|[^\s\\\"]*)")
_ADDRESSES = {"src", "href", "althref"}
"""Attributes of old drawings (VML) that hold an address themselves."""
_LINKS = {"hlinkClick", "hlinkHover"}
"""Links of drawings, which are nothing without their address."""


@dataclass
class Carried:
    """Parts, their media types, and what the main part refers to among them."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    links: list[Relationship] = field(default_factory=list)

    def add(self, name: str, kind: str, part: bytes) -> None:
        """Adds a part of Word's own kinds ("styles", "settings"), referred to by the main part."""
        self.parts[name] = part
        self.types[name] = f"{WORD_TYPE}{kind}+xml"
        self.links.append(Relationship(f"rId_{kind}", kind, name))

    @cached_property
    def packed(self) -> tuple[Part, ...]:
        return tuple(deflated(name, part) for name, part in self.parts.items())


def carried(parts: Mapping[str, bytes], main: str, section: etree._Element, file: str) -> Carried:
    """The parts that drafts of this layout share, styles and settings left out.

    Kept are the headers and footers that `section` uses, and pictures and fonts inside
    the package. A reference to anything else, and to anything outside, is taken away.
    Raises DocumentError for a field that may fetch another file.
    """
    result = Carried()
    references = list(section.iter(w("headerReference"), w("footerReference")))
    used = {reference.get(r("id")) for reference in references}
    for link in relationships(parts, main, file):
        kind = content_type(parts, link.target, file)
        if (link.kind in _KEPT_OF_TEXT or link.id in used) and kind.endswith(f".{link.kind}+xml"):
            result.links.append(link)
            _take(result, parts, link.target, file)
    known = {link.id for link in result.links}
    for reference in references:
        if reference.get(r("id")) not in known:
            section.remove(reference)
    return result


def _take(result: Carried, parts: Mapping[str, bytes], name: str, file: str) -> None:
    links = [link for link in relationships(parts, name, file) if _is_kept(link)]
    root = parse(parts[name], f"{file}（{name}）")
    _refuse_strange_fields(root, file)
    changed = _drop_references(root, {link.id for link in links})
    result.parts[name] = serialised(root) if changed else parts[name]
    result.types[name] = content_type(parts, name, file)
    if links:
        result.parts[relations_part(name)] = relationships_xml(name, links)
    for link in links:
        result.parts[link.target] = parts[link.target]
        result.types[link.target] = content_type(parts, link.target, file) or "application/octet-stream"


def _is_kept(link: Relationship) -> bool:
    return link.kind in _KEPT_OF_PARTS and not link.target.lower().endswith((".xml", ".rels"))


def _drop_references(root: etree._Element, known: set[str]) -> bool:
    """Takes away what refers to anything but the `known` relationships; whether there was any."""
    dropped = [
        (element, name)
        for element in root.iter(etree.Element)
        for name, value in element.attrib.items()
        if (name.startswith(f"{{{R}}}") and value not in known) or etree.QName(name).localname in _ADDRESSES
    ]
    for element, name in dropped:
        element.attrib.pop(name, None)
        parent = element.getparent()
        if etree.QName(element).localname in _LINKS and parent is not None:
            parent.remove(element)
    return bool(dropped)


def _refuse_strange_fields(root: etree._Element, file: str) -> None:
    for instruction in _instructions(root):
        match = _FIELD_NAME.match(instruction)
        name = match[1].upper() if match else ""
        if name and name not in _FIELDS:
            raise DocumentError(
                f"{file} 的页眉或页脚里有不能带进讲稿的域（{name[:20]}，也许会引用外部文件），不能作版式。"
                "请在 Word 中删去这个域再用。"
            )


def _instructions(root: etree._Element) -> Iterator[str]:
    """What each field says, however many pieces it is in; a field inside another is one of its own."""
    open_fields: list[list[str]] = [[]]
    for element in root.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("delInstrText")):
        if element.tag == w("fldSimple"):
            yield element.get(w("instr"), "")
        elif element.tag != w("fldChar"):
            open_fields[-1].append(element.text or "")
        elif element.get(w("fldCharType")) == "begin":
            open_fields.append([])
        elif element.get(w("fldCharType")) == "end" and len(open_fields) > 1:
            yield "".join(open_fields.pop())
    yield from map("".join, open_fields)
