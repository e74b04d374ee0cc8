"""Which role each paragraph of a document plays in the speech, by its style or by what is recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import speech as model
from ..model.speech import Speech
from ..recognise import recognise
from ..recognise.numbers import leading_number
from .foreign import Styles, read_paragraph
from .look import own_roles, within_speech
from .numbering import Numbering
from .revisions import Line, Revisable
from .styles import Role, style_for


def roles_of(opened: Revisable) -> list[str | None]:
    """For each line the name of the style of its role, None for what stands before the speech.

    Styles are believed where they are those of a draft; otherwise the speech is recognised,
    and what is in it nowhere else is body text.
    """
    return own_roles(opened.lines) or within_speech(_recognised(opened))


def _recognised(opened: Revisable) -> list[Role | None]:
    styles, numbers = Styles(opened.linked("styles")), Numbering.of(opened.linked("numbering"))
    paragraphs = [read_paragraph(line.element, styles, numbers) for line in opened.lines]
    speech = recognise(one for one in paragraphs if one is not None).speech
    return list(_aligned(opened.lines, speech))


def _aligned(lines: Sequence[Line], speech: Speech) -> Iterator[Role | None]:
    """The role of the text of the speech that each line says."""
    roles: dict[str, list[Role]] = {}
    for role, level, _, text in speech.paragraphs():
        for piece in text.split("\n") if role is model.Role.TITLE else [text]:
            roles.setdefault(_bare(piece), []).append(style_for(role, level))
    byline = [_bare(entry) for entry in speech.byline]
    has_begun = False
    for line in lines:
        found = next((roles[way] for way in _ways(line.text) if way in roles), None)
        style = None if found is None else found.pop(0) if len(found) > 1 else found[0]
        if style is None and not has_begun and any(entry in _bare(line.text) for entry in byline):
            style = Role.BYLINE
        if style is Role.BYLINE and has_begun:
            style = Role.BODY
        has_begun = has_begun or style not in (None, Role.TITLE, Role.BYLINE)
        yield style


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
