"""Runs checks on a submission: makes their calls, and judges the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autograder.assignment.model import Exercise
from autograder.authoring import Check
from autograder.grading.at_size import run_at_size, withheld
from autograder.grading.session import Call, Session
from autograder.grading.starter import nothing
from autograder.judging.check_run import CheckRun, judge_case, judge_check
from autograder.judging.expected import CheckInstance


def run_checks(
    session: Session,
    exercises: Mapping[Check, Exercise],
    instances: Sequence[CheckInstance],
    meanwhile: Callable[[], object] = nothing,
) -> dict[Check, CheckRun]:
    """Make the calls of these checks in order, and judge each check.

    Parameters
    ----------
    session : Session
        The session of the submission.
    exercises : dict of Exercise
        The exercise of each check.
    instances : sequence of CheckInstance
        The checks with their inputs.
    meanwhile : callable, optional
        Called while the worker makes the calls, if there are any.
    """
    # Those at size come first: the others may use up the calls of earlier exercises that the grader answers.
    runs = {each.check: run_at_size(session, exercises[each.check], each) for each in instances if each.is_at_size}
    usual = [each for each in instances if not each.is_at_size]
    calls = [Call(exercises[each.check], each.check.name, expected.case) for each in usual for expected in each.cases]
    outcomes = session.call(calls, meanwhile)
    runs |= {
        each.check: judge_check(
            each, [session.kept.within_bounds(judge_case(expected, next(outcomes))) for expected in each.cases]
        )
        for each in usual
    }
    return withheld(runs, session.measured)
