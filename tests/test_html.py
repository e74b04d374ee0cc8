"""HTML: the speech in anybody's page."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from generator.errors import FileError
from generator.formats import html

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


def test_numbers_in_a_row_of_data_are_text_those_of_a_pager_are_not() -> None:
    rows = "<tr><th>户数</th><th>已上门</th></tr><tr><td>青石镇</td><td>36</td></tr>"
    pager = "<table><tr><td>上一页</td><td>2</td><td>下一页</td></tr></table>"
    text = "<p>同志们：</p><p>今天开会，先看一张表，再说两件事。</p>"
    found = html.read(f"<body>{text}<table>{rows}</table>{pager}<p>就这些，请大家照着办。</p></body>")
    assert found.speech.preamble[1:-1] == ("户数", "已上门", "青石镇", "36")
    assert [one.text for one in found.dropped] == ["上一页", "2", "下一页"]


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(FileError, match="没有文字"):
        html.read("<html><body><script>同志们</script></body></html>")


@pytest.mark.parametrize(
    "unit", ["<div>", "<p>", "<b>", "<!--", "<", "&", "<p>一", "<a href=", "</p>", "<table><tr><td>"]
)
def test_a_million_characters_take_seconds(unit: str) -> None:
    start = time.process_time()
    with suppress(FileError):
        html.read("<html><body><p>同志们</p>" + unit * (10**6 // len(unit)))
    assert time.process_time() - start < 20
