"""Plain text as paragraphs, however its lines are broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .address import split_salutation
from .numbers import leading_number
from .paragraph import Paragraph
from .tidying import BLANKS

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INDENT = re.compile("(?:　{2,}|[ \u00a0]{4,}|\t+)")
_SHORTEST_WRAP = 24
"""Columns; lines shorter than this are no wrapped text."""

_LONG_LINE = 100
_HEAD_LINES = 5
"""Lines that a site may put above a text that is cut at a width, and that are wider."""

_CUT = re.compile("[^。！？：:!?…；;](?<![。！？…][”’）])$")
"""The end of a line that is cut in mid-sentence."""

_SHORTEST_HEADING = 3
_BLANK_RUN = re.compile(f"[{BLANKS}]+")
_STOPS = re.compile("[。；！？]")
_ENDS = "。！？：:!?”’…）)》】"
_BETWEEN = re.compile(
    "(?<=[。！？：；…”）】!?:;)])[ 　]++"
    "|[ 　]++(?=[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    "|第[一二三四五六七八九十]{1,3}[，、部点条])"
)
"""Where a text that is all on one line is parted: after a sentence, and before a number."""


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text; their places are the numbers of its lines, from 0.

    A line is a paragraph, but: lines cut at a fixed width are joined; inside a long line
    an indent begins a paragraph; where blank lines part the paragraphs, a line that ends
    in the middle of a sentence goes on in the next.
    """
    return joined_lines(Paragraph(line, places=(at,)) for at, line in enumerate(LINE_END.split(text)))


def joined_lines(lines: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs that lines are, as `paragraphs_of` tells them; the first one's look is theirs."""
    lines = [piece for line in lines for piece in _pieces(line)]
    filled = [line for line in lines if line.text.strip(BLANKS)]
    if len(filled) <= 2 and sum(len(line.text) for line in filled) > 150:
        return [line.saying(piece) for line in filled for piece in _at_blanks(line.text.strip(BLANKS))]
    return list(_joined(lines))


def _pieces(line: Paragraph) -> Iterable[Paragraph]:
    return [line] if line.is_table else map(line.saying, _at_indents(line.text))


def _at_indents(line: str) -> Iterator[str]:
    """The pieces of a long line that begin with an indent."""
    bare = line.strip(BLANKS)
    if len(bare) < _LONG_LINE or not _INDENT.search(bare):
        yield line
        return
    first, *more = _INDENT.split(bare)
    yield line[: len(line) - len(line.lstrip(BLANKS))] + first
    yield from ("　　" + piece for piece in more)


def _at_blanks(line: str) -> list[str]:
    """The pieces of a text that is all on one line: a blank parts them after a sentence or a heading."""
    return [piece for part in _BETWEEN.split(line) for piece in _heading_apart(part)]


def _heading_apart(text: str) -> list[str]:
    """A numbered heading and the text behind the blank that follows it; a couplet has a blank inside."""
    if leading_number(text) is None:
        return [text]
    words = _BLANK_RUN.split(text, maxsplit=2)
    if len(words) == 3 and abs(len(words[0]) - len(words[1])) <= 3 and not _STOPS.search(words[1]):
        words = [f"{words[0]} {words[1]}", words[2]]
    is_heading = len(words) > 1 and len(words[0]) > _SHORTEST_HEADING and not _STOPS.search(words[0])
    return [words[0], text[len(words[0]) :].strip(BLANKS)] if is_heading else [text]


def _joined(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    texts = [line.text for line in lines]
    width = _wrap_width(texts)
    apart = _are_apart(texts)
    ragged = _ragged_width(texts)
    held: list[Paragraph] = []
    last = ""
    for line, text in zip(lines, texts, strict=True):
        bare = text.strip(BLANKS)
        if line.is_table:
            yield from [_one(held), line] if held else [line]
            held, last = [], ""
            continue
        if held and bare and (_goes_on(last, text, width, apart) or _is_cut(last, text, ragged)):
            held.append(line.saying(bare))
        else:
            if held:
                yield _one(held)
            held = [line.saying(bare)] if bare else []
        last = text if bare else ""
    if held:
        yield _one(held)


def _one(lines: Sequence[Paragraph]) -> Paragraph:
    """The paragraph that its lines are cut from."""
    first, *others = lines
    pieces = [first.text]
    for line in others:
        pieces += [" " if _needs_space(pieces[-1], line.text) else "", line.text]
    return first.saying("".join(pieces), *others)


def _goes_on(last: str, line: str, width: int, apart: bool) -> bool:
    """Whether `line` goes on with the paragraph that `last` is a line of."""
    if not last or _begins(line):
        return False
    bare = last.strip(BLANKS)
    if width and _columns(last) >= width - 4:
        return True
    return apart and len(bare) > 30 and bare[-1] not in _ENDS


def _is_cut(last: str, line: str, ragged: int) -> bool:
    """Whether `last`, one of lines of nearly the same width, ends in the middle of a sentence."""
    bare = last.strip(BLANKS)
    share = 2 if bare[-1:] in ("，", "、") else 3
    if not ragged or not bare or _begins(line) or _columns(last) * 4 < ragged * share:
        return False
    if _is_open(bare):
        return True
    is_heading = leading_number(bare) is not None and not _STOPS.search(bare) and _columns(last) < ragged - 4
    return _CUT.search(bare) is not None and not is_heading


def _is_open(text: str) -> bool:
    """Whether a line ends inside quotation marks or brackets."""
    return any(text.count(first) > text.count(last) for first, last in ("《》", "“”", "（）"))


def _ragged_width(lines: Sequence[str]) -> int:
    """The columns of the widest line where most long lines are cut in mid-sentence; 0 elsewhere."""
    filled = [line.strip(BLANKS) for line in lines if line.strip(BLANKS)]
    return _widest_cut(filled[_HEAD_LINES:]) or _widest_cut(filled)


def _widest_cut(filled: Sequence[str]) -> int:
    widest = max(map(_columns, filled), default=0)
    long = [line for line in filled if _columns(line) * 4 >= widest * 3]
    cut = sum(_CUT.search(line) is not None for line in long)
    is_ragged = len(long) >= 8 and cut * 10 >= len(long) * 6 and _SHORTEST_WRAP <= widest <= 2 * _LONG_LINE
    return widest if is_ragged and len(long) * 10 >= len(filled) * 3 else 0


def _begins(line: str) -> bool:
    """Whether a line can only be the first of its paragraph."""
    bare = line.strip(BLANKS)
    if line.startswith(("　　", "    ", "\t")) or (
        split_salutation(bare[:120]) is not None and len(bare) < 60
    ):
        return True
    number = leading_number(bare)
    return number is not None and number.value < 30


def _wrap_width(lines: Sequence[str]) -> int:
    """The columns at which the lines are cut; 0 when they are not."""
    filled = [line for line in lines if line.strip(BLANKS)]
    under_head = filled[_HEAD_LINES:] if len(filled) > 2 * _HEAD_LINES else []
    return _cut_width(filled) or _cut_width(under_head)


def _cut_width(lines: Sequence[str]) -> int:
    """The columns of full lines where there are many and most end in mid-sentence."""
    widths = list(map(_columns, lines))
    widest = max(widths, default=0)
    full = [line for line, width in zip(lines, widths, strict=True) if width >= widest - 3]
    cut = sum(_CUT.search(line.rstrip(BLANKS)) is not None for line in full)
    is_cut = len(set(full)) >= 3 and len(full) * 10 >= len(lines) * 3 and cut * 2 > len(full)
    return widest if is_cut and _SHORTEST_WRAP <= widest <= 2 * _LONG_LINE else 0


def _are_apart(lines: Sequence[str]) -> bool:
    """Whether blank lines stand between most paragraphs."""
    filled = [bool(line.strip(BLANKS)) for line in lines]
    blocks = sum(now and not before for before, now in zip([False, *filled], filled, strict=False))
    return blocks > 3 and blocks * 10 >= sum(filled) * 6


def _columns(line: str) -> int:
    """Columns of a line: a Chinese character takes two."""
    bare = line.rstrip(BLANKS)
    return len(bare) + sum(char > "\u2e7f" for char in bare)


def _needs_space(before: str, after: str) -> bool:
    return before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum()
