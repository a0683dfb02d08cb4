"""Mutants graded as submissions: each must lose points in its own exercise, or be listed as right."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.assignment.model import Assignment
from autograder.audit.mutation.equivalents import LIST, Key, read_list
from autograder.audit.mutation.mutants import Mutant, mutants_of
from autograder.audit.problem import Problem
from autograder.batch import runner
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.sandbox.protocol import SandboxError, WorkerPool
from autograder.submissions.submission import Submission, python_files

# A mutant that hangs is caught; on a busy machine an honest call must not look like one.
DEADLINES = Timeouts(call=5.0, module=5.0, max_timeouts=1, submission=60.0)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
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


def mutant_findings(
    assignment: Assignment,
    pool: WorkerPool,
    *,
    seed: int = 0,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Problem]:
    """Mutants that keep all points and are not listed as right, and entries of that list that are out of date.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    pool : WorkerPool
        Gives out the processes in which mutants run.
    seed : int
        Hidden inputs are drawn from it.
    jobs : int, optional
        Mutants graded at a time; by default one a processor.
    progress : callable, optional
        Told how many mutants of how many are graded.
    """
    listed = read_list(assignment.folder)
    candidates = _candidates(assignment)
    bench = _MutantTrialRunner(assignment, pool, candidates, seed)
    if lost := bench.lost_by_the_references():
        yield Problem(
            "solutions",
            f"The references themselves lose points in {', '.join(lost)}: what a mutant loses there says nothing.",
            "Put the references or their checks right first.",
        )
        return
    survivors = set()
    for candidate, caught in _graded(bench, candidates, jobs, progress):
        if caught:
            continue
        survivors.add(candidate.key)
        if candidate.key not in listed:
            yield Problem(
                candidate.where,
                f"A mistake that no check notices: `{candidate.mutant.before}` → `{candidate.mutant.after}`.",
                f"Add inputs to solutions/checks/{candidate.module}.py that tell the two apart; or, where both are "
                f"right, list it in {LIST} below ## {candidate.key.function}, with the reason: {candidate.key.entry}",
            )
    there = {candidate.key for candidate in candidates}
    asked = {key.function for key in there}
    everything = len(assignment.exercises) == len(assignment.references)
    for key in listed:
        if key not in survivors and (everything or key.function in asked):
            why = "is noticed by a check" if key in there else "is no mutant of the references any more"
            yield Problem(
                f"{LIST}, ## {key.function}",
                f"This is listed as right, and {why}: {key.entry[2:]}.",
                "If it is right, the check takes points from a right answer: mend that. Else take the line out."
                if key in there
                else "Take the line out.",
            )


def _candidates(assignment: Assignment) -> list[_MutantTrial]:
    """The mutants of all references. What no exercise is the name of, every exercise of its module may notice."""
    return [
        _MutantTrial(module.name, mutant, (mutant.function,) if mutant.function in names else names)
        for module in assignment.modules
        for names in [tuple(exercise.name for exercise in module.exercises)]
        if names
        for mutant in mutants_of((assignment.folder / "solutions" / f"{module.name}.py").read_text(encoding="utf-8"))
        if mutant.function in names or mutant.function not in assignment.references
    ]


class _MutantTrialRunner:
    """What grades mutants: for each set of exercises a grader of the public checks, and one of all."""

    def __init__(self, assignment: Assignment, pool: WorkerPool, candidates: Sequence[_MutantTrial], seed: int) -> None:
        folder = assignment.folder / "solutions"
        self._references = {path.stem: path.read_bytes() for path in folder.glob("*.py")}
        # Most are caught by public checks, and soon.
        public = replace(assignment.public_view(), references=assignment.references)
        self._graders = {
            names: [
                Grader(each.asking_only(names), pool, seed=seed, deadlines=DEADLINES, shared_inputs=True)
                for each in (public, assignment)
            ]
            for names in dict.fromkeys(candidate.exercises for candidate in candidates)
        }

    def lost_by_the_references(self) -> list[str]:
        """The exercises in which they lose points."""
        submission = Submission("The references", python_files(self._references))
        return [", ".join(names) for names, (_, grader) in self._graders.items() if _loses_points(grader, submission)]

    def is_caught(self, candidate: _MutantTrial) -> bool:
        """Whether the candidate, among the references, loses points."""
        modules = {**self._references, candidate.module: candidate.mutant.source.encode()}
        submission = Submission(candidate.where, python_files(modules))
        return any(_loses_points(grader, submission) for grader in self._graders[candidate.exercises])


def _graded(
    bench: _MutantTrialRunner, candidates: Sequence[_MutantTrial], jobs: int | None, progress: Progress | None
) -> Iterator[tuple[_MutantTrial, bool]]:
    """Each candidate, with whether it is caught."""
    with contextlib.closing(runner.in_order(bench.is_caught, candidates, jobs)) as caught:
        for done, each in enumerate(zip(candidates, caught, strict=True), 1):
            if progress:
                progress(done, len(candidates))
            yield each


def _loses_points(grader: Grader, submission: Submission) -> bool:
    report = grader.grade(submission)
    if not report.graded:
        raise SandboxError(f"{submission.name} could not be graded: {' '.join(report.messages)}")
    return report.score < report.max_score
