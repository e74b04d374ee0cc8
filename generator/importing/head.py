"""What a speech says of its occasion: the frame's fields in its title, byline and salutation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model.speech import Speech
from ..recognise.byline import is_whole_date, post_and_name
from ..recognise.phrases import TITLE_NOUN
from .holes import has_hole, labelled_blanks

_MEETING = re.compile(
    r"在([^\n]{2,60}(?:会议?|仪式|典礼|论坛|活动|班|式|党课))(?:上|期间)?的?[^\n]{0,6}(?:" + TITLE_NOUN + ")"
)
_MARKS = "：:！!。，,"


class Part(NamedTuple):
    """A part of a text that is the value of a field of the frame."""

    field: str
    text: int
    start: int
    end: int


def byline_parts(speech: Speech) -> Iterator[Part]:
    """Date, position and speaker in the byline, each once."""
    seen: set[str] = set()
    first = int(speech.title is not None)
    for index, entry in enumerate(speech.byline, first):
        for part in _entry_parts(entry, index):
            if part.field not in seen and part.end > part.start:
                seen.add(part.field)
                yield part


def _entry_parts(entry: str, index: int) -> Iterator[Part]:
    if is_whole_date(entry):
        yield Part("date", index, 0, len(entry))
    elif blanks := labelled_blanks(entry):
        for start, end, field in blanks:
            yield Part(field, index, start, end)
    elif (found := post_and_name(entry)) is not None:
        post, name = found
        yield Part("position", index, post.start, post.stop)
        yield Part("speaker", index, name.start, name.stop)


def greeting_part(speech: Speech) -> Part | None:
    """The salutation without its mark; None where it cannot be a field, which holds no colon."""
    if speech.salutation is None:
        return None
    text = speech.salutation
    greeting = text[:-1] if text[-1] in _MARKS else text
    index = salutation_place(speech)
    is_value = greeting.strip() and not has_hole(greeting) and not {"：", ":"} & {*greeting}
    return Part("greeting", index, 0, len(greeting)) if is_value else None


def salutation_place(speech: Speech) -> int:
    """Which of the speech's texts the salutation is; -1 for none."""
    return -1 if speech.salutation is None else int(speech.title is not None) + len(speech.byline)


def meeting_in(speech: Speech) -> str:
    """The meeting that the title names: 在……会议上的讲话; "" for none."""
    match = _MEETING.search(speech.title or "")
    return match[1] if match and not has_hole(match[1]) else ""
