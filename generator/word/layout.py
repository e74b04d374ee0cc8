"""Layout (版式): a .docx whose styles and page set-up a draft takes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from .. import files
from ..errors import DocumentError
from ..model.layout_changes import NO_CHANGES, LayoutChanges
from . import rare
from .changed_layout import change_layout
from .ooxml import R, W, element, r, serialised, w
from .opened import Opened
from .styles import StyleName

_LENT = (RT.FONT_TABLE, RT.NUMBERING, RT.THEME, RT.HEADER, RT.FOOTER, RT.STYLES, RT.SETTINGS)
_LENT_OF_PARTS = (RT.IMAGE, RT.FONT)
_XML = (".xml", ".rels")
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
_CLICKS = {"hlinkClick", "hlinkHover"}
"""Links of drawings, which are nothing without their address."""


_SETTINGS = {
    "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter",
    "gutterAtTop", "defaultTabStop", "autoHyphenation", "evenAndOddHeaders", "drawingGridHorizontalSpacing",
    "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery",
    "doNotUseMarginsForDrawingGridOrigin", "noPunctuationKerning", "characterSpacingControl",
    "strictFirstAndLastChars", "noLineBreaksAfter", "noLineBreaksBefore",
}  # fmt: skip
"""The settings that decide how a page looks, before `w:compat` in the schema, and after it."""
_SETTINGS_AFTER = {"themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"}
_COMPAT = (
    "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
    "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout",
)  # fmt: skip
"""What Chinese Word sets, in the schema's order; doNotExpandShiftReturn keeps a justified
line that ends in a line break from being stretched."""
_WORD_2013 = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
"""Without this Word opens a document in compatibility mode."""

_PAGES = ("speechgen.pages", "sentences")
"""The variable of a document whose pages end where sentences end, and its value."""

_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>speechgen</Application></Properties>"
)


@dataclass(frozen=True, eq=False)
class Layout:
    """What the drafts of a layout share; loaded once, written into many of them.

    `opened` is a document without text that has all that is shared, `styles` are the style
    ids by name. `title_width` and `byline_width` are how many Chinese characters a line of
    the title and of the byline holds. `rare_fonts` are those of characters that a style's own
    font lacks. With `ends_with_sentences` a page is to end where a sentence does.
    """

    name: str
    opened: Opened = field(repr=False)
    styles: Mapping[StyleName, str]
    title_width: float
    byline_width: float
    rare_fonts: Mapping[StyleName, str]
    ends_with_sentences: bool

    @property
    def section(self) -> etree._Element:
        """The page set-up."""
        return section_of(self.opened)


def load_layout(path: Path, fallback: Layout | None = None, changes: LayoutChanges = NO_CHANGES) -> Layout:
    """The layout that the .docx at `path` is, with `changes`.

    Its styles are found by their built-in names; those that it lacks are copied from
    `fallback`. Its text, its properties and everything it refers to outside itself are
    left behind. Raises FileError when it cannot be read, DocumentError when it cannot
    serve as a layout.
    """
    data = files.read_bytes(path)
    with files.within_bounds(path, len(data)):
        return _layout(data, path.name, fallback, changes)


def _layout(data: bytes, name: str, fallback: Layout | None, changes: LayoutChanges) -> Layout:
    opened = Opened(data, name)
    section = section_of(opened)
    opened.needed(RT.STYLES)
    styles = opened.sheet.adopt(None if fallback is None else fallback.opened.sheet)
    change_layout(opened, styles, changes)
    title, byline = (line_width(opened, styles[name]) for name in (StyleName.TITLE, StyleName.BYLINE))
    fonts = {name: rare.FONTS.get(opened.sheet.chinese_font(id), "") for name, id in styles.items()}
    ends_with_sentences = _is_variable(opened.needed(RT.SETTINGS), *_PAGES)
    _settle_settings(opened)
    _strip_text(opened.document, section)
    _strip_parts(opened, section)
    held = io.BytesIO()
    opened.document.save(held)
    made = Opened(held.getvalue(), name)
    return Layout(name, made, styles, title, byline, fonts, ends_with_sentences)


def section_of(opened: Opened) -> etree._Element:
    """The page set-up of the last section. Raises DocumentError when there is none."""
    section = opened.root.find(f"{w('body')}/{w('sectPr')}")
    if section is None:
        raise DocumentError(
            f"{opened.name} 没有页面设置，不能作版式。请在 Word 中打开，设好页边距后另存一份。"
        )
    return section


def line_width(opened: Opened, style: str) -> float:
    """How many characters of a style's size stand between the margins. Raises DocumentError."""
    try:
        width = _text_width(section_of(opened)) / opened.sheet.font_twips(style)
    except (ValueError, ZeroDivisionError):
        width = 0
    if width < 1:
        raise DocumentError(
            f"{opened.name} 的页面宽度、页边距或标题、署名的字号不对，一行放不下一字。请在 Word 中改好再用。"
        )
    return width


def _text_width(section: etree._Element) -> int:
    """The width between the margins, in twips."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    page = 11906 if size is None else int(size.get(w("w"), 11906))
    sides = ("left", "right", "gutter")
    return page - (3600 if margins is None else sum(int(margins.get(w(side), 0)) for side in sides))


def _is_variable(settings: etree._Element, name: str, value: str) -> bool:
    """Whether a variable of the document has that value."""
    variables = settings.iterfind(f"{w('docVars')}/{w('docVar')}")
    return any(one.get(w("name")) == name and one.get(w("val")) == value for one in variables)


def _settle_settings(opened: Opened) -> None:
    """Leaves the settings that are about looks: no views, revision numbers, mail merge,
    attached template, protection."""
    root = opened.needed(RT.SETTINGS)
    before = [child for child in root if child.tag in set(map(w, _SETTINGS))]
    after = [child for child in root if child.tag in set(map(w, _SETTINGS_AFTER))]
    stated = root.findall(f"{w('compat')}/{w('compatSetting')}")
    compat = element("compat", *map(element, _COMPAT), *(stated or [element("compatSetting", **_WORD_2013)]))
    pages = {"name": _PAGES[0], "val": _PAGES[1]}
    kept = [element("docVars", element("docVar", **pages))] if _is_variable(root, *_PAGES) else []
    root[:] = [*before, compat, *kept, *after]
    _strip_attributes(root)


def _strip_text(document: Document, section: etree._Element) -> None:
    """Leaves nothing but the page set-up, without what changes nothing or is Word's bookkeeping."""
    root, body = document.element, document.element.body
    root[:] = [body]
    body[:] = [section]
    for child in section.findall(w("printerSettings")) + section.findall(w("sectPrChange")):
        section.remove(child)
    for one in section.iter():
        for name in one.attrib:
            if etree.QName(name).namespace not in (W, R) or "rsid" in str(name):
                del one.attrib[name]
    _strip_attributes(root)


def _strip_attributes(root: etree._Element) -> None:
    root.attrib.clear()
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])


def _strip_parts(opened: Opened, section: etree._Element) -> None:
    """Leaves the parts that drafts share: the headers and footers that `section` uses, and
    pictures and fonts inside the package. What refers to others is taken away.

    Raises DocumentError for a field that may fetch another file.
    """
    references = list(section.iter(w("headerReference"), w("footerReference")))
    used = {reference.get(r("id")) for reference in references}
    links = opened.main.rels
    for id, link in list(links.items()):
        kind = link.reltype
        if link.is_external or kind not in _LENT or (kind in (RT.HEADER, RT.FOOTER) and id not in used):
            del links[id]
        elif kind in (RT.STYLES, RT.SETTINGS):
            link.target_part.rels.clear()
        elif link.target_part.content_type.endswith(f".{kind.rpartition('/')[2]}+xml"):
            _replace(opened, id, link.target_part, kind)
        else:
            del links[id]
    for reference in references:
        if reference.get(r("id")) not in links:
            section.remove(reference)
    package = opened.document.part.package
    for id in [id for id, link in package.rels.items() if link.reltype != RT.OFFICE_DOCUMENT]:
        del package.rels[id]
    app = Part(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, _APP, package)
    package.relate_to(app, RT.EXTENDED_PROPERTIES)


def _replace(opened: Opened, id: str, part: Part, kind: str) -> None:
    """Puts in the place of a part one that refers to nothing but pictures and fonts."""
    inside = {id: link for id, link in part.rels.items() if not link.is_external}
    lent = {id: link for id, link in inside.items() if link.reltype in _LENT_OF_PARTS}
    links = {id: link for id, link in lent.items() if not link.target_ref.lower().endswith(_XML)}
    root = opened.root_of(part)
    _refuse_strange_fields(root, opened.name)
    _drop_references(root, set(links))
    made = Part(part.partname, part.content_type, serialised(root), part.package)
    for inner, link in links.items():
        made.load_rel(link.reltype, link.target_part, inner)
        link.target_part.rels.clear()
    opened.main.load_rel(kind, made, id)


def _drop_references(root: etree._Element, known: set[str]) -> None:
    """Takes away what refers to anything but the `known` relationships."""
    dropped = [
        (one, name)
        for one in root.iter(etree.Element)
        for name, value in one.attrib.items()
        if (name.startswith(f"{{{R}}}") and value not in known) or etree.QName(name).localname in _ADDRESSES
    ]
    for one, name in dropped:
        one.attrib.pop(name, None)
        parent = one.getparent()
        if etree.QName(one).localname in _CLICKS and parent is not None:
            parent.remove(one)


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
    for one in root.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("delInstrText")):
        if one.tag == w("fldSimple"):
            yield one.get(w("instr"), "")
        elif one.tag != w("fldChar"):
            open_fields[-1].append(one.text or "")
        elif one.get(w("fldCharType")) == "begin":
            open_fields.append([])
        elif one.get(w("fldCharType")) == "end" and len(open_fields) > 1:
            yield "".join(open_fields.pop())
    yield from map("".join, open_fields)
