"""`{% pick %}`: several wordings of a passage, one of which stands in a draft.

A wording can be said when its conditions hold and every optional field that it surely
prints is filled in. Of those that can be said, the ones that print most of the template's
own fields go first; among equals the seed decides, by a number of each wording's own text,
so that a wording that is added, here or elsewhere, changes no pick but to itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import combinations
from typing import Any

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from .lines import END_LINE, END_PICK, GROUP, LINE, PICK, WORDING, quoted_brackets, with_tags
from .vocabulary import Condition, Literal, Unclear, Vocabulary, given

CHOICE = "(choice)"
"""Name of the filter that tells which wording is said: (numbers, can the first be said, …) → index
or None. No template can write it."""

_BITS = 64
_MASK = (1 << _BITS) - 1
_NOT_NEEDED = ("default",)
_NOT_SHOWN = ("default", "length")
"""Filters that print something else than the value."""
_LEFT_OVER = 1 << 16
_LOWEST = -1 << 2 * _BITS
_LINE_ENDS = (f"name:{LINE}", f"name:{END_LINE}")
_LIST_ENDS = (f"name:{GROUP}", f"name:{WORDING}", f"name:{END_PICK}")

Choose = Callable[..., int | None]
Report = Callable[[int, str], None]
"""Notes a mistake: (line, message)."""


class Pick(Extension):
    """Lists of wordings, and lines with a bracket."""

    tags = {PICK, LINE}  # noqa: RUF012 - as Jinja declares it

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return quoted_brackets(source)

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        return with_tags(stream)

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        environment: Any = self.environment
        reader = _Reader(parser, environment.vocabulary, environment.report, environment.used)
        return reader.passage() if parser.stream.current.value == PICK else reader.conditional_lines()


@dataclass(frozen=True)
class _Wording:
    """A wording: when it is meant, what it needs, what it prints, and the number of its own text."""

    line: int
    meant: Condition
    """What the brackets of its group and its own say."""
    needed: Condition
    """That the fields which it surely prints are filled in."""
    body: list[nodes.Node] = field(compare=False)
    number: int
    rank: int
    """How many of the template's own fields it prints; far lower where it is for what is left over."""

    @property
    def condition(self) -> Condition:
        return self.meant & self.needed

    @property
    def priority(self) -> tuple[int, int]:
        """Its number, and what is added to it, so that a higher rank always goes first."""
        return self.number, self.rank << _BITS


class _Reader:
    """Makes Jinja's nodes from the tags of a list or of lines with a bracket."""

    def __init__(self, parser: Parser, vocabulary: Vocabulary, report: Report, used: set[str]) -> None:
        """`used` takes in the variables that the brackets name."""
        self._parser = parser
        self._stream = parser.stream
        self._vocabulary = vocabulary
        self._report = report
        self._used = used

    def passage(self) -> list[nodes.Node]:
        """A list, from its tag to the end: what says one of its wordings."""
        line = next(self._stream).lineno
        of_list = self._bracket(line)
        wordings = list(self._wordings())
        self._report_unreachable(of_list, wordings)
        said = self._said(wordings, line)
        if of_list.clauses:
            said = [nodes.If(expression(of_list, line), said, [], [])]
        return [node.set_lineno(line) for node in said]

    def _said(self, wordings: list[_Wording], line: int) -> list[nodes.Node]:
        """What says one of `wordings`; of groups that exclude each other only one is looked at."""
        groups: dict[Condition, list[_Wording]] = {}
        for wording in wordings:
            groups.setdefault(wording.meant, []).append(wording)
        if len(groups) == 1 or not _exclude_each_other(groups):
            return self._one_of(wordings, [expression(wording.condition, line) for wording in wordings])
        bodies = [
            self._one_of(group, [expression(wording.needed, line) for wording in group])
            for group in groups.values()
        ]
        *named, last = groups
        otherwise = bodies.pop() if last.is_other else []
        tests = [expression(meant, line) for meant in (named if last.is_other else groups)]
        branches = [nodes.If(test, body, [], []) for test, body in zip(tests, bodies, strict=True)]
        return [nodes.If(branches[0].test, branches[0].body, branches[1:], otherwise)]

    def _one_of(self, wordings: list[_Wording], sayable: list[nodes.Expr]) -> list[nodes.Node]:
        """What says one of those wordings that are `sayable`."""
        if len(wordings) == 1:
            return [nodes.If(sayable[0], wordings[0].body, [], [])]
        chosen = self._parser.free_identifier(lineno=wordings[0].line)
        numbers = nodes.Const(tuple(wording.priority for wording in wordings))
        call = nodes.Filter(numbers, CHOICE, sayable, [], None, None)
        branches = [
            nodes.If(nodes.Compare(chosen, [nodes.Operand("eq", nodes.Const(index))]), wording.body, [], [])
            for index, wording in enumerate(wordings)
        ]
        branches[0].elif_ = branches[1:]
        return [nodes.Assign(chosen, call), branches[0]]

    def conditional_lines(self) -> list[nodes.Node]:
        """Neighbouring lines with a bracket each; [其他] means none of those above."""
        found: list[nodes.Node] = []
        above: list[Condition] = []
        while (tag := next(self._stream)).value == LINE:
            line = tag.lineno
            condition = self._bracket(line)
            body = self._parser.parse_statements(_LINE_ENDS)
            needed = condition & given(self._needed(body))
            if needed.is_never:
                self._report(line, "这一行永远说不到：方括号里的条件不能同时成立")
            found.append(nodes.If(self._where_left(needed, above, line), body, [], [], lineno=line))
            above.append(needed)
        return found

    def _where_left(self, condition: Condition, above: list[Condition], line: int) -> nodes.Expr:
        test = expression(condition, line)
        if not condition.is_other:
            return test
        if not above:
            self._report(line, "“其他”上面没有别的方括号")
        for other in above:
            test = nodes.And(nodes.Not(expression(other, line), lineno=line), test, lineno=line)
        return test

    def _bracket(self, line: int) -> Condition:
        """The condition in the tag, whose end follows."""
        text = str(self._stream.expect("string").value)
        try:
            condition = self._vocabulary.condition(text) if text else Condition()
        except Unclear as unclear:
            self._report(line, str(unclear))
            return Condition()
        self._used.update(literal.name for clause in condition.clauses for literal in clause)
        return condition

    def _wordings(self) -> Iterator[_Wording]:
        of_group = Condition()
        self._parser.parse_statements(_LIST_ENDS)
        while (tag := next(self._stream)).value != END_PICK:
            own = self._bracket(tag.lineno)
            body = self._parser.parse_statements(_LIST_ENDS)
            if tag.value == GROUP:
                of_group = own
            else:
                yield self._wording(tag.lineno, of_group & own, body)

    def _wording(self, line: int, condition: Condition, body: list[nodes.Node]) -> _Wording:
        if not any(_prints(node) for node in body):
            self._report(line, "这一种写法是空的")
        needed = self._needed(body)
        shown = {name for node in body for name in _surely_printed(node, _NOT_SHOWN)}
        rank = len(shown & self._vocabulary.own) - (_LEFT_OVER if condition.is_other else 0)
        return _Wording(line, condition, given(needed), body, _number("".join(_own_text(body))), rank)

    def _needed(self, body: list[nodes.Node]) -> frozenset[str]:
        return frozenset(name for node in body for name in _surely_printed(node)) & self._vocabulary.optional

    def _report_unreachable(self, of_list: Condition, wordings: list[_Wording]) -> None:
        for index, wording in enumerate(wordings):
            if (of_list & wording.condition).is_never:
                self._report(wording.line, "这一种写法永远说不到：要的条件不能同时成立")
            same = next((other for other in wordings[:index] if _is_same(other, wording)), None)
            first = next((other for other in wordings if _goes_before(other, wording)), None)
            if same is not None:
                self._report(wording.line, f"这一种写法和第 {same.line} 行的一样")
            elif first is not None:
                self._report(
                    wording.line, f"这一种写法永远说不到：能说它的时候，总是先说第 {first.line} 行的"
                )


def expression(condition: Condition, line: int) -> nodes.Expr:
    """`condition` as a template computes it, as new nodes."""
    clauses = sorted(
        (sorted(clause, key=_cost) for clause in condition.clauses), key=lambda one: _cost(one[0])
    )
    parts = [_joined(nodes.Or, [_literal(one, line) for one in clause]) for clause in clauses]
    return _joined(nodes.And, parts) if parts else nodes.Const(True, lineno=line)


def choice(seed: str) -> Choose:
    """What tells which wording is said in the draft of `seed`."""
    factor = _number(f"{seed}\0") | 1

    def choose(priorities: tuple[tuple[int, int], ...], *sayable: object) -> int | None:
        chosen, highest = None, _LOWEST
        for index, is_sayable in enumerate(sayable):
            if is_sayable:
                number, base = priorities[index]
                value = base + (number * factor & _MASK)
                if value > highest:
                    chosen, highest = index, value
        return chosen

    return choose


def priorities(keys: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """What `choice` chooses by, for keys that can all be chosen."""
    return tuple((_number(key), 0) for key in keys)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BITS // 8).digest())


def _exclude_each_other(groups: Mapping[Condition, list[_Wording]]) -> bool:
    """Whether at most one group can be said; the last may be for what the others leave over, if
    they leave nothing over where they are meant."""
    *first, last = groups
    named = first if last.is_other else [*groups]
    are_sure = all(any(not wording.needed.clauses for wording in groups[meant]) for meant in named)
    return (
        not any(meant.is_other for meant in named)
        and (last == Condition(is_other=True) and are_sure if last.is_other else True)
        and all((one & other).is_never for one, other in combinations(named, 2))
    )


def _is_same(one: _Wording, other: _Wording) -> bool:
    return one.number == other.number and one.condition == other.condition


def _goes_before(first: _Wording, later: _Wording) -> bool:
    """Whether `first` is said wherever `later` could be."""
    return first.rank > later.rank and first.condition.follows_from(later.condition)


def _literal(literal: Literal, line: int) -> nodes.Expr:
    variable = nodes.Name(literal.name, "load", lineno=line)
    if literal.values is None:
        return variable if literal.holds else nodes.Not(variable, lineno=line)
    values: list[nodes.Expr] = [nodes.Const(value, lineno=line) for value in sorted(literal.values)]
    if len(values) == 1:
        return nodes.Compare(variable, [nodes.Operand("eq", values[0])], lineno=line)
    choices = nodes.Tuple(values, "load", lineno=line)
    return nodes.Compare(variable, [nodes.Operand("in", choices)], lineno=line)


def _joined(kind: type[nodes.BinExpr], parts: list[nodes.Expr]) -> nodes.Expr:
    result = parts[0]
    for part in parts[1:]:
        result = kind(result, part, lineno=part.lineno)
    return result


def _cost(literal: Literal) -> tuple[bool, str, bool, list[str]]:
    """A choice is computed fastest, so it goes first."""
    return literal.values is None, literal.name, literal.holds, sorted(literal.values or ())


def _prints(node: nodes.Node) -> bool:
    """Whether there is more in `node` than blanks."""
    if isinstance(node, nodes.Output):
        return any(not isinstance(part, nodes.TemplateData) or part.data.strip() for part in node.nodes)
    return True


def _own_text(body: Iterable[nodes.Node]) -> Iterator[str]:
    """The text of a wording and what it prints, without blanks: it may be wrapped anew."""
    for node in body:
        for part in (node, *node.find_all((nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr))):
            match part:
                case nodes.TemplateData():
                    yield "".join(part.data.split())
                case nodes.Const():
                    yield str(part.value)
                case nodes.Name():
                    yield part.name
                case nodes.Getattr():
                    yield part.attr


def _surely_printed(node: nodes.Node, but_for: Collection[str] = _NOT_NEEDED) -> Iterator[str]:
    """The names whose value stands in what `node` prints, whenever it is printed; not what
    goes through a filter named in `but_for`."""
    match node:
        case nodes.Name():
            yield node.name
        case nodes.If() if node.else_:
            bodies = [node.body, *(branch.body for branch in node.elif_), node.else_]
            printed = [{name for one in body for name in _surely_printed(one, but_for)} for body in bodies]
            yield from set.intersection(*printed)
        case nodes.Filter() if node.name in but_for:
            return
        case _:
            for part in _printed_parts(node):
                yield from _surely_printed(part, but_for)


def _printed_parts(node: nodes.Node) -> Iterable[nodes.Node]:
    """The parts of `node` that are printed whenever it is."""
    match node:
        case nodes.Output():
            return node.nodes
        case nodes.For() if not node.else_:
            return [node.iter]
        case nodes.With() | nodes.FilterBlock():
            return node.body
        case nodes.Filter():
            return [*([node.node] if node.node else []), *node.args, *(one.value for one in node.kwargs)]
        case nodes.Call():
            named = [one for one in node.args if not isinstance(one, nodes.Const)]
            return named if len(named) == 1 else []
        case nodes.Getattr() | nodes.Getitem() | nodes.Neg() | nodes.Pos():
            return [node.node]
        case nodes.And() | nodes.Or():
            return []
        case nodes.BinExpr():
            return [node.left, node.right]
        case nodes.Concat():
            return node.nodes
        case nodes.List() | nodes.Tuple():
            return node.items
    return []
