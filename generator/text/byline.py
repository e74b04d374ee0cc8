"""How an entry of the byline stands in a draft: a date in brackets, a name as it is."""

from __future__ import annotations

import re

from .numerals import is_written_date

_DATE_BLANK = re.compile(r"【[^【】]*日期[^【】]*】")


def printed(entry: str) -> str:
    """`entry` as printed: （2026年3月12日）, also for a blank that a date is to fill."""
    return f"（{entry}）" if _is_date(entry) else entry


def entry(printed: str) -> str:
    """The entry that is `printed` so: a date in brackets loses them, typed ones as well."""
    bare = printed[1:-1]
    return bare if f"（{bare}）" == printed and _is_date(bare) else printed


def _is_date(text: str) -> bool:
    return is_written_date(text) or _DATE_BLANK.fullmatch(text) is not None
