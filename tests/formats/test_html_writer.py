"""HTML: a page that is the draft."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from hypothesis import given

from generator.formats import html_writer
from generator.model.speech import Blank, Speech
from tests.strategies import speeches


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


def shown(speech: Speech, **options: Any) -> str:
    """The main part of the page of `speech`."""
    return html_writer.write(speech, **options).partition("<main>\n")[2].partition("\n</main>")[0]


def test_a_page_is_a4_and_loads_nothing() -> None:
    page = html_writer.write(Speech(title="讲话"))
    assert "size: A4" in page
    assert "http" not in page


def test_a_title_has_the_lines_of_the_draft() -> None:
    title = "在云溪县农业农村局加强“一把手”和领导班子监督座谈会上的讲话"
    lines = "<span>在云溪县农业农村局加强“一把手”</span><span>和领导班子监督座谈会上的讲话</span>"
    assert shown(Speech(title=title), unit="云溪县农业农村局") == f"<h1>{lines}</h1>"


def test_a_break_that_was_typed_stays() -> None:
    title = shown(Speech(title="安全生产会议\n暨防汛会议"))
    assert title == "<h1><span>安全生产会议<br></span><span>暨防汛会议</span></h1>"


def test_a_title_a_character_too_long_is_squeezed() -> None:
    title = shown(Speech(title="在云溪县先进集体和先进个人表彰大会上的讲话"))
    assert title.startswith('<h1 style="--squeeze: -0.05em"><span>在云溪县')


def test_a_long_post_and_the_name_stand_on_lines_of_their_own() -> None:
    post = "临江港务集团有限责任公司党委副书记、总经理、工会主席"
    byline = shown(Speech(byline=(f"{post}　欧阳震宇",)))
    spans = f'<span>{post}</span><span class="gap">　</span><span>欧阳震宇</span>'
    assert byline == f'<p class="byline">{spans}</p>'


def test_a_blank_is_marked_with_its_hint_wherever_it_stands() -> None:
    blank = Blank("单位名称", "例如：<临江市>")
    page = shown(Speech(title="【单位名称】", preamble=("请【单位名称】照办。",)), blanks=[blank])
    assert page.count('<mark title="例如：&lt;临江市&gt;">【单位名称】</mark>') == 2


def test_a_page_says_its_language_and_its_author() -> None:
    page = html_writer.write(Speech(title="讲话"), author="王建国")
    assert '<html lang="zh-CN">' in page
    assert '<meta name="author" content="王建国">' in page
