"""The Jinja environment for untrusted templates: bounded in time, memory and reach.

Jinja's sandbox keeps a template from Python's internals, but not from `'x' * 10**9`.
So everything a template can do is charged to a budget: each turn of a loop costs what
its body weighs, each filter, operator and call the size of what it makes. What is left
of Jinja is a list of filters and methods that a speech needs; the rest is not there.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import wraps
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn, cast

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ..files.private import make_private, read_own
from ..model.markup import escape_inside
from ..text.suggestions import nearest
from .conditions import Conditions
from .filters import BUILT_IN, SpeechFilters, as_markup, plain_text
from .metering import (
    CHARGE,
    COMPARE,
    COMPARISONS,
    CONCAT,
    METER,
    WEIGH,
    Budget,
    OverBudget,
    WrittenWrong,
    metered,
)
from .pick import CHOICE, Pick, choice, priorities
from .sentences import INSIDE, mark_insides
from .vocabulary import Vocabulary

MOST_OUTPUT = 1024 * 1024
"""Characters that a template may render to."""

MOST_RANGE = 100_000

COMPILED_FORM = 5
"""To be raised when the same template compiles to something else than before."""

_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset({"startswith", "endswith", "strip", "upper", "lower"}),
    dict: frozenset({"items", "keys", "values", "get"}),
    datetime.date: frozenset({"year", "month", "day", "weekday"}),
    list: frozenset(),
    tuple: frozenset(),
    int: frozenset(),
    Decimal: frozenset(),
}


_LOOKING = (
    "in", "eq", "==", "equalto", "ne", "!=", "lt", "<", "lessthan", "le", "<=", "gt", ">", "greaterthan",
    "ge", ">=", "lower", "upper", "divisibleby",
)  # fmt: skip
"""Jinja's tests that look into a value; the others only look what it is."""


class BlankValue(Undefined):
    """The value of a field left open: prints as 【label】, is true when it is required."""

    def __init__(self, label: str, required: bool) -> None:
        super().__init__(name=label)
        self._label = label
        self._required = required

    def __str__(self) -> str:
        return f"【{self._label}】"

    def __bool__(self) -> bool:
        return self._required

    def __iter__(self) -> Any:
        return iter([self] if self._required else [])

    def __len__(self) -> int:
        return int(self._required)

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return hash(self._label)

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise jinja2.UndefinedError(
            f"“{self._label}”没有填，不能拿来计算、比较大小或取其中一部分；请先用 {{% if %}} 判断填了没有"
        )

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __int__ = __float__ = __neg__ = __pos__ = _refuse
    __pow__ = __rpow__ = __getitem__ = __call__ = _fail_with_undefined_error = _refuse


class _Code(CodeGenerator):
    """Code as Jinja writes it, but that what `finalize` gives is not escaped once more."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class Environment(ImmutableSandboxedEnvironment):
    """Jinja for speech markup; one rendering at a time.

    Text of the template is markup, every value is escaped to mere text. A template
    reaches plain values and other templates of `loader` only.
    """

    code_generator_class = _Code
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(
        self, loader: jinja2.BaseLoader, vocabulary: Vocabulary, path: Path, cache: Path | None = None
    ) -> None:
        """For the template at `path`; `cache` is a folder of compiled templates."""
        super().__init__(
            loader=loader,
            bytecode_cache=_Compiled(cache, vocabulary) if cache else None,
            autoescape=True,
            optimized=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            finalize=self._shown,
            extensions=[Pick],
            cache_size=50,
        )
        self.vocabulary = vocabulary
        self.mistakes: list[tuple[int, str]] = []
        self.used: set[str] = set()
        self._path = path
        self._choices = [(priorities(keys), options) for keys, options in vocabulary.choices]
        self.globals = {"range": self._range, "namespace": self.globals["namespace"]}
        filters = {name: self.filters[name] for name in BUILT_IN}
        own = SpeechFilters(lambda: self.budget)
        filters |= own.table() | {INSIDE: own.inside}
        self.filters = {name: self._metered(filter) for name, filter in filters.items()}
        self.filters |= {
            METER: self._meter, CONCAT: self._concat, WEIGH: self._weighed, COMPARE: self._compared,
        }  # fmt: skip
        self.tests |= {name: self._tested(cast(Any, self.tests[name])) for name in _LOOKING}
        self._begin("")

    def run(self, template: jinja2.Template, context: Mapping[str, Any], seed: str) -> str:
        """What `template` renders to. Raises OverBudget, jinja2.TemplateError or what the
        template's own mistakes raise (TypeError, ValueError …)."""
        self._begin(seed)
        done: list[str] = []
        size = 0
        try:
            variables = template.new_context({**self.globals, **self._said(), **context}, shared=True)
            parts = iter(template.root_render_func(variables))
            while some := list(islice(parts, 50)):
                size += sum(map(len, some))
                if size > MOST_OUTPUT:
                    raise OverBudget
                done += some
        except Exception:
            self.handle_exception()
        return "".join(done)

    def _begin(self, seed: str) -> None:
        self.budget = Budget()
        self._choose = choice(seed)
        self.filters |= {CHOICE: self._choose, CHARGE: self.budget.charge}

    def _said(self) -> dict[str, bool | str]:
        """The variables of the named wordings, as the seed has it."""
        said: dict[str, bool | str] = {}
        for numbers, options in self._choices:
            said |= options[self._choose(numbers, *[True] * len(numbers)) or 0]
        return said

    def report(self, line: int, message: str) -> None:
        """Notes a mistake in the template that is being parsed."""
        self.mistakes.append((line, message))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self.mistakes, self.used = [], set()
        path = filename or name or ""
        try:
            tree = super()._parse(source, name, filename)
        except jinja2.TemplateSyntaxError as error:
            if self.mistakes:
                raise WrittenWrong(path, self.mistakes) from error
            raise
        mark_insides(tree, {one.name for one in self.vocabulary.fields})
        if path == str(self._path):
            self._complete(tree)
        known = {*self.vocabulary.variables, *self.globals}
        return metered(tree, path, known, self.filters, self.tests, self.mistakes)

    def _complete(self, tree: nodes.Template) -> None:
        """Puts the header's conditions before the template's own tree, and checks its names."""
        used = self.used | self.vocabulary.elsewhere | {node.name for node in tree.find_all(nodes.Name)}
        conditions = Conditions(self, self.vocabulary, self._path)
        self.mistakes += [*conditions.unused_names(used), *self._unknown_blocks(tree)]
        tree.body[:0] = conditions.assigned(used)

    def _unknown_blocks(self, tree: nodes.Template) -> Iterator[tuple[int, str]]:
        """The blocks that the frame does not have, so that what is in them would never be said."""
        known = self.vocabulary.blocks
        inside = {id(inner) for block in tree.find_all(nodes.Block) for inner in block.find_all(nodes.Block)}
        for block in tree.find_all(nodes.Block):
            if known is not None and block.name not in known and id(block) not in inside:
                yield block.lineno, f"骨架里没有 {block.name} 这一块{nearest(block.name, known)}"

    def get_template(self, *args: Any, **kwargs: Any) -> jinja2.Template:
        self.budget.charge(1000)
        return super().get_template(*args, **kwargs)

    def call(self, context: Context, function: Any, *args: Any, **kwargs: Any) -> Any:
        self.budget.charge(50)
        self.budget.charge_call(function, args)
        return self._meter(super().call(context, function, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        for side in (left, right):
            if not isinstance(side, str | int | float | Decimal | list | tuple | Undefined):
                raise SecurityError(f"“{operator}”不能用在这种值上")
        self.budget.charge_operation(operator, left, right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self._concat([left, right])
        return self.binop_table[operator](left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        for kind, allowed in _METHODS.items():
            if isinstance(obj, kind):
                return attr in allowed
        return not isinstance(obj, Undefined) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """No str.format: its widths know no bound."""

    @jinja2.pass_context  # which also keeps Jinja from escaping constants, as HTML, by itself
    def _shown(self, _context: Context, value: Any) -> str:
        text = value if isinstance(value, Markup) else escape_inside(plain_text(value))
        self.budget.charge(len(text))
        return text

    def _concat(self, values: list[Any]) -> str:
        """Jinja's ~: markup where a part is markup, so that values stay escaped."""
        self.budget.charge_value(values)
        if any(isinstance(value, Markup) for value in values):
            return Markup("".join(map(as_markup, values)))
        return "".join(map(plain_text, values))

    def _meter(self, value: Any) -> Any:
        if isinstance(value, str):
            self.budget.charge(len(value) + 1)
        elif isinstance(value, list | tuple | dict):
            self.budget.charge_value(value)
        return value

    def _weighed(self, values: Any, weight: int) -> Any:
        for value in values:
            self.budget.charge(weight)
            yield value

    def _compared(self, left: Any, name: str, right: Any) -> Any:
        self.budget.charge_comparison(name, left, right)
        return COMPARISONS[name](left, right)

    def _tested(self, test: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(test)
        def tested(*args: Any) -> Any:
            self.budget.charge_value(args)
            return test(*args)

        return tested

    def _metered(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def metered(*args: Any, **kwargs: Any) -> Any:
            self.budget.charge(1)
            value = function(*args, **kwargs)
            return self._meter(list(value) if hasattr(value, "__next__") else value)

        return metered

    def _range(self, *args: int) -> range:
        numbers = range(*args)
        if len(numbers) > MOST_RANGE:
            raise OverBudget
        return numbers


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates of earlier runs; a folder that cannot be used does no harm.

    A template is compiled anew when its text changes, or what it may name.
    """

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        super().__init__(str(folder))
        self._fingerprint = vocabulary.fingerprint

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(name, f"{filename}|{self._fingerprint}|{COMPILED_FORM}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """What is loaded is code: only what nobody else can have written."""
        if (kept := read_own(Path(self._get_cache_filename(bucket)))) is not None:
            bucket.load_bytecode(BytesIO(kept))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if make_private(Path(self.directory)):
            with suppress(OSError):
                super().dump_bytecode(bucket)
