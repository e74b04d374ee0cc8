"""What is fuzzed: a reader each, and what it must do with any bytes: read them or refuse them."""

from __future__ import annotations

import datetime
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from generator.details.details import fill
from generator.details.entry import Entry
from generator.details.roster.csv_file import read_csv
from generator.details.roster.workbook import read_workbook
from generator.details.yaml import read_mapping
from generator.details.yaml_slips import mend
from generator.errors import SpeechgenError
from generator.formats.layouts import open_layout
from generator.formats.table import WriteOptions, encode, read
from generator.template.template import load_template

from ..conftest import DATA, ROOT
from ..safety.workbooks import workbook

NOW = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
FIELDS = load_template(str(DATA / "templates" / "meeting.md.j2")).fields
OFFICIAL = open_layout("official")
WORK = Path(tempfile.mkdtemp(prefix="fuzz-"))


def _speech(format: str) -> Callable[[bytes], None]:
    """Reads a speech; what was read can be written as a document and as markup."""

    def target(data: bytes) -> None:
        speech = read(data, format, f"稿.{format}").speech
        if any(speech.texts):
            encode(speech, "docx", WriteOptions(NOW, OFFICIAL))
            encode(speech, "md", WriteOptions(NOW))

    return target


def _in_package(base: bytes, read_package: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Puts the bytes in the place of a part of a sound package; the first byte tells of which."""
    with zipfile.ZipFile(BytesIO(base)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def target(data: bytes) -> None:
        name = list(parts)[data[0] % len(parts)] if data else next(iter(parts))
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, data[1:] if part == name else content)
        read_package(buffer.getvalue())

    return target


def _details(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    values = read_mapping(mend(text), "表").values
    fill(FIELDS, [Entry(key, value, "表") for key, value in values.items()])


def _roster(data: bytes) -> None:
    read_csv(data, "名册.csv")


def _workbook(data: bytes) -> None:
    read_workbook(data, "名册.xlsx")


def _template(data: bytes) -> None:
    path = WORK / "fuzz.md.j2"
    path.write_bytes(data)
    load_template(str(path)).render({"unit": "青石镇"})


def _layout(data: bytes) -> None:
    path = WORK / "own.docx"
    path.write_bytes(data)
    open_layout(str(path))


def _document() -> bytes:
    return (ROOT / "templates" / "layouts" / "official.docx").read_bytes()


def _draft() -> bytes:
    from generator.model import markup

    speech = markup.parse((DATA / "speech.md").read_text("utf-8"))
    return encode(speech, "docx", WriteOptions(NOW, OFFICIAL))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "docx": _in_package(_draft(), _speech("docx")),
    "html": _speech("html"),
    "md": _speech("md"),
    "txt": _speech("txt"),
    "json": _speech("json"),
    "yaml": _details,
    "csv": _roster,
    "xlsx": _in_package(workbook(), _workbook),
    "template": _template,
    "layout": _in_package(_document(), _layout),
}


def run(name: str, data: bytes) -> None:
    """Feeds `data` to a target; anything it raises but a refusal is a find."""
    with suppress(SpeechgenError):
        TARGETS[name](data)


def seeds(name: str) -> Iterator[bytes]:
    """Where the fuzzer begins: small files of the kind."""
    match name:
        case "docx" | "layout" | "xlsx":
            base = {"docx": _draft, "layout": _document, "xlsx": workbook}[name]()
            with zipfile.ZipFile(BytesIO(base)) as archive:
                for number, part in enumerate(archive.namelist()):
                    yield bytes([number]) + archive.read(part)
        case "template":
            for folder in ("templates", "bombs", "escapes"):
                yield from (path.read_bytes() for path in sorted((DATA / folder).glob("*.md.j2")))
        case "yaml":
            yield (DATA / "form.yaml").read_bytes()
            yield from (path.read_bytes() for path in sorted((DATA / "bad_details").glob("*.yaml")))
        case "csv":
            yield "单位名称,讲话日期\n青石镇,2026-03-12\n".encode()
            yield '单位名称;人\n"甲\n乙";"丙""丁"\n'.encode("utf-16")
        case "json":
            from generator.formats.table import read as read_speech

            found = read_speech((DATA / "speech.md").read_bytes(), "md", "稿")
            yield encode(found.speech, "json", WriteOptions(NOW))
        case _:
            text = (DATA / f"speech.{'md' if name == 'md' else 'txt'}").read_bytes()
            yield text if name != "html" else b"<h1>" + text.replace(b"\n", b"</p><p class=a>") + b"</p>"
