"""Grades mutants as submissions: each must lose points in its exercise, or be listed as equivalent."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from autograder.assignment.model import Assignment
from autograder.audit.defect import Defect
from autograder.audit.mutation.equivalents import LIST, Key, read_list
from autograder.audit.mutation.mutants import Mutant, mutants_of
from autograder.batch import runner
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.immutable import immutable
from autograder.judging.expected import CheckInstances
from autograder.sandbox.protocol import SandboxError, WorkerPool
from autograder.submissions.submission import Submission, python_files

# A mutant that hangs counts as caught, so a slow call on a busy machine must not time out.
DEADLINES = Timeouts(call=5.0, module=5.0, max_timeouts=1, submission=60.0)

Progress = Callable[[int, int], None]


@immutable
class _MutantTrial:
    """A mutant in its module, and the exercises that may notice it."""

    module: str
    mutant: Mutant
    exercises: tuple[str, ...]

    @property
    def key(self) -> Key:
        return Key(f"{self.module}.{self.mutant.function}", self.mutant.before, self.mutant.after)

    @property
    def where(self) -> str:
        return f"solutions/{self.module}.py, line {self.mutant.line}, in {self.mutant.function}"


def mutant_defects(
    assignment: Assignment,
    pool: WorkerPool,
    *,
    seed: int = 0,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Defect]:
    """Mutants that keep all points without being listed as equivalent, and outdated entries of that list.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    pool : WorkerPool
        The source of the processes in which mutants run.
    seed : int
        The seed of the hidden inputs.
    jobs : int, optional
        The number of mutants graded at a time; by default one for each processor.
    progress : callable, optional
        Called with the number of mutants graded and the total.
    """
    listed = read_list(assignment.folder)
    trials = _mutant_trials(assignment)
    trial_runner = _MutantTrialRunner(assignment, pool, trials, seed)
    if lost := trial_runner.lost_by_the_references():
        yield Defect(
            "solutions",
            f"The references themselves lose points in {', '.join(lost)}, so mutants cannot be tested there.",
            "Correct the references or their checks first.",
        )
        return
    survivors = set()
    for trial, caught in _graded(trial_runner, trials, jobs, progress):
        if caught:
            continue
        survivors.add(trial.key)
        if trial.key not in listed:
            yield Defect(
                trial.where,
                f"A mistake that no check notices: `{trial.mutant.before}` → `{trial.mutant.after}`.",
                f"Add inputs to solutions/checks/{trial.module}.py that tell the two apart; or, where both are "
                f"right, list it in {LIST} below ## {trial.key.function}, with the reason: {trial.key.entry}",
            )
    existing = {trial.key for trial in trials}
    functions = {key.function for key in existing}
    everything = len(assignment.exercises) == len(assignment.references)
    for key in listed:
        if key not in survivors and (everything or key.function in functions):
            why = "is noticed by a check" if key in existing else "is no longer a mutant of the references"
            yield Defect(
                f"{LIST}, ## {key.function}",
                f"This is listed as right, and {why}: {key.entry[2:]}.",
                "If it is right, the check takes points from a right answer: correct it. Otherwise remove the line."
                if key in existing
                else "Remove the line.",
            )


def _mutant_trials(assignment: Assignment) -> list[_MutantTrial]:
    """The mutants of all references. Those of helper functions may be noticed by any exercise of their module."""
    return [
        _MutantTrial(module.name, mutant, (mutant.function,) if mutant.function in names else names)
        for module in assignment.modules
        for names in [tuple(exercise.name for exercise in module.exercises)]
        if names
        for mutant in mutants_of((assignment.folder / "solutions" / f"{module.name}.py").read_text(encoding="utf-8"))
        if mutant.function in names or mutant.function not in assignment.references
    ]


class _MutantTrialRunner:
    """Grades mutants, with two graders for each set of exercises: one for public checks, one for all."""

    def __init__(self, assignment: Assignment, pool: WorkerPool, trials: Sequence[_MutantTrial], seed: int) -> None:
        folder = assignment.folder / "solutions"
        self._references = {path.stem: path.read_bytes() for path in folder.glob("*.py")}
        # Public checks catch most mutants, and are faster.
        public = replace(assignment.public_view(), references=assignment.references)
        instances = CheckInstances(assignment, seed)
        make = partial(Grader, pool=pool, seed=seed, deadlines=DEADLINES, instances=instances, shared_inputs=True)
        self._graders = {
            names: [make(each.asking_only(names)) for each in (public, assignment)]
            for names in dict.fromkeys(trial.exercises for trial in trials)
        }

    def lost_by_the_references(self) -> list[str]:
        """The exercises in which the references lose points."""
        submission = Submission("The references", python_files(self._references))
        return [", ".join(names) for names, (_, grader) in self._graders.items() if _loses_points(grader, submission)]

    def is_caught(self, trial: _MutantTrial) -> bool:
        """Whether the mutant loses points, with references in all other modules."""
        modules = {**self._references, trial.module: trial.mutant.source.encode()}
        submission = Submission(trial.where, python_files(modules))
        return any(_loses_points(grader, submission) for grader in self._graders[trial.exercises])


def _graded(
    trial_runner: _MutantTrialRunner, trials: Sequence[_MutantTrial], jobs: int | None, progress: Progress | None
) -> Iterator[tuple[_MutantTrial, bool]]:
    """Each mutant, and whether it is caught."""
    with contextlib.closing(runner.in_order(trial_runner.is_caught, trials, jobs)) as caught:
        for done, each in enumerate(zip(trials, caught, strict=True), 1):
            if progress:
                progress(done, len(trials))
            yield each


def _loses_points(grader: Grader, submission: Submission) -> bool:
    report = grader.grade(submission)
    if not report.graded:
        raise SandboxError(f"{submission.name} could not be graded: {' '.join(report.messages)}")
    return report.score < report.max_score
