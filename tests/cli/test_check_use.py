"""`speechgen check` in a day's work: many files, pipes, one's own words, an older version beside it."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import docx
import pytest
from docx.oxml import OxmlElement

from generator.cli import colours

WRONG = "会上布署了三项工作,月底前办结。\n"
OLD = "事故造成轻伤3人。\n县委书记王敏同志在3月12日的会上要求，印发《整治方案》。\n"
NEW = "那次事故，造成轻伤5人。\n县委书记王明同志在3月13日会上要求，印发《整治工作方案》。\n去年查处45件。\n"


@pytest.fixture
def pipe(monkeypatch):
    """What comes through the pipe."""

    def put(text: str) -> None:
        stream = SimpleNamespace(buffer=io.BytesIO(text.encode()), isatty=lambda: False)
        monkeypatch.setattr(sys, "stdin", stream)

    return put


@pytest.fixture
def texts(folder):
    """Writes files of the working folder."""

    def write(**contents: str) -> None:
        for name, content in contents.items():
            path = folder / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.with_suffix(".txt").write_text(content, "utf-8")

    return write


class TestManyFiles:
    def test_all_of_a_folder_are_looked_at_but_backups_and_hidden_ones(self, run, folder, texts):
        texts(稿__一=WRONG, 稿__二=WRONG)
        (folder / "稿" / "一.txt~").write_text(WRONG, "utf-8")
        (folder / "稿" / "~$二.docx").write_bytes(b"")
        (folder / "稿" / ".隐.txt").write_text(WRONG, "utf-8")
        out = run("check", "稿", "--select", "L").out.split("\n")
        assert [line.partition("：")[0] for line in out[:2]] == ["稿/一.txt", "稿/二.txt"]
        assert out[2].startswith("必错 2 处")

    def test_a_folder_with_nothing_to_check_is_refused(self, run, folder):
        (folder / "空").mkdir()
        assert "没有可查的文件" in run("check", "空").err

    def test_one_bad_file_stops_no_other(self, run, folder, texts):
        texts(好=WRONG)
        (folder / "坏.docx").write_bytes(b"PK\3\4")
        done = run("check", "坏.docx", "没有.txt", "好.txt", "--fix")
        assert (folder / "好.txt").read_text("utf-8") == "会上部署了三项工作，月底前办结。\n"
        assert [line[: len("speechgen：坏")] for line in done.err.splitlines()] == [
            "speechgen：坏",
            "speechgen：没",
        ]
        assert done.status == 2


class TestAPipe:
    def test_is_read_for_a_dash(self, run, pipe):
        pipe(WRONG)
        assert run("check", "-", "--select", "L").out.startswith("标准输入：第 1 行：L01 必错")

    def test_what_is_put_right_is_standard_output_and_the_rest_is_told_beside_it(
        self, run, pipe, monkeypatch
    ):
        written = io.BytesIO()
        monkeypatch.setattr(sys, "__stdout__", SimpleNamespace(buffer=written))
        pipe(WRONG)
        done = run("check", "-", "--fix")
        assert written.getvalue().decode() == "会上部署了三项工作，月底前办结。\n"
        assert (done.out, "改了 1 段" in done.err) == ("", True)


class TestBeforeAndAfter:
    def test_diff_shows_what_would_be_put_right_and_writes_nothing(self, run, folder, texts):
        texts(稿=WRONG)
        out = run("check", "稿.txt", "--diff").out
        assert "稿.txt：第 1 行：会上[-布-]{+部+}署" in out
        assert (folder / "稿.txt").read_text("utf-8") == WRONG

    def test_a_fix_says_what_it_changed(self, run, texts):
        texts(稿=WRONG)
        out = run("check", "稿.txt", "--fix").out
        assert "稿.txt：第 1 行：L01 布署 → 部署\n稿.txt：第 1 行：B01 , → ，\n" in out

    def test_what_word_would_not_let_it_change_is_not_told_as_changed(self, run, folder):
        document = docx.Document()
        dash = document.add_paragraph("一件事").add_run()
        dash._r.extend([OxmlElement("w:noBreakHyphen"), OxmlElement("w:noBreakHyphen")])  # type: ignore
        document.paragraphs[0].add_run("落实，要抓到底。")
        document.add_paragraph("会上布署了工作。")
        document.save(folder / "稿.docx")
        assert "B0" in run("check", "稿.docx", "--select", "B").out
        out = run("check", "稿.docx", "--fix").out.split("\n")
        assert [line for line in out if "→" in line] == ["稿.docx：第 2 段：L01 布署 → 部署"]
        assert "改了" not in run("check", "稿.docx", "--fix").out

    def test_blanks_that_go_are_told_by_name(self, run, texts):
        texts(稿="同志们：\n要部署 ，要落实 ，要检查，把工作抓好。\n")
        assert "稿.txt：第 2 行：B07 删去 空格（共 2 处）\n" in run("check", "稿.txt", "--fix").out


class TestAgainst:
    def test_what_a_rewrite_changed_in_facts_is_told_whatever_it_did_to_the_words(self, run, texts):
        texts(旧=OLD, 新=NEW)
        done = run("check", "新.txt", "--against", "旧.txt", "--select", "F")
        assert done.out.startswith(
            "新.txt：和 旧.txt 比，事实有 5 处不同：\n    数字：3人 → 5人（第 1 行）\n"
        )
        for told in (
            "人名：王敏 → 王明",
            "日期：3月12日 → 3月13日",
            "《整治方案》 → 《整治工作方案》",
            "多了 45件",
        ):
            assert told in done.out
        assert done.status == 1

    def test_words_alone_are_no_change(self, run, texts):
        texts(旧=OLD, 新=OLD.replace("事故造成", "那次事故一共造成").replace("要求", "强调"))
        done = run("check", "新.txt", "--against", "旧.txt", "--select", "F")
        assert ("事实没有变" in done.out, done.status) == (True, 0)

    def test_program_gets_them_too(self, run, texts):
        texts(旧=OLD, 新=NEW)
        told = json.loads(run("check", "新.txt", "--against", "旧.txt", "--json").out)
        assert told["against"][0] == {
            "kind": "数字", "before": "3人", "after": "5人", "paragraph": 1, "start": 9, "end": 11,
        }  # fmt: skip

    def test_only_one_file_is_compared(self, run, texts):
        texts(旧=OLD, 新=NEW, 再=NEW)
        assert run("check", "新.txt", "再.txt", "--against", "旧.txt").refused


class TestDetails:
    DETAILS = "单位名称: 云溪县\n轻伤人数: 3\n讲话人: 张建国\n"

    @pytest.fixture(autouse=True)
    def details(self, folder):
        (folder / "details.yaml").write_text(self.DETAILS, "utf-8")

    def test_what_they_do_not_have_is_one_list_by_kind(self, run, texts):
        texts(稿="会上通报了45起案件，追责12人，印发了《整治方案》。")
        out = run("check", "稿.txt", "-d", "details.yaml").out
        assert "K01 提示：文中有、单位信息里没有的 3 处，请核对出处：\n" in out
        assert "\n    数字：45起（第 1 行）、12人（第 1 行）\n" in out

    def test_what_contradicts_them_is_a_mistake(self, run, texts):
        texts(稿="事故造成轻伤5人，请张健国同志讲话。")
        out = run("check", "稿.txt", "-d", "details.yaml").out
        assert "K02 疑似：单位信息里“轻伤人数”是3，这里是“5人”" in out
        assert "N03 疑似：“张健国”和单位信息里的“张建国”只差一个字" in out

    def test_what_agrees_with_them_is_not_told(self, run, texts):
        texts(稿="事故造成轻伤3人，请张建国同志讲话。")
        assert run("check", "稿.txt", "-d", "details.yaml", "--select", "K,N").out.startswith("没有发现问题")

    def test_superiors_of_the_settings_are_known(self, run, folder, texts):
        texts(稿="今天，望江市的同志也来了。")
        assert "N01" in run("check", "稿.txt", "-d", "details.yaml").out
        (folder / "speechgen.yaml").write_text("校对:\n  上级: 望江市、省教育厅\n", "utf-8")
        assert "N01" not in run("check", "稿.txt", "-d", "details.yaml").out

    def test_an_untouched_draft_states_nothing_else(self, run, folder):
        run("generate", "supervision", "-d", "details.yaml", "-o", "讲话.docx", "--no-input", "--force")
        assert "K0" not in run("check", "讲话.docx").out


class TestSettings:
    """The section 校对 of speechgen.yaml."""

    def settings(self, folder, text):
        (folder / "speechgen.yaml").write_text(f"校对:\n{text}", "utf-8")

    def test_rules_are_chosen_and_left_out(self, run, folder, texts):
        texts(稿=WRONG)
        self.settings(folder, "  只查: [B, L]\n  不查: B01\n")
        assert run("check", "稿.txt").out.startswith("稿.txt：第 1 行：L01")
        assert "B01" in run("check", "稿.txt", "--select", "B", "--ignore", "R").out

    def test_words_of_ones_own_are_put_right(self, run, folder, texts):
        texts(稿="江北新城要带头。")
        self.settings(folder, "  词表:\n    江北新区: 江北新城 江北开发区\n")
        assert "L90 必错：“江北新城”应为“江北新区”" in run("check", "稿.txt").out
        run("check", "稿.txt", "--fix")
        assert (folder / "稿.txt").read_text("utf-8") == "江北新区要带头。"

    def test_a_word_that_lacks_something_gets_it_once(self, run, folder, texts):
        texts(稿="同志们：\n请纪委监委牵头，县纪委监委负责。")
        self.settings(folder, "  词表:\n    县纪委监委: 纪委监委\n")
        run("check", "稿.txt", "--fix", "--select", "L")
        assert (folder / "稿.txt").read_text("utf-8") == "同志们：\n请县纪委监委牵头，县纪委监委负责。"

    def test_words_may_be_a_file_beside_it(self, run, folder, texts):
        texts(稿="江北新城要带头。")
        (folder / "词表.yaml").write_text("江北新区: 江北新城\n", "utf-8")
        self.settings(folder, "  词表: 词表.yaml\n")
        assert "L90" in run("check", "稿.txt").out

    def test_set_phrases_of_ones_own_are_looked_at(self, run, folder, texts):
        texts(稿="要把一本账、一张图落下去，“三个一”要见效。")
        self.settings(folder, "  提法:\n    三个一: 一本账 | 一张图 | 一个码\n")
        assert "T90 疑似：“三个一”的内容不全，缺“一个码”" in run("check", "稿.txt").out

    @pytest.mark.parametrize(
        "text",
        [
            "  词典: 甲\n",
            "  词表:\n    江北新区:\n",
            "  词表:\n    甲乙: 丙丁\n    丙丁: 甲乙\n",
            "  提法: 三个一\n",
            "  只查: Q\n",
        ],
    )
    def test_what_makes_no_sense_is_refused(self, run, folder, texts, text):
        texts(稿=WRONG)
        self.settings(folder, text)
        assert run("check", "稿.txt").refused


class TestColours:
    @pytest.fixture
    def at_terminal(self, monkeypatch):
        """Says whether colours are wanted at a terminal, in the environment given."""

        def wanted(**environment: str) -> bool:
            monkeypatch.setattr(colours, "sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
            monkeypatch.delenv("NO_COLOR", raising=False)
            for name, value in ({"TERM": "xterm"} | environment).items():
                monkeypatch.setenv(name, value)
            return colours.wanted()

        return wanted

    def test_are_shown_at_a_terminal(self, at_terminal):
        assert at_terminal()
        assert colours.painted("必错", colours.RED) == "\x1b[31m必错\x1b[0m"

    def test_are_not_where_nobody_wants_them(self, at_terminal):
        assert not at_terminal(NO_COLOR="1")
        assert not at_terminal(TERM="dumb")

    def test_are_not_in_a_pipe(self, run, texts):
        texts(稿=WRONG)
        assert "\x1b" not in run("check", "稿.txt").out
