"""``results.json``: a report in the form that Gradescope reads."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.files import write_atomically
from autograder.platforms.gradescope.metadata import Metadata
from autograder.platforms.settings import Settings
from autograder.render.markdown import feedback, summary
from autograder.results.as_json import as_json
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.text.sanitize import sanitize

SCHEMA_VERSION = 1
LONGEST_NAME = 200
MOST_BYTES = 1 << 20
# Characters of a text: Gradescope cuts at 100,000. Where a file comes out too large, all texts are cut shorter.
LONGEST_TEXTS = (20_000, 2_000, 300)
DEEPEST = 20

OUT_OF_TIME = """\
**Time was up before all checks had been asked.** Those that were not say so and give no points; all others count. \
Is there a loop that does not end, or a function that takes very long?"""


def results_of(
    report: Report, metadata: Metadata, settings: Settings, *, seconds: float, in_time: bool
) -> dict[str, Any]:
    """The results of a submission that was graded.

    There is no score beside the tests': Gradescope adds them up, and conceals the sum for as long as it conceals one
    of them. A score of its own could show what hidden checks gave.
    """
    results = {
        "output": summary(report) if in_time else f"{OUT_OF_TIME}\n\n{summary(report)}",
        "output_format": "md",
        "test_output_format": "md",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "execution_time": round(seconds),  # a finer one could carry out what a hidden check asks
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
    """Write ``results.json``, whole or not at all, and always of a form and a size that Gradescope takes.

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
    """What the leaderboard shows: everybody sees it, so it knows of public points alone."""
    checks = list(report.checks)
    points = sum(check.score for check in checks if check.is_public)
    return {"name": "Public points", "value": points, "order": "desc"}


def _clean(value: Any, longest: int, depth: int = 0) -> Any:
    """`value` with nothing in it that JSON or Gradescope stumbles over: infinities, NUL, halves of characters."""
    if isinstance(value, str):
        return sanitize(value, longest)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict) and depth < DEEPEST:
        return {sanitize(str(key), LONGEST_NAME): _clean(item, longest, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple) and depth < DEEPEST:
        return [_clean(item, longest, depth + 1) for item in value]
    return value if value is None or isinstance(value, bool | int) else None
