"""Tables of a .docx: those of data read as one, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from lxml import etree

from ..model.table import MOST_CELLS, Rows, table_text
from .ooxml import element, w

_PARAGRAPH, _TABLE, _ROW, _CELL = w("p"), w("tbl"), w("tr"), w("tc")
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_of(paragraph: etree._Element) -> etree._Element | None:
    """The table that a paragraph stands in, the innermost; None for none."""
    return next(paragraph.iterancestors(_TABLE), None)


def data_text(table: etree._Element, texts: Mapping[etree._Element, str]) -> str:
    """A table of data as the text of a paragraph; "" for one that only lays out the page.

    `texts` are those of the paragraphs in it.
    """
    if next(table.iterdescendants(_TABLE), None) is not None:
        return ""
    return table_text([_cells(row, texts) for row in islice(table.iter(_ROW), MOST_CELLS)])


def _cells(row: etree._Element, texts: Mapping[etree._Element, str]) -> list[str]:
    """The texts of a row's cells; one that reaches over several has empty ones after it."""
    cells: list[str] = []
    for cell in row.iterchildren(_CELL):
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        width = "1" if span is None else span.get(w("val"), "1")
        text = " ".join(texts[one] for one in cell.iter(_PARAGRAPH) if one in texts)
        cells += [text, *[""] * (int(width) - 1 if width.isdecimal() and len(width) < 3 else 0)]
    return cells


def table(rows: Rows, style_id: str) -> tuple[etree._Element, list[etree._Element]]:
    """An empty table for `rows`, as wide as the text, and the paragraphs of its cells in order."""
    borders = element(
        "tblBorders", *(element(edge, val="single", sz="4", space="0", color="auto") for edge in _EDGES)
    )
    properties = element("tblPr", element("tblW", w="5000", type="pct"), element("jc", val="center"), borders)
    grid = element("tblGrid", *(element("gridCol", w=str(8800 // len(rows[0]))) for _ in rows[0]))
    paragraphs = [[_cell_paragraph(style_id) for _ in row] for row in rows]
    made = element("tbl", properties, grid, *(_row(row, place == 0) for place, row in enumerate(paragraphs)))
    return made, [one for row in paragraphs for one in row]


def _row(paragraphs: Sequence[etree._Element], is_head: bool) -> etree._Element:
    head = [element("trPr", element("tblHeader"))] if is_head else []
    return element("tr", *head, *(element("tc", _cell_width(len(paragraphs)), one) for one in paragraphs))


def _cell_width(count: int) -> etree._Element:
    return element("tcPr", element("tcW", w=str(8800 // count), type="dxa"))


def _cell_paragraph(style_id: str) -> etree._Element:
    """A paragraph of the text's style, centred, without its indent."""
    indent = element("ind", firstLineChars="0", firstLine="0")
    return element("p", element("pPr", element("pStyle", val=style_id), indent, element("jc", val="center")))
