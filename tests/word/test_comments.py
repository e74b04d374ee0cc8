"""Comments added to a .docx: at their place, beside those that are there, none twice."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE as CT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from generator.word.comments import annotated
from generator.word.lines import texts
from generator.word.ooxml import w
from generator.word.opened import Opened
from generator.word.package import read_parts

from ..conftest import examples
from ..growth import assert_linear
from .conftest import VALIDATOR
from .documents import read, typed

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


def add(data: bytes, *notes: tuple[int, int, int, str]) -> bytes:
    made, _ = annotated(Opened(data), notes, NOW)
    return made


def comments(data: bytes) -> list[tuple[str, str]]:
    """Who says what, in the order of the comments."""
    return [(one.author, one.text) for one in docx.Document(io.BytesIO(data)).comments]


def marked(data: bytes) -> list[str]:
    """The text that each comment is about."""
    found: dict[str, str] = {}
    within: set[str] = set()
    for element in Opened(data).root.iter():
        if element.tag == w("commentRangeStart"):
            within.add(element.get(w("id")))
        elif element.tag == w("commentRangeEnd"):
            within.remove(element.get(w("id")))
        elif element.tag == w("t"):
            found |= {id: found.get(id, "") + element.text for id in within}
    return list(found.values())


@pytest.fixture
def data() -> bytes:
    return read(typed())


def test_a_comment_stands_at_its_place_and_says_its_text(data):
    made = add(data, (5, 1, 5, "L02 疑似：怎么登记？"))
    assert comments(made) == [("speechgen", "L02 疑似：怎么登记？")]
    assert marked(made) == ["逐户登记"]


def test_the_text_stays_what_it_was(data):
    made = add(data, (5, 1, 5, "甲"), (5, 3, 8, "乙"), (0, 0, 3, "丙"))
    assert texts(Opened(made).lines) == texts(Opened(data).lines)
    assert sorted(marked(made)) == sorted(["在全县", "逐户登记", "登记，各镇"])


def test_a_place_of_no_length_means_the_whole_paragraph(data):
    assert marked(add(data, (2, 0, 0, "甲"))) == ["同志们："]


def test_a_place_that_begins_inside_a_text_and_goes_over_a_break():
    document = typed()
    document.paragraphs[5].runs[0].text = "各镇月底前\n报名单到县里"
    assert marked(add(read(document), (5, 1, 8, "甲"))) == ["镇月底前报名"]


def test_the_same_comment_is_not_added_twice(data):
    once = add(data, (5, 1, 5, "甲"))
    _, count = annotated(Opened(once), [(5, 1, 5, "甲"), (5, 1, 5, "甲")], NOW)
    assert count == 0


def test_the_same_said_of_another_paragraph_is_another_comment(data):
    assert len(comments(add(add(data, (5, 0, 2, "甲")), (7, 0, 2, "甲")))) == 2


def test_a_comment_on_joined_paragraphs_goes_over_both_and_is_not_added_twice():
    document = typed()
    mark = f'<w:rPr {nsdecls("w")}><w:del w:id="7" w:author="张三" w:date="2026-03-12T09:00:00Z"/></w:rPr>'
    properties: Any = document.paragraphs[5]._p.get_or_add_pPr()
    properties.append(parse_xml(mark))
    data = read(document)
    text = Opened(data).lines[5].text
    once = add(data, (5, 1, len(text) - 1, "甲"))
    assert marked(once) == [text[1:-1]]
    _, count = annotated(Opened(once), [(5, 1, len(text) - 1, "甲")], NOW)
    assert count == 0


class TestCommentsThatAreThere:
    @pytest.fixture
    def commented(self) -> bytes:
        document = typed()
        document.add_comment(document.paragraphs[5].runs, text="甲", author="张三")
        return read(document)

    def test_stay(self, commented):
        made = add(commented, (5, 1, 5, "乙"))
        assert comments(made) == [("张三", "甲"), ("speechgen", "乙")]
        assert len(set(docx.Document(io.BytesIO(made)).element.xpath("//w:commentReference/@w:id"))) == 2

    def test_somebody_elses_is_not_ours_though_it_says_the_same(self, commented):
        assert len(comments(add(commented, (5, 1, 5, "甲")))) == 2

    def test_what_word_keeps_beside_them_is_left_alone(self, commented):
        opened = Opened(commented)
        kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        extended = opened.new_part("commentsExtended.xml", kind, CT.XML, b"<w15/>")
        opened.main.relate_to(extended, kind)
        made = read_parts(add(opened.saved(), (5, 1, 5, "乙")), "")
        assert made["word/commentsExtended.xml"] == b"<w15/>"


@pytest.mark.parametrize(
    "xml",
    [
        '<w:hyperlink w:anchor="a"><w:r><w:t>各镇报名单</w:t></w:r></w:hyperlink>',
        '<w:ins w:id="1" w:author="a" w:date="2026-03-12T09:00:00Z"><w:r><w:t>各镇报名单</w:t></w:r></w:ins>',
        "<w:sdt><w:sdtContent><w:r><w:t>各镇报名单</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:tab/><w:t>各镇</w:t><w:br/><w:t>报名单</w:t></w:r>",
    ],
)
def test_wherever_the_text_is_the_document_stays_valid(xml, tmp_path):
    if not VALIDATOR.exists():
        pytest.skip(f"{VALIDATOR} is not there")
    document = typed()
    paragraph: Any = document.paragraphs[5]._p
    for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
        paragraph.insert(1, element)
    path = tmp_path / "讲话.docx"
    path.write_bytes(add(read(document), (5, 1, 3, "甲"), (5, 2, 14, "乙"), (5, 0, 0, "丙")))
    done = subprocess.run([sys.executable, VALIDATOR, path], capture_output=True, text=True)
    assert [line for line in done.stdout.splitlines() if "problems" not in line and "zoom" not in line] == []
    assert len(comments(path.read_bytes())) == 3


def test_time_grows_with_the_length_of_a_paragraph_and_the_notes_on_it():
    documents = {}
    for size in (25_000, 50_000):
        document = typed()
        document.add_paragraph("各镇报名单。" * size)
        documents[size] = read(document)

    def add_many(size):
        notes = [(11, place, place + 40, f"第{place}条") for place in range(0, size // 5, 60)]
        assert len(comments(add(documents[size], *notes))) == len(notes)

    assert_linear(add_many, 50_000)


PLACES = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=6)


@examples(0.4)
@given(PLACES)
def test_any_places_at_all(places):
    data = read(typed())
    text = Opened(data).lines[5].text
    wanted = [(min(place), min(max(place), len(text))) for place in places]
    wanted = [(start, end) for start, end in wanted if start < end]
    made = add(data, *((5, start, end, f"第{number}条") for number, (start, end) in enumerate(wanted)))
    assert texts(Opened(made).lines) == texts(Opened(data).lines)
    assert sorted(marked(made)) == sorted(text[start:end] for start, end in wanted)
