"""What a student sees of results, before the due date and after it."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.platforms.gradescope.rehearsal.shown_results import Results, ShownOutput, Test

BEFORE, AFTER = "Before the due date", "After the due date"
# What Gradescope shows, by time; "after_published" comes when staff publish the grades, "hidden" never.
SHOWN = {BEFORE: ("visible",), AFTER: ("visible", "after_due_date")}


@dataclass(frozen=True)
class View:
    """The page at one time.

    Attributes
    ----------
    moment : str
        `BEFORE` or `AFTER`.
    score : float or None
        None while a test is not shown: Gradescope then shows a dash.
    max_score : float
        The points of all tests. (Gradescope shows what was set up as the assignment's total.)
    not_shown : int
        How many tests the student does not see.
    stdout : bool
        Whether the student sees what the grader printed.
    """

    moment: str
    score: float | None
    max_score: float
    output: ShownOutput
    tests: tuple[Test, ...]
    not_shown: int
    stdout: bool


def view(results: Results, moment: str) -> View:
    """The page that a student sees at `moment`."""
    shown = SHOWN[moment]
    tests = tuple(test for test in results.tests if test.visibility in shown)
    everything = len(tests) == len(results.tests) if results.tests else results.visibility in shown
    return View(
        moment=moment,
        score=results.score if everything else None,
        max_score=results.max_score,
        output=results.output,
        tests=tests,
        not_shown=len(results.tests) - len(tests),
        stdout=results.stdout_visibility in shown,
    )
