"""What the rules look at: the paragraphs of a speech, and what each of them is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from ..model.appearance import Looks
from ..model.speech import Section, Speech
from .pattern import Pattern

HAN = "\u4e00-\u9fff"
"""Chinese characters, to stand in a pattern's brackets; a single range compiles fastest."""

HOLE = "\ufffc"
"""Stands for a character that no rule shall look at."""

_ADDRESS = Pattern(
    r"(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9])www\.[!-~]+|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]++@[A-Za-z0-"
    r"9.-]+",
    "://",
    "www.",
    "@",
)
_NUMBERS = tuple(
    map(
        Pattern,
        (
            r"[零一二三四五六七八九十]{1,4}[、，,.．](?![一二三四五六七八九十])",
            r"[（(][零一二三四五六七八九十]{1,4}[）)][、，,.．]?",
            r"\d{1,2}[.．、](?!\d)",
            r"[（(]\d{1,2}[）)][、，,.．]?",
        ),
    )
)
_LONGEST_HEADING = 45
_LONGEST_TITLE = 60
_LONGEST_SALUTATION = 40
_DATE = Pattern(r"[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})[年./-]")
_SALUTED = Pattern(r"(?:同志|领导|来宾|朋友|代表|委员|老师|同学|家长|乡亲|父老|女士|先生|同事|战友|们)")
_CLOSING = ("同志们，", "最后，", "以上", "让我们", "谢谢", "各位", "老师们", "同学们", "总之，")


class Role(Enum):
    TITLE = "标题"
    BYLINE = "署名"
    SALUTATION = "称呼"
    PREAMBLE = "引言"
    HEADING = "小标题"
    BODY = "正文"
    CLOSING = "结尾"


RUNNING = frozenset({Role.PREAMBLE, Role.BODY, Role.CLOSING})
"""The roles of running text."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stands in the file.

    `number` is what `text` begins with when that is the number of a heading, `level` its
    level from 1 (0 when there is none). A heading whose number the writer will add has a
    level and no number. A body paragraph may have both: "一、提高认识。各级……".
    """

    text: str
    role: Role = Role.BODY
    level: int = 0
    number: str = ""

    @cached_property
    def plain(self) -> str:
        """`text`, of the same length, with a `HOLE` for each character of an address."""
        return _ADDRESS.sub(lambda match: HOLE * len(match[0]), self.text)

    @property
    def content(self) -> str:
        return self.text[len(self.number) :]

    def with_text(self, text: str) -> Paragraph:
        """The same paragraph once its text is `text`."""
        match = _NUMBERS[self.level - 1].match(text) if self.number else None
        return replace(self, text=text, number=match[0] if match else "")

    @property
    def is_running(self) -> bool:
        return self.role in RUNNING


@dataclass(frozen=True)
class Document:
    """The paragraphs of a file, none of them blank.

    `known` are the texts in which this unit's own names stand (its details); None when
    nobody said. `details` are these by what people call them, `said` is what the text was when it
    was generated. `is_whole` is false for scraps of text, such as those of a template, in
    which a mark's partner or a paragraph's beginning may be missing.
    `looks` gives how the file looks and should look, where that is known.
    """

    paragraphs: tuple[Paragraph, ...]
    known: tuple[str, ...] | None = field(default=None)
    is_whole: bool = True
    details: Mapping[str, str] = field(default_factory=dict, compare=False)
    said: str = field(default="", compare=False)
    looks: Callable[[], Looks | None] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def text(self) -> str:
        """All paragraphs' `plain`, a line each (a break inside one is shown as a blank)."""
        return "\n".join(one.plain.replace("\n", " ") for one in self.paragraphs)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """All that two neighbouring characters of `text` write."""
        return frozenset(map(str.__add__, self.text, self.text[1:]))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each paragraph begins in `text`."""
        starts, place = [], 0
        for one in self.paragraphs:
            starts.append(place)
            place += len(one.plain) + 1
        return tuple(starts)

    @property
    def headings(self) -> Iterator[tuple[int, Paragraph]]:
        return ((at, one) for at, one in enumerate(self.paragraphs) if one.role is Role.HEADING)


def from_speech(speech: Speech, known: Sequence[str] | None = None) -> Document:
    """The paragraphs of a speech; its headings carry no number, for the writer adds it."""
    return Document(tuple(_of_speech(speech)), None if known is None else tuple(known))


def from_lines(lines: Iterable[str], known: Sequence[str] | None = None) -> Document:
    """The paragraphs of a plain text, a line each; what each of them is, as it seems."""
    paragraphs = [_numbered(line) for line in lines if line.strip()]
    head = _head(paragraphs)
    paragraphs[: len(head)] = head
    paragraphs = _with_ends(paragraphs)
    return Document(tuple(paragraphs), None if known is None else tuple(known))


def from_scraps(texts: Iterable[str]) -> Document:
    """Scraps of text, to be looked at one by one."""
    return Document(tuple(Paragraph(text) for text in texts), is_whole=False)


def _of_speech(speech: Speech) -> Iterator[Paragraph]:
    if speech.title is not None:
        yield Paragraph(speech.title, Role.TITLE)
    yield from (Paragraph(entry, Role.BYLINE) for entry in speech.byline)
    if speech.salutation is not None:
        yield Paragraph(speech.salutation, Role.SALUTATION)
    yield from (Paragraph(text, Role.PREAMBLE) for text in speech.preamble)
    for section in speech.sections:
        yield from _of_section(section, 1)
    yield from (Paragraph(text, Role.CLOSING) for text in speech.closing)


def _of_section(section: Section, level: int) -> Iterator[Paragraph]:
    yield Paragraph(section.heading, Role.HEADING, level)
    for part in section.body:
        if isinstance(part, str):
            yield Paragraph(part)
        else:
            yield from _of_section(part, level + 1)


def _numbered(line: str) -> Paragraph:
    for level, pattern in enumerate(_NUMBERS, 1):
        if match := pattern.match(line):
            rest = line[match.end() :]
            is_heading = bool(rest.strip()) and len(rest) <= _LONGEST_HEADING and _ends_open(rest)
            role = Role.HEADING if is_heading else Role.BODY
            return Paragraph(line, role, level, match[0])
    return Paragraph(line)


def _ends_open(text: str) -> bool:
    """Whether no sentence ends in `text`, except perhaps at its end by mistake."""
    return not any(mark in text.rstrip()[:-1] for mark in "。；！？") and text.rstrip()[-1] not in "；：:"


def _head(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Title, byline and salutation, as many of them as the text begins with."""
    salutation = next((at for at, one in enumerate(paragraphs[:8]) if _is_salutation(one)), None)
    before = list(paragraphs[: salutation or 0])
    if salutation is None and len(paragraphs) > 1 and _is_title(paragraphs[0]):
        before = [paragraphs[0]]
        before += [one for one in paragraphs[1:3] if _DATE.match(one.text) and len(one.text) < 20]
    if any(one.level or len(one.text) > _LONGEST_TITLE for one in before):
        return []
    head = [replace(one, role=Role.BYLINE if at else Role.TITLE) for at, one in enumerate(before)]
    if salutation is not None:
        head.append(replace(paragraphs[salutation], role=Role.SALUTATION))
    return head


def _is_salutation(one: Paragraph) -> bool:
    text = one.text.strip()
    short = len(text) <= _LONGEST_SALUTATION and not one.level
    return short and text[-1] in "：:！!" and bool(_SALUTED.search(text)) and "。" not in text


def _is_title(one: Paragraph) -> bool:
    text = one.text.strip()
    return not one.level and len(text) <= _LONGEST_TITLE and text[-1] not in "。！？；，、：:,;!?"


def _with_ends(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """What stands before the first heading is the preamble; the closing, after the last."""
    levels = [at for at, one in enumerate(paragraphs) if one.level]
    if not levels:
        return paragraphs
    first, last = levels[0], levels[-1]
    for at in range(first):
        if paragraphs[at].role is Role.BODY:
            paragraphs[at] = replace(paragraphs[at], role=Role.PREAMBLE)
    after = (
        at for at in range(last + 2, len(paragraphs)) if paragraphs[at].text.strip().startswith(_CLOSING)
    )
    for at in range(next(after, len(paragraphs)), len(paragraphs)):
        paragraphs[at] = replace(paragraphs[at], role=Role.CLOSING)
    return paragraphs
