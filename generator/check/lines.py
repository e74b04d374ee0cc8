"""行: the last line of a paragraph, a date in two lines, the last page. Told only where they are sure.

They are where all characters have a known width, and every way in which Word, WPS and
LibreOffice break lines agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from ..model.appearance import LineLook, Looks
from ..text.lines import line_ends
from .document import Document
from .layout import each_line
from .rule import Level, Rule, Spot

MOST = 2
"""Characters, marks included, that make a last line worth a word."""

FEW = 3
"""Lines that make a last page worth a word."""

_LONGEST = 2_000
_MARKS = "，。、；：？！”’》）】“‘《（【"
_SURE = re.compile(f"[\u4e00-\u9fff0-9{_MARKS}]*")
_NUMBER_AND_UNIT = re.compile(r"[0-9]+(?=([年月日]))")
_DATE = re.compile(r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?")
_POINTS_A_MM = 72 / 25.4
_GAPS = (0.2, 0.25)
"""The narrowest and the widest between Chinese characters and digits."""

_EVERY_WAY = tuple(product((True, False), (True, False), _GAPS))
_EXTREMES = ((True, True, _GAPS[0]), (False, False, _GAPS[1]))
"""Whether a mark hangs, whether marks are squeezed, the gap; the fewest lines and the most."""


def last_line(text: str, line: LineLook) -> int:
    """The characters in the last line, when that is sure, and they are one or two; otherwise 0."""
    rests = {len(text) - ([0, *ends][-2]) for ends in _ways(text, line)}
    rest = rests.pop() if len(rests) == 1 else 0
    return rest if rest <= MOST and rest < len(text) else 0


def cut_dates(text: str, line: LineLook) -> Iterator[tuple[int, int]]:
    """Start and end of the dates that surely are cut between a number and its unit: 4｜月10日."""
    ways = _ways(text, line)
    for found in _NUMBER_AND_UNIT.finditer(text) if ways else ():
        if all(found.end() in ends for ends in ways):
            date = _DATE.match(text, found.start())
            yield found.start(), date.end() if date else found.end() + 1


def lines_on_last_page(texts: Sequence[str], looks: Looks) -> int:
    """How many lines the last page has, when that is sure and there are more pages; otherwise 0."""
    pairs = [(text, line) for text, line in zip(texts, looks.found.lines, strict=True) if line]
    is_told = len(pairs) == len(texts) and all(_is_told(line) for _, line in pairs)
    if not is_told or len(set(looks.found.pages)) != 1:
        return 0
    page = looks.found.pages[0]
    height = (page.height - page.top - page.bottom) * _POINTS_A_MM
    counts = {
        _on_last_page(
            [(line, len(line_ends(text, line.look.setting(line.width, *way)))) for text, line in pairs],
            height,
        )
        for way in _EXTREMES
    }
    return counts.pop() if len(counts) == 1 else 0


def _is_told(line: LineLook) -> bool:
    """Whether its lines can be computed at all."""
    look = line.look
    character = look.face.size + look.face.tracking
    room = line.width - (look.left + look.right + max(0, look.first)) * character
    return look.pitch.rule == "exact" and look.pitch.value > 0 and 0 < 5 * character <= room


def _ways(text: str, line: LineLook) -> list[list[int]]:
    """Where lines end, in every way; none where it cannot be told."""
    is_plain = len(text) <= _LONGEST and _SURE.fullmatch(text) is not None
    if not is_plain or line.others or line.look.align != "both" or not _is_told(line):
        return []
    return [line_ends(text, line.look.setting(line.width, *way)) for way in _EVERY_WAY]


def _on_last_page(counted: Sequence[tuple[LineLook, int]], height: float) -> int:
    """The lines on the last page, 0 when it is the only one; a heading is on the page of what follows."""
    y, on_page, pages = 0.0, 0, 1
    for (line, lines), following in zip(counted, [*counted[1:], None], strict=True):
        pitch, keeps = line.look.pitch.value, line.look.outline > 0 and following is not None
        y += line.look.before if on_page else 0
        for left in range(lines, 0, -1):
            if y + pitch * (1 + (keeps and left == 1)) > height + 0.1:
                y, on_page, pages = 0.0, 0, pages + 1
            y, on_page = y + pitch, on_page + 1
        if following is None or following[0].role != line.role or line.role not in ("Title", "Subtitle"):
            y += line.look.after
    return on_page if pages > 1 else 0


def _last_lines(document: Document) -> Iterator[tuple[int, Spot]]:
    for index, line, text in _running(document):
        if left := last_line(text, line):
            yield index, Spot(len(text) - left, len(text), f"最后一行只有 {left} 个字，删几个字可以收回一行")


def _dates(document: Document) -> Iterator[tuple[int, Spot]]:
    for index, line, text in _running(document):
        for start, end in cut_dates(text, line):
            message = f"“{text[start:end]}”断在两行，前面加减一两个字可以放到一行"
            yield index, Spot(start, end, message)


def _running(document: Document) -> Iterable[tuple[int, LineLook, str]]:
    return (
        (index, line, document.paragraphs[index].text)
        for index, line, _ in each_line(document)
        if line.role in ("Body Text", "Closing")
    )


def _last_page(document: Document) -> Iterator[tuple[int, Spot]]:
    looks = document.looks() if document.looks and document.paragraphs else None
    texts = [paragraph.text for paragraph in document.paragraphs]
    if looks is not None and 1 <= (lines := lines_on_last_page(texts, looks)) <= FEW:
        last = len(texts) - 1
        message = f"最后一面只有 {lines} 行，删几个字可以少一面"
        yield last, Spot(0, len(texts[last]), message)


RULES = (
    Rule(
        "F10", "最后一行只有一两个字", Level.HINT,
        "一段的最后一行只有一两个字，删几个字可以收回一行。只查全是汉字、数字和标点、行数算得准的段落。",
        "正文一段的字数：28", "正文一段的字数：26",
        "实务", _last_lines, piecewise=False,
    ),
    Rule(
        "F11", "日期断在两行", Level.HINT,
        "数字和“年”“月”“日”分在两行，念的时候容易念断。只查行数算得准的段落。",
        "日期前面的字数：25", "日期前面的字数：20",
        "实务", _dates, piecewise=False,
    ),
    Rule(
        "F12", "最后一面只有几行", Level.HINT,
        "最后一面只有一到三行，删几个字可以少一面。只在行距是固定值、行数算得准时说。",
        "正文的行数：24", "正文的行数：30",
        "实务", _last_page, piecewise=False, of_whole=True,
    ),
)  # fmt: skip
