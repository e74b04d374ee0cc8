"""Characters that the fonts of offices lack, and the fonts that have them.

仿宋_GB2312, 楷体_GB2312 and 方正小标宋简体 have the 6,763 Chinese characters of GB2312 and no
more; 喆 堃 镕 珺 祎 〇 in a name would each be shown in whatever the program picks.
"""

from __future__ import annotations

import re

FONTS = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "方正小标宋_GBK"}
"""What has the rest, by the font that lacks it."""

_CHINESE = re.compile("([\u3007\u3400-\u4dbf\u4e00-\u9fff]+)")


def by_font(text: str) -> list[tuple[str, bool]]:
    """`text` in stretches, each with whether its characters are outside GB2312."""
    if _has_all(text):
        return [(text, False)]
    stretches: list[tuple[str, bool]] = []
    for piece in _CHINESE.split(text):
        for character in piece if _CHINESE.fullmatch(piece) and not _has_all(piece) else [piece]:
            is_rare = _CHINESE.fullmatch(character) is not None and not _has_all(character)
            if stretches and stretches[-1][1] == is_rare:
                character = stretches.pop()[0] + character
            stretches.append((character, is_rare))
    return stretches


def _has_all(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
