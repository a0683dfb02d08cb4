"""A report as JSON: the form that programs read."""

from __future__ import annotations

from typing import Any

from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.text.sanitize import truncate

SCHEMA_VERSION = 1


def as_json(report: Report) -> dict[str, Any]:
    """The report as JSON's own types, in the order in which it is read."""
    return {
        "schema_version": SCHEMA_VERSION,
        "assignment": {"name": report.assignment, "version": report.version},
        "submission": {"name": truncate(report.name), "sha256": report.sha256},
        "score": report.score,
        "max_score": report.max_score,
        "isolation": [{"protection": each.name, "status": each.status} for each in report.isolation],
        "messages": [truncate(message) for message in report.all_messages],
        "exercises": [_exercise(exercise) for exercise in report.exercises],
    }


def _exercise(exercise: ExerciseResult) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "module": exercise.module,
        "score": exercise.score,
        "max_score": exercise.max_score,
        "checks": [_check(check) for check in exercise.checks],
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "name": check.name,
        "title": check.title,
        "visibility": str(check.visibility),
        "status": check.status,
        "score": check.score,
        "max_score": check.max_score,
        "follow_through": check.follow_through,
        "message": truncate(check.message),
        "misconception": check.misconception,
        "hint": check.hint,
    }
