"""Speech: the one model that every reader makes and every writer takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from ..errors import SpeechError
from ..text.numerals import heading_number

DEEPEST_LEVEL = 4
"""Headings go from 一、 (level 1) by （一） and 1. to （1） (level 4)."""


class Role(Enum):
    """What a paragraph of a speech is; the value is what people call it."""

    TITLE = "标题"
    BYLINE = "署名"
    SALUTATION = "称呼"
    PREAMBLE = "引言"
    HEADING = "小标题"
    BODY = "正文"
    CLOSING = "结尾"


class Paragraph(NamedTuple):
    """A paragraph of a speech, in its place among the others.

    A heading has a `level` from 1 and a `number`, which writers put before its text: 一、.
    Anything else has neither.
    """

    role: Role
    level: int
    number: str
    text: str


@dataclass(frozen=True)
class Section:
    """A heading, without its number, and what stands under it.

    `body` holds paragraphs first and then sub-sections: a paragraph after a sub-section
    would belong to that sub-section. Raises SpeechError when it does not, or when a text
    is blank.
    """

    heading: str
    body: tuple[str | Section, ...] = ()
    paragraphs: tuple[str, ...] = field(init=False, repr=False, compare=False)
    sections: tuple[Section, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        paragraphs = tuple([part for part in self.body if isinstance(part, str)])
        object.__setattr__(self, "paragraphs", paragraphs)
        object.__setattr__(self, "sections", tuple([part for part in self.body if isinstance(part, Section)]))
        _require_text(self.heading, *paragraphs)
        if self.body != (*self.paragraphs, *self.sections):
            raise SpeechError(f"“{self.heading}”下面：小标题后面的段落，要放进那个小标题里")

    def with_texts(self, texts: Iterator[str]) -> Section:
        """The same section with other texts, taken from `texts` in reading order."""
        heading = next(texts)
        return Section(
            heading,
            tuple(next(texts) if isinstance(part, str) else part.with_texts(texts) for part in self.body),
        )

    def to_json(self) -> dict[str, Any]:
        body = [part if isinstance(part, str) else part.to_json() for part in self.body]
        return {"heading": self.heading, "body": body}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Section:
        """The Section of `to_json`'s form. Raises SpeechError for any other."""
        with _form_of_json():
            body = _listed(data["body"])
            return cls(
                data["heading"], tuple(one if isinstance(one, str) else cls.from_json(one) for one in body)
            )


@dataclass(frozen=True)
class Speech:
    """A speech (讲话稿) as text and structure; any part may be missing.

    A text is never blank; a line break inside it is `"\\n"`. Headings carry no number.
    Sections nest at most `DEEPEST_LEVEL` deep. Raises SpeechError otherwise.
    """

    title: str | None = None
    byline: tuple[str, ...] = ()
    salutation: str | None = None
    preamble: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        single = [text for text in (self.title, self.salutation) if text is not None]
        _require_text(*single, *self.byline, *self.preamble, *self.closing)
        if _depth(self.sections) > DEEPEST_LEVEL:
            raise SpeechError(f"小标题最多 {DEEPEST_LEVEL} 级")

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in reading order; the title is one, with its line breaks."""
        yield from _plain(Role.TITLE, [] if self.title is None else [self.title])
        yield from _plain(Role.BYLINE, self.byline)
        yield from _plain(Role.SALUTATION, [] if self.salutation is None else [self.salutation])
        yield from _plain(Role.PREAMBLE, self.preamble)
        yield from _of_sections(self.sections, 1)
        yield from _plain(Role.CLOSING, self.closing)

    @property
    def texts(self) -> Iterator[str]:
        """The text of every paragraph, in reading order."""
        return (paragraph.text for paragraph in self.paragraphs())

    def with_texts(self, texts: Iterable[str]) -> Speech:
        """The same speech with other texts, given in the order of `texts`."""
        given = iter(texts)
        return Speech(
            title=None if self.title is None else next(given),
            byline=tuple(next(given) for _ in self.byline),
            salutation=None if self.salutation is None else next(given),
            preamble=tuple(next(given) for _ in self.preamble),
            sections=tuple(section.with_texts(given) for section in self.sections),
            closing=tuple(next(given) for _ in self.closing),
        )

    def to_json(self) -> dict[str, Any]:
        """The JSON form: plain dicts, lists, strings and None."""
        return {
            "title": self.title,
            "byline": list(self.byline),
            "salutation": self.salutation,
            "preamble": list(self.preamble),
            "sections": [section.to_json() for section in self.sections],
            "closing": list(self.closing),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Speech:
        """The Speech of `to_json`'s form. Raises SpeechError for any other."""
        with _form_of_json():
            return cls(
                title=data["title"],
                byline=tuple(_listed(data["byline"])),
                salutation=data["salutation"],
                preamble=tuple(_listed(data["preamble"])),
                sections=tuple(map(Section.from_json, _listed(data["sections"]))),
                closing=tuple(_listed(data["closing"])),
            )


@dataclass(frozen=True)
class Blank:
    """A field left open: what stands in the text, and what to tell who fills it in."""

    label: str
    hint: str

    @property
    def text(self) -> str:
        return f"【{self.label}】"


def _plain(role: Role, texts: Iterable[str]) -> Iterator[Paragraph]:
    return (Paragraph(role, 0, "", text) for text in texts)


def _of_sections(sections: Sequence[Section], level: int) -> Iterator[Paragraph]:
    for count, section in enumerate(sections, 1):
        yield Paragraph(Role.HEADING, level, heading_number(level, count), section.heading)
        yield from _plain(Role.BODY, section.paragraphs)
        yield from _of_sections(section.sections, level + 1)


def _depth(sections: tuple[Section, ...]) -> int:
    return max((1 + _depth(section.sections) for section in sections), default=0)


def _require_text(*texts: str) -> None:
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise SpeechError("讲话稿的每一段都要有文字，不能空白")


@contextmanager
def _form_of_json() -> Iterator[None]:
    try:
        yield
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise SpeechError(
            "不是讲话稿的 JSON（要有 title、byline、salutation、preamble、sections、closing）"
        ) from error


def _listed(data: object) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError("no list")
    return data
