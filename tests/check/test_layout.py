"""版式: every rule about looks by its examples, and by those of tests/data/check/版式.md."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator import check
from generator.check import fonts
from generator.check.layout import font_note
from generator.check.opening import find_in, proof_of
from generator.check.proof import Note, Proof
from generator.errors import SpeechgenError
from generator.formats.layouts import LAYOUTS, open_layout
from generator.model.speech import Section, Speech
from generator.word.package import packed, read_parts

from ..conftest import DATA, examples
from ..word.documents import LOOKS, read, typed
from .looks import CREATED, SPEECH, changed, draft

BY_CHANCE = ("F10", "F11", "F12")
"""Where lines and pages end is chance: these hints are about the words, not the layout."""

RULES = [rule for rule in check.rules().values() if rule.is_look]
CASES = DATA / "check" / "版式.md"


def proof(data: bytes, layout: str = "official") -> Proof:
    return proof_of(Path("讲话.docx"), data, layout=lambda _: open_layout(layout))


def found(data: bytes, layout: str = "official") -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in find_in(proof(data, layout), RULES)]


def sections() -> Iterator[tuple[str, list[str]]]:
    for section in CASES.read_text("utf-8").split("\n## ")[1:]:
        heading, _, text = section.partition("\n")
        yield heading, text.strip().split("\n")


WRONG = [(code, *line.split(" ⇒ ")) for code, lines in sections() if code != "不报" for line in lines]
RIGHT = [line for code, lines in sections() if code == "不报" for line in lines]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
class TestARuleAboutLooks:
    def test_finds_its_wrong_example_and_nothing_else_in_it(self, rule):
        codes = {code for code, _ in found(changed(rule.wrong))}
        assert codes - ({"F02"} if rule.code == "F09" else set()) == {rule.code}

    def test_finds_nothing_in_its_right_example(self, rule):
        assert found(changed(rule.right)) == []


@pytest.mark.parametrize(("code", "line", "message"), WRONG, ids=lambda text: text[:24])
def test_a_difference_is_told_once_in_words_that_a_clerk_knows(code, line, message):
    assert (code, message) in found(changed(line))


@pytest.mark.parametrize("line", RIGHT)
def test_what_looks_as_it_should_is_left_alone(line):
    assert found(changed(line)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
class TestOurOwnDrafts:
    def test_a_draft_differs_from_its_layout_in_nothing(self, layout):
        assert [one for one in found(draft(SPEECH, layout), layout) if one[0] not in BY_CHANCE] == []


@examples(0.3)
@given(LOOKS)
def test_laid_out_again_nothing_is_left_of_what_that_puts_right(paragraphs):
    before = proof(read(typed(paragraphs)))
    codes = {one.code for one in find_in(before, RULES) if one.by_layout}
    assert before.laid_out is not None
    after = proof(before.laid_out(codes))
    assert [(one.code, one.message) for one in find_in(after, RULES) if one.by_layout] == []


def test_another_layout_than_its_own_differs():
    assert ("F02", "正文应当是仿宋_GB2312 小二加粗，这里是仿宋_GB2312 三号（共 4 段）") in found(
        draft(), "reading"
    )


@examples(0.5)
@given(st.randoms(use_true_random=False), st.sampled_from([read(typed()), draft()]))
def test_a_file_that_is_broken_inside_is_refused_or_looked_at(random, data):
    parts = read_parts(data, "讲话.docx")
    for name in random.sample([name for name in parts if name.startswith("word/")], 2):
        parts[name] = broken(parts[name], random)
    with suppress(SpeechgenError):
        looked_at = proof(packed(parts))
        notes = [Note(one.paragraph, one.start, one.end, one.message) for one in find_in(looked_at, RULES)]
        assert looked_at.laid_out is not None
        assert looked_at.annotated is not None
        assert find_in(proof(looked_at.laid_out({"F01", "F02", "F06"})), RULES) is not None
        looked_at.annotated(notes, CREATED)


def broken(part: bytes, random: Random) -> bytes:
    """An XML part with elements and attributes taken away or changed."""
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return part
    for _ in range(4):
        element = random.choice(list(root.iter(etree.Element)))
        parent = element.getparent()
        if random.random() < 0.5 and parent is not None:
            parent.remove(element)
        elif element.attrib:
            values = ["", "-1", "abc", "99999999", "nan", "true"]
            element.set(random.choice(list(element.attrib)), random.choice(values))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class TestMissingFonts:
    """Which fonts a machine lacks is no fault of the document: it is told apart from the findings."""

    @pytest.fixture(autouse=True)
    def machine(self, monkeypatch):
        monkeypatch.setattr(
            fonts, "installed", lambda: frozenset({"times new roman", "黑体", "simkai", "仿宋"})
        )
        monkeypatch.setattr(fonts, "_picked", lambda font: "Noto Sans CJK SC")

    def note(self, line: str = "正文：仿宋_GB2312 三号") -> str | None:
        document = proof(changed(line)).document
        looks = document.looks() if document.looks else None
        return font_note(looks) if looks else None

    def test_says_what_stands_in_for_which(self):
        assert self.note() == (
            "这台电脑没有“方正小标宋简体”“楷体_GB2312”（用“Noto Sans CJK SC”代替）、"
            "“仿宋_GB2312”（用“仿宋”代替），看到的和打印的会有出入。"
        )

    def test_says_nothing_where_nobody_can_tell(self, monkeypatch):
        monkeypatch.setattr(fonts, "installed", lambda: frozenset())
        assert self.note() is None


class TestLines:
    """What is told of lines is sure: characters have a known width, and all ways of breaking agree."""

    def last(self, text: str) -> list[str]:
        return [
            code for code, _ in found(draft(Speech(salutation="同志们：", preamble=(text,)))) if code == "F10"
        ]

    def test_a_mark_that_hangs_at_the_end_of_the_line_is_no_line(self):
        assert self.last("一" * 26 + "。") == []

    def test_digits_are_half_as_wide(self):
        assert self.last("一" * 20 + "2026年" + "二" * 3 + "。") == ["F10"]
        assert self.last("一" * 20 + "2026年" + "二" + "。") == []

    @pytest.mark.parametrize("text", ["一" * 20 + "ABC四五六七八。", "一" * 16 + "”，“" + "二" * 8])
    def test_what_is_not_sure_is_not_told(self, text):
        assert self.last(text) == []

    def test_a_date_is_named_that_is_cut_before_its_unit(self):
        text = "一" * 20 + "2026年4月10日"
        assert ("F11", "“2026年4月10日”断在两行，前面加减一两个字可以放到一行") in found(
            draft(Speech(salutation="同志们：", preamble=("一" * 3 + text + "前报来。",)))
        )

    def test_a_heading_goes_with_what_follows_it_to_the_last_page(self):
        speech = Speech(
            salutation="同志们：", preamble=("请照办。",) * 20, sections=(Section("标题", ("请照办。",)),)
        )
        assert ("F12", "最后一面只有 2 行，删几个字可以少一面") in found(draft(speech))
