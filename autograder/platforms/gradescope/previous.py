"""Returns the results of an earlier submission if a later one gets no grade.

That happens during a cool-down, and when the grader fails. The results keep their visibility, so that no hidden points
appear.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from autograder.platforms.gradescope.metadata import Metadata, Previous, time_of

UNFINISHED = """\
**Grading has begun and did not finish.** If you read this some minutes after handing in, please tell your instructor: \
the autograder could not be started, or was stopped before it could say why."""

FAILED = """\
**Your submission could not be graded,** for a reason that does not lie in your files. Please tell your instructor, \
who finds it in the autograder's output."""


def cooling_down(metadata: Metadata, minutes: float) -> datetime | None:
    """The end of the cool-down, if this submission was handed in before it; else None.

    Only Gradescope's own times are compared: when this submission was handed in, and the last one with results. A
    submission that was not graded, because of a cool-down or a failure of ours, starts no cool-down.
    """
    if not metadata.created or not (last := _with_results(metadata)):
        return None
    graded, same = _graded_at(last), _extra(last).get("id") == metadata.id
    if not graded or (same and metadata.id):  # the same submission, graded again
        return None
    until = graded + timedelta(minutes=minutes)
    return until if graded <= metadata.created < until else None


def cool_down_notice(metadata: Metadata, until: datetime) -> str:
    """The message to a student during a cool-down."""
    here = until.astimezone(metadata.created.tzinfo) if metadata.created else until
    return (
        "**This submission was not graded:** it came too soon after the last one that was. "
        f"Submit again at {here:%H:%M} on {here.day} {here:%B}, or later."
    )


def handed_back(metadata: Metadata, notice: str) -> dict[str, Any]:
    """The latest results of an earlier submission, below a notice; else its score; else the notice alone."""
    results: dict[str, Any] = {"output": notice, "output_format": "md", "stdout_visibility": "hidden"}
    if last := _with_results(metadata):
        extra = _extra(last)
        notice = f"{notice} The results of your last submission that was graded stand; they follow here.\n\n"
        output = str(last.results.get("output", "")).removeprefix(str(extra.get("notice", "")))
        return {**last.results, "output": notice + output, "extra_data": {**extra, "notice": notice}}
    scores = [each.score for each in metadata.previous if each.score is not None and not each.failed]
    if not scores:
        return {**results, "score": 0.0}
    # As a test, because it may include hidden points: a score beside the tests would be visible at once.
    kept = {"name": "Your previous submission's score is kept", "score": scores[-1], "visibility": "after_due_date"}
    return {**results, "tests": [kept]}


def _with_results(metadata: Metadata) -> Previous | None:
    """The latest submission with results by this autograder."""
    return next((each for each in reversed(metadata.previous) if not each.failed and _graded_at(each)), None)


def _graded_at(previous: Previous) -> datetime | None:
    return time_of(_extra(previous).get("created_at"))


def _extra(previous: Previous) -> Mapping[str, Any]:
    extra = previous.results.get("extra_data")
    return extra if isinstance(extra, dict) else {}
