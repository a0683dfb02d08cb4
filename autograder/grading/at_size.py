"""Checks that tell by the size of what is asked whether a gradient is derived.

See `autograder.authoring.at_size`. A function that does not answer what is large rightly and in time measures what it
should derive: no check of it gets points.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from autograder.assignment.model import Exercise
from autograder.authoring import Check
from autograder.grading.session import Call, Session
from autograder.judging.check_run import CaseResult, CheckRun, judge_case, judge_check
from autograder.judging.expected import CheckInstance, ExpectedCase
from autograder.judging.measured import MEASURED, WITHHELD

SLOW = 0.002  # seconds; by the chain rule a small case takes a quarter of that, measured ten times as much
TRIES = 5  # on a busy machine any call may take long, but not all of them
SHORT = 0.2  # of a call's time; few numbers take a millisecond or two, measured as well
MOST_LATE = 2
TIMES = 50  # so that few numbers are as many in all: a mistake that shows in rare numbers shows in these as well


def run_at_size(session: Session, exercise: Exercise, instance: CheckInstance) -> CheckRun:
    """Make the calls of such a check one by one, each in other sizes, too, if it is slow or wrong.

    Parameters
    ----------
    session : Session
        The session of the submission.
    exercise : Exercise
        The exercise of the check.
    instance : CheckInstance
        The check with its inputs.
    """
    with session.without_output():  # of thousands of numbers
        return judge_check(instance, [_result(session, exercise, instance.check, each) for each in instance.cases])


def withheld(runs: Mapping[Check, CheckRun], measured: Collection[str]) -> dict[Check, CheckRun]:
    """These runs, with no points for the exercises that measure.

    Parameters
    ----------
    runs : dict of CheckRun
        The runs by check.
    measured : collection of str
        The exercises that measure.
    """
    return {
        check: replace(run, verdict=WITHHELD) if run.verdict.passed and check.exercise in measured else run
        for check, run in runs.items()
    }


def _result(session: Session, exercise: Exercise, check: Check, expected: ExpectedCase) -> CaseResult:
    result, is_slow = _small(session, exercise, check, expected)
    if not (is_slow or result.wrong):
        if session.has_proxies:  # it was slow because of an earlier one, which is answered now
            session.measured.discard(exercise.name)
        return result
    if session.has_proxies:  # these answer little: what is not right even with them was not right by itself before
        measures = exercise.name in session.measured
    else:
        measures = _measures(session, exercise, check, expected, result, is_slow=is_slow)
    if not measures:
        return result
    session.measured.add(exercise.name)
    return CaseResult(expected, MEASURED, MEASURED, "none")


def _measures(
    session: Session, exercise: Exercise, check: Check, expected: ExpectedCase, result: CaseResult, *, is_slow: bool
) -> bool:
    """Whether a function measures that was slow or wrong."""
    if expected.other_sizes is None or not session.can_be_stopped or result.verdict.status == "missing":
        return False
    if is_slow:
        with session.set_timeouts_aside():
            large = _asked(session, exercise, check, expected.other_sizes.many())
        fits = not (large.expected.case.may_run_out_of_memory and large.verdict.out_of_memory)
        if large.wrong and fits and (not result.wrong or large.verdict.status == "timeout"):
            return not session.is_out_of_time
    if not result.wrong:
        return False
    with session.set_timeouts_aside(SHORT):
        few = (_asked(session, exercise, check, expected.other_sizes.few()) for _ in range(TIMES))
        wrong = (each.verdict.status for each in few if each.wrong)
        # On a busy machine, one or two may be late.
        is_wrong = any(status != "timeout" or late == MOST_LATE for late, status in enumerate(wrong))
    return not is_wrong and not session.is_out_of_time


def _small(session: Session, exercise: Exercise, check: Check, expected: ExpectedCase) -> tuple[CaseResult, bool]:
    """The result, which may be wrong near a kink where it was measured; and whether it was slow each time."""
    asked, results = expected, []
    for _ in range(TRIES):
        start = time.monotonic()
        results.append(_asked(session, exercise, check, asked))
        if results[-1].wrong == "none" or time.monotonic() - start < SLOW:
            return _first_wrong(results), False
        if expected.other_sizes:  # the same again could be looked up
            asked = expected.other_sizes.as_many()
    return _first_wrong(results), True


def _first_wrong(results: Sequence[CaseResult]) -> CaseResult:
    return next((each for each in results if each.wrong), results[0])


def _asked(session: Session, exercise: Exercise, check: Check, expected: ExpectedCase) -> CaseResult:
    (outcome,) = session.call([Call(exercise, check.name, expected.case)])
    return session.kept.within_bounds(judge_case(expected, outcome))
