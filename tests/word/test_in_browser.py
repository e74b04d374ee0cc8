"""The page of a draft in a real browser: accessible, and on paper like the .docx."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from PIL import ImageChops

from generator.formats import html_writer
from generator.formats.pdf import from_docx
from generator.model.speech import Blank, Section, Speech
from generator.text.titles import title_lines
from generator.word.writer import write_docx
from tests import browser
from tests.pictures import difference, page_picture

from .conftest import CREATED

pytestmark = pytest.mark.slow

AXE = """<script>{axe}</script><script>
axe.run(document, {{resultTypes: ["violations"]}}).then(found => document.documentElement.setAttribute(
  "data-result", JSON.stringify(found.violations.map(one => one.id))));
</script></body>"""

PREVIEW = """<meta charset="utf-8"><div id="page"></div>
<script>{zip}</script><script>{preview}</script><script>
docx.renderAsync(Uint8Array.from(atob("{draft}"), one => one.charCodeAt(0)), document.getElementById("page"))
  .then(() => document.documentElement.setAttribute("data-result", JSON.stringify({{
    footers: [...document.querySelectorAll("footer")].map(one => one.innerText.trim()),
    title: document.querySelector("p.docx_title").innerText,
    headings: [...document.querySelectorAll("p.docx_heading1")].map(one => one.innerText),
  }})));
</script>"""

POINT = "要把责任落到人。哪一级的事，由哪一级办；哪一天办完，记在账上，月底逐条对照，没有办完的说明原因。"
SPEECH = Speech(
    title="在云溪县农业农村局高标准农田建设管护工作现场推进会上的讲话",
    byline=("2026年3月12日", "县委副书记　王建国"),
    salutation="同志们：",
    preamble=(POINT * 3, POINT * 2),
    sections=(
        Section("看清差在哪里", (POINT * 3, POINT * 4, Section("先看水", (POINT, Section("渠", (POINT,)))))),
        Section("定下谁来管", (POINT * 4, POINT * 3, POINT * 4)),
    ),
    closing=(POINT,),
)
LINE = 20
"""Dots from line to line of a picture."""

BLANK = Blank("单位名称", "例如：临江市 & “云溪县”")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    browser.chromium()
    return tmp_path / "profile"


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    browser.chromium()
    package = browser.npm_package("axe-core", tmp_path_factory.mktemp("npm"))
    return (package / "axe.min.js").read_text("utf-8")


def violations(page: str, axe: str, folder: Path, profile: Path) -> list[str]:
    """The rules that axe finds broken on a page."""
    file = folder / "page.html"
    file.write_text(page.replace("</body>", AXE.format(axe=axe)), "utf-8")
    found: list[str] = browser.result_of(file, profile)
    return found


@pytest.mark.parametrize(
    ("speech", "blanks"),
    [(SPEECH, ()), (Speech(title=f"在{BLANK.text}会议上的讲话", preamble=(BLANK.text,)), (BLANK,))],
    ids=["whole", "with blanks"],
)
def test_axe_finds_nothing(speech, blanks, axe, tmp_path, profile) -> None:
    page = html_writer.write(speech, blanks=blanks)
    assert violations(page, axe, tmp_path, profile) == []


def test_axe_would_find_a_page_without_a_main_part(axe, tmp_path, profile) -> None:
    page = html_writer.write(SPEECH).replace("main>", "div>")
    assert "landmark-one-main" in violations(page, axe, tmp_path, profile)


def test_the_page_and_the_pdf_look_like_the_docx(convert, official, tmp_path, profile) -> None:
    page, draft, pdf = (tmp_path / name for name in ("page.html", "draft.docx", "pdf.pdf"))
    page.write_text(html_writer.write(SPEECH), "utf-8")
    draft.write_bytes(write_docx(SPEECH, official, created=CREATED))
    pdf.write_bytes(from_docx(draft.read_bytes()))
    wanted = convert([draft], "pdf")[0]
    for number in (1, 2):
        page_of = page_picture(wanted, number)
        for made in (pdf, browser.printed(page, profile)):
            picture = page_picture(made, number)
            assert difference(picture, page_of) < 6
            assert difference(picture, ImageChops.offset(page_of, 0, LINE)) > 8


def test_docx_preview_shows_title_headings_and_page_numbers(official, tmp_path, profile) -> None:
    packages = browser.npm_package("docx-preview", tmp_path / "npm").parent
    page = tmp_path / "preview.html"
    draft = b64encode(write_docx(SPEECH, official, created=CREATED)).decode()
    scripts = {
        "zip": (packages / "jszip" / "dist" / "jszip.min.js").read_text("utf-8"),
        "preview": (packages / "docx-preview" / "dist" / "docx-preview.min.js").read_text("utf-8"),
    }
    page.write_text(PREVIEW.format(draft=draft, **scripts), "utf-8")
    shown = browser.result_of(page, profile)
    assert shown["title"] == "\n".join(title_lines(SPEECH.title, official.title_width))
    assert shown["headings"] == ["一、看清差在哪里", "二、定下谁来管"]
    assert set(shown["footers"]) == {"— 1 —"}
