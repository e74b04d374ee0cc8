"""LibreOffice in tests: started by one worker at a time, and never twice for the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

SCRIPT = Path(__file__).with_name("edit_in_office.py")
SECONDS = 600
"""For a start; many may be at work on the machine."""


def is_demanded() -> bool:
    """Whether tests that need LibreOffice have to run."""
    return os.environ.get("CI") == "true" or os.environ.get("SPEECHGEN_REQUIRE_OFFICE") == "1"


def find_program() -> str | None:
    return shutil.which("soffice")


def find_python() -> str | None:
    """A Python that has LibreOffice's bridge."""
    for path in filter(None, ("/usr/bin/python3", shutil.which("python3"))):
        if subprocess.run([path, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return path
    return None


@dataclass(frozen=True)
class Office:
    """LibreOffice; what it made is kept in `folder`, which all workers of a run share."""

    folder: Path
    program: str

    def convert(self, paths: Sequence[Path], kind: str) -> list[Path]:
        """Documents as "pdf" or "docx", each under its own name."""
        made = [self.folder / _key(kind, path.read_bytes()) / f"{path.stem}.{kind}" for path in paths]
        with FileLock(self.folder / "lock"):
            missing = {path: goal for path, goal in zip(paths, made, strict=True) if not goal.exists()}
            if missing:
                new = self._new_folder()
                command = [self.program, "--headless", self._profile, "--convert-to", kind]
                subprocess.run(
                    [*command, "--outdir", new, *missing], check=True, capture_output=True, timeout=SECONDS
                )
            for path, goal in missing.items():
                goal.parent.mkdir(exist_ok=True)
                (new / f"{path.stem}.{kind}").replace(goal)
        return made

    def edit(self, python: str, jobs: Mapping[str, tuple[str, bytes]]) -> dict[str, bytes]:
        """What it makes of documents: each job is an edit, and the document to make it in."""
        made = {name: self.folder / f"{_key(edit, data)}.docx" for name, (edit, data) in jobs.items()}
        with FileLock(self.folder / "lock"):
            missing = {name: job for name, job in jobs.items() if not made[name].exists()}
            if missing:
                self._edit(python, [(*job, made[name]) for name, job in missing.items()])
        return {name: path.read_bytes() for name, path in made.items()}

    def _edit(self, python: str, jobs: Sequence[tuple[str, bytes, Path]]) -> None:
        pipe = f"speechgen{uuid.uuid4().hex[:8]}"
        command = [self.program, "--headless", "--norestore", self._profile]
        words: list[str] = []
        for edit, data, goal in jobs:
            source = self._new_folder() / "in.docx"
            source.write_bytes(data)
            words += [edit, str(source), str(goal)]
        with subprocess.Popen(
            [*command, f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as office:
            try:
                run = [python, str(SCRIPT), pipe, *words]
                subprocess.run(run, check=True, timeout=SECONDS, env={"PATH": "/usr/bin:/bin"})
            finally:
                office.terminate()

    @property
    def _profile(self) -> str:
        return f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"

    def _new_folder(self) -> Path:
        path = self.folder / uuid.uuid4().hex
        path.mkdir()
        return path


def _key(kind: str, data: bytes) -> str:
    return sha256(kind.encode() + b"\0" + data).hexdigest()[:32]
