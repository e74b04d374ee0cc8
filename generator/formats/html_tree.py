"""A page of HTML as paragraphs with hints, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from ..recognise import Paragraph

MOST_CELLS = 40
MOST_PIECES = 20
"""Of a table's row, and of each of its cells, looked at to see whether they are data."""

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tfoot",
        "tr",
        "ul",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "noscript",
        "template",
        "iframe",
        "object",
        "svg",
        "select",
        "option",
        "button",
        "textarea",
        "input",
    ]
)
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}\b[^<>]{0,2000}>")


def parse_page(text: str) -> etree._Element:
    """The tree of a page. Nothing outside it is read. Raises lxml's errors when it is none."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    declared = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
    root = etree.fromstring(declared.encode("utf-8", "replace"), parser)
    if root is None:
        raise ValueError("an empty page")
    return root


def has_tags(text: str) -> bool:
    """Whether a plain text has HTML tags in it."""
    return sum(1 for _, _match in zip(range(3), _TAG.finditer(text[:200_000]), strict=False)) >= 2


def page_title(root: etree._Element) -> str:
    """What the page is called in its head; "" when it is not."""
    title = next(root.iter("title"), None)
    return "" if title is None else "".join(map(str, title.itertext()))


def blocks_of(root: etree._Element) -> list[Paragraph]:
    """The paragraphs of a page; a line break inside one is a line end."""
    return [block for block in _Walk(root).blocks() if block.text.strip()]


class _Walk:
    """Goes through a tree once, without recursion."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._text: list[str] = []
        self._bold = self._plain = self._depth_bold = 0
        self._marks: list[tuple[str, int | None]] = []
        self._rows: list[bool] = []

    def blocks(self) -> Iterator[Paragraph]:
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
            elif event == "start":
                yield from self._begin(tag, element)
            else:
                yield from self._end(tag, element)
        yield from self._flushed()

    def _begin(self, tag: str, element: etree._Element) -> Iterator[Paragraph]:
        if tag in _BLOCKS:
            yield from self._flushed()
            self._marks.append((_alignment(tag, element) or self._alignment, _level(tag)))
        if tag == "tr":
            self._rows.append(False)
        if tag == "br":
            self._text.append("\n")
        self._depth_bold += tag in _BOLD
        self._add(element.text)

    def _end(self, tag: str, element: etree._Element) -> Iterator[Paragraph]:
        self._depth_bold -= tag in _BOLD
        if tag in _BLOCKS:
            yield from self._flushed()
            self._marks.pop()
        if tag == "tr":
            self._rows.pop()
        self._add(element.tail)

    @property
    def _alignment(self) -> str:
        return self._marks[-1][0] if self._marks else ""

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = re.sub(r"[\r\n\t ]+", " ", text)
        length = len(text.strip())
        self._bold += length if self._depth_bold else 0
        self._plain += 0 if self._depth_bold else length
        self._text.append(text)

    def _flushed(self) -> Iterator[Paragraph]:
        if self._text:
            level = self._marks[-1][1] if self._marks else None
            text = "".join(self._text)
            if text.strip():
                is_cell = bool(self._rows and self._rows[-1])
                yield Paragraph(text, self._alignment, self._bold > self._plain, 0.0, level)
        self._text, self._bold, self._plain = [], 0, 0


def _cells(row: etree._Element) -> list[str]:
    """How the cells of a table's row begin."""
    cells = (child for child in row if child.tag in ("td", "th"))
    return ["".join(islice(cell.itertext(), MOST_PIECES)) for cell in islice(cells, MOST_CELLS)]


def _alignment(tag: str, element: etree._Element) -> str:
    style = element.get("style", "")
    if tag == "center" or element.get("align", "").lower() == "center" or _CENTRED.search(style):
        return "center"
    if element.get("align", "").lower() == "right" or _RIGHT.search(style):
        return "right"
    return "left" if "text-align" in style or element.get("align") else ""


def _level(tag: str) -> int | None:
    return int(tag[1]) - 1 if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else None
