"""What a secretary does to a draft, and what the update makes of it: no half sentence, no wrong count."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import pytest
from docx.document import Document

from generator.template.template import load_template
from generator.update import Kind, Updated

from .conftest import OLD, drafted, updated
from .editing import accepted, texts

Edit = Callable[[Document], None]


def edited(draft: bytes, *edits: Edit) -> bytes:
    document = docx.Document(io.BytesIO(draft))
    for edit in edits:
        edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def found(document: Document, words: str):
    return next(one for one in document.paragraphs if words in one.text)


def rewrite(words: str, new: str) -> Edit:
    """Writes `new` for `words`, and nothing of the paragraph else."""

    def change(document: Document) -> None:
        paragraph = found(document, words)
        said = paragraph.text.replace(words, new)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = said

    return change


def put_before(words: str, *new: tuple[str, str]) -> Edit:
    def change(document: Document) -> None:
        for style, text in new:
            found(document, words).insert_paragraph_before(text, style=style)

    return change


FOURTH = put_before(
    "同志们，云溪县", ("Heading 1", "四、备足抢险的东西"), ("Body Text", "沙袋和编织袋月底前到位。")
)


def said(made: Updated) -> list[str]:
    return texts(accepted(made.data))


def comments(made: Updated) -> str:
    from generator.word.package import read_parts

    return read_parts(made.data, "稿").get("word/comments.xml", b"").decode()


class TestTheAnnouncedCount:
    def test_reworded_and_right_it_is_no_conflict(self, draft: bytes) -> None:
        made = updated(edited(draft, FOURTH, rewrite("我讲三点意见", "我强调四点")), {"cases": "15"})
        assert made.count(Kind.CONFLICT) == 0
        assert any(one.endswith("下面，我强调四点。") for one in said(made))

    def test_reworded_it_follows_the_sections(self, draft: bytes) -> None:
        made = updated(edited(draft, FOURTH, rewrite("我讲三点意见", "我强调三点")), {"cases": "15"})
        assert made.count(Kind.CONFLICT) == 0
        assert any(one.endswith("下面，我强调四点。") for one in said(made))

    def test_another_number_of_the_person_is_left_alone(self, draft: bytes) -> None:
        made = updated(edited(draft, rewrite("有三个点位", "有三十个点位")), {"cases": "15"})
        assert any("有三十个点位" in one for one in said(made))


class TestItems:
    @pytest.mark.parametrize(
        ("old", "new", "edit", "expected"),
        [
            ("查清底数；压实责任；备足物资", "查清底数；压实责任；备足物资；逐项销号",
             ("二是压实责任；三是", "二是"), "一是查清底数；二是备足物资；三是逐项销号。"),
            ("查清底数；压实责任", "查清底数；压实责任；逐项销号",
             ("一是查清底数", "一是学深文件；二是查清底数"),
             "一是学深文件；二是查清底数；三是压实责任；四是逐项销号。"),
        ],
        ids=["one-removed", "one-added"],
    )  # fmt: skip
    def test_they_count_on(self, template, old: str, new: str, edit: tuple[str, str], expected: str) -> None:
        theirs = edited(drafted(template, OLD | {"tasks": old}), rewrite(*edit), *_renumbered(edit[1]))
        assert any(expected in one for one in said(updated(theirs, {"tasks": new})))


def _renumbered(text: str) -> Sequence[Edit]:
    return [rewrite("；二是压实", "；三是压实")] if text.count("是") > 1 else []


@pytest.fixture(scope="session")
def template():
    from .conftest import TEMPLATE

    return load_template(TEMPLATE)


class TestSentences:
    def test_half_of_ours_is_not_put_beside_half_of_theirs(self, draft: bytes) -> None:
        theirs = edited(draft, rewrite("名单【讲话日期】前报县纪委", "名单两天之内报县纪委"))
        made = updated(theirs, {"date": "2026-03-12", "office": "县府办公室"})
        assert any("名单两天之内报县纪委。" in one for one in said(made))
        assert "名单2026年3月12日前报县府办公室" in comments(made)

    def test_one_that_was_moved_to_another_paragraph_is_updated_there(self, draft: bytes) -> None:
        moved = "没有人应的，当天通报云溪县各单位。"
        theirs = edited(draft, rewrite(moved, ""), rewrite("教训就在眼前", moved + "教训就在眼前"))
        made = updated(theirs, {"unit": "青石镇"})
        assert any("没有人应的，当天通报青石镇各单位。教训" in one for one in said(made))

    def test_where_ours_has_nothing_left_to_show_the_comment_says_so(self, draft: bytes) -> None:
        theirs = edited(draft, rewrite("要把电话打通。", "要把电话、对讲机打通。"))
        made = updated(theirs, {"length": "short"})
        assert "新稿是：<" not in comments(made)


class TestRewrittenParagraphs:
    def test_nothing_is_put_behind_a_closing_of_their_own(self, tmp_path) -> None:
        path = tmp_path / "t.md.j2"
        path.write_text(
            "---\ntitle: 试\nfields:\n  more: {label: 补充, default: ''}\n---\n"
            "# 讲话\n\n## 第一件事\n\n要办好。\n\n---\n\n"
            "同志们，任务已经明确，责任已经交给在座各位。希望大家会后立即行动。"
            "{% if more %}{{ more }}{% endif %}\n",
            encoding="utf-8",
        )
        theirs = edited(
            drafted(load_template(str(path)), {}),
            rewrite(
                "同志们，任务已经明确，责任已经交给在座各位。希望大家会后立即行动。",
                "就讲这些，回去抓紧干。谢谢大家！",
            ),
        )
        made = updated(theirs, {"more": "有困难及时提出。"}, template=str(path))
        assert said(made)[-1] == "就讲这些，回去抓紧干。谢谢大家！"
        assert "有困难及时提出。" in comments(made)

    def test_a_point_whose_rest_is_new_is_the_same_point(self, tmp_path) -> None:
        path = tmp_path / "t.md.j2"
        path.write_text(
            "---\ntitle: 试\nfields:\n  town: {label: 乡镇, default: ''}\n---\n"
            "# 讲话\n\n## 第一件事\n\n要摸清底数，掌握情况。"
            "{% if town %}包村干部逐组逐栋走到，边走边记，白天没有人在家的另外约好时间上门。"
            "{% else %}每条都注明查看的人员，基层解决不了的由牵头单位汇总以后统一协调。{% endif %}\n",
            encoding="utf-8",
        )
        template = load_template(str(path))
        theirs = edited(drafted(template, {}), rewrite("查看的人员", "查看的人员和日期"))
        made = updated(theirs, {"town": "青石镇"}, template=str(path))
        assert "".join(said(made)).count("要摸清底数") == 1
        assert "包村干部逐组逐栋走到" in comments(made)
