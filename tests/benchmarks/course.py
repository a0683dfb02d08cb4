"""What a course costs: the memory of the command that grades it, and the bytes of a submission in its gradebook.

.venv/bin/python tests/benchmarks/course.py [STUDENTS [ASSIGNMENT]]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from autograder.assignment.loading import load_assignment  # noqa: E402
from tests.support.class_forms import gradescope  # noqa: E402
from tests.support.classes import class_of  # noqa: E402
from tests.support.packing import write  # noqa: E402


def peak_of(process: int) -> float:
    """The most memory, in MB, that a running process and those that it has started have had, each at its own time."""
    found = 0.0
    try:
        status = Path(f"/proc/{process}/status").read_text()
        found = int(status.split("VmHWM:")[1].split()[0]) / 1024
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            found += peak_of(int(child))
    except (OSError, IndexError):
        pass
    return found


def own_peak_of(process: int) -> float:
    """The most memory, in MB, that a running process has had."""
    try:
        return int(Path(f"/proc/{process}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def main() -> None:
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    folder = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else ROOT
    with tempfile.TemporaryDirectory() as place:
        hand_ins = class_of(students, load_assignment(folder))
        export = write(Path(place) / "export", gradescope(hand_ins))
        gradebook = Path(place) / "course.db"
        words = ["grade", str(export), "--gradebook", str(gradebook), "--assignment", str(folder), "--seed", "1"]
        command = [sys.executable, "-m", "autograder", *words, "--trust-submissions"]
        for run in ("graded", "graded before"):
            start, own, together = time.monotonic(), 0.0, 0.0
            with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as grading:
                while grading.poll() is None:
                    own = max(own, own_peak_of(grading.pid))
                    together = max(together, peak_of(grading.pid))
                    time.sleep(0.2)
            seconds = time.monotonic() - start
            each = gradebook.stat().st_size / len(hand_ins) / 1024
            memory = f"{own:.0f} MB, with all processes {together:.0f} MB"
            print(f"{len(hand_ins)} submissions {run}: {seconds:.0f} s, {memory}")
        print(f"{each:.1f} kB a submission in the gradebook")


if __name__ == "__main__":
    main()
