"""What grading does, counted: a change that makes it a fifth more is noticed here, on any machine, whatever else runs.

Counted are the Python functions that the grader calls, for each call of a student's function, and the workers that it
takes. Waiting for a worker is left out: how often that happens is the machine's affair. Where a bound has to go up,
the commit that raises it says why; where the count goes down, so does the bound.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from autograder.grading.grader import Grader
from autograder.judging.expected import CheckInstances
from autograder.results.report import Report
from autograder.sandbox.guest.messages import Setup
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import Answerer, Connection, IsolationFindings
from autograder.submissions.read import read_submission
from tests.support.project import SAMPLES

SEED = 1
WAITING = ("/sandbox/host/", "selectors.py")


class CountingPool:
    """A pool that counts the workers that it gives out."""

    def __init__(self, pool: Zygote) -> None:
        self._pool = pool
        self.workers = 0

    def acquire(self, setup: Setup, answerer: Answerer | None = None, /) -> Connection:
        self.workers += 1
        return self._pool.acquire(setup, answerer)

    def findings(self) -> IsolationFindings:
        return self._pool.findings()

    def warm_up(self) -> None:
        self._pool.warm_up()


@pytest.mark.parametrize(
    ("sample", "most_calls", "workers"),
    [("perfect", 300, 1), pytest.param("typical", 775, 3, marks=pytest.mark.slow)],
)
def test_grading_takes_no_more_effort_than_it_did(assignment, zygote, sample, most_calls, workers):
    zygote.findings()
    pool = CountingPool(zygote)
    instances = CheckInstances(assignment, SEED)
    cases = sum(len(each.cases) for each in instances.shared(assignment.checks).values())
    grader = Grader(assignment, pool, seed=SEED)
    submission = read_submission(SAMPLES / sample, assignment.module_names)
    report, calls = counted(lambda: grader.grade(submission))
    assert report.graded
    print(f"{sample}: {calls / cases:.1f} calls for each case, {pool.workers} workers")
    assert calls <= most_calls * cases
    assert pool.workers == workers


def counted(action: Callable[[], Report]) -> tuple[Report, int]:
    """What `action` returns, and the number of Python functions that are called in this thread meanwhile."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        if event == "call" and not any(part in frame.f_code.co_filename for part in WAITING):
            calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        report = action()
        return report, calls
    finally:
        sys.setprofile(before)
