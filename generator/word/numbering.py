"""Word's automatic numbering, shown as text: the number is in numbering.xml, not in the paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from ..text.number_formats import number_text
from .ooxml import w
from .resolver import Resolver
from .text import paragraphs

_PLACE = re.compile(r"%([1-9])")


@dataclass
class _Level:
    """How one level of a list counts."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    is_legal: bool = False


@dataclass
class Numbering:
    """The lists of a document and how far each has counted; used from top to bottom."""

    levels: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)
    abstract: Mapping[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """The numbering of a numbering part; without one, no list has a number."""
        if root is None:
            return cls()
        abstracts = {
            item.get(w("abstractNumId"), ""): _levels(item) for item in root.iterchildren(w("abstractNum"))
        }
        levels: dict[str, Mapping[int, _Level]] = {}
        origin: dict[str, str] = {}
        for item in root.iterchildren(w("num")):
            id = item.get(w("numId"), "")
            reference = item.find(w("abstractNumId"))
            origin[id] = "" if reference is None else reference.get(w("val"), "")
            levels[id], changed = _overridden(abstracts.get(origin[id], {}), item)
            origin[id] = f"{origin[id]} {id}" if changed else origin[id]
        return cls(levels, origin)

    def numbers(self, root: etree._Element, resolver: Resolver) -> dict[etree._Element, str]:
        """What stands before the paragraphs of a document that are in a list; empty ones count too."""
        found: dict[etree._Element, str] = {}
        for *_, paragraph in paragraphs(root) if self.levels else ():
            properties = resolver.paragraph(paragraph)
            list_id = properties.get("num.numId", "0")
            if list_id != "0":
                found[paragraph] = self.next(list_id, _int(properties.get("num.ilvl", "0")))
        return found

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of that list and level, with what stands round it; "" for none."""
        levels = self.levels.get(list_id, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self.abstract.get(list_id, list_id), {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        own = levels[level]
        if own.format in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda match: _shown(levels, counts, int(match[1]) - 1, own), own.text)


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], place: int, own: _Level) -> str:
    level = levels.get(place, _Level())
    value = counts.get(place, level.start)
    return number_text(value, "decimal" if own.is_legal else level.format)


def _levels(item: etree._Element) -> dict[int, _Level]:
    return {_int(level.get(w("ilvl"), "0")): _level(level) for level in item.iterchildren(w("lvl"))}


def _level(element: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(w(name))
        return default if child is None else child.get(w("val"), default)

    legal = element.find(w("isLgl")) is not None
    return _Level(value("numFmt", "decimal"), value("lvlText", ""), _int(value("start", "1")), legal)


def _overridden(levels: Mapping[int, _Level], item: etree._Element) -> tuple[Mapping[int, _Level], bool]:
    """The levels as a list of its own counts them, and whether it counts on its own."""
    changed = dict(levels)
    overrides = list(item.iterchildren(w("lvlOverride")))
    for override in overrides:
        place = _int(override.get(w("ilvl"), "0"))
        own, start = override.find(w("lvl")), override.find(w("startOverride"))
        base = _level(own) if own is not None else changed.get(place, _Level())
        if start is not None:
            base = _Level(base.format, base.text, _int(start.get(w("val"), "1")), base.is_legal)
        changed[place] = base
    return changed, bool(overrides)


def _int(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0
