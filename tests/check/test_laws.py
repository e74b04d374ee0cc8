"""What holds of any text."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator import check
from generator.check import (
    document,
    lexicon,
    names,
    numbers,
    phrases,
    placeholders,
    punctuation,
    quotation,
    reading,
    structure,
)
from generator.check.document import from_lines, from_speech
from generator.check.opening import find_in, open_proofs, proof_of
from generator.check.pattern import Pattern
from generator.errors import SpeechgenError
from generator.formats.layouts import find_layout, open_layout
from generator.model.speech import Speech
from generator.word.layout import load_layout
from generator.word.writer import write_docx

from ..conftest import DATA
from ..strategies import speeches

PIECES = (
    ",", ":", ";", "!", "?", ".", "...", "…", "……", "-", "--", "—", "——", "(", ")", "（", "）", '"',
    "“", "”",
    "‘", "’", "《", "》", "<", ">", "〈", "〉", "、", "，", "。", "：", "；", " ", "　", "等", "第一、",
    "(一)", "一.",
    "1、", "2026.3.12", "二零二六年", "１２", "3~5", "百分之30", "下午15时", "布署", "做出决定", "截止目前",
    "监督",
    "各单位要在月底前办结", "。", "a", "7", "http://a.b/c,d", "五位一体战略布局", "两个", "二个维护", "的的",
    "一、",
)  # fmt: skip
LINES = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join), max_size=4)


def fixable(text: check.Document) -> list[str]:
    return [one.code for one in check.check_text(text) if one.is_fixable]


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
@example(['"一把手"，"一支笔“'])
@example(["(一)、监督,,等。。"])
def test_once_fixed_nothing_is_left_to_fix(lines: list[str]) -> None:
    fixed = check.fixed(from_lines(lines))
    assert fixable(fixed) == []
    assert check.fixed(fixed) == fixed


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_fixing_is_the_same_for_the_text_read_again(lines: list[str]) -> None:
    fixed = check.fixed(from_lines(lines))
    again = from_lines([one.text for one in fixed.paragraphs])
    for _ in range(2):
        again = from_lines([one.text for one in check.fixed(again).paragraphs])
    assert fixable(again) == []


@settings(max_examples=200, deadline=None)
@given(speeches())
def test_any_speech_can_be_checked_and_its_findings_lie_within(speech) -> None:
    proof = from_speech(speech)
    for finding in check.check_text(proof):
        text = proof.paragraphs[finding.paragraph].text
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message


PATTERNS = [
    (f"{module.__name__.rpartition('.')[2]}.{name}", value)
    for module in (
        document,
        lexicon,
        names,
        numbers,
        phrases,
        placeholders,
        punctuation,
        quotation,
        reading,
        structure,
    )
    for name, value in vars(module).items()
    if isinstance(value, Pattern)
]


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_pattern_finds_all_that_there_is_though_it_may_not_look(name, pattern):
    wrong = [rule.wrong for rule in check.rules().values()]
    files = [path.read_text("utf-8") for path in (DATA / "check").glob("*.md")]
    for text in [line for one in (*wrong, *files) for line in one.split("\n")]:
        found = [match.span() for match in re.finditer(pattern.source, text)]
        assert [match.span() for match in pattern.finditer(text)] == found, text


LONG = (
    *"()（）[]{}【】〔〕<>《》〈〉「」『』", *"“”‘’\"'", " ", "　", "\t", "一",
    *"，。、；：,.…—-_@", "要", "3", "A", "四个意识", "《“", "2026.", "一、", "www.",
)  # fmt: skip
"""What patterns stumble over: each bracket, quote and blank, and beginnings of what is looked for."""


@pytest.mark.parametrize("piece", LONG)
def test_a_million_characters_take_seconds(piece: str) -> None:
    text = (piece * 1_000_000)[:1_000_000]
    started = time.process_time()
    check.check_text(from_lines(["监督" + text + "监督"]))
    assert time.process_time() - started < 60


def test_twenty_thousand_paragraphs_take_seconds() -> None:
    started = time.process_time()
    check.check_text(from_lines(["一、要监督,公开。"] * 20_000))
    assert time.process_time() - started < 20


@pytest.mark.parametrize("piece", ["一", "“", "（", "一、要公开。"])
def test_a_million_characters_in_a_docx_take_seconds(piece):
    speech = Speech(preamble=("监督" + (piece * 1_000_000)[:1_000_000],))
    data = write_docx(speech, load_layout(find_layout("official")), created=datetime(2026, 3, 12))
    started = time.process_time()
    proof = proof_of(Path("讲话.docx"), data, layout=lambda _: open_layout("official"))
    find_in(proof, tuple(check.rules().values()))
    assert time.process_time() - started < 60


@pytest.mark.parametrize("piece", ["{{", "{%", "{#", "{{ a }}{"])
def test_a_template_of_nothing_but_openings_takes_seconds(piece, folder):
    path = folder / "长.md.j2"
    path.write_text("---\ntitle: 长\n---\n" + piece * (200_000 // len(piece)), "utf-8")
    started = time.process_time()
    with suppress(SpeechgenError):
        open_proofs(path)
    assert time.process_time() - started < 20
