"""A Speech as a .docx in a layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from ..model.markup import LONGEST_KEPT, MOST_KEPT
from ..model.provenance import Provenance
from ..model.speech import Blank, Section, Speech
from ..text import byline
from ..text.leads import lead_length
from ..text.numerals import heading_number
from ..text.titles import title_lines
from . import provenance as provenance_part
from .comments import comments_xml
from .layout import CORE_PART, Layout
from .ooxml import DECLARATION, as_text
from .package import deflated, pack, stored
from .pieces import assembled
from .styles import HEADINGS, Role

_HINT = '<w:rFonts w:hint="eastAsia"/>'
_HIGHLIGHT = '<w:highlight w:val="yellow"/>'
_CORE_HEAD = (
    f"{DECLARATION}<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def write_docx(
    speech: Speech,
    layout: Layout,
    *,
    provenance: Provenance | None = None,
    blanks: Sequence[Blank] = (),
    author: str = "",
    created: datetime,
) -> bytes:
    """The .docx of `speech`; `read_docx` gives `speech` back.

    Each of `blanks` is highlighted wherever its text stands; a comment at the first place
    says how to fill it in. `created` goes into the properties and dates the comments;
    nothing else depends on the clock. Raises ValueError for a character that XML 1.0 cannot carry.
    """
    body = Body(layout, blanks)
    main = assembled(
        layout.main,
        [layout.head, *body.paragraphs(speech), layout.tail],
        own=provenance.seed if provenance else "",
    )
    parts = [
        *layout.frames[bool(body.commented), provenance is not None],
        main,
        stored(CORE_PART, core_properties(speech.title or "", author, created)),
    ]
    if body.commented:
        parts.append(deflated(layout.comments_part, comments_xml(body.commented, layout.styles, created)))
    if provenance:
        parts.append(provenance_part.packed(provenance, parts))
    return pack(parts)


class Body:
    """The paragraphs of one draft; `commented` are the blanks met so far, in order."""

    def __init__(self, layout: Layout, blanks: Sequence[Blank]) -> None:
        self._title_width = layout.title_width
        self._styles = layout.style_values
        self._blanks = {blank.text: blank for blank in blanks}
        self._pattern = _blank_pattern(tuple(self._blanks))
        self.commented: list[Blank] = []

    def paragraphs(self, speech: Speech) -> Iterator[str]:
        if speech.title is not None:
            yield from map(self._title, speech.title.split("\n"))
        for entry in speech.byline:
            yield self._paragraph(Role.BYLINE, byline.printed(entry))
        if speech.salutation is not None:
            yield self._paragraph(Role.SALUTATION, speech.salutation)
        for text in speech.preamble:
            yield self._paragraph(Role.BODY, text)
        for number, section in enumerate(speech.sections, start=1):
            yield from self._section(section, 1, number)
        for text in speech.closing:
            yield self._paragraph(Role.CLOSING, text)

    def _section(self, section: Section, level: int, number: int) -> Iterator[str]:
        yield self._paragraph(HEADINGS[level - 1], heading_number(level, number) + section.heading)
        for text in section.paragraphs:
            yield self._paragraph(Role.BODY, text, self._styles[Role.LEAD])
        for number, inner in enumerate(section.sections, start=1):
            yield from self._section(inner, level + 1, number)

    def _title(self, line: str) -> str:
        lines = title_lines(line, self._title_width)
        return _styled(self._styles[Role.TITLE], "<w:r><w:br/></w:r>".join(map(self._runs, lines)))

    def _paragraph(self, role: Role, text: str, lead_style: str = "") -> str:
        """A paragraph; its lead sentence, if it has one, is in the style for that."""
        if self._pattern is None or not self._pattern.search(text):
            plain = _plain_paragraph if len(text) <= LONGEST_KEPT else _plain_paragraph.__wrapped__
            return plain(self._styles[role], text, lead_style)
        lead = lead_length(text) if lead_style else 0
        runs = self._runs(text[:lead], lead_style) + self._runs(text[lead:])
        return _styled(self._styles[role], runs)

    def _runs(self, text: str, style: str = "") -> str:
        if self._pattern is None:
            return _run(text, style)
        pieces = self._pattern.split(text)
        return "".join(
            self._blank(piece, style) if odd % 2 else _run(piece, style) for odd, piece in enumerate(pieces)
        )

    def _blank(self, text: str, style: str) -> str:
        run = _run(text, style, _HIGHLIGHT)
        blank = self._blanks[text]
        if blank in self.commented:
            return run
        self.commented.append(blank)
        return _commented(run, len(self.commented) - 1, self._styles[Role.COMMENT_MARK])


@lru_cache(maxsize=MOST_KEPT)
def _plain_paragraph(style: str, text: str, lead_style: str) -> str:
    """A paragraph without blanks; kept, since the drafts of a template share many."""
    lead = lead_length(text) if lead_style else 0
    return _styled(style, _run(text[:lead], lead_style) + _run(text[lead:], ""))


def _styled(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, style: str, look: str = "") -> str:
    if not text:
        return ""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += ("" if text.isascii() else _HINT) + look
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{_content(text)}</w:r>"


def _content(text: str) -> str:
    if "\n" not in text and "\t" not in text:
        return _literal(text)
    lines = text.split("\n")
    return "<w:br/>".join("<w:tab/>".join(map(_literal, line.split("\t"))) for line in lines)


def _literal(text: str) -> str:
    if not text:
        return ""
    space = ' xml:space="preserve"' if text != text.strip() or "  " in text else ""
    return f"<w:t{space}>{as_text(text)}</w:t>"


def _commented(run: str, id: int, mark: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{id}"/>{run}<w:commentRangeEnd w:id="{id}"/>'
        f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:commentReference w:id="{id}"/></w:r>'
    )


def _blank_pattern(texts: tuple[str, ...]) -> re.Pattern[str] | None:
    alternatives = "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
    return re.compile(f"({alternatives})") if texts else None


def core_properties(title: str, author: str, created: datetime) -> bytes:
    """The part with a document's title, author and date."""
    title = " ".join(title.split("\n"))
    return (
        f"{_CORE_HEAD}<dc:title>{as_text(title)}</dc:title><dc:creator>{as_text(author)}</dc:creator>"
        f"{_dates(created)}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


@lru_cache(maxsize=1)
def _dates(created: datetime) -> str:
    moment = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{kind}>'
        for kind in ("created", "modified")
    )
