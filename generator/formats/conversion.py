"""Conversion: any file that a speech can be read from, written as another."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .. import files
from ..errors import FileError
from ..recognise import Recognised
from .layouts import creation_time, open_layout
from .outputs import Output
from .table import LAID_OUT, WriteOptions, encode, read, source_format

STANDARD_INPUT = "-"


def read_speech(source: str, speech: int = 1, keep_all: bool = False) -> Recognised:
    """The speech in the file `source`, or in standard input for `-`, and what was dropped.

    Of several speeches it is the `speech`-th; with `keep_all` what would be dropped is text.

    Raises SpeechgenError when it cannot be read, or when no speech is in it.
    """
    if source == STANDARD_INPUT:
        name, data = "标准输入", read_standard_input()
    else:
        name, data = source, files.read_bytes(Path(source))
    found = read(data, source_format(Path(source), data), name, speech)
    found = found.with_everything() if keep_all else found
    if not any(found.speech.texts):
        raise FileError(f"{name}：里面没有讲话的文字")
    return found


def convert(found: Recognised, output: Output) -> bytes:
    """The bytes of a speech that was read, as `output` wants them. Raises DocumentError."""
    layout = open_layout(output.layout) if output.format in LAID_OUT else None
    return encode(found.speech, output.format, WriteOptions(creation_time(), layout))


def require_other_file(source: str, out: Path) -> None:
    """Raises FileError when a file would be written over the one it is read from."""
    if (
        source != STANDARD_INPUT
        and os.path.exists(source)
        and os.path.exists(out)
        and os.path.samefile(source, out)
    ):
        raise FileError(f"{out}：读和写是同一个文件，请换一个文件名")


def read_standard_input() -> bytes:
    """What came through the pipe. Raises FileError when there is none, or too much."""
    if sys.stdin is None or sys.stdin.isatty():
        raise FileError("没有给内容：用“-”时要从管道送进来，如 speechgen convert - 讲话.docx < 原文.txt")
    data = sys.stdin.buffer.read(files.LARGEST_DOCUMENT + 1)
    if len(data) > files.LARGEST_DOCUMENT:
        raise FileError(f"标准输入：内容太大，最多 {files.LARGEST_DOCUMENT >> 20} MB")
    return data
