"""An update without the template: new values in the place of the old ones, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from ..details.entry import Entry
from ..details.fields import shown
from ..errors import DetailsError
from ..files.builtin import builtin_folder
from ..model.speech import Speech
from ..template.catalogue import FRAME, Source
from ..text.dates import parse_date
from ..text.numerals import chinese_date


def replaced_values(
    speech: Speech, details: Mapping[str, Any], layers: Iterable[Iterable[Entry]], name: str
) -> tuple[Speech, dict[str, Any]]:
    """`speech` and its details once the new values stand where the old ones did.

    A value of a field that was open goes into its blank. Raises DetailsError when there is
    neither an old value nor a blank, or the old one stands nowhere.
    """
    labels = _frame_labels()
    names = {label: field for field, label in labels.items()}
    texts, known, mistakes = list(speech.texts), dict(details), []
    for entry in (entry for layer in layers for entry in layer if entry.typed is not None):
        key = names.get(entry.key.strip(), entry.key.strip())
        old = shown_text(known[key]) if key in known else f"【{labels.get(key, entry.key.strip())}】"
        new = shown_text(entry.typed)
        if not old or not any(old in text for text in texts):
            mistakes.append(f"{entry.where}：{name} 里找不到“{entry.key}”原来的内容（{old}），不知道换哪里")
            continue
        texts = [text.replace(old, new) for text in texts]
        known[key] = entry.typed
    if mistakes:
        raise DetailsError(mistakes)
    return speech.with_texts(texts), known


def shown_text(typed: Any) -> str:
    """A typed value as a speech shows it, as far as that can be told without its field."""
    if isinstance(typed, list):
        return shown([str(item) for item in typed])
    with suppress(ValueError):
        if (date := parse_date(str(typed))) is not None:
            return chinese_date(date)
    return str(typed).strip()


def _frame_labels() -> dict[str, str]:
    """The labels of the fields that every template has, by their names."""
    declared = Source(builtin_folder() / FRAME).header.values.get("fields") or {}
    return {name: str(header.get("label", name)) for name, header in declared.items()}
