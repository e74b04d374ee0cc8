"""Fonts and sizes by the names that people call them, and which fonts this machine has."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache

SIZES: Mapping[float, str] = {
    42: "初号", 36: "小初", 26: "一号", 24: "小一", 22: "二号", 18: "小二", 16: "三号", 15: "小三",
    14: "四号", 12: "小四", 10.5: "五号", 9: "小五", 7.5: "六号", 6.5: "小六", 5.5: "七号", 5: "八号",
}  # fmt: skip
"""The Chinese names of sizes, by points."""

_FAMILIES = {
    "仿宋": ("仿宋", "fangsong"),
    "楷体": ("楷体", "楷_", "kaiti"),
    "小标宋": ("小标宋",),
    "黑体": ("黑体", "黑_", "simhei", "stheiti"),
    "宋体": ("宋体", "simsun", "nsimsun", "stsong", "书宋"),
}
_OTHERS = ("雅黑", "粗黑", "细黑", "中黑", "大黑", "粗宋", "中宋", "超粗")


def size_name(points: float) -> str:
    """三号 for 16; 17 磅 where a size has no name."""
    return SIZES.get(points) or f"{points:g} 磅"


@cache
def family(font: str) -> str:
    """What kind of font it is: 仿宋 for 仿宋_GB2312, 方正仿宋_GBK, FangSong; its own name for others."""
    name = font.lower().replace(" ", "")
    if not any(other in name for other in _OTHERS):
        for kind, marks in _FAMILIES.items():
            if any(mark in name for mark in marks):
                return kind
    return name


def is_alike(font: str, wanted: str, alternatives: Sequence[str] = ()) -> bool:
    """Whether `font` does for `wanted`: of the same kind, or named as one that may stand for it."""
    return family(font) == family(wanted) or font in alternatives


def lacking(font: str, alternatives: Sequence[str] = ()) -> str | None:
    """What stands in for `font` on this machine: the first of `alternatives` that it has, or what it picks.

    None when it has the font, and where nobody can tell: only on Linux fontconfig decides.
    """
    have = installed()
    if not have or font.lower() in have:
        return None
    return next((other for other in alternatives if other.lower() in have), None) or _picked(font)


@cache
def installed() -> frozenset[str]:
    """The names in small letters of the fonts that fontconfig knows; none where it does not decide."""
    listed = _fontconfig("fc-list", ":", "family") if sys.platform.startswith("linux") else ""
    return frozenset(name.strip().lower() for line in listed.split("\n") for name in line.split(",") if name)


def _picked(font: str) -> str | None:
    """What fontconfig picks for a font that is not there; for a Chinese one, one that has Chinese."""
    if not re.fullmatch(r"[\w .+]{1,60}", font):
        return None
    language = "" if font.isascii() else ":lang=zh-cn"
    return _fontconfig("fc-match", "--format=%{family}", font + language).split(",")[0].strip() or None


def _fontconfig(*command: str) -> str:
    """What a program of fontconfig says; nothing where it is not there."""
    import subprocess

    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=10, check=True)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout
