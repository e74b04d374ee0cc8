"""A person at work on a draft, by python-docx; and Word's reviewing buttons, on the XML itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Person:
    """Edits a draft at random; `marks` are the texts that were typed in, `touched` the paragraphs' texts."""

    def __init__(self, data: bytes, seed: int) -> None:
        self.document = Document(io.BytesIO(data))
        self.chance = Random(seed)
        self.marks: list[str] = []

    @property
    def saved(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def edit(self, times: int) -> bytes:
        for _ in range(times):
            self.chance.choice(ACTS)(self)
        return self.saved

    def some(self, *, body: bool = True) -> Paragraph:
        wanted = [one for one in self.document.paragraphs if one.text.strip()]
        if body:
            wanted = [one for one in wanted if one.style.name in ("Body Text", "Closing")] or wanted
        return self.chance.choice(wanted)

    def mark(self) -> str:
        self.marks.append(f"〔改{len(self.marks)}处〕")
        return self.marks[-1]

    def insert_words(self) -> None:
        paragraph = self.some(body=False)
        if not paragraph.runs:
            return
        run = self.chance.choice(paragraph.runs)
        place = self.chance.randint(0, len(run.text))
        run.text = run.text[:place] + self.mark() + run.text[place:]

    def replace_words(self) -> None:
        run = self._some_run()
        if run is None:
            return
        start = self.chance.randint(0, len(run.text))
        run.text = run.text[:start] + self.mark() + run.text[start + self.chance.randint(1, 9) :]

    def remove_words(self) -> None:
        run = self._some_run()
        if run is None:
            return
        start = self.chance.randint(0, len(run.text))
        kept = run.text[:start] + run.text[start + self.chance.randint(1, 12) :]
        if not any(mark in run.text and mark not in kept for mark in self.marks):
            run.text = kept

    def add_sentence(self) -> None:
        self.some().add_run(f"这一句是后来加的{self.mark()}。")

    def add_paragraph(self) -> None:
        self._after(self.some(), f"这一段是后来加的，说说本地情况{self.mark()}。", "Body Text")

    def add_section(self) -> None:
        closing = next((one for one in self.document.paragraphs if one.style.name == "Closing"), None)
        before = closing or self.document.paragraphs[-1]
        before.insert_paragraph_before(f"四、再讲一点要求{self.mark()}", style="Heading 1")
        before.insert_paragraph_before(f"要把这件事记在心上{self.mark()}。", style="Body Text")

    def remove_paragraph(self) -> None:
        paragraph = self.some()
        if not any(mark in paragraph.text for mark in self.marks):
            paragraph._p.getparent().remove(paragraph._p)

    def move_paragraph(self) -> None:
        moved, place = self.some(), self.some()
        if moved._p is not place._p and moved.style.name == place.style.name == "Body Text":
            place._p.addnext(moved._p)

    def split_paragraph(self) -> None:
        paragraph = self.some()
        text = paragraph.text
        ends = [place for place, char in enumerate(text[:-1], 1) if char in "。；，"]
        if ends and len(paragraph.runs) >= 1 and "\n" not in text:
            end = self.chance.choice(ends)
            self._after(paragraph, text[end:], paragraph.style.name)
            _set(paragraph, text[:end])

    def join_paragraphs(self) -> None:
        paragraph = self.some()
        following = paragraph._p.getnext()
        if following is None or following.tag != qn("w:p"):
            return
        other = Paragraph(following, paragraph._parent)
        if other.style.name == paragraph.style.name == "Body Text":
            _set(paragraph, paragraph.text + other.text)
            following.getparent().remove(following)

    def make_bold(self) -> None:
        run = self._some_run()
        if run is not None:
            run.bold = True

    def split_runs(self) -> None:
        """As Word does when it checks the spelling, or a document is saved in a later session."""
        run = self._some_run()
        if run is None or len(run.text) < 2:
            return
        place = self.chance.randint(1, len(run.text) - 1)
        rest = deepcopy(run._r)
        run._r.addnext(rest)
        text = run.text
        run.text = text[:place]
        paragraph_run = type(run)(rest, run._parent)
        paragraph_run.text = text[place:]
        rest.set(qn("w:rsidR"), "00A1B2C3")

    def add_table(self) -> None:
        table = self.document.add_table(1, 2)
        table.cell(0, 0).text = f"表里的字{self.mark()}"
        self.some()._p.addnext(table._tbl)

    def _some_run(self) -> Any:
        runs = [run for run in self.some().runs if run.text]
        return self.chance.choice(runs) if runs else None

    def _after(self, paragraph: Paragraph, text: str, style: str) -> None:
        made = paragraph.insert_paragraph_before(text, style=style)
        paragraph._p.addnext(made._p)


def _set(paragraph: Paragraph, text: str) -> None:
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = text


ACTS: tuple[Callable[[Person], None], ...] = (
    Person.insert_words,
    Person.replace_words,
    Person.remove_words,
    Person.add_sentence,
    Person.add_paragraph,
    Person.add_section,
    Person.remove_paragraph,
    Person.move_paragraph,
    Person.split_paragraph,
    Person.join_paragraphs,
    Person.make_bold,
    Person.split_runs,
    Person.add_table,
)


def texts(data: bytes) -> list[str]:
    """What the paragraphs of a document say, tables too; breaks left out, and what is deleted."""
    root = Document(io.BytesIO(data)).element.body
    said = ("".join(_said(paragraph)) for paragraph in root.iter(W + "p"))
    return [text for text in said if text.strip()]


def _said(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag not in (W + "p", W + "moveFrom", W + "rt", W + "txbxContent", FALLBACK):
            yield from _said(child)


def accepted(data: bytes, author: str = "") -> bytes:
    """The document once all tracked changes, or those of an author, are accepted."""
    return _resolved(data, gone=("del", "moveFrom"), stays=("ins", "moveTo"), author=author)


def rejected(data: bytes, author: str = "") -> bytes:
    """The document once all tracked changes, or those of an author, are rejected."""
    return _resolved(data, gone=("ins", "moveTo"), stays=("del", "moveFrom"), author=author)


def _resolved(data: bytes, gone: Sequence[str], stays: Sequence[str], author: str) -> bytes:
    """As Word does it: a paragraph whose mark goes is joined to the next one, whose look it takes.

    Before a table it has nothing to join: it goes when nothing is in it.
    """
    document = Document(io.BytesIO(data))
    body = document.element.body
    wanted = lambda mark: not author or mark.get(W + "author") == author  # noqa: E731
    for mark in [one for one in body.iter(*(W + name for name in gone)) if wanted(one)]:
        if mark.getparent().tag != W + "rPr":
            mark.getparent().remove(mark)
    for mark in [one for one in body.iter(*(W + name for name in gone)) if wanted(one)]:
        _join_to_next(mark)
    for mark in [one for one in body.iter(*(W + name for name in stays)) if wanted(one)]:
        for text in [text for text in mark.iter(W + "delText") if mark.tag == W + "del"]:
            text.tag = W + "t"
        for child in list(mark):
            mark.addprevious(child)
        mark.getparent().remove(mark)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _join_to_next(mark: Any) -> None:
    paragraph = mark.getparent().getparent().getparent()
    mark.getparent().remove(mark)
    following = paragraph.getnext()
    while following is not None and following.tag.endswith(("Start", "End")):
        following = following.getnext()
    assert following is not None, "the last mark of all was removed"
    assert following.tag != W + "sectPr", "the last mark of all was removed"
    content = [child for child in paragraph if child.tag != W + "pPr"]
    if following.tag == W + "p":
        start = 1 if following.find(W + "pPr") is not None else 0
        following[start:start] = content
    if following.tag == W + "p" or not "".join(_said(paragraph)):
        paragraph.getparent().remove(paragraph)
