"""Which role each paragraph of a document plays in the speech, by its style or by what is recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.speech import Section, Speech
from ..recognise import recognise
from ..recognise.numbers import leading_number
from .foreign import Styles, read_paragraph
from .lines import Line
from .look import own_roles, within_speech
from .numbering import Numbering
from .opened import Opened
from .styles import HEADINGS, Role


def roles_of(opened: Opened) -> list[str | None]:
    """For each line the name of the style of its role, None for what stands before the speech.

    Styles are believed where they are those of a draft; otherwise the speech is recognised,
    and what is in it nowhere else is body text.
    """
    return own_roles(opened.lines) or within_speech(_recognised(opened))


def _recognised(opened: Opened) -> list[Role | None]:
    styles, numbers = Styles(opened.styles), Numbering.of(opened.numbering)
    paragraphs = [read_paragraph(line.element, styles, numbers) for line in opened.lines]
    speech = recognise(one for one in paragraphs if one is not None).speech
    return list(_aligned(opened.lines, speech))


def _aligned(lines: Sequence[Line], speech: Speech) -> Iterator[Role | None]:
    """The role of the text of the speech that each line says."""
    roles: dict[str, list[Role]] = {}
    for text, part in _items(speech):
        roles.setdefault(_bare(text), []).append(part)
    byline = [_bare(entry) for entry in speech.byline]
    has_begun = False
    for line in lines:
        found = next((roles[way] for way in _ways(line.text) if way in roles), None)
        role = None if found is None else found.pop(0) if len(found) > 1 else found[0]
        if role is None and not has_begun and any(entry in _bare(line.text) for entry in byline):
            role = Role.BYLINE
        if role is Role.BYLINE and has_begun:
            role = Role.BODY
        has_begun = has_begun or role not in (None, Role.TITLE, Role.BYLINE)
        yield role


def _items(speech: Speech) -> Iterator[tuple[str, Role]]:
    yield from ((line, Role.TITLE) for line in (speech.title or "").split("\n") if line)
    yield from ((text, Role.BYLINE) for text in speech.byline)
    if speech.salutation is not None:
        yield speech.salutation, Role.SALUTATION
    yield from ((text, Role.BODY) for text in speech.preamble)
    for section in speech.sections:
        yield from _section(section, 0)
    yield from ((text, Role.CLOSING) for text in speech.closing)


def _section(section: Section, level: int) -> Iterator[tuple[str, Role]]:
    yield section.heading, HEADINGS[level]
    for part in section.body:
        if isinstance(part, str):
            yield part, Role.BODY
        else:
            yield from _section(part, level + 1)


def _ways(text: str) -> Iterator[str]:
    """How a line may stand in the speech: as it is, without brackets, without its number."""
    bare = _bare(text)
    yield bare
    yield bare.strip("（）()")
    number = leading_number(text.strip())
    if number is not None:
        heading = _bare(text.strip()[number.end :])
        yield from (heading, heading.rstrip("。：:"))


def _bare(text: str) -> str:
    return "".join(text.split())
