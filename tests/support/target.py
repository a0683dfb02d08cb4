"""A grader in a process of its own, told to grade attacks; and what can be seen from outside of what they did.

As a program, it grades the submissions whose paths it reads from its input, one a line, and tells of each in JSON.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import json
import os
import re
import secrets
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignment.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.results.as_json import as_json
from autograder.sandbox.host.zygote import FIRST_UID, SLOTS, Limits, Zygote
from autograder.submissions.submission import Submission, python_files
from tests.support.project import MATERIAL, ROOT
from tests.support.reading import read_submissions
from tests.support.submissions import references

ATTACKS = MATERIAL / "sandbox" / "attacks"
TINY = MATERIAL / "tiny"
PACKAGES = str(Path(np.__file__).parents[1])  # in a booted kernel, they are where Python does not expect them
PATIENCE = int(os.environ.get("PATIENCE", "1"))  # how many times as long everything may take: for slow machines
DEADLINES = Timeouts(call=1.0 * PATIENCE, module=1.0 * PATIENCE, submission=20.0 * PATIENCE)
LIMITS = {"memory_bytes": 1 << 30, "cpu_seconds": 2 * PATIENCE}
LONGEST = 60 * PATIENCE  # seconds for any attack and the reference after it
SHARED = [Path(place) for place in ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/")]
MARK = "left-behind"
ORDINARY = 2_000_000  # users of nobody's, one for each grader that is to run as an ordinary user
PRINTED = "Your program printed:"
HIDDEN = "attack-secret-"  # a file that only needs to be found
IPC_RMID = 0
ANSWERS = "the answers of another student"
_NUMBERS = itertools.cycle(range(16))


@dataclass
class Result:
    """What an attack led to; `megabytes`: the grader's memory, at most; `workers`: those that are still there."""

    report: dict[str, Any]
    reference: float
    seconds: float
    megabytes: float
    zygote: int
    workers: int


@dataclass
class Breaches:
    """What an attack achieved that it must not."""

    found: list[str] = field(default_factory=list)
    result: Result | None = None


class Target:
    """A running grader; a context manager that ends it.

    Parameters
    ----------
    ordinary : bool
        Whether it runs as an ordinary user rather than as root.
    alone : bool
        Whether it runs in a process namespace of its own, in which a signal to everybody reaches nobody else.
    without : set of str
        Layers of the sandbox to be left out.
    seed : int, optional
        Hidden inputs are drawn from it.
    """

    def __init__(
        self, *, ordinary: bool = False, alone: bool = False, without: frozenset[str] = frozenset(), seed: int = 0
    ) -> None:
        self.uid = ORDINARY + 16 * os.getpid() + next(_NUMBERS) if ordinary else 0
        seed = seed or secrets.randbits(32)
        self._words = [sys.executable, str(Path(__file__)), str(seed), ",".join(sorted(without))]
        if ordinary:
            self._words[0] = python_for_all()
            self._words[:0] = ["setpriv", f"--reuid={self.uid}", f"--regid={self.uid}", "--clear-groups"]
        if alone:
            self._words[:0] = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
        self._secret = Path(tempfile.gettempdir(), f"{HIDDEN}{self.uid or secrets.token_hex(8)}")
        self._write_secret()
        self._start()

    def __enter__(self) -> Target:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop()
        self._secret.unlink(missing_ok=True)

    def attack(self, path: Path) -> Breaches:
        """Grade an attack, then the reference; clear up what is left."""
        breaches = Breaches()
        print(path, file=self._process.stdin, flush=True)
        answer = self._answer()
        if not answer:
            breaches.found.append("the grader ended or hung")
        else:
            result = breaches.result = Result(**answer)
            if result.report["score"] > honest_score(path):
                breaches.found.append(f"{result.report['score']} points")
            if any("GOT THROUGH" in text for text in result.report["messages"] if text.startswith(PRINTED)):
                breaches.found.append("it says so itself")
            if result.reference != result.report["max_score"]:
                breaches.found.append(f"the next submission got {result.reference} points")
            if result.zygote not in self._zygotes and not path.name.startswith("orphans"):
                breaches.found.append("the zygote was lost")
            self._zygotes.add(result.zygote)
            if result.workers:
                breaches.found.append(f"{result.workers} workers were left")
        if not self._is_as_it_was():
            breaches.found.append("a file of another's was changed")
            self._write_secret()
        breaches.found += [f"{each} was left" for each in self._clear_up()]
        if breaches.found:  # what got through must not be seen once more with the next
            self._stop()
            self._start()
        return breaches

    def _write_secret(self) -> None:
        self._secret.write_text(ANSWERS)
        self._secret.chmod(0o644)
        os.chown(self._secret, self.uid, self.uid)

    def _is_as_it_was(self) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return self._secret.stat().st_mode & 0o777 == 0o644 and self._secret.read_text() == ANSWERS
        return False

    def _start(self) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(ROOT), PACKAGES]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "AUTOGRADER_TOKEN": "4711",
            "PATIENCE": str(PATIENCE),
        }
        self._process = subprocess.Popen(
            self._words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd="/"
        )
        ready = self._answer()
        assert ready, f"no grader: {self._words}"
        self._zygotes = {ready["zygote"]}

    def _stop(self) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _answer(self) -> dict[str, Any] | None:
        """The grader's next line; None if there is none in time."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if not selector.select(LONGEST):
                return None
        line = self._process.stdout.readline()
        return json.loads(line) if line.startswith("{") else None

    def _is_a_workers(self, uid: int) -> bool:
        return uid == self.uid if self.uid else (uid - FIRST_UID) // SLOTS in self._zygotes

    def _clear_up(self) -> list[str]:
        """What belongs to a worker's user, or says of itself that it was left behind; it is removed."""
        return [*self._processes(), *self._files(), *self._ipc()]

    def _processes(self) -> list[str]:
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, StopIteration):
                if not self._is_a_workers(place.stat().st_uid) and not self._is_a_workers(_real_uid(place)):
                    continue
                state, parent = _state_and_parent(place)
                if self.uid and _is_ours(place, parent):
                    continue
                if state == "Z" and parent not in self._zygotes:  # it has ended; init has not looked yet
                    continue
                _wait_for_the_end(place)  # one that was killed may take a moment on a busy machine
                if not place.exists():
                    continue
                found.append(f"process {place.name}")
                os.kill(int(place.name), signal.SIGKILL)
                _wait_for_the_end(place)
        return found

    def _files(self) -> list[str]:
        found = []
        for folder in filter(Path.is_dir, SHARED):
            for path in folder.iterdir():
                with contextlib.suppress(FileNotFoundError):
                    if (self._is_a_workers(path.lstat().st_uid) or path.name.startswith(MARK)) and path != self._secret:
                        found.append(str(path))
                        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        return found

    def _ipc(self) -> list[str]:
        found = []
        for kind, number in (("shm", "shmid"), ("msg", "msqid"), ("sem", "semid")):
            head, *rows = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()
            for row in rows:
                entry = dict(zip(head.split(), row.split(), strict=True))
                if self._is_a_workers(int(entry["uid"])):
                    found.append(f"System V {kind} {entry[number]}")
                    remove = getattr(ctypes.CDLL(None), f"{kind}ctl")
                    remove(int(entry[number]), *((0, IPC_RMID) if kind == "sem" else (IPC_RMID, None)))
        return found


def _wait_for_the_end(place: Path) -> None:
    for _ in range(100):
        if not place.exists():
            break
        time.sleep(0.01)


def _real_uid(place: Path) -> int:
    return next(int(line.split()[1]) for line in (place / "status").read_text().splitlines() if line[:4] == "Uid:")


def _state_and_parent(place: Path) -> tuple[str, int]:
    state, parent, *_ = (place / "stat").read_text().rpartition(")")[2].split()
    return state, int(parent)


def _is_ours(place: Path, parent: int) -> bool:
    """Whether a process of the ordinary user is the grader or its zygote, which has the grader for a parent."""
    lines = ((each / "cmdline").read_bytes() for each in (place, Path(f"/proc/{parent}")))
    return any(Path(__file__).name.encode() in line for line in lines)


def honest_score(path: Path) -> float:
    """What the attack says of itself that it has earned."""
    files = [path] if path.is_file() else [each for each in sorted(path.rglob("*.py")) if not each.is_symlink()]
    (said,) = {int(each) for file in files for each in re.findall(rb"^Honest score: (\d+)\.", file.read_bytes(), re.M)}
    return said


def python_for_all() -> str | None:
    """A Python that an ordinary user may run, with NumPy to be found for it."""
    environment = {"PYTHONPATH": PACKAGES}
    restart = "import numpy, subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
    for python in (sys.executable, "/usr/bin/python3"):
        words = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups", python, "-c", restart]
        with contextlib.suppress(OSError):
            if not subprocess.run(words, env=environment, capture_output=True).returncode:
                return python
    return None


def _most_memory() -> float:
    """The most megabytes that this program has used; what the system calls maxrss is inherited from its parent."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def serve(seed: int, without: frozenset[str]) -> None:
    """Grade what is named on standard input; the report goes to standard output."""
    tiny = load_assignment(TINY)
    names = tiny.module_names
    reference = Submission("reference", python_files(references(TINY)))
    limits = Limits(**LIMITS, without=without) if without else Limits(**LIMITS)
    with Zygote(limits) as zygote:
        grader = Grader(tiny, zygote, seed=seed, deadlines=DEADLINES)
        grader.grade(reference)
        print(json.dumps({"zygote": zygote.pid}), flush=True)
        for line in sys.stdin:
            path = Path(line.strip())
            (attack,) = read_submissions([path], names)
            if path.name.startswith("orphans"):
                threading.Timer(0.3, os.kill, [zygote.pid, signal.SIGKILL]).start()
            started = time.monotonic()
            report = as_json(grader.grade(attack))
            seconds = time.monotonic() - started
            after = grader.grade(reference).score
            most = _most_memory()
            print(json.dumps(asdict(Result(report, after, seconds, most, zygote.pid, len(zygote._slots)))), flush=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]), frozenset(filter(None, sys.argv[2].split(","))))
