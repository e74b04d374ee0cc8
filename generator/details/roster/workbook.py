"""Rosters in .xlsx files: the workbook, its sheets and what their cells refer to.

openpyxl is not used for reading: it does not tell a formula that was never computed from
an empty cell, knows no date format of Chinese Excel (numFmtId 27 to 58), and takes 1.5 to
2.4 times as long.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from ...files.archive import ArchiveError, Bounds, Problem, open_archive
from ...text.suggestions import nearest
from .cells import Book
from .elements import elements, root_of
from .number_format import BUILT_IN
from .sheet import read_sheet, rich_text
from .table import RosterError, Table, table_of

BOUNDS = Bounds(part=256 << 20, total=384 << 20)

MOST_TEXTS = 2_000_000
"""That cells share."""

_STRUCTURE = re.compile(
    r"(?:.*/)?(?:workbook\d*\.xml|\.rels|[^/]*\.rels|sharedStrings\.xml|styles\.xml)", re.IGNORECASE
)
_ID = re.compile(r"\{[^}]*/relationships\}id")


class _Sheet(NamedTuple):
    name: str
    part: str
    hidden: bool


def read_workbook(data: bytes, name: str, sheet: str | None = None) -> Table:
    """The roster in a sheet of an .xlsx file: the one called `sheet`, or the first.

    Raises RosterError when the file, the sheet or the table in it cannot be used.
    """
    try:
        parts = open_archive(data, lambda part: _STRUCTURE.fullmatch(part) is not None, BOUNDS)
        main = _main_part(parts)
        chosen = _chosen(_sheets(parts, main), sheet, name)
        book = _book(parts, main)
        content = open_archive(data, lambda part: part == chosen.part, BOUNDS)[chosen.part]
        del parts
        place = f"{name}（工作表“{chosen.name}”）"
        return table_of(read_sheet(content, book, place), place)
    except ArchiveError as error:
        raise RosterError(f"{name}：{_PROBLEMS[error.problem]}") from error
    except (etree.XMLSyntaxError, ValueError, KeyError, IndexError, StopIteration) as error:
        raise RosterError(f"{name}：{_PROBLEMS[Problem.DAMAGED]}") from error


_LOCKED = "设有打开密码。请用 Excel 或 WPS 打开，取消密码后保存，再试一次"
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”再用"
_SUSPECT = f"里面有正常的 Excel 文件没有的东西，不予打开。请弄清文件的来历；{_SAVE_AS}"
_PROBLEMS: Mapping[Problem, str] = {
    Problem.EMPTY: "是空文件，没有内容",
    Problem.OTHER: f"不是 .xlsx 文件，里面不是 Excel 的内容。{_SAVE_AS}",
    Problem.OLD: f"是旧格式（.xls 或 .et），读不了。{_SAVE_AS}",
    Problem.ENCRYPTED: _LOCKED,
    Problem.LOCKED: _LOCKED,
    Problem.DAMAGED: f"不完整或已损坏，读不了。请重新复制一份；{_SAVE_AS}",
    Problem.TOO_LARGE: "展开后大得不像一份名册，不予打开。请弄清文件的来历，或把表格复制到新工作簿再试",
    Problem.DOUBLE: _SUSPECT,
    Problem.DOCTYPE: _SUSPECT,
}


def _main_part(parts: Mapping[str, bytes]) -> str:
    return next(target for target, kind in _links(parts, "").values() if kind == "officeDocument")


def _sheets(parts: Mapping[str, bytes], main: str) -> list[_Sheet]:
    links = _links(parts, main)
    found = []
    for element in root_of(parts[main]).iterfind("{*}sheets/{*}sheet"):
        target, kind = links[next(value for key, value in element.attrib.items() if _ID.fullmatch(str(key)))]
        if kind == "worksheet":
            hidden = element.get("state", "visible") != "visible"
            found.append(_Sheet(element.get("name", ""), target, hidden))
    return found


def _chosen(sheets: list[_Sheet], wanted: str | None, name: str) -> _Sheet:
    visible = [sheet for sheet in sheets if not sheet.hidden] or sheets
    if not visible:
        raise RosterError(f"{name}：里面没有工作表")
    if wanted is None:
        return visible[0]
    for sheet in sheets:
        if sheet.name.strip() == wanted.strip():
            return sheet
    names = [sheet.name for sheet in visible]
    raise RosterError(f"{name}：没有工作表“{wanted}”{nearest(wanted, names)}\n有的是：{'、'.join(names)}")


def _book(parts: Mapping[str, bytes], main: str) -> Book:
    targets = {kind: target for target, kind in _links(parts, main).values()}
    properties = root_of(parts[main]).find("{*}workbookPr")
    return Book(
        texts=_texts(parts[targets["sharedStrings"]]) if targets.get("sharedStrings") in parts else (),
        formats=_formats(parts[targets["styles"]]) if targets.get("styles") in parts else ("General",),
        from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )


def _links(parts: Mapping[str, bytes], source: str) -> dict[str, tuple[str, str]]:
    """What `source` refers to: (part, last word of the kind) by id."""
    folder, name = posixpath.split(source)
    return {
        element.get("Id", ""): (
            posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
            element.get("Type", "").rpartition("/")[2],
        )
        for element in root_of(parts[posixpath.join(folder, "_rels", f"{name}.rels")])
        if element.get("TargetMode") != "External"
    }


def _texts(part: bytes) -> list[str]:
    texts: list[str] = []
    for element in elements(part, "si"):
        texts.append(rich_text(element) if len(element) else "")
        if len(texts) > MOST_TEXTS:
            raise ArchiveError(Problem.TOO_LARGE)
    return texts


def _formats(part: bytes) -> list[str]:
    root = root_of(part)
    own = {
        int(element.get("numFmtId", "0")): element.get("formatCode", "General")
        for element in root.iterfind("{*}numFmts/{*}numFmt")
    }
    ids = (int(element.get("numFmtId", "0")) for element in root.iterfind("{*}cellXfs/{*}xf"))
    return [own.get(id) or BUILT_IN.get(id, "General") for id in ids] or ["General"]
