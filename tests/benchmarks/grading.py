"""How long grading takes, as ratios to importing NumPy in a fresh process, and what the layers add to a submission.

All is measured in turns within one run.

``make benchmark``
"""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment
from autograder.grading.grader import Grader
from autograder.sandbox.guest.isolation.limits import LAYERS
from autograder.sandbox.guest.messages import Setup
from autograder.sandbox.host.zygote import Limits, Zygote
from autograder.submissions.read import read_submission
from autograder.submissions.submission import Submission

ROOT = Path(__file__).parents[2]
ROUNDS = 9
LAYER_ROUNDS = 100


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def process(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    assignment = load_assignment(ROOT)
    modules = assignment.module_names
    perfect, typical = (read_submission(ROOT / "tests/submissions" / name, modules) for name in ("perfect", "typical"))
    with Zygote() as zygote:
        grader = Grader(assignment, zygote, seed=1)

        actions = {
            "import numpy, in a process of its own": process("-c", "import numpy"),
            "autograder grade, from start to exit": process("-m", "autograder", "grade", "tests/submissions/perfect"),
            "a perfect submission, grader running": lambda: grader.grade(perfect),
            "one with several mistakes, grader running": lambda: grader.grade(typical),
            "a worker, forked and ended": run_nothing(zygote),
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
    cost_of_layers(assignment, perfect)


def cost_of_layers(assignment: Assignment, submission: Submission) -> None:
    """What is added by layers that are there; the submission is one of our own, since it is run without them too."""
    leave_out = {
        "all layers": frozenset(LAYERS),
        "Landlock": frozenset({"landlock"}),
        "seccomp": frozenset({"seccomp"}),
    }
    print(f"\n{'':44}{'adds':>9}   median of {LAYER_ROUNDS} rounds")
    with contextlib.ExitStack() as stack:
        whole = stack.enter_context(Zygote())
        parts = {name: stack.enter_context(Zygote(Limits(without=each))) for name, each in leave_out.items()}
        for name, part in parts.items():
            print(f"{f'{name}, to a worker':44}{1000 * added(run_nothing(whole), run_nothing(part)):6.2f} ms")
        with_all, with_none = (Grader(assignment, zygote, seed=1) for zygote in (whole, parts["all layers"]))
        more = added(lambda: with_all.grade(submission), lambda: with_none.grade(submission))
        print(f"{'all layers, to a perfect submission':44}{1000 * more:6.2f} ms")


def run_nothing(zygote: Zygote) -> Callable[[], object]:
    return lambda: zygote.acquire(Setup()).end()


def added(one: Callable[[], object], other: Callable[[], object]) -> float:
    """Seconds that one action takes longer than another, in turns; the first of each warms up."""
    one(), other()
    return statistics.median(seconds(one) - seconds(other) for _ in range(LAYER_ROUNDS))


if __name__ == "__main__":
    main()
