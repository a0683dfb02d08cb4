"""Runs checks on a submission: makes their calls, and judges the answers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.assignment.model import Exercise
from autograder.authoring import Case, Check
from autograder.grading.at_size import is_at_size, run_at_size, withheld
from autograder.grading.session import Call, Session
from autograder.judging.check_run import CheckRun, judge_case, judge_check, skipped
from autograder.judging.expected import PUBLIC_SEED, CheckInstance, instantiate
from autograder.judging.verdict import Verdict, same_for_all
from autograder.text.phrasing import listed


def run_checks(
    session: Session, exercises: Mapping[Check, Exercise], instances: Sequence[CheckInstance]
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
    """
    # Those at size come first: the others may use up the calls of earlier exercises that the grader answers.
    runs = {each.check: run_at_size(session, exercises[each.check], each) for each in instances if is_at_size(each)}
    usual = [each for each in instances if not is_at_size(each)]
    calls = [Call(exercises[each.check], each.check.name, expected.case) for each in usual for expected in each.cases]
    outcomes = session.call(calls)
    runs |= {
        each.check: judge_check(
            each, [session.kept.within_bounds(judge_case(expected, next(outcomes))) for expected in each.cases]
        )
        for each in usual
    }
    return withheld(runs)


def run_from_student_outputs(
    session: Session, exercise: Exercise, check: Check, others: Mapping[str, Exercise]
) -> CheckRun:
    """Run a check whose inputs are computed from the student's answers to other exercises, which passed their checks.

    Parameters
    ----------
    session : Session
        The session of the submission.
    exercise : Exercise
        The exercise of the check.
    check : Check
        The check.
    others : dict of Exercise
        The other exercises, by name.
    """
    try:
        instance = instantiate(
            check, PUBLIC_SEED, {}, {name: student_function(session, others[name]) for name in check.needs}
        )
    except Exception:  # the student's answers may be anything, and the author's code computes with them
        return skipped(check, blocked_by(listed(check.needs)))
    run = run_checks(session, {check: exercise}, [instance])[check]
    lead = f"Compared with your own {listed(check.needs)}:"
    return run if run.verdict.passed else replace(run, verdict=run.verdict.prefixed(lead))


def blocked_by(names: str) -> Verdict:
    """The verdict on a check that cannot be run before other exercises are right."""
    return same_for_all("error", f"This check starts from your own {names}. Fix that first.")


def student_function(session: Session, exercise: Exercise) -> Callable[..., Any]:
    """A function that calls the student's, and raises ValueError if there is no answer."""

    def call(*arguments: Any) -> Any:
        case = Case(**{f"argument {place}": value for place, value in enumerate(arguments)})
        outcome = next(session.call([Call(exercise, "on the way", case)]))
        if isinstance(outcome, Verdict):
            raise ValueError(outcome.message)
        return with_arrays(outcome.value)

    return call


def with_arrays(value: Any) -> Any:
    """An answer with lists of numbers converted to arrays, which the functions that receive it expect."""
    if isinstance(value, tuple):
        return tuple(map(with_arrays, value))
    if not isinstance(value, list):
        return value
    if not any(isinstance(item, np.ndarray) for item in value):
        with contextlib.suppress(ValueError):  # arrays of different shapes
            return np.array(value)
    return list(map(with_arrays, value))
