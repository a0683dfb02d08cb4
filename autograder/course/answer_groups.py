"""Groups of equal wrong answers: the same answers to the same checks, without a name so far.

Only public checks are compared. Hidden inputs differ between submissions, so answers to them differ even if the mistake
is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from autograder.results.causes import causes
from autograder.results.report import CheckResult, ExerciseResult, Report

ANSWERED = frozenset({"failed", "invalid"})  # there was an answer, and it was wrong
LENGTH = 8  # hexadecimal digits


def unnamed(exercise: ExerciseResult) -> tuple[CheckResult, ...]:
    """The checks of an exercise with a wrong answer that no misconception explains."""
    return tuple(
        check
        for cause in causes(exercise)
        if not cause.misconception
        for check in cause.checks
        if check.status in ANSWERED
    )


def group_of(exercise: ExerciseResult) -> str:
    """The name of the group of an exercise's wrong answers, such as ``softmax-3f9a2c81``.

    Empty if all mistakes have a name, or if only hidden checks fail.
    """
    compared = [(check.name, check.answers) for check in unnamed(exercise) if check.is_public and check.answers]
    if not compared:
        return ""
    return f"{exercise.name}-{hashlib.sha256(repr(sorted(compared)).encode()).hexdigest()[:LENGTH]}"


def with_hints(report: Report, hints: Mapping[str, str]) -> Report:
    """The report, with the hints that its groups have been given.

    Parameters
    ----------
    report : Report
        The report as it was graded.
    hints : dict of str
        The hints, by the names of the groups.
    """
    if not hints:
        return report
    return replace(
        report, exercises=tuple(_with_hint(each, hints.get(group_of(each), "")) for each in report.exercises)
    )


def _with_hint(exercise: ExerciseResult, hint: str) -> ExerciseResult:
    if not hint:
        return exercise
    found = unnamed(exercise)
    return replace(
        exercise, checks=tuple(replace(each, hint=hint) if each in found else each for each in exercise.checks)
    )
