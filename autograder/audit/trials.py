"""Grades many answers to single exercises, each in just the exercises that it can affect."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field

from autograder.assignment.model import Assignment
from autograder.batch import runner
from autograder.diagnosis.live_candidates import LiveCandidates
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.immutable import immutable
from autograder.judging.expected import CheckInstances
from autograder.results.report import ExerciseResult, Report
from autograder.sandbox.protocol import SandboxError, WorkerPool
from autograder.submissions.submission import Submission


@immutable
class Trial:
    """One answer to one exercise, among the references to all others.

    Attributes
    ----------
    exercise, name : str
        The exercise, and a name for the answer.
    submission : Submission
        The references, one of them replaced by the answer.
    graded : frozenset of str
        The exercises to grade.
    deadlines : Timeouts
        The time limits of its calls.
    """

    exercise: str
    name: str
    submission: Submission
    graded: frozenset[str]
    deadlines: Timeouts = field(default_factory=Timeouts)


@immutable
class TrialResult:
    """A trial, and its report."""

    trial: Trial
    report: Report

    @property
    def result(self) -> ExerciseResult:
        """The result of the exercise that the trial is about."""
        return next(each for each in self.report.exercises if each.name == self.trial.exercise)

    @property
    def lost(self) -> set[str]:
        """The exercises that lost points."""
        return {each.name for each in self.report.exercises if each.score < each.max_score}


class TrialRunner:
    """Runs trials, with a grader for each set of exercises, made when it is first needed.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    pool : WorkerPool
        The source of the processes in which answers run.
    seed : int
        The seed of the hidden inputs.
    """

    def __init__(self, assignment: Assignment, pool: WorkerPool, *, seed: int) -> None:
        self._assignment = assignment
        self._pool = pool
        self._seed = seed
        self.candidates = LiveCandidates(assignment.misconceptions)
        self.instances = CheckInstances(assignment, seed)
        self._graders: dict[tuple[frozenset[str], Timeouts], Grader] = {}

    def try_all(
        self, trials: Iterable[Trial], tick: Callable[[], None], *, jobs: int | None = None
    ) -> Iterator[TrialResult]:
        """The results of trials, in their order.

        Parameters
        ----------
        trials : iterable of Trial
            The trials.
        tick : callable
            Called after each trial.
        jobs : int, optional
            The number of trials graded at a time; by default one for each processor.

        Raises
        ------
        SandboxError
            If a trial cannot be graded.
        """
        with contextlib.closing(runner.in_order(self._try, trials, jobs)) as results:
            for result in results:
                tick()
                yield result

    def _try(self, trial: Trial) -> TrialResult:
        report = self._grader(trial.graded, trial.deadlines).grade(trial.submission)
        if not report.graded:
            raise SandboxError(f"{trial.name} of {trial.exercise} could not be graded: {' '.join(report.messages)}")
        return TrialResult(trial, report)

    def _grader(self, exercises: frozenset[str], deadlines: Timeouts) -> Grader:
        key = exercises, deadlines
        if key not in self._graders:
            self._graders[key] = Grader(
                self._assignment.asking_only(exercises),
                self._pool,
                seed=self._seed,
                deadlines=deadlines,
                candidates=self.candidates,
                instances=self.instances,
                shared_inputs=True,
            )
        return self._graders[key]
