"""The form: a details file to fill in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.details.details import Details, fill, missing, read_entries
from generator.details.yaml import read_mapping
from generator.template.catalogue import list_templates
from generator.template.form import details_form
from generator.template.template import Template, load_template

from ..conftest import DATA

ALL = [*(summary.name for summary in list_templates()), str(DATA / "templates" / "meeting.md.j2")]


@pytest.fixture
def filled(tmp_path: Path) -> Callable[[Template, str], Details]:
    """The details that a filled-in form gives."""

    def fill_in(template: Template, form: str) -> Details:
        path = tmp_path / "form.yaml"
        path.write_text(form, encoding="utf-8")
        return fill(template.fields, read_entries(path))

    return fill_in


def test_a_form_tells_what_to_write(meeting: str) -> None:
    assert details_form(load_template(meeting)) == (DATA / "form.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ALL, ids=lambda name: Path(name).name)
def test_left_as_it_is_it_is_no_details_at_all(name: str, filled: Callable[..., Details]) -> None:
    template = load_template(name)
    assert filled(template, details_form(template)) == Details({}, {})


@pytest.mark.parametrize("name", ALL, ids=lambda name: Path(name).name)
def test_examples_filled_in_are_the_examples(name: str, filled: Callable[..., Details]) -> None:
    template = load_template(name)
    form = details_form(template)
    for field in template.fields:
        if field.example is not None:
            form = form.replace(
                f"\n{field.label}:\n", f"\n{field.label}: {json.dumps(field.example, ensure_ascii=False)}\n"
            )
    examples = {
        field.name: field.value(field.example) for field in template.fields if field.example is not None
    }
    assert filled(template, form).values == examples


@pytest.mark.parametrize("name", ALL, ids=lambda name: Path(name).name)
def test_an_example_can_be_copied_as_it_stands_in_the_form(name: str, filled: Callable[..., Details]) -> None:
    template = load_template(name)
    for field in template.fields:
        if field.type == "list" and field.example is not None:
            assert field.value(field.example_text) == field.value(field.example)


@pytest.mark.parametrize("name", ALL, ids=lambda name: Path(name).name)
def test_what_is_required_comes_first(name: str) -> None:
    template = load_template(name)
    form = details_form(template)
    places = {field.label: form.index(f"\n{field.label}:") for field in template.fields}
    open_fields = [field.label for field in missing(template.fields, Details({}, {}))]
    assert sorted(places, key=places.get)[: len(open_fields)] == open_fields


@pytest.mark.parametrize(
    "label",
    ["单位：名称", "a: b", "#1", "12", "null", "是'不是", "- x", "[x]", "1.5", "yes", "*", "讲话人 姓名"],
)
def test_any_label_can_stand_in_a_form(
    label: str, make_template: Callable[..., Template], filled: Callable[..., Details]
) -> None:
    template = make_template("", f"  unit: {{label: {json.dumps(label, ensure_ascii=False)}}}")
    form = details_form(template)
    assert form.endswith(":\n")
    assert filled(template, form[:-1] + " 云溪县\n").values == {"unit": "云溪县"}


def test_help_and_defaults_of_several_lines_stay_comments(
    make_template: Callable[..., Template], filled: Callable[..., Details]
) -> None:
    template = make_template(
        "", '  story: {type: paragraphs, help: "一\\n二", default: ["甲\\n乙", 丙], example: "丁\\n戊"}'
    )
    assert filled(template, details_form(template)) == Details({}, {})


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30)


@given(TEXTS)
@settings(deadline=None)
def test_any_text_comes_back_from_a_form_as_it_was(text: str) -> None:
    template = load_template("supervision")
    form = details_form(template, {"unit": text, "presenters": [text, "第二项"]})
    read = read_mapping(form, "表").values
    assert (read["单位名称"] or "") == text
    assert read["发言的单位或个人"] == [text, "第二项"]
