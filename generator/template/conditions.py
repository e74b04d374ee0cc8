"""Conditions that a header gives a name: Jinja expressions, computed once a draft, before all else.

In them a comparison with a field that nobody filled in does not hold, where elsewhere it
is a mistake: `fixed < hazards` says all there is to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.parser import Parser

from .lines import Mistake
from .mistakes import reason
from .vocabulary import Vocabulary

_IN_ORDER = ("lt", "lteq", "gt", "gteq")
_COMPUTED = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod)


class Conditions:
    """The conditions of a vocabulary, for the template at `path`.

    Raises Mistake for a text that is no expression.
    """

    def __init__(self, environment: jinja2.Environment, vocabulary: Vocabulary, path: Path) -> None:
        self._vocabulary = vocabulary
        self._path = path
        self._expressions = {
            name: _expression(environment, vocabulary, name) for name in vocabulary.conditions
        }

    def assigned(self, used: Collection[str]) -> Iterator[nodes.Node]:
        """What sets the variable of each condition that is `used`, on its line in the header.

        A condition comes after those that it names; one that a frame declares stands on the
        first line. Raises Mistake for conditions that need each other.
        """
        needed = {name: _names(node) & self._expressions.keys() for name, node in self._expressions.items()}
        wanted = _with_needed(used, needed)
        for name in _in_order(needed, self._vocabulary):
            if name in wanted:
                path, line = self._vocabulary.places[name]
                condition = _guarded(self._expressions[name], self._vocabulary.optional)
                assignment = nodes.Assign(nodes.Name(name, "store"), condition)
                yield assignment.set_lineno(line if path == self._path else 1, override=True)

    def unused_names(self, used: Collection[str]) -> Iterator[tuple[int, str]]:
        """The names that the template's own header declares for nothing: (line, message)."""
        vocabulary = self._vocabulary
        said = {name for node in self._expressions.values() for name in _names(node)}.union(used)
        groups = {group: vocabulary.names_of(group) for group in (*vocabulary.wordings, *vocabulary.texts)}
        for name, names in (groups | {name: (name,) for name in self._expressions}).items():
            path, line = vocabulary.places[name]
            if path == self._path and not said.intersection(names):
                yield line, f"“{name}”没有用到：在方括号里用它，或者删掉"


def _with_needed(used: Collection[str], needed: Mapping[str, Collection[str]]) -> set[str]:
    wanted: set[str] = set()
    waiting = [*used]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += needed.get(name, ())
    return wanted


def _expression(environment: jinja2.Environment, vocabulary: Vocabulary, name: str) -> nodes.Expr:
    path, line = vocabulary.places[name]
    text = vocabulary.conditions[name]
    try:
        parser = Parser(environment, text, name, str(path), state="variable")
        expression = parser.parse_expression()
        if not parser.stream.eos:
            parser.fail(f"unexpected {parser.stream.current.value!r}")
    except jinja2.TemplateSyntaxError as error:
        raise Mistake(f"“{name}”后面写得不对：{reason(error)}", line, None, str(path)) from error
    return expression


def _in_order(needed: Mapping[str, Collection[str]], vocabulary: Vocabulary) -> Iterator[str]:
    try:
        yield from TopologicalSorter(needed).static_order()
    except CycleError as error:
        names = error.args[1]
        path, line = vocabulary.places[names[0]]
        message = f"conditions 里的 {'、'.join(dict.fromkeys(names))} 互相用来说明，绕成了圈"
        raise Mistake(message, line, None, str(path)) from error


def _names(expression: nodes.Expr) -> set[str]:
    inside = {node.name for node in expression.find_all(nodes.Name)}
    return inside | ({expression.name} if isinstance(expression, nodes.Name) else set())


def _guarded(node: nodes.Expr, optional: Collection[str]) -> nodes.Expr:
    """`node` with each comparison preceded by a test that its optional fields are filled in."""
    match node:
        case nodes.And() | nodes.Or():
            node.left, node.right = _guarded(node.left, optional), _guarded(node.right, optional)
        case nodes.Not():
            node.node = _guarded(node.node, optional)
        case nodes.Compare() if any(one.op in _IN_ORDER for one in node.ops):
            sides = [node.expr, *(one.expr for one in node.ops)]
            for name in sorted({name for side in sides for name in _computed_names(side)} & set(optional)):
                is_filled = nodes.Test(nodes.Name(name, "load"), "defined", [], [], None, None)
                node = nodes.And(is_filled, node)
    return node


def _computed_names(node: nodes.Expr) -> Iterator[str]:
    """The variables of which a sum, a product … is made, or the one that `node` is."""
    if isinstance(node, nodes.Name):
        yield node.name
    elif isinstance(node, _COMPUTED):
        yield from _computed_names(node.left)
        yield from _computed_names(node.right)
