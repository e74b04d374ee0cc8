"""What plain text can carry of that which is more: notes, equations, raised characters, symbols, diagrams.

Source: ECMA-376 part 1, clauses 17.11 (notes), 17.3.3.30 (w:sym), 22.1 (equations), 17.3.2.42
(raised and lowered text), 21.4 (diagrams).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from .lines import Line
from .ooxml import r, w
from .opened import Opened
from .runs import run_of
from .text import is_on, pieces

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RAISED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_SYMBOLS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xAB: "★",
    0xE0: "→", 0xF0: "⇒", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x9F: "•", 0xD8: "➢", 0x76: "❖", 0xA7: "▪",
}  # fmt: skip
"""Of the fonts Wingdings and Wingdings 2, those that people put into texts."""

_LONGEST_NOTE = 2_000
UNKNOWN = "□"
"""What stands for a symbol that no text has."""


def _m(name: str) -> str:
    return f"{{{_MATH}}}{name}"


class Carried:
    """Reads the paragraphs of an opened document with all that text can carry.

    `lost` are what it cannot (Chinese, to be shown).
    """

    def __init__(self, opened: Opened) -> None:
        self._notes = {
            w("footnoteReference"): _notes(opened.linked(RT.FOOTNOTES)),
            w("endnoteReference"): _notes(opened.linked(RT.ENDNOTES)),
        }
        self._tags = (*self._notes, w("sym"), _m("oMath"), w("vertAlign"), w("drawing"), w("pict"))
        self._opened = opened
        self.lost: list[str] = []

    def text(self, line: Line) -> str:
        """The text of a line, with what stands in it besides text at its place."""
        if not any(next(one.iter(*self._tags), None) is not None for one in line.paragraphs):
            return line.text
        shown = {piece.element: piece.text for piece in line.pieces}
        return "".join(text for one in line.paragraphs for text in self._texts(one, shown))

    def alone(self, paragraph: etree._Element) -> str:
        """What stands in a paragraph that has no text: an equation, a symbol, the words of a diagram."""
        return "".join(self._texts(paragraph, {})).strip()

    def _texts(self, paragraph: etree._Element, shown: Mapping[etree._Element, str]) -> Iterator[str]:
        for element in _inside(paragraph):
            if element in shown:
                yield _raised(element, shown[element])
            elif element.tag in self._notes:
                note = self._notes[element.tag].get(element.get(w("id"), ""), "")
                yield f"（注：{note}）" if note and _is_seen(element) else ""
            elif element.tag == w("sym") and _is_seen(element):
                yield self._symbol(element)
            elif element.tag == _m("oMath"):
                yield equation(element)
            elif element.tag == f"{{{_DIAGRAM}}}relIds":
                yield "\n".join(self._diagram(element))
            elif element.tag in (w("drawing"), w("pict")) and _is_picture(element):
                self.lost.append("图片")

    def _symbol(self, element: etree._Element) -> str:
        code = element.get(w("char"), "")
        value = (
            int(code, 16)
            if len(code) <= 4 and all(char in "0123456789abcdefABCDEF" for char in code) and code
            else 0
        )
        is_private = value >= 0xF000 or "wingdings" in element.get(w("font"), "").lower()
        known = (
            _SYMBOLS.get(value & 0xFF)
            if is_private
            else chr(value)
            if value > 0x20 and not 0xD800 <= value < 0xE000
            else None
        )
        if known is None:
            self.lost.append(f"符号（{element.get(w('font'), '')} {code}）")
        return known or UNKNOWN

    def _diagram(self, relations: etree._Element) -> Iterator[str]:
        """The words of a diagram (SmartArt), a point a line."""
        link = self._opened.main.rels.get(relations.get(r("dm"), ""))
        if link is None or link.is_external or link.reltype != RT.DIAGRAM_DATA:
            return
        root = self._opened.root_of(link.target_part)
        for point in root.iter(f"{{{_DIAGRAM}}}pt"):
            text = "".join(one.text or "" for one in point.iter(f"{{{_DRAWING}}}t")).strip()
            if text:
                yield text


def equation(element: etree._Element) -> str:
    """An equation on one line: a/b, x², √(x)."""
    return "".join(_terms(element))


def _terms(element: etree._Element) -> Iterator[str]:
    tag = element.tag
    if tag in (_m("t"), w("t")):
        yield element.text or ""
    elif tag == _m("f"):
        yield f"{_part(element, 'num')}/{_part(element, 'den')}"
    elif tag in (_m("sSup"), _m("sSub"), _m("sSubSup")):
        yield _plain(element, "e")
        yield _moved(_plain(element, "sub"), _LOWERED, "_")
        yield _moved(_plain(element, "sup"), _RAISED, "^")
    elif tag == _m("rad"):
        yield f"√{_part(element, 'e')}"
    elif tag == _m("d"):
        yield f"({_plain(element, 'e')})"
    else:
        for child in element:
            yield from _terms(child)


def _plain(element: etree._Element, name: str) -> str:
    return "".join(equation(part) for part in element.iterchildren(_m(name)))


def _part(element: etree._Element, name: str) -> str:
    """A part of an equation, in brackets when it is more than one term."""
    text = _plain(element, name)
    return text if text.isalnum() else f"({text})"


def _moved(text: str, signs: Mapping[str, str], mark: str) -> str:
    """Raised or lowered text in characters that are; with a mark where there are none."""
    if not text:
        return ""
    if all(char in signs for char in text):
        return "".join(signs[char] for char in text)
    return mark + (text if len(text) == 1 else f"({text})")


def _raised(element: etree._Element, text: str) -> str:
    run = run_of(element)
    mark = None if run is None else run.find(f"{w('rPr')}/{w('vertAlign')}")
    how = "" if mark is None else mark.get(w("val"), "")
    signs = {"superscript": _RAISED, "subscript": _LOWERED}.get(how, {})
    return "".join(signs[char] for char in text) if signs and all(char in signs for char in text) else text


def _inside(paragraph: etree._Element) -> Iterator[etree._Element]:
    """What is in a paragraph, in its order: an equation as a whole, not the paragraphs of a text box."""
    waiting = [iter(paragraph)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        if element.tag in (w("p"), w("del"), w("moveFrom"), f"{_MC}Fallback"):
            continue
        yield element
        if element.tag != _m("oMath"):
            waiting.append(iter(element))


_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def _is_seen(element: etree._Element) -> bool:
    run = run_of(element)
    mark = None if run is None else run.find(f"{w('rPr')}/{w('vanish')}")
    return mark is None or not is_on(mark)


def _is_picture(element: etree._Element) -> bool:
    return (
        next(
            element.iter(
                "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
                "{urn:schemas-microsoft-com:vml}imagedata",
            ),
            None,
        )
        is not None
    )


def _notes(root: etree._Element | None) -> dict[str, str]:
    """The texts of notes by their ids; lines between them and what is deleted left out."""
    if root is None:
        return {}
    found = root.iterchildren(w("footnote"), w("endnote"))
    return {
        note.get(w("id"), ""): _note(note.iter(w("p")))
        for note in found
        if note.get(w("type"), "normal") == "normal"
    }


def _note(paragraphs: Iterable[etree._Element]) -> str:
    texts = ("".join(piece.text for piece in pieces([one])).strip() for one in paragraphs)
    return " ".join(filter(None, texts))[:_LONGEST_NOTE]
