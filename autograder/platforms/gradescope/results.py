"""Writes ``results.json``: a report in Gradescope's format."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.atomic_files import write_atomically
from autograder.platforms.gradescope.metadata import Metadata
from autograder.platforms.settings import GradingSettings
from autograder.render.markdown import feedback, summary
from autograder.results.as_json import as_json
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.text.sanitize import sanitize

SCHEMA_VERSION = 1
LONGEST_NAME = 200
MOST_BYTES = 1 << 20
# Characters of a text: Gradescope cuts at 100,000. If the file is too large, all texts are cut shorter.
LONGEST_TEXTS = (20_000, 2_000, 300)
DEEPEST = 20

OUT_OF_TIME = """\
**Time was up before all checks had been asked.** Those that were not say so and give no points; all others count. \
Is there a loop that does not end, or a function that takes very long?"""


def results_of(
    report: Report, metadata: Metadata, settings: GradingSettings, *, seconds: float, in_time: bool
) -> dict[str, Any]:
    """The results of a graded submission.

    There is no total score: Gradescope adds up the tests, and hides the sum as long as it hides one of them. A total
    could reveal the points of hidden checks.

    Parameters
    ----------
    report : Report
        The report.
    metadata : Metadata
        Gradescope's metadata of the submission.
    settings : GradingSettings
        The settings of the zip.
    seconds : float
        How long grading took.
    in_time : bool
        Whether all checks were run before the time was up.
    """
    results = {
        "output": summary(report) if in_time else f"{OUT_OF_TIME}\n\n{summary(report)}",
        "output_format": "md",
        "test_output_format": "md",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "execution_time": round(seconds),  # a finer one could leak a hidden input
        "tests": [_test(exercise, check) for exercise in report.exercises for check in exercise.checks],
        "extra_data": {
            "schema_version": SCHEMA_VERSION,
            "grader": settings.grader,
            "id": metadata.id,
            "created_at": metadata.created.isoformat() if metadata.created else None,
            "users": list(metadata.users),
            "report": as_json(report),
        },
    }
    return {**results, "leaderboard": [_place(report)]} if settings.leaderboard else results


def write_results(results: Mapping[str, Any], path: Path) -> None:
    """Write ``results.json`` atomically, in a form and a size that Gradescope accepts.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    content = b""
    for longest in LONGEST_TEXTS:
        content = json.dumps(_clean(results, longest), ensure_ascii=False, allow_nan=False).encode()
        if len(content) <= MOST_BYTES:
            break
    write_atomically(path, content)


def _test(exercise: ExerciseResult, check: CheckResult) -> dict[str, Any]:
    return {
        "name": sanitize(f"{exercise.name}: {check.title}", LONGEST_NAME),
        "number": exercise.number,
        "score": check.score,
        "max_score": check.max_score,
        "status": "passed" if check.passed else "failed",
        "visibility": str(check.visibility),
        "output": feedback(exercise, check),
        "tags": [exercise.module],
    }


def _place(report: Report) -> dict[str, Any]:
    """The entry on the leaderboard, of public points alone because everybody sees it."""
    checks = list(report.checks)
    points = sum(check.score for check in checks if check.is_public)
    return {"name": "Public points", "value": points, "order": "desc"}


def _clean(value: Any, longest: int, depth: int = 0) -> Any:
    """A value without anything that JSON or Gradescope cannot store: infinities, NUL, lone surrogates."""
    if isinstance(value, str):
        return sanitize(value, longest)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict) and depth < DEEPEST:
        return {sanitize(str(key), LONGEST_NAME): _clean(item, longest, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple) and depth < DEEPEST:
        return [_clean(item, longest, depth + 1) for item in value]
    return value if value is None or isinstance(value, bool | int) else None
