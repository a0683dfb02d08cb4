"""How long grading takes, as ratios to importing NumPy in a fresh process, measured in turns within one run.

``make benchmark``
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from autograder.assignment import load_assignment
from autograder.grading.grader import Grader
from autograder.sandbox.worker import Worker
from autograder.sandbox.zygote import Zygote
from autograder.submission.read import read_submissions

ROOT = Path(__file__).parents[2]
ROUNDS = 9


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def process(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    assignment = load_assignment(ROOT)
    modules = [module.name for module in assignment.modules]
    perfect, typical = read_submissions([ROOT / "tests/submissions" / name for name in ("perfect", "typical")], modules)
    with Zygote() as zygote:
        grader = Grader(assignment, zygote, seed=1)

        def worker() -> None:
            Worker(zygote, {"sources": {}, "answered": {}, "broken": {}}).end()

        actions = {
            "import numpy, in a process of its own": process("-c", "import numpy"),
            "autograder grade, from start to exit": process("-m", "autograder", "grade", "tests/submissions/perfect"),
            "a perfect submission, grader running": lambda: grader.grade(perfect),
            "one with several mistakes, grader running": lambda: grader.grade(typical),
            "a worker, forked and ended": worker,
        }
        times: dict[str, list[float]] = {name: [] for name in actions}
        for _ in range(ROUNDS):
            for name, action in actions.items():
                times[name].append(seconds(action))
    unit = statistics.median(times["import numpy, in a process of its own"])
    print(f"{'':44}{'median':>9}{'ratio':>8}   of {ROUNDS} rounds")
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:44}{1000 * median:6.0f} ms{median / unit:8.2f}")


if __name__ == "__main__":
    main()
