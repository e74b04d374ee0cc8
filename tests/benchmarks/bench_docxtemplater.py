"""One draft after the other: `speechgen batch` against docxtemplater.

    python tests/benchmarks/bench_docxtemplater.py

As bench_batch.py does with docxtpl: the same text, the same layout, one process, the
template loaded for each document as its documentation shows. docxtemplater and pizzip
are fetched by npm into a temporary folder; where there is no node, this says so and ends.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from bench_batch import DRAFTS, TURNS, scratch, speechgen, template_text, template_with

from generator.template import load_template

SCRIPT = """
const fs = require("fs");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");
const [template, folder, count] = process.argv.slice(2);
function draw(number) {
  const zip = new PizZip(fs.readFileSync(template, "binary"));
  const document = new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true });
  document.render({ unit: `青石${number}镇` });
  fs.writeFileSync(`${folder}/${number}.docx`, document.toBuffer());
}
for (let number = 0; number < Number(count); number++) draw(number);
const began = process.hrtime.bigint();
for (let number = 0; number < Number(count); number++) draw(number);
console.log(Number(process.hrtime.bigint() - began) / 1e6 / Number(count));
"""


def main() -> None:
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("skipped: there is no node and npm here")
        return
    with tempfile.TemporaryDirectory() as tools, scratch() as folder:
        install(Path(tools))
        compare(Path(tools), folder)


def install(tools: Path) -> None:
    (tools / "bench.js").write_text(SCRIPT, encoding="utf-8")
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "docxtemplater", "pizzip"],
        cwd=tools,
        check=True,
        capture_output=True,
    )


def compare(tools: Path, folder: Path) -> None:
    template, file = load_template("supervision"), folder / "template.docx"
    template_with("{unit}", template, file)
    draw = speechgen(template, folder)
    (folder / "theirs").mkdir()
    ours, theirs = [], []
    for turn in range(TURNS):
        began = time.perf_counter()
        for number in range(DRAFTS):
            draw(turn * DRAFTS + number)
        ours.append((time.perf_counter() - began) / DRAFTS * 1000)
        command = ["node", "bench.js", str(file), str(folder / "theirs"), str(DRAFTS)]
        done = subprocess.run(command, cwd=tools, check=True, capture_output=True, text=True)
        theirs.append(float(done.stdout))
    base = median(ours)
    print(f"One process, a draft of {len(template_text(template))} characters, median of {TURNS} × {DRAFTS}")
    print(f"  speechgen batch              {base:7.2f} ms    1.0 ×")
    print(f"  docxtemplater, same layout   {median(theirs):7.2f} ms  {median(theirs) / base:5.1f} ×")


if __name__ == "__main__":
    main()
