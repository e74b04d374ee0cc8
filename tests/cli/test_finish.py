"""`speechgen finish`: the copy that leaves the house."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document

from generator.details.fields import typed_text
from generator.template.form import examples
from generator.template.template import load_template
from generator.word.reader import read_docx

from ..conftest import Run

FINAL, READING = (
    "临江市-在全市安全生产工作会议上的讲话（定稿）.docx",
    "临江市-在全市安全生产工作会议上的讲话（念稿）.docx",
)


@pytest.fixture
def draft(run: Run, folder: Path) -> Path:
    """A draft of the examples of a template, in the working folder."""
    run("form", "work-safety", "--example", "-o", "表.yaml")
    assert run("generate", "work-safety", "-d", "表.yaml", "-s", "sector=综合", "-o", "a.docx").status == 0
    return folder / "a.docx"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_it_says_what_the_draft_says(run: Run, draft: Path, folder: Path) -> None:
    assert run("finish", "a.docx", "--no-pdf").status == 0
    said = list(read_docx(draft.read_bytes()).texts)
    assert list(read_docx((folder / FINAL).read_bytes()).texts) == said
    assert list(read_docx((folder / READING).read_bytes()).texts) == said


def test_nothing_of_how_it_was_made_is_in_it(run: Run, draft: Path, folder: Path) -> None:
    document = Document(str(draft))
    document.core_properties.author = "陈秘书"
    document.core_properties.last_modified_by = "李科长"
    document.save(str(draft))
    assert run("finish", "a.docx", "--no-pdf").status == 0
    for name in (FINAL, READING):
        held = "\n".join(f"{part}\n{data.decode()}" for part, data in parts(folder / name).items())
        assert not [word for word in ("customXml", "speechgen", "陈秘书", "李科长", "rsid") if word in held]


def test_no_detail_is_in_it_that_is_not_in_the_text(run: Run, draft: Path, folder: Path) -> None:
    assert run("finish", "a.docx", "--no-pdf").status == 0
    text = "\n".join(read_docx(draft.read_bytes()).texts) + draft.name
    template = load_template("work-safety")
    values = [typed_text(one) for value in examples(template).values() for one in as_list(value)]
    unsaid = [value for value in values if value not in text]
    assert unsaid
    held = "".join(data.decode() for data in parts(folder / FINAL).values())
    assert not [value for value in unsaid if len(value) > 3 and value in held]


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def test_tracked_changes_are_accepted_and_counted(run: Run, draft: Path, folder: Path) -> None:
    run("update", "a.docx", "-s", "hazards=216")
    outcome = run("finish", "a.docx", "--no-pdf")
    assert "接受了修订" in outcome.out
    document = parts(folder / FINAL)["word/document.xml"].decode()
    assert not [mark for mark in ("w:ins ", "w:del ", "w:comment") if mark in document]
    assert "216处" in "".join(read_docx((folder / FINAL).read_bytes()).texts)


def test_what_is_still_open_is_listed_and_nothing_written(run: Run, folder: Path) -> None:
    run("generate", "general", "--no-input", "-o", "b.docx")
    outcome = run("finish", "b.docx", "--no-pdf")
    assert outcome.status == 2
    assert "“【单位名称】”还没有填" in outcome.err
    assert [path.name for path in folder.iterdir()] == ["b.docx"]


def test_anyway_it_is_made_and_the_status_tells(run: Run, folder: Path) -> None:
    run("generate", "general", "--no-input", "-o", "b.docx")
    assert run("finish", "b.docx", "--no-pdf", "--anyway").status == 1
    assert len(list(folder.glob("*（定稿）.docx"))) == 1


def test_a_conflict_that_is_not_settled_is_in_the_way(run: Run, draft: Path) -> None:
    document = Document(str(draft))
    for paragraph in document.paragraphs:
        for one in paragraph.runs:
            one.text = one.text.replace("214处", "二百一十四处")
    document.save(str(draft))
    assert run("update", "a.docx", "-s", "hazards=216").status == 1
    outcome = run("finish", "a.docx", "--no-pdf")
    assert outcome.status == 2
    assert "有一处两边都改了，还没有定" in outcome.err


def test_a_final_copy_that_is_there_is_kept(run: Run, draft: Path, folder: Path) -> None:
    (folder / FINAL).write_bytes(b"mine")
    assert "已经有这个文件" in run("finish", "a.docx", "--no-pdf").err
    assert (folder / FINAL).read_bytes() == b"mine"


def test_it_goes_into_another_folder(run: Run, draft: Path, folder: Path) -> None:
    assert run("finish", "a.docx", "-o", "定稿", "--no-pdf").status == 0
    assert (folder / "定稿" / FINAL).exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_pdf_comes_with_it(run: Run, draft: Path, folder: Path) -> None:
    assert run("finish", "a.docx").status == 0
    assert (folder / FINAL).with_suffix(".pdf").read_bytes().startswith(b"%PDF")
