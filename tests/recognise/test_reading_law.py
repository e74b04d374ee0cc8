"""The law of reading: between the salutation and the last words nothing is ever dropped, by any reader."""

from __future__ import annotations

import html as entities
import io
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SpeechgenError
from generator.formats import html, markdown, plaintext
from generator.model.markup import escape
from generator.recognise import Recognised
from generator.word.reader import read_any_docx

from .test_recognise import NUMBERS

LOOKS_LIKE_FURNITURE = (
    "各村要及时收集困难群众的情况，六月底前逐户给予帮助。", "大家打开系统，请先登录，再填报数据。",
    "要畅通违法和不良信息举报渠道。", "相关资料要及时归档", "附件1是责任分工表，请对照落实。",
    "会议议程：", "1. 先通报情况", "2. 再交流发言", "主办单位：甲县教育局",
    "第二篇是生态文章，要守住底线。", "教师代表发言", "老师们、同学们：", "以上是去年的情况。",
    "来源于群众，服务于群众。", "责任编辑要署名。", "注：以上数字截至五月底。", "参考文献要写全。",
    "附件：责任分工表", "联系方式：各镇自定", "下载全文，逐条学习。", "上一篇讲的是去年。",
    "推荐阅读：县志", "目录", "更多内容，会后再发。", "时间：五月底前", "来源：县水务局", "编辑：各镇自定",
    "——好", "（略）", "同志们！水不会跟我们商量。", "一、摸清底数", "二、排好人手。干部住下来。",
    "第一，要快。快了才稳。", "（一）到户", "最后，我再说一句。", "谢谢各位评委的指点。", "在会上的讲话",
    "版权所有，也要讲清。", "3月12日", "希望这些内容对大家有帮助。", "如需调整，请随时告诉我。",
    "全文共三章，要逐章学。", "图为县城老照片，大家都见过。",
)  # fmt: skip
"""What a site, a collection or a chat says round a speech, and a speaker may say as well."""

_SENTENCES = st.text(alphabet="各镇要把底数摸清逐户登记报到县里核对人", min_size=6, max_size=60).map(
    "{}。".format
)
PARAGRAPHS = st.lists(
    st.one_of(_SENTENCES, _SENTENCES, st.sampled_from(LOOKS_LIKE_FURNITURE)), min_size=1, max_size=12
)
HEAD = ("在全县防汛工作会议上的讲话", "同志们：", "今天开一个会，把防汛的事情安排下去，我讲几点意见。")
LAST = "谢谢大家！"
BEFORE = st.lists(
    st.sampled_from(
        [
            "首页 > 领导讲话 > 正文",
            "发布时间：2024-05-20",
            "以下是小编整理的讲话稿，仅供参考。",
            "【打印】",
            "字号：大 中 小",
        ]
    ),
    max_size=3,
)
AFTER = st.lists(
    st.sampled_from(
        [
            "上一篇：在抗旱会上的讲话",
            "责任编辑：小李",
            "版权所有：某网",
            "扫一扫在手机打开",
            "希望这篇讲话稿对您有帮助！",
        ]
    ),
    max_size=3,
)


def letters(texts: Sequence[str]) -> Counter[str]:
    return Counter(char for char in "".join(texts) if char.isalnum() and char not in NUMBERS)


def kept(found: Recognised) -> Counter[str]:
    return letters([text for _, _, _, text in found.speech.paragraphs()])


def as_text(lines: Sequence[str]) -> Recognised:
    return plaintext.read("\n".join(lines))


def as_apart(lines: Sequence[str]) -> Recognised:
    return plaintext.read("\n\n".join(lines))


def as_markdown(lines: Sequence[str]) -> Recognised:
    return markdown.read("\n\n".join(map(escape, lines)))


def as_docx(lines: Sequence[str]) -> Recognised:
    document, data = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(data)
    return read_any_docx(data.getvalue())


@pytest.mark.parametrize("read", [as_text, as_apart, as_markdown], ids=lambda read: read.__name__)
@given(before=BEFORE, paragraphs=PARAGRAPHS, after=AFTER)
def test_of_any_text(
    read: Callable[[Sequence[str]], Recognised], before: list[str], paragraphs: list[str], after: list[str]
) -> None:
    found = read([*before, *HEAD, *paragraphs, LAST, *after])
    assert not letters([*HEAD, *paragraphs, LAST]) - kept(found)


@settings(max_examples=40, deadline=None)
@given(before=BEFORE, paragraphs=PARAGRAPHS, after=AFTER)
def test_of_a_document(before: list[str], paragraphs: list[str], after: list[str]) -> None:
    found = as_docx([*before, *HEAD, *paragraphs, LAST, *after])
    assert not letters([*HEAD, *paragraphs, LAST]) - kept(found)


@given(PARAGRAPHS)
def test_of_a_text_without_salutation(paragraphs: list[str]) -> None:
    found = as_text([HEAD[0], HEAD[2], *paragraphs, LAST])
    assert not letters([HEAD[2], *paragraphs, LAST]) - kept(found)


LINKS = "".join(f'<li><a href="/{n}">关于做好第{n}批次安全生产大检查工作的通知</a></li>' for n in range(30))
ROUND = st.lists(
    st.sampled_from(
        [
            f"<ul>{LINKS}</ul>",
            '<div class="nav"><a href="/">首页</a> <a href="/a">要闻</a> <a href="/b">公开</a></div>',
            "<form>请输入关键词，再点搜索。<input></form>",
            '<div class="path">当前位置：<a href="/">首页</a> &gt; 讲话</div>',
            "<p>本站声明：内容来自网络，仅供参考，如有侵权请联系删除。</p>",
            '<div class="footer">主办：某县人民政府　备案号：某ICP备00000000号</div>',
            "<p>发布时间：2024-05-20　来源：县政府办　字号：大 中 小</p>",
        ]
    ),
    max_size=4,
)


def _each(tag: str) -> Callable[[Sequence[str]], str]:
    return lambda lines: "".join(f"<{tag}>{entities.escape(line)}</{tag}>" for line in lines)


def _one(tag: str) -> Callable[[Sequence[str]], str]:
    return lambda lines: f"<{tag}>{'<br>'.join(map(entities.escape, lines))}</{tag}>"


MARKUPS = (
    _each("p"),
    _each("div"),
    _one("p"),
    _one("div"),
    lambda lines: f"<table><tr><td>{_each('p')(lines)}</td></tr></table>",
    lambda lines: "".join(f"<p><span><b>{entities.escape(line)}</b></span></p>" for line in lines),
    lambda lines: (
        f"<h1>{lines[0]}</h1><p>{lines[1]}</p><div>{_one('p')(lines[2:-1])}</div><p>{lines[-1]}</p>"
    ),
)


@settings(max_examples=1500, deadline=None)
@given(ROUND, PARAGRAPHS, ROUND, st.sampled_from(MARKUPS))
def test_of_a_page(before: list[str], paragraphs: list[str], after: list[str], markup) -> None:
    lines = [*HEAD, *paragraphs, LAST]
    page = f"<html><body>{''.join(before)}<div>{markup(lines)}</div>{''.join(after)}</body></html>"
    assert not letters(lines) - kept(html.read(page))


def test_what_is_dropped_is_told_with_where_it_stood() -> None:
    found = as_text(["发布时间：2024-05-20", *HEAD, "各镇要逐户登记。", LAST, "责任编辑：小李"])
    assert [(one.place, one.text) for one in found.dropped] == [
        ("before", "发布时间：2024-05-20"),
        ("after", "责任编辑：小李"),
    ]


def test_what_was_dropped_can_all_be_kept() -> None:
    found = as_text(
        ["发布时间：2024-05-20", *HEAD, "各镇要逐户登记。", LAST, "责任编辑：小李"]
    ).with_everything()
    assert found.speech.preamble[0] == "发布时间：2024-05-20"
    assert found.speech.closing[-1] == "责任编辑：小李"
    assert not found.dropped


def test_a_label_of_a_part_is_no_text() -> None:
    found = as_text([*HEAD, "【主体】", "各镇要逐户登记。", "结语", LAST])
    assert re.sub("[【】]", "", "".join(one.text for one in found.dropped)) == "主体结语"


@pytest.mark.parametrize(
    "unit", ["**", "[", "`", "> ", "- ", "![](", "*甲", "[甲](乙)", "<b>", "__甲", "|甲|乙|\n", "\n\n要"]
)
def test_a_million_characters_of_markdown_take_seconds(unit: str) -> None:
    start = time.process_time()
    with suppress(SpeechgenError):
        markdown.read("# 讲话\n\n同志们：\n\n" + unit * (10**6 // len(unit)))
    assert time.process_time() - start < 20
