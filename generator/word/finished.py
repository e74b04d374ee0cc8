"""The copy that leaves the house (定稿): what a document says, and nothing of how it was made.

Tracked changes are accepted; comments, provenance and whatever else a program keeps about a
document (who edited it and when, where its template lies) are not in it.

Source of the elements: ECMA-376 part 1, clauses 17.13.4 (comments) and 17.13.5 (revisions).
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx.opc.part import Part
from lxml import etree

from .ooxml import serialised, w
from .opened import Opened
from .package import packed
from .tracked import accept

TRACKED = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")))
_CHANGES = (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tcPrChange", "trPrChange",
    "tblPrExChange", "numberingChange",
)  # fmt: skip
_MARKS = (
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "commentRangeStart", "commentRangeEnd", "commentReference", "proofErr",
)  # fmt: skip
_NOT_KEPT = tuple(map(w, (*_CHANGES, *_MARKS)))
_SETTINGS = ("rsids", "trackRevisions", "attachedTemplate", "mailMerge", "docVars", "saveThroughXslt")
_KINDS_NOT_KEPT = (
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml",
    "custom-properties", "extended-properties", "attachedTemplate", "mailMergeSource", "thumbnail",
    "printerSettings", "keyMapCustomizations", "vbaProject",
)  # fmt: skip
"""The last words of the kinds of relationship to parts that are not in the copy."""

_BOOKKEEPING = ("rsid", "paraId", "textId")
_TEXT_PARTS = ("document", "header", "footer", "footnotes", "endnotes", "settings", "styles", "numbering")


def finished(data: bytes, name: str, created: datetime) -> bytes:
    """The copy of a .docx that leaves the house; `created` is the time that it states.

    Raises DocumentError when it cannot be opened.
    """
    opened = Opened(data, name)
    for part in (opened.main.package, *opened.main.package.iter_parts()):
        for id in [id for id, link in part.rels.items() if _kind(link.reltype) in _KINDS_NOT_KEPT]:
            del part.rels[id]
    for part in opened.main.package.iter_parts():
        if part.partname.endswith(".xml") and _is_text(part):
            _clean(opened, part)
    _set_properties(opened, created)
    buffer = io.BytesIO()
    opened.document.save(buffer)
    with zipfile.ZipFile(buffer) as written:
        return packed({one: written.read(one) for one in written.namelist()})


def _kind(type: str) -> str:
    return type.rpartition("/")[2]


def _is_text(part: Part) -> bool:
    return any(word in part.content_type for word in _TEXT_PARTS)


def _clean(opened: Opened, part: Part) -> None:
    """Takes out of a part what tells how it was made, and accepts its changes."""
    root = opened.root_of(part)
    accept(list(root.iter(*TRACKED)))
    for element in list(root.iter(*_NOT_KEPT)):
        _remove(element)
    for name in _SETTINGS if root.tag == w("settings") else ():
        for element in root.findall(w(name)):
            root.remove(element)
    for mark in list(root.iter(w("highlight"))):
        if mark.get(w("val")) == "yellow":
            _remove(mark)
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if _is_bookkeeping(str(key))]:
            del element.attrib[key]
    if not hasattr(part, "element"):
        part._blob = serialised(root)


def _is_bookkeeping(attribute: str) -> bool:
    return etree.QName(attribute).localname.startswith(_BOOKKEEPING)


def _remove(element: etree._Element) -> None:
    """Takes an element away, and the run that it stood in alone."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == w("r") and not [child for child in parent if child.tag != w("rPr")]:
        _remove(parent)


def _set_properties(opened: Opened, created: datetime) -> None:
    """Leaves the title; who wrote it, how often and for whom is nobody's business."""
    properties = opened.document.core_properties
    for name in _TEXTS_OF_PROPERTIES:
        setattr(properties, name, "")
    properties.revision = 1
    properties.created = properties.modified = created
    if (printed := properties._element.find(f"{{{_CORE}}}lastPrinted")) is not None:
        properties._element.remove(printed)


_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TEXTS_OF_PROPERTIES = (
    "author", "category", "comments", "content_status", "identifier", "keywords", "last_modified_by",
    "subject", "version",
)  # fmt: skip
