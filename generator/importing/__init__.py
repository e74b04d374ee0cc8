"""Generalise: a speech and the values in it → a template with fields in their place.

    values.py   the texts that fields take the place of, and where each stands
    head.py     what title, byline and salutation say of the occasion
    holes.py    XX, ×××, （此处填写…）: what is still to be filled in
    names.py    which field a name or label means
    unit.py     whose speech it is
    source.py   the template's text

The template, given the same values, gives the same speech back; only a hole becomes what
its field is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..details.entry import Entry
from ..details.fields import Field
from ..errors import FileError
from ..model.speech import Speech
from ..template.catalogue import LARGEST
from ..text.xml_characters import first_forbidden
from .head import Part, byline_parts, greeting_part, meeting_in, salutation_place
from .holes import Choose, as_suggested, has_hole, offers
from .names import Fields, fit_type, given_values, is_exact
from .source import header_lines, template_source
from .unit import unit_in, units_named
from .values import Places, Value

__all__ = ["Generalised", "Use", "as_suggested", "generalise", "unit_in", "units_named"]

LONGEST_TITLE = 60


@dataclass(frozen=True)
class Use:
    """A field of a template that was made: what it took the place of, and how often.

    `text` is "" where only holes did. `left` is what stands round the places that have
    the same characters and were left: a single one, a number that is part of another.
    """

    field: Field
    text: str
    places: int
    origin: str
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Generalised:
    """A template's text, its fields, and the details that give the speech back.

    `named` are the names of places and bodies that still stand in it, and how often.
    """

    source: str
    uses: tuple[Use, ...]
    values: Mapping[str, str]
    named: tuple[tuple[str, int], ...] = ()


GIVEN, RECOGNISED, HOLE = "given", "recognised", "hole"


def generalise(
    speech: Speech,
    given: Iterable[Entry],
    fields: Fields,
    choose: Choose = as_suggested,
    title: str = "",
    description: str = "",
) -> Generalised:
    """The template that `speech` becomes when each value `given` is replaced by its field.

    `choose` says what becomes of the holes. Raises DetailsError for what cannot be a
    field's value, FileError for a speech that no template can hold.
    """
    texts = tuple(speech.texts)
    if any(first_forbidden(text) for text in texts):
        raise FileError("稿子里有 Word 文件放不下的控制字符，请先删掉")
    study = _Study(speech, fields)
    study.take_given(*given_values(given, fields, texts))
    study.take_recognised()
    study.take_holes(choose)
    return study.write(_one_line(title) or _one_line(speech.title or "") or "讲话", _one_line(description))


class _Study:
    """What is known so far of the fields in a speech."""

    def __init__(self, speech: Speech, fields: Fields) -> None:
        self._speech = speech
        self._fields = fields
        self._places = Places(tuple(speech.texts))
        self._uses: dict[str, Use] = {}
        self._left_alone: frozenset[str] = frozenset()
        self._given: tuple[Value, ...] = ()

    def take_given(self, values: tuple[Value, ...], left_alone: frozenset[str]) -> None:
        """Claims the places of what was given, the longest first, and before them the
        parts of the byline: a post that has the unit's name in it is a post."""
        self._given, self._left_alone = values, left_alone
        for part in byline_parts(self._speech):
            self._take_part(part)
        for value in sorted(values, key=lambda value: -len(value.text)):
            left = self._places.replace(value)
            before = self._uses.get(value.field.name)
            self._uses[value.field.name] = Use(
                value.field, value.text, 0, GIVEN, left if before is None else _both(before.left, left)
            )

    def take_recognised(self) -> None:
        """Claims the salutation, and where date, speaker, meeting and unit stand again."""
        greeting = greeting_part(self._speech)
        if greeting is not None and not self._places.are_in(greeting.text):
            self._take_part(greeting)
        again = {name: use.text for name, use in self._uses.items() if _may_stand_again(use)}
        found = {"meeting": meeting_in(self._speech), "unit": unit_in(self._speech), **again}
        for name, text in sorted(found.items(), key=lambda item: -len(item[1])):
            if name in again:
                self._places.replace(Value(self._uses[name].field, text))
            elif text and name not in (*self._left_alone, *self._uses):
                self._take_everywhere(name, text)

    def take_holes(self, choose: Choose) -> None:
        """Claims the holes for the fields that `choose` gives them to."""
        known = self._uses["unit"].text if "unit" in self._uses else ""
        addressed = salutation_place(self._speech)
        for offer in offers(self._places, self._fields.labels, known, addressed):
            key = choose(offer).strip()
            field = self._fields.field_for(key) if key else None
            if field is None or field.name in self._left_alone:
                continue
            for place in offer.places:
                self._places.add(*place, field.name)
            if field.name not in self._uses:
                more = "" if field.name in self._fields.frame else f"原稿写作“{offer.contexts[0]}”"
                self._uses[field.name] = Use(replace(field, help=field.help or more), offer.text, 0, HOLE)

    def write(self, title: str, description: str) -> Generalised:
        """The template as far as the fields are known."""
        counts = Counter(place.field for place in self._places)
        known = [name for name in self._fields.frame if name in self._uses]
        names = [*known, *(name for name in self._uses if name not in self._fields.frame)]
        uses = tuple(replace(self._uses[name], places=counts[name]) for name in names)
        used = [use for use in uses if use.places]
        order = self._byline_order()
        header = header_lines(title, description, self._declarations(used, order))
        declared = {use.field.name: use.field for use in used}
        source = template_source(self._speech, self._places, declared, header, order)
        if len(source.encode("utf-8", "surrogatepass")) > LARGEST:
            raise FileError(f"稿子太长，写成模板超过 {LARGEST >> 10} KB。请分成几篇，或删掉不要的部分")
        values = {use.field.name: use.text for use in used if is_exact(use.field, use.text)}
        if order:
            values["byline"] = order
        return Generalised(source, uses, values, units_named(self._places.left()))

    def _take_everywhere(self, name: str, text: str) -> None:
        field = self._fields.frame.get(name)
        if field is not None and is_exact(field, text):
            self._places.replace(Value(field, text))
            if any(place.field == name for place in self._places):
                self._uses[name] = Use(field, text, 0, RECOGNISED)

    def _take_part(self, part: Part) -> None:
        """Claims a part of the head for its field, unless a person gave another text for it."""
        text = self._places.texts[part.text][part.start : part.end]
        if part.field in self._left_alone or any(
            part.field == value.field.name or text == value.text for value in self._given
        ):
            return
        field = self._fields.frame.get(part.field)
        if field is None:
            return
        is_open = has_hole(text)
        typed = field if is_open else fit_type(field, text)
        if not is_open and not is_exact(typed, text):
            return
        self._places.add(*part[1:], part.field)
        self._uses[part.field] = Use(typed, text, 0, HOLE if is_open else RECOGNISED)

    def _byline_order(self) -> str | None:
        """The frame's order that the byline has; None when it has none of them."""
        first = int(self._speech.title is not None)
        rows = []
        for index, entry in enumerate(self._speech.byline, first):
            shape, end = "", 0
            for place in self._places:
                if place.text == index:
                    shape += entry[end : place.start] + f"<{place.field}>"
                    end = place.end
            rows.append(shape + entry[end:])
        speaker = ("<speaker>", "<position>　<speaker>")
        if len(rows) == 2 and rows[0] == "<date>" and rows[1] in speaker:
            return "date-first"
        return "speaker-first" if len(rows) == 2 and rows[1] == "<date>" and rows[0] in speaker else None

    def _declarations(self, used: Sequence[Use], order: str | None) -> Iterator[tuple[str, dict[str, str]]]:
        """What the header has to say of each field: of the frame's only what differs."""
        by_name = {use.field.name: use for use in used}
        for field in self._fields.frame.values():
            keys = _differences(field, by_name.get(field.name), order)
            if keys:
                yield field.name, keys
        for use in used:
            if use.field.name not in self._fields.frame:
                yield use.field.name, _declaration(use)


def _differences(field: Field, use: Use | None, order: str | None) -> dict[str, str]:
    """What a template says of a field of the frame."""
    if use is None:
        default = {"default": order} if field.name == "byline" and order not in (None, field.default) else {}
        return {"required": "false"} if field.required else default
    keys = {} if use.field.type == field.type else {"type": use.field.type}
    if field.name == "greeting":
        return keys if use.text == field.default else keys | {"default": use.text, "example": use.text}
    may_be_open = field.name == "position" and order is not None and use.places == 1
    if not field.required and not may_be_open:
        keys |= {"required": "true"} | _help_of_required(field)
    return keys | _example(use)


def _help_of_required(field: Field) -> dict[str, str]:
    """The field's help where it tells what is written when it is left open, without that."""
    said = field.help.split("；")
    kept = [part for part in said if not part.startswith("不填")]
    return {"help": "；".join(kept)} if len(kept) < len(said) else {}


def _declaration(use: Use) -> dict[str, str]:
    keys = {"label": use.field.label, "type": use.field.type, "required": "true"} | _example(use)
    return keys | ({"help": use.field.help} if use.field.help else {})


def _example(use: Use) -> dict[str, str]:
    """The value that was replaced; a hole is no example of anything."""
    return {} if use.origin == HOLE or not use.text else {"example": use.text}


def _may_stand_again(use: Use) -> bool:
    """Whether what the byline says is sure to mean the same elsewhere: a full date, a name."""
    if use.origin != RECOGNISED:
        return False
    kind = "date" if use.field.name == "date" else "text"
    return use.field.name in ("date", "speaker") and use.field.type == kind and len(use.text) > 1


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(piece for piece in first if piece in second)


def _one_line(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE]}……"
