"""A table in a speech: a paragraph whose lines are rows, their cells parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence

Rows = tuple[tuple[str, ...], ...]


def rows_of(text: str) -> Rows:
    """The rows of a paragraph that is a table: two lines or more of as many cells, two at least; else ()."""
    if "\t" not in text or "\n" not in text:
        return ()
    rows = tuple(tuple(line.split("\t")) for line in text.split("\n"))
    width = len(rows[0])
    return rows if width > 1 and all(len(row) == width for row in rows) else ()


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """The paragraph that is the table of these rows; each cell one line, short rows filled up."""
    width = max(map(len, rows))
    cells = ([" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows)
    return "\n".join("\t".join(row) for row in cells)
