"""Builds the layouts official.docx and reading.docx beside this file.

    python templates/layouts/build.py

The same source gives the same bytes: parts are stored, not deflated, and carry no clock.
Lengths are in points unless a name says millimetres; Word wants twips, a twentieth of one.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from lxml.etree import _Element as Element

HERE = Path(__file__).resolve().parent

SENTENCES = {"name": "speechgen.pages", "val": "sentences"}
"""The variable of a document that asks for pages that end where sentences end."""

XIAOBIAOSONG, FANGSONG, KAITI, HEITI, SONGTI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
LATIN = "Times New Roman"


@dataclass(frozen=True)
class Font:
    """What a program needs to find a font, or one like it: names, PANOSE number, family, pitch, charset."""

    name: str
    others: str = ""
    panose: str = "02010609060101010101"
    family: str = "modern"
    pitch: str = "fixed"
    charset: str = "86"


GB2312 = "02010609030101010101"
FONTS = (
    Font(XIAOBIAOSONG, "方正小标宋_GBK,华文中宋,STZhongsong,Songti SC", "03000509000000000000", "script"),
    Font("方正小标宋_GBK", "方正小标宋简体,华文中宋,STZhongsong,Songti SC", "03000509000000000000", "script"),
    Font(FANGSONG, "仿宋,FangSong,华文仿宋,STFangsong", GB2312),
    Font("仿宋", "FangSong,仿宋_GB2312,华文仿宋,STFangsong"),
    Font(KAITI, "楷体,KaiTi,华文楷体,STKaiti", GB2312),
    Font("楷体", "KaiTi,楷体_GB2312,华文楷体,STKaiti"),
    Font(HEITI, "SimHei,华文黑体,STHeiti,Heiti SC"),
    Font(SONGTI, "SimSun,华文宋体,STSong,Songti SC", "02010600030101010101", "auto", "variable"),
    Font(LATIN, "", "02020603050405020304", "roman", "variable", "00"),
)
"""The fonts that offices have, with those of Windows and macOS that stand in for them; the GB2312
ones have a larger one beside them, for the names that they lack a character of."""

A4_MM = (210, 297)
MARGINS_MM = {"top": 37, "right": 26.07, "bottom": 35, "left": 28}
NUMBER_BELOW_TEXT_MM = 7
"""GB/T 9704—2012, 5.1, 5.2.1 and 7.5: the paper, the type area, the dash of the page number.

The right margin is 26 mm and four twips: at 26 mm sharp, LibreOffice 7.4 leaves out the
mark that hangs at the end of a justified line (26 of them in six drafts; now none)."""


@dataclass(frozen=True)
class Style:
    """A paragraph style: `indent` counts characters of its own, `after` lines of the page."""

    name: str
    font: str
    size: float
    align: str = "both"
    indent: int = 0
    after: int = 0
    bold: bool = False
    level: int | None = None
    next: str = "BodyText"
    latin: str = LATIN

    @property
    def id(self) -> str:
        return self.name.title().replace(" ", "")


def speech_styles(title: float, body: float, *, bold: bool) -> tuple[Style, ...]:
    """The styles of a speech (fonts: GB/T 9704—2012, 7.3) for a size of title and body."""
    return (
        Style("Title", XIAOBIAOSONG, title, align="center", after=1, next="Subtitle"),
        Style("Subtitle", KAITI, body, align="center", after=1, next="Subtitle", bold=bold),
        Style("Salutation", FANGSONG, body, bold=bold),
        Style("Body Text", FANGSONG, body, indent=2, bold=bold),
        Style("heading 1", HEITI, body, indent=2, level=0, bold=bold),
        Style("heading 2", KAITI, body, indent=2, level=1, bold=bold),
        Style("heading 3", FANGSONG, body, indent=2, level=2, bold=bold),
        Style("heading 4", FANGSONG, body, indent=2, level=3, bold=bold),
        Style("Closing", FANGSONG, body, indent=2, next="Closing", bold=bold),
    )


@dataclass(frozen=True)
class Design:
    """A layout: the pitch of its lines, its styles, its page numbers.

    `tracking` is added to each character's width, so that a line holds whole characters.
    `number` is what a page's number reads, its fields between bars. `facing` sets it on the
    outer edge of a sheet that is printed on both sides. With `sentences` pages end where
    sentences end; `spare` is the lines that are kept free for that below the type area.
    """

    file: str
    pitch: float
    tracking: float
    styles: tuple[Style, ...]
    page_number: float
    number: str
    facing: bool
    sentences: bool = False
    spare: int = 0

    @property
    def bottom_mm(self) -> float:
        return MARGINS_MM["bottom"] - self.spare * self.pitch / 72 * 25.4

    @property
    def body(self) -> Style:
        return next(style for style in self.styles if style.name == "Body Text")


OFFICIAL = Design(
    file="official.docx",
    pitch=28.95,
    tracking=-0.25,
    styles=speech_styles(22, 16, bold=False),
    page_number=14,
    number="— |PAGE| —",
    facing=True,
)
READING = Design(
    file="reading.docx",
    pitch=33,
    tracking=0,
    styles=speech_styles(24, 18, bold=True),
    page_number=16,
    number="第 |PAGE| 页／共 |NUMPAGES| 页",
    facing=False,
    sentences=True,
    spare=1,
)


def layout(design: Design) -> bytes:
    """The .docx of a design: its styles and page set-up, and no text."""
    package = OpcPackage()
    main = part(package, "document", CT.WML_DOCUMENT_MAIN, document(design))
    package.load_rel(RT.OFFICE_DOCUMENT, main, "document")
    parts = {
        "styles": (RT.STYLES, CT.WML_STYLES, styles(design)),
        "settings": (RT.SETTINGS, CT.WML_SETTINGS, settings(design)),
        "fontTable": (RT.FONT_TABLE, CT.WML_FONT_TABLE, font_table()),
        "footer1": (RT.FOOTER, CT.WML_FOOTER, footer(design, "right" if design.facing else "center")),
    }
    if design.facing:
        parts["footer2"] = (RT.FOOTER, CT.WML_FOOTER, footer(design, "left"))
    for name, (kind, type, root) in parts.items():
        main.load_rel(kind, part(package, name, type, root), name)
    return stored(package)


def part(package: OpcPackage, name: str, type: str, root: Element) -> XmlPart:
    return XmlPart(PackURI(f"/word/{name}.xml"), type, root, package)


def stored(package: OpcPackage) -> bytes:
    """The zip file of a package, nothing in it deflated or dated."""
    saved, made = io.BytesIO(), io.BytesIO()
    package.save(saved)
    with zipfile.ZipFile(saved) as archive, zipfile.ZipFile(made, "w") as target:
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            target.writestr(entry, archive.read(name))
    return made.getvalue()


def document(design: Design) -> Element:
    width, height = map(twips_of_mm, A4_MM)
    lengths = {**MARGINS_MM, "bottom": design.bottom_mm}
    margins = {side: twips_of_mm(length) for side, length in lengths.items()}
    section = element(
        "sectPr",
        *([footer_reference("even", "footer2")] if design.facing else []),
        footer_reference("default", "footer1"),
        element("pgSz", w=width, h=height),
        element("pgMar", **margins, header=twips(42.5), footer=footer_distance(design), gutter=0),
    )
    return element("document", element("body", section))


def footer_reference(pages: str, id: str) -> Element:
    reference = element("footerReference", type=pages)
    reference.set(qn("r:id"), id)
    return reference


def footer_distance(design: Design) -> int:
    """From the paper's edge to the footer's line, so that the middle of the line, where
    its dashes are, lies `NUMBER_BELOW_TEXT_MM` below the type area."""
    return twips_of_mm(design.bottom_mm - NUMBER_BELOW_TEXT_MM) - twips(design.page_number) // 2


def footer(design: Design, align: str) -> Element:
    """The page number, one character in from the edge that it is aligned to."""
    one = {f"{align}Chars": 100, align: twips(design.page_number)} if align in {"left", "right"} else {}
    properties = element(
        "pPr", element("pStyle", val="Footer"), element("ind", **one), element("jc", val=align)
    )
    runs = [run for text in design.number.split("|") for run in (FIELDS.get(text) or [chinese_run(text)])]
    return element("ftr", element("p", properties, *map(deepcopy, runs)))


def field(name: str) -> list[Element]:
    """A field as Word writes it: programs that know no `w:fldSimple` show it too."""
    instruction = element("instrText")
    instruction.text = f" {name} "
    instruction.set(qn("xml:space"), "preserve")
    parts = [element("fldChar", fldCharType="begin"), instruction, element("fldChar", fldCharType="separate")]
    runs = [element("r", *hints(), part) for part in parts]
    return [*runs, chinese_run("1"), element("r", *hints(), element("fldChar", fldCharType="end"))]


def chinese_run(text: str) -> Element:
    run = element("r", *hints(), element("t"))
    run[-1].text = text
    run[-1].set(qn("xml:space"), "preserve")
    return run


def hints() -> list[Element]:
    return [element("rPr", element("rFonts", hint="eastAsia"))]


def settings(design: Design) -> Element:
    word = {"uri": "http://schemas.microsoft.com/office/word", "val": 15}
    return element(
        "settings",
        element("defaultTabStop", val=420),
        *([element("evenAndOddHeaders")] if design.facing else []),
        element("characterSpacingControl", val="compressPunctuation"),
        element(
            "compat",
            element("doNotExpandShiftReturn"),
            element("compatSetting", name="compatibilityMode", **word),
        ),
        *([element("docVars", element("docVar", **SENTENCES))] if design.sentences else []),
    )


def font_table() -> Element:
    return element("fonts", *map(font, FONTS))


def font(one: Font) -> Element:
    return element(
        "font",
        *given("altName", bool(one.others), val=one.others),
        element("panose1", val=one.panose),
        element("charset", val=one.charset),
        element("family", val=one.family),
        element("pitch", val=one.pitch),
        name=one.name,
    )


def styles(design: Design) -> Element:
    language = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    defaults = element("rPrDefault", element("rPr", fonts(design.body), *sizes(design.body.size), language))
    return element(
        "styles",
        element("docDefaults", defaults, element("pPrDefault")),
        normal(design),
        *(paragraph_style(style, design) for style in design.styles),
        *other_styles(design),
    )


def normal(design: Design) -> Element:
    return element(
        "style",
        element("name", val="Normal"),
        element("qFormat"),
        element("pPr", element("widowControl", val=0), spacing(design.pitch), element("jc", val="both")),
        character_properties(design.body, design.tracking),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def paragraph_style(style: Style, design: Design) -> Element:
    """Complete in itself, so that it looks the same when copied into another layout."""
    is_heading = style.level is not None
    paragraph = element(
        "pPr",
        *given("keepNext", is_heading or style.name in {"Title", "Subtitle", "Salutation"}),
        *given("keepLines", is_heading),
        element("widowControl", val=0),
        spacing(design.pitch, style.after),
        element("ind", firstLineChars=style.indent * 100, firstLine=twips(style.indent * style.size)),
        *given("contextualSpacing", style.after > 0),
        element("jc", val=style.align),
        *given("outlineLvl", is_heading, val=style.level),
    )
    return element(
        "style",
        element("name", val=style.name),
        element("basedOn", val="Normal"),
        element("next", val=style.next),
        element("uiPriority", val=1),
        element("qFormat"),
        paragraph,
        character_properties(style, 0 if style.name == "Title" else design.tracking),
        type="paragraph",
        styleId=style.id,
    )


def other_styles(design: Design) -> tuple[Element, ...]:
    """Page number, comments, and the lead sentence: plain, for whoever wants it otherwise to restyle."""
    number = Style("footer", SONGTI, design.page_number, latin=SONGTI)
    comment = Style("annotation text", SONGTI, 10.5)
    line = element("spacing", line=twips(number.size), lineRule="exact")
    comment_line = element("spacing", line=240, lineRule="auto")
    return (
        small_style("Footer", number.name, element("pPr", line), character_properties(number, 0)),
        small_style(
            "CommentText",
            comment.name,
            element("pPr", comment_line, element("jc", val="left")),
            character_properties(comment, 0),
        ),
        element(
            "style",
            element("name", val="Default Paragraph Font"),
            element("semiHidden"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        element(
            "style",
            element("name", val="Lead Sentence"),
            element("uiPriority", val=1),
            element("qFormat"),
            type="character",
            customStyle=1,
            styleId="LeadSentence",
        ),
        element(
            "style",
            element("name", val="annotation reference"),
            element("rPr", *sizes(10.5)),
            type="character",
            styleId="CommentReference",
        ),
    )


def small_style(id: str, name: str, *properties: Element) -> Element:
    based_on = element("basedOn", val="Normal")
    return element("style", element("name", val=name), based_on, *properties, type="paragraph", styleId=id)


def spacing(pitch: float, after: int = 0) -> Element:
    return element("spacing", before=0, after=twips(after * pitch), line=twips(pitch), lineRule="exact")


def character_properties(style: Style, tracking: float) -> Element:
    bold = (element(name, **({} if style.bold else {"val": 0})) for name in ("b", "bCs"))
    return element("rPr", fonts(style), *bold, element("spacing", val=twips(tracking)), *sizes(style.size))


def fonts(style: Style) -> Element:
    return element("rFonts", ascii=style.latin, hAnsi=style.latin, eastAsia=style.font, cs=LATIN)


def sizes(points: float) -> tuple[Element, Element]:
    half_points = round(points * 2)
    return element("sz", val=half_points), element("szCs", val=half_points)


def given(name: str, condition: bool, **attributes: object) -> list[Element]:
    """That element where the condition holds."""
    return [element(name, **attributes)] if condition else []


def element(tag: str, /, *children: Element, **attributes: object) -> Element:
    """An element of WordprocessingML; its attributes are in that namespace too."""
    values = {qn(f"w:{key}"): str(value) for key, value in attributes.items()}
    made: Element = oxml_parser.makeelement(qn(f"w:{tag}"), values, {key: nsmap[key] for key in "wr"})
    made.extend(children)
    return made


def twips(points: float) -> int:
    return round(points * 20)


def twips_of_mm(length: float) -> int:
    return round(length / 25.4 * 1440)


FIELDS = {name: field(name) for name in ("PAGE", "NUMPAGES")}

if __name__ == "__main__":
    for design in (OFFICIAL, READING):
        (HERE / design.file).write_bytes(layout(design))
