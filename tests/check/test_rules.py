"""Every rule by its own examples, and by those of tests/data/check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

import pytest

from generator import check
from generator.check import Document, Level
from generator.check.document import from_lines
from generator.check.rule import Rule
from generator.text.edits import apply

from ..conftest import DATA

RULES = [rule for rule in check.rules().values() if not rule.is_look]
UNIT = ("云溪县", "临江市委", "青石镇")
FILES = sorted(path for path in (DATA / "check").glob("*.md") if path.stem != "版式")


def document(text: str, rule: Rule | None = None) -> Document:
    found = from_lines(text.split("\n"), rule.known if rule else None)
    return replace(found, details=rule.details) if rule else found


def codes(document: Document) -> set[str]:
    return {finding.code for finding in check.check_text(document)}


def with_all_edits(document: Document) -> str:
    """The text with every edit carried out, also those that only a person may choose."""
    edits: dict[int, list] = {}
    for finding in check.check_text(document):
        if finding.edit is not None:
            edits.setdefault(finding.paragraph, []).append(finding.edit)
    return "\n".join(apply(one.text, edits.get(at, [])) for at, one in enumerate(document.paragraphs))


def sections() -> Iterator[tuple[str, str, str]]:
    """Family, heading and text of every section of tests/data/check."""
    for path in FILES:
        for section in path.read_text("utf-8").split("\n## ")[1:]:
            heading, _, text = section.partition("\n")
            yield path.stem, heading, text.strip()


def pairs() -> Iterator[tuple[str, str, str]]:
    for _, code, text in sections():
        if code != "不报":
            for wrong, right in (line.split(" ⇒ ") for line in text.split("\n")):
                yield code, wrong, right


def near_misses() -> Iterator[tuple[str, str]]:
    for family, heading, text in sections():
        if heading == "不报":
            yield from ((family, one) for one in text.split("\n\n" if family == "结构" else "\n"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
class TestARuleAboutText:
    def test_finds_its_wrong_example_and_nothing_else_in_it(self, rule):
        assert codes(document(rule.wrong, rule)) == {rule.code}

    def test_finds_nothing_in_its_right_example(self, rule):
        assert codes(document(rule.right, rule)) == set()

    def test_makes_the_right_example_of_the_wrong_one_if_it_has_a_fix(self, rule):
        wrong = document(rule.wrong, rule)
        if all(finding.edit for finding in check.check_text(wrong)):
            assert with_all_edits(wrong) == rule.right


@pytest.mark.parametrize("rule", check.rules().values(), ids=lambda rule: rule.code)
class TestAnyRule:
    def test_says_where_it_comes_from(self, rule):
        assert re.match("(规定|一般)：(GB/T|.*GB/T)|实务", rule.source)

    def test_belongs_to_a_family_and_has_a_code_of_its_own(self, rule):
        assert rule.code[0] in check.FAMILIES
        assert re.fullmatch(r"[A-Z]\d\d", rule.code)


def test_no_code_is_used_twice():
    modules = (import_module(f"{check.__name__}.{one.name}") for one in iter_modules(check.__path__))
    told = [rule.code for module in modules for rule in getattr(module, "RULES", ())]
    assert sorted(told) == sorted(check.rules())


@pytest.mark.parametrize(("code", "wrong", "right"), list(pairs()), ids=lambda text: text[:20])
def test_a_wrong_text_has_its_finding_and_the_fix_is_right(code, wrong, right):
    spoken = document(f"同志们：\n{wrong}")
    assert code in codes(spoken)
    assert with_all_edits(spoken) == f"同志们：\n{right}"


@pytest.mark.parametrize(("family", "text"), list(near_misses()), ids=lambda text: text[:24])
def test_what_only_looks_wrong_is_left_alone(family, text):
    looked_at = from_lines(text.split("\n"), UNIT if family == "串稿" else None)
    found = [one for one in check.check_text(looked_at) if one.code != "K01"]
    assert [(one.code, one.message) for one in found] == []


def test_only_what_is_certain_is_fixed():
    text = document("市委做出决定,月底前办结。")
    assert [one.text for one in check.fixed(text).paragraphs] == ["市委做出决定，月底前办结。"]
    assert {one.level for one in check.check_text(text)} == {Level.CERTAIN, Level.LIKELY}


def test_findings_come_in_the_order_of_the_text():
    found = check.check_text(document("会上布署,三项工作\n会上布署,两项工作"))
    assert [(one.paragraph, one.start) for one in found] == [(0, 2), (0, 4), (1, 2), (1, 4)]


class TestSelection:
    def test_a_letter_means_a_family(self):
        assert {rule.code[0] for rule in check.selected(["D"])} == {"D"}

    def test_ignoring_is_stronger(self):
        assert "B01" not in {rule.code for rule in check.selected(["B"], ["B01"])}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_list_every_rule_as_it_is(name):
    text = (DATA.parents[1] / name).read_text("utf-8")
    if "<!-- rules -->" not in text:
        pytest.skip(f"{name} has no list of rules between <!-- rules --> and <!-- /rules -->")
    assert text.partition("<!-- rules -->")[2].partition("<!-- /rules -->")[0].strip() == listed()


def listed() -> str:
    """The rules as a table, to stand in the READMEs."""
    rules = check.rules().values()
    rows = [f"| {rule.code} | {rule.title} | {rule.level.value} | {rule.source} |" for rule in rules]
    return "\n".join(["| 编号 | 查什么 | 程度 | 出处 |", "| --- | --- | --- | --- |", *rows])


class TestAMarkWhosePartnerIsOnTheNextLine:
    def found(self, text: str) -> list[str]:
        return [one.code for one in check.check_text(document(text)) if one.code == "B23"]

    def test_is_paired_where_the_line_is_cut_in_mid_sentence(self) -> None:
        assert self.found("要做到“两个\n维护”，守住“一条线\n”，再往前走。") == []

    def test_is_alone_where_the_sentence_has_ended(self) -> None:
        assert self.found("要管住“一支笔。\n一张嘴”也要管住。") == ["B23", "B23"]

    def test_is_alone_where_it_closes_nothing_of_its_kind(self) -> None:
        assert self.found("要管住“一支笔\n和一张嘴）。") == ["B23", "B23"]
