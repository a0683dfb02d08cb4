"""Checks whose cases have a larger version, which is asked of slow functions only.

See `autograder.authoring.at_size`. A function that does not answer it rightly and in time measures what it should
derive: it gets no points for these checks and those beside them.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from autograder.assignment.model import Exercise
from autograder.authoring import Check
from autograder.grading.session import Call, Session
from autograder.judging.check_run import CaseResult, CheckRun, judge_case, judge_check
from autograder.judging.expected import CheckInstance, ExpectedCase
from autograder.judging.measured import MEASURED, WITHHELD

SLOW = 0.002  # seconds; by the chain rule a small case takes a quarter of that, measured ten times as much
TRIES = 5  # on a busy machine any call may take long, but not all of them


def is_at_size(instance: CheckInstance) -> bool:
    """Whether one of the check's cases has a larger version."""
    return any(expected.enlarge for expected in instance.cases)


def run_at_size(session: Session, exercise: Exercise, instance: CheckInstance) -> CheckRun:
    """Make the calls of such a check one by one, each with its larger version if it is slow.

    Parameters
    ----------
    session : Session
        The session of the submission.
    exercise : Exercise
        The exercise of the check.
    instance : CheckInstance
        The check with its inputs.
    """
    return judge_check(instance, [_result(session, exercise, instance.check, each) for each in instance.cases])


def withheld(runs: Mapping[Check, CheckRun]) -> dict[Check, CheckRun]:
    """These runs, with no points for functions that measure."""
    measured = {check.exercise for check, run in runs.items() if any(case.verdict == MEASURED for case in run.cases)}
    return {
        check: replace(run, verdict=WITHHELD) if run.verdict.passed and check.exercise in measured else run
        for check, run in runs.items()
    }


def _result(session: Session, exercise: Exercise, check: Check, expected: ExpectedCase) -> CaseResult:
    result, is_slow = _small(session, exercise, check, expected)
    if not is_slow or expected.enlarge is None:
        return result
    late = CaseResult(expected, MEASURED, MEASURED, "none")
    if session.has_proxies:  # these answer nothing large: what is slow even with them was slow by itself before
        return late if exercise.name in session.measured else result
    larger = expected.enlarge()
    large = _asked(session, exercise, check, larger)
    in_time = not large.wrong or (larger.case.may_raise and large.verdict.status == "error")
    # Whoever is right on a small case, and wrong on a large one or raises there, is not right in time, either.
    if in_time or session.is_out_of_time or (result.wrong and large.verdict.status != "timeout"):
        return result
    session.measured.add(exercise.name)
    return late


def _small(session: Session, exercise: Exercise, check: Check, expected: ExpectedCase) -> tuple[CaseResult, bool]:
    """The result, which may be wrong near a kink where it was measured; and whether it was slow each time."""
    for _ in range(TRIES):
        start = time.monotonic()
        result = _asked(session, exercise, check, expected)
        if result.wrong == "none" or time.monotonic() - start < SLOW:
            return result, False
    return result, True


def _asked(session: Session, exercise: Exercise, check: Check, expected: ExpectedCase) -> CaseResult:
    (outcome,) = session.call([Call(exercise, check.name, expected.case)])
    return session.kept.within_bounds(judge_case(expected, outcome))
