"""Grading many answers to single exercises, each where nothing but what it may change is asked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from autograder.assignment.model import Assignment
from autograder.batch import runner
from autograder.diagnosis.candidates import Candidates
from autograder.grading.grader import Grader
from autograder.results.report import ExerciseResult, Report
from autograder.sandbox.protocol import SandboxError, WorkerPool
from autograder.submissions.submission import Submission


@dataclass(frozen=True)
class Trial:
    """One answer to one exercise, in the place of the reference.

    Attributes
    ----------
    exercise, name : str
        The exercise, and what the answer is known by.
    submission : Submission
        The references with it.
    asked : frozenset of str
        The exercises that are asked.
    """

    exercise: str
    name: str
    submission: Submission
    asked: frozenset[str]


@dataclass(frozen=True)
class TrialResult:
    """A trial, and what came of it."""

    trial: Trial
    report: Report

    @property
    def result(self) -> ExerciseResult:
        """That of the exercise itself."""
        return next(each for each in self.report.exercises if each.name == self.trial.exercise)

    @property
    def lost(self) -> set[str]:
        """The exercises that lost points."""
        return {each.name for each in self.report.exercises if each.score < each.max_score}


class TrialRunner:
    """Graders for parts of an assignment, made as they are needed.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    pool : WorkerPool
        Gives out the processes in which answers run.
    seed : int
        Hidden inputs are drawn from it.
    """

    def __init__(self, assignment: Assignment, pool: WorkerPool, *, seed: int) -> None:
        self._assignment = assignment
        self._pool = pool
        self._seed = seed
        self.candidates = Candidates(assignment.misconceptions)
        self._graders: dict[frozenset[str], Grader] = {}

    def try_all(
        self, trials: Iterable[Trial], tick: Callable[[], None], *, jobs: int | None = None
    ) -> Iterator[TrialResult]:
        """What comes of each trial, in their order; `tick` is called after each.

        Raises
        ------
        SandboxError
            If one cannot be graded, by no fault of its own.
        """
        with contextlib.closing(runner.in_order(self._try, trials, jobs)) as results:
            for result in results:
                tick()
                yield result

    def _try(self, trial: Trial) -> TrialResult:
        report = self._grader(trial.asked).grade(trial.submission)
        if not report.graded:
            raise SandboxError(f"{trial.name} of {trial.exercise} could not be graded: {' '.join(report.messages)}")
        return TrialResult(trial, report)

    def _grader(self, asked: Collection[str]) -> Grader:
        key = frozenset(asked)
        if key not in self._graders:
            self._graders[key] = Grader(
                self._assignment.asking_only(key),
                self._pool,
                seed=self._seed,
                candidates=self.candidates,
                shared_inputs=True,
            )
        return self._graders[key]
