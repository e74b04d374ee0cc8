"""Number formats: what a person sees in a cell that holds a number.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (the built-in formats of Chinese versions
too: they are what a date picked in Chinese Excel or WPS has). A date with year, month
and day is shown as a speech writes it, whatever the order in its format.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from ...text.numerals import chinese_date

_MONTH, _DAY, _YEAR_MONTH = 'm"月"d"日"', 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"'
_TIME, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'

BUILT_IN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: _DAY, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-m-d h:mm", 27: _YEAR_MONTH, 28: _MONTH, 29: _MONTH, 30: "m-d-yy", 31: _DAY,
    32: _TIME, 33: _SECONDS, 34: f"上午/下午{_TIME}", 35: f"上午/下午{_SECONDS}", 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00", 44: "#,##0.00;-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@", 50: _YEAR_MONTH, 51: _MONTH, 52: _YEAR_MONTH,
    53: _MONTH, 54: _MONTH, 55: f"上午/下午{_TIME}", 56: f"上午/下午{_SECONDS}", 57: _YEAR_MONTH, 58: _MONTH,
}  # fmt: skip

_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|\\.|_.|\*.)|(?P<bracket>\[[^\]]*\])|(?P<half>AM/PM|A/P|上午/下午)"""
    r"""|(?P<general>General)|(?P<exponent>E[+-]0+)|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)"""
    r"""|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)""",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"\[([hms]+)\]", re.IGNORECASE)
_SYMBOL = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 255
"""Characters of a format that Excel allows; a longer one is none."""

_EXACTLY = Context(prec=1500)
"""Digits enough for any float with as many decimals as a format can ask for."""

_LARGEST_DAY = 2_958_466
_EXACT = 10**15


class Token(NamedTuple):
    """A piece of a number format: what it is, and its text (of a literal, what it shows)."""

    kind: str
    text: str


class NotShown(ValueError):
    """A number cannot be shown in its format: a date out of range (Excel shows ####)."""


def shown(number: float, code: str, from_1904: bool = False) -> str:
    """`number` as the format `code` shows it. Raises NotShown."""
    if not math.isfinite(number):
        raise NotShown
    sections = _sections(code if len(code) <= _LONGEST else "General")
    if any(token.kind in ("date", "elapsed") for token in sections[0]):
        return _shown_time(number, sections[0], from_1904)
    if len(sections) > 2 and number == 0:
        return _shown_number(0, sections[2])
    if len(sections) > 1 and number < 0:
        return _shown_number(-number, sections[1])
    return _shown_number(number, sections[0])


def general(number: float) -> str:
    """A number as a cell without format shows it: 1 and not 1.0."""
    if number == int(number) and abs(number) < _EXACT:
        return str(int(number))
    return f"{number:.5E}" if abs(number) >= _EXACT else f"{number:.10g}".upper()


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[tuple[Token, ...], ...]:
    """The format's sections (positive; negative; zero) as tokens."""
    sections: list[list[Token]] = [[]]
    for token in _tokens(code):
        if token == Token("other", ";"):
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(map(tuple, sections))


def _tokens(code: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match.group()
        if kind == "bracket":
            yield _bracket(text)
        elif kind == "literal":
            yield Token("literal", text.strip('"') if text[0] == '"' else text[1] if text[0] == "\\" else "")
        else:
            yield Token(kind, text.lower() if kind == "date" else text)


def _bracket(text: str) -> Token:
    if elapsed := _ELAPSED.fullmatch(text):
        return Token("elapsed", elapsed[1].lower())
    if symbol := _SYMBOL.fullmatch(text):
        return Token("literal", symbol[1])
    return Token("condition" if text[1:2] in "<>=" else "literal", "")


def _shown_number(number: float, tokens: Sequence[Token]) -> str:
    kinds = [token.kind for token in tokens]
    if "exponent" in kinds:
        return _shown_exponent(number, tokens)
    if "condition" in kinds or not {"digit", "literal", "other"} & set(kinds) or "/" in _others(tokens):
        return general(number)
    digits = _digits(abs(number), tokens) if "digit" in kinds else general(abs(number))
    shown = "".join(_placed(tokens, digits))
    return f"-{shown}" if number < 0 and digits.strip("0.,") else shown


def _placed(tokens: Sequence[Token], digits: str) -> Iterator[str]:
    """The format's text, `digits` where its first digit stands."""
    waiting = True
    for token in tokens:
        if token.kind in ("digit", "point", "general", "text") and waiting:
            waiting = False
            yield digits
        elif token.kind in ("literal", "other", "percent"):
            yield token.text


def _digits(number: float, tokens: Sequence[Token]) -> str:
    kinds = [token.kind for token in tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    whole = [token for token in tokens[:point] if token.kind in ("digit", "comma")]
    fraction = [token.text for token in tokens[point:] if token.kind == "digit"]
    scale = len(whole) - len("".join(token.text for token in whole).rstrip(","))
    exact = Decimal(repr(float(number))).scaleb(2 * kinds.count("percent") - 3 * scale)
    rounded = exact.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP, _EXACTLY)
    before, _, after = f"{rounded:f}".partition(".")
    before = before.lstrip("0").zfill(sum(token.text == "0" for token in whole))
    if any(token.kind == "comma" for token in whole[: len(whole) - scale]):
        before = f"{int(before or 0):,}" if before.lstrip("0") else before
    kept = after[: len(after.rstrip("0"))].ljust(fraction.count("0"), "0")
    return f"{before}.{kept}" if kept else before or "0"


def _shown_exponent(number: float, tokens: Sequence[Token]) -> str:
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    return f"{number:.{sum(token.kind == 'digit' for token in tokens[point:])}E}"


def _others(tokens: Iterable[Token]) -> str:
    return "".join(token.text for token in tokens if token.kind == "other")


def _shown_time(number: float, tokens: Sequence[Token], from_1904: bool) -> str:
    if any(token.kind == "elapsed" for token in tokens):
        return _shown_elapsed(number)
    moment = moment_of(number, from_1904)
    parts = _without_ambiguity(tokens)
    if {"year", "month", "day"} <= {token.kind for token in parts}:
        return chinese_date(moment.date()) + _time(moment, parts)
    return "".join(_part(token, moment) for token in parts).strip()


def moment_of(number: float, from_1904: bool = False) -> datetime.datetime:
    """The moment that a serial number stands for. Raises NotShown."""
    if not 0 <= number < _LARGEST_DAY:
        raise NotShown
    early = 1 if not from_1904 and number < 60 else 0
    base = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 30 + early)
    return base + datetime.timedelta(seconds=round(number * 86400))


def _shown_elapsed(number: float) -> str:
    minutes = round(number * 24 * 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _time(moment: datetime.datetime, parts: Sequence[Token]) -> str:
    hours = [token for token in parts if token.kind == "hour"]
    return f"{moment.hour}:{moment.minute:02}" if hours and moment.time() != datetime.time() else ""


_NAMES = {"y": "year", "e": "year", "d": "day", "h": "hour", "s": "second", "a": "weekday"}


def _without_ambiguity(tokens: Sequence[Token]) -> list[Token]:
    """Date tokens by what they are: m is a minute after an hour or before a second."""
    named: list[Token] = []
    units = [token.text[0] for token in tokens if token.kind == "date"]
    place = 0
    for token in tokens:
        if token.kind != "date":
            named.append(token)
            continue
        name = _NAMES.get(token.text[0], "month")
        if name == "month" and (
            "h" in units[max(0, place - 1) : place] or "s" in units[place + 1 : place + 2]
        ):
            name = "minute"
        named.append(Token("weekday" if name == "day" and len(token.text) > 2 else name, token.text))
        place += 1
    return named


def _part(token: Token, moment: datetime.datetime) -> str:
    match token.kind:
        case "year":
            return f"{moment.year % 100:02}" if len(token.text) == 2 else str(moment.year)
        case "month" if len(token.text) > 2:
            return _MONTHS[moment.month - 1]
        case "weekday":
            return ("周" if len(token.text) == 3 else "星期") + _WEEKDAYS[moment.weekday()]
        case "month" | "day" | "hour" | "minute" | "second":
            return f"{getattr(moment, token.kind):0{min(2, len(token.text))}}"
        case "half":
            return "上午" if moment.hour < 12 else "下午"
        case "literal" | "other":
            return token.text
        case _:
            return ""
