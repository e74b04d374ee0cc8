"""A speech becomes a template; given the same values, that gives the same speech back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.opening import open_proofs
from generator.details.entry import Entry
from generator.errors import DetailsError, FileError
from generator.files.builtin import builtin_folder
from generator.formats.conversion import read_speech
from generator.importing import HOLE, Generalised, Use, as_suggested, generalise
from generator.importing.holes import Offer
from generator.importing.names import Fields
from generator.model.speech import Section, Speech
from generator.template.template import Template, load_template

from ..conftest import DATA, examples
from ..strategies import speeches

FRAME = load_template(str(builtin_folder() / "_speech.md.j2")).fields
KNOWN = load_template("general").fields
SAMPLES = sorted(path for path in (DATA / "recognise").iterdir() if path.suffix != ".json")
TEMPLATES = [*sorted((DATA / "templates").glob("*.md.j2")), *sorted(builtin_folder().glob("[a-z]*.md.j2"))]

SPEECH = Speech(
    title="在全县防汛工作会议上的讲话",
    byline=("2024年5月12日", "县委书记　何远山"),
    salutation="同志们：",
    preamble=("今天，云溪县召开全县防汛工作会议。2024年5月12日，何远山同志到过云溪县的堤上。",),
    sections=(
        Section("摸清底数", ("要逐户登记，由县水务局牵头，查处3件，3天办完。",)),
        Section("排好人手", ("云溪的事，2023年办了13件，3月3日又办3件。",)),
    ),
    closing=("同志们，散会就动手！",),
)


def made(
    speech: Speech,
    *pairs: str,
    choose: Callable[[Offer], str] = as_suggested,
    known: Sequence = KNOWN,
    **options: str,
) -> Generalised:
    """What `speech` becomes when `pairs`, name=text, are given."""
    given = [(*pair.split("=", 1), f"-f {pair}") for pair in pairs]
    entries = [Entry(key, typed, where) for key, typed, where in given]
    return generalise(speech, entries, Fields(FRAME, known), choose, **options)


def body(*paragraphs: str, **parts: Any) -> Speech:
    return Speech(title="讲话", sections=(Section("一件事", paragraphs),), **parts)


def noting(offered: list[Offer]) -> Callable[[Offer], str]:
    """Takes every offer as it is, and notes it in `offered`."""

    def choose(offer: Offer) -> str:
        offered.append(offer)
        return offer.key

    return choose


def use(found: Generalised, name: str) -> Use:
    """What became of the field of that name or label."""
    return next(use for use in found.uses if name in (use.field.name, use.field.label))


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[Generalised], Template]:
    def load(found: Generalised) -> Template:
        path = tmp_path / "my.md.j2"
        path.write_text(found.source, encoding="utf-8", newline="")
        return load_template(str(path))

    return load


@pytest.fixture(scope="module")
def given_back(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Generalised], Speech]:
    """The speech that a template gives for the values that were replaced."""
    path = tmp_path_factory.mktemp("given_back") / "my.md.j2"

    def render(found: Generalised) -> Speech:
        path.write_text(found.source, encoding="utf-8", newline="")
        return load_template(str(path)).render(found.values)

    return render


def left_as_text(_offer: Offer) -> str:
    return ""


@st.composite
def values_in(draw: st.DrawFn, speech: Speech) -> list[str]:
    """Some pieces of the speech, each for a field."""
    names = draw(st.lists(st.sampled_from(["unit", "meeting", "speaker", "甲", "b"]), unique=True))
    pieces: dict[str, str] = {}
    for name in names:
        text = draw(st.sampled_from(list(speech.texts)))
        start = draw(st.integers(0, len(text) - 1))
        piece = text[start : draw(st.integers(start + 1, len(text)))].strip()
        if piece:
            pieces[piece] = name
    return [f"{name}={piece}" for piece, name in pieces.items()]


class TestTheSameSpeechComesBack:
    @given(data=st.data())
    def test_of_any_speech_with_any_pieces_replaced(self, given_back, data) -> None:
        speech = data.draw(speeches().filter(lambda speech: any(speech.texts)))
        found = made(speech, *data.draw(values_in(speech)), choose=left_as_text)
        if all(use.origin != HOLE for use in found.uses):
            assert given_back(found) == speech

    def test_of_a_salutation_that_has_its_mark_inside_too(self, given_back) -> None:
        speech = Speech(salutation="同志们：同志们：")
        assert given_back(made(speech)) == speech

    @examples(0.5)
    @given(speech=speeches())
    def test_of_any_speech_but_for_the_holes_that_are_fields_now(self, given_back, speech) -> None:
        """A hole that is a field of its own is given back; those of one field become alike."""
        found = made(speech)
        rendered = given_back(found)
        assert len(list(rendered.texts)) == len(list(speech.texts))
        if all(use.places == 1 and use.field.type != "date" for use in found.uses if use.origin == HOLE):
            assert rendered == speech

    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
    def test_of_every_sample(self, given_back, path: Path) -> None:
        speech = read_speech(str(path)).speech
        found = made(speech)
        rendered = given_back(found)
        if path.stem == "placeholder_speaker":
            assert rendered == replace(speech, byline=(*speech.byline[:-1], "【讲话日期】"))
        else:
            assert rendered == speech

    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
    def test_of_what_every_template_renders(self, given_back, path: Path) -> None:
        template = load_template(str(path))
        texts = {field.name: f"值{field.name}" for field in template.fields if field.type == "text"}
        examples = {field.name: field.example for field in template.fields if field.example is not None}
        examples = texts | examples
        speech = template.render(examples)
        pairs = [
            f"{field.label}={examples[field.name]}"
            for field in template.fields
            if field.type == "text" and field.name in examples and field.name != "greeting"
        ]
        assert given_back(made(speech, *pairs, choose=left_as_text)) == speech

    @pytest.mark.parametrize(
        "text",
        [
            "{{ unit }}", "{% if unit %}", "{# 注 #}", "{{{ unit }}}", "{", "{%", "} }} %} #}", "# 一", "---",
            "> 甲", "\\", "\\\\{{", "<!-- 称呼 -->", "*粗* _斜_ `码`", "1. 甲", "甲\n\n# 乙", "　甲　",
            "各位：", "{% raw %}", "{%- endblock -%}", "{{ '{{' }}",
        ],
    )  # fmt: skip
    def test_of_text_that_looks_like_a_template(self, given_back, text: str) -> None:
        speech = Speech(
            title=text,
            byline=(text, f"{text}云溪县"),
            salutation=text,
            preamble=(text, f"云溪县{text}", f"{text}云溪县{text}"),
            sections=(Section(text, (text, Section(f"云溪县{text}"))),),
            closing=(text, f"{text}云溪县"),
        )
        assert given_back(made(speech, "unit=云溪县", choose=left_as_text)) == speech
        bare = replace(speech, title=None, byline=(), salutation=None)
        assert given_back(made(bare, "unit=云溪县", choose=left_as_text)) == bare


class TestValues:
    def test_a_value_is_replaced_wherever_it_stands(self) -> None:
        found = made(SPEECH, "unit=云溪县")
        assert use(found, "unit").places == 2
        assert "今天，{{ unit }}召开" in found.source
        assert "云溪县召开" not in found.source

    def test_a_field_goes_by_its_label(self) -> None:
        assert made(SPEECH, "单位名称=云溪县") == made(SPEECH, "unit=云溪县")

    def test_a_new_field_has_its_label_and_a_name_of_letters(self, loaded) -> None:
        found = made(SPEECH, "牵头的=县水务局", known=())
        field = next(field for field in loaded(found).fields if field.label == "牵头的")
        assert (field.name, field.type, field.required, field.example) == ("field1", "text", True, "县水务局")

    def test_a_new_field_may_have_a_name_only(self, loaded) -> None:
        found = made(SPEECH, "bureau=县水务局")
        assert "由{{ bureau }}牵头" in found.source

    @pytest.mark.parametrize("key", ["office", "牵头部门"])
    def test_a_field_that_another_template_has_is_called_the_same(self, key: str) -> None:
        field = use(made(SPEECH, f"{key}=县水务局"), "office").field
        assert (field.name, field.label) == ("office", "牵头部门")

    def test_what_the_other_template_does_with_it_is_not_said_of_this_one(self, loaded) -> None:
        fields = {field.name: field for field in loaded(made(SPEECH, "office=县水务局")).fields}
        assert fields["office"].help == ""

    @pytest.mark.parametrize("key", ["in", "loop", "sectors", "Office", "1st"])
    def test_a_word_that_cannot_be_a_name_is_the_label(self, loaded, key: str) -> None:
        found = made(SPEECH, f"{key}=县水务局")
        assert use(found, key).field.name == "field1"
        assert loaded(found).render(found.values) == SPEECH

    def test_the_longest_of_overlapping_values_wins(self, given_back) -> None:
        found = made(SPEECH, "简称=云溪", "unit=云溪县")
        assert use(found, "unit").places == 2
        assert use(found, "简称").places == 1
        assert given_back(found) == SPEECH

    def test_the_longest_wins_though_another_begins_before_it(self) -> None:
        found = made(body("由县水务局长办。"), "甲=县水务", "乙=水务局长", known=())
        assert (use(found, "甲").places, use(found, "乙").places) == (0, 1)

    def test_a_single_character_is_not_replaced_blindly(self) -> None:
        found = made(SPEECH, "cases=3")
        assert use(found, "cases").places == 0
        assert any("查处3件" in piece for piece in use(found, "cases").left)

    def test_a_single_character_is_replaced_between_what_stands_round_it(self, given_back) -> None:
        found = made(SPEECH, "cases=查处[3]件")
        assert use(found, "cases").places == 1
        assert "查处{{ cases }}件，3天" in found.source
        assert given_back(found) == SPEECH

    def test_the_same_field_may_be_given_with_several_surroundings(self) -> None:
        found = made(SPEECH, "cases=查处[3]件", "cases=又办[3]件")
        assert use(found, "cases").places == 2

    def test_brackets_that_stand_in_the_speech_are_its_text(self) -> None:
        found = made(body("照云办发[2024]3号文件办。"), "number=云办发[2024]3号")
        assert use(found, "number").places == 1

    @pytest.mark.parametrize(
        "text",
        [
            "2012年",
            "112件",
            "12.5件",
            "3.12",
            "12月",
            "3月12日",
            "12%",
            "第12次",
            "1,12",
            "A12",
            "12万",
            "12:30",
        ],
    )
    def test_a_number_that_is_part_of_another_stays(self, text: str) -> None:
        found = made(body(f"去年办{text}。", "共12件。"), "cases=12")
        assert use(found, "cases").places == 1
        assert len(use(found, "cases").left) == 1

    def test_so_does_a_chinese_number(self) -> None:
        found = made(body("去年办三十二件，今年办十二件。"), "cases=十二")
        assert (use(found, "cases").places, len(use(found, "cases").left)) == (1, 1)

    def test_a_latin_word_that_is_part_of_another_stays(self) -> None:
        assert use(made(body("WORD 和 WO"), "甲=WO"), "甲").places == 1

    @pytest.mark.parametrize(
        ("text", "kind"), [("12", "number"), ("2024年5月12日", "date"), ("007", "text"), ("1,200", "text")]
    )
    def test_a_new_field_has_the_type_that_writes_it_so(self, given_back, text: str, kind: str) -> None:
        speech = body(f"共{text}，完。")
        found = made(speech, f"甲={text}", known=())
        assert use(found, "甲").field.type == kind
        assert given_back(found) == speech

    def test_a_date_may_be_given_as_in_a_form(self) -> None:
        found = made(replace(SPEECH, byline=()), "date=2024-05-12")
        assert "{{ date|date }}，" in found.source

    def test_a_value_that_is_not_there_is_no_field(self, loaded) -> None:
        found = made(SPEECH, "甲=望江县", known=())
        assert use(found, "甲").places == 0
        assert "甲" not in [field.label for field in loaded(found).fields]

    @pytest.mark.parametrize(
        ("pairs", "said"),
        [
            (["unit=云溪县", "单位名称=云溪"], "两个不同的内容"),
            (["unit=云溪县", "甲=云溪县"], "已经给了“单位名称”"),
            (["sector=学校"], "是选项"),
            (["date=明天"], "应当是日期"),
            (["甲="], "没有写内容"),
            (["甲\n乙=云溪县"], "不能作字段的名称"),
            (["<=云溪县"], "不能作字段的名称"),
        ],
    )
    def test_what_cannot_be_a_value_is_refused(self, pairs: list[str], said: str) -> None:
        with pytest.raises(DetailsError, match=said):
            made(SPEECH, *pairs)

    def test_every_mistake_is_told(self) -> None:
        with pytest.raises(DetailsError) as error:
            made(SPEECH, "sector=学校", "date=明天", "甲=")
        assert len(error.value.mistakes) == 3


class TestTheHead:
    def test_date_speaker_position_and_meeting_become_fields(self) -> None:
        found = made(SPEECH)
        assert found.values["date"] == "2024年5月12日"
        assert found.values["speaker"] == "何远山"
        assert found.values["position"] == "县委书记"
        assert found.values["meeting"] == "全县防汛工作会议"
        assert "{% block title %}在{{ meeting }}上的讲话{% endblock %}" in found.source

    def test_a_field_that_is_required_now_does_not_tell_what_leaving_it_open_gives(self, loaded) -> None:
        meeting = next(field for field in loaded(made(SPEECH)).fields if field.name == "meeting")
        assert (meeting.required, meeting.help) == (True, "会议通知上的全称")

    def test_date_speaker_and_meeting_are_replaced_in_the_text_too(self) -> None:
        assert "召开{{ meeting }}。{{ date|date }}，{{ speaker }}同志到过" in made(SPEECH).source

    def test_a_byline_like_the_frame_s_is_left_to_the_frame(self, loaded) -> None:
        assert "block byline" not in made(SPEECH).source
        turned = replace(SPEECH, byline=SPEECH.byline[::-1])
        found = made(turned)
        assert "block byline" not in found.source
        examples = {field.name: field.example for field in loaded(found).fields if field.example}
        assert loaded(found).render(examples).byline == turned.byline

    def test_another_is_written_out(self) -> None:
        found = made(replace(SPEECH, byline=("县长周启明",)))
        assert "> {{ position }}{{ speaker }}\n" in found.source

    def test_without_a_byline_nothing_is_asked_for_it(self, loaded) -> None:
        template = loaded(made(body("一句话。")))
        assert [field.name for field in template.fields if field.required] == []

    @pytest.mark.parametrize("written", ["2024.5.12", "二〇二四年五月十二日", "2024年5月", "2024年05月12日"])
    def test_a_date_in_another_form_stays_as_it_is_written(self, given_back, written: str) -> None:
        speech = replace(SPEECH, byline=(written, "何远山"))
        found = made(speech)
        assert use(found, "date").field.type == "text"
        assert given_back(found) == speech

    def test_the_unit_is_what_the_position_or_the_title_names(self) -> None:
        assert made(replace(SPEECH, byline=("中共云溪县委书记　何远山",))).values["unit"] == "云溪县"
        title = "在云溪县调研时的讲话"
        assert made(replace(SPEECH, title=title)).values["unit"] == "云溪县"

    def test_a_given_value_goes_before_a_meeting_that_it_is_part_of(self) -> None:
        found = made(replace(SPEECH, title="在云溪县防汛会上的讲话"), "unit=云溪县")
        assert "在{{ unit }}防汛会上的讲话" in found.source

    def test_a_position_is_one_field_though_the_unit_is_in_it(self) -> None:
        found = made(replace(SPEECH, byline=("2024年5月12日", "云溪县县长　何远山")), "unit=云溪县")
        assert found.values["position"] == "云溪县县长"

    def test_another_salutation_is_the_default(self, loaded) -> None:
        template = loaded(made(replace(SPEECH, salutation="各位代表：")))
        assert template.render({}).salutation == "各位代表："

    @pytest.mark.parametrize("salutation", ["各位代表！", "大家好", "同志们:"])
    def test_its_mark_is_kept(self, given_back, salutation: str) -> None:
        speech = replace(SPEECH, salutation=salutation)
        found = made(speech)
        assert use(found, "greeting").text == salutation.rstrip("！:")
        assert given_back(found) == speech

    @pytest.mark.parametrize("name", ["date", "speaker", "position", "meeting", "greeting"])
    def test_an_empty_value_leaves_it_alone(self, given_back, name: str) -> None:
        found = made(SPEECH, f"{name}=")
        assert name not in [use.field.name for use in found.uses]
        assert given_back(found) == SPEECH


class TestHoles:
    @pytest.mark.parametrize(
        ("text", "label", "hole"),
        [
            ("今天，XX县开会。", "单位名称", "XX县"),
            ("今天，××市委开会。", "单位名称", "××市"),
            ("今天，____镇开会。", "单位名称", "____镇"),
            ("今天，某某学校开会。", "单位名称", "某某学校"),
            ("刚才，×××同志讲了。", "讲话人姓名", "×××"),
            ("县委书记 ××× 讲了。", "讲话人姓名", "×××"),
            ("定于XX年XX月XX日开会。", "讲话日期", "XX年XX月XX日"),
            ("定于20××年×月×日开会。", "讲话日期", "20××年×月×日"),
            ("定于____年__月__日开会。", "讲话日期", "____年__月__日"),
            ("由（此处填写牵头部门）办。", "牵头部门", "（此处填写牵头部门）"),
            ("由（请在此填写包村干部）办。", "包村干部", "（请在此填写包村干部）"),
            ("由【牵头部门】办。", "牵头部门", "【牵头部门】"),
            ("召开XX工作会议。", "会议名称", "XX工作会议"),
            ("由XX局办。", "局名称", "XX局"),
            ("查处XX件。", "数量（件）", "XX"),
            ("增长XX%。", "数量（%）", "XX"),
            ("20XX年的事。", "年份", "20XX"),
            ("X月X日以前办完。", "月日", "X月X日"),
            ("XX月底前办完。", "月份", "XX"),
            ("联系人：____", "联系人", "____"),
            ("推进XX工作。", "待填1", "XX"),
            ("数据（待补充）。", "待填1", "（待补充）"),
        ],
    )
    def test_a_hole_is_the_field_that_stands_round_it(self, text: str, label: str, hole: str) -> None:
        offered: list[Offer] = []
        found = made(body(text), choose=noting(offered))
        assert [offer.text for offer in offered] == [hole]
        assert use(found, label).places == 1

    @pytest.mark.parametrize(
        "text",
        ["MAXXX 牌水泵。", "二○○八年的事。", "【案例】说一件事。", "某年某人的事。", "a__b", "同志们好"],
    )
    def test_what_only_looks_like_one_is_none(self, text: str) -> None:
        offered: list[Offer] = []
        made(body(text), choose=noting(offered))
        assert offered == []

    def test_of_two_kinds_of_place_one_is_the_unit(self) -> None:
        speech = body("XX县和XX市，XX县。")
        assert use(made(speech), "unit").text == "XX县"
        assert use(made(speech), "市名称").places == 1
        assert use(made(speech, "unit=望江市"), "县名称").places == 2

    def test_a_hole_becomes_the_unit_that_was_given(self, given_back) -> None:
        found = made(body("云溪县，XX县。"), "unit=云溪县")
        assert given_back(found) == body("云溪县，云溪县。")

    def test_two_numbers_are_two_fields(self) -> None:
        found = made(body("查处XX件，办结XX件。"))
        assert [use.field.label for use in found.uses] == ["数量（件）", "数量（件）2"]

    def test_the_blanks_of_a_draft_become_its_fields_again(self, given_back) -> None:
        template = load_template("general")
        blank = template.render({})
        found = made(blank)
        assert given_back(replace(found, values={})) == blank
        assert {"unit", "date", "speaker", "task"} <= {use.field.name for use in found.uses}

    def test_holes_in_the_byline_are_the_speaker_s(self) -> None:
        found = made(replace(SPEECH, byline=("20××年×月×日", "XX市委书记　×××")))
        assert "block byline" not in found.source
        assert use(found, "date").field.type == "date"

    def test_no_one_that_is_addressed_is_the_speaker(self) -> None:
        found = made(replace(SPEECH, salutation="尊敬的×××书记：", byline=()))
        assert use(found, "待填1").places == 1

    def test_a_hole_is_no_example(self, loaded) -> None:
        template = loaded(made(body("XX县查处XX件。")))
        assert {field.label: field.example for field in template.fields}["单位名称"] == "临江市"
        assert {field.label: field.example for field in template.fields}["数量（件）"] is None

    def test_where_it_stood_is_told_who_fills_it_in(self, loaded) -> None:
        field = next(field for field in loaded(made(body("推进XX工作。"))).fields if field.label == "待填1")
        assert "推进XX工作" in field.hint

    def test_another_field_may_be_chosen(self) -> None:
        found = made(body("推进XX工作。"), choose=lambda _offer: "工作名称", known=())
        assert use(found, "工作名称").places == 1

    def test_it_may_be_left_as_text(self, given_back) -> None:
        found = made(body("推进XX工作。"), choose=left_as_text)
        assert given_back(found) == body("推进XX工作。")

    def test_more_than_a_speech_has_are_refused(self) -> None:
        with pytest.raises(FileError, match="超过 300 处"):
            made(body("推进XX工作。" * 400))


class TestTheTemplate:
    def test_it_validates_and_renders_at_once(self, loaded) -> None:
        template = loaded(made(SPEECH, "unit=云溪县"))
        speech = template.render({})
        assert speech.title == "在【会议名称】上的讲话"
        assert speech.byline == ("【讲话日期】", "【讲话人姓名】")

    def test_its_examples_are_the_values(self, loaded) -> None:
        template = loaded(made(SPEECH, "unit=云溪县"))
        examples = {field.name: field.example for field in template.fields if field.example is not None}
        assert template.render(examples | {"greeting": "同志们"}) == SPEECH

    def test_its_name_and_purpose_stand_in_its_header(self, loaded) -> None:
        template = loaded(made(SPEECH, title="防汛：讲话", description="从“旧稿”改成的模板"))
        assert (template.title, template.description) == ("防汛：讲话", "从“旧稿”改成的模板")

    @pytest.mark.parametrize(
        "title", ["a: b", "# 甲", "{甲}", "'甲", '"甲"', "null", "- 甲", "甲\n\x07乙", "甲\u2028乙"]
    )
    def test_any_name_can_stand_there(self, loaded, title: str) -> None:
        template = loaded(made(SPEECH, title=title, description=title))
        assert template.title == template.description == " ".join(title.replace("\x07", " ").split())

    def test_its_comments_tell_how_to_go_on_and_are_not_printed(self, loaded) -> None:
        found = made(SPEECH)
        assert "{# 另一种写法" in found.source
        assert "{# 短的不要这一段" in found.source
        assert "写法" not in "".join(loaded(found).render(found.values).texts)

    def test_what_the_comments_say_can_be_done(self, loaded) -> None:
        found = made(SPEECH, "unit=云溪县")
        paragraph = "要逐户登记，由县水务局牵头，查处3件，3天办完。"
        assert paragraph in found.source
        wordings = f"{{% pick %}}\n- {paragraph}\n- 换一种说法。\n{{% endpick %}}"
        short = "[标准、长] 云溪的事，2023年办了13件，3月3日又办3件。"
        source = found.source.replace(paragraph, wordings)
        source = source.replace("云溪的事，2023年办了13件，3月3日又办3件。", short)
        template = loaded(replace(found, source=source))
        said = {template.render(found.values, seed).sections[0].body[0] for seed in "甲乙丙丁戊己"}
        assert said == {paragraph, "换一种说法。"}
        assert template.render({**found.values, "length": "short"}).sections[1].body == ()

    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
    def test_it_can_be_checked(self, tmp_path: Path, path: Path) -> None:
        target = tmp_path / "my.md.j2"
        target.write_text(made(read_speech(str(path)).speech).source, encoding="utf-8")
        assert len(open_proofs(target)) == 2

    def test_a_speech_too_long_for_a_template_is_refused(self) -> None:
        with pytest.raises(FileError, match="太长"):
            made(body("一二三四五六七八九" * 20_000))

    def test_a_character_that_no_document_can_hold_is_refused(self) -> None:
        with pytest.raises(FileError, match="控制字符"):
            made(body("甲\x07乙"))
