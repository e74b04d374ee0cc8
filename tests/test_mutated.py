"""Drafts spoilt in every way, hundreds of them: read, checked, updated, or refused with a message."""

from __future__ import annotations

import datetime
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator import check
from generator.check.opening import Given, proof_of
from generator.check.repair import Wanted, repaired_bytes
from generator.details.entry import Entry
from generator.errors import SpeechgenError
from generator.formats.layouts import open_layout
from generator.model.speech import Speech
from generator.template.template import load_template
from generator.update import Request, update
from generator.word.comments import annotated
from generator.word.layout import load_layout
from generator.word.ooxml import w
from generator.word.opened import Opened
from generator.word.package import packed, read_parts
from generator.word.reader import read_any_docx
from generator.word.relayout import NUMBER, PAGE, PARAGRAPHS, laid_out
from generator.word.writer import write_docx

from .conftest import examples
from .update.conftest import OLD, TEMPLATE, drafted

NOW = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
DRAFT = drafted(load_template(TEMPLATE), OLD)
VALUES = ("", "-1", "0", "1", "99999999999999999999", "x", "nil", "讲", "Heading1", "rId1", "../x", "true")
NAME = "稿.docx"
OFFICIAL = open_layout("official")
TAB, BREAK = w("tab"), w("br")

MANY = examples(4)
SOME = examples(0.8)

seeds = st.integers(0, 2**32)


def spoilt(seed: int) -> bytes:
    """The draft with a few things in its XML, its parts or its bytes changed at random."""
    chance = Random(seed)
    parts = read_parts(DRAFT, NAME)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(["word/document.xml"] * 6 * ("word/document.xml" in parts) + sorted(parts))
        if chance.random() < 0.85 and name.endswith((".xml", ".rels")):
            parts[name] = _spoilt_xml(parts[name], chance)
        elif chance.random() < 0.5:
            parts.pop(name)
        else:
            parts[name] = parts[name][: chance.randint(0, len(parts[name]))]
    data = bytearray(packed(parts))
    if chance.random() < 0.1:
        data = data[: chance.randint(0, len(data))]
    for _ in range(chance.choice([0, 0, 0, 1, 3])):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _spoilt_xml(part: bytes, chance: Random) -> bytes:
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return part
    elements = [one for one in root.iter(etree.Element) if one is not root]
    if not elements:
        return part
    one, other = chance.choice(elements), chance.choice(elements)
    act = chance.randrange(6)
    if act == 0:
        one.getparent().remove(one)
    elif act == 1:
        one.addnext(deepcopy(one))
    elif act == 2:
        one.tag = other.tag
    elif act == 3:
        one.set(chance.choice([*one.attrib, *other.attrib, "x"]), chance.choice(VALUES))
    elif act == 4 and other not in set(one.iter()):
        other.append(one)
    else:
        one.text = chance.choice([*VALUES, "一、" * 50, "【讲话日期】", "\u2029", "　"])
    return etree.tostring(root)


WRONG = (
    "布署",
    ",",
    "二个维护",
    "  ",
    "做出决定",
    '"',
    "的的",
    "08月01日",
    "。。",
    "(一)",
    "20～30万元",
    "四个意思",
)


def misspelt(seed: int) -> bytes:
    """A spoilt draft, or a whole one, with mistakes in its text."""
    chance = Random(seed)
    try:
        parts = read_parts(spoilt(seed) if chance.random() < 0.5 else DRAFT, NAME)
        root = etree.fromstring(parts["word/document.xml"])
    except (SpeechgenError, KeyError, etree.XMLSyntaxError):
        return DRAFT
    texts = [one for one in root.iter("{*}t", "{*}tab", "{*}br") if one.getparent() is not None]
    for one in chance.sample(texts, min(len(texts), 6)):
        text, at = one.text or "", chance.randint(0, len(one.text or ""))
        one.text = text[:at] + chance.choice(WRONG) + text[at:]
        if chance.random() < 0.3:
            one.addnext(etree.Element(chance.choice([TAB, BREAK])))
    parts["word/document.xml"] = etree.tostring(root)
    return packed(parts)


@MANY
@given(seeds)
def test_reading(seed: int) -> None:
    with suppress(SpeechgenError):
        read_any_docx(spoilt(seed), NAME)


@MANY
@given(seeds)
def test_opening_and_going_on_with_python_docx(seed: int) -> None:
    with suppress(SpeechgenError):
        opened = Opened(spoilt(seed), NAME)
        assert opened.document.core_properties.title is not None
        assert opened.document.styles is not None
        opened.saved()


@SOME
@given(seeds)
def test_serving_as_a_layout(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "layout.docx"
    path.write_bytes(spoilt(seed))
    with suppress(SpeechgenError):
        write_docx(Speech(title="在会上的讲话"), load_layout(path, OFFICIAL), created=NOW)


@SOME
@given(seeds)
def test_checking_fixing_commenting_and_laying_out(seed: int) -> None:
    data, source = spoilt(seed), OFFICIAL
    with suppress(SpeechgenError):
        proof = proof_of(Path(NAME), data, None, lambda _: source)
        found = check.check_text(proof.document)
        right = check.fixed(proof.document)
        if proof.rewritten is not None:
            proof.rewritten(right, NOW)
        annotated(
            Opened(data, NAME), [(one.paragraph, one.start, one.end, one.message) for one in found], NOW
        )
    with suppress(SpeechgenError):
        laid_out(Opened(data, NAME), source, PAGE | NUMBER | PARAGRAPHS)


@SOME
@given(seeds)
def test_what_was_fixed_once_needs_no_second_time(seed: int) -> None:
    path, rules, wanted = Path(NAME), tuple(check.rules().values()), Wanted(fix=True)
    with suppress(SpeechgenError):
        done = repaired_bytes(path, misspelt(seed), rules, wanted, NOW, Given(), lambda _: None)
        if done is not None:
            assert repaired_bytes(path, done.data, rules, wanted, NOW, Given(), lambda _: None) is None


@SOME
@given(seeds)
def test_updating(seed: int) -> None:
    new = (Entry("date", "2026-03-12", ""), Entry("cases", "3", ""), Entry("office", "县纪委监委", ""))
    with suppress(SpeechgenError):
        update(spoilt(seed), NAME, Request(NOW, (new,), template=TEMPLATE, accepted=bool(seed % 2)))
