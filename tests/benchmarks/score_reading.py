"""How much of the samples is read right: by kind of sample, and by part of a speech.

python tests/benchmarks/score_reading.py [FOLDER]

A sample is a file `NAME.txt`, `.md`, `.html` or `.docx` with `NAME.json` beside it, which says what
is in it (see tests.recognise.test_samples.py); `kind` says what makes it hard.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.recognise.test_samples import FOLDER, PARTS, is_right, speech_in


def main(folder: Path) -> None:
    right: Counter[tuple[str, str]] = Counter()
    counts: Counter[str] = Counter()
    for path in sorted(path for path in folder.iterdir() if path.suffix != ".json"):
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        kind = expected.get("kind", path.suffix.removeprefix("."))
        speech = speech_in(path)
        counts[kind] += 1
        for part in PARTS:
            right[kind, part] += is_right(part, speech, expected)
    print(f"{'':10}{'samples':>9}" + "".join(f"{part:>12}" for part in PARTS) + f"{'all':>8}")
    for kind, count in sorted(counts.items()):
        _print(kind, count, [right[kind, part] for part in PARTS])
    _print("all", counts.total(), [sum(right[kind, part] for kind in counts) for part in PARTS])


def _print(name: str, count: int, right: list[int]) -> None:
    shares = "".join(f"{one / count:12.2f}" for one in right)
    print(f"{name:10}{count:9}{shares}{sum(right) / count / len(right):8.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
