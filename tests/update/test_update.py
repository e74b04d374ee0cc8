"""An edited draft brought up to date: what changes, what stays, what is left to the person."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import RGBColor

from generator.errors import DetailsError, DocumentError, SpeechgenError
from generator.model.provenance import Provenance
from generator.template.template import load_template
from generator.update import Kind, Request, update
from generator.word.package import packed, read_parts
from generator.word.provenance import unpack, written

from ..word.conftest import VALIDATOR
from .conftest import DATE, NEW, OLD, TEMPLATE, drafted, entries, updated
from .editing import Person, accepted, rejected, texts

Change = Callable[..., None]


def edited(draft: bytes, change: Change) -> bytes:
    """The draft once `change` was made to it, opened with python-docx."""
    document = docx.Document(io.BytesIO(draft))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraph(document: Document, beginning: str):
    return next(one for one in document.paragraphs if one.text.startswith(beginning))


def replaced(beginning: str, old: str, new: str) -> Change:
    """Writes `new` for `old` in the paragraph with that beginning."""

    def change(document: Document) -> None:
        for run in paragraph(document, beginning).runs:
            run.text = run.text.replace(old, new)

    return change


def parts(data: bytes) -> dict[str, bytes]:
    return read_parts(data, "稿.docx")


def comments(data: bytes) -> list[str]:
    xml = parts(data).get("word/comments.xml", b"").decode()
    return ["".join(re.findall("<w:t[^>]*>([^<]*)", one)) for one in xml.split("</w:comment>")[:-1]]


class TestBlanks:
    """Filling in what was open is the everyday case."""

    def test_every_place_is_filled_and_counted(self, draft: bytes) -> None:
        found = updated(draft, {"date": "2026-03-12"})
        assert found.filled == {"讲话日期": 3}
        assert not any("【" in text for text in texts(accepted(found.data)))

    def test_highlight_and_comment_go_with_the_blank(self, draft: bytes) -> None:
        assert any("讲话日期" in text for text in comments(draft))
        found = parts(updated(draft, {"date": "2026-03-12"}, accepted=True).data)
        assert b"highlight" not in found["word/document.xml"]
        assert b"comment" not in found["word/document.xml"]
        assert comments(packed(found)) == []

    def test_what_is_still_open_stays_open(self, draft: bytes) -> None:
        found = updated(draft, {"cases": "15"})
        assert found.filled == {}
        assert sum("【讲话日期】" in text for text in texts(accepted(found.data))) == 3

    def test_a_value_that_is_taken_back_is_a_blank_again(self, draft: bytes) -> None:
        filled = updated(draft, {"date": "2026-03-12"}, accepted=True).data
        emptied = updated(filled, {"date": ""}, accepted=True).data
        assert b'<w:highlight w:val="yellow"/>' in parts(emptied)["word/document.xml"]
        assert sum("【讲话日期】" in text for text in texts(emptied)) == 3

    def test_a_blank_filled_by_hand_in_one_place_is_noticed(self, draft: bytes) -> None:
        theirs = edited(draft, replaced("今天是", "【讲话日期】", "2026年3月12日"))
        assert updated(theirs, {}).by_hand == {"讲话日期": "2026年3月12日"}

    def test_what_does_not_fit_the_field_is_told(self, draft: bytes) -> None:
        theirs = edited(draft, replaced("今天是", "【讲话日期】", "下周三"))
        found = updated(theirs, {})
        assert found.by_hand == {}
        assert "您在一处填了“下周三”" in found.notes[0]


class TestWhatThePersonDid:
    def test_a_sentence_of_their_own_stays(self, draft: bytes) -> None:
        theirs = edited(draft, lambda one: paragraph(one, "要一段一段").add_run("夜里要有灯。"))
        (said,) = [text for text in texts(accepted(updated(theirs, NEW).data)) if "要一段一段" in text]
        assert said.endswith("名单2026年3月12日前报县纪委监委。夜里要有灯。")

    def test_a_paragraph_of_their_own_stays_where_it_is(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            place = paragraph(document, "要一段一段")
            place.insert_paragraph_before("本县有二百四十座山塘。", style="Body Text")

        said = texts(accepted(updated(edited(draft, change), NEW).data))
        assert said[said.index("本县有二百四十座山塘。") + 1].startswith("要一段一段")

    def test_a_removed_paragraph_stays_removed(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            gone = paragraph(document, "去年因为脱岗")._p
            gone.getparent().remove(gone)

        assert not any("脱岗" in text for text in texts(accepted(updated(edited(draft, change), NEW).data)))

    def test_a_section_of_their_own_is_counted_and_announced(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            place = paragraph(document, "三、按时限")
            place.insert_paragraph_before("三、备足抢险的东西", style="Heading 1")
            place.insert_paragraph_before("沙袋和编织袋月底前到位。", style="Body Text")

        said = texts(accepted(updated(edited(draft, change), NEW).data))
        assert [text for text in said if re.match("[一二三四]、", text)] == [
            "一、看清夜里无人的害处",
            "二、把人排到每一处堤段",
            "三、备足抢险的东西",
            "四、按时限查到底",
        ]
        assert any("我讲四点意见" in text for text in said)

    @pytest.mark.parametrize("heading", ["三、抓好internet安全", "三、备足抢险的东西"])
    def test_a_heading_that_was_only_typed_is_counted_too(self, draft: bytes, heading: str) -> None:
        def change(document: Document) -> None:
            place = paragraph(document, "三、按时限")
            place.insert_paragraph_before(heading, style="Body Text")
            place.insert_paragraph_before("每个值班点月底前到位。", style="Body Text")

        said = texts(accepted(updated(edited(draft, change), NEW).data))
        assert "四、按时限查到底" in said

    def test_a_removed_section_stays_removed_and_the_numbers_follow(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            inside = False
            for one in list(document.paragraphs):
                inside = one.text.startswith("一、") or (inside and one.style.name == "Body Text")
                if inside:
                    one._p.getparent().remove(one._p)

        said = texts(accepted(updated(edited(draft, change), NEW).data))
        assert [text[:2] for text in said if re.match("[一二三四]、", text)] == ["一、", "二、"]
        assert any("我讲两点意见" in text for text in said)

    def test_moved_sections_stay_moved(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            heading, body = (paragraph(document, start)._p for start in ("三、", "县纪委每周"))
            first = paragraph(document, "一、")._p
            first.addprevious(heading)
            first.addprevious(body)

        said = texts(accepted(updated(edited(draft, change), NEW).data))
        assert [text for text in said if re.match("[一二三]、", text)] == [
            "一、按时限查到底",
            "二、看清夜里无人的害处",
            "三、把人排到每一处堤段",
        ]
        assert said[said.index("一、按时限查到底") + 1].startswith("县纪委监委每周抽查")

    def test_a_rewritten_heading_stays(self, draft: bytes) -> None:
        theirs = edited(draft, replaced("一、", "看清夜里无人的害处", "夜里没人，隐患最大"))
        assert "一、夜里没人，隐患最大" in texts(accepted(updated(theirs, NEW).data))

    def test_a_split_paragraph_stays_split_and_both_parts_are_updated(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            one = paragraph(document, "要一段一段")
            first, second = one.text.split("看见什么要报告，")
            for run in one.runs[1:]:
                run._r.getparent().remove(run._r)
            one.runs[0].text = first + "看见什么要报告。"
            made = one.insert_paragraph_before(second, style="Body Text")
            one._p.addnext(made._p)

        said = texts(accepted(updated(edited(draft, change), NEW).data))
        assert "名单2026年3月12日前报县纪委监委。" in said

    def test_joined_paragraphs_stay_joined_and_are_updated(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            first, second = (paragraph(document, start) for start in ("县纪委每周", "到了汛期"))
            first.add_run(second.text)
            second._p.getparent().remove(second._p)

        said = texts(accepted(updated(edited(draft, change), NEW).data))
        (joined,) = [text for text in said if "每周抽查" in text]
        assert joined.startswith("县纪委监委每周抽查")
        assert "到了汛期，云溪县的值守情况" in joined


class TestLooks:
    def test_a_changed_word_looks_like_the_word_it_replaces(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            one = paragraph(document, "去年因为脱岗")
            for run in one.runs:
                run.font.color.rgb = RGBColor(255, 0, 0)
                run.bold = True

        theirs = edited(draft, change)
        document = docx.Document(io.BytesIO(updated(theirs, NEW, accepted=True).data))
        assert all(
            run.bold and run.font.color.rgb == RGBColor(255, 0, 0)
            for run in paragraph(document, "去年因为脱岗").runs
        )

    def test_every_part_but_the_text_is_the_same_byte_for_byte(self, draft: bytes) -> None:
        theirs = edited(draft, lambda one: one.add_table(1, 1))
        before, after = parts(theirs), parts(updated(theirs, NEW).data)
        changed = {name for name in after if before.get(name) != after[name]}
        assert changed == {"word/document.xml", "word/comments.xml", "customXml/item1.xml"}

    def test_tables_pictures_and_comments_of_the_person_stay(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            document.add_table(1, 1).cell(0, 0).text = "值班表"
            document.add_picture(io.BytesIO(PNG))
            document.add_comment(paragraph(document, "要一段一段").runs, "请领导定", author="小李")

        found = updated(edited(draft, change), NEW).data
        xml = parts(found)["word/document.xml"]
        assert b"<w:tbl>" in xml
        assert b"<w:drawing>" in xml
        assert "请领导定" in comments(found)


class TestTrackedChanges:
    def test_they_are_tracked_as_ours_with_the_date(self, draft: bytes) -> None:
        xml = parts(updated(draft, NEW).data)["word/document.xml"].decode()
        marks = re.findall(r"<w:(?:ins|del) [^>]*>", xml)
        assert marks
        assert all('w:author="speechgen" w:date="2026-03-01T00:00:00Z"' in mark for mark in marks)

    def test_rejecting_them_gives_the_text_of_the_person(self, draft: bytes) -> None:
        assert texts(rejected(updated(draft, NEW).data)) == texts(draft)

    def test_the_persons_own_stay_tracked(self, draft: bytes) -> None:
        def change(document: Document) -> None:
            run = paragraph(document, "要一段一段").add_run("夜里要有灯。")._r
            mark = run.makeelement(W + "ins", {W + "id": "900", W + "author": "小李"})
            run.addprevious(mark)
            mark.append(run)

        found = updated(edited(draft, change), NEW).data
        xml = parts(found)["word/document.xml"].decode()
        assert re.search(r'<w:ins [^>]*w:author="小李"[^>]*>(?:(?!</w:ins>).)*夜里要有灯。', xml)
        assert any("县纪委监委。夜里要有灯。" in text for text in texts(accepted(found)))

    def test_a_paragraph_that_a_newer_template_adds_and_one_it_drops(self, draft: bytes) -> None:
        found = updated(draft, {"length": "short", "tasks": ""})
        assert {step.kind for step in found.steps} >= {Kind.REMOVED}
        said = texts(accepted(found.data))
        assert not any("打通" in text or "眼下要办" in text for text in said)
        back = updated(found.data, {"length": "standard", "tasks": "备足沙袋"})
        assert any("打通" in text for text in texts(accepted(back.data)))


class TestConflicts:
    def test_the_words_of_the_person_stay_with_a_comment_that_shows_ours(self, draft: bytes) -> None:
        theirs = edited(draft, replaced("去年因为脱岗", "12人", "十二个人"))
        found = updated(theirs, NEW)
        assert found.count(Kind.CONFLICT) == 1
        assert any("十二个人" in text for text in texts(accepted(found.data)))
        (said,) = [text for text in comments(found.data) if "新稿" in text]
        assert "去年因为脱岗受到处理的有15人" in said

    def test_a_paragraph_that_is_no_longer_generated_stays_when_it_was_edited(self, draft: bytes) -> None:
        theirs = edited(draft, lambda one: paragraph(one, "去年因为脱岗").add_run("我们要记住。"))
        found = updated(theirs, {"cases": ""})
        assert any("我们要记住。" in text for text in texts(accepted(found.data)))
        assert any("没有删" in text for text in comments(found.data))

    def test_a_heading_stays_while_something_of_the_person_stands_under_it(self, tmp_path: Path) -> None:
        path = tmp_path / "t.md.j2"
        section = "{% if office %}\n## 第二件事\n\n{{ office }}来办。\n{% endif %}\n"
        head = "---\ntitle: 试\nfields:\n  office: {label: 部门}\n---\n# 讲话\n\n## 第一件事\n\n要办好。\n\n"
        path.write_text(head + section + "---\n\n完。\n", encoding="utf-8")
        made = drafted(load_template(str(path)), {"office": "县府办"})
        theirs = edited(made, lambda one: paragraph(one, "县府办").add_run("月底前报结果。"))
        found = updated(theirs, {"office": ""}, template=str(path))
        assert "二、第二件事" in texts(accepted(found.data))
        assert found.count(Kind.CONFLICT) == 2


class TestLayout:
    def test_a_draft_takes_another_layout_and_keeps_its_words(self, draft: bytes) -> None:
        theirs = edited(draft, lambda one: paragraph(one, "要一段一段").add_run("夜里要有灯。"))
        found = updated(theirs, {}, layout="reading").data
        assert texts(accepted(found)) == texts(theirs)
        assert unpack(found).layout == "reading"
        document = docx.Document(io.BytesIO(found))
        assert document.styles["Body Text"].font.size.pt == 18
        assert updated(found, {}, layout="reading").data is None

    def test_new_words_and_another_layout_come_together(self, draft: bytes) -> None:
        found = updated(draft, NEW, layout="reading").data
        assert texts(accepted(found)) == texts(drafted(load_template(TEMPLATE), OLD | NEW))

    def test_a_layout_that_is_not_there_is_told(self, draft: bytes) -> None:
        with pytest.raises(DocumentError, match="没有版式"):
            updated(draft, {}, layout="没有的")


class TestNothingNew:
    def test_nothing_is_written(self, draft: bytes) -> None:
        assert updated(draft, {}).data is None
        assert updated(draft, OLD).data is None

    def test_a_detail_that_the_text_does_not_use_is_remembered(self, draft: bytes) -> None:
        found = updated(draft, {"length": "standard"})
        assert found.steps == ()
        assert parts(found.data)["word/document.xml"] == parts(draft)["word/document.xml"]
        assert unpack(found.data).details["length"] == "standard"


class TestProvenance:
    def test_it_is_brought_up_to_date(self, draft: bytes) -> None:
        made = unpack(updated(draft, NEW).data)
        assert made.details["office"] == "县纪委监委"
        assert "县纪委监委" in made.markup

    def test_without_it_a_draft_is_refused_with_what_to_do(self, draft: bytes) -> None:
        with pytest.raises(DocumentError, match="--base"):
            updated(without_provenance(draft), NEW)

    def test_the_draft_as_generated_can_stand_in_for_it(self, draft: bytes) -> None:
        theirs = without_provenance(
            edited(draft, lambda one: paragraph(one, "要一段一段").add_run("夜里要有灯。"))
        )
        found = updated(theirs, NEW, base=unpack(draft))
        assert any("县纪委监委。夜里要有灯。" in text for text in texts(accepted(found.data)))
        assert unpack(found.data).details["office"] == "县纪委监委"
        assert updated(found.data, NEW).data is None

    @pytest.mark.parametrize(
        "forged",
        [
            {"markup": "## 没有\n\n# 次序"},
            {"template": "../../etc/passwd"},
            {"details": {"unit": ["一", ["二"]]}},
            {"details": {"unit": {"a": 1}}},
            {"markup": "{{ ''.__class__ }}{% for x in range(10**9) %}{% endfor %}"},
        ],
        ids=["markup", "path", "lists", "mapping", "code"],
    )
    def test_when_it_is_forged_it_is_data_and_no_more(self, draft: bytes, forged: dict) -> None:
        data = with_provenance(draft, replace(unpack(draft), **forged))
        with suppress(SpeechgenError):
            made = update(data, "稿.docx", Request(DATE, (entries(NEW),))).data
            said = "".join(texts(accepted(made))) if made else ""
            assert "root:" not in said
            assert "<class" not in said

    def test_a_newer_version_of_it_is_told(self, draft: bytes) -> None:
        found = parts(draft)
        xml = found["customXml/item1.xml"].replace(b'"format":1', b'"format":9')
        data = packed(found | {"customXml/item1.xml": xml})
        with pytest.raises(DocumentError, match="别的版本"):
            updated(data, NEW)

    def test_where_the_template_is_gone_values_are_replaced(self, draft: bytes) -> None:
        data = with_provenance(draft, replace(unpack(draft), template="不在了"))
        theirs = edited(data, lambda one: paragraph(one, "要一段一段").add_run("夜里要有灯。"))
        new = entries({"讲话日期": "2026-03-12", "office": "县纪委监委"})
        found = update(theirs, "稿.docx", Request(DATE, (new,)))
        said = texts(accepted(found.data))
        assert any("名单2026年3月12日前报县纪委监委。夜里要有灯。" in text for text in said)
        assert "找不到模板“不在了”" in found.notes[0]
        with pytest.raises(DetailsError, match=r"(?s)找不到“天气”.*用 --template 指明"):
            update(theirs, "稿.docx", Request(DATE, (entries({"天气": "晴"}),)))


class TestProtection:
    @pytest.mark.parametrize(("kind", "accept", "refused"), [
        ("readOnly", False, True), ("trackedChanges", False, False), ("trackedChanges", True, True),
    ])  # fmt: skip
    def test_a_protected_document_is_left_alone(
        self, draft: bytes, kind: str, accept: bool, refused: bool
    ) -> None:
        found = parts(draft)
        mark = f'<w:documentProtection w:edit="{kind}" w:enforcement="1"/>'.encode()
        settings = re.sub(rb"(<w:settings[^>]*>)", rb"\1" + mark, found["word/settings.xml"])
        data = packed(found | {"word/settings.xml": settings})
        if refused:
            with pytest.raises(DocumentError, match="限制编辑"):
                updated(data, NEW, accepted=accept)
        else:
            assert updated(data, NEW, accepted=accept).data


@pytest.mark.skipif(not VALIDATOR.exists(), reason="the schema validator is not at hand")
def test_the_results_fit_the_schema(draft: bytes, tmp_path: Path) -> None:
    for seed in range(25):
        theirs = Person(draft, seed).edit(6)
        for name, new in (("new", NEW), ("short", {"length": "short", "tasks": "", "cases": ""})):
            (tmp_path / f"{seed}-{name}.docx").write_bytes(updated(theirs, new).data or theirs)
    files = sorted(tmp_path.glob("*.docx"))
    told = subprocess.run([sys.executable, VALIDATOR, *files], capture_output=True, text=True)
    assert told.stdout.splitlines()[-1] == f"{len(files)} files, 0 problems", told.stdout[:2000]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea7356bd10000000049454e44ae426082"
)


def without_provenance(data: bytes) -> bytes:
    """The draft as a program leaves it that knows no custom XML."""
    kept = {name: part for name, part in parts(data).items() if not name.startswith("customXml/")}
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        kept[name] = re.sub(rb"<(?:Override|Relationship) [^>]*customXml[^>]*/>", b"", kept[name])
    return packed(kept)


def with_provenance(data: bytes, provenance: Provenance) -> bytes:
    found = parts(data) | {"customXml/item1.xml": written(provenance, {})}
    return packed(found)
