"""One question on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from generator.cli.asking import ask_text, choose

LEFT, DOWN, HOME = "\x1b[D", "\x1b[B", "\x01"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"

Keys = Callable[[str], None]


@pytest.fixture
def keys() -> Iterator[Keys]:
    """What the person types at the question that is asked next."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe.send_text if isinstance(pipe, PipeInput) else None


def anything(text: str) -> str | None:
    return None


def test_a_line_is_an_answer(keys: Keys) -> None:
    keys("云溪县\r")
    assert ask_text(">", "", anything) == "云溪县"


def test_a_line_can_be_edited(keys: Keys) -> None:
    keys(f"云县{LEFT}溪\r")
    assert ask_text(">", "", anything) == "云溪县"


def test_the_answer_given_before_stands_there(keys: Keys) -> None:
    keys("县\r")
    assert ask_text(">", "云溪", anything) == "云溪县"


@pytest.mark.parametrize("pasted", [f"{PASTE}甲\n乙\n丙{PASTED}\r", "甲\r乙\r丙\r"])
def test_pasted_lines_are_one_answer(pasted: str, keys: Keys) -> None:
    keys(pasted)
    assert ask_text(">", "", anything).split() == ["甲", "乙", "丙"]


def test_a_long_paste_is_whole(keys: Keys) -> None:
    keys(f"{PASTE}{'长' * 20_000}{PASTED}\r")
    assert len(ask_text(">", "", anything)) == 20_000


def test_of_several_lines_an_empty_one_is_the_end(keys: Keys) -> None:
    keys(f"{PASTE}甲\n乙\n{PASTED}\r")
    assert ask_text(">", "", anything, several_lines=True).split() == ["甲", "乙"]


def test_an_answer_that_does_not_fit_is_not_taken(keys: Keys) -> None:
    keys("明天\x7f\x7f3\r")
    assert ask_text(">", "", lambda text: None if text.isdecimal() else "要数字") == "3"


def test_a_choice_is_taken_with_the_arrow_keys(keys: Keys) -> None:
    keys(f"{DOWN}\r")
    assert choose("哪一类", {"school": "学校", "firm": "企业"}) == "firm"


def test_the_choice_made_before_is_marked(keys: Keys) -> None:
    keys("\r")
    assert choose("哪一类", {"school": "学校", "firm": "企业"}, "firm") == "firm"


@pytest.mark.parametrize(("key", "end"), [("\x03", KeyboardInterrupt), ("\x04", EOFError)])
def test_the_person_can_end_it(key: str, end: type[BaseException], keys: Keys) -> None:
    keys(key)
    with pytest.raises(end):
        ask_text(">", "", anything)
