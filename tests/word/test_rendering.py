"""The pages, as LibreOffice makes them, measured in the PDF. Lengths are in points."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pdfplumber
import pytest

from generator.model.speech import Section, Speech
from generator.word.writer import write_docx

from .conftest import CREATED

MM = 72 / 25.4
TOP, LEFT, RIGHT, BOTTOM = 37 * MM, 28 * MM, (210 - 26) * MM, (297 - 35) * MM
PITCH = 28.95
LINE = "国" * 28

MARKED = tuple("字" * before + "，" + "字" * 26 + "。" + "字，字字；" * 40 for before in range(1, 60))
"""Paragraphs in which marks stand at every place of a line, its end among them."""

Line = list[dict]
Page = list[Line]


def text_of(line: Line) -> str:
    return "".join(char["text"] for char in line)


def lines_of(page) -> Page:
    """The lines of a page, each its characters from left to right, the page number last."""
    lines = defaultdict(list)
    for char in page.chars:
        lines[round(char["bottom"])].append(char)
    return [sorted(lines[y], key=lambda char: char["x0"]) for y in sorted(lines)]


@pytest.fixture(scope="module")
def pages(convert, official, reading, speech, tmp_path_factory) -> dict[str, list[Page]]:
    """The pages of some drafts, by name of the draft."""
    sentence = "要把事情一件一件办完，办完一件销一件，月底再逐条对照，没有办完的说明原因。"
    long = Section("长", (sentence * 4, sentence * 7, sentence * 2) * 4)
    drafts = {
        "full": (official, Speech(preamble=(LINE * 70,))),
        "parts": (official, speech),
        "long-title": (
            official,
            Speech(
                title="在云溪县加强“一把手”和领导班子监督座谈会上的讲话",
                byline=("临江港务集团有限责任公司党委副书记、总经理、工会主席　欧阳震宇",),
            ),
        ),
        "headings": (
            official,
            Speech(preamble=(LINE[2:] + LINE * 20,), sections=(Section("标题", (LINE * 30,)),)),
        ),
        "breaks": (official, Speech(preamble=(f"短行\n{LINE}",))),
        "marks-official": (official, Speech(preamble=MARKED)),
        "marks-reading": (reading, Speech(preamble=MARKED)),
        "reading": (reading, Speech(title="标题", sections=(long,))),
    }
    folder = tmp_path_factory.mktemp("drafts")
    for name, (layout, drafted) in drafts.items():
        (folder / f"{name}.docx").write_bytes(write_docx(drafted, layout, created=CREATED))
    made = convert([folder / f"{name}.docx" for name in drafts], "pdf")
    found = {}
    for path in made:
        with pdfplumber.open(path) as pdf:
            found[path.stem] = [lines_of(page) for page in pdf.pages]
    return found


class TestOfficialPage:
    """GB/T 9704—2012, 5.2: 22 lines a page, 28 characters a line fill the type area."""

    def test_a_full_page_has_22_lines(self, pages):
        assert [len(page) - 1 for page in pages["full"][:3]] == [22, 22, 22]

    def test_a_full_line_has_28_characters(self, pages):
        lines = [line for page in pages["full"][:3] for line in page[:-1]]
        assert {len(line) for line in lines[1:]} == {28}

    def test_the_first_line_is_indented_two_characters(self, pages):
        first, second = pages["full"][0][:2]
        assert len(first) == 26
        assert first[0]["x0"] - second[0]["x0"] == pytest.approx(32, abs=0.5)

    def test_text_stays_in_the_type_area(self, pages):
        for page in pages["full"][:2]:
            assert page[1][0]["x0"] == pytest.approx(LEFT, abs=1)
            assert page[1][-1]["x1"] == pytest.approx(RIGHT, abs=1.5)
            assert page[0][0]["top"] > TOP - 1
            assert page[-2][0]["bottom"] < BOTTOM + 1

    def test_lines_keep_their_pitch(self, pages):
        for page in [*pages["full"][:2], pages["headings"][1]]:
            steps = [below[0]["bottom"] - above[0]["bottom"] for above, below in pairwise(page[:-1])]
            assert steps == pytest.approx([PITCH] * len(steps), abs=0.1)

    def test_a_heading_is_not_left_alone_at_the_bottom(self, pages):
        one, two = pages["headings"][:2]
        assert len(one) - 1 == 21
        assert text_of(two[0]) == "一、标题"

    def test_a_justified_line_before_a_line_break_is_not_stretched(self, pages):
        short = pages["breaks"][0][0]
        assert text_of(short) == "短行"
        assert short[-1]["x1"] - short[0]["x0"] == pytest.approx(32, abs=0.5)


class TestPageNumber:
    """GB/T 9704—2012, 7.5: 14 points, a dash on either side, odd right and even left, one
    character in, the dash 7 mm below the type area."""

    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_text_and_size(self, pages, number):
        line = pages["full"][number - 1][-1]
        assert text_of(line).strip() == f"— {number} —"
        assert {round(char["size"]) for char in line} == {14}

    def test_odd_pages_have_it_right_and_even_pages_left(self, pages):
        assert pages["full"][0][-1][-1]["x1"] == pytest.approx(RIGHT - 14, abs=1.5)
        assert pages["full"][1][-1][0]["x0"] == pytest.approx(LEFT + 14, abs=1.5)

    def test_it_is_7_mm_below_the_type_area(self, pages):
        dash = pages["full"][0][-1][0]
        assert (dash["top"] + dash["bottom"]) / 2 == pytest.approx(BOTTOM + 7 * MM, abs=3)


class TestStyles:
    def lines(self, pages) -> dict[str, Line]:
        return {text_of(line): line for page in pages["parts"] for line in page}

    @pytest.mark.parametrize(
        ("start", "points"),
        [
            ("在全市加强", 22),
            ("（2026", 16),
            ("同志们：", 16),
            ("一、看清", 16),
            ("（一）查清", 16),
            ("1.盯住", 16),
        ],
    )
    def test_sizes(self, pages, start, points):
        line = next(line for text, line in self.lines(pages).items() if text.startswith(start))
        assert {round(char["size"]) for char in line} == {points}

    def test_the_title_is_broken_between_words_and_centred(self, pages):
        one, two = pages["long-title"][0][:2]
        assert (text_of(one), text_of(two)) == ("在云溪县加强“一把手”", "和领导班子监督座谈会上的讲话")
        middle = (LEFT + RIGHT) / 2
        assert (two[0]["x0"] + two[-1]["x1"]) / 2 == pytest.approx(middle, abs=2)

    def test_a_title_a_character_too_long_is_squeezed_onto_its_line(self, pages):
        (line,) = [line for line in pages["parts"][0] if text_of(line).startswith("在全市")]
        assert text_of(line) == "在全市加强“一把手”监督工作座谈会上的讲话"
        assert line[-1]["x1"] - line[0]["x0"] <= RIGHT - LEFT

    def test_a_long_post_and_the_name_are_centred_on_lines_of_their_own(self, pages):
        post, name = pages["long-title"][0][2:4]
        assert text_of(post).strip() == "临江港务集团有限责任公司党委副书记、总经理、工会主席"
        assert text_of(name) == "欧阳震宇"
        for line in (post, name):
            shown = [char for char in line if char["text"].strip()]
            assert (shown[0]["x0"] + shown[-1]["x1"]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=3)

    def test_the_salutation_is_flush_left(self, pages):
        assert self.lines(pages)["同志们："][0]["x0"] == pytest.approx(LEFT, abs=1)

    @pytest.mark.parametrize("heading", ["一、看清害处", "（一）查清底数", "1.盯住关键环节", "（1）压实责任"])
    def test_headings_are_indented_two_characters(self, pages, heading):
        assert self.lines(pages)[heading][0]["x0"] == pytest.approx(LEFT + 32, abs=2)


class TestReading:
    def test_size_and_pitch(self, pages):
        lines = pages["reading"][0][2:-1]
        assert {round(char["size"]) for line in lines for char in line} == {18}
        steps = [below[0]["bottom"] - above[0]["bottom"] for above, below in pairwise(lines)]
        assert steps == pytest.approx([33] * len(steps), abs=0.1)

    def test_pages_end_where_sentences_end(self, pages):
        assert len(pages["reading"]) > 2
        for page in pages["reading"]:
            assert text_of(page[-2])[-1] == "。"

    def test_pages_are_well_filled(self, pages):
        lines = [len(page) - 1 for page in pages["reading"][1:-1]]
        assert sum(lines) / len(lines) >= 17
        assert max(lines) <= 19

    def test_pages_are_numbered_in_the_middle(self, pages):
        for number, page in enumerate(pages["reading"], start=1):
            shown = text_of(page[-1]).replace(" ", "")
            assert shown == f"第{number}页／共{len(pages['reading'])}页"
            middle = (page[-1][0]["x0"] + page[-1][-1]["x1"]) / 2
            assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=2)


@pytest.mark.parametrize("layout", ["official", "reading"])
def test_no_mark_is_lost_at_the_end_of_a_line(pages, layout):
    shown = "".join(text_of(line) for page in pages[f"marks-{layout}"] for line in page[:-1])
    assert "".join(shown.split()) == "".join(MARKED)
