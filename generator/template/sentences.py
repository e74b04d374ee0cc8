"""A field inside a sentence is printed without the mark that its value may end in.

People fill in 市安委会办公室 or 市安委会办公室。; in 由{{ office }}负责 only the first is right.
A field stands inside where a mark follows it, or where it has words right before and
after it; at the end of a line and between sentences it is printed as it was typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from jinja2 import nodes

INSIDE = "(inside)"
"""Name of the filter that takes the mark away. No template can write it."""

_MARKS = frozenset("，。；、：！？”’）》】…—")
_NOTHING, _UNKNOWN = "", " "


def mark_insides(node: nodes.Node, fields: Collection[str]) -> None:
    """Puts the filter INSIDE on what is printed inside a sentence under `node`: `fields`, the
    items of a loop over one of them, and their cells."""
    fields = {*fields, *_items(node, fields)}
    for body in _bodies(node):
        for place, part in enumerate(body):
            if isinstance(part, nodes.Output):
                _mark(part, (body[at] for at in range(place + 1, len(body))), fields)
    for child in node.iter_child_nodes():
        mark_insides(child, fields)


def _mark(output: nodes.Output, following: Iterable[nodes.Node], fields: Collection[str]) -> None:
    """Marks what `output` prints of `fields`; `following` comes after it."""
    after = _first_chars(following)
    for index, printed in reversed([*enumerate(output.nodes)]):
        before = output.nodes[index - 1] if index else None
        is_word = isinstance(before, nodes.TemplateData) and before.data[-1:].isalnum()
        if _is_field(printed, fields) and all(
            char in _MARKS or (is_word and char.isalnum()) for char in after
        ):
            output.nodes[index] = nodes.Filter(printed, INSIDE, [], [], None, None, lineno=printed.lineno)
        after = _first_chars([printed])


def _bodies(node: nodes.Node) -> Iterator[list[nodes.Node]]:
    """The lists of nodes under `node` that are printed one after the other."""
    for name in ("body", "else_"):
        if isinstance(body := getattr(node, name, None), list):
            yield body


def _first_chars(parts: Iterable[nodes.Node]) -> set[str]:
    """The characters that what is printed of `parts` can begin with, or _UNKNOWN; among them
    _NOTHING where there may be nothing."""
    found: set[str] = set()
    for part in parts:
        chars = _beginnings(part)
        found |= chars
        if _NOTHING not in chars:
            return found
        found.remove(_NOTHING)
    return found | {_NOTHING}


def _beginnings(part: nodes.Node) -> set[str]:
    match part:
        case nodes.TemplateData():
            return {part.data[:1]}
        case nodes.Output():
            return _first_chars(part.nodes)
        case nodes.If():
            bodies = [part.body, *(branch.body for branch in part.elif_), part.else_]
            return {char for body in bodies for char in _first_chars(body)}
    return {_UNKNOWN}


def _is_field(node: nodes.Node, fields: Collection[str]) -> bool:
    if isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name) and node.name in fields


def _items(node: nodes.Node, fields: Collection[str]) -> Iterator[str]:
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) and _is_field(node.iter, fields):
        yield node.target.name
