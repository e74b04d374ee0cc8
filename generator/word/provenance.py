"""Provenance inside a .docx: a custom XML part, which Word, WPS and LibreOffice keep.

Beside the provenance it holds a fingerprint of the draft: the CRC-32 of its parts as
written. A program that saves the draft writes the parts anew, so a draft that was saved
since counts as edited. What differs by the clock (properties, dates of comments) is not
in the fingerprint.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from ..errors import DocumentError
from ..model.provenance import Provenance
from .ooxml import parse, serialised
from .opened import Opened
from .package import read_with_checksums

NAMESPACE = "urn:speechgen:provenance"

_ITEM = re.compile(r"customXml/[^/]+\.xml")
_PROPERTIES = (
    b'<ds:datastoreItem ds:itemID="{5C1A5E3B-6B0F-4C62-9D0B-0D5F1B7C2A41}"'
    b' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    b'<ds:schemaRefs><ds:schemaRef ds:uri="%b"/></ds:schemaRefs></ds:datastoreItem>' % NAMESPACE.encode()
)
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What JSON may hold as it is and XML may not."""
_CLOCK_PARTS = re.compile(r"customXml/.*|docProps/core\.xml|(?:.*/)?comments\.xml")


@dataclass(frozen=True)
class Kept:
    """The provenance that a draft's part `part` keeps, and the fingerprint beside it."""

    part: str
    provenance: Provenance
    fingerprint: Mapping[str, int]


def attach(opened: Opened, content: bytes) -> None:
    """Adds a part with provenance, as `written` gives it, to a document that has none."""
    item = opened.new_part("../customXml/item1.xml", RT.CUSTOM_XML, CT.XML, content)
    kind, type = RT.CUSTOM_XML_PROPS, CT.OFC_CUSTOM_XML_PROPERTIES
    item.relate_to(opened.new_part("../customXml/itemProps1.xml", kind, type, _PROPERTIES), kind)
    opened.main.relate_to(item, RT.CUSTOM_XML)


def written(provenance: Provenance, fingerprint: Mapping[str, int]) -> bytes:
    """The XML of a part with provenance, and the fingerprint of the draft as it was generated."""
    root = etree.Element(f"{{{NAMESPACE}}}provenance", nsmap={None: NAMESPACE})
    told = {"provenance": provenance.to_json(), "parts": fingerprint}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    root.text = _NOT_IN_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return serialised(root)


def fingerprint(checksums: Mapping[str, int]) -> dict[str, int]:
    """The checksums of the parts that do not differ by the clock, sorted by name."""
    return {name: checksums[name] for name in sorted(checksums) if not _CLOCK_PARTS.fullmatch(name)}


def kept_in(parts: Mapping[str, bytes], name: str) -> Kept | None:
    """What the parts of an opened draft keep; None for a document without provenance.

    Raises DocumentError when it is damaged or of another version.
    """
    found = _ours(parts, name)
    if found is None:
        return None
    part, told = found
    checksums = told.get("parts")
    return Kept(part, _provenance(told, name), checksums if isinstance(checksums, dict) else {})


def unpack(data: bytes, name: str = "文档") -> Provenance | None:
    """The provenance in a .docx, or None when it has none.

    `name` is what messages call the file. Raises DocumentError when the file is no .docx
    that can be opened, or when the provenance in it is damaged.
    """
    found = examine(data, name)
    return None if found is None else found[0]


def examine(data: bytes, name: str = "文档") -> tuple[Provenance, bool] | None:
    """The provenance in a .docx, and whether any program saved it since it was written; None
    when it has none. Raises DocumentError as `unpack` does."""
    items, checksums = read_with_checksums(data, name, lambda part: _ITEM.fullmatch(part) is not None)
    kept = kept_in(items, name)
    return None if kept is None else (kept.provenance, kept.fingerprint != fingerprint(checksums))


def _provenance(told: Mapping[str, Any], name: str) -> Provenance:
    try:
        return Provenance.from_json(told["provenance"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(name) from error


def _ours(parts: Mapping[str, bytes], name: str) -> tuple[str, dict[str, Any]] | None:
    """The part of a draft that is our item, and what it tells."""
    for part, data in parts.items():
        if _ITEM.fullmatch(part) and NAMESPACE.encode() in data:
            root = parse(data, f"{name} 的来历")
            if root.tag == f"{{{NAMESPACE}}}provenance":
                with suppress(ValueError, RecursionError):
                    told = json.loads("".join(map(str, root.itertext())))
                    if isinstance(told, dict):
                        return part, told
                raise _damaged(name)
    return None


def _damaged(name: str) -> DocumentError:
    return DocumentError(f"{name} 里记录的来历已损坏或出自别的版本，读不出来。可以把它当作普通文档使用。")
