"""Any arrangement of lines, lists and brackets says what a reader of it expects.

A text is made up of plain lines, lines with a bracket, lists and blank lines; what is said
is worked out from it by the rules as they are told to people, and compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.errors import TemplateError
from generator.template.template import Template

Make = Callable[..., Template]

FIELDS = """\
  sector: {label: 单位类别, type: choice, choices: [机关, 学校, 医院], default: 机关}
  length: {label: 篇幅, type: choice, choices: [短, 长], default: 短}
  office: {label: 牵头部门}"""

CONDITIONS = ("", "学校", "学校、医院", "非学校", "长", "机关，长", "牵头部门", "没有牵头部门")


@dataclass(frozen=True)
class Case:
    """What is filled in."""

    sector: str
    length: str
    office: bool

    def meets(self, condition: str) -> bool:
        return all(map(self._meets_one_of, condition.split("，"))) if condition else True

    def _meets_one_of(self, words: str) -> bool:
        return any(self._is(word) for word in words.split("、"))

    def _is(self, word: str) -> bool:
        if word.startswith(("非", "没有")):
            return not self._is(word.removeprefix("非").removeprefix("没有"))
        return word in (self.sector, self.length) or (word == "牵头部门" and self.office)


@dataclass(frozen=True)
class Line:
    """A line with a bracket, or a plain one; each has a text of its own."""

    condition: str
    text: str

    def written(self) -> str:
        return f"[{self.condition}] {self.text}" if self.condition else self.text


@dataclass(frozen=True)
class Wordings:
    """A list: groups, each under a bracket of its own, of wordings of one or two lines."""

    condition: str
    groups: tuple[tuple[str, tuple[tuple[Line, ...], ...]], ...]

    def written(self) -> Iterator[str]:
        yield f"{{% pick [{self.condition}] %}}" if self.condition else "{% pick %}"
        for condition, wordings in self.groups:
            if condition:
                yield f"[{condition}]"
            for first, *others in wordings:
                yield f"- {first.written()}"
                yield from (f"  {line.written()}" for line in others)
        yield "{% endpick %}"

    def sayable(self, case: Case) -> list[list[str]]:
        """What can be said of it, each wording as its lines; [] alone where nothing can."""
        said = [
            [line.text for line in wording if case.meets(line.condition)]
            for condition, wordings in self.groups
            for wording in wordings
            if case.meets(self.condition) and case.meets(condition) and case.meets(wording[0].condition)
        ]
        return said or [[]]


@st.composite
def documents(draw: st.DrawFn) -> list[Line | Wordings | None]:
    """Lines, lists and blank lines (None), in any order; a list's groups exclude nothing."""
    number = count(1)

    def line(conditions: Sequence[str] = CONDITIONS) -> Line:
        return Line(draw(st.sampled_from(conditions)), f"第{next(number)}句。")

    def wording() -> tuple[Line, ...]:
        others = draw(st.integers(0, 1))
        return (line(("",)), *(line() for _ in range(others)))

    def wordings() -> Wordings:
        conditions = draw(st.lists(st.sampled_from(CONDITIONS[1:]), min_size=1, max_size=3))
        sizes = draw(st.lists(st.integers(1, 2), min_size=len(conditions), max_size=len(conditions)))
        groups = tuple(
            (condition, tuple(wording() for _ in range(size)))
            for condition, size in zip(conditions, sizes, strict=True)
        )
        return Wordings(draw(st.sampled_from(CONDITIONS[:2])), groups)

    kinds = draw(st.lists(st.sampled_from("行行表空"), min_size=1, max_size=8))
    return [None if kind == "空" else line() if kind == "行" else wordings() for kind in kinds]


def written(document: Sequence[Line | Wordings | None]) -> str:
    lines: list[str] = []
    for part in document:
        lines += [""] if part is None else [part.written()] if isinstance(part, Line) else part.written()
    return "\n".join(lines)


def paragraphs(document: Sequence[Line | Wordings | None], case: Case, said: set[str]) -> list[str]:
    """The paragraphs where of each list the wording is said whose lines are in `said`."""
    found = [""]
    for part in document:
        if part is None:
            found.append("")
        elif isinstance(part, Line):
            found[-1] += part.text if case.meets(part.condition) else ""
        else:
            chosen = [wording for wording in part.sayable(case) if said.issuperset(wording)]
            assert chosen, "nothing that can be said of a list is said"
            found[-1] += "".join(max(chosen, key=lambda wording: len(list(wording))))
    return [text for text in found if text]


def refusal(template: Template) -> str:
    """Why the template is refused: [机关] in a list for schools, say; "" where it is not."""
    try:
        template.render()
    except TemplateError as error:
        return str(error)
    return ""


@given(
    documents(),
    st.builds(Case, st.sampled_from(["机关", "学校", "医院"]), st.sampled_from("短长"), st.booleans()),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_what_is_said_is_what_a_reader_expects(
    make_template: Make, document: list[Line | Wordings | None], case: Case
) -> None:
    template = make_template(written(document), FIELDS)
    details = {"sector": case.sector, "length": case.length} | ({"office": "安委办"} if case.office else {})
    assume("永远说不到" not in refusal(template))
    speech = template.render(details, seed="甲")
    said = {f"{text}。" for paragraph in speech.preamble for text in paragraph.split("。") if text}
    assert list(speech.preamble) == paragraphs(document, case, said)


@given(documents())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_no_line_changes_its_number(make_template: Make, document: list[Line | Wordings | None]) -> None:
    body = written(document)
    template = make_template(f"{body}\n\n{{{{ 1 // 0 }}}}", FIELDS)
    line = 8 + body.count("\n") + 2
    with pytest.raises(TemplateError, match=f"第 {line} 行：除数是 0|永远说不到"):
        template.render(seed="甲")
