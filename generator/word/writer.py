"""A Speech as a .docx in a layout; many speeches as one, for printing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, cast
from zlib import crc32

from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.coreprops import CoreProperties
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.oxml.section import CT_SectPr
from docx.section import Section as PageSetup
from lxml import etree

from ..errors import DocumentError
from ..model.provenance import Provenance
from ..model.speech import Blank, Speech
from . import provenance as provenance_part
from .comments import Comments
from .layout import Layout
from .ooxml import SECTION, element, put, serialised, w
from .opened import Opened
from .package import packed, read_parts
from .pages import page_beginnings
from .printed import Printed, printed
from .rare import by_font
from .runs import blank_pattern, put_text
from .styles import StyleName
from .tables import table

_PARAGRAPH, _PROPERTIES, _STYLE, _VALUE = w("p"), w("pPr"), w("pStyle"), w("val")
_RUN, _RUN_PROPERTIES, _RUN_STYLE, _FONTS, _HINT = w("r"), w("rPr"), w("rStyle"), w("rFonts"), w("hint")
_HIGHLIGHT = w("highlight")
_GAP = re.compile("([ 　]+)(?=\n)")
_LONGEST_PROPERTY = 255
"""Characters that python-docx takes for a property of a document."""


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
    nothing else depends on the clock. Raises DocumentError for a character that no .docx can hold.
    """
    unit = str(provenance.details.get("unit") or "") if provenance else ""
    text = Text(layout, blanks, created, unit)
    try:
        text.add(speech)
        properties = _core_properties(speech.title or "", author, created)
    except ValueError as error:
        raise DocumentError("讲话稿里有 Word 存不下的控制字符，没有写。请删去看不见的字符再试。") from error
    return _packed(text, layout, provenance, properties)


def write_combined(
    speeches: Iterable[Speech], layout: Layout, *, title: str, provenance: Provenance, created: datetime
) -> bytes:
    """The .docx of all `speeches` in their order: each begins an odd page, its pages numbered from 1.

    Blanks are not highlighted: it is for print. `title` and `created` go into the properties;
    `provenance` makes it known as ours.
    """
    text = Text(layout, (), created)
    _begin_odd_pages(text.section, layout)
    filled = (speech for speech in speeches if next(speech.texts, None) is not None)
    for number, speech in enumerate(filled):
        if number:
            text.end_section()
        text.add(speech)
    return _packed(text, layout, provenance, _core_properties(title, "", created))


class Text:
    """The text of a draft as it grows, and the comments on the blanks in it.

    `unit` is whose name a title may be broken after.
    """

    def __init__(self, layout: Layout, blanks: Sequence[Blank], created: datetime, unit: str = "") -> None:
        self.root = deepcopy(layout.opened.root)
        self.section = self.root[0][0]
        self.comments = Comments(self.root, element("comments"), layout.styles)
        self._body = self.root[0]
        self._body.remove(self.section)
        self._layout = layout
        self._created = created
        self._unit = unit
        self._open = {blank.text: blank.hint for blank in blanks}
        self._pattern = blank_pattern(self._open)

    def add(self, speech: Speech) -> None:
        paragraphs = list(printed(speech, self._layout, self._unit))
        pages = page_beginnings(paragraphs, self._layout)
        for number, paragraph in enumerate(paragraphs):
            self._add(paragraph, pages.get(number, ()))

    def _add_table(self, paragraph: Printed) -> None:
        """Adds a table, and the paragraph that Word wants after one."""
        style = self._layout.styles[paragraph.style]
        made, cells = table(paragraph.rows, style)
        for cell, text in zip(cells, (text for row in paragraph.rows for text in row), strict=True):
            self._add_runs(cell, Printed(paragraph.style, text), 0, len(text))
        self._body.extend([made, element("p", element("pPr", element("pStyle", val=style)))])

    def end_section(self) -> None:
        """Ends a section of pages with the paragraph that was added last."""
        self._body[-1][0].append(deepcopy(self.section))

    def ended(self) -> etree._Element:
        """The root of the part with the text, now that all is in it."""
        self._body.append(self.section)
        return self.root

    def _add(self, paragraph: Printed, pages: Collection[int]) -> None:
        """Adds a paragraph in which a page begins before each place of `pages`."""
        if paragraph.rows:
            self._add_table(paragraph)
            return
        made = etree.SubElement(self._body, _PARAGRAPH)
        properties = etree.SubElement(made, _PROPERTIES)
        etree.SubElement(properties, _STYLE).set(_VALUE, self._layout.styles[paragraph.style])
        if 0 in pages:
            etree.SubElement(properties, w("pageBreakBefore"))
        for start, end in pairwise(sorted({0, *pages, paragraph.lead, len(paragraph.text)})):
            if start and start in pages:
                etree.SubElement(etree.SubElement(made, _RUN), w("br")).set(w("type"), "page")
            self._add_runs(made, paragraph, start, end)
        if paragraph.is_typed:
            for line_break in made.iter(w("br")):
                line_break.tag = w("cr")

    def _add_runs(self, made: etree._Element, paragraph: Printed, start: int, end: int) -> None:
        """Adds a stretch of text, each blank in it highlighted, the first one of its kind with a comment."""
        text, look = paragraph.text[start:end], _RunLook.of(paragraph, self._layout, end <= paragraph.lead)
        for place, piece in enumerate(self._pattern.split(text) if self._pattern else [text]):
            if piece:
                runs = look.runs(piece, is_blank=place % 2 == 1)
                made.extend(runs)
                if place % 2 and piece in self._open:
                    self.comments.add(runs, self._open.pop(piece), self._created)


def _begin_odd_pages(section: etree._Element, layout: Layout) -> None:
    """Makes a section begin an odd page, and count from 1."""
    PageSetup(cast(CT_SectPr, section), layout.opened.main).start_type = WD_SECTION.ODD_PAGE
    numbers = section.find(w("pgNumType"))
    numbers = element("pgNumType") if numbers is None else numbers
    numbers.set(w("start"), "1")
    put(section, numbers, SECTION)


class _RunLook(NamedTuple):
    """How runs look: their style, the font of characters that the style's lacks, their width.

    With `has_gap` the blanks before a line break are made so small that they move nothing.
    """

    style: str
    rare_font: str
    scale: int
    has_gap: bool

    @classmethod
    def of(cls, paragraph: Printed, layout: Layout, is_lead: bool) -> _RunLook:
        style = layout.styles[StyleName.LEAD] if is_lead else ""
        has_gap = paragraph.style is StyleName.BYLINE and not paragraph.is_typed
        return cls(style, layout.rare_fonts[paragraph.style], paragraph.scale, has_gap)

    def runs(self, text: str, is_blank: bool) -> list[etree._Element]:
        pieces = by_font(text) if self.rare_font else [(text, False)]
        return [
            self._run(part, is_rare, is_blank)
            for piece, is_rare in pieces
            for part in (_GAP.split(piece) if self.has_gap else [piece])
            if part
        ]

    def _run(self, text: str, is_rare: bool, is_blank: bool) -> etree._Element:
        run = element("r")
        properties = etree.SubElement(run, _RUN_PROPERTIES)
        if self.style:
            etree.SubElement(properties, _RUN_STYLE).set(_VALUE, self.style)
        if not text.isascii():
            fonts = etree.SubElement(properties, _FONTS)
            fonts.set(_HINT, "eastAsia")
            if is_rare:
                fonts.set(w("eastAsia"), self.rare_font)
        if self.scale != 100:
            etree.SubElement(properties, w("w")).set(_VALUE, str(self.scale))
        if self.has_gap and text.isspace() and text != "\n":
            for size in ("sz", "szCs"):
                etree.SubElement(properties, w(size)).set(_VALUE, "2")
        if is_blank:
            etree.SubElement(properties, _HIGHLIGHT).set(_VALUE, "yellow")
        if not len(properties):
            run.remove(properties)
        return put_text(run, text)


def _core_properties(title: str, author: str, created: datetime) -> bytes:
    """The part with a document's title, author and date."""
    root = deepcopy(_untitled(author, created))
    CoreProperties(root).title = " ".join(title.split("\n"))[:_LONGEST_PROPERTY]
    return serialised(root)


@lru_cache(maxsize=1)
def _untitled(author: str, created: datetime) -> CT_CoreProperties:
    """The properties that many drafts of one run share."""
    root = CT_CoreProperties.new()
    properties = CoreProperties(root)
    properties.author = author[:_LONGEST_PROPERTY]
    properties.created = properties.modified = created.astimezone(UTC)
    properties.language = "zh-CN"
    return root


class _Frame(NamedTuple):
    """What all drafts of a layout have in common, packed, and its checksums; the names of the
    parts that each draft has for itself."""

    package: bytes
    checksums: Mapping[str, int]
    properties: str
    comments: str
    provenance: str


@lru_cache(maxsize=8)
def _frame(layout: Layout, has_comments: bool, has_provenance: bool) -> _Frame:
    opened = Opened(layout.opened.saved(), layout.name)
    if has_comments:
        opened.needed(RT.COMMENTS)
    if has_provenance:
        provenance_part.attach(opened, b"")
    properties = CorePropertiesPart.default(opened.main.package)
    opened.main.package.relate_to(properties, RT.CORE_PROPERTIES)
    own = (properties, opened.linked_part(RT.COMMENTS), opened.linked_part(RT.CUSTOM_XML))
    names = ["" if part is None else part.partname.membername for part in own]
    parts = read_parts(opened.saved(), layout.name)
    shared = {name: parts[name] for name in parts if name not in (*names, opened.main.partname.membername)}
    return _Frame(packed(shared), {name: crc32(part) for name, part in shared.items()}, *names)


def _packed(text: Text, layout: Layout, provenance: Provenance | None, properties: bytes) -> bytes:
    """The .docx of a text that is complete."""
    has_comments = len(text.comments.root) > 0
    frame = _frame(layout, has_comments, provenance is not None)
    parts = {layout.opened.main.partname.membername: serialised(text.ended()), frame.properties: properties}
    if has_comments:
        parts[frame.comments] = serialised(text.comments.root)
    if provenance is not None:
        checksums = {name: crc32(part) for name, part in parts.items()}
        made = provenance_part.fingerprint({**frame.checksums, **checksums})
        parts[frame.provenance] = provenance_part.written(provenance, made)
    return packed(parts, frame.package)
