"""`speechgen generate`: from details to a draft."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.model.markup import parse
from generator.word.provenance import unpack
from generator.word.reader import read_docx

from ..conftest import Outcome, Run
from ..formats.test_outputs import edit

DETAILS = "单位名称: 云溪县\n讲话日期: 2026-03-12\n讲话人姓名: 王建国\n"


@pytest.fixture
def details(folder: Path) -> Path:
    path = folder / "details.yaml"
    path.write_text(DETAILS, encoding="utf-8")
    return path


@pytest.fixture
def generate(run: Run, meeting: str) -> Run:
    """`speechgen generate` with the small template, into draft.docx where nothing else is said."""

    def generate(*arguments: object) -> Outcome:
        out = () if "-o" in arguments else ("-o", "draft.docx")
        return run("generate", meeting, *arguments, *out)

    return generate


def as_markup(generate: Run, *arguments: object) -> str:
    return generate(*arguments, "-o", "-", "--to", "md").out


def is_empty(folder: Path) -> bool:
    return not [path for path in folder.iterdir() if path.suffix != ".yaml"]


class TestDraft:
    def test_without_a_name_it_is_called_after_unit_and_title(
        self, run: Run, meeting: str, details: Path, folder: Path
    ) -> None:
        outcome = run("generate", meeting, "-d", details, "--to", "md")
        assert outcome.out.startswith("已写出 云溪县-在云溪县例会上的讲话.md\n")
        assert (folder / "云溪县-在云溪县例会上的讲话.md").exists()

    def test_an_ending_that_says_something_else_is_refused(self, generate: Run) -> None:
        assert "结尾说是 txt，--to 说是 docx" in generate("-o", "a.txt", "--to", "docx").err

    def test_it_is_written_to_the_file_that_is_named(
        self, generate: Run, details: Path, folder: Path
    ) -> None:
        outcome = generate("-d", details)
        assert outcome.status == 0
        speech = read_docx((folder / "draft.docx").read_bytes())
        assert speech.title == "在云溪县例会上的讲话"
        assert speech.byline == ("2026年3月12日", "王建国")

    def test_it_ends_by_saying_what_it_wrote(self, generate: Run, details: Path) -> None:
        outcome = generate("-d", details, "--seed", "1", "-s", "tasks=查清底数、压实责任")
        assert re.fullmatch(
            "已写出 draft.docx\n"
            "全文 [0-9]+ 字，照每分钟 200 字念，约 0.5 分钟：\n"
            "  引言        20 字  0.5 分钟\n"
            "  说清来由    16 字  0.5 分钟\n"
            "  办好几件事  19 字  0.5 分钟\n"
            "  结尾 +[0-9]+ 字  +0.5 分钟\n"
            "没有待填的空。\n",
            outcome.out,
        )
        assert outcome.err == ""

    def test_blanks_are_marked_and_counted(self, generate: Run, folder: Path) -> None:
        outcome = generate("-s", "date=2026-03-12")
        assert outcome.status == 0
        assert outcome.out.endswith(
            "还有 2 项待填，稿中已标黄：【单位名称】（2 处）、【讲话人姓名】（1 处）\n"
        )
        assert "在【单位名称】例会上的讲话" in read_docx((folder / "draft.docx").read_bytes()).title

    @pytest.mark.parametrize("ending", ["docx", "md", "txt", "json"])
    def test_the_ending_chooses_the_format(
        self, ending: str, generate: Run, details: Path, folder: Path
    ) -> None:
        assert generate("-d", details, "-o", f"稿.{ending}").status == 0
        data = (folder / f"稿.{ending}").read_bytes()
        assert (data[:2] == b"PK") == (ending == "docx")
        if ending == "json":
            assert json.loads(data)["salutation"] == "同志们："

    def test_two_layouts_are_two_files_of_one_source(
        self, generate: Run, details: Path, folder: Path
    ) -> None:
        outcome = generate("-d", details, "--layout", "official", "--layout", "reading")
        assert outcome.out.startswith("已写出 draft.docx、draft-reading.docx\n")
        first, second = ((folder / name).read_bytes() for name in ("draft.docx", "draft-reading.docx"))
        assert read_docx(first) == read_docx(second)
        assert (unpack(first).layout, unpack(second).layout) == ("official", "reading")

    def test_the_same_seed_makes_the_same_draft_and_the_unit_is_the_seed(
        self, generate: Run, details: Path
    ) -> None:
        plain = as_markup(generate, "-d", details)
        assert as_markup(generate, "-d", details) == plain
        assert as_markup(generate, "-d", details, "--seed", "云溪县") == plain
        assert (
            len(
                {
                    as_markup(generate, "-d", details, "--seed", seed)
                    for seed in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
                }
            )
            == 3
        )

    @pytest.mark.parametrize("name", ["general", "supervision"])
    def test_built_in_templates_make_drafts(self, name: str, run: Run, details: Path, folder: Path) -> None:
        assert run("generate", name, "-d", details, "--length", "short", "-o", "draft.docx").status == 0
        assert "云溪县" in "".join(read_docx((folder / "draft.docx").read_bytes()).texts)


class TestStandardOutput:
    def test_it_holds_the_draft_and_nothing_else(self, generate: Run, details: Path) -> None:
        outcome = generate("-d", details, "-o", "-", "--to", "md", "--seed", "1")
        assert parse(outcome.out).title == "在云溪县例会上的讲话"
        assert "全文 " in outcome.err
        assert "已写出" not in outcome.err

    def test_it_holds_a_document_where_no_format_is_given(self, generate: Run, details: Path) -> None:
        outcome = generate("-d", details, "-o", "-")
        assert read_docx(outcome.raw).title == "在云溪县例会上的讲话"


class TestDetails:
    def test_flags_beat_details_and_details_beat_settings(
        self, generate: Run, details: Path, folder: Path
    ) -> None:
        (folder / "speechgen.yaml").write_text(
            "unit: 设置县\nspeaker: 设置人\ncases: 7\nlength: short\n", encoding="utf-8"
        )
        text = as_markup(
            generate, "-d", details, "-s", "讲话人姓名=命令人", "-s", "length=short", "--length", "long"
        )
        assert "# 在云溪县例会" in text
        assert "> 命令人" in text
        assert "上月查处7件" in text
        assert "### 再说细一点" in text

    def test_a_later_file_beats_an_earlier_one(self, generate: Run, details: Path, folder: Path) -> None:
        (folder / "more.yaml").write_text("unit: 临江市\n", encoding="utf-8")
        text = as_markup(generate, "-d", details, "-d", "more.yaml")
        assert "在临江市例会" in text
        assert "> 王建国" in text

    def test_a_form_with_gaps_leaves_the_settings_in_force(self, generate: Run, folder: Path) -> None:
        (folder / "speechgen.yaml").write_text("unit: 云溪县\n", encoding="utf-8")
        (folder / "details.yaml").write_text("单位名称:\n讲话日期: 2026-03-12\n", encoding="utf-8")
        assert "在云溪县例会" in as_markup(generate, "-d", "details.yaml")

    def test_the_users_settings_hold_where_the_working_folder_has_none(
        self, generate: Run, user_folder: Path, folder: Path
    ) -> None:
        user_folder.mkdir(parents=True)
        (user_folder / "speechgen.yaml").write_text("unit: 云溪县\nlayout: reading\n", encoding="utf-8")
        assert generate().status == 0
        assert unpack((folder / "draft.docx").read_bytes()).layout == "reading"
        assert "云溪县" in read_docx((folder / "draft.docx").read_bytes()).title

    def test_a_setting_for_another_template_is_passed_over(self, generate: Run, folder: Path) -> None:
        (folder / "speechgen.yaml").write_text("position: 市委书记\n", encoding="utf-8")
        assert generate().status == 0

    def test_a_slip_in_the_settings_is_told(self, generate: Run, folder: Path) -> None:
        (folder / "speechgen.yaml").write_text("uint: 云溪县\n", encoding="utf-8")
        outcome = generate()
        assert outcome.refused
        assert "speechgen.yaml 第 1 行：模板没有“uint”这一项。是不是“unit”？" in outcome.err

    def test_an_own_template_overrides_the_built_in_one(self, run: Run, folder: Path) -> None:
        (folder / "templates").mkdir()
        (folder / "templates" / "general.md.j2").write_text(
            "---\ntitle: 甲\n---\n# 我们的稿\n", encoding="utf-8"
        )
        assert run("generate", "general", "-o", "-", "--to", "md").out == "# 我们的稿\n"

    def test_a_gb18030_file_with_windows_line_ends_is_read(self, generate: Run, folder: Path) -> None:
        (folder / "gbk.yaml").write_bytes(DETAILS.replace("\n", "\r\n").encode("gb18030"))
        assert "在云溪县例会" in as_markup(generate, "-d", "gbk.yaml")

    def test_values_are_never_rendered(self, generate: Run) -> None:
        text = as_markup(generate, "-s", "unit={{ 7 * 7 }}<&>{% raw %}")
        assert parse(text).title == "在{{ 7 * 7 }}<&>{% raw %}例会上的讲话"


class TestStrict:
    def test_it_lists_all_that_is_missing(self, generate: Run, folder: Path) -> None:
        outcome = generate("--strict", "-s", "unit=云溪县")
        assert outcome.refused
        assert "缺“讲话日期”（date）" in outcome.err
        assert "缺“讲话人姓名”（speaker）" in outcome.err
        assert is_empty(folder)

    def test_it_lets_complete_details_through(self, generate: Run, details: Path) -> None:
        assert generate("--strict", "-d", details).status == 0


class TestFilesInTheWay:
    def test_a_draft_that_nobody_edited_is_made_again(self, generate: Run, details: Path) -> None:
        assert generate("-d", details).status == 0
        assert generate("-d", details, "--length", "long").status == 0

    def test_a_draft_that_somebody_edited_is_kept(self, generate: Run, details: Path, folder: Path) -> None:
        generate("-d", details)
        edit(folder / "draft.docx")
        edited = (folder / "draft.docx").read_bytes()
        outcome = generate("-d", details)
        assert outcome.refused
        assert "draft.docx：这份讲稿生成之后有人改过" in outcome.err
        assert (folder / "draft.docx").read_bytes() == edited

    def test_force_keeps_it_beside_the_new_one(self, generate: Run, details: Path, folder: Path) -> None:
        generate("-d", details)
        edit(folder / "draft.docx")
        edited = (folder / "draft.docx").read_bytes()
        outcome = generate("-d", details, "--force")
        assert outcome.status == 0
        assert "原来的文件留作 draft.docx~" in outcome.err
        assert (folder / "draft.docx~").read_bytes() == edited

    def test_with_two_layouts_neither_is_written_when_one_is_in_the_way(
        self, generate: Run, details: Path, folder: Path
    ) -> None:
        (folder / "draft-reading.docx").write_bytes(b"not ours")
        assert generate("-d", details, "--layout", "official", "--layout", "reading").refused
        assert not (folder / "draft.docx").exists()

    @pytest.mark.skipif(not Path("/dev/null").exists(), reason="there is no /dev/null here")
    def test_a_device_is_never_replaced(self, generate: Run) -> None:
        assert generate("-o", "/dev/null", "--force").refused
        assert Path("/dev/null").is_char_device()


REFUSED = {
    "no such template": (["generate", "supervison"], "没有叫“supervison”的模板。是不是“supervision”？"),
    "no such template file": (["generate", "./none.md.j2"], "没有模板文件“./none.md.j2”"),
    "unknown field": (["-s", "uint=甲"], "-s uint=…：模板没有“uint”这一项。是不是“unit”？"),
    "impossible date": (["-s", "date=2026-02-30"], "-s date=…：“讲话日期”没有“2026-02-30”这一天"),
    "no number": (["-s", "cases=多"], "“查处案件数”应当只写数字"),
    "not a choice": (["--length", "medium"], "--length：“篇幅”不能是“medium”，可选：短、标准、长"),
    "no equals sign": (["-s", "unit"], "-s unit：应当写成 -s 名称=内容"),
    "given twice": (["-s", "unit=甲", "-s", "单位名称=乙"], "“单位名称”给了两次"),
    "control character": (["-s", "unit=临\x07江"], "“单位名称”含有 Word 文件放不下的字符 U+0007"),
    "lone surrogate": (["-s", "unit=临\udcff江"], "“单位名称”含有 Word 文件放不下的字符 U+DCFF"),
    "no details file": (["-d", "none.yaml"], "none.yaml：没有这个文件"),
    "details a folder": (["-d", "."], "是文件夹，不是文件"),
    "no output folder": (["-o", "none/a.docx"], "文件夹“none”不存在，请先建好，或换一个位置"),
    "output a folder": (["-o", "."], "是文件夹，请写明文件名"),
    "output name too long": (["-o", "长" * 300 + ".docx"], "写不了"),
    "another format": (["-o", "a.odt"], "不能写成“odt”格式，可用：docx、"),
    "no such layout": (["--layout", "offical"], "没有版式“offical”"),
    "layout no document": (["--layout", "details.yaml"], "details.yaml"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_and_nothing_written(
    name: str, run: Run, meeting: str, details: Path, folder: Path
) -> None:
    arguments, message = REFUSED[name]
    whole = arguments if arguments[0] == "generate" else ["generate", meeting, *arguments]
    outcome = run(*whole)
    assert outcome.refused
    assert message in outcome.err
    assert outcome.out == ""
    assert is_empty(folder)


def test_all_mistakes_are_told_together(generate: Run, folder: Path) -> None:
    (folder / "speechgen.yaml").write_text("spaeker: 张三\n", encoding="utf-8")
    (folder / "details.yaml").write_text("单位: 云溪县\n讲话日期: 明天\n", encoding="utf-8")
    outcome = generate("-d", "details.yaml", "-s", "cases=多", "--length", "medium")
    assert outcome.refused
    assert outcome.err.startswith("speechgen：有 5 处要改：\n")
    for place in (
        "speechgen.yaml 第 1 行",
        "details.yaml 第 1 行",
        "details.yaml 第 2 行",
        "-s cases=…",
        "--length",
    ):
        assert f"  {place}：" in outcome.err.replace(f"{folder}/", "").replace(f"{folder}\\", "")


def test_names_and_values_in_a_message_cannot_steer_the_terminal(generate: Run, folder: Path) -> None:
    (folder / "details.yaml").write_text('"\\e[2J单位": 云溪县\n', encoding="utf-8")
    outcome = generate("-d", "details.yaml")
    assert outcome.refused
    assert "模板没有“□[2J单位”这一项" in outcome.err
