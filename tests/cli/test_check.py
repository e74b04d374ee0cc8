"""`speechgen check`."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import docx
import pytest

from generator import check, files
from generator.check import fonts
from generator.errors import FileError
from generator.formats import layouts
from generator.word.opened import Opened
from generator.word.tracked import revised

from ..word.documents import SPEECH, read, typed

DATE = datetime(2026, 3, 12, tzinfo=UTC)
WRONG = "同志们:\n　　会上布署,三项工作。\n　　市委做出决定。\n"
RIGHT = "同志们：\n　　会上部署，三项工作。\n　　市委做出决定。\n"
MARKUP = '# 讲话\n\n同志们:\n\n今天开会,我讲一点。\n\n## 管住"一支笔"\n\n市财政局(牵头)月底前办结。\n'


@pytest.fixture
def text(folder):
    path = folder / "讲话.txt"
    path.write_text(WRONG, "utf-8")
    return path


@pytest.fixture
def draft(folder, run):
    """A draft of our own with mistakes in it."""
    (folder / "details.yaml").write_text("单位名称: 云溪县\n称呼: 同志们\n", "utf-8")
    assert run("generate", "supervision", "-d", "details.yaml", "-o", "讲话.docx", "--no-input").status == 0
    path = folder / "讲话.docx"
    document = Opened(path.read_bytes())
    texts = [line.text.replace("，", ",") for line in document.lines]
    path.write_bytes(revised(document, texts, DATE))
    return path


def test_a_finding_says_file_place_code_level_and_what_to_do(run, text):
    done = run("check", text.name)
    assert done.status == 1
    lines = done.out.split("\n")
    assert lines[0] == "讲话.txt：第 1 行：B01 必错：半角的“:”应为全角的“：”｜同志们:"
    assert lines[1].startswith("讲话.txt：第 2 行：L01 必错：“布署”应为“部署”")
    assert "必错 3 处，疑似 1 处，提示 0 处；其中 3 处加 --fix 可以自动改。" in lines


def test_a_document_open_in_word_is_listed_and_not_written(run, draft):
    before = draft.read_bytes()
    draft.with_name(f"~${draft.name}").write_bytes(b"")
    assert "半角的" in run("check", draft.name).out
    done = run("check", draft.name, "--fix")
    assert done.refused
    assert "请先保存、关闭" in done.err
    assert draft.read_bytes() == before


def test_nothing_wrong_ends_with_0(run, folder):
    (folder / "好.txt").write_text("会上部署三项工作。", "utf-8")
    done = run("check", "好.txt")
    assert (done.status, done.out.split("\n")[0]) == (0, "没有发现问题。")


def test_hints_alone_end_with_0(run, folder):
    (folder / "好.txt").write_text("要切实提高认识。\n会上部署三项工作。", "utf-8")
    done = run("check", "好.txt")
    assert done.status == 0
    assert "提示 1 处" in done.out


@pytest.mark.parametrize(
    "arguments", [(), ("没有.txt",), ("--explain", "Q99"), ("讲话.txt", "--select", "Q")]
)
def test_what_makes_no_sense_is_refused(run, text, arguments):
    assert run("check", *arguments).refused


def test_a_family_is_chosen_or_left_out_by_its_letter(run, text):
    assert "L01" not in run("check", text.name, "--select", "B").out
    assert "B01" not in run("check", text.name, "--ignore", "b01,L02").out


def test_json_tells_everything(run, text):
    told = json.loads(run("check", text.name, "--json").out)
    assert told["version"] == 1
    (file,) = told["files"]
    assert (file["file"], file["problem"]) == ("讲话.txt", None)
    assert [one["code"] for one in file["findings"]] == ["B01", "L01", "B01", "L02"]
    assert file["findings"][1] == {
        "place": "第 2 行", "paragraph": 2, "start": 2, "end": 4, "text": "布署", "before": "会上",
        "after": ",三项工作。", "code": "L01", "title"
        : "错别字", "level": "必错", "message": "“布署”应为“部署”", "replacement": "部署", "fixable": True,
        "by_layout": False,
    }  # fmt: skip


class TestFix:
    def test_puts_right_what_is_certain_and_keeps_the_original(self, run, text):
        done = run("check", text.name, "--fix")
        assert done.status == 1
        assert text.read_text("utf-8") == RIGHT
        assert (text.parent / "讲话.txt~").read_text("utf-8") == WRONG

    def test_a_second_time_changes_nothing(self, run, text):
        run("check", text.name, "--fix")
        assert "改了" not in run("check", text.name, "--fix").out

    def test_keeps_the_encoding_and_the_line_ends(self, run, text):
        text.write_bytes(WRONG.replace("\n", "\r\n").encode("gb18030"))
        run("check", text.name, "--fix")
        assert text.read_bytes() == RIGHT.replace("\n", "\r\n").encode("gb18030")

    def test_keeps_speech_markup_as_it_was_written(self, run, folder):
        path = folder / "讲话.md"
        path.write_text(MARKUP, "utf-8")
        run("check", path.name, "--fix")
        expected = (
            "# 讲话\n\n同志们：\n\n今天开会，我讲一点。\n\n## 管住“一支笔”\n\n市财政局（牵头）月底前办结。\n"
        )
        assert path.read_text("utf-8") == expected

    def test_leaves_a_templates_tags_alone(self, run, folder):
        template = (
            "---\ntitle: 试用\nfields:\n  unit: {label: 单位名称, example: 临江市}\n---\n同志们：\n\n%s\n"
        )
        path = folder / "试用.md.j2"
        path.write_text(
            template % '{{ unit|default("a,b") }}的会,{% if unit %}要布署{% endif %}好,再散会。', "utf-8"
        )
        run("check", path.name, "--fix")
        expected = template % '{{ unit|default("a,b") }}的会，{% if unit %}要部署{% endif %}好，再散会。'
        assert path.read_text("utf-8") == expected


class TestWord:
    def test_a_draft_is_put_right_as_tracked_changes(self, run, draft):
        before = [line.text for line in Opened(draft.read_bytes()).lines]
        done = run("check", draft.name, "--fix", "--select", "B01")
        after = [line.text for line in Opened(draft.read_bytes()).lines]
        assert done.status == 0
        assert after == [text.replace(",", "，") for text in before]
        assert (draft.parent / "讲话.docx~").exists()

    def test_the_drafts_own_provenance_says_whose_names_are_right(self, run, draft, folder):
        assert "N01" not in run("check", draft.name).out
        document = Opened(draft.read_bytes())
        texts = [line.text.replace("云溪县", "望江县") for line in document.lines]
        draft.write_bytes(revised(document, texts, DATE))
        assert "“望江县”不在单位信息里" in run("check", draft.name).out


class TestLayout:
    """版式: compared with the layout; laid out again only when rules about looks are selected."""

    @pytest.fixture
    def foreign(self, folder):
        path = folder / "旧稿.docx"
        path.write_bytes(read(typed()))
        return path

    def test_a_foreign_document_is_told_what_it_should_look_like(self, run, foreign):
        out = run("check", foreign.name).out
        assert "F02 疑似：正文应当是仿宋_GB2312 三号，这里是宋体 11 磅（共 4 段）" in out
        assert "旧稿.docx：全文：F06 疑似：没有页码，应当有“— 1 —”\n" in out
        assert "处加 --fix --select F 可以照版式重排" in out

    def test_a_draft_of_ours_is_compared_with_its_own_layout(self, run, folder):
        run("generate", "general", "--no-input", "-o", "念稿.docx", "--layout", "reading")
        assert "F0" not in run("check", "念稿.docx").out
        assert "F02" in run("check", "念稿.docx", "--layout", "official").out

    def test_a_layout_of_ones_own_is_known_again_by_what_is_in_it(self, run, folder):
        own = layouts.find_layout("reading").read_bytes()
        (folder / "本单位.docx").write_bytes(own)
        run("generate", "general", "--no-input", "-o", "稿.docx", "--layout", "本单位.docx")
        assert "F0" not in run("check", "稿.docx").out
        (folder / "本单位.docx").write_bytes(layouts.find_layout("official").read_bytes())
        done = run("check", "稿.docx", "--select", "F")
        assert (done.status, "找不到生成时用的版式“本单位.docx”，没有查版式" in done.out) == (0, True)

    def test_fix_alone_does_not_touch_the_looks(self, run, foreign):
        before = foreign.read_bytes()
        run("check", foreign.name, "--fix")
        assert foreign.read_bytes() == before

    def test_fix_of_the_family_lays_it_out_again_and_keeps_the_original(self, run, foreign):
        before = foreign.read_bytes()
        done = run("check", foreign.name, "--fix", "--select", "F")
        assert done.out.startswith("旧稿.docx：照版式重排了，原来的文件留作 旧稿.docx~\n没有发现问题。")
        assert foreign.with_name("旧稿.docx~").read_bytes() == before
        assert [line.text for line in Opened(foreign.read_bytes()).lines] == list(SPEECH)

    def test_a_second_time_changes_nothing(self, run, foreign):
        run("check", foreign.name, "--fix", "--select", "F")
        once = foreign.read_bytes()
        assert "重排" not in run("check", foreign.name, "--fix", "--select", "F").out
        assert foreign.read_bytes() == once

    def test_it_takes_the_layout_that_is_asked_for(self, run, foreign):
        run("check", foreign.name, "--fix", "--select", "F", "--layout", "reading")
        assert run("check", foreign.name, "--select", "F", "--layout", "reading").status == 0
        assert run("check", foreign.name, "--select", "F").status == 1

    def test_one_rule_changes_only_what_it_is_about(self, run, foreign):
        run("check", foreign.name, "--fix", "--select", "F01")
        out = run("check", foreign.name).out
        assert ("F01" in out, "F02" in out) == (False, True)

    def test_mistakes_and_looks_are_put_right_together(self, run, foreign):
        document = Opened(foreign.read_bytes())
        texts = [line.text.replace("，", ",") for line in document.lines]
        foreign.write_bytes(revised(document, texts, DATE))
        done = run("check", foreign.name, "--fix", "--select", "F,B")
        assert "段，照版式重排了" in done.out
        assert [line.text for line in Opened(foreign.read_bytes()).lines] == list(SPEECH)

    def test_who_asks_about_looks_is_told_which_fonts_are_missing(self, run, foreign, monkeypatch):
        monkeypatch.setattr(fonts, "installed", lambda: frozenset({"cambria"}))
        monkeypatch.setattr(fonts, "_picked", lambda font: "Noto Sans CJK SC")
        note = "这台电脑没有“宋体”（用“Noto Sans CJK SC”代替），看到的和打印的会有出入。"
        assert note in run("check", foreign.name, "--select", "F").out
        assert "这台电脑" not in run("check", foreign.name).out

    def test_a_layout_that_is_not_there_is_refused(self, run, foreign):
        assert run("check", foreign.name, "--layout", "没有.docx").refused


class TestComment:
    """--comment writes beside the text what --fix cannot put right."""

    @pytest.fixture
    def commented(self, folder, run):
        path = folder / "旧稿.docx"
        document = typed()
        document.add_paragraph("市委做出决定,月底前办结。")
        path.write_bytes(read(document))
        return path

    def comments(self, path):
        return [one.text for one in docx.Document(str(path)).comments]

    def test_a_finding_becomes_a_comment_with_code_level_and_message(self, run, commented):
        done = run("check", commented.name, "--comment", "--select", "L,B")
        assert "旧稿.docx：加了 1 条批注，原来的文件留作 旧稿.docx~" in done.out
        (comment,) = self.comments(commented)
        assert comment.startswith("L02 疑似：")

    def test_with_fix_the_rest_is_put_right(self, run, commented):
        done = run("check", commented.name, "--comment", "--fix", "--select", "L,B")
        assert "改了 1 段，加了 1 条批注" in done.out
        assert [one for one in self.comments(commented) if one.startswith("B01")] == []
        assert Opened(commented.read_bytes()).lines[-1].text.endswith("，月底前办结。")

    def test_a_second_time_adds_none(self, run, commented):
        run("check", commented.name, "--comment", "--fix")
        once = commented.read_bytes()
        assert "批注" not in run("check", commented.name, "--comment", "--fix").out
        assert commented.read_bytes() == once

    def test_what_laying_out_again_puts_right_is_no_comment(self, run, commented):
        run("check", commented.name, "--comment", "--select", "F")
        assert self.comments(commented) == []

    def test_other_files_have_no_comments_and_nothing_is_written(self, run, commented, text):
        before = commented.read_bytes()
        done = run("check", commented.name, text.name, "--comment", "--fix")
        assert done.refused
        assert "批注只能写进 .docx" in done.err
        assert (commented.read_bytes(), text.read_text("utf-8")) == (before, WRONG)


def test_names_are_compared_with_the_details_given(run, folder):
    (folder / "稿.txt").write_text("今天，望江县的同志也来了。", "utf-8")
    (folder / "details.yaml").write_text("单位名称: 云溪县\n", "utf-8")
    assert run("check", "稿.txt").status == 0
    assert "N01" in run("check", "稿.txt", "-d", "details.yaml").out


@pytest.mark.parametrize("code", list(check.rules()))
def test_every_rule_explains_itself(run, code):
    rule = check.rules()[code]
    done = run("check", "--explain", code)
    assert done.status == 0
    assert rule.title in done.out
    assert rule.source in done.out


def test_all_rules_are_listed(run):
    lines = run("check", "--explain", "all").out.strip().split("\n")
    assert [line.split()[0] for line in lines] == list(check.rules())


def test_a_file_that_is_no_text_is_refused(run, folder):
    (folder / "图.txt").write_bytes(b"\x00\x01\x02" * 100)
    assert run("check", "图.txt").refused


def test_files_writes_are_whole(run, text, monkeypatch):
    def fail(*_args, **_named):
        raise FileError("磁盘已满")

    monkeypatch.setattr(files, "write_whole", fail)
    assert run("check", text.name, "--fix").refused
    assert text.read_text("utf-8") == WRONG
