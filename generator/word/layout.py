"""Layout (版式): a .docx whose styles and page set-up a draft takes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path

from lxml import etree

from .. import files
from ..errors import DocumentError
from . import provenance, relations
from .carried import Carried, carried
from .ooxml import DECLARATION, R, W, as_text, parse, w
from .package import Part, deflated, open_package, stored
from .relations import OFFICE_TYPE, PACKAGE_TYPE, WORD_TYPE, Relationship
from .settings import layout_settings
from .styles import Role, StyleSheet

CORE_PART = "docProps/core.xml"

_APP_PART = "docProps/app.xml"
_APP = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>speechgen</Application></Properties>"
).encode()


@dataclass(frozen=True, eq=False)
class Layout:
    """What every draft of a layout shares; loaded once, written into many drafts.

    `styles` are the style ids by role, `sheet` the part that defines them. `title_width`
    is how many Chinese characters a line of the title holds. `head` and `tail` are the
    main part before and after the paragraphs. `frames` are the parts that never change,
    packed, by (has comments, has provenance).
    """

    name: str
    main: str
    styles: Mapping[Role, str]
    sheet: bytes = field(repr=False)
    title_width: float
    head: str = field(repr=False)
    tail: str = field(repr=False)
    frames: Mapping[tuple[bool, bool], tuple[Part, ...]] = field(repr=False)

    @cached_property
    def style_values(self) -> Mapping[Role, str]:
        """The style ids as values of XML attributes."""
        return {role: as_text(style) for role, style in self.styles.items()}

    @property
    def comments_part(self) -> str:
        return _beside(self.main, "comments.xml")


@dataclass(frozen=True, eq=False)
class Source:
    """What a .docx has that a layout is made of: page set-up, styles by role, the parts that
    drafts share (headers and footers, font table, theme), and settings that decide looks."""

    file: str
    main: str
    section: etree._Element
    sheet: StyleSheet
    names: Mapping[Role, str]
    kept: Carried
    settings: bytes = field(repr=False)


def load_layout(path: Path, fallback: Layout | None = None) -> Layout:
    """The layout that the .docx at `path` is.

    Its styles are found by their built-in names; those that it lacks are copied from
    `fallback`. Its text, its properties and everything it refers to outside itself are
    left behind. Raises FileError when it cannot be read, DocumentError when it cannot
    serve as a layout.
    """
    return _layout(open_source(path, fallback.sheet if fallback else None))


def open_source(path: Path, fallback: bytes | None = None) -> Source:
    """What the .docx at `path` has of a layout, and a sheet has to lend. Raises as `load_layout`."""
    data = files.read_bytes(path)
    with files.bounded(path, len(data)):
        return _source(open_package(data, path.name), path.name, fallback)


def _source(parts: dict[str, bytes], file: str, fallback: bytes | None) -> Source:
    main = relations.main_part(parts, file)
    section = _page_setup(parts[main], file)
    sheet = StyleSheet.of(_part(parts, main, "styles", file), file)
    names = sheet.adopt(fallback)
    kept = carried(parts, main, section, file)
    settings = layout_settings(_part(parts, main, "settings", file), file)
    return Source(file, main, section, sheet, names, kept, settings)


def _layout(source: Source) -> Layout:
    file, main, kept = source.file, source.main, source.kept
    kept.add(_beside(main, "styles.xml"), "styles", source.sheet.part)
    kept.add(_beside(main, "settings.xml"), "settings", source.settings)
    return Layout(
        name=file,
        main=main,
        styles=source.names,
        sheet=source.sheet.part,
        title_width=title_width(source.section, source.sheet, source.names[Role.TITLE], file),
        head=f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>',
        tail=f"{etree.tostring(source.section, encoding='unicode')}</w:body></w:document>",
        frames={key: tuple(_frame(main, kept, *key)) for key in product((False, True), (False, True))},
    )


def _beside(main: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(main), name)


def _part(parts: Mapping[str, bytes], main: str, kind: str, file: str) -> bytes | None:
    targets = [rel.target for rel in relations.relationships(parts, main, file) if rel.kind == kind]
    return parts[targets[0]] if targets else None


def _page_setup(part: bytes, file: str) -> etree._Element:
    """The properties of the last section, without what changes nothing or is Word's bookkeeping."""
    section = parse(part, file).find(f"{w('body')}/{w('sectPr')}")
    if section is None:
        raise DocumentError(f"{file} 没有页面设置，不能作版式。请在 Word 中打开，设好页边距后另存一份。")
    for element in section.findall("*"):
        if element.tag in {w("printerSettings"), w("sectPrChange")}:
            section.remove(element)
    for element in section.iter():
        for name in element.attrib:
            if etree.QName(name).namespace not in (W, R) or "rsid" in str(name):
                del element.attrib[name]
    section.tail = None
    etree.cleanup_namespaces(section)
    return section


def title_width(section: etree._Element, sheet: StyleSheet, title: str, file: str) -> float:
    """How many characters of the title's size stand between the margins."""
    try:
        width = _text_width(section) / sheet.font_twips(title)
    except (ValueError, ZeroDivisionError):
        width = 0
    if width < 1:
        raise DocumentError(
            f"{file} 的页面宽度、页边距或标题字号不对，一行放不下一个字。请在 Word 中改好再用。"
        )
    return width


def _text_width(section: etree._Element) -> int:
    """The width between the margins, in twips."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    page = 11906 if size is None else int(size.get(w("w"), 11906))
    sides = ("left", "right", "gutter")
    return page - (3600 if margins is None else sum(int(margins.get(w(side), 0)) for side in sides))


def _frame(main: str, kept: Carried, comments: bool, traced: bool) -> Iterator[Part]:
    """The parts that never change, those that list the others first, as Word has it."""
    links = [*kept.links]
    types = {main: f"{WORD_TYPE}document.main+xml", **kept.types}
    if comments:
        name = _beside(main, "comments.xml")
        links.append(Relationship("rIdComments", "comments", name))
        types[name] = f"{WORD_TYPE}comments+xml"
    if traced:
        links.append(Relationship("rIdProvenance", "customXml", provenance.PART))
        types[provenance.PROPERTIES_PART] = f"{OFFICE_TYPE}customXmlProperties+xml"
    types |= {
        CORE_PART: f"{PACKAGE_TYPE}core-properties+xml",
        _APP_PART: f"{OFFICE_TYPE}extended-properties+xml",
    }
    yield deflated(relations.CONTENT_TYPES_PART, relations.content_types_xml(types))
    yield deflated(relations.relations_part(""), relations.relationships_xml("", _package_links(main)))
    yield deflated(relations.relations_part(main), relations.relationships_xml(main, links))
    yield stored(_APP_PART, _APP)
    yield from kept.packed
    yield from provenance.FRAME if traced else ()


def _package_links(main: str) -> list[Relationship]:
    return [
        Relationship("rId1", "officeDocument", main),
        Relationship("rId2", "core-properties", CORE_PART),
        Relationship("rId3", "extended-properties", _APP_PART),
    ]
