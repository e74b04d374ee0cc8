r"""Speech markup: the text form of a speech, a strict subset of Markdown.

    # the title                     a typed line break in any block: `\` at the line's end
    > a line of the byline
    the salutation：                the first paragraph, when it ends in ：
    a paragraph of the preamble     lines without a blank line between them are one
    | 单位 | 户数 |                   a table: a row a line, |---| under the first
    ## a heading                    ### #### ##### under it
    ---                             begins the closing

`\` before a punctuation mark or a blank makes it mere text. A salutation that does not
end in ： stands after a line `<!-- 称呼 -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ..errors import MarkupError
from .speech import DEEPEST_LEVEL, Role, Section, Speech
from .table import Rows, rows_of

SALUTATION_MARK = "<!-- 称呼 -->"
CLOSING_MARK = "---"

MOST_KEPT, LONGEST_KEPT = 2048, 1000
"""How many of the latest texts a cache keeps, and how many characters those have at the most:
the drafts of a template share most of their paragraphs."""

_BLANKS = " \t　"
_HEADING = re.compile(r"(#{1,6}) (.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([^\w\n]|_)")
_RULE = re.compile(r"\|(?:[ \t]*:?-{3,}:?[ \t]*\|)+")
_BAR = re.compile(r"(\\.)|\|")
_CELL = re.compile(r"((?:\\.|[^|\\])*)\|")
_SPECIAL = re.compile(r"[\\`*_\[\]<&]")
_PLAIN = re.compile(r"(?![#>+\-=~|\s]|\d\d?[.)])[^\\`*_\[\]<&\n]*(?<!\s)")
"""Most texts: what escaping leaves as they are."""

_LINE_START = re.compile(r"(?m)^(?=[#>+\-=~|]|[^\S\n])|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])")
_LINE_END = re.compile(r"(?m)(?<=[^\n])(?=[^\S\n]$)")


def parse(text: str) -> Speech:
    """The Speech that `text` stands for. Raises MarkupError, with the line, when it is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return _Parser(_kept_blocks(text)).speech()
    except MarkupError:
        return _Parser(list(_blocks(text))).speech()


def write(speech: Speech) -> str:
    """The markup of `speech`; parsing it gives `speech` again."""
    return "\n\n".join(_written_blocks(speech)) + "\n"


def escape(text: str) -> str:
    """`text` as markup that means just these characters, wherever it stands in a line."""
    return _escaped(text) if len(text) <= LONGEST_KEPT else _escaped.__wrapped__(text)


@lru_cache(maxsize=MOST_KEPT)
def _escaped(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    escaped = _LINE_START.sub(r"\\", _LINE_END.sub(r"\\", escaped))
    return escaped.replace("\n", "\\\n")


def escape_inside(text: str) -> str:
    """As `escape`, for a text inside a paragraph: it cannot make that a salutation either."""
    escaped = escape(text)
    return escaped[:-1] + "\\：" if escaped.endswith("：") else escaped


def unescape(markup: str) -> str:
    """The characters that the text of a block means; the inverse of `escape`."""
    return _ESCAPED.sub(r"\1", markup.replace("\\\n", "\n")) if "\\" in markup else markup


class _Block(NamedTuple):
    """A heading, a quoted line, a mark or a paragraph, and the line where it begins."""

    kind: str
    text: str
    line: int


def _written_blocks(speech: Speech) -> Iterator[str]:
    for role, paragraphs in groupby(speech.paragraphs(), attrgetter("role")):
        blocks = [_written(*one) for one in paragraphs]
        if role is Role.BYLINE:
            blocks = ["\n".join(blocks)]
        elif role is Role.PREAMBLE and speech.salutation is None:
            blocks[0] = escape_inside(speech.preamble[0])
        elif role is Role.CLOSING:
            yield CLOSING_MARK
        yield from blocks


def _written(role: Role, level: int, number: str, text: str) -> str:
    match role:
        case Role.TITLE | Role.HEADING:
            return f"{'#' * (level + 1)} {escape(text)}"
        case Role.BYLINE:
            return f"> {escape(text)}"
        case Role.SALUTATION if not text.endswith("："):
            return f"{SALUTATION_MARK}\n\n{escape(text)}"
        case _:
            return _written_table(rows_of(text)) or escape(text)


def _written_table(rows: Rows) -> str:
    """The lines of a table; "" for none."""
    if not rows:
        return ""
    lines = ["| " + " | ".join(map(_escaped_cell, row)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _escaped_cell(cell: str) -> str:
    return _BAR.sub(lambda found: found[1] or "\\|", escape(cell))


def _read_table(lines: Sequence[str]) -> str:
    """What the lines of a table mean, as markup of a paragraph; "" where they are none."""
    if len(lines) < 3 or not all(line.startswith("|") for line in lines) or not _RULE.fullmatch(lines[1]):
        return ""
    rows = [[cell[1].strip() for cell in _CELL.finditer(line, 1)] for line in (lines[0], *lines[2:])]
    is_even = all(len(row) == len(rows[0]) for row in rows)
    return "\\\n".join(map("\t".join, rows)) if is_even and len(rows[0]) > 1 else ""


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks of `text`; neighbouring lines of text become one paragraph."""
    paragraph: list[str] = []
    start = 0
    for line, content in _logical_lines(text):
        if content and (kind := _kind(content)) == "text":
            start = start if paragraph else line
            paragraph.append(content)
            continue
        if paragraph:
            yield _Block("text", _read_table(paragraph) or _join(paragraph), start)
            paragraph = []
        if content:
            yield _Block(kind, content, line)
    if paragraph:
        yield _Block("text", _read_table(paragraph) or _join(paragraph), start)


def _kept_blocks(text: str) -> list[_Block]:
    """The blocks of `text`, those of an earlier text once more: drafts of a template share many.

    Their lines are not those of `text`.
    """
    if "\\\n" in text:
        return list(_blocks(text))
    chunks = [chunk for chunk in text.split("\n\n") if chunk]
    return [
        block
        for chunk in chunks
        for block in (_blocks_of_chunk(chunk) if len(chunk) <= LONGEST_KEPT else _blocks(chunk))
    ]


@lru_cache(maxsize=MOST_KEPT)
def _blocks_of_chunk(chunk: str) -> tuple[_Block, ...]:
    return tuple(_blocks(chunk))


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines, those that end in an unescaped `\\` together with the next one."""
    lines = text.split("\n")
    if "\\" not in text:
        return enumerate([line and line.strip(_BLANKS) for line in lines], 1)
    return _joined_lines(lines)


def _joined_lines(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    held, start = "", 0
    for number, line in enumerate(lines, 1):
        content = _strip(line)
        start = start if held else number
        if _breaks(content):
            held += content + "\n"
        else:
            yield start, held + content
            held = ""
    if held:
        yield start, held.removesuffix("\\\n")


def _strip(line: str) -> str:
    """`line` without blanks at its ends, but for escaped ones."""
    stripped = line.strip(_BLANKS)
    if not _breaks(stripped):
        return stripped
    end = len(line.rstrip(_BLANKS))
    return stripped + line[end : end + 1]


def _breaks(content: str) -> bool:
    return content.endswith("\\") and (len(content) - len(content.rstrip("\\"))) % 2 == 1


def _kind(content: str) -> str:
    if content[0] not in "#>-<":
        return "text"
    if content == CLOSING_MARK:
        return "closing"
    if content == SALUTATION_MARK:
        return "salutation"
    if content.startswith(">"):
        return "byline"
    return "heading" if content.startswith("#") else "text"


def _join(lines: list[str]) -> str:
    """Lines of one paragraph: together, with a space only between words in Latin letters."""
    text = lines[0]
    for line in lines[1:]:
        apart = text[-1].isascii() and text[-1].isalnum() and line[0].isascii() and line[0].isalnum()
        text += (" " if apart else "") + line
    return text


class _Parser:
    """Reads blocks in the order in which a speech has its parts."""

    def __init__(self, blocks: list[_Block]) -> None:
        self._blocks = blocks
        self._next = 0

    def speech(self) -> Speech:
        title = self._title()
        byline = tuple(self._byline())
        salutation = self._salutation()
        preamble = tuple(self._paragraphs())
        sections = tuple(self._sections(1))
        closing = self._closing()
        if (block := self._peek()) is not None:
            raise MarkupError(_misplacement(block), block.line)
        return Speech(title, byline, salutation, preamble, sections, closing)

    def _peek(self, kind: str | None = None) -> _Block | None:
        if self._next == len(self._blocks):
            return None
        block = self._blocks[self._next]
        return block if kind is None or block.kind == kind else None

    def _title(self) -> str | None:
        block = self._peek("heading")
        if block is None or _level(block) != 0:
            return None
        self._next += 1
        return _heading_text(block)

    def _byline(self) -> Iterator[str]:
        while (block := self._peek("byline")) is not None:
            self._next += 1
            text = unescape(block.text[1:].lstrip(_BLANKS))
            if text.strip():
                yield text

    def _salutation(self) -> str | None:
        marked = self._peek("salutation")
        if marked is not None:
            self._next += 1
        block = self._peek("text")
        if block is None:
            if marked is not None:
                raise MarkupError("“称呼”标记后面没有称呼", marked.line)
            return None
        if marked is None and (not block.text.endswith("：") or _breaks(block.text[:-1])):
            return None
        self._next += 1
        return _text(block)

    def _paragraphs(self) -> Iterator[str]:
        while self._next < len(self._blocks) and self._blocks[self._next].kind == "text":
            yield _text(self._blocks[self._next])
            self._next += 1

    def _sections(self, level: int) -> Iterator[Section]:
        while (block := self._peek("heading")) is not None and _level(block) >= level:
            if _level(block) > level:
                raise MarkupError(f"标题“{block.text}”跳级了，这里应当用 {'#' * (level + 1)}", block.line)
            self._next += 1
            heading = _heading_text(block)
            paragraphs = tuple(self._paragraphs())
            yield Section(heading, paragraphs + tuple(self._sections(level + 1)))

    def _closing(self) -> tuple[str, ...]:
        if self._peek("closing") is None:
            return ()
        self._next += 1
        return tuple(self._paragraphs())


def _level(block: _Block) -> int:
    """0 for a title, 1 to 4 for a heading. Raises MarkupError for what is neither."""
    match = _HEADING.fullmatch(block.text)
    if match is None:
        raise MarkupError(f"“{block.text}”的 # 后面要空一格再写标题；要写“#”这个字，前面加 \\", block.line)
    level = len(match[1]) - 1
    if level > DEEPEST_LEVEL:
        raise MarkupError(f"标题最多 {DEEPEST_LEVEL} 级（#####），这里是“{block.text}”", block.line)
    return level


def _text(block: _Block) -> str:
    text = unescape(block.text)
    if not text.strip():
        raise MarkupError("这一段只有空白，请删掉", block.line)
    return text


def _heading_text(block: _Block) -> str:
    text = unescape(block.text.lstrip("#").lstrip(_BLANKS))
    if not text.strip():
        raise MarkupError("标题没有文字", block.line)
    return text


def _misplacement(block: _Block) -> str:
    what = {
        "heading": f"标题“{block.text}”不能放在这里：# 只在开头用一次，--- 之后不再有标题",
        "byline": f"署名“{block.text}”要紧跟在标题（#）后面",
        "salutation": "“称呼”标记要放在署名之后、正文之前",
        "closing": "结尾标记 --- 只能有一个",
    }
    return what[block.kind]
