"""Fonts and sizes by the names that people call them, and which fonts this machine has."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

from ..formats.fonts import family, fontconfig, installed

SIZES: Mapping[float, str] = {
    42: "初号", 36: "小初", 26: "一号", 24: "小一", 22: "二号", 18: "小二", 16: "三号", 15: "小三",
    14: "四号", 12: "小四", 10.5: "五号", 9: "小五", 7.5: "六号", 6.5: "小六", 5.5: "七号", 5: "八号",
}  # fmt: skip
"""The Chinese names of sizes, by points."""


def size_name(points: float) -> str:
    """三号 for 16; 17 磅 where a size has no name."""
    return SIZES.get(points) or f"{points:g} 磅"


def is_alike(font: str, wanted: str, alternatives: Sequence[str] = ()) -> bool:
    """Whether `font` does for `wanted`: of the same kind, or named as one that may stand for it."""
    return family(font) == family(wanted) or font in alternatives


def lacking(font: str, alternatives: Sequence[str] = ()) -> str | None:
    """What stands in for `font` on this machine: the first of `alternatives` that it has, or what it picks.

    None when it has the font, and where nobody can tell: only on Linux fontconfig decides.
    """
    have = installed() if sys.platform.startswith("linux") else ()
    if not have or font.lower() in have:
        return None
    return next((other for other in alternatives if other.lower() in have), None) or _picked(font)


def _picked(font: str) -> str | None:
    """What fontconfig picks for a font that is not there; for a Chinese one, one that has Chinese."""
    if not re.fullmatch(r"[\w .+]{1,60}", font):
        return None
    language = "" if font.isascii() else ":lang=zh-cn"
    return fontconfig("fc-match", "--format=%{family}", font + language).split(",")[0].strip() or None
