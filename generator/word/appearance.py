"""How a .docx looks, and how a layout does: the same values for both, so that they can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from ..model.appearance import Face, LayoutLook, LineLook, Look, PageLook, ParagraphLook, Pitch, Stretch
from ..model.faces import lead, most, unlike
from ..model.speech import Role
from ..recognise import Recognised
from .layout import Layout
from .lines import Line
from .ooxml import w
from .opened import Opened
from .page_numbers import Footers
from .resolver import Properties, Resolver
from .runs import run_of
from .soft_returns import soft_returns
from .styles import RUN_STYLES, StyleName, style_for
from .text import OFF, style_id

PICTURES = (w("drawing"), w("pict"), w("object"))
ASIDE = (w("tbl"), w("txbxContent"))
"""What is in there has a look of its own."""

_TWIPS, _HALF_POINTS = 20, 2
_MM = 25.4 / 1440
_ALIGN = {"start": "left", "end": "right", "distribute": "both", "": "left"}
_ASIDE_STYLES = ("toc", "caption", "footnote", "endnote", "table", "header", "footer", "bibliography")
_HEAD = (Role.TITLE, Role.BYLINE)


def look_of(opened: Opened, roles: Sequence[str | None]) -> Look:
    """The look of an opened document, each of whose lines plays the role of that style's name."""
    resolver = opened.resolver
    sections = list(opened.root.iter(w("sectPr")))
    upright = [section for section in sections if not is_landscape(section)]
    footers = Footers(opened, sections, resolver)
    width = text_width([*sections, *upright][-1] if sections else None)
    return Look(
        pages=tuple(map(page_look, upright)),
        odd=footers.number("default"),
        even=footers.number("even"),
        lines=tuple(
            None if role is None or is_aside(line, resolver) else _line_look(line, role, resolver, width)
            for line, role in zip(opened.lines, roles, strict=True)
        ),
        alternatives=alternatives(opened.fonts),
        has_other_footer=footers.are_to_stay,
        soft_returns=soft_returns(opened),
    )


def style_names(found: Recognised, count: int) -> list[str | None]:
    """The names of the styles for each of `count` lines, as they were recognised.

    None before the speech begins. What is no part of it further on, and who signs under it, looks as
    the text around.
    """
    names: list[str | None] = []
    text: StyleName | None = None
    for place in range(count):
        placed = found.roles.get(place)
        if placed is not None and (text is None or placed.role is not Role.BYLINE):
            names.append(style_for(*placed).value)
            if placed.role not in _HEAD:
                text = StyleName.CLOSING if placed.role is Role.CLOSING else StyleName.BODY
        else:
            names.append((text or StyleName.BODY).value if any(names) else None)
    return names


def layout_look(layout: Layout) -> LayoutLook:
    """The look that a layout gives to the roles of a speech."""
    opened = layout.opened
    resolver = opened.resolver
    footers = Footers(opened, [layout.section], resolver)
    paragraphs = [(role, id) for role, id in layout.styles.items() if role not in RUN_STYLES]
    return LayoutLook(
        page=page_look(layout.section),
        odd=footers.number("default"),
        even=footers.number("even"),
        roles={role.value: paragraph_look(resolver.paragraph_style(id), resolver) for role, id in paragraphs},
        alternatives=alternatives(opened.fonts),
    )


def page_look(section: etree._Element) -> PageLook:
    """Paper and margins; Word's own where the section does not say."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    paper = (_length(size, name, default) for name, default in (("w", 12240), ("h", 15840)))
    sides = (
        _length(margins, name, default)
        for name, default in (("top", 1440), ("bottom", 1440), ("left", 1800), ("right", 1800))
    )
    return PageLook(*(round(twips * _MM, 1) for twips in (*paper, *map(abs, sides))))


def is_landscape(section: etree._Element) -> bool:
    size = section.find(w("pgSz"))
    return size is not None and _length(size, "w", 0) > _length(size, "h", 1)


def alternatives(table: etree._Element | None) -> Mapping[str, tuple[str, ...]]:
    """What a font table says may stand for a font (`w:altName`), by the font's name."""
    found: dict[str, tuple[str, ...]] = {}
    for font in () if table is None else table.iterchildren(w("font")):
        other = font.find(w("altName"))
        if other is not None:
            names = other.get(w("val"), "").split(",")
            found[font.get(w("name"), "")] = tuple(name.strip() for name in names if name.strip())
    return found


def paragraph_look(properties: Properties, resolver: Resolver, face: Face | None = None) -> ParagraphLook:
    """The look that resolved properties give, with another `face` where the runs have one."""
    face = face or face_of(properties, resolver)
    size = (face.size + face.tracking) or 1
    return ParagraphLook(
        face=face,
        pitch=_pitch(properties),
        before=_spacing(properties, "before"),
        after=_spacing(properties, "after"),
        first=_first(properties, size),
        left=_indent(properties, "left", size),
        right=_indent(properties, "right", size),
        align=_ALIGN.get(properties.get("jc", ""), properties.get("jc", "")),
        outline=outline(properties),
    )


def outline(properties: Mapping[str, str]) -> int:
    level = _number(properties.get("outlineLvl"), 9)
    return int(level) + 1 if level < 9 else 0


def face_of(properties: Mapping[str, str], resolver: Resolver) -> Face:
    return Face(
        chinese=resolver.font(properties, "eastAsia"),
        latin=resolver.font(properties, "ascii"),
        size=_number(properties.get("r.sz"), 20) / _HALF_POINTS,
        is_bold=properties.get("r.b", "0") not in OFF,
        is_themed="r.rFonts.eastAsiaTheme" in properties,
        tracking=_number(properties.get("r.spacing"), 0) / _TWIPS,
    )


def is_aside(line: Line, resolver: Resolver) -> bool:
    """Whether no layout speaks of a paragraph: in a table, with a picture, in a list of contents."""
    element = line.element
    is_inside = next(element.iterancestors(*ASIDE), None) is not None
    has_picture = next(element.iter(*PICTURES), None) is not None
    return is_inside or has_picture or resolver.name(style_id(element)).lower().startswith(_ASIDE_STYLES)


def faces(line: Line, properties: Properties, resolver: Resolver) -> list[Stretch]:
    """The stretches of a line by their runs, in order, each with its face; signs have none."""
    found: list[Stretch] = []
    place = 0
    for element, text in line.pieces:
        end = place + len(text)
        run = run_of(element) if element.tag == w("t") else None
        if run is not None:
            found.append(Stretch(place, end, face_of(resolver.run(run, properties), resolver)))
        place = end
    return found


def _line_look(line: Line, role: str, resolver: Resolver, width: float) -> LineLook:
    properties = resolver.paragraph(line.element)
    stretches = faces(line, properties, resolver)
    counted = [one for one in stretches if not _is_lead(line, one, resolver)] or stretches
    face = most(counted, line.text)
    id = style_id(line.element)
    is_own = bool(id) and resolver.name(id).lower() == role.lower()
    own = paragraph_look(resolver.paragraph_style(id), resolver) if is_own else None
    others = () if face is None else unlike(face, counted, lead(line.text, stretches, face), line.text)
    is_numbered = properties.get("num.numId", "0") != "0"
    return LineLook(role, paragraph_look(properties, resolver, face), own, others, is_numbered, width)


def _is_lead(line: Line, stretch: Stretch, resolver: Resolver) -> bool:
    run = line.char(stretch.start).run
    style = None if run is None else run.find(f"{w('rPr')}/{w('rStyle')}")
    return style is not None and resolver.name(style.get(w("val"), "")) == StyleName.LEAD.value


def _pitch(properties: Mapping[str, str]) -> Pitch:
    rule = properties.get("spacing.lineRule", "auto")
    line = _number(properties.get("spacing.line"), 240)
    return Pitch(rule, round(line / (240 if rule == "auto" else _TWIPS), 2))


def _spacing(properties: Mapping[str, str], side: str) -> float:
    """Points before or after a paragraph; hundredths of a line count as 12 points a line."""
    if properties.get(f"spacing.{side}Autospacing", "0") not in OFF:
        return 14.0
    lines = _number(properties.get(f"spacing.{side}Lines"), 0)
    return lines * 0.12 if lines else _number(properties.get(f"spacing.{side}"), 0) / _TWIPS


def _first(properties: Mapping[str, str], size: float) -> float:
    """The indent of the first line in characters, less than 0 where it hangs."""
    if hanging := _indent(properties, "hanging", size):
        return -hanging
    return _indent(properties, "firstLine", size)


def _indent(properties: Mapping[str, str], name: str, size: float) -> float:
    characters = _number(properties.get(f"ind.{name}Chars"), 0) / 100
    return characters or round(_number(properties.get(f"ind.{name}"), 0) / _TWIPS / size, 2)


def text_width(section: etree._Element | None) -> float:
    """Points between the margins of a section with one column; 0 where it has more."""
    if section is None:
        return 0.0
    columns = section.find(w("cols"))
    if columns is not None and _length(columns, "num", 1) > 1:
        return 0.0
    page = page_look(section)
    return (page.width - page.left - page.right) / 25.4 * 72


def _length(element: etree._Element | None, name: str, default: float) -> float:
    return default if element is None else _number(element.get(w(name)), default)


def _number(text: str | None, default: float) -> float:
    """A number as written; `default` where it is none, or one that no document means."""
    if text is None or len(text) > 8 or not text.removeprefix("-").replace(".", "", 1).isdecimal():
        return default
    return float(text)
