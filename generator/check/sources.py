"""Texts that can be checked: plain, speech markup, pages, templates; and how they are written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from .. import files
from ..errors import FileError, MarkupError
from ..formats import markdown, plaintext
from ..formats.table import NO_PDF
from ..model import markup
from ..model.speech import Speech
from ..recognise import Recognised, recognise
from ..recognise.tidying import visible
from ..recognise.wrapped import LINE_END
from ..text.edits import Edit, apply
from .document import HOLE, Document, from_recognised, from_scraps, from_speech
from .proof import Known, Proof, numbered

_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_HOLES = re.compile(f"{HOLE}+")
_MARKS = "#>"
_BLANKS = " \t　\ufeff"
_PAGES = (".html", ".htm", ".json", ".xhtml")
_TEXTS = (".md", ".txt", ".text", "")


def proof_of_text(path: Path, data: bytes, known: Known) -> Proof:
    """The text in the bytes of a file that is neither .docx nor a template. Raises FileError."""
    ending = path.suffix.lower()
    if ending in _PAGES:
        return _of_other(path, data, known)
    if ending == ".pdf":
        raise FileError(f"{path}：{NO_PDF}")
    if ending not in _TEXTS:
        raise FileError(f"{path}：查不了“{ending}”文件，可以查 .docx .md .txt .html .json 和模板 .md.j2")
    text = files.decode(data, str(path))
    if not text.content.strip():
        raise FileError(f"{path}：是空的，没有文字可查")
    return _of_markdown(text, known) if ending == ".md" else _of_text(text, known)


def _of_text(text: files.Text, known: Known) -> Proof:
    marks = _MARKS if plaintext.has_marks(text.content) else ""
    return _of_lines(text, known, recognise(plaintext.paragraphs_of(text.content)), marks)


def _of_lines(text: files.Text, known: Known, found: Recognised, marks: str = "") -> Proof:
    """The lines of a text, as they are recognised; `marks` are characters before one that are no text."""
    spans = dict(_spans(text.content, marks))
    lines = ((at, text.content[start:end]) for at, (start, end) in spans.items())
    document = from_recognised(lines, found, known)

    def rewritten(right: Document, now: datetime.datetime) -> bytes:
        new = zip(spans.values(), right.paragraphs, strict=True)
        edits = tuple(Edit(start, end, paragraph.text) for (start, end), paragraph in new)
        return apply(text.content, edits).encode(text.encoding)

    return Proof(document, tuple(f"第 {at + 1} 行" for at in spans), rewritten)


def _spans(content: str, marks: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """The lines that say something, by number from 0: where the text of each begins and ends."""
    breaks = [match.span() for match in LINE_END.finditer(content)]
    starts, ends = [0, *(after for _, after in breaks)], [*(end for end, _ in breaks), len(content)]
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        text = content[start:end].lstrip(_BLANKS + marks)
        start = end - len(text)
        if visible(text):
            yield at, (start, start + len(text.rstrip(_BLANKS)))


def _of_markdown(text: files.Text, known: Known) -> Proof:
    speech = markdown.own_speech(text.content)
    if speech is None:
        return _of_lines(text, known, recognise(markdown.paragraphs_of(text.content)), _MARKS)
    document = from_speech(speech, known)

    def rewritten(right: Document, now: datetime.datetime) -> bytes:
        new = speech.with_texts(paragraph.text for paragraph in right.paragraphs)
        return _markup_with(text.content, speech, new).encode(text.encoding)

    return Proof(document, numbered(document), rewritten)


def _markup_with(content: str, old: Speech, new: Speech) -> str:
    """`content` with the texts of `new` in the place of those of `old`, tidied only if it must be."""
    edited, place = content, 0
    for before, now in zip(old.texts, new.texts, strict=True):
        at = edited.find(before, place)
        if at >= 0:
            edited = edited[:at] + now + edited[at + len(before) :] if before != now else edited
            place = at + len(now)
    return edited if _means(edited, new) else markup.write(new)


def _means(content: str, speech: Speech) -> bool:
    """Whether `content` says `speech`, though 同志们： may have become the salutation."""
    try:
        parsed = markup.parse(content)
        return list(parsed.texts) == list(speech.texts) and parsed.sections == speech.sections
    except MarkupError:
        return False


def _of_other(path: Path, data: bytes, known: Known) -> Proof:
    from ..formats.table import read, source_format

    document = from_speech(read(data, source_format(path, data), str(path)).speech, known)
    return Proof(document, numbered(document))


def proofs_of_template(path: Path) -> Iterator[Proof]:
    """The two texts of a template: what stands in it, a line each, and what its examples give."""
    from ..template.catalogue import Source
    from ..template.template import load_template

    source = Source(path)
    raw = files.read_text(path)
    yield _scraps(raw, source.body)
    template = load_template(str(path))
    details = {field.name: field.example for field in template.fields if field.example is not None}
    document = from_speech(template.render(details))
    places = tuple(f"用示例生成的第 {number} 段" for number in range(1, len(document.paragraphs) + 1))
    yield Proof(document, places, origin=source.body)


def _scraps(raw: files.Text, body: str) -> Proof:
    """The literal text of a template, a line each, with holes for its tags."""
    windows = "\r\n" in raw.content
    content = raw.content.replace("\r\n", "\n")
    header = len(content) - len(body.lstrip("\n")) if content.endswith(body.lstrip("\n")) else 0
    holed = _holed(content[header:])
    lines = content[header:].split("\n")
    first = content[:header].count("\n") + 1
    kept = [(at, line) for at, line in enumerate(holed.split("\n")) if line.strip(f" \t{HOLE}")]
    document = from_scraps(line for _, line in kept)

    def rewritten(right: Document, now: datetime.datetime) -> bytes:
        new = list(lines)
        for (at, holes), paragraph in zip(kept, right.paragraphs, strict=True):
            new[at] = _filled(paragraph.text, holes, lines[at])
        text = content[:header] + "\n".join(new)
        return (text.replace("\n", "\r\n") if windows else text).encode(raw.encoding)

    return Proof(document, tuple(f"第 {first + at} 行" for at, _ in kept), rewritten)


def _holed(text: str) -> str:
    """`text`, of the same length, with holes for its tags, bullets and brackets; line ends stay."""
    from ..template.lines import marker_length

    pieces: list[str] = []
    done = 0
    unclosed: set[str] = set()
    for match in _OPENING.finditer(text):
        closing = _CLOSING[match[0]]
        if match.start() < done or closing in unclosed:
            continue
        end = text.find(closing, match.end())
        if end < 0:
            unclosed.add(closing)
            continue
        tag = text[match.start() : end + 2]
        pieces += [text[done : match.start()], "\n".join(HOLE * len(line) for line in tag.split("\n"))]
        done = end + 2
    lines = "".join([*pieces, text[done:]]).split("\n")
    lengths = map(marker_length, lines)
    return "\n".join(HOLE * length + line[length:] for length, line in zip(lengths, lines, strict=True))


def _filled(text: str, holes: str, line: str) -> str:
    """`text` with the tags of `line` in its holes."""
    tags = iter([line[match.start() : match.end()] for match in _HOLES.finditer(holes)])
    return _HOLES.sub(lambda _: next(tags), text)
