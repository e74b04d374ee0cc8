"""A page of HTML as blocks with hints, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from ..model.table import MOST_CELLS, table_text
from ..recognise import Paragraph

LONGEST_TAG = 20_000
"""Characters; the attributes of a longer one are left out: libxml2 takes quadratic time for them."""

_BLOCK_TAGS = """
    address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td th thead tfoot tr
    ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SKIPPED_TAGS = "script style head noscript template iframe object svg select option button textarea input"
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_IN_NO_CELL = ("a", "h1", "h2", "h3", "li", "form", "input", "img")
"""What a table of data has not in its cells."""

_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}\b[^<>]{0,2000}>")
_OPENS_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,30})[^<>]*")
_DECLARATION = re.compile(r"\s{0,200}<\?xml[^>]{0,200}\?>")
_TOO_DEEP = "Excessive depth"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page, the element that it stands in, and how much of it is links."""

    paragraph: Paragraph
    element: etree._Element
    plain: int
    linked: int

    @property
    def text(self) -> str:
        return self.paragraph.text


def parse_page(text: str) -> etree._Element:
    """The tree of a page. Nothing outside it is read. Raises lxml's errors when it is none, ValueError
    when it is empty or too deep to be read whole."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    declaration = _DECLARATION.match(text)
    bare = _without_long_tags(text[declaration.end() :] if declaration else text)
    root = etree.fromstring(bare.encode("utf-8", "replace"), parser)
    if root is None:
        raise ValueError("an empty page")
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise ValueError("a page too deep to be read whole")
    return root


def _without_long_tags(text: str) -> str:
    """The page, tags that are longer than `LONGEST_TAG` without their attributes."""
    if len(text) <= LONGEST_TAG:
        return text
    return _OPENS_TAG.sub(lambda tag: f"<{tag[1]}" if len(tag[0]) > LONGEST_TAG else tag[0], text)


def has_tags(text: str) -> bool:
    """Whether a plain text has HTML tags in it."""
    return sum(1 for _, _match in zip(range(3), _TAG.finditer(text[:200_000]), strict=False)) >= 2


def page_title(root: etree._Element) -> str:
    """What the page is called in its head; "" when it is not."""
    title = next(root.iter("title"), None)
    return "" if title is None else "".join(map(str, title.itertext()))


def blocks_of(root: etree._Element) -> list[Block]:
    """The paragraphs of a page; a line break inside one is a line end."""
    return list(_Walk(root).blocks())


class _Walk:
    """Goes through a tree once, without recursion."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._text: list[str] = []
        self._bold = self._plain = self._linked = self._depth_bold = self._depth_link = 0
        self._marks: list[tuple[etree._Element, str, int | None]] = [(root, "", None)]

    def blocks(self) -> Iterator[Block]:
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(self._root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._add(element.tail)
                continue
            if event == "start" and tag in _SKIPPED:
                skipped = element
            elif event == "start" and tag == "table" and (text := _data_text(element)):
                skipped = element
                yield from self._flush()
                yield _table(element, text)
            elif event == "start":
                yield from self._begin(tag, element)
            else:
                yield from self._end(tag, element)
        yield from self._flush()

    def _begin(self, tag: str, element: etree._Element) -> Iterator[Block]:
        if tag in _BLOCKS:
            yield from self._flush()
            self._marks.append((element, _alignment(tag, element) or self._marks[-1][1], _level(tag)))
        if tag == "br":
            self._text.append("\n")
        self._depth_bold += tag in _BOLD
        self._depth_link += _is_link(tag, element)
        self._add(element.text)

    def _end(self, tag: str, element: etree._Element) -> Iterator[Block]:
        self._depth_bold -= tag in _BOLD
        self._depth_link -= _is_link(tag, element)
        if tag in _BLOCKS:
            yield from self._flush()
            self._marks.pop()
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = re.sub(r"[\r\n\t ]+", " ", text)
        length = len(text.strip())
        self._bold += length if self._depth_bold else 0
        self._linked += length if self._depth_link else 0
        self._plain += length
        self._text.append(text)

    def _flush(self) -> Iterator[Block]:
        text = "".join(self._text)
        if text.strip():
            element, alignment, level = self._marks[-1]
            is_bold, is_link = self._bold * 2 > self._plain, self._linked * 2 > self._plain
            paragraph = Paragraph(text, alignment, is_bold, 0.0, level, is_link=is_link)
            yield Block(paragraph, element, self._plain - self._linked, self._linked)
        self._text, self._bold, self._plain, self._linked = [], 0, 0, 0


def _table(element: etree._Element, text: str) -> Block:
    return Block(Paragraph(text), element, len(text), 0)


def _data_text(table: etree._Element) -> str:
    """A table of data as the text of a paragraph; "" for one that only lays a page out: with another
    table in it, blocks or links, or long text."""
    found = list(islice(table.iter("table", "tr", *_IN_NO_CELL), 1, MOST_CELLS))
    if any(one.tag != "tr" for one in found):
        return ""
    return table_text(list(map(_row, found)))


def _row(row: etree._Element) -> list[str]:
    """The texts of a row's cells; one that reaches over several has empty ones after it."""
    cells: list[str] = []
    for cell in row.iterchildren("td", "th"):
        span = cell.get("colspan", "1")
        width = int(span) if span.isdecimal() and len(span) < 3 else 1
        cells += ["".join(map(str, cell.itertext())), *[""] * (width - 1)]
    return cells


def _is_link(tag: str, element: etree._Element) -> bool:
    return tag == "a" and element.get("href") is not None


def _alignment(tag: str, element: etree._Element) -> str:
    style = element.get("style", "")
    if tag == "center" or element.get("align", "").lower() == "center" or _CENTRED.search(style):
        return "center"
    if element.get("align", "").lower() == "right" or _RIGHT.search(style):
        return "right"
    return "left" if "text-align" in style or element.get("align") else ""


def _level(tag: str) -> int | None:
    return int(tag[1]) - 1 if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else None
