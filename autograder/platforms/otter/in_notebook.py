"""What Otter's test cases call: one check, put to the functions of the notebook that it runs in."""

from __future__ import annotations

import functools
from typing import Any

from otter.test_files.exception_test import ExceptionTestFile

from autograder.assignment.loading import INSTALL_ROOT, load_assignment
from autograder.judging.expected import PUBLIC_SEED
from autograder.platforms.otter.messages import NotPassed, feedback, without_test_code
from autograder.platforms.settings import read_settings
from autograder.results.report import ExerciseResult
from autograder.student.notebook.exercise_grader import NotebookGrader

ExceptionTestFile._generate_error_message = without_test_code(ExceptionTestFile._generate_error_message)


class _Results:
    """The outcomes of a notebook's exercises.

    Otter puts an exercise's checks in their order, all at a time: with the first, the exercise is graded anew.
    """

    def __init__(self, grader: NotebookGrader) -> None:
        self._grader = grader
        self._known: dict[str, ExerciseResult] = {}

    def of(self, exercise: str, check: str, names: dict[str, Any]) -> ExerciseResult:
        known = self._known.get(exercise)
        if known is None or known.checks[0].name == check:
            known = self._known[exercise] = self._grader.grade(exercise, names)
        return known


def run_check(exercise: str, check: str, names: dict[str, Any]) -> None:
    """Put a check to the functions of a notebook; return if it is passed.

    Parameters
    ----------
    exercise, check : str
        Their names.
    names : dict
        The notebook's global names.

    Raises
    ------
    NotPassed
        If it is not; the text is the feedback.
    """
    known = _results().of(exercise, check, names)
    (result,) = (each for each in known.checks if each.name == check)
    said = feedback(known, result)
    if not result.passed:
        raise NotPassed(said)
    if said:
        print(f"{result.title}: {said}")


@functools.cache
def _results() -> _Results:
    """Those by the assignment that lies beside this engine; one notebook runs in a process."""
    assignment = load_assignment(INSTALL_ROOT)
    settings = INSTALL_ROOT / "settings.json"
    seed = read_settings(settings).seed if settings.exists() else PUBLIC_SEED
    return _Results(NotebookGrader(assignment, seed))
