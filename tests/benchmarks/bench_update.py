"""What an update costs, beside writing the same draft anew, in one process.

    python tests/benchmarks/bench_update.py

A draft of about 3,000 characters was edited in several places; one detail changes. Both
are given what they need opened: the template, the layout. The median of many turns.
"""

from __future__ import annotations

import datetime
import io
import statistics
import time
from collections.abc import Callable

from docx import Document

from generator.details.details import fill
from generator.details.entry import Entry
from generator.formats.layouts import open_layout, with_layout
from generator.formats.table import WriteOptions, encode
from generator.model.reading_time import total_characters
from generator.template.draft import make_draft
from generator.template.template import load_template
from generator.update import Request, update

NOW = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
TURNS = 200


def main() -> None:
    template, layout = load_template("supervision"), open_layout("official")
    old = {"unit": "云溪县", "length": "long", "speaker": "陈立峰", "date": "2026-03-12"}
    new = {"office": "县纪委监委", "date": "2026-03-20", "cases": "15"}

    def anew() -> bytes:
        draft = make_draft(template, fill(template.fields, entries(old | new)))
        provenance = with_layout(draft.provenance, "official")
        return encode(draft.speech, "docx", WriteOptions(NOW, layout, provenance, draft.blanks, draft.author))

    def generate(details: dict[str, str]) -> bytes:
        draft = make_draft(template, fill(template.fields, entries(details)))
        options = WriteOptions(
            NOW, layout, with_layout(draft.provenance, "official"), draft.blanks, draft.author
        )
        return encode(draft.speech, "docx", options)

    theirs = edited(generate(old))
    request = Request(NOW, (entries(new),))
    length = total_characters(make_draft(template, fill(template.fields, entries(old))).speech)
    written, merged = timed([anew, lambda: update(theirs, "稿.docx", request)])
    print(f"one draft of {length} characters, medians of {TURNS}")
    print(f"  written anew  {1000 * written:6.2f} ms")
    print(f"  updated       {1000 * merged:6.2f} ms   {merged / written:.1f} times as long")


def entries(details: dict[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(key, value, "") for key, value in details.items())


def edited(draft: bytes) -> bytes:
    document = Document(io.BytesIO(draft))
    for number, paragraph in enumerate(document.paragraphs[6::4]):
        paragraph.add_run(f"这是后来加的第{number}句。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def timed(contestants: list[Callable[[], object]]) -> list[float]:
    """The median time of each, taken in turns."""
    taken: list[list[float]] = [[] for _ in contestants]
    for _ in range(TURNS):
        for contestant, times in zip(contestants, taken, strict=True):
            begun = time.process_time()
            contestant()
            times.append(time.process_time() - begun)
    return [statistics.median(times) for times in taken]


if __name__ == "__main__":
    main()
