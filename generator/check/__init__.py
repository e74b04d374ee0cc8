"""Check: what is wrong with a speech, by rules that say where they come from.

The families are joined here by name; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ..text.edits import apply
from .accuracy import RULES as ACCURACY
from .dates import RULES as DATES
from .document import Document
from .laws import RULES as LAWS
from .layout import RULES as LAYOUT
from .lexicon import RULES as LEXICON
from .lines import RULES as LINES
from .misspelt import RULES as MISSPELT
from .names import RULES as NAMES
from .numbers import RULES as NUMBERS
from .organs import RULES as ORGANS
from .particles import RULES as PARTICLES
from .phrases import RULES as PHRASES
from .placeholders import RULES as PLACEHOLDERS
from .posts import RULES as POSTS
from .punctuation import RULES as PUNCTUATION
from .quotation import RULES as QUOTATION
from .reading import RULES as READING
from .rule import Finding, Level, Rule
from .sets import RULES as SETS
from .slips import RULES as SLIPS
from .structure import RULES as STRUCTURE
from .sums import RULES as SUMS

__all__ = [
    "FAMILIES", "Document", "Finding", "Fix", "Level", "Rule", "check_text", "fixed", "fixed_with_fixes",
    "rules", "selected",
]  # fmt: skip

FAMILIES: Mapping[str, str] = {
    "S": "结构",
    "P": "占位",
    "N": "串稿",
    "K": "事实",
    "B": "标点",
    "D": "数字",
    "C": "核算",
    "T": "表述",
    "R": "朗读",
    "L": "词语",
    "F": "版式",
}
"""The families by the first letter of their rules' codes."""

MOST_PASSES = 10
"""How often a text is looked at anew while it is fixed: a fix can bring a mistake to light."""


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order in which findings are told."""
    families = (
        *STRUCTURE, *PLACEHOLDERS, *NAMES, *MISSPELT, *ACCURACY, *PUNCTUATION, *QUOTATION, *NUMBERS, *DATES,
        *SUMS, *PHRASES, *SETS, *ORGANS, *LAWS, *POSTS, *READING, *LEXICON, *PARTICLES, *SLIPS,
        *LAYOUT, *LINES,
    )  # fmt: skip
    return {rule.code: rule for rule in families}


def selected(
    select: Collection[str] = (), ignore: Collection[str] = (), more: Collection[Rule] = ()
) -> tuple[Rule, ...]:
    """The rules, and `more`, whose codes begin with one of `select`, if any, and none of `ignore`."""
    return tuple(
        rule
        for rule in (*rules().values(), *more)
        if (not select or rule.code.startswith(tuple(select)))
        and not rule.code.startswith(tuple(ignore) or (" ",))
    )


def check_text(document: Document, chosen: Collection[Rule] | None = None) -> tuple[Finding, ...]:
    """All findings in the order of the text, those of `chosen` rules (by default, of all)."""
    found = {
        finding: None
        for rule in (rules().values() if chosen is None else chosen)
        for finding in rule.findings(document)
    }
    return tuple(sorted(found, key=lambda one: (one.paragraph, one.start, one.end)))


@dataclass(frozen=True)
class Fix:
    """What was put right: by which rule, in which paragraph, and the text before and after."""

    code: str
    paragraph: int
    before: str
    after: str


def fixed(document: Document, chosen: Collection[Rule] | None = None) -> Document:
    """`document` with all that is certain put right; checking it finds none of that again.

    The paragraphs stay the same in number and kind.
    """
    return fixed_with_fixes(document, chosen)[0]


def fixed_with_fixes(
    document: Document, chosen: Collection[Rule] | None = None
) -> tuple[Document, tuple[Fix, ...]]:
    """As `fixed`, and what was put right."""
    done: list[Fix] = []
    for _ in range(MOST_PASSES):
        changes: dict[int, list[Finding]] = {}
        for finding in check_text(document, chosen):
            if finding.is_fixable:
                changes.setdefault(finding.paragraph, []).append(finding)
        if not changes:
            break
        paragraphs = list(document.paragraphs)
        for index, findings in changes.items():
            edits = [finding.edit for finding in findings if finding.edit is not None]
            done += (_fix(finding, paragraphs[index].text) for finding in findings)
            paragraphs[index] = replace(paragraphs[index], text=apply(paragraphs[index].text, edits))
        document = replace(document, paragraphs=tuple(paragraphs))
    return document, tuple(done)


def _fix(finding: Finding, text: str) -> Fix:
    after = finding.edit.replacement if finding.edit is not None else ""
    return Fix(finding.code, finding.paragraph, text[finding.start : finding.end], after)
