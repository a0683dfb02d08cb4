"""Runs inside of a booted kernel: the self-test and the samples, or kinds of attacks; prints lines of JSON.

Samples are graded twice: as root, and as an ordinary user.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.sandbox.guest.isolation import landlock

PROJECT = Path(__file__).parents[2]
SAID = "SAID "
SAMPLES = "samples"  # the first stage; any other one is a kind of attack
GRADED = ("perfect", "typical")
USERS = {"root": (), "ordinary user": ("setpriv", "--reuid=1000", "--regid=1000", "--clear-groups")}
OPENS_THE_NULL_DEVICE = """
import contextlib, os
with contextlib.redirect_stdout(open(os.devnull, "w")):
    print("dropped")
"""
REPORT = Path("/tmp/report.json")  # nothing else runs in this machine


def main() -> None:
    Path("/tmp").chmod(0o1777)
    for stage in sys.argv[1].split(","):
        for answer in _samples() if stage == SAMPLES else _attacks(stage):
            _say(stage, answer)
        _say(stage, None)


def _say(stage: str, answer: dict[str, Any] | None) -> None:
    """Tell one answer, or None at the stage's end."""
    print(f"\n{SAID}{json.dumps([stage, answer])}", flush=True)


def _samples() -> Iterator[dict[str, Any]]:
    kernel = {"kernel": platform.release(), "machine": platform.machine(), "added": os.environ.get("ADDED", "")}
    yield {**kernel, "landlock": landlock.version()}
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
    REPORT.unlink(missing_ok=True)
    command = [sys.executable, "-m", "autograder", "grade", str(path), "--json", str(REPORT), "--seed", "1"]
    # Without Landlock grading refuses unless submissions are trusted: that is asked first.
    refused = subprocess.run([*user, *command], cwd=PROJECT, capture_output=True, text=True)
    done = refused if REPORT.exists() else subprocess.run([*user, *command, "--trust-submissions"], cwd=PROJECT)
    report = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    return {
        "submission": path.name,
        "refused": done is not refused,
        "score": report.get("score"),
        "isolation": {each["protection"]: each["status"] for each in report.get("isolation", [])},
        "said": refused.stderr[-500:] if refused.returncode else "",
    }


def _attacks(kind: str) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "pytest", "-n", "0", "-v", "-rfEs", "tests/engine/sandbox/test_attacks.py"]
    environment = {**os.environ, "COLUMNS": "200"}
    lines = []
    with subprocess.Popen(
        [*command, "-k", f"{kind}__"], cwd=PROJECT, stdout=subprocess.PIPE, text=True, env=environment
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)  # to the console, which keeps what is said of failures
            lines.append(line.strip())
    failed = [line.partition("[")[2].partition("]")[0] for line in lines if line.startswith(("FAILED", "ERROR"))]
    yield {"failed": failed, "outcome": lines[-1]}


if __name__ == "__main__":
    main()
