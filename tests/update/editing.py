"""A person at work on a draft, by python-docx; and Word's reviewing buttons, on the XML itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
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
        for mark in list(self.document.element.body.iter(W + "del")):
            if mark.getparent().tag == W + "rPr" and _following(mark) is None:
                mark.getparent().remove(mark)
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

    def insert_tracked(self) -> None:
        run = self._some_run()
        if run is not None:
            made = deepcopy(run._r)
            type(run)(made, run._parent).text = self.mark()
            run._r.addnext(self._tracked("ins", made))

    def delete_tracked(self) -> None:
        run = self._some_run()
        if run is None or len(run.text) < 4 or any(mark in run.text for mark in self.marks):
            return
        gone, rest = self._cut(run, self.chance.randint(1, 2)), None
        rest = self._cut(gone, self.chance.randint(1, len(gone.text) - 1))
        rest._r.addprevious(self._tracked("del", gone._r))

    def remove_paragraph_tracked(self) -> None:
        paragraph = self.some()
        if self._joins(paragraph) and not any(mark in paragraph.text for mark in self.marks):
            for run in paragraph.runs:
                place = run._r.getnext()
                deleted = self._tracked("del", run._r)
                if place is None:
                    paragraph._p.append(deleted)
                else:
                    place.addprevious(deleted)
            self._mark_deleted(paragraph)

    def join_tracked(self) -> None:
        paragraph = self.some()
        if self._joins(paragraph):
            self._mark_deleted(paragraph)

    def add_comment(self) -> None:
        run = self._some_run()
        if run is not None:
            self.document.add_comment(run, "请领导定", author="小李")

    def break_line(self) -> None:
        run = self._some_run()
        if run is not None and len(run.text) > 1:
            self._cut(run, self.chance.randint(1, len(run.text) - 1))
            run.add_break()

    def break_page(self) -> None:
        run = self._some_run()
        if run is not None:
            run.add_break(WD_BREAK.PAGE)

    def end_section(self) -> None:
        section = deepcopy(self.document.element.body.sectPr)
        self.some()._p.get_or_add_pPr().append(section)

    def restyle(self) -> None:
        self.some(body=False).style = self.chance.choice(["Body Text", "Heading 2", "Closing"])

    def put_into_table(self) -> None:
        paragraph = self.some()
        inside = paragraph._p.getparent() is self.document.element.body
        if inside and paragraph._p.find(f"{W}pPr/{W}rPr/{W}del") is None:
            table = self.document.add_table(1, 1)
            paragraph._p.addnext(table._tbl)
            cell = table.cell(0, 0)._tc
            cell.remove(cell.p_lst[0])
            cell.append(paragraph._p)

    def split_blank(self) -> None:
        runs = [run for one in self.document.paragraphs for run in one.runs if "【" in run.text]
        if runs:
            run = self.chance.choice(runs)
            self._cut(run, self.chance.randint(1, max(1, len(run.text) - 1)))

    def bookmark(self) -> None:
        number = str(7000 + self.chance.randint(0, 900))
        for name in ("bookmarkStart", "bookmarkEnd"):
            paragraph = self.some()
            mark = paragraph._p.makeelement(W + name, {W + "id": number})
            if name == "bookmarkStart":
                mark.set(W + "name", f"b{number}")
            paragraph._p.addnext(mark)

    def _cut(self, run: Any, place: int) -> Any:
        """The rest of a run from `place` on, as a run of its own."""
        rest = deepcopy(run._r)
        run._r.addnext(rest)
        text = run.text
        run.text = text[:place]
        made = type(run)(rest, run._parent)
        made.text = text[place:]
        return made

    def _tracked(self, name: str, run: Any) -> Any:
        mark = run.makeelement(W + name, self._by())
        mark.append(run)
        for text in list(run.iter(W + "t")) if name == "del" else ():
            text.tag = W + "delText"
        return mark

    def _by(self) -> dict[str, str]:
        number = str(8000 + self.chance.randint(0, 10**6))
        return {W + "id": number, W + "author": "小李", W + "date": "2026-02-27T09:00:00Z"}

    def _joins(self, paragraph: Paragraph) -> bool:
        following = paragraph._p.getnext()
        return following is not None and following.tag == W + "p"

    def _mark_deleted(self, paragraph: Paragraph) -> None:
        properties = paragraph._p.get_or_add_pPr()
        looks = properties.find(W + "rPr")
        if looks is None:
            looks = properties.makeelement(W + "rPr", {})
            properties.append(looks)
        if looks.find(W + "del") is None:
            looks.insert(0, looks.makeelement(W + "del", self._by()))

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
    Person.insert_tracked,
    Person.delete_tracked,
    Person.remove_paragraph_tracked,
    Person.join_tracked,
    Person.add_comment,
    Person.break_line,
    Person.break_page,
    Person.end_section,
    Person.restyle,
    Person.put_into_table,
    Person.split_blank,
    Person.bookmark,
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


def _following(mark: Any) -> Any:
    """The paragraph or table after the paragraph whose mark that is, None for the last one."""
    following = mark.getparent().getparent().getparent().getnext()
    while following is not None and following.tag.endswith(("Start", "End")):
        following = following.getnext()
    return None if following is None or following.tag == W + "sectPr" else following


def _join_to_next(mark: Any) -> None:
    paragraph, following = mark.getparent().getparent().getparent(), _following(mark)
    mark.getparent().remove(mark)
    assert following is not None, "the last mark of all was removed"
    content = [child for child in paragraph if child.tag != W + "pPr"]
    if following.tag == W + "p":
        start = 1 if following.find(W + "pPr") is not None else 0
        following[start:start] = content
    if following.tag == W + "p" or not "".join(_said(paragraph)):
        paragraph.getparent().remove(paragraph)
