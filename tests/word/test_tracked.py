"""Tracked changes: what is seen is new, what was there is kept, nothing else is touched."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from generator.word import tracked
from generator.word.opened import Opened
from generator.word.package import packed, read_parts
from generator.word.writer import write_docx

from .conftest import CREATED, VALIDATOR

DATE = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
MAIN = "word/document.xml"


@pytest.fixture
def draft(speech, official):
    return write_docx(speech, official, created=CREATED)


def with_paragraph(draft: bytes, xml: str) -> bytes:
    """The draft with one paragraph more at its end, whose content is `xml`."""
    parts = read_parts(draft, "draft")
    body = parts[MAIN].decode()
    at = body.rindex("<w:sectPr") if "<w:sectPr" in body else body.rindex("</w:body>")
    parts[MAIN] = (body[:at] + f"<w:p>{xml}</w:p>" + body[at:]).encode()
    return packed(parts)


def revised(draft: bytes, old: str, new: str) -> bytes:
    document = Opened(draft)
    return tracked.revised(document, [line.text.replace(old, new) for line in document.lines], DATE)


def last_paragraph(draft: bytes) -> str:
    return str(re.findall(r"<w:p[ >].*?</w:p>", read_parts(draft, "draft")[MAIN].decode(), re.DOTALL)[-1])


def test_the_text_that_is_seen_is_the_new_one(draft):
    made = revised(draft, "座谈会", "碰头会")
    before = [line.text for line in Opened(draft).lines]
    assert [line.text for line in Opened(made).lines] == [text.replace("座谈会", "碰头会") for text in before]


def test_every_other_part_stays_byte_for_byte(draft):
    old, new = read_parts(draft, "a"), read_parts(revised(draft, "三件事", "四件事"), "b")
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {MAIN}


def test_nothing_to_change_leaves_the_text_as_it_was(draft):
    assert "<w:ins" not in read_parts(revised(draft, "没有的话", "x"), "b")[MAIN].decode()


class TestRuns:
    def test_a_run_is_split_and_keeps_its_formatting(self, draft):
        bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>甲乙丙</w:t></w:r>"
        xml = last_paragraph(revised(with_paragraph(draft, bold), "乙", "丁"))
        assert xml.count("<w:b/>") == 4
        assert "<w:delText>乙</w:delText>" in xml

    def test_a_change_across_runs_deletes_in_each_and_takes_the_first_formatting(self, draft):
        runs = (
            "<w:r><w:rPr><w:b/></w:rPr><w:t>甲乙</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>丙丁</w:t></w:r>"
        )
        made = revised(with_paragraph(draft, runs), "乙丙", "戊")
        xml = last_paragraph(made)
        assert xml.count("<w:del ") == 2
        assert re.search(r"<w:ins [^>]*><w:r><w:rPr><w:b/></w:rPr><w:t>戊", xml)
        assert Opened(made).lines[-1].text == "甲戊丁"

    def test_text_can_be_put_in_before_the_first_and_after_the_last(self, draft):
        made = revised(with_paragraph(draft, "<w:r><w:t>甲</w:t></w:r>"), "甲", "乙甲丙")
        assert Opened(made).lines[-1].text == "乙甲丙"

    def test_what_else_a_run_holds_stays(self, draft):
        run = "<w:r><w:t>甲,</w:t><w:tab/><w:t>乙</w:t></w:r>"
        made = revised(with_paragraph(draft, run), ",", "，")
        assert Opened(made).lines[-1].text == "甲，\t乙"

    def test_a_link_stays_a_link(self, draft):
        link = '<w:hyperlink w:anchor="a"><w:r><w:t>甲,乙</w:t></w:r></w:hyperlink>'
        made = revised(with_paragraph(draft, link), ",", "，")
        assert last_paragraph(made).count("<w:hyperlink") == 1
        assert Opened(made).lines[-1].text == "甲，乙"

    def test_text_that_someone_deleted_is_not_seen(self, draft):
        deleted = (
            '<w:r><w:t>甲</w:t></w:r><w:del w:id="7" w:author="某"><w:r><w:delText>乙</w:delText></w:r></'
            "w:del>"
        )
        assert Opened(with_paragraph(draft, deleted)).lines[-1].text == "甲"

    def test_text_that_someone_put_in_can_be_changed(self, draft):
        inserted = (
            '<w:ins w:id="7" w:author="某" w:date="2026-03-01T00:00:00Z"><w:r><w:t>甲,乙</w:t></w:r></w:ins>'
        )
        assert Opened(revised(with_paragraph(draft, inserted), ",", "，")).lines[-1].text == "甲，乙"

    def test_a_change_that_would_take_a_tab_away_is_left(self, draft):
        made = revised(
            with_paragraph(draft, "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"), "甲\t乙", "甲乙"
        )
        assert Opened(made).lines[-1].text == "甲\t乙"


class TestMarksThatWesternAndChineseWritingShare:
    @pytest.mark.parametrize("new", ["“甲”", "甲——乙", "甲……"])
    def test_are_shown_in_the_chinese_font(self, draft, new):
        made = revised(with_paragraph(draft, "<w:r><w:t>原文</w:t></w:r>"), "原文", new)
        assert f'<w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{new}</w:t>' in last_paragraph(made)

    def test_the_fonts_of_the_run_stay(self, draft):
        run = '<w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:b/></w:rPr><w:t>原文</w:t></w:r>'
        made = revised(with_paragraph(draft, run), "原文", "“甲”")
        fonts = '<w:rFonts w:ascii="Arial" w:hint="eastAsia"/><w:b/>'
        assert fonts in last_paragraph(made)

    def test_what_has_none_needs_nothing(self, draft):
        made = revised(with_paragraph(draft, "<w:r><w:t>原文</w:t></w:r>"), "原文", "新的文字")
        assert "hint" not in last_paragraph(made)


class TestWhatIsNotSeen:
    def test_hidden_text_stays_and_is_not_changed(self, draft):
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲,</w:t></w:r><w:r><w:t>乙,丙</w:t></w:r>"
        made = revised(with_paragraph(draft, hidden), ",", "，")
        assert Opened(made).lines[-1].text == "乙，丙"
        assert "<w:t>甲,</w:t>" in last_paragraph(made)

    def test_a_hyphen_that_does_not_break_stays_one(self, draft):
        number = "<w:r><w:t>电话0571</w:t><w:noBreakHyphen/><w:t>8888,</w:t></w:r>"
        made = revised(with_paragraph(draft, number), ",", "，")
        assert Opened(made).lines[-1].text == "电话0571-8888，"
        assert last_paragraph(made).count("<w:noBreakHyphen/>") == 1
        assert "noBreakHyphen" in last_paragraph(revised(with_paragraph(draft, number), "-", "～"))

    def test_paragraphs_with_a_deleted_mark_between_are_one_and_changed_in_both(self, draft):
        mark = '<w:pPr><w:rPr><w:del w:id="7" w:author="某" w:date="2026-03-01T00:00:00Z"/></w:rPr></w:pPr>'
        first = f"{mark}<w:r><w:t>甲,乙</w:t></w:r></w:p><w:p><w:r><w:t>,丙</w:t></w:r>"
        made = revised(with_paragraph(draft, first), ",", "，")
        assert Opened(made).lines[-1].text == "甲，乙，丙"
        across = revised(with_paragraph(draft, first), "乙,", "丁")
        assert Opened(across).lines[-1].text == "甲,丁丙"


def test_ids_of_revisions_are_new_and_all_different(draft):
    taken = '<w:bookmarkStart w:id="41" w:name="x"/><w:bookmarkEnd w:id="41"/><w:r><w:t>甲,乙,丙</w:t></w:r>'
    ids = re.findall(
        r'<w:(?:ins|del) w:id="(\d+)"', last_paragraph(revised(with_paragraph(draft, taken), ",", "，"))
    )
    assert len(set(ids)) == 4
    assert min(map(int, ids)) == 42


@pytest.mark.skipif(not VALIDATOR.exists(), reason="the validator is not on this machine")
def test_a_revised_draft_is_valid(draft, tmp_path):
    inserted = (
        '<w:ins w:id="7" w:author="某" w:date="2026-03-01T00:00:00Z"><w:r><w:t>甲、乙</w:t></w:r></w:ins>'
    )
    path = tmp_path / "revised.docx"
    path.write_bytes(revised(with_paragraph(draft, inserted), "、", "，"))
    done = subprocess.run([sys.executable, VALIDATOR, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
