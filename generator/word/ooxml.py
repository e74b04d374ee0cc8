"""The XML that a .docx is made of: names, elements in their order, safe parsing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.parser import oxml_parser
from lxml import etree

from ..errors import DocumentError
from ..files.archive import has_doctype

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
AUTHOR, INITIALS = "speechgen", "sg"
"""Of our own comments and tracked changes."""

PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
    "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
RUN = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
    "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
    "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
SECTION = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
    "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg",
    "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip
STYLE = (
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
    "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid", "pPr",
    "rPr",
)  # fmt: skip
"""Where the schema wants the children of these: ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.6.17."""


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


def own_properties(one: Any) -> etree._Element:
    """The `w:pPr` of a paragraph, the `w:rPr` of a run; made where there is none."""
    found: etree._Element = one.get_or_add_pPr() if one.tag == w("p") else one.get_or_add_rPr()
    return found


def put(parent: etree._Element, child: etree._Element, order: tuple[str, ...]) -> None:
    """Puts `child` into `parent` where `order` wants it, in the place of one of its name."""
    for old in parent.findall(str(child.tag)):
        parent.remove(old)
    before = set(map(w, order[: order.index(etree.QName(child).localname)]))
    parent.insert(sum(other.tag in before for other in parent), child)


def serialised(root: etree._Element) -> bytes:
    """The XML part that `root` is the root of."""
    return serialize_part_xml(root)


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


def _doctype_refused(name: str) -> DocumentError:
    return DocumentError(f"{name} 里有 DOCTYPE 声明，正常的 Word 文件没有，不予打开。请弄清文件的来历。")
