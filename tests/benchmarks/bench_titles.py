"""How many titles are broken inside a term.

    python tests/benchmarks/bench_titles.py
    python tests/benchmarks/bench_titles.py --show    and which

Sixty units hold twenty meetings each, whose words are in generator/text/terms.txt, and
forty whose words are not; the last row is titles from newspapers. Where a line may end is
marked by hand. Titles that fit one line are not counted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.titles import WIDTHS, MarkedTitle, broken, is_cut, meetings, unseen_titles


def main() -> None:
    report("known meetings", list(meetings("events.txt")))
    report("unseen meetings", list(meetings("unseen_events.txt")))
    report("unseen, unit not told", [MarkedTitle(m.text, m.allowed) for m in meetings("unseen_events.txt")])
    report("newspapers' titles", list(unseen_titles()))


def report(name: str, titles: list[MarkedTitle]) -> None:
    for layout, width in WIDTHS.items():
        start = perf_counter()
        found = broken(titles, width)
        each = (perf_counter() - start) / len(titles)
        cut = [lines for title, lines in found if is_cut(title, lines)]
        share = len(cut) / len(found)
        counted = f"{len(found):6} broken{len(cut):5} cut{share:8.1%}"
        print(f"{name:24}{layout:10}{counted}{each * 1e3:8.2f} ms each")
        if "--show" in sys.argv[1:]:
            print(*("    " + " / ".join(lines) for lines in cut), sep="\n")


if __name__ == "__main__":
    main()
