"""The sample submissions, each against a short text of what its report says beyond a perfect one's.

``pytest tests/assignment/test_samples.py --rewrite-reports`` writes the texts anew: read the difference before you
commit it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from autograder.render.terminal import show_report
from autograder.results.report import ExerciseResult, Report
from tests.support.project import SAMPLES

pytestmark = pytest.mark.xdist_group("samples")  # graded once

NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
STATUS = {"passed": "+", "missing": "."}  # of a check, in one character; all else is named below the line
WIDTH = 110
RULE = "───"  # below the heading of the table of points


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=pytest.mark.slow) if each == "endless_loop" else each for each in NAMES]
)
def test_what_the_report_says_is_what_stands_beside_the_sample(report_on, name, request):
    said = "\n".join(beyond_perfect(report_on(name))) + "\n"
    expected = SAMPLES / f"{name}.txt"
    if request.config.getoption("--rewrite-reports"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "low", "high"), [("perfect", 100, 100), ("untouched", 0, 0), ("typical", 40, 95)])
def test_a_samples_score_is_what_its_name_promises(report_on, name, low, high):
    assert low <= report_on(name).score <= high


def beyond_perfect(report: Report) -> Iterator[str]:
    """The score, a line for every exercise that lost points or owes some to follow-through, and all feedback."""
    yield f"{report.score:g} of {report.max_score:g} points"
    yield from map(_line, filter(_is_worth_a_line, report.exercises))
    yield from _feedback(report)


def _is_worth_a_line(exercise: ExerciseResult) -> bool:
    return not exercise.passed or any(check.follow_through for check in exercise.checks)


def _line(exercise: ExerciseResult) -> str:
    marks = "".join("f" if check.follow_through else STATUS.get(check.status, "x") for check in exercise.checks)
    named = {f"{check.status} {check.misconception or ''}".rstrip() for check in exercise.checks}
    what = ", ".join(sorted(named - STATUS.keys()))
    return f"{exercise.name}  {exercise.score:g} of {exercise.max_score:g}  {marks}  {what}".rstrip()


def _feedback(report: Report) -> Iterator[str]:
    """What `grade` prints besides the table of points and the legend below it."""
    stream = io.StringIO()
    show_report(Console(file=stream, width=WIDTH), report)
    lines = [line.rstrip() for line in stream.getvalue().splitlines()]
    rules = [place for place, line in enumerate(lines) if line.startswith(RULE)]
    legend = next((place for place, line in enumerate(lines) if line.startswith("  ✓ ")), 0)
    yield from filter(None, [*lines[: rules[0] - 1], *lines[legend + 1 :]] if rules else lines)
