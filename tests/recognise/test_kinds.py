"""What recognition does with each kind of line, one behaviour a test."""

from __future__ import annotations

import pytest

from generator.formats import html, markdown, plaintext
from generator.model.speech import Section

TITLE = "在全县防汛工作会议上的讲话"
TEXT = "各镇要逐户登记，月底前报到县里，县里逐户核对。"


def headings(sections: tuple[Section, ...]) -> list[object]:
    return [[one.heading, *headings(one.sections)] if one.sections else one.heading for one in sections]


def read(*lines: str):
    return plaintext.read("\n".join([TITLE, *lines]))


def headings_in(*lines: str) -> list[object]:
    return headings(read("同志们：", "今天讲几点意见。", *lines).speech.sections)


class TestHeadings:
    @pytest.mark.parametrize("mark", ["{}.", "{}、", "{}．", "（{}）", "第{}，"])
    def test_a_list_in_a_section_takes_none_away(self, mark: str) -> None:
        lines = []
        for number, heading in enumerate("查修守", 1):
            lines += [f"{'一二三'[number - 1]}、{heading}", TEXT]
            lines += [mark.format(item) + "做一件事；" for item in range(1, number + 1)]
            lines += [mark.format(number + 1) + "做完为止。"]
        assert headings_in(*lines) == ["查", "修", "守"]

    @pytest.mark.parametrize("heading", ["2023年工作回顾", "3月底前", "4个保障"])
    def test_a_digit_after_the_number_is_the_headings(self, heading: str) -> None:
        assert headings_in("一、" + heading, TEXT, "二、再说", TEXT) == [heading, "再说"]

    def test_the_next_number_after_the_mark_is_no_heading(self) -> None:
        lines = ["一、甲", TEXT, "一、二、三产业都要让路，任何企业都不能例外。", "二、乙", TEXT]
        assert headings_in(*lines) == ["甲", "乙"]

    def test_an_agenda_is_a_list(self) -> None:
        lines = ["今天有三项议程：", "一、通报；", "二、发言；", "三、讲话。", "下面进行第一项。", TEXT]
        assert headings_in(*lines) == []

    def test_a_form_that_repeats_needs_no_mark(self) -> None:
        assert headings_in("一查堤坝，", TEXT, "二查水闸，", TEXT, "三查渡口，", TEXT) == [
            "查堤坝",
            "查水闸",
            "查渡口",
        ]

    @pytest.mark.parametrize(
        "line", ["一是看得早。" + TEXT, "一方面要快。" + TEXT, "第一书记要住村。" + TEXT]
    )
    def test_a_point_is_none(self, line: str) -> None:
        assert headings_in(line, TEXT) == []

    def test_numbers_on_lines_of_their_own_count_for_the_next_line(self) -> None:
        assert headings_in("01", "看清形势", TEXT, "02", "马上动手", TEXT) == ["看清形势", "马上动手"]

    def test_which_kind_is_above_is_told_by_the_text(self) -> None:
        lines = [
            "（一）查",
            "一、查堤",
            TEXT,
            "二、查闸",
            TEXT,
            "（二）修",
            "一、修堤",
            TEXT,
            "二、修闸",
            TEXT,
        ]
        assert headings_in(*lines) == [["查", "查堤", "查闸"], ["修", "修堤", "修闸"]]


class TestTheSpeaker:
    @pytest.mark.parametrize(
        ("line", "entry"),
        [
            ("县长　洪 涛", "县长　洪涛"),
            ("县委书记　赖长河", "县委书记　赖长河"),
            ("市长 完颜泽仁", "市长　完颜泽仁"),
            ("自治州州长 买买提·艾力", "自治州州长　买买提·艾力"),
            ("总裁 John Smith", "总裁　John Smith"),
            ("王㛃", "王㛃"),
            ("甲县水务局", "甲县水务局"),
            ("县长周启明", "县长周启明"),
            ("周启明（县长）", "周启明（县长）"),
            ("[职务] [姓名]", "[职务]　[姓名]"),
            ("县长　×××", "县长　×××"),
        ],
    )
    def test_is_who_stands_between_title_and_salutation(self, line: str, entry: str) -> None:
        assert read(line, "同志们：", TEXT).speech.byline == (entry,)

    @pytest.mark.parametrize(
        "line", ["走出去找项目请进来谈合作", "凝心聚力　再创辉煌", "侵权投诉", "某某新闻网"]
    )
    def test_is_no_motto_and_no_site(self, line: str) -> None:
        assert read(line, "同志们：", TEXT).speech.byline == ()


class TestTheSalutation:
    @pytest.mark.parametrize(
        "line",
        [
            "尊敬的各位领导、老师，大家上午好。",
            "各位領導、各位來賓：",
            "各位教官：",
            "业主们、朋友们:",
            "全体师生：",
            "主任、各位副主任、秘书长、各位委员：",
            "女士们，先生们",
            "战友们！",
        ],
    )
    def test_addresses_any_group(self, line: str) -> None:
        assert read(line, TEXT).speech.salutation == line

    @pytest.mark.parametrize(
        "line", ["参会人员：", "主持人：", "会议时间：", "谢谢大家！", "同志们，今天开会。"]
    )
    def test_is_no_label_and_no_sentence(self, line: str) -> None:
        assert read(line, TEXT).speech.salutation is None


class TestTheTitle:
    def test_keeps_its_lines(self) -> None:
        found = plaintext.read(f"用心守好每一滴水\n在全县供水会议上的讲话\n同志们：\n{TEXT}")
        assert found.speech.title == "用心守好每一滴水\n在全县供水会议上的讲话"

    def test_is_joined_where_a_word_is_cut(self) -> None:
        found = plaintext.read(f"在全县供水工作动员大\n会上的讲话\n同志们：\n{TEXT}")
        assert found.speech.title == "在全县供水工作动员大会上的讲话"


class TestTheEnd:
    @pytest.mark.parametrize(
        "last",
        [
            "愿同学们勤奋努力、青春飞扬！谢谢大家！",
            "我的汇报完毕，请领导批评指正！",
            "今天的会议到此结束，散会！",
            "再一次感谢各位的光临！",
            "以上汇报，不当之处请批评指正。",
        ],
    )
    def test_has_many_words(self, last: str) -> None:
        found = read("同志们：", "一、查", TEXT, "二、修", TEXT, last)
        assert found.speech.closing == (last,)

    def test_what_wraps_up_before_the_thanks_is_in_it(self) -> None:
        last = ["新征程上，我们要向全县人民交一份合格的答卷。", "谢谢大家！"]
        assert list(read("同志们：", "一、查", TEXT, "二、修", TEXT, *last).speech.closing) == last

    @pytest.mark.parametrize(
        "note",
        [
            "希望这篇讲话稿对您有帮助！如需调整，请随时告诉我。",
            "以上是为您起草的讲话稿。",
            "注：以上内容仅供参考，可根据实际情况修改。",
            "（全文约1500字，可根据需要增减。）",
            "（作者系甲县县长）",
        ],
    )
    def test_a_note_under_it_is_told(self, note: str) -> None:
        found = read("同志们：", TEXT, "谢谢大家！", note)
        assert [one.text for one in found.dropped] == [note]


class TestMarkdown:
    def test_of_a_chat_loses_its_preface_and_keeps_its_blanks(self) -> None:
        found = markdown.read(
            f"好的，这是一篇为您起草的讲话稿：\n\n# **{TITLE}**\n\n同志们：\n\n[城市名称]{TEXT}"
        )
        assert found.speech.title == TITLE
        assert found.speech.preamble == (f"[城市名称]{TEXT}",)

    def test_an_emphasis_is_no_text_of_ours(self) -> None:
        found = markdown.read(f"# 致辞\n\n同志们：\n\n## 查\n\n**先查**，{TEXT}\n\n- 查堤；\n- 查闸。")
        assert found.speech.sections == (Section("查", (f"先查，{TEXT}", "查堤；", "查闸。")),)


def test_a_page_too_deep_to_be_read_whole_is_refused() -> None:
    from generator.errors import FileError

    with pytest.raises(FileError, match="套得太深"):
        html.read("<div>" * 5000 + "<p>同志们：</p>")


def test_a_host_who_announces_a_speaker_begins_no_second_speech() -> None:
    found = read("同志们：", TEXT, TEXT, "教师代表发言", "老师们、同学们：", TEXT, TEXT)
    assert found.speeches == 1
    assert "教师代表发言" in found.speech.preamble
