"""What has to be asked anew after a change, so that the report is the same as one that was made from the start.

A check that was passed and is passed again, in an exercise where nothing is wrong, touches nothing else: it is asked
alone. Where something is wrong, the name of the mistake is found from all answers of the exercise, and whether an
exercise is right given correct earlier ones depends on these: then the smallest unit that is right is the submission.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from autograder.assignment.model import Assignment
from autograder.course.gradebook.stored_report import CheckName
from autograder.results.report import CheckResult, ExerciseResult, Report


@dataclass(frozen=True)
class Current:
    """What a submission is graded with today.

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
        """The checks that are new, not the same any more, or not there any more."""
        return frozenset(
            name
            for name in {*self.fingerprints, *fingerprints}
            if self.fingerprints.get(name) != fingerprints.get(name)
        )

    def renamed(self, report: Report, misconceptions: Mapping[str, str]) -> tuple[str, ...]:
        """The exercises with something wrong that other misconceptions, or other hints, may explain today.

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
    """Whether these checks may be asked without the others: nothing is wrong in their exercises."""
    found = {exercise.name: exercise for exercise in report.exercises}
    return all(name in found and _is_clean(found[name].checks) for name, _ in checks)


def with_answers(report: Report, part: Report, current: Current) -> Report | None:
    """An earlier report with some checks asked anew; None if their answers touch other checks.

    Parameters
    ----------
    report : Report
        The earlier one.
    part : Report
        Of the checks that were asked anew.
    current : Current
        The assignment of today.
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
