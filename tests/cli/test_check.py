"""`speechgen check`."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from generator import check, files
from generator.word.revisions import Revisable

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
    document = Revisable(path.read_bytes())
    texts = [line.text.replace("，", ",") for line in document.lines]
    path.write_bytes(document.revised(texts, DATE))
    return path


def test_a_finding_says_file_place_code_level_and_what_to_do(run, text):
    done = run("check", text.name)
    assert done.status == 1
    lines = done.out.split("\n")
    assert lines[0] == "讲话.txt：第 1 行：B01 必错：半角的“:”应为全角的“：”｜同志们:"
    assert lines[1].startswith("讲话.txt：第 2 行：L01 必错：“布署”应为“部署”")
    assert "必错 3 处，疑似 1 处，提示 0 处；其中 3 处加 --fix 可以自动改。" in lines


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
    found = json.loads(run("check", text.name, "--json").out)
    assert [one["code"] for one in found] == ["B01", "L01", "B01", "L02"]
    assert found[1] == {
        "file"
        : "讲话.txt", "place": "第 2 行", "paragraph": 2, "start": 2, "end": 4, "text": "布署", "code": "L01",
        "title"
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
        before = [line.text for line in Revisable(draft.read_bytes()).lines]
        done = run("check", draft.name, "--fix", "--select", "B01")
        after = [line.text for line in Revisable(draft.read_bytes()).lines]
        assert done.status == 0
        assert after == [text.replace(",", "，") for text in before]
        assert (draft.parent / "讲话.docx~").exists()

    def test_the_drafts_own_provenance_says_whose_names_are_right(self, run, draft, folder):
        assert "N01" not in run("check", draft.name).out
        document = Revisable(draft.read_bytes())
        texts = [line.text.replace("云溪县", "望江县") for line in document.lines]
        draft.write_bytes(document.revised(texts, DATE))
        assert "“望江县”不在单位信息里" in run("check", draft.name).out


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
        raise files.FileError("磁盘已满")

    monkeypatch.setattr(files, "write_whole", fail)
    assert run("check", text.name, "--fix").refused
    assert text.read_text("utf-8") == WRONG
