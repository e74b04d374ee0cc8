"""How the parts of a package refer to each other, and what kind each of them is.

Source: ECMA-376 part 2 (Open Packaging Conventions), clauses 6.5 and 6.2.3.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree

from ..errors import DocumentError
from .ooxml import DECLARATION, R, as_text, parse, serialised

CONTENT_TYPES_PART = "[Content_Types].xml"
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
PACKAGE_TYPE = "application/vnd.openxmlformats-package."
WORD_TYPE = OFFICE_TYPE + "wordprocessingml."

_CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"


@dataclass(frozen=True)
class Relationship:
    """A reference to `target`, a part's name; `kind` is the last word of its type ("styles")."""

    id: str
    kind: str
    target: str


def relations_part(source: str) -> str:
    """The name of the part with the relationships of `source` ("" for the package)."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(parts: Mapping[str, bytes], source: str, file: str) -> list[Relationship]:
    """What `source` refers to inside the package. What is external is left out."""
    name = relations_part(source)
    if name not in parts:
        return []
    elements = parse(parts[name], f"{file}（{name}）").iterchildren(f"{{{_RELATIONSHIPS}}}Relationship")
    internal = (element for element in elements if element.get("TargetMode", "Internal") == "Internal")
    resolve = partial(_relationship, folder=posixpath.dirname(source))
    found = [
        resolve(element.get("Id", ""), element.get("Type", ""), element.get("Target", ""))
        for element in internal
    ]
    return [relationship for relationship in found if relationship.target in parts]


def main_part(parts: Mapping[str, bytes], file: str) -> str:
    """The name of the part with the text. Raises DocumentError when it is no Word document."""
    targets = [rel.target for rel in relationships(parts, "", file) if rel.kind == "officeDocument"]
    if not targets or "wordprocessingml" not in content_type(parts, targets[0], file):
        raise DocumentError(f"{file} 不是 Word 文档。请在 Word 或 WPS 中另存为“Word 文档（*.docx）”。")
    if _STRICT_DOCUMENT.encode() in parts[relations_part("")]:
        raise DocumentError(
            f"{file} 是“Strict Open XML”格式。请在 Word 中另存为普通的“Word 文档（*.docx）”。"
        )
    return targets[0]


def content_type(parts: Mapping[str, bytes], name: str, file: str) -> str:
    """The media type that the package states for a part, or an empty string."""
    root = parse(parts[CONTENT_TYPES_PART], f"{file}（{CONTENT_TYPES_PART}）")
    wanted = {"PartName": f"/{name}".lower(), "Extension": posixpath.splitext(name)[1][1:].lower()}
    for key, value in wanted.items():
        for element in root:
            if element.get(key, "").lower() == value:
                return element.get("ContentType", "")
    return ""


def relationships_xml(source: str, targets: Iterable[Relationship]) -> bytes:
    """The part with the relationships of `source`."""
    folder = posixpath.dirname(source)
    items = "".join(
        f'<Relationship Id="{as_text(rel.id)}" Type="{as_text(_type_uri(rel.kind))}"'
        f' Target="{as_text(posixpath.relpath(rel.target, folder or "."))}"/>'
        for rel in targets
    )
    return f'{DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}">{items}</Relationships>'.encode()


def content_types_xml(types: Mapping[str, str]) -> bytes:
    """The part that states the media type of every part, given by part name."""
    items = "".join(
        f'<Override PartName="/{as_text(name)}" ContentType="{as_text(kind)}"/>'
        for name, kind in types.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="{PACKAGE_TYPE}relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>'
    ).encode()


def with_relationship(part: bytes | None, source: str, added: Relationship, file: str) -> bytes:
    """The relationships `part` of `source`, those of a document somebody edited, with one more.

    The id of `added` is only a wish: one that is free is taken.
    """
    if part is None:
        return relationships_xml(source, [added])
    root = parse(part, f"{file}（{relations_part(source)}）")
    known = {element.get("Id") for element in root}
    ids = (f"{added.id}{number or ''}" for number in range(len(known) + 1))
    element = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship")
    element.set("Id", next(id for id in ids if id not in known))
    element.set("Type", _type_uri(added.kind))
    element.set("Target", posixpath.relpath(added.target, posixpath.dirname(source) or "."))
    return serialised(root)


def with_content_type(part: bytes, name: str, kind: str, file: str) -> bytes:
    """The part that states the media types, with that of the part `name`."""
    root = parse(part, f"{file}（{CONTENT_TYPES_PART}）")
    element = etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Override")
    element.set("PartName", f"/{name}")
    element.set("ContentType", kind)
    return serialised(root)


def _relationship(id: str, type_uri: str, target: str, *, folder: str) -> Relationship:
    path = posixpath.normpath(posixpath.join("/", folder, target))
    return Relationship(id, type_uri.rpartition("/")[2], path.lstrip("/"))


def _type_uri(kind: str) -> str:
    return _CORE_PROPERTIES if kind == "core-properties" else f"{R}/{kind}"
