"""Anybody's Markdown as paragraphs with hints; speech markup is `markup`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import MarkupError
from ..model import markup
from ..model.speech import Role, Speech
from ..model.table import table_text
from ..recognise import Paragraph, Recognised, recognise
from ..recognise.furniture import is_note
from ..recognise.numbers import leading_number
from ..recognise.phrases import is_title
from ..recognise.wrapped import LINE_END, joined_lines

if TYPE_CHECKING:
    from markdown_it.token import Token

DEEPEST = 100
"""Quotations and lists in each other: what is deeper the parser leaves out."""

MOST_BRACKETS = 5_000
"""In a text with more, none is a link: to look for their ends takes quadratic time."""

_MANY_MARKS = re.compile(r"(?m)^[ \t]*+(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*+){21,}")
_FOREIGN = re.compile(
    r"(?m)(?<!\\)(?:\*\*|__|~~|!?\[[^\[\]\n]{0,200}\]\(|`)|^(?:[-*+]|\d{1,9}[.)])[ \t]|^[ \t]+\S"
    r"|<(?!!-- 称呼 -->)[a-zA-Z/!]"
)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_BREAK_TAG = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)


def read(text: str, speech: int = 1) -> Recognised:
    """The speech in a Markdown text: strictly when it surely is speech markup, else as it is recognised."""
    own = own_speech(text) if speech == 1 else None
    return Recognised(own) if own is not None else recognise(paragraphs_of(text), speech=speech)


def own_speech(text: str) -> Speech | None:
    """The Speech of a text that surely is our markup; None when it only looks like Markdown.

    It is when it has no mark that our writer never makes, and either one that only we make
    (a byline, the mark of the salutation or of the closing) or just the text that we would write.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not _MAY_BE_OWN.search(text) or _FOREIGN.search(text):
        return None
    try:
        speech = markup.parse(text)
    except MarkupError:
        return None
    is_own = _OWN_MARK.search(text) is not None or markup.write(speech).split() == text.split()
    return speech if is_own and not _is_foreign(speech) else None


_MAY_BE_OWN = re.compile(r"(?m)^(?:# |## |---$|<!-- 称呼 -->)")
_OWN_MARK = re.compile(r"(?m)^(?:> |---$|<!-- 称呼 -->)")


def _is_foreign(speech: Speech) -> bool:
    """Whether headings carry numbers, nothing but a title is marked, or a chat speaks in it."""
    parts = list(speech.paragraphs())
    headings = [text for role, _, _, text in parts if role is Role.HEADING]
    numbered = any(leading_number(text) for text in (headings or speech.preamble))
    is_marked = bool(headings or speech.closing or speech.byline)
    is_chat = any(is_note(text) for *_, text in (*parts[:3], *parts[-3:]))
    return is_chat or (numbered and (bool(headings) or not is_marked))


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of anybody's Markdown; their places are the numbers of its lines, from 0."""
    return _with_one_title(joined_lines(_lines(text)))


def _with_one_title(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs; where # is used for sections too, those are a level below the title."""
    tops = [one for one in paragraphs if one.level == 0]
    if len([one for one in tops if not is_title(one.text)]) < 2:
        return list(paragraphs)
    title = tops[0] if (paragraphs and tops[0] is paragraphs[0]) or is_title(tops[0].text) else None
    return [
        one if one.level is None or one is title or is_title(one.text) else replace(one, level=one.level + 1)
        for one in paragraphs
    ]


def _lines(text: str) -> Iterator[Paragraph]:
    """The lines of the blocks, a blank one between two of them."""
    from markdown_it import MarkdownIt

    parser = (
        MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"]).disable("code")
    )
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    content = _MANY_MARKS.sub("", "\n".join(lines))
    content = content.replace("[", "\\[") if content.count("[") > MOST_BRACKETS else content
    tokens = parser.parse(content)
    level: int | None = None
    number = ""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            text = table_text(rows)
            texts = [text] if text else ["　".join(row) for row in rows]
            yield from (*map(Paragraph, texts), Paragraph(""))
            rows = []
        elif rows:
            if token.type == "inline":
                rows[-1].append(" ".join(text for text, _ in _inline(token)))
            continue
        if token.type == "heading_open":
            level = int(token.tag[1]) - 1
        elif token.type == "heading_close":
            level = None
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup}" if token.info else ""
        elif token.type in ("inline", "html_block", "fence", "code_block"):
            yield from _block(token, lines, level, number)
            yield Paragraph("")
            number = ""


def _block(token: Token, lines: Sequence[str], level: int | None, number: str) -> Iterator[Paragraph]:
    """The lines of one block, each with the indent that it has in the text."""
    first = token.map[0] if token.map else 0
    texts = list(_inline(token)) if token.type == "inline" else [(text, False) for text in _raw(token)]
    for count, (text, is_bold) in enumerate(texts):
        place = first + count
        indent = _indent(lines[place]) if place < len(lines) and level is None else ""
        if text.strip():
            yield Paragraph(
                (number if count == 0 else "") + indent * (not number) + text,
                bold=is_bold,
                level=level,
                places=(min(place, len(lines) - 1),),
            )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t　"))]


def _raw(token: Token) -> list[str]:
    """The lines of a block that is no Markdown, without HTML tags."""
    content = token.content
    if token.type == "html_block":
        content = _TAG.sub("", _BREAK_TAG.sub("\n", content))
    return content.split("\n")


def _inline(token: Token) -> Iterator[tuple[str, bool]]:
    """The lines of a block's text without marks, each with whether most of it is bold."""
    pieces: list[str] = []
    bold = depth = 0
    for child in token.children or ():
        depth += (child.type == "strong_open") - (child.type == "strong_close")
        if child.type in ("softbreak", "hardbreak") or _BREAK_TAG.fullmatch(child.content):
            yield _line(pieces, bold)
            pieces, bold = [], 0
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content)
            bold += len(child.content) if depth else 0
    yield _line(pieces, bold)


def _line(pieces: Sequence[str], bold: int) -> tuple[str, bool]:
    text = "".join(pieces)
    is_bold = bold * 2 > len(text)
    if text.count("**") % 2 == 0:
        is_bold = is_bold or (text.startswith("**") and text.endswith("**"))
        text = text.replace("**", "")
    return text, is_bold
