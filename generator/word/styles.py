"""Which style of a layout plays which role in a speech, found by its built-in name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from enum import StrEnum
from functools import lru_cache

from lxml import etree

from ..errors import DocumentError
from .ooxml import parse, serialised, w

_DEFAULT_HALF_POINTS = 20


class Role(StrEnum):
    """What a paragraph or run is; the value is the name of the style that shows it.

    The names are those that Word, WPS and LibreOffice write for built-in styles whatever
    the language of the program.
    """

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


HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
OURS_TO_BREAK = (Role.TITLE, Role.BYLINE)
"""In these the writer breaks lines: a line break is no character of theirs, `w:cr` is one that was typed."""

RUN_ROLES = {Role.LEAD, Role.COMMENT_MARK}


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

    def roles(self) -> dict[Role, str]:
        """The style ids of the roles that this sheet has; a name's case does not matter."""
        named = {(_kind(style), _name(style)): id for id, style in reversed(self._by_id.items())}
        keys = {
            role: ("character" if role in RUN_ROLES else "paragraph", role.value.lower()) for role in Role
        }
        return {role: named[key] for role, key in keys.items() if key in named}

    def adopt(self, fallback: bytes | None) -> dict[Role, str]:
        """The style ids of all roles, once those that are missing are copied from `fallback`.

        Automatic numbering is taken from these styles: a draft's numbers are text.
        Raises DocumentError when one is missing and there is no fallback.
        """
        have = self.roles()
        if missing := [role for role in Role if role not in have]:
            have |= self._copied(missing, fallback)
        for id in have.values():
            self._without_numbering(self._by_id[id])
        return {role: have[role] for role in Role}

    def font_twips(self, id: str) -> int:
        """The font size of a style, its own or inherited, in twips; ValueError when it is no number."""
        own = [style.find(f"{w('rPr')}/{w('sz')}") for style in self.line_of(id)]
        default = self.root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('sz')}")
        sizes = [size.get(w("val"), "") for size in (*own, default) if size is not None]
        return 10 * int(sizes[0] if sizes else _DEFAULT_HALF_POINTS)

    def chinese_font(self, id: str) -> str:
        """The font of Chinese characters in a style, its own or inherited; "" where none is named."""
        own = [style.find(f"{w('rPr')}/{w('rFonts')}") for style in self.line_of(id)]
        default = self.root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('rFonts')}")
        named = [fonts.get(w("eastAsia")) for fonts in (*own, default) if fonts is not None]
        return next(filter(None, named), "")

    def line_of(self, id: str) -> Iterator[etree._Element]:
        """A style and those that it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while id in self._by_id and id not in seen:
            seen.add(id)
            yield self._by_id[id]
            based_on = self._by_id[id].find(w("basedOn"))
            id = "" if based_on is None else based_on.get(w("val"), "")

    def _copied(self, missing: list[Role], fallback: bytes | None) -> dict[Role, str]:
        if fallback is None:
            names = "、".join(role.value for role in missing)
            raise DocumentError(f"版式 {self._file} 缺少样式：{names}。请在 Word 中补上这些样式。")
        source = StyleSheet.of(fallback, self._file)
        theirs = source.roles()
        ids = {role: self._free_id(theirs[role]) for role in missing}
        for role, id in ids.items():
            style = deepcopy(source._by_id[theirs[role]])
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


@lru_cache(maxsize=8)
def roles_in(part: bytes | None) -> Mapping[Role, str]:
    """The style ids of the roles in a styles part; kept, since the drafts of a folder share it.

    Raises DocumentError when it cannot be read.
    """
    return StyleSheet.of(part, "styles.xml").roles()


def _kind(style: etree._Element) -> str:
    return style.get(w("type"), "paragraph")


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "").lower()
