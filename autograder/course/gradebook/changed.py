"""Decides which checks must be run again after a change, so that the report is the same as from a full run.

A check that has passed and passes again affects nothing else if its exercise has no mistakes, so it is run alone.
Otherwise all checks of the submission are run: a diagnosis uses all answers of an exercise, and follow-through depends
on earlier exercises.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace

from autograder.assignment.model import Assignment
from autograder.course.gradebook.stored_report import CheckName
from autograder.immutable import immutable
from autograder.results.report import CheckResult, ExerciseResult, Report


@immutable
class Current:
    """The current versions of everything that grades depend on.

    Attributes
    ----------
    assignment : Assignment
        The assignment.
    engine : str
        The engine's digest.
    fingerprints : dict of str
        The fingerprint of each check.
    misconceptions : dict of str
        The fingerprint of each exercise's misconceptions; none where an exercise has none.
    """

    assignment: Assignment
    engine: str
    fingerprints: Mapping[CheckName, str]
    misconceptions: Mapping[str, str] = field(default_factory=dict)

    def changed(self, fingerprints: Mapping[CheckName, str]) -> frozenset[CheckName]:
        """The checks that are new, have changed, or no longer exist."""
        return frozenset(
            name
            for name in {*self.fingerprints, *fingerprints}
            if self.fingerprints.get(name) != fingerprints.get(name)
        )

    def renamed(self, report: Report, misconceptions: Mapping[str, str]) -> tuple[str, ...]:
        """The exercises with mistakes whose names or hints may have changed with the misconceptions.

        Parameters
        ----------
        report : Report
            The earlier report.
        misconceptions : dict of str
            The fingerprints of those with which it was made.
        """
        return tuple(
            each.name
            for each in report.exercises
            if self.misconceptions.get(each.name) != misconceptions.get(each.name) and not _is_clean(each.checks)
        )


def can_be_asked_alone(report: Report, checks: Collection[CheckName]) -> bool:
    """Whether these checks can be run without the others, since their exercises have no mistakes."""
    found = {exercise.name: exercise for exercise in report.exercises}
    return all(name in found and _is_clean(found[name].checks) for name, _ in checks)


def with_answers(report: Report, part: Report, current: Current) -> Report | None:
    """An earlier report with some checks replaced; None if their new results affect other checks.

    Parameters
    ----------
    report : Report
        The earlier report.
    part : Report
        The report on the checks that were run again.
    current : Current
        The current assignment.
    """
    if not _is_clean(part.checks):
        return None
    old, new = _by_name(report), _by_name(part)
    exercises = tuple(
        ExerciseResult(
            exercise.name,
            exercise.module,
            exercise.number,
            tuple(
                new.get((exercise.name, check.name)) or replace(old[exercise.name, check.name], title=check.title)
                for check in exercise.checks
            ),
        )
        for exercise in current.assignment.exercises
    )
    return replace(
        report,
        version=current.assignment.version,
        name=part.name,
        identity=part.identity,
        isolation=part.isolation,
        exercises=exercises,
        engine=part.engine,
        limits=part.limits,
        drawings=part.drawings or report.drawings,
    )


def _is_clean(checks: Collection[CheckResult]) -> bool:
    return all(check.passed and not check.follow_through and not check.message for check in checks)


def _by_name(report: Report) -> dict[CheckName, CheckResult]:
    return {(exercise.name, check.name): check for exercise in report.exercises for check in exercise.checks}
