"""Every mistake is caught, told by its name, and costs its own exercise alone; every check is there for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.assignment.model import Assignment, Exercise
from autograder.audit.problem import Problem
from autograder.audit.submissions import module_of
from autograder.audit.trials import TrialResult
from autograder.authoring import Check
from autograder.diagnosis.candidates import Candidate
from autograder.diagnosis.diagnose import diagnose
from autograder.diagnosis.evidence import Evidence
from autograder.judging.expected import CheckInstance
from autograder.text.phrasing import listed

FORM = "#"  # between the id and the number of the form, where there are several

DetectionMatrix = Mapping[str, Mapping[str, frozenset[Check]]]
"""By exercise and mistake: the checks that do not pass."""


@dataclass(frozen=True)
class Detection:
    """A mistake that has been put to the checks of its exercise.

    Attributes
    ----------
    exercise, mistake : str
        The exercise; the id, with the number of the form where there are several.
    failed : frozenset of Check
        The checks that do not pass.
    told : frozenset of str
        The names under which it is told.
    """

    exercise: str
    mistake: str
    failed: frozenset[Check]
    told: frozenset[str]

    @property
    def id(self) -> str:
        return self.mistake.partition(FORM)[0]


def met_by_forms(
    exercise: Exercise, candidates: Iterable[Candidate], drawn: Mapping[Check, CheckInstance]
) -> Iterator[Detection]:
    """Every form of the exercise's misconceptions, asked in this process, and told from all others."""
    known = list(candidates)
    count = {name: sum(each.name == name for each in known) for name in {each.name for each in known}}
    number = dict.fromkeys(count, 0)
    for each in known:
        number[each.name] += 1
        mistake = each.name if count[each.name] == 1 else f"{each.name}{FORM}{number[each.name]}"
        runs = tuple(each.run(drawn[check]) for check in exercise.checks)
        failed = frozenset(run.check for run in runs if not run.verdict.passed)
        told = set()
        for seen in (runs, tuple(run for run in runs if run.check.is_public)):
            if failed & {run.check for run in seen} and (diagnosis := diagnose(Evidence(exercise.name, seen), known)):
                told.add(diagnosis.name)
        yield Detection(exercise.name, mistake, failed, frozenset(told))


def met_in_trials(assignment: Assignment, tried: Iterable[TrialResult]) -> Iterator[Detection]:
    """What was graded, as it was told."""
    checks = {(each.name, check.name): check for each in assignment.exercises for check in each.checks}
    for each in tried:
        failed = [check for check in each.result.checks if not check.passed]
        told = frozenset(check.misconception for check in failed if check.misconception)
        found = frozenset(checks[each.result.name, check.name] for check in failed)
        yield Detection(each.trial.exercise, each.trial.name, found, told)


def mistake_findings(assignment: Assignment, met: Iterable[Detection]) -> Iterator[Problem]:
    """Mistakes that are not caught, not told, or told as another one."""
    for each in met:
        where = f"{each.mistake} of {each.exercise}"
        in_checks = f"solutions/checks/{module_of(assignment, each.exercise)}.py"
        hidden = [check for check in each.failed if not check.is_public]
        if not hidden:
            yield Problem(
                where,
                "No hidden check notices this mistake.",
                f"Add a case to {in_checks} whose inputs tell it from the reference.",
            )
        if strangers := each.told - {each.id, *_more_telling(assignment, each)}:
            yield Problem(
                where,
                f"It is told as {listed(sorted(strangers))}.",
                "If the two are the same mistake, make them forms of one id; else add inputs that tell them apart.",
            )
        elif hidden and not each.told:
            yield Problem(
                where,
                "It is caught, and not told by its name: something else explains the answers as well.",
                f"Add a case to {in_checks} that tells it from its neighbours, or make the two forms of one id.",
            )


def price_findings(tried: Iterable[TrialResult]) -> Iterator[Problem]:
    """Mistakes that cost another exercise points."""
    for each in tried:
        if others := each.lost - {each.trial.exercise}:
            yield Problem(
                f"{each.trial.name} of {each.trial.exercise}",
                f"It costs points in {listed(sorted(others))}, too: a mistake costs once.",
                "Look at what those checks make of an earlier function's answer.",
            )


def _more_telling(assignment: Assignment, met: Detection) -> set[str]:
    """The exercise's own misconceptions, which may tell more of what can be seen of any function."""
    own = {each.name for each in assignment.misconceptions if each.exercise == met.exercise}
    return set() if met.id in own else own


def caught_by(assignment: Assignment, met: Iterable[Detection]) -> DetectionMatrix:
    """Which checks each mistake fails."""
    caught: dict[str, dict[str, frozenset[Check]]] = {each.name: {} for each in assignment.exercises}
    for each in met:
        caught[each.exercise][each.mistake] = each.failed
    return caught


def check_findings(exercise: Exercise, caught: DetectionMatrix) -> Iterator[Problem]:
    """Checks that find no mistake which no other of their visibility finds, and that do not say why they are there."""
    for check in exercise.checks:
        if not check.purpose and not finds_alone(check, caught):
            folder = "exercises" if check.is_public else "solutions"
            yield Problem(
                f"{folder}/checks/{exercise.module}.py, {check.name}",
                f"Whatever it finds wrong with {exercise.name}, another check finds as well.",
                "Take it out, add the misconception that it is there for, or say why it is there: "
                "@check(..., purpose=FORMULA), or another of autograder.authoring.purpose.",
            )


def finds_alone(check: Check, caught: DetectionMatrix) -> list[str]:
    """The mistakes that this check finds, and no other that is seen by the same people."""
    return [
        mistake
        for mistake, failed in caught[check.exercise].items()
        if {each for each in failed if each.is_public == check.is_public} == {check}
    ]
