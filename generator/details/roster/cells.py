"""Cells of a workbook: their values as a person sees them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...text.numerals import chinese_date
from .number_format import NotShown, shown


class CellMistake(ValueError):
    """A cell shows no value that can be used; says what it is and what to do."""


@dataclass(frozen=True)
class Book:
    """What the cells of a workbook refer to: its texts, and the number format of each style."""

    texts: Sequence[str] = ()
    formats: Sequence[str] = field(default=("General",))
    from_1904: bool = False

    def shown(self, kind: str, raw: str, style: int) -> str:
        """A cell's value as it is seen. Raises CellMistake; ValueError or IndexError for
        what no spreadsheet program writes."""
        match kind:
            case "s":
                return self.texts[int(raw)]
            case "str" | "inlineStr":
                return raw
            case "b":
                return "TRUE" if raw == "1" else "FALSE"
            case "e":
                raise CellMistake(f"是错误值 {raw}，请改好公式或直接填内容")
            case "d":
                return _iso(raw)
            case _:
                return self._number(float(raw), self.formats[style])

    def _number(self, number: float, code: str) -> str:
        try:
            return shown(number, code, self.from_1904)
        except (NotShown, OverflowError) as error:
            raise CellMistake("显示为 ####，不是能用的日期或数，请重新填") from error


def _iso(raw: str) -> str:
    moment = datetime.datetime.fromisoformat(raw)
    return chinese_date(moment.date()) + (
        f"{moment:%H:%M}" if "T" in raw and moment.time() != datetime.time() else ""
    )
