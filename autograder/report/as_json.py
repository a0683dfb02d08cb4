"""A report as JSON: the form that programs read."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.report.report import CheckResult, ExerciseResult, Report

SCHEMA_VERSION = 1


def write_json(reports: Sequence[Report], path: Path) -> None:
    """Write one report as an object, several as one object a line. The file is there whole or not at all.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    if len(reports) == 1:
        text = json.dumps(as_json(reports[0]), indent=1, allow_nan=False)
    else:
        text = "\n".join(json.dumps(as_json(report), allow_nan=False) for report in reports)
    if path.exists() and not path.is_file():
        path.write_text(text + "\n", encoding="utf-8")  # /dev/stdout or a pipe: there is nothing to be replaced
        return
    path = path.resolve()  # a link stays one
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink()
        raise


def _umask() -> int:
    os.umask(umask := os.umask(0o077))
    return umask


def as_json(report: Report) -> dict[str, Any]:
    """The report as JSON's own types, in the order in which it is read."""
    return {
        "schema_version": SCHEMA_VERSION,
        "assignment": {"name": report.assignment, "version": report.version},
        "submission": {"name": report.name, "sha256": report.sha256},
        "score": report.score,
        "max_score": report.max_score,
        "isolation": [{"protection": each.name, "status": each.status} for each in report.isolation],
        "messages": list(report.all_messages),
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
        "visibility": check.visibility,
        "status": check.status,
        "score": check.score,
        "max_score": check.max_score,
        "follow_through": check.follow_through,
        "message": check.message,
        "misconception": check.misconception,
        "hint": check.hint,
    }
