"""Our own templates have no finding: every length, every kind of unit, three seeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest

from generator import check
from generator.check.document import Document, from_speech
from generator.check.opening import find_in, open_proofs, proof_of
from generator.check.proof import names_in
from generator.formats.layouts import LAYOUTS, open_layout
from generator.model.speech import Speech
from generator.template.catalogue import list_templates
from generator.template.template import Template, load_template
from generator.word.writer import write_docx

NAMES = [summary.name for summary in list_templates(())]


def drafts(template: Template) -> Iterator[Document]:
    """What the template makes, each with what it was when it was made, as a draft has it with it."""
    for speech, details in speeches(template):
        document = from_speech(speech, names_in(details))
        yield replace(document, said="\n".join(one.text for one in document.paragraphs))


def speeches(template: Template) -> Iterator[tuple[Speech, dict[str, object]]]:
    examples = {field.name: field.example for field in template.fields if field.example is not None}
    choices = {field.name: list(field.choices) for field in template.fields if field.choices}
    for length in choices["length"]:
        for sector in choices["sector"]:
            details = examples | {"length": length, "sector": sector}
            for seed in "甲乙丙":
                yield template.render(details, seed), details


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_finding(name):
    found = {
        (one.code, document.paragraphs[one.paragraph].text[max(0, one.start - 10) : one.end + 10])
        for document in drafts(load_template(name))
        for one in check.check_text(document)
    }
    assert found == set()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_draft_of_a_template_looks_as_its_layout_has_it(name, layout):
    """But for how long last lines are: that is chance, and in no one's hand who writes a template."""
    rules = [
        rule for rule in check.rules().values() if rule.is_look and rule.code not in ("F10", "F11", "F12")
    ]
    for speech, _ in islice(speeches(load_template(name)), 0, None, 7):
        data = write_docx(speech, open_layout(layout), created=datetime(2026, 3, 12))
        proof = proof_of(Path("讲话.docx"), data, layout=lambda _: open_layout(layout))
        assert [(one.code, one.message) for one in find_in(proof, rules)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_a_template_itself_has_no_finding(name):
    for proof in open_proofs(load_template(name).path):
        found = find_in(proof, tuple(check.rules().values()))
        assert [(proof.places[one.paragraph], one.code, one.message) for one in found] == []
