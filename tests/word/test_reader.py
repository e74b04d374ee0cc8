"""What the writer wrote, the reader reads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given

from generator.speech import Section, Speech
from generator.word import byline
from generator.word.reader import read_docx
from generator.word.writer import write_docx
from tests.strategies import speeches

CREATED = datetime(2026, 3, 12, 9, 0)


@given(speeches())
def test_any_speech_is_read_back_whole(official, speech):
    written = write_docx(speech, official, created=CREATED)
    bare = replace(speech, byline=tuple(byline.entry(byline.printed(entry)) for entry in speech.byline))
    assert read_docx(written) == bare
