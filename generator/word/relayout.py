"""A document laid out again as a layout has it, its words, tables, pictures and marks left alone.

Soft returns that stand for the end of a paragraph become one. Paragraphs that play a role of
a speech take that role's style, which is put into the document complete in itself; what they
or their runs had changed of fonts, sizes, pitch, indents and alignment goes, emphasis stays.
Nothing of this is a tracked change.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from ..model.faces import lead, most
from .appearance import PICTURES, faces, is_aside, style_names
from .layout import Layout
from .lines import Line
from .ooxml import PARAGRAPH, element, own_properties, put, r, w
from .opened import Opened
from .page_setup import Sections
from .reader import recognise_docx
from .resolver import FONT_SLOTS, Properties, Resolver
from .runs import hint_at_chinese
from .soft_returns import divided
from .styles import StyleName, written

PAGE, NUMBER, SOFT_RETURNS = {"F01"}, {"F06"}, {"F13"}
PARAGRAPHS = {"F02", "F03", "F04", "F05", "F07", "F08", "F09"}
"""The codes of the rules that each part of laying out is for."""

_OF_PARAGRAPHS = ("spacing", "ind", "jc", "snapToGrid", "contextualSpacing", "textAlignment", "outlineLvl")
_OF_RUNS = ("sz", "szCs", "spacing", "w", "kern", "fitText", "snapToGrid")
_KEPT_ALIGN = ("right", "center", "end")
_BODY = (StyleName.BODY.value, StyleName.CLOSING.value, StyleName.SALUTATION.value)
_BLANKS = " \t　\xa0"
_RUN_PROPERTIES = w("rPr")


def laid_out(opened: Opened, layout: Layout, codes: Collection[str]) -> bytes:
    """The document laid out again in that for which the rules of `codes` are."""
    if SOFT_RETURNS & set(codes):
        opened = Opened(divided(opened), opened.name)
    opened.needed(RT.STYLES)
    if PARAGRAPHS & set(codes):
        _Restyling(opened, layout).run()
    sections = Sections(opened, layout)
    if PAGE & set(codes):
        sections.set_up()
    if NUMBER & set(codes):
        sections.number()
    _lend_fonts(opened, layout)
    return opened.saved()


def _lend_fonts(opened: Opened, layout: Layout) -> None:
    """Adds what the layout's font table says of fonts that the document's does not know."""
    table, theirs = opened.fonts, layout.opened.fonts
    if table is None or theirs is None:
        return
    known = {font.get(w("name")) for font in table}
    fonts = [deepcopy(font) for font in theirs if font.get(w("name")) not in known]
    table.extend(font for font in fonts if font.find(f".//*[@{r('id')}]") is None)


class _Restyling:
    """The paragraphs of one document, each to take its role's style."""

    def __init__(self, opened: Opened, layout: Layout) -> None:
        self._opened = opened
        self._before = opened.resolver
        self._theirs = layout.opened.sheet
        self._styles = {name.value: id for name, id in layout.styles.items()}

    def run(self) -> None:
        roles = style_names(recognise_docx(self._opened), len(self._opened.lines))
        lines = [
            (line, role)
            for line, role in zip(self._opened.lines, roles, strict=True)
            if role is not None and not is_aside(line, self._before)
        ]
        plans = [(line, role, self._kept(line, role)) for line, role in lines]
        runs = [run for line, role in lines for run in self._runs_to_clear(line, role)]
        own = self._opened.sheet
        wanted = sorted({role for _, role in lines} | {StyleName.BODY.value})
        ids = {role: own.take(role, self._theirs, self._styles[role]) for role in wanted}
        for line, role, kept in plans:
            for paragraph in line.paragraphs:
                _set_paragraph(paragraph, ids[role], kept)
        for run, keeps_font, keeps_bold in runs:
            _clear_run(run, keeps_font, keeps_bold, self._before)
            hint_at_chinese(run)
        for blank in self._blanks(lines):
            _set_paragraph(blank, ids[StyleName.BODY.value], {})

    def _kept(self, line: Line, role: str) -> Properties:
        """What a paragraph keeps of its own, though the style has it otherwise."""
        properties = self._before.paragraph(line.element)
        kept: Properties = {}
        if properties.get("num.numId", "0") != "0":
            kept |= {key: properties[key] for key in ("num.numId", "num.ilvl") if key in properties}
            whole = self._theirs.whole(self._styles[role])
            kept |= {key: value for key, value in whole.items() if key.startswith("ind.")}
        elif role in _BODY and properties.get("jc") in _KEPT_ALIGN:
            kept["jc"] = properties["jc"]
            kept |= dict.fromkeys(("ind.left", "ind.right", "ind.firstLineChars", "ind.firstLine"), "0")
            kept |= {key: value for key, value in properties.items() if key.startswith("ind.")}
        elif line.text[:1] in _BLANKS:
            kept |= {"ind.firstLineChars": "0", "ind.firstLine": "0"}
        return kept

    def _runs_to_clear(self, line: Line, role: str) -> list[tuple[etree._Element, bool, bool]]:
        """The runs with text, each with whether it keeps its Chinese font, and its being bold."""
        properties = self._before.paragraph(line.element)
        stretches = faces(line, properties, self._before)
        face = most(stretches, line.text)
        start = 0 if face is None else lead(line.text, stretches, face)
        font = self._theirs.resolver.font(self._theirs.whole(self._styles[role]), "eastAsia")
        runs = {}
        for one in stretches:
            run = line.char(one.start).run
            if run is not None and face is not None:
                keeps_font = one.end <= start and one.face.chinese != font
                runs[run] = (run, keeps_font, one.face.is_bold and not face.is_bold)
        return list(runs.values())

    def _blanks(self, lines: Sequence[tuple[Line, str]]) -> list[etree._Element]:
        """The empty paragraphs between the first and the last of `lines`, without a picture."""
        if not lines:
            return []
        first, last = lines[0][0].element, lines[-1][0].element
        parent = first.getparent()
        if parent is None or last.getparent() is not parent:
            return []
        between = list(parent)[parent.index(first) : parent.index(last)]
        return [one for one in between if one.tag == w("p") and _is_blank(one)]


def _is_blank(paragraph: etree._Element) -> bool:
    return next(paragraph.iter(w("t"), w("br"), w("fldChar"), *PICTURES), None) is None


def _set_paragraph(paragraph: etree._Element, style: str, kept: Properties) -> None:
    """Gives a paragraph a style, without what it changed of it, but for what it has `kept`."""
    properties = own_properties(paragraph)
    for name in (*_OF_PARAGRAPHS, "pStyle"):
        for old in properties.findall(w(name)):
            properties.remove(old)
    put(properties, element("pStyle", val=style), PARAGRAPH)
    mark = properties.find(_RUN_PROPERTIES)
    if mark is not None:
        _clear(mark, keeps_font=False, keeps_bold=False)
    if "num.numId" in kept:
        level, number = (
            element("ilvl", val=kept.get("num.ilvl", "0")),
            element("numId", val=kept["num.numId"]),
        )
        put(properties, element("numPr", level, number), PARAGRAPH)
    for child in written(kept, "p"):
        put(properties, child, PARAGRAPH)


def _clear_run(run: etree._Element, keeps_font: bool, keeps_bold: bool, resolver: Resolver) -> None:
    properties = run.find(_RUN_PROPERTIES)
    if properties is None:
        return
    _clear(properties, keeps_font, keeps_bold)
    style = properties.find(w("rStyle"))
    if style is not None:
        id = style.get(w("val"), "")
        said = resolver.style(id)
        changes_face = "r.b" in said or any(key.startswith(("r.rFonts", "r.sz")) for key in said)
        if changes_face and resolver.name(id) != StyleName.LEAD.value:
            properties.remove(style)
    if not len(properties):
        run.remove(properties)


def _clear(properties: etree._Element, keeps_font: bool, keeps_bold: bool) -> None:
    for name in _OF_RUNS if keeps_bold else (*_OF_RUNS, "b", "bCs"):
        for old in properties.findall(w(name)):
            properties.remove(old)
    for fonts in properties.findall(w("rFonts")):
        for slot in FONT_SLOTS:
            if slot == "eastAsia" and keeps_font:
                continue
            fonts.attrib.pop(w(slot), None)
            fonts.attrib.pop(w(f"{slot}Theme"), None)
        if not fonts.attrib:
            properties.remove(fonts)
