"""Metering: what a template does is charged, and what it may not do is found.

Most of what a template does, Jinja lets an environment intercept. Loops, slices, lists,
comparisons, ~ and the text of a file or block it does not: they are replaced here, in the
syntax tree, by filters that charge.
"""

from __future__ import annotations

import operator
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from jinja2 import nodes
from jinja2.exceptions import SecurityError

from ..text.suggestions import nearest

MOST_UNITS = 2_000_000
"""What a rendering may use, about one unit a character or turn of a loop."""

MOST_SECONDS = 5.0
MOST_BITS = 4096
MOST_DIGITS = 1200
"""Of a number that a text is taken for; no more than `MOST_BITS`."""

MOST_NODES = 40_000
"""Of a template's syntax tree; the largest built-in template has some 6,000. Python takes
several kilobytes to compile one."""

METER = "(metered)"
CONCAT = "(concat)"
WEIGH = "(weighed)"
CHARGE = "(charged)"
COMPARE = "(compared)"
"""Names of filters that no template can write."""

_ALWAYS_KNOWN = frozenset({"loop", "self", "super", "caller"})
_NEVER_KNOWN = frozenset({"varargs", "kwargs"})


COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda item, container: item in container,
    "notin": lambda item, container: item not in container,
}
"""Jinja's names of the comparisons, and what they do."""


class OverBudget(Exception):
    """A template used more time or memory than a speech can need."""


class WrittenWrong(Exception):
    """A template says what cannot be done, or uses what is not there: (line, message) of each."""

    def __init__(self, path: str, mistakes: list[tuple[int, str]]) -> None:
        self.path = path
        self.mistakes = mistakes
        super().__init__(f"{len(mistakes)} mistakes in {path}")


class Budget:
    """What one rendering may still use. `charge` raises OverBudget when it is used up."""

    def __init__(self, units: int = MOST_UNITS, seconds: float = MOST_SECONDS) -> None:
        self._units = units
        self._deadline = time.monotonic() + seconds

    def charge(self, units: int) -> None:
        self._units -= units
        if self._units < 0 or time.monotonic() > self._deadline:
            raise OverBudget

    def charge_value(self, value: Any, times: int = 1) -> None:
        """Charges all that `value` holds, a part that it holds twice twice: so it is
        printed and compared, and a few lists in lists can hold themselves without end."""
        waiting = [value]
        while waiting:
            match waiting.pop():
                case str() as text:
                    self.charge(times * (len(text) + 1))
                case dict() as parts:
                    self.charge(times * (len(parts) + 1))
                    waiting += [*parts, *parts.values()]
                case list() | tuple() as parts:
                    self.charge(times * (len(parts) + 1))
                    waiting += parts
                case int() as number:
                    self.charge(times * (1 + number.bit_length() // 64))
                case range() as numbers:
                    self.charge(times * (len(numbers) + 1))
                case _:
                    self.charge(times)

    def charge_comparison(self, name: str, left: Any, right: Any) -> None:
        """Charges what comparing the two may cost: all that either holds."""
        if name not in ("in", "notin"):
            self.charge_value(left)
            self.charge_value(right)
        elif isinstance(right, dict):
            self.charge_value(left)
        else:
            self.charge_value(right)

    def charge_call(self, function: Any, arguments: tuple[Any, ...]) -> None:
        """Charges a call for what is done in C, where nothing more is charged."""
        owner = getattr(function, "__self__", None)
        if isinstance(owner, str):
            self.charge_stripping(owner, *arguments)
        elif owner is not None and not isinstance(owner, dict):
            self.charge_value(arguments)

    def charge_stripping(self, text: str, characters: Any = None, *_: Any) -> None:
        """Charges a search for each of `characters` at each place of `text`."""
        self.charge(len(text) * max(1, len(characters) if isinstance(characters, str) else 1))

    def charge_operation(self, operator: str, left: Any, right: Any) -> None:
        """Charges what the operation is going to make, before it is made.

        Raises SecurityError for an operation that no speech needs.
        """
        sized = [side for side in (left, right) if isinstance(side, str | list | tuple)]
        if operator == "%" and isinstance(left, str):
            raise SecurityError("“%”只能用来求余数，拼文字请用 ~")
        if operator == "*" and sized:
            times = right if sized[0] is left else left
            self.charge_value(sized[0], max(0, times) if isinstance(times, int) else 1)
        elif operator == "+" and sized:
            self.charge_value(sized)
        elif _is_number(left) and _is_number(right) and _bits(operator, left, right) > MOST_BITS:
            raise OverBudget


def metered(
    tree: nodes.Template,
    path: str,
    names: Collection[str],
    filters: Collection[str],
    tests: Collection[str],
    known: Sequence[tuple[int, str]] = (),
) -> nodes.Template:
    """`tree` with its loops, slices, lists, ~ and text charged to the budget.

    Raises WrittenWrong that lists the mistakes `known` before, every variable not among
    `names`, every filter not among `filters`, every test not among `tests` and every
    recursive loop; OverBudget for a tree that is too large.
    """
    survey = _Survey()
    survey.visit(tree)
    if mistakes := sorted(dict.fromkeys([*known, *survey.mistakes(names, filters, tests)])):
        raise WrittenWrong(path, mistakes)
    return tree


class _Survey:
    """One walk over the tree: notes what is used and declared, replaces what must pay."""

    def __init__(self) -> None:
        self._loaded: list[tuple[int, str]] = []
        self._filters: list[tuple[int, str]] = []
        self._tests: list[tuple[int, str]] = []
        self._recursive: list[tuple[int, str]] = []
        self._declared: set[str] = set()
        self._nodes = 0

    def visit(self, node: nodes.Node) -> int:
        """Visits what is under `node`; returns its weight: characters of text and nodes."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise OverBudget
        self._note(node)
        weight = len(node.data) if isinstance(node, nodes.TemplateData) else 1
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            weight += len(node.value)
        for name in node.fields:
            value = getattr(node, name, None)
            if isinstance(value, nodes.Node):
                weight += self.visit(value)
                setattr(node, name, _paying(value))
            elif isinstance(value, list):
                weight += self._visit_list(value)
        match node:
            case nodes.For():
                node.iter = _filtered(node.iter, WEIGH, nodes.Const(weight))
            case nodes.Template() | nodes.Block():
                node.body.insert(0, nodes.ExprStmt(_filtered(nodes.Const(weight), CHARGE)))
        return weight

    def mistakes(
        self, names: Collection[str], filters: Collection[str], tests: Collection[str]
    ) -> list[tuple[int, str]]:
        known = self._declared | set(names)
        usable = (known | _ALWAYS_KNOWN) - _NEVER_KNOWN
        unknown = [(line, name) for line, name in self._loaded if name not in usable]
        unknown_filters = [(line, name) for line, name in self._filters if name not in filters]
        unknown_tests = [(line, name) for line, name in self._tests if name not in tests]
        return [
            *((line, f"变量“{name}”没有声明{nearest(name, known)}") for line, name in unknown),
            *((line, f"没有“{name}”这个过滤器{nearest(name, filters)}") for line, name in unknown_filters),
            *((line, f"没有“{name}”这个判断{nearest(name, tests)}") for line, name in unknown_tests),
            *self._recursive,
        ]

    def _visit_list(self, children: list[Any]) -> int:
        weight = 0
        for index, child in enumerate(children):
            if isinstance(child, nodes.Node):
                weight += self.visit(child)
                children[index] = _paying(child)
        return weight

    def _note(self, node: nodes.Node) -> None:
        match node:
            case nodes.Const(value=int() as number) if number.bit_length() > MOST_BITS:
                raise OverBudget
            case nodes.Name(ctx="load"):
                self._loaded.append((node.lineno, node.name))
            case nodes.Name() | nodes.Macro():
                self._declared.add(node.name)
            case nodes.Filter():
                self._filters.append((node.lineno, node.name))
            case nodes.Test():
                self._tests.append((node.lineno, node.name))
            case nodes.For(recursive=True):
                self._recursive.append((node.lineno, "循环不能用 recursive"))
            case nodes.Import():
                self._declared.add(node.target)
            case nodes.FromImport():
                self._declared |= {name if isinstance(name, str) else name[1] for name in node.names}


def _paying(node: nodes.Node) -> nodes.Node:
    if isinstance(node, nodes.Concat):
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), CONCAT)
    if isinstance(node, nodes.Compare):
        return _paying_comparison(node)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        return _filtered(node, METER)
    if isinstance(node, nodes.List | nodes.Tuple | nodes.Dict) and _is_computed(node):
        return _filtered(node, METER)
    return node


def _paying_comparison(node: nodes.Compare) -> nodes.Expr:
    """a < b < c as a < b and b < c, each of them charged unless a side is written out: that
    was charged with the text."""
    sides = [node.expr, *(operand.expr for operand in node.ops)]
    pairs = zip(sides, sides[1:], (operand.op for operand in node.ops), strict=False)
    first, *others = (_paying_pair(*pair, node.lineno) for pair in pairs)
    for other in others:
        first = nodes.And(first, other, lineno=node.lineno)
    return first


def _paying_pair(left: nodes.Expr, right: nodes.Expr, name: str, line: int) -> nodes.Expr:
    if _is_written_out(right) or (_is_written_out(left) and name not in ("in", "notin")):
        return nodes.Compare(left, [nodes.Operand(name, right, lineno=line)], lineno=line)
    return _filtered(left, COMPARE, nodes.Const(name), right)


def _is_written_out(node: nodes.Expr) -> bool:
    parts = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
    return all(isinstance(part, nodes.Const) for part in parts)


def _is_computed(node: nodes.List | nodes.Tuple | nodes.Dict) -> bool:
    """Whether a list, tuple or dict is a value that holds more than constants."""
    return getattr(node, "ctx", "load") == "load" and not all(
        isinstance(part, nodes.Const) for part in node.iter_child_nodes()
    )


def _filtered(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(cast(nodes.Expr, node), name, list(arguments), [], None, None, lineno=node.lineno)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal)


def _bits(operator: str, left: Any, right: Any) -> int:
    """Bits that the result of an operation on two numbers can take, roughly."""
    bits = max(1, int(abs(left)).bit_length())
    match operator:
        case "**":
            return bits * min(int(abs(right)) + 1, MOST_BITS + 1)
        case "*":
            return bits + int(abs(right)).bit_length()
        case _:
            return bits
