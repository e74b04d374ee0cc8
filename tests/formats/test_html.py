"""HTML: the speech in anybody's page."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pytest

from generator.errors import FileError
from generator.formats import html, html_writer

from ..growth import assert_linear, seconds

PAGE = (
    "<html><head><title>在会上的讲话_某网</title></head><body>"
    "<div id=nav><a href=/>首页</a> <a href=/x>要闻</a></div>{}</body></html>"
)
BODY = "<p>同志们：</p>" + "<p>今年的雨来得早，各镇要逐户登记，月底报到县里，县里逐户核对，不落一户。</p>" * 3


def test_everything_on_a_page_is_in_the_speech_or_dropped() -> None:
    found = html.read(PAGE.format(f"<div>{BODY}</div><p>版权所有</p>"))
    assert found.speech.title == "在会上的讲话"
    assert found.speech.salutation == "同志们："
    assert {one.text for one in found.dropped} >= {"版权所有"}
    assert "要闻" in "".join(one.text for one in found.dropped)


def test_a_table_of_data_stays_a_table() -> None:
    rows = "<tr><th>户数</th><th>已上门</th></tr><tr><td>青石镇</td><td>36</td></tr>"
    text = "<p>同志们：</p><p>今天开会，先看一张表，再说两件事。</p>"
    found = html.read(f"<body>{text}<table>{rows}</table><p>就这些，请大家照着办。</p></body>")
    assert found.speech.preamble[1] == "户数\t已上门\n青石镇\t36"
    assert "<tr><td>青石镇</td><td>36</td></tr>" in html_writer.write(found.speech)


@pytest.mark.parametrize(
    "cells",
    [
        "<tr><td>同志们：</td></tr><tr><td>今天开会，先看一张表，再说两件事。</td></tr>",
        "<tr><td>上一页</td><td>2</td><td>下一页</td></tr>",
        "<tr><td><p>今天开会。</p><table><tr><td>甲</td></tr></table></td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr>",
    ],
)
def test_a_table_that_lays_out_a_page_is_none(cells: str) -> None:
    found = html.read(f"<body><p>同志们：</p><p>{'各镇要逐户登记。' * 9}</p><table>{cells}</table></body>")
    assert not any("\t" in text for text in found.speech.texts)


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(FileError, match="没有文字"):
        html.read("<html><body><script>同志们</script></body></html>")


UNITS = ("<div>", "<p>", "<b>", "<!--", "<", "&", "<p>一", "<a href=", "</p>", "<table><tr><td>")


def read_repeated(unit: str, size: int) -> None:
    with suppress(FileError):
        html.read("<html><body><p>同志们</p>" + unit * (size // len(unit)))


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length(unit: str) -> None:
    assert_linear(partial(read_repeated, unit), 100_000)


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_a_million_characters_take_seconds(unit: str) -> None:
    assert seconds(partial(read_repeated, unit), 1_000_000) < 60
