"""Pages as pictures, compared as somebody would who holds them side by side."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat

RESOLUTION = 50
"""Dots an inch: a character is eleven wide."""


def page_picture(pdf: Path, number: int = 1) -> Image.Image:
    """A page in grey, as pdftoppm draws it."""
    command = ["pdftoppm", "-r", str(RESOLUTION), "-gray", "-png", "-f", str(number), "-singlefile"]
    subprocess.run([*command, str(pdf), str(pdf.with_suffix(""))], check=True, timeout=60)
    return Image.open(pdf.with_suffix(".png")).convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How unlike two pages are, blurred to the size of a character: from 0; one line lower it is 10 to 18."""
    blurred = [page.resize(one.size).filter(ImageFilter.GaussianBlur(5)) for page in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*blurred)).mean[0]
