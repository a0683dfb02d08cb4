"""Runs inside of a booted kernel: the self-test and the samples, or one kind of attack; prints lines of JSON.

Samples are graded twice: as root, and as an ordinary user.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder.sandbox.guest.isolation import landlock

PROJECT = Path(__file__).parents[2]
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
    (stage,) = sys.argv[1:]
    if stage != SAMPLES:
        _say({"kind": stage, "outcome": _attacks(stage)})
        return
    _say({"kernel": platform.release(), "machine": platform.machine(), "landlock": landlock.version()})
    paths = [_with_the_null_device(), *(PROJECT / "tests/submissions" / name for name in GRADED)]
    for path in paths:
        for user, command in USERS.items():
            _say({"user": user, **_graded(path, command)})


def _say(answer: dict[str, Any]) -> None:
    print("SAID", json.dumps(answer), flush=True)


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


def _attacks(kind: str) -> str:
    command = [sys.executable, "-m", "pytest", "-n", "0", "tests/engine/sandbox/test_attacks.py", "-k", kind]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"})
    return (done.stdout or done.stderr)[-3000:]


if __name__ == "__main__":
    main()
