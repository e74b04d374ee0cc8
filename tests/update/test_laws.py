"""Laws of updating, over random edits of a draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.template.template import load_template

from ..conftest import examples
from .conftest import NEW, OLD, TEMPLATE, drafted, updated
from .editing import Person, accepted, rejected, texts

DRAFT = drafted(load_template(TEMPLATE), OLD)
OURS = drafted(load_template(TEMPLATE), OLD | NEW)


seeds = st.integers(0, 2**32)
times = st.integers(0, 8)


def assert_lawful(person: Person, theirs: bytes, tracked: bytes, new: dict[str, str]) -> None:
    """What the person typed in is still there, and what they tracked; ours accepted is --accept,
    ours rejected is theirs."""
    result = texts(accepted(tracked, "speechgen"))
    written = [mark for mark in person.marks if mark in "".join(texts(theirs))]
    assert all(mark in "".join(result) for mark in written)
    assert texts(rejected(tracked, "speechgen")) == texts(theirs)
    assert texts(rejected(tracked)) == texts(rejected(theirs))
    direct = updated(theirs, new, accepted=True).data
    assert direct is not None
    assert texts(direct) == result
    assert texts(accepted(direct)) == texts(accepted(tracked))


@given(seeds, times)
def test_a_draft_is_updated_and_nothing_is_lost(seed: int, count: int) -> None:
    """The laws together, since editing a draft costs more than looking at it:

    what the person typed in is still there; accepting everything gives the text of
    --accept, rejecting everything gives the person's; a second update changes nothing.
    """
    person = Person(DRAFT, seed)
    theirs = person.edit(count)
    tracked = updated(theirs, NEW).data
    assert tracked is not None
    assert_lawful(person, theirs, tracked, NEW)
    assert updated(tracked, NEW).data is None


@examples(0.4)
@given(seeds, times)
def test_with_nothing_new_nothing_changes(seed: int, count: int) -> None:
    assert updated(Person(DRAFT, seed).edit(count), {}).data is None


@examples(0.4)
@given(seeds)
def test_what_the_person_did_not_touch_is_as_newly_generated(seed: int) -> None:
    """One sentence added somewhere: every other paragraph is that of a new draft."""
    person = Person(DRAFT, seed)
    person.add_sentence()
    result = texts(accepted(updated(person.saved, NEW).data))
    new = texts(OURS)
    assert len(result) == len(new)
    assert sum(one != other for one, other in zip(result, new, strict=True)) == 1


def test_an_unedited_draft_becomes_the_new_one() -> None:
    assert texts(accepted(updated(DRAFT, NEW).data)) == texts(OURS)


def test_ten_updates_are_as_good_as_one() -> None:
    once = updated(DRAFT, NEW, accepted=True).data
    ten = DRAFT
    for number in range(1, 11):
        ten = updated(ten, {"cases": str(number)}, accepted=True).data or ten
    ten = updated(ten, NEW, accepted=True).data
    assert texts(ten) == texts(once)


def test_updates_of_tracked_updates_are_as_good_as_one() -> None:
    ten = DRAFT
    for number in range(1, 11):
        ten = updated(ten, {"cases": str(number), "office": "办" * number}).data or ten
    ten = updated(ten, NEW).data
    assert texts(accepted(ten)) == texts(OURS)
    assert texts(rejected(ten)) == texts(DRAFT)


@pytest.mark.parametrize("new", [{"length": "short", "tasks": "", "cases": ""}, {"unit": "", "office": ""}])
@examples(0.4)
@given(seeds, times)
def test_the_same_holds_where_paragraphs_go(new: dict[str, str], seed: int, count: int) -> None:
    person = Person(DRAFT, seed)
    theirs = person.edit(count)
    tracked = updated(theirs, new).data
    assert tracked is not None
    assert_lawful(person, theirs, tracked, new)
