"""The whole audit: everything that an assignment promises, tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment, Exercise
from autograder.audit.call_graph import callers
from autograder.audit.consistency import file_findings, hint_findings
from autograder.audit.doctests import example_findings
from autograder.audit.full_marks import accepted_findings, reference_findings, stub_findings
from autograder.audit.injected_faults import spoiled
from autograder.audit.misconceptions import (
    Detection,
    DetectionMatrix,
    caught_by,
    check_findings,
    met_by_forms,
    met_in_trials,
    mistake_findings,
    price_findings,
)
from autograder.audit.problem import Problem
from autograder.audit.submissions import accepted_alternatives, with_misconception
from autograder.audit.trials import Trial, TrialRunner
from autograder.authoring import Check
from autograder.judging.expected import CheckInstance, instantiate_all
from autograder.sandbox.protocol import WorkerPool
from autograder.submissions.submission import Submission, python_files

SEED = 20260309  # of the hidden inputs to which mistakes and odd answers are put
SEEDS = 200  # for which the references must get all points
SEEDS_AT_A_TIME = 10
PUT_TO_CALLERS = 2  # misconceptions of each exercise, where an audit is not thorough

Item = TypeVar("Item")


@dataclass(frozen=True)
class Audit:
    """What an audit came to.

    Attributes
    ----------
    findings : list of Problem
        What is not as it should be.
    caught : dict
        By exercise and mistake: the checks that do not pass.
    tried : dict of int
        How much was tried, by kind.
    """

    findings: list[Problem]
    caught: DetectionMatrix
    tried: dict[str, int] = field(default_factory=dict)


def audit(
    assignment: Assignment,
    pool: WorkerPool,
    *,
    seeds: int = SEEDS,
    thorough: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """Try everything that an assignment promises.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    pool : WorkerPool
        Gives out the processes in which answers run.
    seeds : int
        For how many seeds the references are asked.
    thorough : bool
        Whether every misconception is put to all that call the exercise which it spoils, and not just some of each
        exercise. What is answered in the place of a wrong function does not depend on how it is wrong.
    progress : callable, optional
        Told how much of how much is done.

    Raises
    ------
    AssignmentError
        If the checks cannot be drawn at all.
    """
    drawn = instantiate_all(assignment, SEED)
    prices, spoilt, odd = list(_prices(assignment, thorough)), list(_spoilt(assignment, drawn)), list(_odd(assignment))
    trials = [*prices, *spoilt, *odd, _stubs(assignment)]
    count = _Count(len(assignment.exercises) + len(trials) + seeds, progress)
    bench = TrialRunner(assignment, pool, seed=SEED)
    with ProcessPoolExecutor(1) as apart:
        batches = [range(start, min(start + SEEDS_AT_A_TIME, seeds)) for start in range(0, seeds, SEEDS_AT_A_TIME)]
        names = frozenset(assignment.exercise_names)
        over_seeds = [apart.submit(_over_seeds, assignment.folder, names, batch) for batch in batches]
        met = [each for exercise in count.each(assignment.exercises) for each in _forms(exercise, bench, drawn)]
        tried = list(bench.try_all(trials, count.tick))
        seed_findings = list(_collected(over_seeds, batches, count))
    stub, spoilt_ones = tried.pop(), tried[len(prices) : len(prices) + len(spoilt)]
    met += met_in_trials(assignment, spoilt_ones)
    caught = caught_by(assignment, met)
    findings = [
        *file_findings(assignment),
        *example_findings(assignment),
        *hint_findings(assignment),
        *stub_findings(stub),
        *seed_findings,
        *accepted_findings(tried[len(prices) + len(spoilt) :]),
        *mistake_findings(assignment, met),
        *price_findings(tried[: len(prices)]),
        *(finding for exercise in assignment.exercises for finding in check_findings(exercise, caught)),
    ]
    return Audit(findings, caught, {"mistakes": len(met), "odd right answers": len(odd), "seeds": seeds})


class _Count:
    """How much is done."""

    def __init__(self, total: int, progress: Callable[[int, int], None] | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            yield item
            self.tick()

    def tick(self, steps: int = 1) -> None:
        self._done += steps
        if self._progress:
            self._progress(self._done, self._total)


def _forms(exercise: Exercise, bench: TrialRunner, drawn: Mapping[Check, CheckInstance]) -> Iterator[Detection]:
    return met_by_forms(exercise, bench.candidates.of(exercise.name), drawn)


def _prices(assignment: Assignment, thorough: bool) -> Iterator[Trial]:
    """Misconceptions, put to all that call the exercise which they spoil."""
    harmed = callers(assignment)
    put = dict.fromkeys(harmed, 0)
    for wrong in assignment.misconceptions:
        if harmed[wrong.exercise] and (thorough or put[wrong.exercise] < PUT_TO_CALLERS):
            put[wrong.exercise] += 1
            submission = with_misconception(assignment, wrong, wrong.forms[0])
            yield Trial(wrong.exercise, wrong.name, submission, harmed[wrong.exercise] | {wrong.exercise})


def _spoilt(assignment: Assignment, drawn: Mapping[Check, CheckInstance]) -> Iterator[Trial]:
    for exercise, name, submission in spoiled(assignment, drawn):
        yield Trial(exercise, name, submission, frozenset({exercise}))


def _odd(assignment: Assignment) -> Iterator[Trial]:
    for exercise, name, submission in accepted_alternatives(assignment):
        yield Trial(exercise, name, submission, frozenset({exercise}))


def _stubs(assignment: Assignment) -> Trial:
    files = {path.stem: path.read_bytes() for path in sorted((assignment.folder / "exercises").glob("*.py"))}
    names = frozenset(assignment.exercise_names)
    return Trial(assignment.exercises[0].name, "the stubs", Submission("the stubs", python_files(files)), names)


def _over_seeds(folder: Path, exercises: frozenset[str], seeds: range) -> list[Problem]:
    """In a process of its own: assignments cannot be sent there, only their folder."""
    assignment = load_assignment(folder).asking_only(exercises)
    return [finding for seed in seeds for finding in reference_findings(assignment, seed)]


def _collected(results: list[Future[list[Problem]]], batches: list[range], count: _Count) -> Iterator[Problem]:
    for result, batch in zip(results, batches, strict=True):
        yield from result.result()
        count.tick(len(batch))
