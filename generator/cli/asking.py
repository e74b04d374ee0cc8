"""One question on the terminal: a line, several lines, a choice.

questionary asks, on prompt_toolkit; here is what we want of it: questions on the error
stream, since standard output may be a draft, and pasted lines as one answer whatever the
terminal is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import create_output
from questionary import Choice, ValidationError, Validator

from .terminal import clean

Check = Callable[[str], str | None]
"""What is wrong with an answer, None when nothing is."""


@contextmanager
def terminal() -> Iterator[None]:
    """While it lasts, questions are asked where errors are shown, not on standard output."""
    with create_app_session(input=create_input(), output=create_output(stdout=sys.stderr)):
        yield


def ask_text(question: str, default: str, check: Check, several_lines: bool = False) -> str:
    """An answer that passes `check`; of `several_lines` an empty one is the end.

    Raises KeyboardInterrupt or EOFError when the person ends it.
    """
    asked = questionary.text(
        question,
        default=default,
        validate=_validator(check),
        qmark="",
        instruction="",
        multiline=True,
        prompt_continuation="  ",
        key_bindings=_keys(several_lines),
    )
    return str(asked.unsafe_ask())


def choose(question: str, choices: Mapping[str, str], default: str | None = None) -> str:
    """The key of the choice taken with the arrow keys; `choices` has a text for each key.

    Raises as `ask_text`.
    """
    options = [Choice(clean(text), value=key) for key, text in choices.items()]
    chosen = next((one for one in options if one.value == default), None)
    asked = questionary.select(
        question, options, default=chosen, qmark="", pointer="→", instruction="（↑ ↓ 选，回车定）"
    )
    return str(asked.unsafe_ask())


def _validator(check: Check) -> type[Validator]:
    class Checked(Validator):
        def validate(self, document: Document) -> None:
            if (mistake := check(document.text)) is not None:
                raise ValidationError(message=mistake, cursor_position=len(document.text))

    return Checked


def _keys(several_lines: bool) -> KeyBindings:
    """Enter ends the answer, but not where more keys wait, as of what was pasted, nor, of
    several lines, on one with text."""
    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        waiting = len(event.app.key_processor.input_queue) > 0
        if waiting or (several_lines and buffer.document.current_line.strip()):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    return keys
