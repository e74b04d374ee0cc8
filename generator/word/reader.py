"""A .docx as a Speech: a draft of ours by its styles, any other by its text and its looks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from ..model.speech import Role, Speech
from ..recognise import Dropped, Paragraph, Placed, Recognised, recognise
from ..recognise.styled import recognise_styled
from .lines import Line, contents
from .ooxml import w
from .opened import Opened
from .provenance import NAMESPACE
from .resolver import Resolver
from .runs import run_of
from .styles import HEADINGS, OURS_TO_BREAK, StyleName
from .text import OFF, pieces, style_id

_HEADING = re.compile(r"(?:toc )?(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_ALIGNMENTS = {"start": "left", "end": "right"}
_LONGEST_NUMBER = 7
_OF_DRAFTS = (StyleName.SALUTATION, StyleName.CLOSING)
_PLACED = {
    StyleName.TITLE: Placed(Role.TITLE),
    StyleName.BYLINE: Placed(Role.BYLINE),
    StyleName.SALUTATION: Placed(Role.SALUTATION),
    StyleName.BODY: Placed(Role.BODY),
    StyleName.CLOSING: Placed(Role.CLOSING),
    **{style: Placed(Role.HEADING, level) for level, style in enumerate(HEADINGS, 1)},
}


def read_docx(data: bytes, name: str = "文档") -> Speech:
    """The Speech in a draft of ours, also when it was edited since, by its styles.

    Left out are empty paragraphs, and what the writer puts in: numbers of headings, line
    breaks in a title and a byline, brackets round a date in the byline. `name` is what messages call
    the file. Raises DocumentError when it cannot be opened.
    """
    opened = Opened(data, name)
    return _by_styles(opened.lines, _paragraphs(opened)).speech


def read_any_docx(data: bytes, name: str = "文档") -> Recognised:
    """The speech in a .docx: a draft of ours by its styles, any other by its text.

    Text of content controls, links, tables, text boxes and tracked insertions counts, that
    of deletions, headers and footers does not. Automatic numbers are text. Nothing outside
    the file is read. Raises DocumentError when it cannot be opened within bounds.
    """
    return recognise_docx(Opened(data, name))


def recognise_docx(opened: Opened) -> Recognised:
    """The speech in an opened .docx; its paragraphs are known by their places among the lines."""
    paragraphs = _paragraphs(opened)
    found = _by_styles(opened.lines, paragraphs) if is_draft(opened) else recognise(paragraphs)
    listed = ("".join(piece.text for piece in pieces([one])) for one in contents(opened.root))
    return replace(found, dropped=(*found.dropped, *(Dropped(text, "目录") for text in listed if text)))


def is_draft(opened: Opened) -> bool:
    """Whether a .docx is a draft of ours: it says so, or uses the styles that only drafts have."""
    used = {line.style for line in opened.lines}
    return _says_so(opened.parts) or (StyleName.BODY in used and not used.isdisjoint(_OF_DRAFTS))


def _says_so(parts: Mapping[str, bytes]) -> bool:
    return any(NAMESPACE.encode() in part for name, part in parts.items() if name.startswith("customXml/"))


def _by_styles(lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> Recognised:
    said = [None if line.style is None else _PLACED.get(line.style) for line in lines]
    unbroken = (
        one.saying(line.unbroken) if line.style in OURS_TO_BREAK else one
        for one, line in zip(paragraphs, lines, strict=True)
    )
    return recognise_styled(list(zip(unbroken, said, strict=True)))


def _paragraphs(opened: Opened) -> list[Paragraph]:
    return [_paragraph(line, place, opened.resolver) for place, line in enumerate(opened.lines)]


def _paragraph(line: Line, place: int, resolver: Resolver) -> Paragraph:
    """A line as a paragraph with hints: its own look, that of its first text, that of its styles."""
    properties = resolver.paragraph(line.element)
    runs = (run_of(piece.element) for piece in line.pieces if piece.text.strip())
    run = next(runs, None)
    if run is not None:
        properties = resolver.run(run, properties)
    alignment, size = properties.get("jc", ""), properties.get("r.sz", "")
    return Paragraph(
        line.text,
        alignment=_ALIGNMENTS.get(alignment, alignment),
        bold=properties.get("r.b", "0") not in OFF,
        size=int(size) / 2 if size.isdecimal() and len(size) < _LONGEST_NUMBER else 0.0,
        level=_level(line.element, resolver),
        number=line.number,
        is_cell=_is_cell(line.element),
        places=(place,),
    )


def _level(paragraph: etree._Element, resolver: Resolver) -> int | None:
    """The level of a heading, 0 for a title, by the paragraph itself or by its styles; else None."""
    own = _outline(paragraph)
    if own is not None:
        return own
    line = resolver.line_of(style_id(paragraph) or resolver.default)
    return next((level for style in line if (level := _level_of_style(style)) is not None), None)


def _level_of_style(style: etree._Element) -> int | None:
    name = style.find(w("name"))
    called = "" if name is None else name.get(w("val"), "").strip().lower()
    heading = _HEADING.fullmatch(called)
    if heading is not None:
        return int(heading[1])
    return 0 if called in ("title", "标题") else _outline(style)


def _outline(element: etree._Element) -> int | None:
    mark = element.find(f"{w('pPr')}/{w('outlineLvl')}")
    level = "" if mark is None else mark.get(w("val"), "")
    return int(level) + 1 if level in tuple("012345678") else None


def _is_cell(paragraph: etree._Element) -> bool:
    """Whether a paragraph is in one of several cells of a table's row."""
    cell = paragraph.getparent()
    row = None if cell is None or cell.tag != w("tc") else cell.getparent()
    return row is not None and len(row.findall(w("tc"))) > 1
