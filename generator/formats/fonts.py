"""Fonts by their kind, which of them this machine has, and which stand in for those it has not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache

_KINDS = {
    "仿宋": ("仿宋", "fangsong"),
    "楷体": ("楷体", "楷_", "kaiti"),
    "小标宋": ("小标宋",),
    "黑体": ("黑体", "黑_", "simhei", "stheiti"),
    "宋体": ("宋体", "simsun", "nsimsun", "stsong", "书宋"),
}
_OTHERS = ("雅黑", "粗黑", "细黑", "中黑", "大黑", "粗宋", "中宋", "超粗")

_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "思源宋体", "AR PL UMing CN")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "思源黑体", "WenQuanYi Zen Hei")
_KAI = ("FandolKai", "AR PL UKai CN", "AR PL KaitiM GB", "LXGW WenKai")
_STAND_INS = {
    "仿宋": ("仿宋_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong", "方正仿宋_GBK", "FandolFang"),
    "楷体": (
        "楷体_GB2312",
        "楷体",
        "KaiTi",
        "华文楷体",
        "STKaiti",
        "方正楷体_GBK",
        "LXGW WenKai",
        "AR PL UKai CN",
    ),
    "小标宋": ("方正小标宋简体", "方正小标宋_GBK", "华文中宋", "STZhongsong"),
    "黑体": ("黑体", "SimHei", "华文黑体", "STHeiti", "Heiti SC", "PingFang SC", "微软雅黑", *_SANS),
    "宋体": ("宋体", "SimSun", "华文宋体", "STSong", "Songti SC"),
}
"""By kind, the most alike first; for all but 黑体 the serif fonts follow."""

_MACOS = ("STFangsong", "STKaiti", "STHeiti", "STSong", "Songti SC", "Heiti SC", "PingFang SC")
"""Fonts that macOS brings, where nothing lists them."""
_REGISTRY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"


@cache
def family(font: str) -> str:
    """What kind of font it is: 仿宋 for 仿宋_GB2312, 方正仿宋_GBK, FangSong; its own name for others."""
    name = font.lower().replace(" ", "")
    if not any(other in name for other in _OTHERS):
        for kind, marks in _KINDS.items():
            if any(mark in name for mark in marks):
                return kind
    return name


def stand_ins(fonts: Iterable[str]) -> Mapping[str, str]:
    """The Chinese ones of `fonts` that this machine has not, each with what is most like it here.

    Empty where all are there, and where nobody can tell.
    """
    have = installed()
    lacked = [font for font in sorted(fonts) if not font.isascii() and font.lower() not in have]
    found = {font: next((one for one in _alike(font) if one.lower() in have), None) for font in lacked}
    return {font: there for font, there in found.items() if there}


def _alike(font: str) -> tuple[str, ...]:
    kind = family(font)
    return (*_STAND_INS.get(kind, _STAND_INS["宋体"]), *(_SERIF if kind != "黑体" else ()))


@cache
def installed() -> frozenset[str]:
    """The names in small letters of the fonts that are installed; none where nothing lists them."""
    listed = fontconfig("fc-list", ":", "family")
    names = re.split("[,\n]", listed) if listed else _MACOS if sys.platform == "darwin" else _registered()
    return frozenset(name.strip().lower() for name in names if name.strip())


def fontconfig(*command: str) -> str:
    """What a program of fontconfig says; nothing where it is not there."""
    import subprocess

    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=10, check=True)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout


def _registered() -> Iterator[str]:
    """The fonts in the registry of Windows, of the machine and of the user; none elsewhere."""
    if sys.platform != "win32":
        return
    import winreg

    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        with suppress(OSError), winreg.OpenKey(root, _REGISTRY) as key:
            for place in range(winreg.QueryInfoKey(key)[1]):
                yield from font_names(winreg.EnumValue(key, place)[0])


def font_names(entry: str) -> Iterator[str]:
    """The fonts of an entry in the registry: 宋体 and 新宋体 of `宋体 & 新宋体 (TrueType)`."""
    yield from (name.strip() for name in re.sub(r"\s*\([^()]*\)$", "", entry).split("&"))
