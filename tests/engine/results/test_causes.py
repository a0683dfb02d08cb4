"""One message for each cause."""

from dataclasses import replace

import pytest

from autograder.results.causes import has_own_feedback
from autograder.results.report import CheckResult, ExerciseResult, Report

MISSING_FILE = "means.py was not handed in."


def report(status: str, message: str) -> Report:
    check = CheckResult("by_hand", "By hand", "visible", status, 0.0, 1.0, message=message)
    exercise = ExerciseResult("mean", "means", "1.1", (check, replace(check, name="again")))
    return Report("tiny", "", "alice", "", True, (), (MISSING_FILE,), "", (exercise,))


@pytest.mark.parametrize(
    ("status", "message", "has"),
    [
        ("failed", "The mean is 2, not 3.", True),
        ("passed", "Right, given a correct sum.", True),
        ("failed", MISSING_FILE, False),
        ("failed", f"It could not be loaded: {MISSING_FILE}", False),
        ("failed", "", False),
        ("missing", "Not attempted yet.", False),
    ],
)
def test_what_is_said_of_the_whole_submission_is_not_said_of_each_exercise(status, message, has):
    whole = report(status, message)
    assert has_own_feedback(whole.exercises[0], whole) == has
