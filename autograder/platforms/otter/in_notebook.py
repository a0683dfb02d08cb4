"""What Otter's test cases call: runs one check on the functions of the notebook around it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from otter.test_files.exception_test import ExceptionTestFile

from autograder.assignment.loading import INSTALL_ROOT, load_assignment
from autograder.assignment.model import Assignment
from autograder.judging.expected import PUBLIC_SEED
from autograder.platforms.otter.feedback import NotPassed, plain_feedback, without_test_code
from autograder.platforms.settings import read_settings
from autograder.results.report import ExerciseResult
from autograder.student.notebook.exercise_grader import NotebookGrader

ExceptionTestFile._generate_error_message = without_test_code(ExceptionTestFile._generate_error_message)


class _Results:
    """The results of a notebook's exercises.

    Otter runs all checks of an exercise in order, so the exercise is graded when the first of them is run.
    """

    def __init__(self, grader: NotebookGrader, lacking: Callable[[], dict[str, Any]] = dict) -> None:
        self._grader = grader
        self._lacking = lacking
        self._known: dict[str, ExerciseResult] = {}

    def of(self, exercise: str, check: str, names: dict[str, Any]) -> ExerciseResult:
        known = self._known.get(exercise)
        if known is None or known.checks[0].name == check:
            if exercise not in names:
                names.update({name: value for name, value in self._lacking().items() if name not in names})
            known = self._known[exercise] = self._grader.grade(exercise, names)
        return known


def run_check(exercise: str, check: str, names: dict[str, Any]) -> None:
    """Run a check on the functions of a notebook, and return if it passes.

    Parameters
    ----------
    exercise, check : str
        The names of the exercise and the check.
    names : dict
        The notebook's global names.

    Raises
    ------
    NotPassed
        If the check fails; its text is the feedback.
    """
    known = _results().of(exercise, check, names)
    (result,) = (each for each in known.checks if each.name == check)
    feedback = plain_feedback(known, result)
    if not result.passed:
        raise NotPassed(feedback)
    if feedback:
        print(f"{result.title}: {feedback}")


@functools.cache
def _results() -> _Results:
    """The results of this process's notebook, for the assignment that contains this engine."""
    assignment = load_assignment(INSTALL_ROOT)
    settings = INSTALL_ROOT / "settings.json"
    if not settings.exists():  # a student's own notebook
        return _Results(NotebookGrader(assignment, PUBLIC_SEED))
    return _Results(
        NotebookGrader(assignment, read_settings(settings).seed),
        functools.cache(lambda: _in_files(assignment)),
    )


def _in_files(assignment: Assignment) -> dict[str, Any]:
    from autograder.platforms.otter.from_files import functions_in_files  # which only graders' zips hold

    return functions_in_files(INSTALL_ROOT.parent / "submission", assignment.module_names)
