"""A .docx as a Speech, by its styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from lxml import etree

from ..model.speech import Section, Speech
from ..text import byline
from ..text.numerals import heading_number_length
from .ooxml import w
from .opened import Opened
from .styles import HEADINGS, Role, StyleSheet

_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_PARAGRAPH, _PROPERTIES, _STYLE, _VALUE = w("p"), w("pPr"), w("pStyle"), w("val")
_TEXT, _BREAK, _TYPE = w("t"), w("br"), w("type")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_TEXT = {_PROPERTIES, w("rPr"), w("del"), w("moveFrom"), _PARAGRAPH, w("txbxContent"), _FALLBACK}


def read_docx(data: bytes, name: str = "文档") -> Speech:
    """The Speech in a draft of ours, also when it was edited since.

    A style is believed where the order of a speech allows it; a paragraph that stands
    where its style cannot be is text of the part that it stands in, so no text is lost.
    Left out are empty paragraphs, and what the writer puts in: numbers of headings, line
    breaks in a title, brackets round a date in the byline. `name` is what messages call
    the file. Raises DocumentError when it cannot be opened.
    """
    return read_opened(Opened(data, name))


def read_opened(opened: Opened) -> Speech:
    """As `read_docx`, of a document that is open."""
    roles = _roles(opened)
    return _speech([_line(paragraph, roles) for paragraph in _paragraphs(opened.root)])


@dataclass(frozen=True)
class _Line:
    """A paragraph: its text and the role of its style; `level` is 1 to 4 of a heading, else 0."""

    text: str
    role: Role

    @property
    def level(self) -> int:
        return HEADINGS.index(self.role) + 1 if self.role in HEADINGS else 0

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def _roles(opened: Opened) -> dict[str, Role]:
    if opened.styles is None:
        return {}
    return {id: role for role, id in StyleSheet(opened.styles, opened.name).roles().items()}


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs that hold anything, in their order; of alternatives only the first choice."""
    repeated = {paragraph for fallback in root.iter(_FALLBACK) for paragraph in fallback.iter(_PARAGRAPH)}
    return (paragraph for paragraph in root.iter(_PARAGRAPH) if len(paragraph) and paragraph not in repeated)


def _line(paragraph: etree._Element, roles: dict[str, Role]) -> _Line:
    styles = (
        style for properties in paragraph.iterchildren(_PROPERTIES) for style in properties.iter(_STYLE)
    )
    style = next(styles, None)
    role = Role.BODY if style is None else roles.get(style.get(_VALUE, ""), Role.BODY)
    return _Line("".join(_texts(paragraph, "" if role is Role.TITLE else "\n")), role)


def _texts(element: etree._Element, line_break: str) -> Iterator[str]:
    """The text of a paragraph with insertions accepted, and deletions too."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _BREAK:
            yield line_break if child.get(_TYPE, "textWrapping") == "textWrapping" else ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _NOT_TEXT:
            yield from _texts(child, line_break)


def _speech(lines: Sequence[_Line]) -> Speech:
    lines = [line for line in lines if line.role is Role.TITLE or not line.is_blank]
    titles, lines = _leading(lines, Role.TITLE)
    entries, lines = _leading([line for line in lines if not line.is_blank], Role.BYLINE)
    salutation = lines.pop(0).text if lines and lines[0].role is Role.SALUTATION else None
    lines, closing = _split_closing(lines)
    preamble = list(takewhile(lambda line: not line.level, lines))
    title = "\n".join(line.text for line in titles)
    return Speech(
        title=title if title.strip() else None,
        byline=tuple(byline.entry(line.text) for line in entries),
        salutation=salutation,
        preamble=_text_of(preamble),
        sections=_sections(lines[len(preamble) :]),
        closing=_text_of(closing),
    )


def _leading(lines: Sequence[_Line], role: Role) -> tuple[list[_Line], list[_Line]]:
    found = list(takewhile(lambda line: line.role is role, lines))
    return found, list(lines[len(found) :])


def _split_closing(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The closing begins at the first Closing paragraph after the last heading."""
    last_heading = max((place for place, line in enumerate(lines) if line.level), default=-1)
    for place in range(last_heading + 1, len(lines)):
        if lines[place].role is Role.CLOSING:
            return lines[:place], lines[place:]
    return lines, []


def _sections(lines: Sequence[_Line]) -> tuple[Section, ...]:
    """The sections of `lines`, which begin with a heading.

    A heading that is not deeper than the one that began a section begins the next.
    """
    starts: list[int] = []
    for place, line in enumerate(lines):
        if line.level and (not starts or line.level <= lines[starts[-1]].level):
            starts.append(place)
    return tuple(_section(lines[start:end]) for start, end in pairwise([*starts, len(lines)]))


def _section(lines: Sequence[_Line]) -> Section:
    heading, *rest = lines
    paragraphs = _text_of(takewhile(lambda line: not line.level, rest))
    return Section(_without_number(heading), (*paragraphs, *_sections(rest[len(paragraphs) :])))


def _without_number(heading: _Line) -> str:
    """The heading's text; when there is nothing but a number, that is the text."""
    number = heading_number_length(heading.level, heading.text)
    bare = heading.text[number:] if number else ""
    return bare if bare.strip() else heading.text


def _text_of(lines: Iterable[_Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)
