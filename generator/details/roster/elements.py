"""Elements of a large part of a workbook, one after the other: none is kept in memory."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ...files.archive import ArchiveError, Problem

CHUNK = 1 << 18
MOST_BETWEEN = 8 << 20
"""Bytes from the end of one to the end of the next: what stands in between has to be kept."""

MOST_ELEMENTS = 500_000
"""Of a part that is read whole."""


def elements(part: bytes, name: str) -> Iterator[etree._Element]:
    """The elements called `name` in `part`, each freed when the next one is asked for.

    Raises etree.XMLSyntaxError when it is damaged, ArchiveError when far too much stands
    between two of them or after the last.
    """
    parser = etree.XMLPullParser(
        events=("end",), tag=f"{{*}}{name}", resolve_entities=False, no_network=True, remove_comments=True
    )
    since = 0
    for start in range(0, len(part), CHUNK):
        parser.feed(part[start : start + CHUNK])
        since += CHUNK
        for _, element in parser.read_events():
            since = 0
            yield element
            _forget(element)
        if since > MOST_BETWEEN:
            raise ArchiveError(Problem.TOO_LARGE)
    parser.close()


def root_of(part: bytes) -> etree._Element:
    """The root of a small part. Raises etree.XMLSyntaxError, or ArchiveError when it is none."""
    if part.count(b"<") + part.count(b"=") > 4 * MOST_ELEMENTS:
        raise ArchiveError(Problem.TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(part, parser)


def _forget(element: etree._Element) -> None:
    """Frees an element that was read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (earlier := element.getprevious()) is not None:
        parent.remove(earlier)
