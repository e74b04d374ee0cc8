"""Makes the sample drafts again, and the pictures of their first pages.

    python samples/build.py              the drafts
    python samples/build.py --pictures   and the pictures (LibreOffice and poppler-utils)

A draft is made from each NAME.yaml, whose first line names the template. The pictures are
in free fonts that look like those that offices have, and are used for nothing else:
Fandol (GPL with an exception for embedding; Debian: texlive-lang-chinese) and Noto
(OFL; Debian: fonts-noto-cjk-extra). PICTURE_FONTS names another folder that has them,
such as one that the packages were unpacked in. pictures.json keeps of which draft the
pictures were taken, so that a test can tell when they are stale.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
TAKEN_OF = PICTURES / "pictures.json"
CREATED = "1772323200"
"""2026-03-01, so that the drafts do not change with the day they are made."""

RESOLUTION = 60
"""Dots an inch."""

FONTS = os.environ.get("PICTURE_FONTS", "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
STAND_INS = {
    "方正小标宋简体": "Noto Serif CJK SC SemiBold",
    "仿宋_GB2312": "FandolFang",
    "楷体_GB2312": "FandolKai",
    "黑体": "FandolHei",
    "宋体": "FandolSong",
    "Times New Roman": "Liberation Serif",
}

if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))


def main() -> None:
    for details in samples():
        make_draft(details, HERE)
    if "--pictures" in sys.argv[1:]:
        take_pictures()


def samples() -> list[Path]:
    """The details files, each of one sample."""
    return sorted(HERE.glob("*.yaml"))


def make_draft(details: Path, folder: Path) -> Path:
    """Makes the draft of `details` in `folder`, as the command line does."""
    draft = folder / f"{details.stem}.docx"
    draft.unlink(missing_ok=True)
    command = ["generate", template_of(details), "-d", str(details), "-o", str(draft), "--strict"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": CREATED, "PYTHONPATH": str(HERE.parent)}
    subprocess.run([sys.executable, "-m", "generator", *command], env=environment, check=True, cwd=folder)
    return draft


def template_of(details: Path) -> str:
    """The template that the first line of a details file names: `# 模板 NAME …`."""
    match = re.match(r"# 模板 (\S+)", details.read_text("utf-8"))
    if match is None:
        raise ValueError(f"{details}: the first line names no template")
    return match[1]


def text_checksum(draft: Path) -> int:
    """What tells one draft's pages from another's: a checksum of its text and styles."""
    with zipfile.ZipFile(draft) as package:
        parts = [name for name in sorted(package.namelist()) if name.startswith("word/")]
        return crc32(b"".join(package.read(name) for name in parts))


def take_pictures() -> None:
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    drafts = [details.with_suffix(".docx") for details in samples()]
    with tempfile.TemporaryDirectory() as folder:
        convert(drafts, Path(folder))
        for draft in drafts:
            first_page(Path(folder) / f"{draft.stem}.pdf", draft.stem)
    taken = {draft.name: text_checksum(draft) for draft in drafts}
    TAKEN_OF.write_text(json.dumps(taken, indent=2) + "\n", "utf-8")


def convert(drafts: list[Path], folder: Path) -> None:
    """Makes a PDF of each draft in `folder`, with the fonts' stand-ins."""
    fonts = folder / "fonts.conf"
    fonts.write_text("\n".join(font_settings()), "utf-8")
    require_fonts(fonts)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run([*command, *map(str, drafts)], env=environment, check=True, stdout=subprocess.DEVNULL)


def require_fonts(settings: Path) -> None:
    """Ends the program when a font is not there: a picture in another would look wrong."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    command = ["fc-list", ":", "family"]
    listed = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    there = set(re.split("[,\n]", listed))
    if missing := set(STAND_INS.values()) - there:
        sys.exit(f"not installed: {', '.join(sorted(missing))}; see the head of {Path(__file__).name}")


def font_settings() -> Iterator[str]:
    yield '<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>'
    yield f"<dir>{FONTS}</dir>"
    for wanted, there in STAND_INS.items():
        yield (
            f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
            f'<edit name="family" mode="assign" binding="strong"><string>{there}</string></edit></match>'
        )
    yield "</fontconfig>"


def first_page(pdf: Path, name: str) -> None:
    """A picture of the first page, in few colours: samples/pictures/NAME.png."""
    command = ["pdftoppm", "-r", str(RESOLUTION), "-gray", "-png", "-f", "1", "-singlefile"]
    command += [str(pdf), str(PICTURES / name)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
