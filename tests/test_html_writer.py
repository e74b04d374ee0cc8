"""HTML: a page that is the draft."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given

from generator.formats import html_writer
from generator.model.speech import Speech

from .strategies import speeches


class Texts(HTMLParser):
    """What a browser shows of a page's body."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside = self.inside or tag == "body"
        if tag == "br":
            self.shown.append("\n")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.shown.append(data)


@given(speeches())
def test_every_text_of_a_speech_is_shown_as_it_is(speech) -> None:
    page = Texts()
    page.feed(html_writer.write(speech))
    shown = "".join(page.shown)
    assert all(text in shown for text in speech.texts)


def test_a_page_is_a4_and_loads_nothing() -> None:
    page = html_writer.write(Speech(title="讲话"))
    assert "size: A4" in page
    assert "http" not in page
