"""Characters that a document cannot carry."""

from __future__ import annotations


def first_forbidden(text: str) -> str | None:
    """The first character of `text` that XML 1.0 (section 2.2, Char) has no place for.

    Plain comparisons, since a pattern for all of them takes longer to compile than a
    details file takes to check.
    """
    if text.isprintable() or text.replace("\n", "").replace("　", "").isprintable():
        return None
    return next((char for char in text if _is_forbidden(char)), None)


def _is_forbidden(char: str) -> bool:
    return (char < " " and char not in "\t\n\r") or "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff"
