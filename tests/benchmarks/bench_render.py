"""CPU time of rendering the built-in templates, and of compiling them.

    python tests/benchmarks/bench_render.py [CHECKOUT]

With the path of another checkout, both render by turns and their ratio is printed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5

SCRIPT = """
import json, time
from generator.details.details import fill
from generator.details.entry import Entry
from generator.template.catalogue import list_templates
from generator.template.template import load_template

def details(template, chosen):
    examples = {field.name: field.example for field in template.fields if field.example is not None}
    return fill(template.fields, [Entry(key, value, key) for key, value in (examples | chosen).items()])

def seconds(work, times):
    began = time.process_time()
    for number in range(times):
        work(str(number))
    return (time.process_time() - began) / times

found = {}
for name in (one.name for one in list_templates()):
    template = load_template(name)
    cases = [details(template, {"length": length}) for length in ("short", "standard", "long")]
    compiling = seconds(lambda seed: template.render_filled(cases[0], seed), 1)
    rendering = min(
        seconds(lambda seed: [template._rendered(case, seed) for case in cases], 20) / 3 for _ in range(5)
    )
    found[name] = compiling, rendering
print(json.dumps(found))
"""


def main() -> None:
    checkouts = [ROOT, *map(Path, sys.argv[1:])]
    rounds = [[measured(checkout) for checkout in checkouts] for _ in range(ROUNDS)]
    print("rendering, ms" + "  ratio to the other" * (len(checkouts) - 1))
    for name in rounds[0][0]:
        times = [median(one[place][name][1] for one in rounds if name in one[place]) for place, _ in
                 enumerate(checkouts) if name in rounds[0][place]]  # fmt: skip
        ratio = f"{times[0] / times[1]:6.2f}" if len(times) > 1 else ""
        print(f"{name:20}{times[0] * 1000:6.2f}{ratio}")
    for place, checkout in enumerate(checkouts):
        total = median(sum(times[1] for times in one[place].values()) for one in rounds)
        compiling = median(sum(times[0] for times in one[place].values()) for one in rounds)
        count = len(rounds[0][place])
        drafts = f"{total / count * 1000:.2f} ms a draft"
        print(f"{checkout}: {drafts}, {compiling / count * 1000:.0f} ms to compile")


def measured(checkout: Path) -> dict[str, tuple[float, float]]:
    """Seconds to compile and to render each template, in a process and with a cache of its own."""
    with tempfile.TemporaryDirectory() as cache:
        variables = {**os.environ, "PYTHONPATH": str(checkout), "XDG_CACHE_HOME": cache}
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=variables, check=True, capture_output=True)
    found: dict[str, tuple[float, float]] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
