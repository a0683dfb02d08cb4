"""A report as JSON, for programs: in full for staff, or limited to what students may see."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from autograder.results.report import STAFF, CheckResult, ExerciseResult, Report
from autograder.text.sanitize import truncate

SCHEMA_VERSION = 2


def as_json(report: Report, *, staff: bool = False) -> dict[str, Any]:
    """The report in JSON's own types, most important fields first.

    Parameters
    ----------
    report : Report
        The report to convert.
    staff : bool
        Whether to include fields for staff alone. By default they are left out, and students may read the result.
    """
    whole = {
        "schema_version": SCHEMA_VERSION,
        "assignment": {"name": report.assignment, "version": report.version},
        "engine": asdict(report.engine) if report.engine else None,
        "seed": report.seed,
        "limits": dict(report.limits),
        "submission": {
            "name": truncate(report.name),
            "sha256": report.sha256,
            "identity": asdict(report.identity, dict_factory=_record),
        },
        "score": report.score,
        "max_score": report.max_score,
        "isolation": [{"protection": each.name, "status": each.status} for each in report.isolation],
        "messages": [truncate(message) for message in report.all_messages],
        "exercises": [_exercise(exercise, staff) for exercise in report.exercises],
    }
    return _readable(whole, Report, staff)


def _record(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in items}


def _readable(values: dict[str, Any], kind: type, staff: bool) -> dict[str, Any]:
    """`values` without the fields of `kind` that are marked as readable by staff alone."""
    if staff:
        return values
    hidden = {each.name for each in fields(kind) if each.metadata == STAFF}
    return {name: value for name, value in values.items() if name not in hidden}


def _exercise(exercise: ExerciseResult, staff: bool) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "module": exercise.module,
        "score": exercise.score,
        "max_score": exercise.max_score,
        "checks": [_check(check, staff) for check in exercise.checks],
    }


def _check(check: CheckResult, staff: bool) -> dict[str, Any]:
    whole = {
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
        "fingerprint": check.fingerprint,
        "answers": list(check.answers),
    }
    return _readable(whole, CheckResult, staff)
