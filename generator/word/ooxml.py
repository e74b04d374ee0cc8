"""The XML that a .docx is made of: names, safe parsing, and text as XML."""

from __future__ import annotations

from datetime import UTC, datetime

from docx.oxml import parse_xml
from docx.oxml.parser import oxml_parser
from lxml import etree

from ..errors import DocumentError
from ..files.archive import has_doctype
from ..text.xml_characters import first_forbidden

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
AUTHOR, INITIALS = "speechgen", "sg"
"""Of our own comments and tracked changes."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def w(name: str) -> str:
    """`name` in the namespace of WordprocessingML, as lxml writes it."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """`name` in the namespace of references to relationships, as lxml writes it."""
    return f"{{{R}}}{name}"


def element(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of WordprocessingML, its attributes in that namespace too."""
    made = oxml_parser.makeelement(w(name), {w(key): value for key, value in attributes.items()}, {"w": W})
    made.extend(children)
    return made


def utc(moment: datetime) -> str:
    """A moment as `w:date` and the properties of a document have it; one that names no zone is local."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(part: bytes, name: str) -> etree._Element:
    """The root of an XML part, as python-docx has elements, without comments and instructions.

    Nothing outside `part` is read, no entity is expanded. `name` is what messages call it.
    Raises DocumentError when it is not well-formed or has a DOCTYPE.
    """
    refuse_doctype(part, name)
    try:
        root = parse_xml(part)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(
            f"{name} 不是合格的 XML，文件可能已损坏；请在 Word 中打开后另存一份再试。"
        ) from error
    return tidy(root, name)


def tidy(root: etree._Element, name: str) -> etree._Element:
    """`root` without comments and instructions. Raises DocumentError when it has a DOCTYPE."""
    if root.getroottree().docinfo.doctype:
        raise _doctype_refused(name)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return root


def refuse_doctype(part: bytes, name: str) -> None:
    """Raises DocumentError when a part to be parsed has a DOCTYPE.

    No program that writes .docx writes one there; in it an entity can be made to grow.
    """
    if has_doctype(part):
        raise _doctype_refused(name)


def serialised(root: etree._Element) -> bytes:
    """The XML part that `root` is the root of."""
    return (DECLARATION + etree.tostring(root, encoding="unicode")).encode()


def _doctype_refused(name: str) -> DocumentError:
    return DocumentError(f"{name} 里有 DOCTYPE 声明，正常的 Word 文件没有，不予打开。请弄清文件的来历。")


def as_text(text: str) -> str:
    """`text` as the content of an element or attribute; reading it gives `text` again.

    Raises ValueError when it has a character that XML 1.0 cannot carry.
    """
    if (strange := first_forbidden(text)) is not None:
        raise ValueError(f"XML cannot carry {strange!r}")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\r", "&#13;")
