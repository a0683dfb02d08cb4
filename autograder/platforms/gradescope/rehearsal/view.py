"""The student's view of results, before and after the due date."""

from __future__ import annotations

from autograder.immutable import immutable
from autograder.platforms.gradescope.rehearsal.shown_results import Results, ShownOutput, Test

BEFORE, AFTER = "Before the due date", "After the due date"
# The visibilities that Gradescope shows at each time; "after_published" follows when staff publish grades.
SHOWN = {BEFORE: ("visible",), AFTER: ("visible", "after_due_date")}


@immutable
class View:
    """The student's page at one time.

    Attributes
    ----------
    moment : str
        `BEFORE` or `AFTER`.
    score : float or None
        None as long as a test is hidden: Gradescope then shows a dash.
    max_score : float
        The points of all tests. (Gradescope shows the total that was set for the assignment.)
    not_shown : int
        The number of tests that the student does not see.
    stdout : bool
        Whether the student sees the grader's output.
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
