"""The pages of a document set up as a layout has them, and numbered."""

from __future__ import annotations

import posixpath
from copy import deepcopy

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from lxml import etree

from .appearance import is_landscape
from .layout import Layout
from .ooxml import AUTHOR, SECTION, element, put, r, serialised, w
from .opened import Opened
from .page_numbers import is_facing

_TAKEN = ("pgSz", "pgMar", "docGrid")


class Sections:
    """The sections of an opened document."""

    def __init__(self, opened: Opened, layout: Layout) -> None:
        self._opened = opened
        self._layout = layout
        self._sections = list(opened.root.iter(w("sectPr"))) or [_last_section(opened.root)]

    def set_up(self) -> None:
        """Gives all upright sections the layout's paper, margins and grid."""
        for section in self._sections:
            if is_landscape(section):
                continue
            for name in _TAKEN:
                for old in section.findall(w(name)):
                    section.remove(old)
                for new in self._layout.section.findall(w(name)):
                    put(section, deepcopy(new), SECTION)

    def number(self) -> None:
        """Gives all sections the layout's footers; a header for odd pages is for even ones too."""
        references = self._layout.section.findall(w("footerReference"))
        ids = {one.get(w("type"), "default"): self._footer(one.get(r("id"), "")) for one in references}
        for section in self._sections:
            for old in section.findall(w("footerReference")):
                if old.get(w("type"), "default") != "first":
                    section.remove(old)
            for form in section.findall(w("pgNumType")):
                form.attrib.pop(w("fmt"), None)
            _refer(section, "footerReference", ids)
        self._set_facing()

    def _footer(self, id: str) -> str:
        """The id of a footer of the layout, once it is among the parts."""
        theirs = self._layout.opened.main.related_parts[id]
        root = deepcopy(self._layout.opened.root_of(theirs))
        for style in root.iter(w("pStyle")):
            style.set(w("val"), self._footer_style(style.get(w("val"), "")))
        etree.strip_elements(root, w("rStyle"), with_tail=False)
        made = self._new_part(theirs, RT.FOOTER, serialised(root))
        own = self._opened.main.relate_to(made, RT.FOOTER)
        for inner, link in theirs.rels.items():
            picture = link.target_part
            made.load_rel(link.reltype, self._new_part(picture, link.reltype, picture.blob), inner)
        return own

    def _footer_style(self, id: str) -> str:
        """The id that the layout's style `id` has here, under a name that no other style has."""
        sheet = self._layout.opened.sheet
        name = sheet.resolver.name(id)
        return self._opened.sheet.take(f"{name} ({AUTHOR})", sheet, id) if name else id

    def _new_part(self, theirs: Part, kind: str, content: bytes) -> Part:
        wish = f"{AUTHOR}-{posixpath.basename(theirs.partname)}"
        return self._opened.new_part(wish, kind, theirs.content_type, content)

    def _set_facing(self) -> None:
        """Has odd and even pages differ if they do in the layout."""
        facing = is_facing(self._layout.opened)
        if facing and not is_facing(self._opened):
            self._share_headers()
        if facing or self._opened.settings is not None:
            self._opened.needed(RT.SETTINGS)
            self._opened.document.settings.odd_and_even_pages_header_footer = facing

    def _share_headers(self) -> None:
        """Shows on even pages the header of odd ones."""
        for section in self._sections:
            headers = {one.get(w("type"), "default"): one for one in section.findall(w("headerReference"))}
            if "even" in headers:
                section.remove(headers["even"])
            if "default" in headers:
                _refer(section, "headerReference", {"even": headers["default"].get(r("id"), "")})


def _refer(section: etree._Element, name: str, ids: dict[str, str]) -> None:
    for type, id in reversed(ids.items()):
        reference = element(name, type=type)
        reference.set(r("id"), id)
        headers = len(section.findall(w("headerReference")))
        section.insert(headers if name == "footerReference" else 0, reference)


def _last_section(root: etree._Element) -> etree._Element:
    body = root.find(w("body"))
    section = element("sectPr")
    (root if body is None else body).append(section)
    return section
