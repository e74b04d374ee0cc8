"""Files that can be checked: each as a Document, and how to write it once that is put right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import files, markup
from ..catalogue import ENDING
from ..errors import DocumentError, FileError, MarkupError
from ..reading import count_characters
from ..speech import Speech
from . import check_text, fixed, rules
from .document import HOLE, Document, Paragraph, Role, from_lines, from_scraps, from_speech
from .rule import Finding, Rule

LARGEST = 64 << 20

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HOLES = re.compile(f"{HOLE}+")
_MARKDOWN = re.compile(r"^[#>\s　]*")


@dataclass(frozen=True)
class Proof:
    """A file's text to be checked.

    `places` tells people where each paragraph is. `rewritten` gives the bytes of the file
    once its paragraphs have the texts of another Document, revised at a time that only
    tracked changes tell; it is None when the file cannot be written.
    """

    document: Document
    places: tuple[str, ...]
    rewritten: Callable[[Document, datetime.datetime], bytes] | None = None
    origin: str = ""
    """The template that the text was made from, whose own findings are not told twice."""

    @property
    def spoken(self) -> int:
        """Characters that are read aloud."""
        silent = (Role.TITLE, Role.BYLINE)
        return count_characters(one.text for one in self.document.paragraphs if one.role not in silent)


@dataclass(frozen=True)
class Corrected:
    """The bytes of a file that was put right, and how many of its paragraphs changed."""

    data: bytes
    paragraphs: int


Known = Sequence[str] | None


def open_proofs(path: Path, known: Known = None) -> tuple[Proof, ...]:
    """What there is to check in the file `path`: one text, or the two of a template.

    `known` are the texts with the unit's own names. Raises FileError, DocumentError,
    TemplateError.
    """
    if path.name.endswith(ENDING):
        return tuple(_of_template(path))
    data = files.read_bytes(path, LARGEST)
    ending = path.suffix.lower()
    if ending == ".docx" or data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        return (_of_docx(data, str(path), known),)
    if ending in (".html", ".htm", ".json", ".xhtml"):
        return (_of_other(path, data, known),)
    if ending not in (".md", ".txt", ".text", ""):
        raise FileError(f"{path}：查不了“{ending}”文件，可以查 .docx .md .txt .html .json 和模板 {ENDING}")
    text = files.decode(data, str(path))
    if not text.content.strip():
        raise FileError(f"{path}：是空的，没有文字可查")
    if ending == ".md":
        return (_of_markup(text, known),)
    return (_of_lines(text, known),)


def find_in(proof: Proof, chosen: Collection[Rule]) -> tuple[Finding, ...]:
    """What `chosen` rules find in a proof, without what its template is told of."""
    found = check_text(proof.document, chosen)
    return tuple(finding for finding in found if not (proof.origin and _is_literal(proof, finding)))


def put_right(
    path: Path, chosen: Collection[Rule], now: datetime.datetime, known: Known = None
) -> Corrected | None:
    """The file with all that is certain put right; None when there is nothing to do, or no way.

    Raises FileError when what would be written does not say what it should.
    """
    for proof in open_proofs(path, known):
        right = fixed(proof.document, chosen)
        pairs = zip(right.paragraphs, proof.document.paragraphs, strict=True)
        changed = sum(new.text != old.text for new, old in pairs)
        if changed and proof.rewritten is not None:
            return Corrected(proof.rewritten(right, now), changed)
    return None


def names_in(details: Mapping[str, Any]) -> tuple[str, ...]:
    """The texts among `details` in which names may stand, the unit's own name first."""
    units = [str(details[key]) for key in ("unit", "单位名称") if details.get(key)]
    values = (value if isinstance(value, list | tuple) else [value] for value in details.values())
    return tuple(dict.fromkeys([*units, *(str(one) for value in values for one in value if one)]))


def _is_literal(proof: Proof, finding: Finding) -> bool:
    """Whether the template itself says what was found, where it is told by the line."""
    text = proof.document.paragraphs[finding.paragraph].text
    around = text[max(0, finding.start - 1) : finding.end + 1]
    return rules()[finding.code].piecewise and around in proof.origin


def _numbered(document: Document, word: str = "段") -> tuple[str, ...]:
    return tuple(f"第 {number} {word}" for number in range(1, len(document.paragraphs) + 1))


def _of_lines(text: files.Text, known: Known, strip: re.Pattern[str] | None = None) -> Proof:
    lines = text.content.split("\n")
    kept = [(at, *_inner(line, strip)) for at, line in enumerate(lines) if line.strip(" \t\r　\ufeff")]
    document = from_lines([lines[at][start:end] for at, start, end in kept], known)

    def rewritten(right: Document, now: datetime.datetime) -> bytes:
        new = list(lines)
        for (at, start, end), paragraph in zip(kept, right.paragraphs, strict=True):
            new[at] = lines[at][:start] + paragraph.text + lines[at][end:]
        return "\n".join(new).encode(text.encoding)

    return Proof(document, tuple(f"第 {at + 1} 行" for at, _, _ in kept), rewritten)


def _inner(line: str, strip: re.Pattern[str] | None) -> tuple[int, int]:
    """Where the text of a line begins and ends."""
    blanks = " \t\r　\ufeff"
    start = len(line) - len(line.lstrip(blanks))
    if strip is not None and (match := strip.match(line)):
        start = match.end()
    return start, max(start, len(line.rstrip(blanks)))


def _of_markup(text: files.Text, known: Known) -> Proof:
    try:
        speech = markup.parse(text.content)
    except MarkupError:
        return _of_lines(text, known, _MARKDOWN)
    document = from_speech(speech, known)

    def rewritten(right: Document, now: datetime.datetime) -> bytes:
        new = speech.with_texts(paragraph.text for paragraph in right.paragraphs)
        return _markup_with(text.content, speech, new).encode(text.encoding)

    return Proof(document, _numbered(document), rewritten)


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
    from ..formats import read, source_format

    document = from_speech(read(data, source_format(path, data), str(path)).speech, known)
    return Proof(document, _numbered(document))


def _of_docx(data: bytes, name: str, known: Known) -> Proof:
    from ..word.revisions import Revisable, texts

    opened = Revisable(data, name)
    known = _provenance_names(data, name) if known is None else known
    document = _styled(texts(opened.lines), [line.role and line.role.value for line in opened.lines], known)

    def rewritten(right: Document, now: datetime.datetime) -> bytes:
        wanted = tuple(paragraph.text for paragraph in right.paragraphs)
        made = Revisable(data, name).revised(wanted, now)
        if any(one not in (new, old) for one, new, old in zip(
            texts(Revisable(made, name).lines), wanted, texts(opened.lines), strict=True
        )):  # fmt: skip
            raise FileError(f"{name}：改不动这个文件，没有写。请在 Word 中另存一份再试")
        return made

    return Proof(document, _numbered(document), rewritten)


def _provenance_names(data: bytes, name: str) -> Known:
    from ..word.provenance import unpack

    try:
        provenance = unpack(data, name)
    except DocumentError:
        return None
    return names_in(provenance.details) if provenance is not None else None


_STYLES = {
    "Title": Role.TITLE,
    "Subtitle": Role.BYLINE,
    "Salutation": Role.SALUTATION,
    "Closing": Role.CLOSING,
}


def _styled(texts: Sequence[str], styles: Sequence[str | None], known: Known) -> Document:
    """By its styles if they are those of a speech, otherwise as a plain text."""
    guessed = from_lines(texts, known)
    if not {"Title", "Salutation"} & set(styles):
        return guessed
    paragraphs: list[Paragraph] = []
    after_heading = False
    for one, style in zip(guessed.paragraphs, styles, strict=True):
        paragraphs.append(_with_style(one, style or "", after_heading))
        after_heading = after_heading or paragraphs[-1].role is Role.HEADING
    return replace(guessed, paragraphs=tuple(paragraphs))


def _with_style(one: Paragraph, style: str, after_heading: bool) -> Paragraph:
    if style.startswith("heading"):
        return replace(one, role=Role.HEADING, level=int(style[-1]))
    role = _STYLES.get(style) or (Role.BODY if after_heading else Role.PREAMBLE)
    return replace(one, role=role, level=0, number="")


def _of_template(path: Path) -> Iterator[Proof]:
    from ..catalogue import Source
    from ..template import load_template

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
    holed = _TAG.sub(lambda match: re.sub(r"[^\n]", HOLE, match[0]), content[header:])
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


def _filled(text: str, holes: str, line: str) -> str:
    """`text` with the tags of `line` in its holes."""
    tags = iter([line[match.start() : match.end()] for match in _HOLES.finditer(holes)])
    return _HOLES.sub(lambda _: next(tags), text)
