"""`python -m tests.fuzz TARGET [seconds]`: fuzzes a reader, beginning with its seeds."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator"]):
    from .targets import TARGETS, run, seeds

LONGEST, MEMORY = 12, 1024
"""Seconds and megabytes that one input may take."""


def main() -> None:
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    if name not in TARGETS:
        sys.exit(f"there is no target {name}: {', '.join(TARGETS)}")
    corpus = Path(tempfile.mkdtemp(prefix=f"corpus-{name}-"))
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={LONGEST}",
        f"-rss_limit_mb={MEMORY}",
        "-max_len=65536",
        f"-artifact_prefix={corpus}/find-",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: run(name, data))
    atheris.Fuzz()


main()
