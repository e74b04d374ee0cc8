"""Check: what is wrong with a speech, by rules that say where they come from.

The families are joined here by name; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache

from ..text.edits import apply
from .document import Document
from .layout import RULES as LAYOUT
from .lexicon import RULES as LEXICON
from .names import RULES as NAMES
from .numbers import RULES as NUMBERS
from .phrases import RULES as PHRASES
from .placeholders import RULES as PLACEHOLDERS
from .punctuation import RULES as PUNCTUATION
from .quotation import RULES as QUOTATION
from .reading import RULES as READING
from .rule import Finding, Level, Rule
from .structure import RULES as STRUCTURE

__all__ = ["FAMILIES", "Document", "Finding", "Level", "Rule", "check_text", "fixed", "rules", "selected"]

FAMILIES: Mapping[str, str] = {
    "S": "结构",
    "P": "占位",
    "N": "串稿",
    "B": "标点",
    "D": "数字",
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
        *STRUCTURE, *PLACEHOLDERS, *NAMES, *PUNCTUATION, *QUOTATION, *NUMBERS, *PHRASES, *READING, *LEXICON,
        *LAYOUT,
    )  # fmt: skip
    return {rule.code: rule for rule in families}


def selected(select: Collection[str] = (), ignore: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules whose codes begin with one of `select` (all, when empty) and none of `ignore`."""
    return tuple(
        rule
        for code, rule in rules().items()
        if (not select or code.startswith(tuple(select))) and not code.startswith(tuple(ignore) or (" ",))
    )


def check_text(document: Document, chosen: Collection[Rule] | None = None) -> tuple[Finding, ...]:
    """All findings in the order of the text, those of `chosen` rules (by default, of all)."""
    found = {
        finding: None
        for rule in (rules().values() if chosen is None else chosen)
        for finding in rule.findings(document)
    }
    return tuple(sorted(found, key=lambda one: (one.paragraph, one.start, one.end)))


def fixed(document: Document, chosen: Collection[Rule] | None = None) -> Document:
    """`document` with all that is certain put right; checking it finds none of that again.

    The paragraphs stay the same in number and kind.
    """
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
            paragraphs[index] = replace(paragraphs[index], text=apply(paragraphs[index].text, edits))
        document = replace(document, paragraphs=tuple(paragraphs))
    return document
