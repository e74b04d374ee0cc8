"""Lines: what stands at the beginning of a template's lines, made into tags.

    {% pick %}              a list of wordings, a bullet each
    [学校]                  alone on a line: for the bullets below, until the next such line
    - 一种写法，              a wording; it goes on until the next bullet
      写得长就接着写。          lines without a blank line between them are one paragraph
      [长] 长的再加一句。       a line that stands only then, here and outside lists
    - [话多些] 另一种写法。
    {% endpick %}

This is done on Jinja's tokens, so that no line changes its number, and what is inside a tag,
a comment or a string is never taken for the beginning of a line. A line that has words of its
own ends where it ends, whatever tag stands last in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

import jinja2
from jinja2.lexer import Token, TokenStream

from ..text.suggestions import nearest

PICK, GROUP, WORDING, END_PICK = "(pick)", "(group)", "(wording)", "(endpick)"
LINE, END_LINE = "(line)", "(endline)"
"""Tags that no template can write; the first four but the last, and LINE, are followed by the text
of a bracket, as a string."""

_BREAK = "\n\n"
"""What a blank line prints: a new paragraph, also after a tag that took its line's end away."""

_BLANKS = " \t　"
_BRACKET = re.compile(r"\[([^\[\]]*)\][ \t　]*(.*)", re.DOTALL)
_BULLET = re.compile(r"-(?:[ \t　]+(.*)|)", re.DOTALL)
_ALMOST_BULLETS = "－–•·*●○◆■"
_MARKER = re.compile(r"[ \t　]*(?:-[ \t　]+)?(?:\[[^\[\]]*\])?")
_PICK_TAG = re.compile(r"(\{%[-+]?\s*pick\s*)\[([^\[\]\"\n]*)\]")

_CLOSED = ("if", "for", "block", "macro", "call", "filter", "with", "pick")
_SINGLE = ("extends", "include", "import", "from", "set")
_INNER = {"elif": ("if",), "else": ("if", "for")}
_TAGS = (*_CLOSED, *_SINGLE, *_INNER, *(f"end{tag}" for tag in _CLOSED), "endset")
_FORMER = ("either", "or", "endeither")


class Mistake(jinja2.TemplateSyntaxError):
    """A template is written wrong; the message is ours, in Chinese."""


def quoted_brackets(source: str) -> str:
    """`source` with the bracket of each {% pick […] %} as a string: Jinja knows no 、."""
    return _PICK_TAG.sub(r'\1"\2"', source)


def marker_length(line: str) -> int:
    """How many characters at the beginning of a template's line are its bullet and its bracket."""
    match = _MARKER.match(line)
    return match.end() if match else 0


def with_tags(stream: TokenStream) -> Iterable[Token]:
    """The tokens of `stream` with tags for its lists, bullets and brackets. Raises Mistake."""
    return _Lines(stream).tokens()


@dataclass
class _Open:
    """A tag that waits for its end; of a list, what is known of it so far."""

    tag: str
    line: int
    has_wordings: bool = False
    begins_apart: bool = False
    """Whether a blank line stands before the first bullet."""
    is_held: bool = False
    """Whether a blank line waits for the wording to go on."""


class _Lines:
    """Goes through the tokens and knows where a line begins and which tags are open."""

    def __init__(self, stream: TokenStream) -> None:
        self._stream = stream
        self._open: list[_Open] = []
        self._line = 1
        self._is_stripped = False
        """Whether the last tag asked to take away what follows it."""
        self._is_run = False
        """Whether the last line was a conditional one: another may follow."""
        self._begin_line()

    def _begin_line(self) -> None:
        self._is_start, self._is_conditional = True, False
        self._depth = len(self._open)
        """How many tags stay open from before this line, as far as it is read."""
        self._has_words = False
        self._has_own_words = False
        """Whether it has words that no tag on this line decides about."""

    def tokens(self) -> Iterator[Token]:
        for token in self._stream:
            yield from self._lines_until(token)
            match token.type:
                case "data":
                    yield from self._data(token.value)
                case "variable_begin":
                    yield from self._content()
                    yield from self._to_end(token, "variable_end")
                    self._note_words()
                case "block_begin":
                    yield from self._tag([*self._to_end(token, "block_end")])
                case _:
                    yield token
        yield from self._line_end()
        yield from self._run_end()
        if self._open:
            last = self._open[-1]
            raise self._mistake(f"{{% {last.tag} %}} 没有收尾，缺 {{% end{last.tag} %}}", last.line)

    def _lines_until(self, token: Token) -> Iterator[Token]:
        """Ends the lines of which a tag or a comment has taken the end away."""
        if token.lineno > self._line:
            strips = self._is_stripped or (token.type != "data" and "-" in token.value)
            is_whole = self._has_own_words and len(self._open) == self._depth
            yield from self._line_end("\n" if is_whole and not strips else "")
            self._line = token.lineno
        self._is_stripped = False

    def _to_end(self, first: Token, end: str) -> Iterator[Token]:
        """The tokens of a tag or print, from `first` to the one of type `end`."""
        yield first
        for token in self._stream:
            yield token
            self._line = token.lineno
            if token.type == end:
                self._is_stripped = token.value.startswith("-")
                return
        mark = {"variable_end": "}}", "block_end": "%}"}[end]
        raise self._mistake(f"“{first.value}”没有写完，缺“{mark}”", first.lineno)

    def _data(self, text: str) -> Iterator[Token]:
        *parts, last = text.split("\n")
        for part in parts:
            yield from self._text(part, ends=True)
            yield from self._line_end("\n" if self._is_start or self._has_words else "")
            self._line += 1
        following = self._stream.current
        yield from self._text(last, ends=following.type == "eof" or following.lineno > self._line)

    def _text(self, text: str, ends: bool) -> Iterator[Token]:
        """A piece of a line; `ends` when the line ends with it."""
        if self._is_start:
            if text := text.lstrip(_BLANKS):
                yield from self._line_start(text, ends)
        elif text.strip(_BLANKS) or not ends:
            yield self._as_data(text)
            self._note_words()

    def _line_start(self, text: str, ends: bool) -> Iterator[Token]:
        bracket = _BRACKET.fullmatch(text)
        if (bullet := _BULLET.fullmatch(text)) is not None:
            yield from self._bullet(bullet[1] or "")
        elif bracket and not bracket[2] and ends and self._list is not None:
            yield from self._group(bracket[1])
        elif text.startswith("["):
            yield from self._conditional_line(bracket, ends)
        else:
            self._require_bullet(text)
            yield from self._content()
            yield self._as_data(text)
            self._note_words()

    def _bullet(self, text: str) -> Iterator[Token]:
        if self._list is None:
            raise self._mistake(self._no_list())
        bracket = _BRACKET.fullmatch(text) if text.startswith("[") else None
        self._list.has_wordings, self._list.is_held = True, False
        yield from self._run_end()
        yield from self._tag_tokens(WORDING, bracket[1] if bracket else "")
        if self._list.begins_apart:
            yield self._as_data(_BREAK)
        if text := bracket[2] if bracket else text:
            yield self._as_data(text)
            self._note_words()
        self._is_start = False

    def _group(self, bracket: str) -> Iterator[Token]:
        self._open[-1].is_held = False
        self._is_start = False
        yield from self._run_end()
        yield from self._tag_tokens(GROUP, bracket)

    def _conditional_line(self, bracket: re.Match[str] | None, ends: bool) -> Iterator[Token]:
        if bracket is None:
            raise self._mistake("行首的方括号没有收尾；要印出“[”这个字，前面加 \\")
        if ends and not bracket[2]:
            raise self._mistake("方括号后面没有话")
        if self._list is not None and not self._list.has_wordings:
            raise self._mistake("方括号后面有话，却不是一种写法：前面加“- ”，或者让方括号自己占一行")
        if not self._is_run:
            yield from self._content()
        yield from self._tag_tokens(LINE, bracket[1])
        self._is_start, self._is_run, self._is_conditional = False, False, True
        if bracket[2]:
            yield self._as_data(bracket[2])
            self._note_words()

    def _line_end(self, newline: str = "") -> Iterator[Token]:
        if self._is_conditional and len(self._open) > self._depth:
            raise self._mistake(f"方括号只管一行，这一行里的 {{% {self._open[-1].tag} %}} 要在行内收尾")
        if newline and self._is_start:
            yield from self._blank_line()
        elif newline:
            yield self._as_data(newline)
        self._is_run = self._is_run or self._is_conditional
        self._begin_line()

    def _run_end(self) -> Iterator[Token]:
        if self._is_run:
            self._is_run = False
            yield from self._tag_tokens(END_LINE)

    def _blank_line(self) -> Iterator[Token]:
        """A new paragraph; in a list only if the wording goes on."""
        yield from self._run_end()
        if self._list is None:
            yield self._as_data(_BREAK)
        elif self._list.has_wordings:
            self._list.is_held = True
        else:
            self._list.begins_apart = True

    def _content(self) -> Iterator[Token]:
        """Before anything that may be printed: the end of what was, the blank line that waited."""
        yield from self._run_end()
        if self._list is not None and not self._list.has_wordings:
            raise self._mistake("{% pick %} 里每一种写法另起一行，以“- ”开头；第一种写法前面不能有别的话")
        if self._list is not None and self._list.is_held:
            self._list.is_held = False
            yield self._as_data(_BREAK)
        self._is_start = False

    def _tag(self, tokens: list[Token]) -> Iterator[Token]:
        name = str(tokens[1].value)
        if tokens[1].type != "name" or name not in _TAGS:
            raise self._mistake(self._unknown(name))
        if name.startswith("end"):
            yield from self._closed(name.removeprefix("end"), tokens)
        elif name in _INNER:
            self._require_open(name)
            yield from self._run_end()
            yield from tokens
        else:
            yield from self._content()
            if name in _CLOSED or (name == "set" and not _assigns(tokens)):
                self._open.append(_Open(name, self._line))
            yield from self._pick(tokens) if name == "pick" else tokens
        self._is_start = False

    def _pick(self, tokens: list[Token]) -> Iterator[Token]:
        said = tokens[2:-1]
        if self._is_conditional:
            raise self._mistake("方括号只管一行，管不了 {% pick %}；写成 {% pick [条件] %}")
        if len(said) > 1 or (said and said[0].type != "string"):
            raise self._mistake("pick 后面的条件放在方括号里：{% pick [条件] %}")
        return self._tag_tokens(PICK, said[0].value if said else "")

    def _closed(self, tag: str, tokens: list[Token]) -> Iterator[Token]:
        last = self._open[-1] if self._open else None
        if last is None:
            raise self._mistake(f"这里没有要收尾的 {{% {tag} %}}")
        if last.tag != tag:
            end = f"{{% end{last.tag} %}}"
            raise self._mistake(
                f"{{% end{tag} %}} 收错了：先要收第 {last.line} 行的 {{% {last.tag} %}}，写 {end}"
            )
        if self._is_conditional and len(self._open) == self._depth:
            raise self._mistake("方括号只管一行，不能同收尾的标签写在一行里")
        if tag == "pick" and not last.has_wordings:
            raise self._mistake("{% pick %} 里一种写法也没有：每种写法一行，以“- ”开头", last.line)
        self._open.pop()
        yield from self._run_end()
        if len(self._open) < self._depth:
            self._depth, self._has_own_words = len(self._open), False
        yield from self._tag_tokens(END_PICK) if tag == "pick" else tokens

    @property
    def _list(self) -> _Open | None:
        """The list in which a line may begin with a bullet: the innermost open tag, if it is one."""
        return self._open[-1] if self._open and self._open[-1].tag == "pick" else None

    def _note_words(self) -> None:
        self._has_words = True
        self._has_own_words = self._has_own_words or len(self._open) == self._depth

    def _require_bullet(self, text: str) -> None:
        if self._list is None:
            return
        if text[0] in _ALMOST_BULLETS:
            raise self._mistake(f"写法要以半角的“-”加一个空格开头，不是“{text[0]}”；要印出这个字，前面加 \\")
        if text[0] == "-" and text[:2] != "--":
            raise self._mistake("“-”后面要空一格再写；要印出“-”这个字，前面加 \\")
        if text[0] == "【":
            raise self._mistake("条件要用半角的方括号“[”“]”；要印出“【”这个字，前面加 \\")

    def _require_open(self, tag: str) -> None:
        if not self._open or self._open[-1].tag not in _INNER[tag]:
            last = self._open[-1] if self._open else None
            now = f"，现在开着的是第 {last.line} 行的 {{% {last.tag} %}}" if last else ""
            raise self._mistake(f"{{% {tag} %}} 不在 {{% if %}} 里面{now}")

    def _no_list(self) -> str:
        if any(one.tag == "pick" for one in self._open):
            last = self._open[-1]
            return f"第 {last.line} 行的 {{% {last.tag} %}} 还没有收尾，不能写下一种写法"
        return "这一行以“- ”开头，却不在 {% pick %} 和 {% endpick %} 之间；要印出“-”这个字，前面加 \\"

    def _unknown(self, name: str) -> str:
        if name in _FORMER:
            return (
                f"没有 {{% {name} %}} 这个标签了：几种写法放在 {{% pick %}} 和 {{% endpick %}} 之间，"
                "每种一行，以“- ”开头"
            )
        if name == "%}":
            return "标签是空的：{% 和 %} 之间要写做什么"
        return f"没有 {{% {name} %}} 这个标签{nearest(name, _TAGS)}"

    def _tag_tokens(self, tag: str, bracket: str | None = None) -> Iterator[Token]:
        yield Token(self._line, "block_begin", "{%")
        yield Token(self._line, "name", tag)
        if bracket is not None:
            yield Token(self._line, "string", bracket)
        yield Token(self._line, "block_end", "%}")

    def _as_data(self, text: str) -> Token:
        return Token(self._line, "data", text)

    def _mistake(self, message: str, line: int | None = None) -> Mistake:
        return Mistake(message, line or self._line, self._stream.name, self._stream.filename)


def _assigns(tokens: list[Token]) -> bool:
    """Whether a tag set has a value in it, so that none has to follow."""
    return any(token.type == "assign" for token in takewhile(lambda token: token.type != "pipe", tokens))
