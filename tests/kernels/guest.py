"""Runs inside of a booted kernel: the self-test and the samples, kinds of attacks, tests; prints lines of JSON.

Samples are graded twice: as root, and as an ordinary user.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from autograder.sandbox.guest.isolation import landlock
from tests.support.target import ATTACKS

PROJECT = Path(__file__).parents[2]
SAID = "SAID "
SAMPLES, TESTS = "samples", "tests"  # all other stages are kinds of attacks
GRADED = ("perfect", "typical")
USERS = {"root": (), "ordinary user": ("setpriv", "--reuid=1000", "--regid=1000", "--clear-groups")}
OF_THE_KERNEL = ("test_isolation", "test_system_calls", "test_endings", "test_workers", "test_deadlines")
OPENS_THE_NULL_DEVICE = """
import contextlib, os
with contextlib.redirect_stdout(open(os.devnull, "w")):
    print("dropped")
"""
PATIENCE = 20  # an emulated machine is slow; what fails for that alone passes with longer deadlines


def main() -> None:
    Path("/tmp").chmod(0o1777)
    for stage in sys.argv[1].split(","):
        answers = {SAMPLES: _samples, TESTS: _own_tests}.get(stage, partial(_attacks, stage))
        for answer in answers():
            _say(stage, answer)
        _say(stage, None)


def kinds() -> list[str]:
    """All kinds of attacks."""
    return sorted({path.name.partition("__")[0] for path in ATTACKS.glob("[!_]*__*")})


def _say(stage: str, answer: dict[str, Any] | None) -> None:
    """Tell one answer, or None at the stage's end."""
    print(f"\n{SAID}{json.dumps([stage, answer])}", flush=True)


def _samples() -> Iterator[dict[str, Any]]:
    kernel = {"kernel": platform.release(), "machine": platform.machine(), "added": os.environ.get("ADDED", "")}
    (available,) = re.findall(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text())
    yield {**kernel, "landlock": landlock.version(), "megabytes": int(available) // 1024}
    paths = [_with_the_null_device(), *(PROJECT / "tests/submissions" / name for name in GRADED)]
    for path in paths:
        for user, command in USERS.items():
            yield {"user": user, **_graded(path, command)}


def _with_the_null_device() -> Path:
    """The reference, with a neuron.py that opens the null device for writing."""
    folder = Path("/tmp/null_device")
    folder.mkdir(exist_ok=True)
    for path in (PROJECT / "solutions").glob("*.py"):
        extra = OPENS_THE_NULL_DEVICE if path.stem == "neuron" else ""
        (folder / path.name).write_text(path.read_text() + extra)
    return folder


def _graded(path: Path, user: tuple[str, ...]) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp())  # what a grader that crashed leaves is in no other's way
    folder.chmod(0o777)
    file = folder / "report.json"
    command = [*user, sys.executable, "-m", "autograder", "grade", str(path), "--json", str(file), "--seed", "1"]
    first = last = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    if not file.exists():  # without Landlock grading refuses unless submissions are trusted
        last = subprocess.run([*command, "--trust-submissions"], cwd=PROJECT, capture_output=True, text=True)
    report = json.loads(file.read_text()) if file.exists() else {}
    return {
        "submission": path.name,
        "refused": last is not first,
        "code": last.returncode,
        "score": report.get("score"),
        "isolation": {each["protection"]: each["status"] for each in report.get("isolation", [])},
        "said": [each.stderr[-800:] for each in (first, last) if each.returncode],
    }


def _attacks(kind: str) -> Iterator[dict[str, Any]]:
    yield from _tested("tests/engine/sandbox/test_attacks.py", "-k", f"{kind}__ and not left_behind")


def _own_tests() -> Iterator[dict[str, Any]]:
    yield from _tested(*(f"tests/engine/sandbox/{name}.py" for name in OF_THE_KERNEL), "-m", "not slow")


def _tested(*arguments: str) -> Iterator[dict[str, Any]]:
    """What pytest says of these tests, and then of those that failed when they are given more time."""
    said = _pytest(*arguments)
    yield said
    if said["failed"]:
        yield {**_pytest(*arguments, "--last-failed", patience=PATIENCE), "again": True}


def _pytest(*arguments: str, patience: int = 1) -> dict[str, Any]:
    """What failed, and pytest's last line; all lines go to the console, which keeps them."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-rfEs", *arguments]
    environment = {**os.environ, "COLUMNS": "200", "PATIENCE": str(patience)}
    lines = []
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, env=environment) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.strip())
    failed = [line.partition("::")[2].partition(" - ")[0] for line in lines if line.startswith(("FAILED", "ERROR"))]
    return {"failed": failed, "outcome": lines[-1].strip("= ")}


if __name__ == "__main__":
    main()
