"""A form (填写表) for one unit as a Word table, as offices send it round: written, and read filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from lxml import etree

from ..details.fields import Field, typed_text
from ..details.roster.columns import REQUIRED_MARK
from ..details.unit_form import CHOOSE, HEADER, explanation, filled_rows
from .layout import load_layout
from .opened import Opened
from .text import paragraphs, pieces

_WIDTHS = (Mm(32), Mm(72), Mm(52))
_FANGSONG, _HEITI = "仿宋_GB2312", "黑体"
_SIZE, _SMALL = Pt(12), Pt(10.5)


def docx_form(
    fields: Sequence[Field], title: str, notes: Sequence[str], typed: Mapping[str, Any], layout: Path
) -> bytes:
    """The .docx of a form in the fonts and on the page of `layout`, a row for each of `fields`.

    `typed` are values to fill in, by the field's name; `notes` stand under the title.
    """
    opened = load_layout(layout).opened
    document = opened.document
    document.add_paragraph(title, style="Title")
    for note in notes:
        _write(document.add_paragraph(), note, _SIZE)
    table = document.add_table(rows=1, cols=len(HEADER))
    table.autofit = False
    _draw_lines(table)
    _fill_row(table, 0, HEADER, _HEITI)
    _repeat(table)
    for field in fields:
        _add_field(table, field, typed.get(field.name))
    _set_widths(table)
    document.core_properties.title = title
    return opened.saved()


def read_docx_form(data: bytes, name: str) -> Iterator[tuple[int, str, str]]:
    """The filled rows of the forms in a .docx: number of the row, label, what was filled in.

    Nothing when no table in it is a form. `name` is what messages call the file. Raises
    DocumentError when it cannot be opened.
    """
    opened = Opened(data, name)
    for table in opened.document.tables:
        rows = ([_text(cell) for cell in row.iter(qn("w:tc"))] for row in table._tbl.tr_lst)
        yield from filled_rows(enumerate(rows, start=1))


def _add_field(table: Table, field: Field, typed: Any) -> None:
    label = field.label + (REQUIRED_MARK if field.required else "")
    table.add_row()
    _fill_row(table, -1, (label, "", explanation(field)), _FANGSONG)
    cell = table.rows[-1].cells[1]
    if field.choices:
        chosen = typed_text(typed)
        cell.paragraphs[0]._p.append(_drop_down(field, field.choices.get(chosen, chosen)))
        return
    lines = [typed_text(one) for one in typed] if isinstance(typed, list) else typed_text(typed).split("\n")
    for number, line in enumerate(lines):
        _write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line, _SIZE)


def _fill_row(table: Table, index: int, texts: Sequence[str], font: str) -> None:
    sizes = (_SIZE, _SIZE, _SIZE if font == _HEITI else _SMALL)
    for cell, text, size in zip(table.rows[index].cells, texts, sizes, strict=True):
        for number, line in enumerate(text.split("\n")):
            _write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line, size, font)


def _write(paragraph: Any, text: str, size: Pt, font: str = _FANGSONG) -> None:
    format = paragraph.paragraph_format
    format.first_line_indent, format.space_after, format.alignment = 0, 0, WD_ALIGN_PARAGRAPH.LEFT
    format.line_spacing = 1.15
    if text:
        _dress(paragraph.add_run(text)._r.get_or_add_rPr(), size, font)


def _dress(properties: Any, size: Pt, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")
    properties.sz_val = size


def _drop_down(field: Field, chosen: str) -> etree._Element:
    """A content control to choose from, ECMA-376 part 1, 17.5.2.15."""
    control = OxmlElement("w:sdt")
    properties = etree.SubElement(control, qn("w:sdtPr"))
    etree.SubElement(properties, qn("w:alias")).set(qn("w:val"), field.label)
    etree.SubElement(properties, qn("w:tag")).set(qn("w:val"), field.name)
    options = etree.SubElement(properties, qn("w:dropDownList"))
    for label in field.choices.values():
        option = etree.SubElement(options, qn("w:listItem"))
        option.set(qn("w:displayText"), label)
        option.set(qn("w:value"), label)
    run: Any = etree.SubElement(etree.SubElement(control, qn("w:sdtContent")), qn("w:r"))
    _dress(run.get_or_add_rPr(), _SIZE, _FANGSONG)
    etree.SubElement(run, qn("w:t")).text = chosen or CHOOSE
    return control


def _draw_lines(table: Table) -> None:
    """Lines round every cell: the layouts have no style for tables."""
    borders: Any = OxmlElement("w:tblBorders")
    properties: Any = table._tbl.tblPr
    properties.find(qn("w:tblLayout")).addprevious(borders)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = etree.SubElement(borders, qn(f"w:{side}"))
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{key}"), value)


def _repeat(table: Table) -> None:
    """The first row stands at the top of every page."""
    etree.SubElement(table.rows[0]._tr.get_or_add_trPr(), qn("w:tblHeader"))


def _set_widths(table: Table) -> None:
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = width


def _text(cell: etree._Element) -> str:
    """What a cell says, a line for each paragraph."""
    lines = ("".join(piece.text for piece in pieces(found)) for found in paragraphs(cell))
    return "\n".join(line.strip() for line in lines if line.strip())
