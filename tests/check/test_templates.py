"""Our own templates have no finding: every length, every kind of unit, three seeds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator import check
from generator.catalogue import list_templates
from generator.check.document import Document, from_speech
from generator.check.proof import find_in, names_in, open_proofs
from generator.template import Template, load_template

NAMES = [summary.name for summary in list_templates(())]


def drafts(template: Template) -> Iterator[Document]:
    examples = {field.name: field.example for field in template.fields if field.example is not None}
    choices = {field.name: list(field.choices) for field in template.fields if field.choices}
    for length in choices["length"]:
        for sector in choices["sector"]:
            details = examples | {"length": length, "sector": sector}
            for seed in "甲乙丙":
                yield from_speech(template.render(details, seed), names_in(details))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_finding(name):
    found = {
        (one.code, document.paragraphs[one.paragraph].text[max(0, one.start - 10) : one.end + 10])
        for document in drafts(load_template(name))
        for one in check.check_text(document)
    }
    assert found == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_a_template_itself_has_no_finding(name):
    for proof in open_proofs(load_template(name).path):
        found = find_in(proof, tuple(check.rules().values()))
        assert [(proof.places[one.paragraph], one.code, one.message) for one in found] == []
