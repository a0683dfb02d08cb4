"""Measures slopes, and compares a student's gradient with them.

Slopes are central differences of the student's own forward functions, which are called in the student's process. So
these functions are checked first: slopes of a wrong function say nothing about the gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.assignment.model import Assignment, Exercise
from autograder.authoring import Case, Gradient
from autograder.authoring.finite_differences import AGREEMENT, Rejected
from autograder.authoring.properties import arguments_unchanged
from autograder.grading.checking import run_checks
from autograder.grading.session import Call, Session
from autograder.judging.coerce import StructureMismatch
from autograder.judging.expected import PUBLIC_SEED, instantiate
from autograder.judging.judge import as_expected
from autograder.judging.verdict import Verdict, same_for_all
from autograder.student.gradcheck.comparison import MeasuredCall, compare_slopes
from autograder.student.own_function import student_function
from autograder.text.phrasing import listed


def measure(session: Session, assignment: Assignment, gradient: Gradient, seed: int) -> list[MeasuredCall] | Verdict:
    """Compare a student's gradient with measured slopes; return a verdict if these cannot be measured.

    Parameters
    ----------
    session : Session
        The session of the student's submission.
    assignment : Assignment
        The assignment.
    gradient : Gradient
        The gradient to check.
    seed : int
        The seed of the examples.
    """
    exercises = {exercise.name: exercise for exercise in assignment.exercises}
    exercise = exercises[gradient.exercise]
    home = session.locate(exercise)
    if isinstance(home, Verdict):
        return home
    for name in gradient.needs:
        if wrong := _wrong(session, exercises[name]):
            return wrong.prefixed(f"The slopes are measured through your own {name}. Fix that first.")
    examples = _examples(gradient, {name: student_function(session, exercises[name]) for name in gradient.needs}, seed)
    if isinstance(examples, Verdict):
        return examples
    return [_compared(session, exercise, case, slopes) for case, slopes in examples]


def _wrong(session: Session, exercise: Exercise) -> Verdict | None:
    """The verdict on the first public check that fails, among those that need no other exercise; None if all pass."""
    for check in exercise.checks:
        if not check.needs:
            verdict = run_checks(session, {check: exercise}, [instantiate(check, PUBLIC_SEED, {})])[check].verdict
            if not verdict.passed:
                return verdict
    return None


def _examples(
    gradient: Gradient, functions: Mapping[str, Callable[..., Any]], seed: int
) -> list[tuple[Case, dict[str, Any]]] | Verdict:
    """Examples away from all kinks; the same seed gives the same ones."""
    through = f"through your own {listed(gradient.needs)}"
    try:
        return gradient.draw(np.random.default_rng(seed), functions)
    except Rejected:
        unsteady = f"Measured {through}, the slopes differ from one measurement to the next."
        return same_for_all("error", f"{unsteady} Is something in it random, rounded, or computed in float32?")
    except Exception as error:  # the student's answers may be anything, and the author's code computes with them
        return same_for_all("error", f"Nothing could be measured {through}: {error}")


def _compared(session: Session, exercise: Exercise, case: Case, slopes: dict[str, Any]) -> MeasuredCall:
    outcome = next(session.call([Call(exercise, "measured", case.satisfies(arguments_unchanged))]))
    if isinstance(outcome, Verdict):
        return MeasuredCall(case, outcome)
    # A function with one result returns it as it is, not in a tuple.
    like = slopes if len(slopes) > 1 else next(iter(slopes.values()))
    try:
        answer = as_expected(outcome, like)
    except StructureMismatch as unreadable:
        return MeasuredCall(case, unreadable.verdict)
    named = answer.value if len(slopes) > 1 else dict.fromkeys(slopes, answer.value)
    results = compare_slopes(named, slopes, rtol=AGREEMENT, single_precision=outcome.single_precision)
    return MeasuredCall(case, results, arguments_unchanged(outcome) or "")
