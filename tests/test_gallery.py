"""The built-in templates as texts: their length, their variety, and what they share with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from generator import check
from generator.check.document import Document, from_speech
from generator.check.proof import names_in
from generator.check.rule import Finding
from generator.files.builtin import builtin_folder
from generator.model.reading_time import total_characters
from generator.model.speech import Section, Speech
from generator.template.catalogue import Source, list_templates
from generator.template.template import Template, load_template

NAMES = [summary.name for summary in list_templates()]

PAIRS = list(combinations(NAMES, 2))

LENGTHS = {"short": 1000, "standard": 2000, "long": 3000}
OWN_LENGTHS: Mapping[str, Mapping[str, int]] = {
    "inauguration": {"short": 500, "standard": 900, "long": 1400},
    "host-script": {"short": 500, "standard": 900, "long": 1300},
}
"""The characters of the templates whose occasion has a length of its own."""

TOLERANCE = 0.15

FILLERS = ("进一步", "切实", "不断", "着力", "扎实", "狠抓", "全力", "大力", "坚决", "务必")
MOST_FILLERS = 3
"""In 1,000 characters."""

FRAME = Source(builtin_folder() / "_speech.md.j2").header.values["fields"]

_SENTENCE_END = re.compile(r"[。！？；：\n]")
_TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", re.DOTALL)
_SHORTEST_COMPARED = 10


@cache
def template(name: str) -> Template:
    return load_template(name)


def examples(name: str) -> dict[str, Any]:
    return {field.name: field.example for field in template(name).fields if field.example is not None}


def required(name: str) -> dict[str, Any]:
    return {field.name: field.example for field in template(name).fields if field.required and field.example}


def choices(name: str, field: str) -> list[str]:
    return next(list(one.choices) for one in template(name).fields if one.name == field)


def drafts(name: str, length: str, details: Mapping[str, Any], seeds: str) -> Iterator[tuple[str, Speech]]:
    """A draft for every kind of unit and seed, each with what it was made for."""
    for sector in choices(name, "sector"):
        for seed in seeds:
            filled = {**details, "length": length, "sector": sector}
            yield f"{length} {sector} {seed}", template(name).render(filled, seed)


def findings(document: Document) -> tuple[Finding, ...]:
    """What is found in a draft, but for the list of facts: those of the template's own text are in it."""
    return tuple(one for one in check.check_text(document) if one.code != "K01")


def own_choices() -> Iterator[tuple[str, str]]:
    """The fields of choices that the templates have besides the frame's, by template."""
    for name in NAMES:
        for field in template(name).fields:
            if field.choices and field.name not in FRAME:
                yield name, field.name


OWN_CHOICES = list(own_choices())


def drafts_by_choice(
    name: str, field: str, length: str, details: Mapping[str, Any], seeds: str
) -> Iterator[tuple[str, dict[str, Any], Speech]]:
    """A draft for every choice of `field` and seed, each with what it was made for and from."""
    for choice in choices(name, field):
        for seed in seeds:
            filled = {**details, "length": length, field: choice}
            yield f"{length} {choice} {seed}", filled, template(name).render(filled, seed)


@cache
def sentences(name: str) -> frozenset[str]:
    """The sentences, and halves of them, that the template's text has, as mere characters."""
    text = _TAG.sub("\n", Source(template(name).path).body)
    pieces = (re.sub(r"\W", "", piece) for piece in _SENTENCE_END.split(text))
    return frozenset(piece for piece in pieces if len(piece) >= _SHORTEST_COMPARED)


def headings(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield section.heading
        yield from headings(section.sections)


@cache
def all_headings(name: str) -> frozenset[str]:
    found = (
        speech for length in LENGTHS for _, speech in drafts(name, length, required(name), "甲乙丙丁戊己庚辛")
    )
    return frozenset(heading for speech in found for heading in headings(speech.sections))


@pytest.mark.parametrize("given", [required, examples], ids=["little known", "everything known"])
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_draft_is_as_long_as_it_is_said_to_be(name, length, given):
    wanted = OWN_LENGTHS.get(name, LENGTHS)[length]
    counted = {
        made_for: total_characters(speech)
        for made_for, speech in drafts(name, length, given(name), "甲乙丙丁")
    }
    print(name, given.__name__, length, min(counted.values()), max(counted.values()))
    assert {
        made_for: count for made_for, count in counted.items() if abs(count - wanted) > TOLERANCE * wanted
    } == {}


@pytest.mark.parametrize("given", [required, examples], ids=["little known", "everything known"])
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(("name", "field"), OWN_CHOICES)
def test_a_draft_keeps_its_length_whatever_else_is_chosen(name, field, length, given):
    wanted = OWN_LENGTHS.get(name, LENGTHS)[length]
    counted = {
        made_for: total_characters(speech)
        for made_for, _, speech in drafts_by_choice(name, field, length, given(name), "甲乙丙丁戊己庚辛")
    }
    print(name, field, given.__name__, length, min(counted.values()), max(counted.values()))
    assert {
        made_for: count for made_for, count in counted.items() if abs(count - wanted) > TOLERANCE * wanted
    } == {}


@pytest.mark.parametrize("given", [required, examples], ids=["little known", "everything known"])
@pytest.mark.parametrize(("name", "field"), OWN_CHOICES)
def test_a_draft_has_no_finding_whatever_else_is_chosen(name, field, given):
    found = set()
    for length in LENGTHS:
        for made_for, filled, speech in drafts_by_choice(name, field, length, given(name), "甲乙丙"):
            document = from_speech(speech, names_in(filled))
            found |= {(made_for, one.code, one.message) for one in findings(document)}
    assert found == set()


FOR_TOWNS = [name for name in NAMES if "乡镇街道" in choices(name, "sector")]


@pytest.mark.parametrize("name", FOR_TOWNS)
def test_a_town_that_is_a_subdistrict_keeps_length_and_has_no_finding(name):
    """街道 has communities in the place of villages: other words, the same measure."""
    for length in LENGTHS:
        wanted = OWN_LENGTHS.get(name, LENGTHS)[length]
        for given in (required, examples):
            details = {**given(name), "unit": "柳河街道", "sector": "乡镇街道", "length": length}
            for seed in "甲乙丙":
                speech = template(name).render(details, seed)
                assert abs(total_characters(speech) - wanted) <= TOLERANCE * wanted
                known = names_in({**examples(name), **details})
                assert findings(from_speech(speech, known)) == ()


def own_words(speech: Speech, details: Mapping[str, Any]) -> str:
    """What the draft says besides the details that were given."""
    values = (value if isinstance(value, list) else [value] for value in details.values())
    cells = {cell.strip("。") for value in values for row in value for cell in str(row).split("｜")}
    longest_first = sorted(cells - {""}, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), "◇", "\n".join(speech.texts))


@pytest.mark.parametrize("name", [name for name in FOR_TOWNS if name != "rural-revival"])
def test_a_town_that_is_a_subdistrict_hears_nothing_of_villages(name):
    for length in LENGTHS:
        for given in (required, examples):
            details = {**given(name), "unit": "柳河街道", "sector": "乡镇街道", "length": length}
            for seed in map(str, range(20)):
                said = own_words(template(name).render(details, seed), details)
                assert re.findall(".*?(?:村|乡镇|庄稼|农忙|田[埂头间]).*", said) == [], (length, seed)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_open_but_what_is_required(name):
    needed = {field.label for field in template(name).fields if field.required}
    for length in LENGTHS:
        for _, speech in drafts(name, length, {}, "甲乙"):
            assert set(re.findall("【(.*?)】", "".join(speech.texts))) <= needed


@pytest.mark.parametrize("name", NAMES)
def test_whichever_field_is_left_open_there_is_a_draft(name: str) -> None:
    whole = examples(name)
    for left_open in whole:
        assert template(name).render({field: value for field, value in whole.items() if field != left_open})


@pytest.mark.parametrize("name", NAMES)
def test_words_that_only_fill_are_few(name):
    counts = {}
    for length in LENGTHS:
        for made_for, speech in drafts(name, length, examples(name), "甲乙丙"):
            text = "".join(speech.texts)
            counts[made_for] = 1000 * sum(map(text.count, FILLERS)) / len(text)
    print(name, f"at most {max(counts.values()):.1f} filler words in 1,000 characters")
    assert {made_for: count for made_for, count in counts.items() if count > MOST_FILLERS} == {}


@pytest.mark.parametrize("name", NAMES)
def test_beginnings_and_ends_differ_from_seed_to_seed(name):
    seeds = [str(number) for number in range(40)]
    speeches = [template(name).render(examples(name), seed) for seed in seeds]
    assert len({re.split("[。：；]", speech.preamble[0])[0] for speech in speeches}) >= 3
    assert len({speech.closing[-1] for speech in speeches if speech.closing}) >= 3


def test_who_takes_up_a_post_promises_and_asks_nothing_of_others():
    asking = re.compile("希望|务必|必须|请各|要求(大家|各)|(大家|同志们|各单位|各科室)要")
    for length in LENGTHS:
        for given in (required, examples):
            for made_for, speech in drafts("inauguration", length, given("inauguration"), "甲乙丙"):
                told = [text for text in speech.texts if asking.search(text)]
                assert told == [], made_for


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("奏唱国歌", ["请全体起立", "奏唱《中华人民共和国国歌》", "请坐下。"]),
        ("通报上半年情况｜市应急管理局", ["请市应急管理局通报上半年情况。", "（通报）"]),
        ("情况通报｜市应急管理局", ["请市应急管理局作情况通报。", "（通报）"]),
        ("交流发言｜云川区｜五分钟以内", ["请云川区作交流发言。时间是五分钟以内。", "（发言）"]),
        ("宣读表彰决定｜李伟同志", ["请李伟同志宣读表彰决定。", "祝贺"]),
        ("为先进集体颁奖｜各位领导", ["为先进集体颁奖。", "请受奖的代表", "请各位领导", "（颁奖）"]),
        ("签订责任书｜各县区代表", ["签订责任书。", "请各县区代表", "（签字）"]),
        ("观看警示教育片｜｜十分钟", ["观看警示教育片。时间是十分钟。", "（播放）"]),
        ("入党宣誓｜赵平同志", ["入党宣誓。", "赵平同志(到前面)?领誓", "起立", "（宣誓）"]),
        ("审议工作规则｜刘敏同志", ["请刘敏同志作说明。", "同意的", "不同意的", "弃权的"]),
        ("休息｜｜十分钟", ["现在休息十分钟", "继续(开会|进行)"]),
        ("作总结讲话｜陈志远同志", ["陈志远同志作总结讲话", "（讲话）"]),
        ("揭牌｜双方代表", ["揭牌。有请双方代表。"]),
    ],
)
def test_a_host_script_hands_over_by_the_words_of_the_item(item, said):
    for seed in "甲乙丙丁戊":
        speech = template("host-script").render({**required("host-script"), "agenda": [item]}, seed)
        text = "".join(speech.preamble)
        assert [words for words in said if not re.search(words, text)] == [], text


def test_a_host_script_calls_the_speakers_in_the_order_of_the_agenda():
    speakers = ["甲局长", "乙镇长", "丙院长", "丁书记"]
    for made_for, speech in drafts(
        "host-script", "standard", {"agenda": [f"汇报情况｜{name}" for name in speakers]}, "甲乙丙"
    ):
        called = re.findall("请(甲局长|乙镇长|丙院长|丁书记)", "".join(speech.preamble))
        assert called == speakers, made_for


def test_a_host_script_calls_one_after_another_and_tells_the_next_to_be_ready():
    several = "交流发言｜云川区、临江化工集团、市人民医院"
    for made_for, speech in drafts("host-script", "standard", {"agenda": [several]}, "甲乙丙"):
        text = "".join(speech.preamble)
        said = [
            "请云川区作交流发言，请临江化工集团做准备。",
            "（云川区发言）",
            "请临江化工集团发言，请市人民医院做准备。",
            "（临江化工集团发言）",
            "请市人民医院发言。",
            "（市人民医院发言）",
        ]
        assert [words for words in said if words not in text] == [], made_for
        assert sorted(said, key=text.find) == said, made_for


@pytest.mark.parametrize("who", ["区委副书记、区长郭启明同志", "云川区、东岭镇等五家", "各县区、市直各部门"])
def test_a_host_script_calls_at_once_who_cannot_be_called_one_by_one(who):
    for made_for, speech in drafts("host-script", "short", {"agenda": [f"表态发言｜{who}"]}, "甲乙"):
        assert f"请{who}作表态发言。" in "".join(speech.preamble), made_for


def test_a_host_script_of_a_long_agenda_says_nothing_twice():
    agenda = [
        "奏唱国歌",
        "观看警示教育片｜｜六分钟",
        "传达上级会议精神｜王芳同志",
        "通报一季度情况｜市应急管理局",
        "通报暗访情况｜市交通运输局",
        "交流发言｜云川区、东岭镇",
        "休息",
        "表态发言｜临江化工集团",
        "表态发言｜市人民医院",
        "讲话｜市长陈志远同志｜约三十分钟",
    ]
    given = {**required("host-script"), "agenda": agenda}
    for length in LENGTHS:
        for made_for, speech in drafts("host-script", length, given, "甲乙丙"):
            known = names_in({**examples("host-script"), **given})
            assert findings(from_speech(speech, known)) == (), made_for
            assert "（讲话，约三十分钟）" in speech.preamble, made_for


def test_a_host_script_hands_on_what_its_kind_of_meeting_leaves_to_do():
    given = required("host-script")
    for _, filled, speech in drafts_by_choice("host-script", "kind", "long", given, "甲乙丙丁"):
        assert ("传达" in "".join(speech.closing)) <= (filled["kind"] == "部署会")


def test_a_host_script_says_who_does_what_by_when():
    tasks = ["清运垃圾｜环卫站｜五月底前", "修补路面｜城建办", "核对名单｜｜六月底前", "印发通知"]
    for made_for, speech in drafts("host-script", "short", {"tasks": tasks}, "甲乙丙丁"):
        told = "".join(speech.closing)
        assert re.search("清运垃圾，由环卫站负责，五月底前完成|环卫站负责清运垃圾，五月底前办完", told), (
            made_for
        )
        for words in ("修补路面，由城建办负责", "核对名单，六月底前完成", "印发通知，由谁承办、几时办完"):
            assert words in told, made_for


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_no_sentence_stands_in_two_templates(one, other):
    assert sentences(one) & sentences(other) == set()


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_no_heading_stands_in_two_templates(one, other):
    assert all_headings(one) & all_headings(other) == set()
