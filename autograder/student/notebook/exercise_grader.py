"""Grades the functions that a running notebook has defined."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from autograder.assignment.model import Assignment
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.results.report import ExerciseResult
from autograder.student.notebook.forked import ForkPool
from autograder.student.notebook.in_process import InProcessPool, kept_randomness
from autograder.student.notebook.namespace import Namespace

NO_DEADLINE = Timeouts(call=float("inf"), module=float("inf"), submission=float("inf"))
ENDED = {"timeout", "crashed"}


class NotebookGrader:
    """Grades the exercises of a running notebook, one at a time.

    Parameters
    ----------
    assignment : Assignment
        The assignment, with solutions or, for students, with public checks only.
    seed : int
        The seed of the hidden inputs.

    Attributes
    ----------
    file : str
        The file name of the notebook.
    """

    def __init__(self, assignment: Assignment, seed: int) -> None:
        self.assignment = assignment
        self.file = f"{assignment.name}.ipynb"
        self._seed = seed
        self._ended: dict[str, Any] = {}

    def grade(self, exercise: str, names: dict[str, Any]) -> ExerciseResult:
        """The result of an exercise.

        Parameters
        ----------
        exercise : str
            Its name.
        names : dict
            The notebook's global names.
        """
        live = Namespace(names, self.file)
        if not self.assignment.references:
            return self._ask(live, exercise, {exercise})
        result = self._ask(live, exercise, {exercise})
        if not result.passed and result.attempted:  # the mistake may be in an earlier exercise
            result = self._ask(live, exercise, self._up_to(exercise))
        if ENDED & {check.status for check in result.checks}:
            self._ended[exercise] = names.get(exercise)
        return result

    def _ask(self, live: Namespace, exercise: str, asked: Collection[str]) -> ExerciseResult:
        """The result of an exercise when the checks of these exercises are run."""
        assignment = self.assignment.asking_only(asked)
        if assignment.references:
            # A function that has hung or crashed would do so again in each function that calls it.
            ended = [name for name, function in self._ended.items() if name != exercise and live.has(name, function)]
            report = Grader(assignment, ForkPool(live, ended), seed=self._seed, shared_inputs=True).grade(
                live.submission
            )
        else:
            grader = Grader(assignment, InProcessPool(live), seed=self._seed, deadlines=NO_DEADLINE)
            with kept_randomness():
                report = grader.grade(live.submission)
        return report.exercise(exercise)

    def _up_to(self, exercise: str) -> list[str]:
        names = list(self.assignment.exercise_names)
        return names[: names.index(exercise) + 1]
