"""The XML that a .docx is made of: names, safe parsing, and text as XML."""

from __future__ import annotations

from lxml import etree

from ..errors import DocumentError
from ..text.xml_characters import first_forbidden

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def w(name: str) -> str:
    """`name` in the namespace of WordprocessingML, as lxml writes it."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """`name` in the namespace of references to relationships, as lxml writes it."""
    return f"{{{R}}}{name}"


def parse(part: bytes, name: str) -> etree._Element:
    """The root of an XML part. Nothing outside `part` is read, no entity is expanded.

    Raises DocumentError when it is not well-formed or has a DOCTYPE.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(
            f"{name} 不是合格的 XML，文件可能已损坏；请在 Word 中打开后另存一份再试。"
        ) from error
    if root.getroottree().docinfo.doctype:
        raise doctype_refused(name)
    return root


def serialised(root: etree._Element) -> bytes:
    """The XML part that `root` is the root of."""
    return (DECLARATION + etree.tostring(root, encoding="unicode")).encode()


def doctype_refused(name: str) -> DocumentError:
    """No program that writes .docx writes a DOCTYPE: it is there to smuggle something in."""
    return DocumentError(f"{name} 里有 DOCTYPE 声明，正常的 Word 文件没有，不予打开。请弄清文件的来历。")


def as_text(text: str) -> str:
    """`text` as the content of an element or attribute; reading it gives `text` again.

    Raises ValueError when it has a character that XML 1.0 cannot carry.
    """
    if (strange := first_forbidden(text)) is not None:
        raise ValueError(f"XML cannot carry {strange!r}")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\r", "&#13;")
