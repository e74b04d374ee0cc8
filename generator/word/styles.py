"""The styles that show a speech, found in a layout by their built-in names."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from enum import StrEnum

from lxml import etree

from ..errors import DocumentError
from ..model.speech import Role
from .ooxml import parse, serialised, w
from .resolver import Resolver

_DEFAULT_HALF_POINTS = "20"


class StyleName(StrEnum):
    """The styles of a draft by their names: those that Word, WPS and LibreOffice write for built-in
    styles whatever the language of the program, and one of our own."""

    TITLE = "Title"
    BYLINE = "Subtitle"
    SALUTATION = "Salutation"
    BODY = "Body Text"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    HEADING_4 = "heading 4"
    CLOSING = "Closing"
    LEAD = "Lead Sentence"
    COMMENT_MARK = "annotation reference"
    COMMENT_TEXT = "annotation text"


HEADINGS = (StyleName.HEADING_1, StyleName.HEADING_2, StyleName.HEADING_3, StyleName.HEADING_4)
OURS_TO_BREAK = (StyleName.TITLE, StyleName.BYLINE)
"""In these the writer breaks lines: a `w:br` is no character of theirs, a `w:cr` is one that was typed."""

RUN_STYLES = {StyleName.LEAD, StyleName.COMMENT_MARK}

_STYLES: Mapping[Role, StyleName] = {
    Role.TITLE: StyleName.TITLE,
    Role.BYLINE: StyleName.BYLINE,
    Role.SALUTATION: StyleName.SALUTATION,
    Role.CLOSING: StyleName.CLOSING,
}


def style_for(role: Role, level: int = 0) -> StyleName:
    """The style that shows a paragraph of a speech; `level` is a heading's."""
    return HEADINGS[level - 1] if role is Role.HEADING else _STYLES.get(role, StyleName.BODY)


class StyleSheet:
    """The styles part of a layout."""

    def __init__(self, root: etree._Element, file: str) -> None:
        self.root = root
        self._file = file
        self._by_id = {style.get(w("styleId"), ""): style for style in root.iter(w("style"))}

    @classmethod
    def of(cls, part: bytes | None, file: str) -> StyleSheet:
        root = etree.Element(w("styles")) if part is None else parse(part, f"{file}（styles.xml）")
        return cls(root, file)

    @property
    def part(self) -> bytes:
        return serialised(self.root)

    def ids(self) -> dict[StyleName, str]:
        """The ids of those of our styles that this sheet has; a name's case does not matter."""
        named = {(_kind(style), _name(style)): id for id, style in reversed(self._by_id.items())}
        kinds = {name: "character" if name in RUN_STYLES else "paragraph" for name in StyleName}
        keys = {name: (kind, name.value.lower()) for name, kind in kinds.items()}
        return {name: named[key] for name, key in keys.items() if key in named}

    def adopt(self, fallback: bytes | None) -> dict[StyleName, str]:
        """The ids of all our styles, once those that are missing are copied from `fallback`.

        Automatic numbering is taken from these styles: a draft's numbers are text.
        Raises DocumentError when one is missing and there is no fallback.
        """
        have = self.ids()
        if missing := [name for name in StyleName if name not in have]:
            have |= self._copied(missing, fallback)
        for id in have.values():
            self._without_numbering(self._by_id[id])
        return {name: have[name] for name in StyleName}

    def font_twips(self, id: str) -> int:
        """The font size of a style, its own or inherited, in twips; ValueError when it is no number."""
        return 10 * int(Resolver(self.root).paragraph_style(id).get("r.sz", _DEFAULT_HALF_POINTS))

    def chinese_font(self, id: str) -> str:
        """The font of Chinese characters in a style, its own or inherited; "" where none is named."""
        return Resolver(self.root).paragraph_style(id).get("r.rFonts.eastAsia", "")

    def _copied(self, missing: list[StyleName], fallback: bytes | None) -> dict[StyleName, str]:
        if fallback is None:
            names = "、".join(name.value for name in missing)
            raise DocumentError(f"版式 {self._file} 缺少样式：{names}。请在 Word 中补上这些样式。")
        source = StyleSheet.of(fallback, self._file)
        theirs = source.ids()
        ids = {name: self._free_id(theirs[name]) for name in missing}
        for name, id in ids.items():
            style = deepcopy(source._by_id[theirs[name]])
            self._settle(style, id)
            self.root.append(style)
            self._by_id[id] = style
        return ids

    def _free_id(self, id: str) -> str:
        while id in self._by_id:
            id += "1"
        return id

    def _settle(self, style: etree._Element, id: str) -> None:
        """Makes a copied style refer only to what this sheet has."""
        style.set(w("styleId"), id)
        for name in ("next", "link", "basedOn"):
            for reference in style.findall(w(name)):
                style.remove(reference)
        default = self._default_of(_kind(style))
        if default:
            based_on = etree.Element(w("basedOn"))
            based_on.set(w("val"), default)
            style.insert(1, based_on)

    def _default_of(self, kind: str) -> str:
        for id, style in self._by_id.items():
            if _kind(style) == kind and style.get(w("default")) in {"1", "true", "on"}:
                return id
        return ""

    def _without_numbering(self, style: etree._Element) -> None:
        for numbering in style.findall(f"{w('pPr')}/{w('numPr')}"):
            for child in numbering.findall("*"):
                numbering.remove(child)
            etree.SubElement(numbering, w("numId")).set(w("val"), "0")


def _kind(style: etree._Element) -> str:
    return style.get(w("type"), "paragraph")


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "").lower()
