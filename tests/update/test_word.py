"""Drafts as Word writes them: what a person did is in the XML in ways that python-docx never writes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.template.template import load_template
from generator.update import Kind
from generator.word.package import packed, read_parts

from ..word.conftest import VALIDATOR
from .conftest import NEW, drafted, updated
from .editing import accepted, rejected, texts

MAIN = "word/document.xml"
BY = 'w:id="{}" w:author="小李" w:date="2026-02-27T09:00:00Z"'
LONG = {"length": "standard", "tasks": "备足沙袋"}
SHORT = {"length": "short", "tasks": "", "cases": ""}


def parts(data: bytes) -> dict[str, bytes]:
    return read_parts(data, "稿.docx")


def document(data: bytes) -> str:
    return parts(data)[MAIN].decode()


def paragraphs(xml: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"<w:p>.*?</w:p>", xml))


def words(xml: str) -> str:
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", xml))


def rewritten(draft: bytes, *changes: tuple[str, str]) -> bytes:
    """The draft with the paragraph of each beginning written as Word would: `{p}` is its
    properties, `{rest}` all that is in it, in a run of its own; the last may be "" for all at the end."""
    xml = document(draft)
    for beginning, made in changes:
        old = next(one for one in paragraphs(xml) if words(one).startswith(beginning))
        properties = re.search(r"<w:pPr>.*?</w:pPr>", old)[0]
        whole = re.sub(r"^<w:p>(<w:pPr>.*?</w:pPr>)?|</w:p>$", "", old)
        filled = made.replace("{p}", properties).replace("{whole}", whole).replace("{old}", old)
        xml = xml.replace(old, filled.replace("{words}", words(old)))
    return packed(parts(draft) | {MAIN: xml.encode()})


def by(number: int) -> str:
    return BY.format(number)


def run(text: str, tag: str = "t") -> str:
    return f'<w:r w:rsidR="00A1B2C3"><w:t xml:space="preserve">{text}</w:t></w:r>'.replace("w:t", f"w:{tag}")


def styled(inside: str, more: str = "", style: str = "BodyText") -> str:
    """A paragraph of a style, `more` in its properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inside}</w:p>'


def marked(name: str, number: int) -> str:
    """Properties whose paragraph mark is tracked as deleted, inserted or moved."""
    return f"<w:rPr><w:{name} {by(number)}/></w:rPr>"


def table(*cells: str) -> str:
    """A table of one row; each cell holds paragraphs."""
    grid = '<w:gridCol w:w="2000"/>' * len(cells)
    row = "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{row}</w:tr></w:tbl>"


LANDSCAPE = '<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'


@pytest.fixture
def lawful(tmp_path: Path):
    """Updates a draft and asserts what holds of every update; returns the accepted texts."""

    def check(theirs: bytes, new: dict[str, str]) -> list[str]:
        tracked = updated(theirs, new).data
        assert tracked is not None
        assert texts(rejected(tracked, "speechgen")) == texts(theirs)
        result = texts(accepted(tracked, "speechgen"))
        assert texts(updated(theirs, new, accepted=True).data) == result
        assert updated(tracked, new).data is None
        files = [tmp_path / name for name in ("theirs.docx", "tracked.docx", "direct.docx")]
        contents = (theirs, tracked, updated(theirs, new, accepted=True).data)
        for file, data in zip(files, contents, strict=True):
            file.write_bytes(data)
        if VALIDATOR.exists():
            told = subprocess.run([sys.executable, VALIDATOR, *files], capture_output=True, text=True)
            assert told.stdout.splitlines()[-1] == "3 files, 0 problems", told.stdout[:2000]
        return result

    return check


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def field(code: str, result: str) -> str:
    return FIELD.replace("{code}", code).replace("{result}", result)


class TestRuns:
    """Text as it is cut up by a spelling check, a session, a smart tag, a field."""

    @pytest.mark.parametrize(
        "number",
        [
            run("1") + '<w:proofErr w:type="spellStart"/>' + run("2") + '<w:proofErr w:type="spellEnd"/>',
            "<w:r><w:lastRenderedPageBreak/><w:t>12</w:t></w:r>",
            '<w:smartTag w:uri="urn:x" w:element="n">' + run("12") + "</w:smartTag>",
            "<w:sdt><w:sdtPr/><w:sdtContent>" + run("12") + "</w:sdtContent></w:sdt>",
            '<w:hyperlink w:anchor="x">' + run("12") + "</w:hyperlink>",
            '<w:fldSimple w:instr=" DOCPROPERTY n ">' + run("12") + "</w:fldSimple>",
            field("DOCPROPERTY n", run("12")),
            '<w:bookmarkStart w:id="70" w:name="a"/>' + run("1") + '<w:bookmarkEnd w:id="70"/>' + run("2"),
        ],
        ids=["spelling", "page", "smart-tag", "control", "link", "simple-field", "field", "bookmark"],
    )
    def test_a_number_is_changed_whatever_it_stands_in(self, draft: bytes, lawful, number: str) -> None:
        before, after = "去年因为脱岗受到处理的有", "人，教训就在眼前，各单位回去都要讲一讲。"
        inside = run(before) + number + run(after)
        said = lawful(rewritten(draft, ("去年因为", styled(inside))), NEW)
        assert f"{before}15{after}" in said

    def test_what_stands_in_a_run_beside_the_text_stays(self, draft: bytes, lawful) -> None:
        inside = (
            '<w:r><w:br w:type="page"/><w:t>去年因为脱岗受到处理的有12人</w:t><w:tab/>'
            "<w:t>，教训就在眼前，</w:t>"
            '<w:br/><w:t>各单位回去都要讲一讲。</w:t><w:br w:type="column"/></w:r>'
        )
        theirs = rewritten(draft, ("去年因为", f"<w:p>{{p}}{inside}</w:p>"))
        for new in (NEW, {"cases": ""}):
            lawful(theirs, new)
            xml = document(updated(theirs, new, accepted=True).data)
            assert '<w:br w:type="page"/>' in xml
            assert '<w:br w:type="column"/>' in xml

    def test_the_reading_above_a_character_is_no_text(self, draft: bytes, lawful) -> None:
        ruby = (
            '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="16"/><w:hpsRaise w:val="30"/>'
            '<w:hpsBaseText w:val="32"/><w:lid w:val="zh-CN"/></w:rubyPr>'
            "<w:rt><w:r><w:t>tān</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>塘</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        )
        inside = (
            run("雨大多下在夜里，水库涨水快，等天亮再看就晚了。去年有一处")
            + ruby
            + run("坝，发现渗水时已经没有时间加固。")
        )
        theirs = rewritten(draft, ("雨大多", f"<w:p>{{p}}{inside}</w:p>"))
        assert updated(theirs, NEW).count(Kind.KEPT) == 0
        lawful(theirs, NEW)

    def test_hidden_text_is_not_seen_and_stays(self, draft: bytes, lawful) -> None:
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（这一段先不念）</w:t></w:r>"
        theirs = rewritten(draft, ("去年因为", "<w:p>{p}" + hidden + run("{words}") + "</w:p>"))
        assert updated(theirs, NEW).count(Kind.KEPT) == 0
        for new in (NEW, SHORT):
            lawful(theirs, new)
            assert hidden in document(updated(theirs, new).data)

    def test_a_field_of_the_date_is_a_conflict_or_changed_but_never_broken(
        self, draft: bytes, lawful
    ) -> None:
        inside = (
            run("今天是")
            + field("DATE", run("【讲话日") + run("期】"))
            + run("，离入汛还有二十天。云溪县把大家请来，是要把值守的人、地方和时间当面说定。")
        )
        said = lawful(rewritten(draft, ("今天是", f"<w:p>{{p}}{inside}</w:p>")), NEW)
        assert any(one.startswith("今天是2026年3月12日，") for one in said)


class TestContents:
    def test_a_table_of_contents_is_neither_counted_nor_changed(self, draft: bytes, lawful) -> None:
        entries = "".join(
            f"<w:p>{inside}</w:p>"
            for inside in (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("一、看清夜里无人的害处"),
                run("二、把人排到每一处堤段"),
                run("三、按时限查到底") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            )
        )
        said = lawful(rewritten(draft, ("同志们：", entries + "{old}")), NEW)
        assert said.count("一、看清夜里无人的害处") == 2
        assert said.count("三、按时限查到底") == 2
        assert any("我讲三点意见" in one for one in said)

    def test_what_looks_like_a_heading_in_a_table_is_not_counted(self, draft: bytes, lawful) -> None:
        cells = table(*(f"<w:p>{run(text)}</w:p>" for text in ("一、水库巡查", "二、山塘巡查")))
        said = lawful(rewritten(draft, ("会前，", "{old}" + cells)), NEW)
        assert "一、看清夜里无人的害处" in said
        assert any("我讲三点意见" in one for one in said)


class TestParagraphs:
    def test_a_section_that_ends_in_a_removed_paragraph_stays(self, draft: bytes, lawful) -> None:
        theirs = rewritten(draft, ("去年因为", styled("{whole}", LANDSCAPE)))
        lawful(theirs, SHORT)
        assert 'w:w="16838" w:h="11906"' in document(updated(theirs, SHORT, accepted=True).data)

    def test_what_is_new_goes_before_the_end_of_the_section(self, draft: bytes, lawful) -> None:
        short = updated(draft, {"cases": ""}, accepted=True).data
        theirs = rewritten(short, ("雨大多", styled("{whole}", LANDSCAPE)))
        lawful(theirs, {"cases": "7"})
        xml = document(updated(theirs, {"cases": "7"}, accepted=True).data)
        (last,) = [one for one in paragraphs(xml) if 'w:w="16838"' in one]
        assert "有7人" in words(last)

    def test_a_whole_paragraph_deleted_with_tracking_on_stays_deleted(self, draft: bytes, lawful) -> None:
        deleted = f"<w:del {by(902)}>{run('{words}', 'delText')}</w:del>"
        said = lawful(rewritten(draft, ("去年因为", styled(deleted, marked("del", 901)))), NEW)
        assert not any("脱岗" in one for one in said)

    def test_paragraphs_joined_with_tracking_on_are_both_updated(self, draft: bytes, lawful) -> None:
        theirs = rewritten(draft, ("县纪委每周", styled("{whole}", marked("del", 901))))
        said = lawful(theirs, NEW)
        assert any(one.startswith("县纪委监委每周") for one in said)
        (joined,) = [one for one in texts(accepted(updated(theirs, NEW).data)) if "监委每周" in one]
        assert "云溪县的值守情况每天" in joined

    def test_what_is_new_does_not_run_into_joined_paragraphs(self, draft: bytes, lawful) -> None:
        short = updated(draft, {"cases": ""}, accepted=True).data
        own = styled(run("本县有山塘二百四十座。"))
        theirs = rewritten(short, ("雨大多", styled("{whole}", marked("del", 901)) + own))
        lawful(theirs, {"cases": "7"})
        said = texts(accepted(updated(theirs, {"cases": "7"}).data))
        assert "去年因为脱岗受到处理的有7人，教训就在眼前，各单位回去都要讲一讲。" in said
        assert any(one.endswith("没有时间加固。本县有山塘二百四十座。") for one in said)

    @pytest.mark.parametrize("between", [
        '<w:bookmarkStart w:id="71" w:name="b"/><w:bookmarkEnd w:id="71"/>',
        '<w:commentRangeStart w:id="500"/><w:commentRangeEnd w:id="500"/>',
    ])  # fmt: skip
    def test_marks_between_paragraphs_do_not_keep_a_paragraph(
        self, draft: bytes, lawful, between: str
    ) -> None:
        said = lawful(
            rewritten(draft, ("去年因为", between + "{old}" + between), ("眼下", "{old}" + between)), SHORT
        )
        assert not any("脱岗" in one for one in said)
        xml = document(updated(rewritten(draft, ("去年因为", "{old}" + between)), SHORT, accepted=True).data)
        assert not re.search(r"<w:p>(<w:pPr>(?:(?!</w:pPr>).)*</w:pPr>)?</w:p>", xml)

    def test_the_only_paragraph_of_a_cell_keeps_its_mark(self, draft: bytes, lawful) -> None:
        said = lawful(rewritten(draft, ("去年因为", table("{old}"))), SHORT)
        assert not any("脱岗" in one for one in said)

    @pytest.mark.parametrize("new", [NEW, SHORT])
    def test_a_table_and_empty_paragraphs_at_the_end(self, draft: bytes, lawful, new: dict[str, str]) -> None:
        end = table(f"<w:p>{run('附表')}</w:p>") + "<w:p/><w:p/>"
        lawful(rewritten(draft, ("同志们，", "{old}" + end)), new)

    def test_a_paragraph_in_a_control_is_changed_and_never_removed(self, draft: bytes, lawful) -> None:
        theirs = rewritten(draft, ("去年因为", "<w:sdt><w:sdtPr/><w:sdtContent>{old}</w:sdtContent></w:sdt>"))
        assert any("有15人" in one for one in lawful(theirs, NEW))
        assert any("有12人" in one for one in lawful(theirs, SHORT))

    def test_a_moved_paragraph_with_tracking_on(self, draft: bytes, lawful) -> None:
        text = run("去年因为脱岗受到处理的有12人，教训就在眼前，各单位回去都要讲一讲。")
        moved_from = (
            f'<w:moveFromRangeStart {by(910)} w:name="move1"/>'
            + styled(f"<w:moveFrom {by(912)}>{text}</w:moveFrom>", marked("moveFrom", 911))
            + '<w:moveFromRangeEnd w:id="910"/>'
        )
        moved_to = (
            f'<w:moveToRangeStart {by(913)} w:name="move1"/>'
            + styled(f"<w:moveTo {by(915)}>{text}</w:moveTo>", marked("moveTo", 914))
            + '<w:moveToRangeEnd w:id="913"/>'
        )
        said = lawful(rewritten(draft, ("去年因为", moved_from), ("要一段", moved_to + "{old}")), NEW)
        assert any("有15人" in one for one in said)
        place = next(at for at, one in enumerate(said) if "有15人" in one)
        assert said[place + 1].startswith("要一段一段")

    def test_a_tracked_change_of_looks_stays(self, draft: bytes, lawful) -> None:
        looks = f"<w:rPr><w:b/><w:rPrChange {by(921)}><w:rPr/></w:rPrChange></w:rPr>"
        change = f'<w:jc w:val="left"/><w:pPrChange {by(920)}><w:pPr/></w:pPrChange>'
        inside = styled(f"<w:r>{looks}<w:t>{{words}}</w:t></w:r>", change)
        theirs = rewritten(draft, ("去年因为", inside))
        said = lawful(theirs, NEW)
        assert any("有15人" in one for one in said)
        xml = document(updated(theirs, NEW).data)
        assert "w:pPrChange" in xml
        assert xml.count("w:rPrChange ") >= 1
        lawful(theirs, SHORT)


EXTENDED = "http://schemas.microsoft.com/office/word/2012/wordml"
LASTING = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
SAVED = "http://schemas.microsoft.com/office/word/2010/wordml"


def saved_by_word(draft: bytes, answered: bool = False) -> bytes:
    """The draft with what Word keeps beside comments; with `answered`, an answer to the first."""
    found = parts(draft)
    comments = found["word/comments.xml"].decode()
    comments = comments.replace("<w:comments ", f'<w:comments xmlns:w14="{SAVED}" ', 1)
    comments = comments.replace("<w:p>", '<w:p w14:paraId="3A000001">', 1)
    said = '<w:p w14:paraId="3A000002"><w:r><w:t>已报告</w:t></w:r></w:p>'
    answer = f'<w:comment {by(50)} w:initials="李">{said}</w:comment>'
    entries = '<w15:commentEx w15:paraId="3A000001" w15:done="0"/>'
    if answered:
        comments = comments.replace("</w:comments>", f"{answer}</w:comments>")
        entries += '<w15:commentEx w15:paraId="3A000002" w15:paraIdParent="3A000001" w15:done="0"/>'
    xml = found[MAIN].decode().replace("<w:document ", f'<w:document xmlns:w14="{SAVED}" ', 1)
    links = found["word/_rels/document.xml.rels"].decode()
    for name, year in (("commentsExtended", "2011"), ("commentsIds", "2016/09")):
        kind = f"http://schemas.microsoft.com/office/{year}/relationships/{name}"
        link = f'<Relationship Id="x{name}" Type="{kind}" Target="{name}.xml"/>'
        links = links.replace("</Relationships>", f"{link}</Relationships>")
    extended = f'<w15:commentsEx xmlns:w15="{EXTENDED}">{entries}</w15:commentsEx>'
    lasting = '<w16cid:commentId w16cid:paraId="3A000001" w16cid:durableId="2B000001"/>'
    lasting = f'<w16cid:commentsIds xmlns:w16cid="{LASTING}">{lasting}</w16cid:commentsIds>'
    return packed(
        found
        | {
            MAIN: xml.encode(),
            "word/comments.xml": comments.encode(),
            "word/_rels/document.xml.rels": links.encode(),
            "word/commentsExtended.xml": extended.encode(),
            "word/commentsIds.xml": lasting.encode(),
        }
    )


class TestHabits:
    """What is put in looks as the person made all the others look."""

    def everywhere(self, draft: bytes, change: Callable[[str], str]) -> bytes:
        return packed(parts(draft) | {MAIN: change(document(draft)).encode()})

    def test_a_font_chosen_for_the_whole_text(self, draft: bytes, lawful) -> None:
        short = updated(draft, {"cases": ""}, accepted=True).data
        font = '<w:rFonts w:hint="eastAsia" w:eastAsia="仿宋"/><w:sz w:val="36"/>'
        theirs = self.everywhere(short, lambda xml: xml.replace('<w:rFonts w:hint="eastAsia"/>', font))
        lawful(theirs, {"cases": "7"})
        (made,) = [
            one for one in paragraphs(document(updated(theirs, {"cases": "7"}).data)) if "有7人" in one
        ]
        assert font in made

    def test_one_bold_paragraph_is_no_habit(self, draft: bytes, lawful) -> None:
        short = updated(draft, {"cases": ""}, accepted=True).data
        bold = styled("<w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>", '<w:jc w:val="left"/>')
        theirs = rewritten(short, ("雨大多", bold))
        lawful(theirs, {"cases": "7"})
        (made,) = [
            one for one in paragraphs(document(updated(theirs, {"cases": "7"}).data)) if "有7人" in one
        ]
        assert "<w:b/>" not in made
        assert "<w:jc " not in made

    def test_headings_that_word_numbers(self, tmp_path: Path) -> None:
        path = tmp_path / "t.md.j2"
        path.write_text(
            "---\ntitle: 试\nfields:\n  more: {label: 补充, default: ''}\n---\n"
            "# 讲话\n\n## 第一件事\n\n要办好。\n\n## 第二件事\n\n也要办好。\n\n"
            "{% if more %}\n## 第三件事\n\n{{ more }}来办。\n{% endif %}\n---\n\n完。\n",
            encoding="utf-8",
        )
        numbers = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        heading = '<w:pStyle w:val="Heading1"/>'
        theirs = self.everywhere(
            drafted(load_template(str(path)), {}),
            lambda xml: xml.replace(heading, heading + numbers).replace("一、", "").replace("二、", ""),
        )
        found = updated(theirs, {"more": "各村"}, template=str(path)).data
        (made,) = [one for one in paragraphs(document(found)) if "第三件事" in one]
        assert words(made) == "第三件事"
        assert numbers in made
        assert texts(rejected(found)) == texts(theirs)


class TestComments:
    def test_what_word_keeps_beside_a_comment_goes_with_it(self, draft: bytes) -> None:
        found = parts(updated(saved_by_word(draft), NEW).data)
        assert b"3A000001" not in found["word/comments.xml"]
        assert b"3A000001" not in found["word/commentsExtended.xml"]
        assert b"3A000001" not in found["word/commentsIds.xml"]

    def test_one_that_somebody_answered_stays_with_the_answer(self, draft: bytes) -> None:
        found = parts(updated(saved_by_word(draft, answered=True), NEW).data)
        assert "已报告" in found["word/comments.xml"].decode()
        assert b'paraId="3A000001"' in found["word/comments.xml"]
        assert found["word/document.xml"].count(b"<w:commentRangeStart") >= 1

    def test_one_over_several_paragraphs_keeps_those_at_its_ends(self, draft: bytes, lawful) -> None:
        start, end = '<w:commentRangeStart w:id="60"/>', '<w:commentRangeEnd w:id="60"/>'
        theirs = rewritten(
            draft,
            ("雨大多", f"<w:p>{{p}}{start}{{whole}}</w:p>"),
            ("去年因为", f'<w:p>{{p}}{{whole}}{end}<w:r><w:commentReference w:id="60"/></w:r></w:p>'),
        )
        comment = f'<w:comment {by(60)} w:initials="李"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment>'
        comments = (
            parts(theirs)["word/comments.xml"].decode().replace("</w:comments>", f"{comment}</w:comments>")
        )
        theirs = packed(parts(theirs) | {"word/comments.xml": comments.encode()})
        lawful(theirs, NEW)
        said = lawful(theirs, SHORT)
        assert any("脱岗" in one for one in said)

    def test_ours_goes_with_the_paragraph_that_it_is_about(self, draft: bytes) -> None:
        found = updated(draft, {"cases": ""}, accepted=True)
        xml = document(found.data)
        ids = set(
            re.findall(r'<w:comment [^>]*w:id="(\d+)"', parts(found.data)["word/comments.xml"].decode())
        )
        assert ids == set(re.findall(r'<w:commentRangeStart w:id="(\d+)"', xml))

    def test_ids_beyond_all_measure_are_no_numbers(self, draft: bytes) -> None:
        theirs = rewritten(
            draft,
            (
                "去年因为",
                f'<w:bookmarkStart w:id="{"9" * 5000}" w:name="x"/><w:bookmarkEnd w:id="²"/>{{old}}',
            ),
        )
        xml = document(updated(theirs, NEW).data)
        assert all(len(one) < 10 for one in re.findall(r'<w:ins w:id="(\d+)"', xml))


class TestOurOwn:
    def test_an_insertion_of_ours_that_is_out_of_date_just_goes(self, draft: bytes) -> None:
        twice = updated(updated(draft, {"cases": "15"}).data, {"cases": "16"}).data
        xml = document(twice)
        assert "15" not in words(xml)
        assert not re.search(r"<w:ins [^>]*><w:del ", xml)
        assert texts(rejected(twice)) == texts(draft)
        assert any("有16人" in one for one in texts(accepted(twice)))

    def test_what_was_removed_at_the_end_comes_back_in_a_paragraph_of_its_own(self, tmp_path: Path) -> None:
        path = tmp_path / "t.md.j2"
        path.write_text(
            "---\ntitle: 试\nfields:\n  more: {label: 补充, default: ''}\n---\n"
            "# 讲话\n\n## 第一件事\n\n要办好。\n\n---\n\n"
            "同志们，就讲这些。\n\n{% if more %}\n谢谢{{ more }}各位同志。\n{% endif %}\n",
            encoding="utf-8",
        )
        made = drafted(load_template(str(path)), {"more": "各村"})
        gone = updated(made, {"more": ""}, template=str(path)).data
        assert texts(accepted(gone))[-1] == "同志们，就讲这些。"
        back = updated(gone, {"more": "各乡"}, template=str(path)).data
        assert texts(accepted(back))[-2:] == ["同志们，就讲这些。", "谢谢各乡各位同志。"]
        assert texts(rejected(back)) == texts(made)
