"""The text of a template: a header, and a speech in the frame's blocks with fields in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..details.fields import Field
from ..model.markup import SALUTATION_MARK, escape, escape_inside
from ..model.speech import Role, Speech
from ..template.filters import CLAUSE_ENDS
from .values import Place

FRAME = "_speech.md.j2"

_HOW_TO = """\
{#
  花括号加井号的话只给写模板的人看，不会印出来。可以接着改的：
  字段      生成时换成填的内容，如 {{ unit }}；叫什么、填什么、是否必填、举什么例子，都在上面 fields 里改
  几种写法  前一行 {% pick %}，后一行 {% endpick %}，中间一种写法一行，以“- ”开头；生成时按单位挑一种
  什么时候  行首加方括号：[标准、长] 短的不要，[长] 只有长的才要，[学校、医院] 只给这两类单位
  填了才有  行首写 [字段的名称]；在几种写法里不用写，没有填的自己会让开。那个字段写 required: false
#}"""
_OTHER_WORDING = (
    "{# 另一种写法：上一行写 {% pick %}，这段前面加“- ”，下一行“- ”写另一段，再下一行写 {% endpick %} #}"
)
_LEFT_OUT = "{# 短的不要这一段：段首加 [标准、长] #}"


def template_source(
    speech: Speech,
    places: Iterable[Place],
    fields: Mapping[str, Field],
    header: Iterable[str],
    frame_byline: str | None,
) -> str:
    """The template. `places` of `fields` stand in the texts of `speech`, in their order.

    `frame_byline` is the frame's own order that the byline has; None where it has none.
    """
    body = _Body(speech, _sources(speech, places, fields))
    blocks = ["---", *header, "---", f'{{% extends "{FRAME}" %}}', _HOW_TO, *body.blocks(frame_byline)]
    return "\n".join(blocks) + "\n"


def header_lines(
    title: str, description: str, fields: Iterable[tuple[str, Mapping[str, str]]]
) -> Iterator[str]:
    """The header's lines: `fields` are names with what is declared of each."""
    yield f"title: {quote(title)}"
    yield f"description: {quote(description)}"
    lines = [f"  {name}: {{{_flow(keys)}}}" for name, keys in fields]
    if lines:
        yield "fields:"
        yield from lines


def quote(text: str) -> str:
    """`text` as YAML, plain where that is what it says."""
    plain = text.replace("-", "").replace("_", "")
    if text[:1].isalnum() and all(char.isalnum() or char in "《》“”（）、，。·○×." for char in plain):
        return f'"{text}"' if text.lower() == "null" else text
    return '"' + "".join(map(_quoted_char, text)) + '"'


def _quoted_char(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable() or char == "　":
        return char
    number = ord(char)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _flow(keys: Mapping[str, str]) -> str:
    return ", ".join(f"{key}: {quote(value)}" for key, value in keys.items())


def _sources(speech: Speech, places: Iterable[Place], fields: Mapping[str, Field]) -> list[str]:
    """Each text of `speech` as it stands in a template."""
    by_text: dict[int, list[Place]] = {}
    for place in places:
        by_text.setdefault(place.text, []).append(place)
    first = _first_paragraph(speech)
    return [
        _source(text, by_text.get(index, ()), fields, is_first=index == first)
        for index, text in enumerate(speech.texts)
    ]


def _first_paragraph(speech: Speech) -> int:
    """Which text could be taken for a salutation; -1 for none."""
    has_one = speech.salutation is None and speech.preamble
    return int(speech.title is not None) + len(speech.byline) if has_one else -1


def _source(text: str, places: Sequence[Place], fields: Mapping[str, Field], is_first: bool) -> str:
    mark = _unused_character(text)
    marked, end = "", 0
    for place in places:
        marked += text[end : place.start] + mark
        end = place.end
    marked += text[end:]
    pieces = _literal((escape_inside if is_first else escape)(marked), mark).split(mark)
    printed = [_printed(fields[place.field], text[place.start : place.end]) for place in places]
    return "".join(piece + field for piece, field in zip(pieces, [*printed, ""], strict=True))


def _literal(markup: str, mark: str) -> str:
    """`markup` without anything that Jinja takes for its own."""
    if "{" not in markup:
        return markup
    for after in "{%#":
        markup = markup.replace("{" + after, "{\\" + after).replace("{" + after, "{\\" + after)
    markup = markup.replace("{" + mark, '{{ "{" }}' + mark)
    return markup[:-1] + '{{ "{" }}' if markup.endswith("{") else markup


def _printed(field: Field, text: str) -> str:
    """What prints the field where `text` stands, also the mark in which that may end."""
    as_typed = "|date" if field.type == "date" else "|trim" if text.endswith(tuple(CLAUSE_ENDS)) else ""
    return f"{{{{ {field.name}{as_typed} }}}}"


def _unused_character(text: str) -> str:
    """A character that is not in `text`, and means nothing to anyone."""
    return next(char for char in map(chr, range(0xE000, 0xF8FF)) if char not in text)


class _Body:
    """The blocks of a template, made from the sources of the texts in reading order."""

    def __init__(self, speech: Speech, sources: Sequence[str]) -> None:
        self._speech = speech
        self._sources = iter(sources)
        self._hints = [_OTHER_WORDING, _LEFT_OUT]

    def blocks(self, frame_byline: str | None) -> Iterator[str]:
        yield from self._title()
        yield from self._byline(frame_byline)
        yield from self._greeting()
        yield from self._block("introduction", self._take(len(self._speech.preamble)))
        yield from self._block("sections", list(self._sections()))
        yield from self._block("closing", self._take(len(self._speech.closing)))

    def _take(self, count: int) -> list[str]:
        return [next(self._sources) for _ in range(count)]

    def _title(self) -> Iterator[str]:
        if self._speech.title is None:
            yield "\n{# 原稿没有标题；删掉下面这一行，就用骨架的标题 #}"
            yield "{% block heading %}{% endblock %}"
        else:
            yield f"\n{{% block title %}}{next(self._sources)}{{% endblock %}}"

    def _byline(self, frame_byline: str | None) -> Iterator[str]:
        entries = [f"> {entry}" for entry in self._take(len(self._speech.byline))]
        if frame_byline is None:
            note = [] if entries else ["{# 原稿没有署名；删掉这一块，就署上日期、职务和姓名 #}"]
            yield "\n".join(["\n{% block byline %}", *(entries or note), "{% endblock %}"])

    def _greeting(self) -> Iterator[str]:
        salutation = self._speech.salutation
        if salutation is None:
            yield "\n{% block greeting %}\n{# 原稿没有称呼；删掉这一块，就用骨架的称呼 #}\n{% endblock %}"
            return
        source = next(self._sources)
        if source == "{{ greeting }}：":
            return
        mark = f"{SALUTATION_MARK}\n\n" if not source.endswith("：") or source.endswith("\\：") else ""
        yield f"\n{{% block greeting %}}\n{mark}{source}\n\n{{% endblock %}}"

    def _block(self, name: str, paragraphs: Sequence[str]) -> Iterator[str]:
        yield "\n".join([f"\n{{% block {name} %}}", "\n\n".join(paragraphs), "{% endblock %}"])

    def _sections(self) -> Iterator[str]:
        for role, level, _, _ in self._speech.paragraphs():
            if role is Role.HEADING:
                yield f"{'#' * (level + 1)} {next(self._sources)}"
            elif role is Role.BODY:
                hint = f"{self._hints.pop(0)}\n" if self._hints else ""
                yield hint + next(self._sources)
