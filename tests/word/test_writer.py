"""What stands in a written draft."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import docx
import pytest
from hypothesis import given
from lxml import etree

from generator.errors import DocumentError
from generator.model.speech import Blank, Section, Speech
from generator.word.layout import Layout
from generator.word.ooxml import parse, w
from generator.word.package import read_parts
from generator.word.writer import write_docx
from tests.strategies import speeches

from .conftest import CREATED, VALIDATOR

UNIT = Blank("单位名称", "填单位全称。\n例：临江市")


@pytest.fixture(scope="module")
def write(official):
    def run(speech: Speech, layout: Layout = official, **options) -> etree._Element:
        data = write_docx(speech, layout, created=CREATED, **options)
        return parse(read_parts(data, "x")["word/document.xml"], "x")

    return run


def lines_of(root) -> list[str]:
    """The text in lines, as breaks end them."""
    marks = {w("br"): "\n"}
    return "".join(one.text or marks.get(one.tag, "") for one in root.iter(w("t"), w("br"))).split("\n")


def styles_of(root) -> list[str]:
    return [style.get(w("val")) for style in root.iter(w("pStyle"))]


def paragraphs_of(root) -> list[str]:
    return ["".join(text.text for text in paragraph.iter(w("t"))) for paragraph in root.iter(w("p"))]


def runs_of(root, text: str) -> list:
    return [run for run in root.iter(w("r")) if run.findtext(w("t")) == text]


class TestParts:
    def test_each_part_of_a_speech_has_its_style(self, write, speech):
        assert styles_of(write(speech)) == [
            "Title", "Subtitle", "Subtitle", "Salutation", "BodyText",
            "Heading1", "BodyText", "Heading2", "BodyText", "Heading3", "BodyText", "Heading4", "BodyText",
            "Heading1", "Closing",
        ]  # fmt: skip

    def test_headings_carry_their_number_as_text(self, write, speech):
        written = paragraphs_of(write(speech))
        for heading in ("一、看清害处", "（一）查清底数", "1.盯住关键环节", "（1）压实责任", "二、管住用处"):
            assert heading in written

    def test_a_typed_line_break_in_a_title_begins_a_new_paragraph(self, write):
        assert paragraphs_of(write(Speech(title="主标题\n——副标题"))) == ["主标题", "——副标题"]

    def test_a_long_title_is_broken_by_a_line_break(self, write):
        root = write(Speech(title="在全市加强“一把手”和领导班子监督工作座谈会上的讲话"))
        assert styles_of(root) == ["Title"]
        assert len(list(root.iter(w("br")))) == 1
        assert not list(root.iter(w("w")))

    def test_a_title_is_broken_after_the_unit_rather_than_in_it(self, write, provenance):
        title = "在凤鸣山林木种苗繁育场油茶良种采穗圃管护培训会上的讲话"
        of_unit = replace(provenance, details={"unit": "凤鸣山林木种苗繁育场"})
        assert lines_of(write(Speech(title=title), provenance=of_unit))[0] == "在凤鸣山林木种苗繁育场"

    def test_a_title_a_character_too_long_is_squeezed(self, write):
        root = write(Speech(title="在全市加强“一把手”监督工作座谈会上的讲话"))
        assert not list(root.iter(w("br")))
        assert {one.get(w("val")) for one in root.iter(w("w"))} == {"95"}

    def test_a_name_that_does_not_fit_beside_the_post_has_a_line_of_its_own(self, write):
        post = "临江港务集团有限责任公司党委副书记、总经理、工会主席"
        root = write(Speech(byline=(f"{post}　欧阳震宇",)))
        assert lines_of(root) == [f"{post}　", "欧阳震宇"]
        (gap,) = runs_of(root, "　")
        assert gap.find(f"{w('rPr')}/{w('sz')}").get(w("val")) == "2"

    def test_a_break_that_was_typed_into_the_byline_is_told_from_ours(self, write):
        assert [
            etree.QName(one).localname for one in write(Speech(byline=("甲\n乙",))).iter(w("br"), w("cr"))
        ] == ["cr"]

    @pytest.mark.parametrize(
        ("entry", "written"),
        [
            ("2026年3月12日", "（2026年3月12日）"),
            ("二〇二六年三月十二日", "（二〇二六年三月十二日）"),
            ("【讲话日期】", "（【讲话日期】）"),
            ("（2026年3月12日）", "（2026年3月12日）"),
            ("市委书记　×××", "市委书记　×××"),
            ("【讲话人】", "【讲话人】"),
        ],
    )
    def test_a_date_in_the_byline_stands_in_brackets(self, write, entry, written):
        assert paragraphs_of(write(Speech(byline=(entry,)))) == [written]

    def test_line_breaks_and_tabs_are_elements_and_all_else_is_text(self, write):
        (paragraph,) = write(Speech(preamble=("  a\tb\n<&>“{{ x }}”  ",))).iter(w("p"))
        assert [etree.QName(child).localname for child in paragraph.find(w("r"))[1:]] == [
            "t",
            "tab",
            "t",
            "br",
            "t",
        ]
        assert [text.text for text in paragraph.iter(w("t"))] == ["  a", "b", "<&>“{{ x }}”  "]

    @pytest.mark.parametrize("text", ["\0", "\x0b", "\x1f", "\ud800", "\ufffe"])
    def test_a_character_that_xml_cannot_carry_is_refused(self, official, text):
        with pytest.raises(DocumentError, match="控制字符"):
            write_docx(Speech(preamble=(f"a{text}",)), official, created=CREATED)


class TestRuns:
    def test_every_run_of_chinese_says_that_its_font_is_east_asian(self, write, speech):
        for run in write(speech).iter(w("r")):
            text = run.findtext(w("t")) or ""
            hint = run.find(f"{w('rPr')}/{w('rFonts')}")
            assert text.isascii() or hint.get(w("hint")) == "eastAsia"

    @pytest.mark.parametrize("text", ["“", "”", "—", "…", "·", "×"])
    def test_marks_that_fonts_share_are_east_asian(self, write, text):
        (run,) = runs_of(write(Speech(preamble=(text,))), text)
        assert run.find(f"{w('rPr')}/{w('rFonts')}").get(w("hint")) == "eastAsia"

    def test_latin_text_needs_no_hint(self, write):
        (run,) = runs_of(write(Speech(preamble=("ISO 9001",))), "ISO 9001")
        assert run.find(w("rPr")) is None


class TestRareCharacters:
    @pytest.mark.parametrize(
        ("speech", "font"),
        [
            (Speech(byline=("市长　刘喆",)), "楷体"),
            (Speech(preamble=("请刘喆同志负责。",)), "仿宋"),
            (Speech(title="在喆溪镇会议上的讲话"), "方正小标宋_GBK"),
        ],
    )
    def test_a_character_outside_gb2312_has_a_font_that_has_it(self, write, speech, font):
        root = write(speech)
        (rare,) = runs_of(root, "喆")
        assert rare.find(f"{w('rPr')}/{w('rFonts')}").get(w("eastAsia")) == font
        others = [run for run in root.iter(w("r")) if run is not rare]
        assert not any(fonts.get(w("eastAsia")) for run in others for fonts in run.iter(w("rFonts")))

    def test_where_the_font_has_it_nothing_is_said(self, write):
        root = write(Speech(sections=(Section("找刘喆"),)))
        assert not any(fonts.get(w("eastAsia")) for fonts in root.iter(w("rFonts")))


class TestPages:
    def test_a_page_of_the_reading_copy_begins_after_a_sentence(self, write, reading):
        sentence = "要把事情一件一件办完，办完一件销一件，月底再逐条对照，没有办完的说明原因。"
        root = write(Speech(preamble=(sentence * 30,)), reading)
        texts = ["".join(text.text for text in run.iter(w("t"))) for run in root.iter(w("r"))]
        breaks = [place for place, run in enumerate(root.iter(w("r"))) if run.find(w("br")) is not None]
        assert breaks
        assert all(texts[place - 1].endswith("。") for place in breaks)

    def test_a_page_that_begins_with_a_paragraph_is_a_property_of_it(self, write, reading):
        root = write(Speech(preamble=("请照办。",) * 20), reading)
        assert len(list(root.iter(w("pageBreakBefore")))) == 1
        assert not list(root.iter(w("br")))


class TestLeadSentence:
    @pytest.mark.parametrize(
        ("paragraph", "lead"),
        [
            ("要突出重点。各单位……", "要突出重点。"),
            ("一要查得细。先查账。", "一要查得细。"),
            ("必须先报告；报告以后再办。", "必须先报告；"),
            ("要用好“没人管？”的教训。下面说。", "要用好“没人管？”的教训。"),
            ("要求各单位报数。月底前报。", None),
            ("各单位要报数。月底前报。", None),
            ("要只有这一句。", None),
            ("要" + "长" * 60 + "。后面。", None),
            ("要没有句号", None),
        ],
    )
    def test_a_point_opens_with_its_requirement(self, write, paragraph, lead):
        root = write(Speech(sections=(Section("标题", (paragraph,)),)))
        leads = [style.getparent().getparent().findtext(w("t")) for style in root.iter(w("rStyle"))]
        assert leads == ([lead] if lead else [])
        assert paragraphs_of(root)[1] == paragraph

    def test_a_preamble_has_none(self, write):
        assert not list(write(Speech(preamble=("要突出重点。各单位……",))).iter(w("rStyle")))


class TestBlanks:
    SPEECH = Speech(
        title="在【单位名称】大会上的讲话",
        byline=("【单位名称】",),
        preamble=("今天在【单位名称】开会，【单位名称】的同志都来了。",),
        sections=(Section("【单位名称】的事", ("要办好【单位名称】的事。一件一件办。",)),),
    )

    def test_every_occurrence_is_highlighted(self, write):
        runs = runs_of(write(self.SPEECH, blanks=[UNIT]), "【单位名称】")
        assert len(runs) == 6
        assert {run.find(f"{w('rPr')}/{w('highlight')}").get(w("val")) for run in runs} == {"yellow"}

    def test_the_first_one_carries_the_comment(self, official):
        parts = read_parts(write_docx(self.SPEECH, official, blanks=[UNIT], created=CREATED), "x")
        (comment,) = parse(parts["word/comments.xml"], "x")
        assert comment.get(w("author")) == "speechgen"
        assert comment.get(w("date")) == "2026-03-12T09:00:00Z"
        assert [text.text for text in comment.iter(w("t"))] == ["填单位全称。", "例：临江市"]
        first = next(parse(parts["word/document.xml"], "x").iter(w("p")))
        assert [mark.get(w("id")) for mark in first.iter(w("commentReference"))] == ["0"]

    def test_comments_are_numbered_in_reading_order(self, write):
        blanks = [Blank("甲", "1"), Blank("乙", "2"), Blank("丙", "没有出现")]
        root = write(Speech(preamble=("【乙】【甲】【乙】",)), blanks=blanks)
        assert [mark.get(w("id")) for mark in root.iter(w("commentReference"))] == ["0", "1"]

    def test_without_blanks_there_is_no_comments_part(self, official):
        parts = read_parts(write_docx(self.SPEECH, official, created=CREATED), "x")
        assert not [name for name in parts if "comments" in name]
        assert b"comments" not in parts["[Content_Types].xml"] + parts["word/_rels/document.xml.rels"]


class TestProperties:
    def test_title_author_language_and_time(self, official, speech):
        data = write_docx(speech, official, author="张三<&>", created=CREATED)
        properties = docx.Document(io.BytesIO(data)).core_properties
        assert properties.title == speech.title
        assert properties.author == "张三<&>"
        assert properties.language == "zh-CN"

    def test_time_is_stated_in_utc(self, official):
        noon = datetime(2026, 3, 12, 12, tzinfo=timezone(timedelta(hours=8)))
        properties = docx.Document(io.BytesIO(write_docx(Speech(), official, created=noon))).core_properties
        assert properties.created == datetime(2026, 3, 12, 4, tzinfo=UTC)

    def test_nothing_is_left_of_a_library(self, official, speech):
        parts = read_parts(write_docx(speech, official, created=CREATED), "x")
        assert not any(b"python-docx" in part for part in parts.values())

    def test_same_input_same_bytes(self, official, speech, provenance):
        one, other = (write_docx(speech, official, provenance=provenance, created=CREATED) for _ in range(2))
        assert one == other


class TestFile:
    @given(speeches())
    def test_other_programs_can_open_it(self, official, speech):
        data = write_docx(speech, official, blanks=[UNIT], created=CREATED)
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
        docx.Document(io.BytesIO(data))

    @pytest.mark.skipif(not VALIDATOR.exists(), reason="the schema validator is not at hand")
    def test_every_part_fits_the_schema(self, official, reading, speech, provenance, tmp_path):
        speeches = {"all": speech, "blanks": TestBlanks.SPEECH, "empty": Speech()}
        for name, written in speeches.items():
            for layout in (official, reading):
                data = write_docx(written, layout, provenance=provenance, blanks=[UNIT], created=CREATED)
                (tmp_path / f"{name}-{layout.name}").write_bytes(data)
        command = [sys.executable, VALIDATOR, *sorted(tmp_path.iterdir())]
        told = subprocess.run(command, capture_output=True, text=True)
        assert told.stdout == "6 files, 0 problems\n"
