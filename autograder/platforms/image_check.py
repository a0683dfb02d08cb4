"""Tries a zip on the machine where it will run, before any student does: the references must get all points."""

from __future__ import annotations

import sys

from autograder.assignment.loading import INSTALL_ROOT, load_assignment
from autograder.assignment.model import AssignmentError
from autograder.grading.grader import Grader
from autograder.platforms.settings import read_settings
from autograder.results.report import Report
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import SandboxError
from autograder.submissions.submission import Submission, python_files


def main() -> None:
    """Print the points of the references on this machine, and exit with status 1 if they are not all."""
    try:
        report = _grade_references()
    except (AssignmentError, SandboxError, OSError, ValueError, TypeError) as error:
        sys.exit(f"The autograder cannot grade on this machine: {error}")
    for exercise in report.exercises:
        for check in exercise.checks:
            if not check.passed:
                print(f"The reference fails {exercise.name}: {check.title}. {check.message}")
    print(f"The reference answers get {report.score:g} of {report.max_score:g} points here.")
    if report.score < report.max_score:
        sys.exit("The autograder is not right on this machine: the reference answers must get all points.")


def _grade_references() -> Report:
    settings = read_settings(INSTALL_ROOT / "settings.json")
    with Zygote() as zygote:
        assignment = load_assignment(INSTALL_ROOT)
        list(assignment.misconceptions)  # the references need none, but the first mistake does
        answers = {path.stem: path.read_bytes() for path in (INSTALL_ROOT / "solutions").glob("*.py")}
        grader = Grader(assignment, zygote, seed=settings.seed)
        return grader.grade(Submission("the reference answers", python_files(answers)))
