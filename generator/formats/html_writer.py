"""HTML: a page that looks and prints like the draft."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain

from ..model.speech import Blank, Role, Speech
from ..model.table import Rows, rows_of
from ..text.byline import printed, printed_lines
from ..text.titles import title_lines, title_scale

TITLE_WIDTH, BYLINE_WIDTH = 20.09, 28.0
"""Characters that a line holds, as in the official layout, whose sizes page.css has."""

_MAY_BE_TABLES = (Role.PREAMBLE, Role.BODY, Role.CLOSING)
_CLASSES: Mapping[Role, str] = {Role.SALUTATION: "salutation", Role.CLOSING: "closing"}


def write(speech: Speech, *, unit: str = "", blanks: Sequence[Blank] = (), author: str = "") -> str:
    """`speech` as a page of its own: A4, the fonts of the official layout, nothing loaded.

    `blanks` are marked wherever their text stands, with what to fill in. `unit` is whose
    name the title may be broken after.
    """
    title = html.escape(" ".join((speech.title or "讲话稿").split()))
    named = f'<meta name="author" content="{html.escape(author)}">\n' if author else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{named}<title>{title}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(_Page(blanks).elements(speech, unit))
        + "\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("page.css").read_text("utf-8")


class _Page:
    """The elements of a page on which the blanks are marked."""

    def __init__(self, blanks: Iterable[Blank]) -> None:
        self._hints = {html.escape(blank.text): html.escape(blank.hint) for blank in blanks}
        self._pattern = re.compile("|".join(map(re.escape, self._hints))) if self._hints else None

    def elements(self, speech: Speech, unit: str) -> Iterator[str]:
        for role, level, number, text in speech.paragraphs():
            if role is Role.TITLE:
                yield self._title(text, unit)
            elif role is Role.BYLINE:
                yield self._byline(text)
            elif role in _MAY_BE_TABLES and (rows := rows_of(text)):
                yield self._table(rows)
            else:
                yield self._element(f"h{level + 1}" if level else "p", number + text, _CLASSES.get(role, ""))

    def _title(self, title: str, unit: str) -> str:
        """Each line as wide as the draft's; the breaks that were typed stay on a narrow screen."""
        lines = [title_lines(line, TITLE_WIDTH, unit) for line in title.split("\n")]
        scale = title_scale(chain(*lines), TITLE_WIDTH)
        squeeze = f' style="--squeeze: {scale / 100 - 1:.2f}em"' if scale < 100 else ""
        spans = "<br>".join("</span><span>".join(map(self._text, pieces)) for pieces in lines)
        return f"<h1{squeeze}><span>{spans.replace('<br>', '<br></span><span>')}</span></h1>"

    def _byline(self, entry: str) -> str:
        """A name on a line of its own has the gap before it only where all is one line again."""
        *before, last = printed_lines(entry, BYLINE_WIDTH)
        text = printed(entry)
        gap = text[len("".join(before)) : len(text) - len(last)]
        spans = "".join(f"<span>{self._text(line)}</span>" for line in before)
        spans += f'<span class="gap">{gap}</span>' if gap else ""
        return f'<p class="byline">{spans}<span>{self._text(last)}</span></p>'

    def _table(self, rows: Rows) -> str:
        first, *others = (self._row(row, "th" if place == 0 else "td") for place, row in enumerate(rows))
        return "\n".join(["<table>", first, *others, "</table>"])

    def _row(self, cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{self._text(cell)}</{tag}>" for cell in cells) + "</tr>"

    def _element(self, tag: str, text: str, kind: str = "") -> str:
        attribute = f' class="{kind}"' if kind else ""
        return f"<{tag}{attribute}>{self._text(text)}</{tag}>"

    def _text(self, text: str) -> str:
        escaped = html.escape(text).replace("\n", "<br>")
        return self._pattern.sub(self._marked, escaped) if self._pattern else escaped

    def _marked(self, blank: re.Match[str]) -> str:
        return f'<mark title="{self._hints[blank[0]]}">{blank[0]}</mark>'
