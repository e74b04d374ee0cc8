"""One draft after the other: `speechgen batch` against docxtemplater.

    python tests/benchmarks/bench_docxtemplater.py

As bench_batch.py does with docxtpl: the same text, the same layout, one process, the
template loaded for each document as its documentation shows. Since node has threads that
work beside, what counts for it is the smaller of CPU time and time passed. docxtemplater and pizzip
are fetched by npm into a temporary folder; where there is no node, this says so and ends.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bench_batch
from bench_batch import scratch, template_text, template_with
from contest import contest

from generator.template.template import load_template

SCRIPT = """
const fs = require("fs");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");
const [template, folder] = process.argv.slice(2);
function draw(number) {
  const zip = new PizZip(fs.readFileSync(template, "binary"));
  const document = new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true });
  document.render({ unit: `青石${number}镇` });
  fs.writeFileSync(`${folder}/${number}.docx`, document.toBuffer());
}
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [first, last] = line.split(" ").map(Number);
  const [began, clock] = [process.cpuUsage(), process.hrtime.bigint()];
  for (let number = first; number < last; number++) draw(number);
  const used = process.cpuUsage(began);
  const [cpu, passed] = [(used.user + used.system) / 1000, Number(process.hrtime.bigint() - clock) / 1e6];
  console.log(Math.min(cpu, passed) / (last - first));
});
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
    template, file, theirs = load_template("supervision"), folder / "template.docx", folder / "theirs"
    template_with("{unit}", template, file)
    theirs.mkdir()
    commands = {
        "speechgen batch": [sys.executable, bench_batch.__file__, "speechgen", str(folder / "ours")],
        "docxtemplater, same layout": ["node", str(tools / "bench.js"), str(file), str(theirs)],
    }
    contest(commands, f"One process, a draft of {len(template_text(template))} characters")


if __name__ == "__main__":
    main()
