"""What recognition gives: the speech, what was dropped, and what each paragraph of the file is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..model.speech import Role, Speech
from .furniture import is_note
from .phrases import is_prose


@dataclass(frozen=True, slots=True)
class Dropped:
    """A text that is no part of the speech, and why (Chinese, to be shown).

    `place` is where it stood: "before" the speech, "inside" (a page's number, a label of a
    part) or "after" it. `is_chosen` is another speech that a person chose not to take.
    """

    text: str
    reason: str
    place: str = "before"
    is_chosen: bool = False


class Placed(NamedTuple):
    """What a paragraph of the file is in the speech.

    `level` is that of the heading that it begins with. Where text follows the heading in the
    same paragraph, that is `Role.BODY`.
    """

    role: Role
    level: int = 0


LOUD_SHARE = 10
"""One part in so many of the text may be dropped before it is said loudly."""


@dataclass(frozen=True)
class Recognised:
    """The speech in a file, and what else stood there: at the top, inside, after the end.

    `oddities` say (Chinese, to be shown) what the speech does not have as the file had it.
    `roles` tell what the paragraphs of the file are, by their numbers; what is in none of
    the speech's parts is not among them. `speeches` is how many speeches the file holds.
    """

    speech: Speech
    dropped: tuple[Dropped, ...] = ()
    oddities: tuple[str, ...] = ()
    roles: Mapping[int, Placed] = field(default_factory=dict)
    speeches: int = 1

    @property
    def is_much_dropped(self) -> bool:
        """Whether more than a tenth of the running text is no part of the speech, and nobody chose so."""
        dropped = sum(
            _prose(line) for one in self.dropped if not one.is_chosen for line in one.text.split("\n")
        )
        kept = sum(len(text) for *_, text in self.speech.paragraphs())
        return dropped * LOUD_SHARE > dropped + kept

    def with_everything(self) -> Recognised:
        """The same with all that was dropped as text: before the introduction, and after the closing."""
        before, after = (
            tuple(
                line
                for one in self.dropped
                if one.place == place
                for line in one.text.split("\n")
                if line.strip()
            )
            for place in ("before", "after")
        )
        speech = replace(
            self.speech,
            preamble=before + self.speech.preamble,
            closing=self.speech.closing + after,
        )
        kept = tuple(one for one in self.dropped if one.place == "inside")
        return replace(self, speech=speech, dropped=kept)


def _prose(line: str) -> int:
    """The characters of a line that is a sentence, and no remark on the text; 0 for any other."""
    return len(line) if is_prose(line) and not is_note(line) else 0
