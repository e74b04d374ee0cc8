"""What a paragraph and a run have: by themselves, by their styles, by the document."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.word.resolver import Resolver

W = nsdecls("w")


def styles(*xml: str, defaults: str = "") -> Resolver:
    base = f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    return Resolver(parse_xml(f"<w:styles {W}>{base}{''.join(xml)}</w:styles>"))


def style(id: str, inside: str = "", kind: str = "paragraph", default: bool = False) -> str:
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{id}"{mark}><w:name w:val="{id}"/>{inside}</w:style>'


def based_on(id: str) -> str:
    return f'<w:basedOn w:val="{id}"/>'


def size(half_points: int) -> str:
    return f"<w:rPr>{own_size(half_points)}</w:rPr>"


def own_size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/>'


def resolved(resolver: Resolver, paragraph: str, run: str = "") -> dict[str, str]:
    """What the run of a paragraph has, by the properties of both."""
    made = parse_xml(f"<w:p {W}><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>甲</w:t></w:r></w:p>")
    return resolver.run(made[1], resolver.paragraph(made))


NORMAL = style("Normal", size(21), default=True)


def test_what_is_nearer_counts_the_run_its_style_the_paragraphs_style_the_document() -> None:
    resolver = styles(
        NORMAL, style("Big", size(44)), style("Run", size(32), "character"), defaults=own_size(20)
    )
    big, run = '<w:pStyle w:val="Big"/>', '<w:rStyle w:val="Run"/>'
    sizes = [
        resolved(resolver, *one)["r.sz"] for one in [("",), (big,), (big, run), (big, run + own_size(9))]
    ]
    assert sizes == ["21", "44", "32", "9"]
    assert resolved(styles(defaults=own_size(20)), "")["r.sz"] == "20"


def test_a_style_has_what_it_is_based_on() -> None:
    resolver = styles(
        NORMAL,
        style("A", based_on("Normal")),
        style("B", based_on("A") + '<w:pPr><w:jc w:val="end"/></w:pPr>'),
    )
    found = resolved(resolver, '<w:pStyle w:val="B"/>')
    assert (found["r.sz"], found["jc"]) == ("21", "end")


def test_a_paragraph_of_a_style_that_there_is_not_has_the_default_one() -> None:
    assert resolved(styles(NORMAL), '<w:pStyle w:val="Gone"/>')["r.sz"] == "21"


def test_styles_based_on_each_other_in_a_circle_end_where_it_closes() -> None:
    resolver = styles(
        style("A", based_on("B") + size(30)), style("B", based_on("A")), style("C", based_on("C"))
    )
    assert [resolver.style(id).get("r.sz") for id in "ABC"] == ["30", None, None]


def test_a_thousand_styles_based_on_each_other_are_no_burden() -> None:
    chain = (style(f"S{at}", based_on(f"S{at + 1}")) for at in range(1000))
    resolver = styles(*chain, style("S1000", size(50)))
    assert resolver.style("S0")["r.sz"] == "50"
    assert resolver.hidden.paragraphs == frozenset()


def test_a_style_of_the_wrong_kind_stands_for_the_one_it_is_linked_to() -> None:
    resolver = styles(
        NORMAL,
        style("Head", '<w:link w:val="HeadChar"/>' + size(44)),
        style("HeadChar", '<w:link w:val="Head"/>' + size(43), "character"),
        style("Alone", size(99)),
    )
    assert resolved(resolver, "", '<w:rStyle w:val="Head"/>')["r.sz"] == "43"
    assert resolved(resolver, '<w:pStyle w:val="HeadChar"/>')["r.sz"] == "44"
    assert resolved(resolver, "", '<w:rStyle w:val="Alone"/>')["r.sz"] == "21"


@pytest.mark.parametrize(
    ("paragraph", "run", "bold"),
    [("Plain", "", "0"), ("Bold", "", "1"), ("Plain", "Strong", "1"), ("Bold", "Strong", "0")],
)
def test_bold_of_two_kinds_of_styles_takes_itself_back(paragraph: str, run: str, bold: str) -> None:
    on = "<w:rPr><w:b/></w:rPr>"
    resolver = styles(style("Plain"), style("Bold", on), style("Strong", on, "character"))
    chosen = f'<w:rStyle w:val="{run}"/>' if run else ""
    assert resolved(resolver, f'<w:pStyle w:val="{paragraph}"/>', chosen).get("r.b", "0") == bold
    assert resolved(resolver, f'<w:pStyle w:val="{paragraph}"/>', f"{chosen}<w:b/>")["r.b"] == "1"


def test_a_list_of_a_style_keeps_its_level_where_the_paragraph_only_names_another_list() -> None:
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    found = resolved(
        styles(style("Item", numbered)),
        '<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="4"/></w:numPr>',
    )
    assert (found["num.numId"], found["num.ilvl"]) == ("4", "1")
