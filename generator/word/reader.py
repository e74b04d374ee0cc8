"""A .docx as a Speech: a draft of ours by its styles, any other by its text and its looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from ..model.speech import Role, Speech
from ..recognise import Dropped, Paragraph, Placed, Recognised, recognise
from ..recognise.styled import recognise_styled
from .carried import Carried
from .lines import Line, contents, seen
from .ooxml import w
from .opened import Opened
from .provenance import NAMESPACE
from .resolver import Resolver
from .runs import run_of
from .styles import HEADINGS, OURS_TO_BREAK, StyleName
from .tables import data_text, table_of
from .text import OFF, pieces, style_id

_HEADING = re.compile(r"(?:toc )?(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_ALIGNMENTS = {"start": "left", "end": "right"}
_LONGEST_NUMBER = 7
_LOST = "Word 里有、文字带不走的"
NOWHERE = -1
"""The place of what no line of the document has: an equation by itself."""

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
    return _by_styles(opened.lines, list(_walk(opened, Carried(opened)))).speech


def read_any_docx(data: bytes, name: str = "文档", speech: int = 1) -> Recognised:
    """The speech in a .docx: a draft of ours by its styles, any other by its text.

    Text of content controls, links, text boxes, diagrams and tracked insertions counts, that
    of deletions, headers and footers does not. A table of data is one, notes stand in brackets
    at their places, automatic numbers are text; what text cannot carry is told. Nothing outside
    the file is read. Raises DocumentError when it cannot be opened within bounds.
    """
    return recognise_docx(Opened(data, name), speech)


def recognise_docx(opened: Opened, speech: int = 1) -> Recognised:
    """The speech in an opened .docx, the `speech`-th of several; its paragraphs are known by their
    places among the lines."""
    carried = Carried(opened)
    paragraphs = list(_walk(opened, carried))
    found = _by_styles(opened.lines, paragraphs) if is_draft(opened) else recognise(paragraphs, speech=speech)
    listed = ("".join(piece.text for piece in pieces([one])) for one in contents(opened.root))
    dropped = [Dropped(text, "目录") for text in listed if text]
    dropped += [
        Dropped(f"{what} {count} 处", _LOST, "inside") for what, count in Counter(carried.lost).items()
    ]
    return replace(found, dropped=(*found.dropped, *dropped))


def is_draft(opened: Opened) -> bool:
    """Whether a .docx is a draft of ours: it says so, or uses the styles that only drafts have."""
    used = {line.style for line in opened.lines}
    return _says_so(opened.parts) or (StyleName.BODY in used and not used.isdisjoint(_OF_DRAFTS))


def paragraphs_of(opened: Opened) -> list[Paragraph]:
    """The lines of an opened .docx as paragraphs with hints; their places are those of the lines."""
    return [_paragraph(line, line.text, place, opened.resolver) for place, line in enumerate(opened.lines)]


def placed_by_style(line: Line) -> Placed | None:
    """What a line of a draft of ours is, by its style; None when that is none of ours."""
    return None if line.style is None else _PLACED.get(line.style)


def _says_so(parts: Mapping[str, bytes]) -> bool:
    return any(NAMESPACE.encode() in part for name, part in parts.items() if name.startswith("customXml/"))


def _by_styles(lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> Recognised:
    said = [_said(lines, one.places) for one in paragraphs]
    unbroken = (_unbroken(lines, one) for one in paragraphs)
    return recognise_styled(list(zip(unbroken, said, strict=True)))


def _unbroken(lines: Sequence[Line], paragraph: Paragraph) -> Paragraph:
    """A title or an entry of the byline without the line breaks that are the writer's."""
    line = next((lines[place] for place in paragraph.places if place != NOWHERE), None)
    if line is None or line.style not in OURS_TO_BREAK or line.text == line.unbroken:
        return paragraph
    is_plain = line.text in paragraph.text
    text = paragraph.text.replace(line.text, line.unbroken) if is_plain else paragraph.text.replace("\n", "")
    return paragraph.saying(text)


def _said(lines: Sequence[Line], places: Sequence[int]) -> Placed | None:
    """What the style says of the lines at `places`, which are one paragraph."""
    styles = (lines[place].style for place in places if place != NOWHERE)
    return next((_PLACED.get(style) for style in styles if style is not None), None)


def _walk(opened: Opened, carried: Carried) -> Iterator[Paragraph]:
    """The paragraphs in the order of the document, a table of data as one, and what stands without text."""
    places = {line.element: place for place, line in enumerate(opened.lines)}
    texts = {line.element: carried.text(line) for line in opened.lines}
    shown = {line.element: line.number + texts[line.element] for line in opened.lines}
    tables: dict[etree._Element, str] = {}
    for group in seen(opened.root):
        element = group[-1]
        table = table_of(element)
        if table is not None and table not in tables:
            tables[table] = data_text(table, shown)
            inside = tuple(places[one] for one in table.iter(w("p")) if one in places)
            if tables[table]:
                yield Paragraph(tables[table], places=inside)
        if table is not None and tables[table]:
            continue
        if element in places:
            line = opened.lines[places[element]]
            yield _paragraph(line, texts[element], places[element], opened.resolver)
        elif text := carried.alone(element):
            yield Paragraph(text, places=(NOWHERE,))


def _paragraph(line: Line, text: str, place: int, resolver: Resolver) -> Paragraph:
    """A line as a paragraph with hints: its own look, that of its first text, that of its styles."""
    properties = resolver.paragraph(line.element)
    runs = (run_of(piece.element) for piece in line.pieces if piece.text.strip())
    run = next(runs, None)
    if run is not None:
        properties = resolver.run(run, properties)
    alignment, size = properties.get("jc", ""), properties.get("r.sz", "")
    return Paragraph(
        text,
        alignment=_ALIGNMENTS.get(alignment, alignment),
        bold=properties.get("r.b", "0") not in OFF,
        size=int(size) / 2 if size.isdecimal() and len(size) < _LONGEST_NUMBER else 0.0,
        level=_level(line.element, resolver),
        number=line.number,
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
