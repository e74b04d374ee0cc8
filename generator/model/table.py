"""A table in a speech: a paragraph whose lines are rows, their cells parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence

MOST_CELLS = 2_000
LONGEST_CELL = 40
"""Characters on the average: what has more is text laid out in columns."""

Rows = tuple[tuple[str, ...], ...]


def rows_of(text: str) -> Rows:
    """The rows of a paragraph that is a table; () of any other.

    It has two lines or more of as many cells, two at least; each is short, with one blank at the
    most between its words.
    """
    if "\t" not in text or "\n" not in text:
        return ()
    rows = tuple(tuple(line.split("\t")) for line in text.split("\n"))
    return rows if _is_data(rows) else ()


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """The paragraph that is the table of these rows, short ones filled up; "" where they are none."""
    width = max(map(len, rows), default=0)
    cells = ([" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows)
    text = "\n".join("\t".join(row) for row in cells)
    return text if rows_of(text) else ""


def _is_data(rows: Rows) -> bool:
    cells = [cell for row in rows for cell in row]
    is_even = len(rows[0]) > 1 and all(len(row) == len(rows[0]) for row in rows)
    is_short = len(cells) <= MOST_CELLS and sum(map(len, cells)) <= LONGEST_CELL * len(cells)
    return is_even and is_short and any(cells) and all(cell == " ".join(cell.split()) for cell in cells)
