"""The filters of a template, in a speech's terms, and how a value is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import jinja2
from jinja2.filters import do_int
from jinja2.runtime import Undefined
from markupsafe import Markup

from ..details.fields import shown
from ..model.markup import escape_inside
from ..text.numerals import numeral
from .metering import MOST_DIGITS, Budget, OverBudget

BUILT_IN = (
    "abs", "default", "first", "last", "length", "list", "lower", "reject", "reverse", "select", "unique",
    "upper",
)  # fmt: skip
"""Jinja's own filters that a speech can use; the rest make too much of too little."""

CLAUSE_ENDS = "。；，、 "
"""What a text may end in that stands in the way inside a sentence."""

_TEXTS = (str, Undefined)
_PRINTABLE = (int, float, Decimal, datetime.date, list, tuple)


class SpeechFilters:
    """Our filters. Each passes a blank on, so that 【日期】 | date is 【日期】."""

    def __init__(self, budget: Callable[[], Budget]) -> None:
        self._budget = budget

    def table(self) -> dict[str, Callable[..., Any]]:
        """The filters by the names that templates use."""
        own: dict[str, Callable[..., Any]] = {
            "date": shown,
            "numeral": self.numeral,
            "join": self.join,
            "enumerate": self.enumerate,
            "clause": self.clause,
            "paragraphs": self.paragraphs,
            "replace": self.replace,
            "round": self.round,
            "int": whole_number,
            "trim": self.trim,
            "sort": self.sort,
        }
        return {name: _passing_blanks(filter) for name, filter in own.items()}

    def numeral(self, value: Any, measure: str = "") -> str:
        """三; with a measure word 三项, and 两项, as it is said."""
        number = whole_number(value, None)
        return ("两" if measure and number == 2 else numeral(number)) + measure

    def join(self, value: Any, separator: str | None = None) -> str:
        """甲、乙和丙; with a separator, the items with it between them."""
        items = [self.clause(item) for item in value]
        self._budget().charge(sum(map(len, items)) + len(items) * len(separator or ""))
        return shown(items) if separator is None else separator.join(items)

    def clause(self, value: Any) -> str:
        """A text to stand inside a sentence: without the mark that it may end in."""
        text = plain_text(value)
        return text.rstrip(CLAUSE_ENDS) or text

    def inside(self, value: Any) -> Any:
        """A field's value inside a sentence: a text as `clause` has it, anything else as it is."""
        return self.clause(value) if type(value) is str else value

    def enumerate(self, value: Any) -> str:
        """一是…；二是…, without a full stop at the end; a single item as it is."""
        items = [self.clause(item) for item in value]
        self._budget().charge(sum(map(len, items)) + 4 * len(items))
        if len(items) < 2:
            return "".join(items)
        return "；".join(f"{numeral(number)}是{item}" for number, item in enumerate(items, 1))

    def paragraphs(self, value: Any) -> Markup:
        """Each item a paragraph of its own."""
        items = [value] if isinstance(value, str) else value
        return Markup("\n\n".join(escape_inside(plain_text(item)) for item in items))

    def replace(self, value: str, old: str, new: str) -> str:
        self._budget().charge(len(value) + value.count(old) * len(new))
        return value.replace(old, as_markup(new) if isinstance(value, Markup) else new)

    def trim(self, value: Any, characters: str | None = None) -> str:
        text = value if isinstance(value, str) else plain_text(value)
        self._budget().charge_stripping(text, characters)
        return text.strip(characters)

    def sort(self, value: Any, reverse: bool = False) -> list[Any]:
        items = list(value)
        self._budget().charge_value(items, times=len(items).bit_length())
        return sorted(items, key=_without_case, reverse=reverse)

    def round(self, value: Any, precision: int = 0) -> Any:
        return round(value, max(-20, min(20, precision))) if precision else round(value)


def as_markup(value: Any) -> Markup:
    """Any value as markup: its text is escaped, so that it stays only text. Raises as `plain_text`."""
    return value if isinstance(value, Markup) else Markup(escape_inside(plain_text(value)))


def plain_text(value: Any) -> str:
    """A value as a speech shows it; a blank as 【its label】.

    Raises jinja2.UndefinedError for what is no text, number, date or list of them.
    """
    if isinstance(value, _TEXTS):
        return str(value)
    if isinstance(value, bool) or not isinstance(value, _PRINTABLE):
        raise jinja2.UndefinedError("这里要输出的不是文字，写不进讲话稿")
    if isinstance(value, list | tuple):
        return shown([plain_text(item) for item in value])
    return str(value) if isinstance(value, float) else shown(value)


def whole_number(value: Any, default: Any = 0) -> Any:
    """Jinja's `int`, for a number of no more than `MOST_DIGITS`. Without a default raises ValueError."""
    if isinstance(value, str) and len(value) > MOST_DIGITS:
        raise OverBudget
    return int(value) if default is None else do_int(value, default)


def _without_case(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _passing_blanks(filter: Callable[..., Any]) -> Callable[..., Any]:
    def passing(value: Any, *args: Any, **kwargs: Any) -> Any:
        return value if isinstance(value, Undefined) else filter(value, *args, **kwargs)

    return passing
