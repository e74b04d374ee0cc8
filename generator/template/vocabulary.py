"""Vocabulary: the words that may stand in a template's brackets, and what they mean.

    [学校、医院]      one of them: 、 is or
    [长，隐患数]      both: ， is and
    [非短，没有时限]   非 and 没有 are not
    [其他]           where nothing else can be said

A word is a value of a choice field as people see it, the label of a field (it is filled
in), or a name that the header declares under `wordings` or `conditions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..details.fields import Field
from ..text.suggestions import nearest

OTHER = "其他"
"""Stands for all that the other brackets of a list leave over."""

FILLED = "filled"
"""The variable that counts the template's own optional fields that are filled in."""

AND, OR = "，", "、"
NOT = ("没有", "非")


class Unclear(Exception):
    """A bracket says what cannot be understood; the message tells what would be."""


@dataclass(frozen=True)
class Literal:
    """Something that holds or not: variable `name` is one of `values`; without values, it
    is filled in or true (with `holds` false: it is not)."""

    name: str
    values: frozenset[str] | None = None
    holds: bool = True

    def contradicts(self, other: Literal) -> bool:
        if self.name != other.name:
            return False
        if self.values is None or other.values is None:
            return self.holds != other.holds
        return not self.values & other.values

    def follows_from(self, other: Literal) -> bool:
        if self.name != other.name or self.values is None or other.values is None:
            return self == other
        return other.values <= self.values


Clause = frozenset[Literal]
"""Literals of which one has to hold."""


@dataclass(frozen=True)
class Condition:
    """Clauses that all have to hold; `is_other` when they do so only where nothing else can be said."""

    clauses: frozenset[Clause] = frozenset()
    is_other: bool = False

    def __and__(self, other: Condition) -> Condition:
        return Condition(self.clauses | other.clauses, self.is_other or other.is_other)

    @property
    def is_never(self) -> bool:
        """Whether it is plain that the condition cannot hold."""
        certain = [next(iter(clause)) for clause in self.clauses if len(clause) == 1]
        return any(
            all(any(one.contradicts(other) for other in certain) for one in clause) for clause in self.clauses
        )

    def follows_from(self, other: Condition) -> bool:
        """Whether it is plain that this holds wherever `other` does."""
        return all(
            any(all(any(one.follows_from(its) for one in clause) for its in known) for known in other.clauses)
            for clause in self.clauses
        )


def given(names: Iterable[str]) -> Condition:
    """That each field of `names` is filled in."""
    return Condition(frozenset(frozenset({Literal(name)}) for name in names))


Place = tuple[Path, int]
"""A file and a line in it."""


Choices = tuple[tuple[str, ...], tuple[dict[str, bool | str], ...]]
"""Keys to choose by, and the variables that each choice sets."""


@dataclass(frozen=True)
class Vocabulary:
    """What the brackets and expressions of a template may name.

    `own` are the template's own optional fields, `wordings` the named ones by the name of
    their list, `texts` those that are lists of texts, `conditions` Jinja expressions by name,
    `places` where lists and conditions are declared, `blocks` those of the frame (None without
    one), `elsewhere` the names that stand in other files which the template is made from.
    """

    fields: tuple[Field, ...] = ()
    own: frozenset[str] = frozenset()
    wordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    blocks: frozenset[str] | None = None
    elsewhere: frozenset[str] = frozenset()

    @cached_property
    def variables(self) -> frozenset[str]:
        """Every name that an expression may use."""
        declared = (one.name for one in self.fields)
        listed = (name for group in (*self.wordings, *self.texts) for name in self.names_of(group))
        return frozenset([*declared, *listed, *self.conditions, "sectors", FILLED])

    def names_of(self, group: str) -> tuple[str, ...]:
        """The variables of a list of wordings: 追问, 平日; 标题1, 标题2 where those are lists of texts."""
        if group in self.wordings:
            return self.wordings[group]
        return tuple(f"{group}{number}" for number, _ in enumerate(self.texts[group][0], 1))

    @cached_property
    def fingerprint(self) -> str:
        """A text that changes with anything that changes what a template compiles to."""
        fields = [(one.name, one.label, one.required, one.default, dict(one.choices)) for one in self.fields]
        names = [sorted(self.own), sorted(self.blocks or ()), sorted(self.texts), sorted(self.elsewhere)]
        return repr((fields, names, dict(self.wordings), dict(self.conditions), self.blocks is None))

    @cached_property
    def optional(self) -> frozenset[str]:
        """The fields that a person may leave open, so that a wording that prints one has to wait for it."""
        return frozenset(one.name for one in self.fields if not one.required and one.default is None)

    def condition(self, text: str) -> Condition:
        """What a bracket with `text` in it says. Raises Unclear."""
        clauses: set[Clause] = set()
        is_other = False
        for part in text.replace(",", AND).split(AND):
            if part.strip() == OTHER:
                is_other = True
            else:
                clauses.add(self._clause(part))
        return Condition(frozenset(clauses), is_other)

    def knows(self, text: str) -> bool:
        """Whether `text` is what could stand in a bracket."""
        try:
            self.condition(text)
        except Unclear:
            return False
        return True

    @cached_property
    def choices(self) -> tuple[Choices, ...]:
        """What is chosen once a draft."""
        named: Iterable[Choices] = (
            (
                tuple(f"{group}\0{name}" for name in names),
                tuple({name: name == chosen for name in names} for chosen in names),
            )
            for group, names in self.wordings.items()
        )
        listed: Iterable[Choices] = (
            (
                tuple("\0".join((group, *texts)) for texts in sets),
                tuple(dict(zip(self.names_of(group), texts, strict=True)) for texts in sets),
            )
            for group, sets in self.texts.items()
        )
        return (*named, *listed)

    def _clause(self, text: str) -> Clause:
        literals: list[Literal] = []
        for word in text.split(OR):
            new = self._literal(word.strip())
            same = next((one for one in literals if one.name == new.name and one.values and new.values), None)
            if same is not None:
                literals.remove(same)
                new = Literal(new.name, (same.values or frozenset()) | (new.values or frozenset()))
            literals.append(new)
        return frozenset(literals)

    def _literal(self, word: str) -> Literal:
        if word in self._meanings:
            return self._meaning(word, word)
        for mark in NOT:
            if word.startswith(mark) and word.removeprefix(mark).strip() in self._meanings:
                return self._opposite(self._meaning(word.removeprefix(mark).strip(), word))
        raise Unclear(self._unknown(word))

    def _meaning(self, word: str, written: str) -> Literal:
        meanings = self._meanings[word]
        if len(meanings) > 1:
            raise Unclear(
                f"“{written}”有几个意思（{OR.join(where for where, _ in meanings)}），"
                "请在文件头的 conditions 里给要的那个另起名字"
            )
        return meanings[0][1]

    def _opposite(self, literal: Literal) -> Literal:
        if literal.values is None:
            return Literal(literal.name, holds=False)
        choices = next(one.choices for one in self.fields if one.name == literal.name)
        return Literal(literal.name, frozenset(choices) - literal.values)

    def _unknown(self, word: str) -> str:
        if not word:
            return f"方括号里缺了字：写一个或几个条件，用“{OR}”（或者）、“{AND}”（而且）隔开"
        if word == OTHER:
            return f"“{OTHER}”不能和别的条件用“{OR}”连起来"
        if "或" in word or "且" in word:
            return f"没有“{word}”这个条件。“或者”用“{OR}”，“而且”用“{AND}”，“不是”用“非”，“没有填”用“没有”"
        known = [*self._meanings, OTHER]
        by_name = next((one.label for one in self.fields if one.name == word), None)
        hint = f"。这里写它的名称“{by_name}”" if by_name else nearest(word, known)
        return f"没有“{word}”这个条件{hint}" if hint else f"没有“{word}”这个条件。{self._listed()}"

    def _listed(self) -> str:
        choices = [label for one in self.fields for label in one.choices.values()]
        return f"可以写：{OR.join([*choices, *self._declared(), '字段的名称'])}"

    def _declared(self) -> Iterator[str]:
        for names in self.wordings.values():
            yield from names
        yield from self.conditions

    @cached_property
    def _meanings(self) -> dict[str, list[tuple[str, Literal]]]:
        """What each word means, and where it is from; several where it is ambiguous."""
        found: dict[str, list[tuple[str, Literal]]] = {}
        for one in self.fields:
            found.setdefault(one.label, []).append((f"字段“{one.label}”填了", Literal(one.name)))
            for value, label in one.choices.items():
                literal = Literal(one.name, frozenset({value}))
                found.setdefault(label, []).append((f"{one.label}是“{label}”", literal))
        for name in self._declared():
            found.setdefault(name, []).append((f"文件头里的“{name}”", Literal(name)))
        return found
