"""The lists: words, set phrases, organs and laws; each entry by itself, and against what is surely right."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from generator import check
from generator.check import laws, lexicon, organs, phrases, sets
from generator.check.document import Document, from_lines
from generator.check.listed import read_entries, read_groups
from generator.check.rule import Level
from generator.check.words import Words
from generator.files.builtin import builtin_folder
from generator.word.opened import Opened

from ..conftest import DATA

TEMPLATES = sorted(builtin_folder().glob("*.j2"))
SAMPLES = sorted((DATA.parents[1] / "samples").glob("*.docx"))
EVERYDAY = {"一支笔", "一言堂", "一刀切", "一致同意", "一个样的认真", "五一", "六月底前", "八月底"}
"""What is quoted in templates and begins with a numeral, but is no set phrase."""


def lists() -> list[tuple[str, Words]]:
    return [("lexicon", lexicon.words()), ("phrases", phrases.misnomers()), ("organs", organs.former_names())]


def found(words: Words, text: str) -> set[str]:
    return {word.wrong for _, _, word in words.found(from_lines([text]))}


def codes(text: str) -> set[str]:
    return {one.code for one in check.check_text(from_lines(text.split("\n"))) if one.code[0] in "TL"}


ENTRIES = [(name, word) for name, words in lists() for word in words.all]


@pytest.mark.parametrize(("name", "word"), ENTRIES, ids=lambda one: getattr(one, "wrong", None))
class TestAWord:
    def test_is_found_by_itself_and_what_is_right_has_nothing_wrong(self, name, word):
        words = dict(lists())[name]
        assert word.wrong in found(words, f"“{word.wrong}”")
        for right in word.right.split("/"):
            assert found(words, f"“{right}”") == set()

    def test_is_left_alone_where_it_is_there_by_chance(self, name, word):
        for context in word.unless:
            assert word.wrong in context
            rules = [
                rule for rule in check.rules().values() if rule.code in ("L01", "L02", "T01", "T02", "T04")
            ]
            spots = check.check_text(from_lines([f"“{context}”"]), rules)
            assert word.wrong not in {f"“{context}”"[one.start : one.end] for one in spots}


def test_no_word_is_listed_twice():
    for _, words in lists():
        wrongs = sorted(word.wrong for word in words.all)
        assert [one for one, other in pairwise(wrongs) if one == other] == []


def test_there_are_as_many_as_promised():
    certain = [word for word in lexicon.words().all if word.level is Level.CERTAIN]
    assert len(certain) >= 600
    assert len([phrase for phrase in sets.set_phrases() if phrase.is_seen]) >= 60
    assert len(laws.titles().seen) >= 120
    assert len(organs.former_names().all) >= 60
    assert all(word.year.isdecimal() for word in organs.former_names().all)


@pytest.mark.parametrize("path", [*TEMPLATES, *SAMPLES], ids=lambda path: path.name)
def test_no_word_stands_in_a_template_or_a_sample(path):
    if path.suffix == ".docx":
        lines = [line.text for line in Opened(path.read_bytes()).lines]
    else:
        lines = path.read_text("utf-8").split("\n")
    document = Document(from_lines(lines).paragraphs)
    rules = [rule for rule in check.rules().values() if rule.code in ("L01", "L02", "T01", "T02", "T04")]
    assert [one.message for one in check.check_text(document, rules)] == []


@pytest.mark.parametrize("phrase", sets.set_phrases(), ids=lambda phrase: phrase.name)
class TestASetPhrase:
    def test_with_all_its_members_is_right(self, phrase):
        for ways in zip(*([ways[0], ways[-1]] for ways in phrase.members), strict=True):
            assert codes(f"要落实“{phrase.name}”：{'、'.join(ways)}。") == set()

    def test_that_lacks_one_is_found(self, phrase):
        members = [ways[0] for ways in phrase.members]
        if len(members) < 3:
            pytest.skip("what is left of two is no list")
        text = f"要落实{'、'.join(members[:-1])}，把“{phrase.name}”抓到位。"
        assert codes(text) == {"T03" if phrase.is_seen else "T09"}

    def test_in_another_order_is_found_if_the_order_is_fixed(self, phrase):
        members = [ways[0] for ways in phrase.members]
        text = f"要落实{'、'.join([members[1], members[0], *members[2:]])}，把“{phrase.name}”抓到位。"
        assert codes(text) == ({"T03" if phrase.is_seen else "T09"} if phrase.is_ordered else set())


@pytest.mark.parametrize("saying", phrases.sayings(), ids=lambda saying: saying.phrase)
def test_a_verb_that_does_not_go_with_a_phrase_is_found(saying):
    for verb in saying.wrong:
        assert codes(f"要{verb}“{saying.phrase}”。") == {"T05"}
    assert codes(f"要{saying.right}。") == set()


@pytest.mark.parametrize("title", sorted(laws.titles().full))
def test_a_known_title_is_right(title):
    assert codes(f"学习《{title}》。") - {"T11"} == set()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("中国共产党廉洁自律准则条例", None),
        ("中国共产党纪律处罚条例", "T06"),
        ("中国共产党宣教工作条例", "T10"),
        ("党政机关厉行节约反对浪费规定", None),
        ("中华人民共和国突发事件应对条例", None),
        ("中华人民共和国治安管理处分法", "T06"),
        ("党政领导干部选拔使用工作条例", "T06"),
        ("临江市安全生产条例", None),
        ("浙江省实施〈中华人民共和国消防法〉办法", None),
        ("中华人民共和国招标投标法实施条例", None),
        ("中华人民共和国合同法", "T07"),
        ("信访条例", "T07"),
    ],
)
def test_a_title_is_compared_with_those_known(wrong, code):
    assert codes(f"学习《{wrong}》。") == ({code} if code else set())


def test_what_a_template_cites_stands_in_the_lists_with_where_it_was_seen():
    names = {name for phrase in sets.set_phrases() if phrase.is_seen for name in phrase.names}
    names |= {entry["name"] for entry in read_entries("phrases.yaml")["names"]}
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        for title in re.findall(
            r"《((?:中华人民共和国|中国共产党)[^《》{]+(?:法|条例|规定|准则|章程))》", text
        ):
            assert title in laws.titles().seen, (path.name, title)
        for phrase in re.findall("“([一二两三四五六七八九][^”，。{]{1,6})”", text):
            assert phrase in names | EVERYDAY, (path.name, phrase)


@pytest.mark.parametrize("name", ["lexicon.yaml", "organs.yaml"])
def test_every_group_says_its_source(name):
    assert all(group["source"] for group in read_groups(name))


def test_every_entry_says_its_source():
    entries = read_entries("phrases.yaml")
    for section in ("sets", "names", "sayings", "wordings"):
        assert all(entry["source"] for entry in entries[section])
