"""The styles that show a speech, found in a layout by their built-in names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from enum import StrEnum

from lxml import etree

from ..errors import DocumentError
from ..model.speech import Role
from .ooxml import PARAGRAPH, RUN, STYLE, element, put, w
from .resolver import Properties, Resolver

_DEFAULT_HALF_POINTS = "20"
_NEUTRAL: Mapping[str, str] = {
    "spacing.before": "0", "spacing.after": "0", "spacing.line": "240", "spacing.lineRule": "auto",
    "spacing.beforeAutospacing": "0", "spacing.afterAutospacing": "0", "ind.left": "0", "ind.right": "0",
    "ind.firstLine": "0", "jc": "left", "r.b": "0", "r.bCs": "0", "r.sz": "20", "r.szCs": "20",
    "r.spacing": "0",
}  # fmt: skip
"""Said where a style says nothing, for another document's own defaults may differ."""

_NOT_COPIED = {"pStyle", "numPr", "rPr", "sectPr", "pPrChange", "rPrChange", "rStyle"}
_BY_ATTRIBUTES = {"p": ("spacing", "ind"), "r": ("rFonts",)}


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
    """The styles of a document; `file` is what messages call it."""

    def __init__(self, root: etree._Element, file: str, theme: etree._Element | None = None) -> None:
        self.resolver = Resolver(root, theme)
        self._root = root
        self._file = file
        self._by_id = {style.get(w("styleId"), ""): style for style in root.iter(w("style"))}

    def ids(self) -> dict[StyleName, str]:
        """The ids of those of our styles that this sheet has; a name's case does not matter."""
        named = {(_kind(style), _name(style)): id for id, style in reversed(self._by_id.items())}
        kinds = {name: "character" if name in RUN_STYLES else "paragraph" for name in StyleName}
        keys = {name: (kind, name.value.lower()) for name, kind in kinds.items()}
        return {name: named[key] for name, key in keys.items() if key in named}

    def adopt(self, fallback: StyleSheet | None) -> dict[StyleName, str]:
        """The ids of all our styles, once those that are missing are copied from `fallback`.

        Automatic numbering is taken from these styles: a draft's numbers are text.
        Raises DocumentError when one is missing and there is no fallback.
        """
        have = self.ids()
        missing = [name for name in StyleName if name not in have]
        if missing and fallback is None:
            names = "、".join(name.value for name in missing)
            raise DocumentError(f"版式 {self._file} 缺少样式：{names}。请在 Word 中补上这些样式。")
        if fallback is not None:
            theirs = fallback.ids()
            have |= {name: self.take(name.value, fallback, theirs[name]) for name in missing}
        for id in have.values():
            for numbering in self._by_id[id].findall(f"{w('pPr')}/{w('numPr')}"):
                numbering[:] = [element("numId", val="0")]
        return {name: have[name] for name in StyleName}

    def font_twips(self, id: str) -> int:
        """The font size of a style, its own or inherited, in twips; ValueError when it is no number."""
        return 10 * int(self.resolver.paragraph_style(id).get("r.sz", _DEFAULT_HALF_POINTS))

    def chinese_font(self, id: str) -> str:
        """The font of Chinese characters in a style, its own or inherited; "" where none is named."""
        return self.resolver.paragraph_style(id).get("r.rFonts.eastAsia", "")

    def whole(self, id: str) -> Properties:
        """All that a paragraph of a style has, whatever the defaults of the document."""
        return {**_NEUTRAL, **self.resolver.paragraph_style(id)}

    def take(self, name: str, source: StyleSheet, id: str) -> str:
        """The id of the style of that name here, once it is as the style `id` of `source`."""
        theirs = source._by_id[id]
        same = (
            one for one in self._by_id.values() if (_kind(one), _name(one)) == (_kind(theirs), name.lower())
        )
        style = next(same, None)
        if style is None:
            style = self._new(name, theirs)
        for child in [one for one in style if one.tag in (w("basedOn"), w("pPr"), w("rPr"))]:
            style.remove(child)
        for properties in source._properties(id):
            put(style, properties, STYLE)
        return style.get(w("styleId"), "")

    def _new(self, name: str, theirs: etree._Element) -> etree._Element:
        id = "".join(char for char in name.title() if char.isalnum())
        while id in self._by_id:
            id += "1"
        parts = (element("name", val=name), element("uiPriority", val="1"), element("qFormat"))
        style = element("style", *parts, type=_kind(theirs), styleId=id)
        if theirs.get(w("customStyle")) or name.lower() != _name(theirs):
            style.set(w("customStyle"), "1")
        self._root.append(style)
        self._by_id[id] = style
        return style

    def _properties(self, id: str) -> Iterator[etree._Element]:
        """The `w:pPr` and `w:rPr` of a style with all that it is based on."""
        is_paragraph = _kind(self._by_id[id]) == "paragraph"
        said = self.whole(id) if is_paragraph else self.resolver.style(id)
        for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
            font = self.resolver.font(said, slot)
            said = {key: value for key, value in said.items() if key != f"r.rFonts.{slot}Theme"}
            said |= {f"r.rFonts.{slot}": font} if font else {}
        for kind, order in (("p", PARAGRAPH), ("r", RUN))[not is_paragraph :]:
            made = element(f"{kind}Pr")
            for child in (*self._simple(id, kind), *written(said, kind)):
                put(made, child, order)
            if len(made):
                yield made

    def _simple(self, id: str, kind: str) -> Iterator[etree._Element]:
        """What the styles under `id` say, from the lowest up, in elements that replace each other."""
        for style in reversed(list(self.resolver.line_of(id))):
            for child in style.iterfind(f"{w(f'{kind}Pr')}/*"):
                name = etree.QName(child).localname
                if name not in _NOT_COPIED and name not in _BY_ATTRIBUTES[kind]:
                    yield deepcopy(child)


def written(said: Mapping[str, str], kind: str) -> Iterator[etree._Element]:
    """The elements that write properties of a paragraph ("p") or run ("r"), those whose values are in
    attributes and those that every whole style has."""
    prefix = "r." if kind == "r" else ""
    for name in _BY_ATTRIBUTES[kind]:
        start = f"{prefix}{name}."
        found = {key.removeprefix(start): value for key, value in said.items() if key.startswith(start)}
        if found:
            yield element(name, **found)
    for key, value in said.items():
        if key in _NEUTRAL and "." not in key.removeprefix("r.") and key.startswith("r.") == bool(prefix):
            yield element(key.removeprefix("r."), val=value)


def _kind(style: etree._Element) -> str:
    return style.get(w("type"), "paragraph")


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "").lower()
