"""Whose speech it is: the unit, by the speaker's post, the title, or the name that stands most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..check.names import named_units
from ..model.speech import Speech
from .head import byline_parts
from .holes import has_hole

_LONGEST = 80
"""Characters of a title or a position in which a unit's name is looked for."""

_OWN = re.compile("(?:全|我|本)(省|市|县|区|旗|镇|乡|街道|校|院|公司|集团|局)(?!长|员|托|派|任|部)")
_ENDINGS = {"校": ("学校", "中学", "小学", "大学"), "院": ("学院", "医院"), "公司": ("公司", "集团")}
"""What the name of a unit ends in that calls itself 我校, 我院."""

_FAR_MORE = 2
"""How many times as often the unit stands as any other of its kind."""


def unit_in(speech: Speech) -> str:
    """The unit that the speaker's position or the title names, or of whose kind the speech says 全县
    and that it names far more than others; "" for none."""
    texts = tuple(speech.texts)
    parts = [part for part in byline_parts(speech) if part.field == "position"]
    posts = [texts[part.text][part.start : part.end] for part in parts]
    heads = (*posts, speech.title or "")
    named = (name for text in heads for name in named_units(text.removeprefix("中共")[:_LONGEST]))
    found = next((name for name in named if not has_hole(name)), "")
    return found or _most_named(texts)


def units_named(texts: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The names of places, schools and companies in texts and how often each stands, the most first."""
    counts = Counter(name for text in texts for name in named_units(text) if not has_hole(name))
    whole = {name: count for name, count in counts.items() if not _is_part(name, counts)}
    return tuple(sorted(whole.items(), key=lambda item: -item[1]))


def _is_part(name: str, others: Iterable[str]) -> bool:
    return any(name != other and other.endswith(name) for other in others)


def _most_named(texts: Sequence[str]) -> str:
    kinds = Counter(match for text in texts for match in _OWN.findall(text))
    if not kinds:
        return ""
    kind = kinds.most_common(1)[0][0]
    endings = _ENDINGS.get(kind, (kind,))
    found = [(name, count) for name, count in units_named(texts) if name.endswith(endings)]
    if not found or (len(found) > 1 and found[0][1] < _FAR_MORE * found[1][1]):
        return ""
    return found[0][0]
