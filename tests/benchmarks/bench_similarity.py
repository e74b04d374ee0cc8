"""How alike the drafts of the sample roster are.

    python tests/benchmarks/bench_similarity.py

For every two of the 40 drafts the Jaccard similarity of their 5-character shingles: the
share of what either says that both say. A mail merge, where only names differ, is there
for comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from statistics import median

from generator.details.details import fill
from generator.details.roster import match, read_roster
from generator.model.speech import Speech
from generator.template.template import load_template

ROSTER = Path(__file__).resolve().parents[2] / "samples" / "roster-40.csv"
SHINGLE = 5


def main() -> None:
    units, speeches = zip(*drafts(), strict=True)
    merged, _ = zip(*((merge(speeches[0], units[0], unit), unit) for unit in units), strict=True)
    print(f"{len(units)} drafts of {ROSTER.name}, {SHINGLE}-character shingles, every two of them")
    report("supervision", list(map(text_of, speeches)), units)
    report("mail merge", merged, units)


def drafts(seed: str | None = None) -> Iterable[tuple[str, Speech]]:
    """The unit and the speech of every row; with `seed` all have the same wordings."""
    template = load_template("supervision")
    matched = match(read_roster(ROSTER), template.fields, ROSTER.name)
    for row in matched.table.rows:
        details = fill(template.fields, matched.entries(row))
        yield str(details.values["unit"]), template.render_filled(details, seed)


def text_of(speech: Speech) -> str:
    return "".join("".join(speech.texts).split())


def merge(speech: Speech, unit: str, other: str) -> str:
    return text_of(speech).replace(unit, other)


def similarities(texts: Sequence[str]) -> list[tuple[float, int, int]]:
    """The similarity of every two texts, and which they are."""
    shingled = [shingles(text) for text in texts]
    return [
        (len(shingled[one] & shingled[two]) / len(shingled[one] | shingled[two]), one, two)
        for one, two in combinations(range(len(texts)), 2)
    ]


def shingles(text: str) -> set[str]:
    return {text[start : start + SHINGLE] for start in range(len(text) - SHINGLE + 1)}


def report(name: str, texts: Sequence[str], units: Sequence[str]) -> None:
    found = similarities(texts)
    highest, one, two = max(found)
    middle = median(value for value, _, _ in found)
    print(f"  {name:12} median {middle:.2f}   maximum {highest:.2f} ({units[one]}, {units[two]})")


if __name__ == "__main__":
    main()
