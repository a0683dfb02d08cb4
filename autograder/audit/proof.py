"""The whole audit: tries everything that an assignment promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import field
from pathlib import Path
from typing import TypeVar

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment, Exercise
from autograder.audit.call_graph import callers
from autograder.audit.consistency import file_defects, hint_defects
from autograder.audit.defect import Defect
from autograder.audit.doctests import example_defects
from autograder.audit.forgeable import forgeable_defects
from autograder.audit.full_marks import accepted_defects, reference_defects, stub_defects
from autograder.audit.injected_faults import faulty_submissions
from autograder.audit.misconceptions import (
    Detection,
    DetectionMatrix,
    caught_by,
    check_defects,
    collateral_loss,
    detections_in_trials,
    detections_of_forms,
    mistake_defects,
)
from autograder.audit.submissions import accepted_alternatives, with_misconception
from autograder.audit.trials import Trial, TrialRunner
from autograder.authoring import Check
from autograder.grading.time_budget import Timeouts
from autograder.immutable import immutable
from autograder.judging.expected import CheckInstance
from autograder.sandbox.protocol import WorkerPool
from autograder.submissions.submission import Submission, python_files

SEED = 20260309  # of the hidden inputs on which mistakes and accepted alternatives are tried
SEEDS = 200  # for which the references must get all points
SEEDS_AT_A_TIME = 10
# A gradient that is measured has no answer for a large layer; a second tells as much as the time limit of a submission.
IMPATIENT = Timeouts(call=0.5)
TRIED_ON_CALLERS = 2  # misconceptions of each exercise, where an audit is not thorough

Item = TypeVar("Item")


@immutable
class Audit:
    """The result of an audit.

    Attributes
    ----------
    defects : list of Defect
        The defects found.
    caught : dict
        The checks that fail, by exercise and mistake.
    tried : dict of int
        The number of trials of each kind.
    """

    defects: list[Defect]
    caught: DetectionMatrix
    tried: dict[str, int] = field(default_factory=dict)


def prove(
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
        The assignment with its solutions.
    pool : WorkerPool
        The source of the processes in which answers run.
    seeds : int
        The number of seeds for which the references must get all points.
    thorough : bool
        Whether to try every misconception on the callers of its exercise, instead of a few for each exercise. A few
        are usually enough, since follow-through replaces a wrong function however it is wrong.
    progress : callable, optional
        Called with the number of steps done and the total.

    Raises
    ------
    AssignmentError
        If a check cannot be drawn.
    """
    trial_runner = TrialRunner(assignment, pool, seed=SEED)
    instances = trial_runner.instances.shared(assignment.checks)
    collateral, faults = list(_on_callers(assignment, thorough)), list(_with_faults(assignment, instances))
    alternatives, stubs = list(_accepted(assignment)), [_stubs(assignment)]
    trials = sum(map(len, (collateral, faults, alternatives, stubs)))
    count = _Count(len(assignment.exercises) + trials + seeds, progress)
    with ProcessPoolExecutor(1) as apart:
        batches = [range(start, min(start + SEEDS_AT_A_TIME, seeds)) for start in range(0, seeds, SEEDS_AT_A_TIME)]
        names = frozenset(assignment.exercise_names)
        over_seeds = [apart.submit(_over_seeds, assignment.folder, names, batch) for batch in batches]
        detections = [
            each for exercise in count.each(assignment.exercises) for each in _forms(exercise, trial_runner, instances)
        ]
        with_collateral, with_faults, with_alternatives, (with_stubs,) = (
            list(trial_runner.try_all(kind, count.tick)) for kind in (collateral, faults, alternatives, stubs)
        )
        seed_defects = list(_collected(over_seeds, batches, count))
    detections += detections_in_trials(assignment, with_faults)
    caught = caught_by(assignment, detections)
    defects = [
        *file_defects(assignment),
        *example_defects(assignment),
        *hint_defects(assignment),
        *forgeable_defects(assignment, instances),
        *stub_defects(with_stubs),
        *seed_defects,
        *accepted_defects(with_alternatives),
        *mistake_defects(assignment, detections),
        *collateral_loss(with_collateral),
        *(defect for exercise in assignment.exercises for defect in check_defects(exercise, caught)),
    ]
    tried = {"mistakes": len(detections), "accepted alternatives": len(alternatives), "seeds": seeds}
    return Audit(defects, caught, tried)


class _Count:
    """Counts the steps that are done."""

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


def _forms(
    exercise: Exercise, trial_runner: TrialRunner, instances: Mapping[Check, CheckInstance]
) -> Iterator[Detection]:
    return detections_of_forms(exercise, trial_runner.candidates.of(exercise.name), instances)


def _on_callers(assignment: Assignment, thorough: bool) -> Iterator[Trial]:
    """Misconceptions of exercises that others call, tried on these, too."""
    others = callers(assignment)
    tried = dict.fromkeys(others, 0)
    for wrong in assignment.misconceptions:
        if others[wrong.exercise] and (thorough or tried[wrong.exercise] < TRIED_ON_CALLERS):
            tried[wrong.exercise] += 1
            submission = with_misconception(assignment, wrong, wrong.forms[0])
            yield Trial(wrong.exercise, wrong.name, submission, others[wrong.exercise] | {wrong.exercise})


def _with_faults(assignment: Assignment, instances: Mapping[Check, CheckInstance]) -> Iterator[Trial]:
    for exercise, name, submission in faulty_submissions(assignment, instances):
        yield Trial(exercise, name, submission, frozenset({exercise}), IMPATIENT)


def _accepted(assignment: Assignment) -> Iterator[Trial]:
    for exercise, name, submission in accepted_alternatives(assignment):
        yield Trial(exercise, name, submission, frozenset({exercise}))


def _stubs(assignment: Assignment) -> Trial:
    files = {path.stem: path.read_bytes() for path in sorted((assignment.folder / "exercises").glob("*.py"))}
    names = frozenset(assignment.exercise_names)
    return Trial(assignment.exercises[0].name, "the stubs", Submission("the stubs", python_files(files)), names)


def _over_seeds(folder: Path, exercises: frozenset[str], seeds: range) -> list[Defect]:
    """Try the references with some seeds, in another process, which loads the assignment: it cannot be pickled."""
    assignment = load_assignment(folder).asking_only(exercises)
    return [defect for seed in seeds for defect in reference_defects(assignment, seed)]


def _collected(results: list[Future[list[Defect]]], batches: list[range], count: _Count) -> Iterator[Defect]:
    for result, batch in zip(results, batches, strict=True):
        yield from result.result()
        count.tick(len(batch))
