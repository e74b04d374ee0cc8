"""Archives: what is inflated, and what is not opened."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.files.archive import ArchiveError, Bounds, Problem, open_archive


def zipped(*parts: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return held.getvalue()


def problem(data: bytes, bounds: Bounds = Bounds()) -> Problem:  # noqa: B008 - it is frozen
    with pytest.raises(ArchiveError) as refused:
        open_archive(data, lambda _: True, bounds)
    return refused.value.problem


def test_only_what_is_wanted_is_inflated() -> None:
    data = zipped(("a.xml", b"<a/>"), ("b.bin", b"\0"))
    assert open_archive(data, lambda name: name.endswith(".xml"), Bounds()) == {"a.xml": b"<a/>"}


def test_a_part_over_its_bound_is_not_opened() -> None:
    assert problem(zipped(("a", b"1" * 2000)), Bounds(part=1999)) is Problem.TOO_LARGE


def test_parts_that_are_too_large_together_are_not_opened() -> None:
    assert problem(zipped(("a", b"1" * 2000), ("b", b"1" * 2000)), Bounds(total=3999)) is Problem.TOO_LARGE


def test_a_part_that_swells_too_much_is_not_opened() -> None:
    assert problem(zipped(("a", b"1" * 100_000)), Bounds(ratio=10, ratio_from=10)) is Problem.TOO_LARGE


def test_a_size_that_the_directory_lies_about_does_not_help() -> None:
    data = bytearray(zipped(("a", b"1" * 100_000)))
    place = data.rindex(b"PK\1\2") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    assert problem(bytes(data), Bounds(part=1000)) in (Problem.TOO_LARGE, Problem.DAMAGED)


def test_too_many_parts_are_not_opened() -> None:
    assert (
        problem(zipped(*((str(number), b"") for number in range(30))), Bounds(parts=20)) is Problem.TOO_LARGE
    )


def test_too_many_marks_are_not_opened() -> None:
    data = zipped(("a.xml", b"<a/>" * 10), ("b.rels", b"<b/>" * 10), ("c", b"<c/>" * 10))
    assert problem(data, Bounds(marks=19)) is Problem.TOO_LARGE
    assert len(open_archive(data, lambda _: True, Bounds(marks=20))) == 3


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Problem.EMPTY),
        (b"unit,date\n", Problem.OTHER),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), Problem.OLD),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            Problem.ENCRYPTED,
        ),
        (b"PK\3\4 and no more", Problem.DAMAGED),
        (zipped(("a", b"<!DOCTYPE a><a/>")), Problem.DOCTYPE),
        (zipped(("a", b""), ("A", b"")), Problem.DOUBLE),
    ],
    ids=lambda value: value.name if isinstance(value, Problem) else "",
)
def test_what_else_is_not_opened(data: bytes, expected: Problem) -> None:
    assert problem(data) is expected


def test_a_part_without_a_name_is_told() -> None:
    assert problem(zipped(("a", b"1")).replace(b"a", b"\0")) is Problem.DAMAGED


def test_a_damaged_part_is_told() -> None:
    data = bytearray(zipped(("a", bytes(range(256)) * 20)))
    data[60] ^= 0xFF
    assert problem(bytes(data)) is Problem.DAMAGED
