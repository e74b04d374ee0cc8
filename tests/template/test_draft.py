"""Draft: a speech that knows where it came from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator import __version__
from generator.details.details import fill
from generator.details.entry import Entry
from generator.errors import DetailsError
from generator.model import markup
from generator.template.draft import applicable, make_draft, require_complete
from generator.template.template import Template, load_template

Make = Callable[..., Template]


def entries(**typed: object) -> list[Entry]:
    return [Entry(key, value, "处") for key, value in typed.items()]


def test_it_records_what_it_was_made_from(meeting: str) -> None:
    template = load_template(meeting)
    draft = make_draft(
        template, fill(template.fields, entries(单位名称="云溪县", speaker="王建国", 篇幅="长", cases="3"))
    )
    made_from = draft.provenance
    assert (made_from.template, made_from.template_hash) == ("meeting", template.content_hash)
    assert (made_from.seed, made_from.length, made_from.version) == ("云溪县", "long", __version__)
    assert made_from.details == {"unit": "云溪县", "speaker": "王建国", "length": "长", "cases": "3"}
    assert markup.parse(made_from.markup) == draft.speech
    assert draft.author == "王建国"
    assert [blank.label for blank in draft.blanks] == ["讲话日期"]


def test_the_same_input_makes_the_same_draft(meeting: str) -> None:
    template = load_template(meeting)
    filled = fill(template.fields, entries(unit="云溪县"))
    assert make_draft(template, filled) == make_draft(load_template(meeting), filled)


def test_a_seed_stands_for_the_units_name(meeting: str) -> None:
    template = load_template(meeting)
    filled = fill(template.fields, entries(unit="云溪县"))
    drafts = [make_draft(template, filled, seed=str(seed)) for seed in range(20)]
    assert drafts[7].provenance.seed == "7"
    assert len({draft.speech.closing for draft in drafts}) == 3


def test_everything_required_and_missing_is_listed(meeting: str) -> None:
    template = load_template(meeting)
    with pytest.raises(DetailsError) as refused:
        require_complete(template, fill(template.fields, entries(unit="云溪县")))
    assert refused.value.mistakes == (
        "缺“讲话日期”（date）：请填写讲话日期（日期）。例如：2026-03-12。",
        "缺“讲话人姓名”（speaker）：请填写讲话人姓名（文字）。例如：王建国。",
    )


def test_complete_details_are_let_through(meeting: str) -> None:
    template = load_template(meeting)
    require_complete(template, fill(template.fields, entries(unit="甲", date="2026-3-12", speaker="乙")))


class TestApplicable:
    """Which of the usual details in the settings are for a template."""

    def test_what_only_another_template_asks_for_is_passed_over(
        self, make_template: Make, tmp_path: Path
    ) -> None:
        template = make_template("", "  unit: {label: 单位名称}")
        make_template("", "  cases: {label: 件数}", name="other")
        usual = entries(unit="甲", 件数="3", uint="乙")
        assert [entry.key for entry in applicable(usual, template, [tmp_path])] == ["unit", "uint"]

    def test_a_broken_template_beside_it_does_no_harm(self, make_template: Make, tmp_path: Path) -> None:
        template = make_template("", "  unit: {label: 单位名称}")
        (tmp_path / "broken.md.j2").write_text("---\ntitle: [\n---\n")
        usual = entries(uint="乙")
        assert list(applicable(usual, template, [tmp_path])) == usual
