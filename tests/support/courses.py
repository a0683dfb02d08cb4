"""A class that is graded into a gradebook by the command, as an instructor does it: undisturbed, killed, in parts."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.memory import peak_of, peak_of_all
from tests.support.project import ROOT

LONGEST = 4 * 3600  # seconds
LOOK_EVERY = 0.05  # seconds


@dataclass(frozen=True)
class Run:
    """What a command led to.

    Attributes
    ----------
    code : int
        Its exit code.
    said : str
        What it printed, on one line.
    seconds : float
        How long it took.
    own, together : float
        The most memory of its process, in MB, and with those that it started, each at its own time.
    """

    code: int
    said: str
    seconds: float
    own: float = 0.0
    together: float = 0.0


def grade(export: Path, gradebook: Path, assignment: Path, *more: str) -> list[str]:
    """The command that grades a class into a gradebook."""
    words = ["grade", str(export), "--gradebook", str(gradebook), "--assignment", str(assignment), *more]
    return [sys.executable, "-m", "autograder", *words, "--trust-submissions"]


def run(words: list[str], meanwhile: Callable[[], object] = lambda: None) -> Run:
    """Run a command to its end.

    Parameters
    ----------
    words : list of str
        The command.
    meanwhile : callable
        Called again and again while it runs.
    """
    start, own, together = time.monotonic(), 0.0, 0.0
    with _started(words) as running:
        while running.poll() is None:
            own, together = max(own, peak_of(running.pid)), max(together, peak_of_all(running.pid))
            meanwhile()
            time.sleep(LOOK_EVERY)
            if time.monotonic() - start > LONGEST:
                running.kill()
        assert running.stdout
        said = " ".join(running.stdout.read().split())
    assert "Traceback" not in said, said
    return Run(running.returncode, said, time.monotonic() - start, own, together)


def run_killed(words: list[str], kills: int, seconds: float, rng: random.Random) -> tuple[Run, int]:
    """Run a command that goes on where it was, kill it at random times, and let it end at last.

    Parameters
    ----------
    words : list of str
        The command.
    kills : int
        How often it is killed at the most.
    seconds : float
        How long it takes undisturbed.
    rng : random.Random
        Draws when it is killed: at all stages, also while it starts.

    Returns
    -------
    (Run, int)
        The last run, and how often it was killed.
    """
    for killed in range(kills):
        with _started(words) as running:
            try:
                running.wait(rng.uniform(0.02, 2 * seconds / kills))
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
            else:
                return run(words), killed
    return run(words), kills


def view(gradebook: Path) -> str:
    """What counts, as the gradebook shows it: the same from every gradebook with the same content."""
    words = ["gradebook", "show", str(gradebook), "--json"]
    done = subprocess.run([sys.executable, "-m", "autograder", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def points(gradebook: Path) -> dict[str, tuple[object, ...]]:
    """Everybody's points, by their number: the same from every platform."""
    found = {}
    for line in view(gradebook).splitlines():
        each = json.loads(line)
        student = each["student"]
        number = student["sid"] or student["id"]
        exercises = [(one["name"], one["points"], one["max_points"]) for one in each["exercises"]]
        found[f"{int(number.removeprefix('s')) % 1_000_000:06}"] = (each["score"], each["max_score"], exercises)
    return found


def in_force(gradebook: Path) -> dict[str, bytes]:
    """The whole report that is in force, of each attempt."""
    query = "SELECT key, report FROM gradings_in_force AS g JOIN hand_ins ON hand_ins.id = g.hand_in"
    with _reading(gradebook) as connection:
        return dict(connection.execute(query))


def content(gradebook: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that is in a gradebook, without the times at which it was written."""
    tables = {
        "gradings": "SELECT key, outline, round, report FROM gradings JOIN hand_ins ON hand_ins.id = hand_in",
        "people": "SELECT key, platform_id, name, email, sid FROM people",
        "contents": "SELECT key, content FROM contents JOIN hand_ins ON hand_ins.id = hand_in",
        "receipts": "SELECT key FROM receipts JOIN hand_ins ON hand_ins.id = hand_in",
        "failures": "SELECT name, message FROM failures",
    }
    with _reading(gradebook) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {name: sorted(connection.execute(query)) for name, query in tables.items()}


def graded(gradebook: Path) -> int:
    """How many gradings are in a gradebook that somebody may be writing."""
    with contextlib.suppress(sqlite3.Error), _reading(gradebook) as connection:
        return int(connection.execute("SELECT count(*) FROM gradings").fetchone()[0])
    return 0


@contextlib.contextmanager
def _reading(gradebook: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(f"file:{gradebook}?mode=rw", uri=True, timeout=60)) as connection:
        yield connection


def _started(words: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
