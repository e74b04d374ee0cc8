"""What holds of any text."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import check
from generator.check.document import from_lines, from_speech
from generator.check.opening import find_in, open_proofs, proof_of
from generator.check.pattern import Pattern
from generator.errors import SpeechgenError
from generator.formats.layouts import find_layout, open_layout
from generator.model.speech import Speech
from generator.word.layout import load_layout
from generator.word.writer import write_docx

from ..conftest import DATA
from ..growth import assert_linear, seconds
from ..strategies import speeches

PIECES = (
    ",", ":", ";", "!", "?", ".", "...", "…", "……", "-", "--", "—", "——", "(", ")", "（", "）", '"',
    "“", "”",
    "‘", "’", "《", "》", "<", ">", "〈", "〉", "、", "，", "。", "：", "；", " ", "　", "等", "第一、",
    "(一)", "一.",
    "1、", "2026.3.12", "二零二六年", "１２", "3~5", "百分之30", "下午15时", "布署", "做出决定", "截止目前",
    "监督",
    "各单位要在月底前办结", "。", "a", "7", "http://a.b/c,d", "五位一体战略布局", "两个", "二个维护", "的的",
    "一、", "认真的", "认真地的", "截至目前", "截止2025年", "超过3万多元", "5月8号", "08月01日", ".85",
    "至25年底", "20～30万元", "2026-2030年期间", "四个意思", "安监局", "工商局", "公安消防支队",
    "《安全生产法》", "市长、市委副书记", "市委副书记、市长", "下降2倍", "13812345678", "2026年3月12日",
    "的时候候", "部署署", "在在", "\n", "要要", "学懂弄通做好", "习近平", "新时代", "中国特色社会主义思想",
    "三农", "[单位]", "{", "}",
)  # fmt: skip
LINES = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join), max_size=4)


def fixable(text: check.Document) -> list[str]:
    return [one.code for one in check.check_text(text) if one.is_fixable]


@given(LINES)
@example(['"一把手"，"一支笔“'])
@example(["(一)、监督,,等。。"])
def test_once_fixed_nothing_is_left_to_fix(lines: list[str]) -> None:
    fixed = check.fixed(from_lines(lines))
    assert fixable(fixed) == []
    assert check.fixed(fixed) == fixed


@given(LINES)
def test_fixing_is_the_same_for_the_text_read_again(lines: list[str]) -> None:
    fixed = check.fixed(from_lines(lines))
    again = from_lines([one.text for one in fixed.paragraphs])
    for _ in range(2):
        again = from_lines([one.text for one in check.fixed(again).paragraphs])
    assert fixable(again) == []


@given(speeches())
def test_any_speech_can_be_checked_and_its_findings_lie_within(speech) -> None:
    proof = from_speech(speech)
    for finding in check.check_text(proof):
        text = proof.paragraphs[finding.paragraph].text
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message


def test_looking_first_for_what_a_pattern_needs_changes_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [rule.wrong for rule in check.rules().values()]
    texts += [path.read_text("utf-8") for path in (DATA / "check").glob("*.md")]
    documents = [from_lines(text.split("\n")) for text in texts]
    found = [check.check_text(one) for one in documents]
    monkeypatch.setattr(Pattern, "_may_match", lambda *_: True)
    assert [check.check_text(one) for one in documents] == found


LONG = (
    *"()（）[]{}【】〔〕<>《》〈〉「」『』", *"“”‘’\"'", " ", "　", "\t", "一",
    *"，。、；：,.…—-_@", "要", "3", "A", "四个意识", "《“", "2026.", "一、", "www.",
    "的", "1", "年", "市", "3人，", "其中", "一是", "12345678901", "习近平", "县委书记", "增长5%",
)  # fmt: skip
"""What patterns stumble over: each bracket, quote and blank, and beginnings of what is looked for."""


def check_repeated(piece: str, size: int) -> None:
    check.check_text(from_lines(["监督" + (piece * size)[:size] + "监督"]))


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_with_the_length_of_a_paragraph(piece: str) -> None:
    assert_linear(partial(check_repeated, piece), 100_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", LONG)
def test_a_million_characters_take_seconds(piece: str) -> None:
    assert seconds(partial(check_repeated, piece), 1_000_000) < 60


def test_time_grows_with_the_number_of_paragraphs() -> None:
    assert_linear(lambda size: check.check_text(from_lines(["一、要监督,公开。"] * size)), 10_000)


def document_of(piece: str, size: int) -> bytes:
    speech = Speech(preamble=("监督" + (piece * size)[:size],))
    return write_docx(speech, load_layout(find_layout("official")), created=datetime(2026, 3, 12))


def check_document(data: bytes) -> None:
    proof = proof_of(Path("讲话.docx"), data, layout=lambda _: open_layout("official"))
    find_in(proof, tuple(check.rules().values()))


@pytest.mark.parametrize("piece", ["一", "“", "（", "一、要公开。"])
def test_time_grows_with_the_length_of_a_paragraph_in_a_docx(piece: str) -> None:
    documents = {size: document_of(piece, size) for size in (50_000, 100_000)}
    assert_linear(lambda size: check_document(documents[size]), 100_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["一", "“", "（", "一、要公开。"])
def test_a_million_characters_in_a_docx_take_seconds(piece: str) -> None:
    data = document_of(piece, 1_000_000)
    assert seconds(lambda _: check_document(data), 1) < 60


@pytest.mark.parametrize("piece", ["{{", "{%", "{#", "{{ a }}{"])
def test_time_grows_with_a_template_of_nothing_but_openings(piece: str, folder: Path) -> None:
    def check_template(size: int) -> None:
        path = folder / "长.md.j2"
        path.write_text("---\ntitle: 长\n---\n" + piece * (size // len(piece)), "utf-8")
        with suppress(SpeechgenError):
            open_proofs(path)

    assert_linear(check_template, 200_000)
