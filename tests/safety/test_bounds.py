"""One bound on time and one on memory for every reader of a file from outside."""

from __future__ import annotations

import re
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from generator.errors import FileError
from generator.files import bounds, within_bounds

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such clock")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.2)
    monkeypatch.setattr(bounds, "MEMORY", 32 << 20)


def wait_for_ever() -> None:
    while True:
        pass


def test_what_never_ends_is_stopped() -> None:
    with pytest.raises(FileError, match=r"名册\.csv：太费时间"), within_bounds("名册.csv"):
        wait_for_ever()


def test_a_pattern_that_never_ends_is_stopped() -> None:
    with pytest.raises(FileError, match="太费时间"), within_bounds("讲话.txt"):
        re.fullmatch("(?:a+)+b", "a" * 60)


def test_what_catches_every_exception_does_not_catch_the_end() -> None:
    def reader() -> None:
        while True:
            with suppress(Exception):
                wait_for_ever()

    with pytest.raises(FileError, match="太费时间"), within_bounds("讲话.json"):
        reader()


def test_a_large_file_gets_more_time() -> None:
    with within_bounds("名册.csv", size=10 * bounds.BYTES_A_SECOND):
        end = time.process_time() + 0.4
        while time.process_time() < end:
            pass


def read_parts_for_ever() -> None:
    while True:
        with within_bounds("里面"):
            pass


def test_one_inside_another_does_not_begin_anew() -> None:
    with pytest.raises(FileError, match="外面"), within_bounds("外面"):
        read_parts_for_ever()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory is in use")
class TestMemory:
    def test_what_takes_too_much_is_stopped(self) -> None:
        with pytest.raises(FileError, match="太占内存"), within_bounds("名册.yaml"):
            bytearray(64 << 20)

    def test_afterwards_there_is_as_much_as_before(self) -> None:
        import resource

        before = resource.getrlimit(resource.RLIMIT_DATA)
        with pytest.raises(FileError), within_bounds("名册.yaml"):
            bytearray(64 << 20)
        assert resource.getrlimit(resource.RLIMIT_DATA) == before
        assert len(bytearray(64 << 20)) == 64 << 20


def test_it_costs_next_to_nothing() -> None:
    began = time.perf_counter()
    for _ in range(100):
        with within_bounds("讲话.docx"):
            pass
    assert (time.perf_counter() - began) / 100 < 0.001


def test_a_thread_reads_without_clock() -> None:
    from threading import Thread

    done: list[bool] = []

    def read() -> None:
        with within_bounds(Path("讲话.docx")):
            done.append(True)

    thread = Thread(target=read)
    thread.start()
    thread.join()
    assert done == [True]
