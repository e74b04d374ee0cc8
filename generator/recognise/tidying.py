"""Texts made comparable: no invisible characters, no letter-spacing, marks of one width."""

from __future__ import annotations

import re

BLANKS = " \t　\u00a0\u2002\u2003\u2009"

LONGEST_SPACED = 160

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
)
_SPACED = re.compile(rf"(?<=[^\x00-\xff])[{BLANKS}]+(?=[^\x00-\xff])")
_SPACED_NAME = re.compile(
    rf"([^{BLANKS}]{{1,20}}[长记任席理]|[^{BLANKS}]{{2,20}}书记)[{BLANKS}]+([一-鿿])[{BLANKS}]+([一-鿿])"
)
"""A post, and a name of two characters with a blank between them."""

_BLANK_RUN = re.compile(rf"[{BLANKS}]+")


_PAIRS = """
們们 領领 導导 來来 賓宾 親亲 愛爱 師师 學学 長长 書书 記记 員员 體体 會会 國国 業业 職职 東东
單单 眾众 鄉乡 團团 隊队 軍军 貴贵 處处 廳厅 縣县 區区 鎮镇 總总 經经 講讲 話话 發发 報报 辭辞
詞词 於于 關关 時时 間间 謝谢 幹干 黨党 務务 歡欢 開开 兒儿 媽妈 爺爷 聽听 諸诸 與与 將将 應应
該该 當当 專专 議议 動动 術术 醫医 護护 戶户 戰战 貢贡 獻献 圓圆 滿满 預预 讓让 邁迈 進进 奮奋
鬥斗 勝胜 認认 強强 ：： :： ;； ,， !！ ?？ (（ )）
"""
_EVEN = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}


def even(text: str) -> str:
    """`text` for comparing: half-width marks as full-width, common traditional characters simplified.

    It has as many characters as `text`.
    """
    return text.translate(_EVEN)


def seen(text: str) -> str:
    """`text` without characters that nobody sees."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def visible(text: str) -> str:
    """`text` without characters that nobody sees and without blanks at its ends."""
    return seen(text).strip()


def unspaced(text: str) -> str:
    """A short text without letter-spacing: 在 全 市 becomes 在全市, 坚定信心 真抓实干 stays.

    Where some gaps are wider, those part words: 区 长  张 望 becomes 区长  张望.
    """
    if (spaced := _SPACED_NAME.fullmatch(text)) is not None:
        return f"{spaced[1]}　{spaced[2]}{spaced[3]}"
    words = _BLANK_RUN.split(text)
    single = sum(len(word) == 1 for word in words)
    if len(words) < 3 or len(text) > LONGEST_SPACED or single * 2 <= len(words):
        return text
    gaps = _BLANK_RUN.findall(text)
    widths = [len(gap) + gap.count("　") for gap in gaps]
    narrow = min(widths)
    if narrow < max(widths):
        kept = ["" if width == narrow else gap for gap, width in zip(gaps, widths, strict=True)]
        return "".join(word + gap for word, gap in zip(words, [*kept, ""], strict=True))
    return _SPACED.sub("", text)


def compact(text: str) -> str:
    """`text` without any blanks."""
    return _BLANK_RUN.sub("", text)


def single_spaced(text: str) -> str:
    """`text` with every run of blanks as one full-width space."""
    return _BLANK_RUN.sub("　", text)
