"""CPU time of whole processes: `speechgen` against a bare docxtpl script.

    python tests/benchmarks/bench_generate.py [RUNS]

Both render a speech of the same length and write a .docx. docxtpl is needed for this
benchmark only (`pip install docxtpl`). The runs take turns, so that a busy machine is
busy for all; what is printed are medians and their ratios. "first run" is `generate`
before its template has been compiled and kept in the user's cache folder.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 15

DOCXTPL_SCRIPT = """
from docxtpl import DocxTemplate
document = DocxTemplate({template!r})
document.render({{"unit": "云溪县"}})
document.save({out!r})
"""

TEMPLATE_SCRIPT = """
import docx
from generator import load_template
speech = load_template("supervision").render({{"unit": "云溪县"}})
document = docx.Document()
for text in speech.texts:
    document.add_paragraph(text.replace("云溪县", "{{{{ unit }}}}"))
document.save({template!r})
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        commands = prepare(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(cpu_seconds(command, Path(folder), cold=name == "generate, first run"))
    base = median(times["docxtpl"])
    print(f"{RUNS} runs each, CPU time of the whole process, median")
    for name, seconds in times.items():
        print(f"{name:22} {median(seconds) * 1000:6.0f} ms  {median(seconds) / base:5.2f} × docxtpl")


def prepare(folder: Path) -> dict[str, list[str]]:
    template, script = folder / "template.docx", folder / "docxtpl_script.py"
    python(TEMPLATE_SCRIPT.format(template=str(template)), folder)
    script.write_text(DOCXTPL_SCRIPT.format(template=str(template), out=str(folder / "out.docx")), "utf-8")
    speechgen = [sys.executable, "-m", "generator"]
    generate = [*speechgen, "generate", "supervision", "-s", "unit=云溪县", "--no-input", "-o", "draft.docx"]
    commands = {
        "docxtpl": [sys.executable, str(script)],
        "generate": generate,
        "generate, first run": generate,
        "--help": [*speechgen, "--help"],
        "list": [*speechgen, "list"],
    }
    for command in commands.values():
        cpu_seconds(command, folder, cold=False)
    return commands


def cpu_seconds(command: list[str], folder: Path, cold: bool, statuses: tuple[int, ...] = (0,)) -> float:
    (folder / "draft.docx").unlink(missing_ok=True)
    if cold:
        shutil.rmtree(folder / "cache", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, env=environment(folder), stdout=subprocess.DEVNULL)
    if done.returncode not in statuses:
        raise RuntimeError(f"{command} ended with {done.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def environment(folder: Path) -> dict[str, str]:
    """With compiled modules kept, as an installed program has them, and a cache of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }


def python(script: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment(folder), check=True)


if __name__ == "__main__":
    main()
