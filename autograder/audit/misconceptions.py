"""Whether every mistake is caught, is diagnosed and costs points in one exercise only, and every check is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from autograder.assignment.model import Assignment, Exercise
from autograder.audit.defect import Defect
from autograder.audit.trials import TrialResult
from autograder.authoring import Check
from autograder.diagnosis.diagnose import diagnose
from autograder.diagnosis.evidence import Evidence
from autograder.diagnosis.live_candidates import LiveCandidate
from autograder.immutable import immutable
from autograder.judging.expected import CheckInstance
from autograder.text.phrasing import listed

FORM = "#"  # between the id and the number of the form, where there are several

DetectionMatrix = Mapping[str, Mapping[str, frozenset[Check]]]
"""The checks that fail, by exercise and mistake."""


@immutable
class Detection:
    """How the checks of an exercise detect a mistake.

    Attributes
    ----------
    exercise, mistake : str
        The exercise, and the mistake's id, with a number if the misconception has several forms.
    failed : frozenset of Check
        The checks that fail.
    diagnosed : frozenset of str
        The names that diagnosis gives the mistake.
    """

    exercise: str
    mistake: str
    failed: frozenset[Check]
    diagnosed: frozenset[str]

    @property
    def id(self) -> str:
        return self.mistake.partition(FORM)[0]


def detections_of_forms(
    exercise: Exercise, candidates: Iterable[LiveCandidate], instances: Mapping[Check, CheckInstance]
) -> Iterator[Detection]:
    """How each form of an exercise's misconceptions is detected, by running it in this process.

    Parameters
    ----------
    exercise : Exercise
        The exercise.
    candidates : iterable of LiveCandidate
        All forms of its misconceptions.
    instances : dict of CheckInstance
        Its checks with their inputs.
    """
    known = list(candidates)
    count = {name: sum(each.name == name for each in known) for name in {each.name for each in known}}
    number = dict.fromkeys(count, 0)
    for each in known:
        number[each.name] += 1
        mistake = each.name if count[each.name] == 1 else f"{each.name}{FORM}{number[each.name]}"
        runs = tuple(each.run(instances[check]) for check in exercise.checks)
        failed = frozenset(run.check for run in runs if not run.verdict.passed)
        diagnosed = set()
        for part in (runs, tuple(run for run in runs if run.check.is_public)):
            if failed & {run.check for run in part} and (diagnosis := diagnose(Evidence(exercise.name, part), known)):
                diagnosed.add(diagnosis.name)
        yield Detection(exercise.name, mistake, failed, frozenset(diagnosed))


def detections_in_trials(assignment: Assignment, tried: Iterable[TrialResult]) -> Iterator[Detection]:
    """How the mistakes in graded submissions were detected."""
    checks = {(each.name, check.name): check for each in assignment.exercises for check in each.checks}
    for each in tried:
        failed = [check for check in each.result.checks if not check.passed]
        diagnosed = frozenset(check.misconception for check in failed if check.misconception)
        found = frozenset(checks[each.result.name, check.name] for check in failed)
        yield Detection(each.trial.exercise, each.trial.name, found, diagnosed)


def mistake_defects(assignment: Assignment, detections: Iterable[Detection]) -> Iterator[Defect]:
    """Mistakes that no hidden check catches, that get no diagnosis, or that get another mistake's."""
    for each in detections:
        where = f"{each.mistake} of {each.exercise}"
        in_checks = f"solutions/checks/{assignment.exercise(each.exercise).module}.py"
        hidden = [check for check in each.failed if not check.is_public]
        if not hidden:
            yield Defect(
                where,
                "No hidden check notices this mistake.",
                f"Add a case to {in_checks} whose inputs tell it from the reference.",
            )
        if strangers := each.diagnosed - {each.id, *_more_telling(assignment, each)}:
            yield Defect(
                where,
                f"It is diagnosed as {listed(sorted(strangers))}.",
                "If the two are the same mistake, make them forms of one id; else add inputs that tell them apart.",
            )
        elif hidden and not each.diagnosed:
            yield Defect(
                where,
                "It is caught, but not diagnosed: something else explains the answers as well.",
                f"Add a case to {in_checks} that tells it from its neighbours, or make the two forms of one id.",
            )


def collateral_loss(tried: Iterable[TrialResult]) -> Iterator[Defect]:
    """Mistakes that cost another exercise points."""
    for each in tried:
        if others := each.lost - {each.trial.exercise}:
            yield Defect(
                f"{each.trial.name} of {each.trial.exercise}",
                f"It also costs points in {listed(sorted(others))}, but a mistake should cost only once.",
                "See how those checks use the earlier function's answer.",
            )


def _more_telling(assignment: Assignment, detection: Detection) -> set[str]:
    """The exercise's misconceptions, which are more specific diagnoses of a mistake than a symptom is."""
    names = {each.name for each in assignment.misconceptions if each.exercise == detection.exercise}
    return set() if detection.id in names else names


def caught_by(assignment: Assignment, detections: Iterable[Detection]) -> DetectionMatrix:
    """Which checks each mistake fails."""
    caught: dict[str, dict[str, frozenset[Check]]] = {each.name: {} for each in assignment.exercises}
    for each in detections:
        caught[each.exercise][each.mistake] = each.failed
    return caught


def check_defects(exercise: Exercise, caught: DetectionMatrix) -> Iterator[Defect]:
    """Checks without a stated purpose that find no mistake which other checks of their visibility miss."""
    for check in exercise.checks:
        if not check.purpose and not finds_alone(check, caught):
            folder = "exercises" if check.is_public else "solutions"
            yield Defect(
                f"{folder}/checks/{exercise.module}.py, {check.name}",
                f"Whatever it finds wrong with {exercise.name}, another check finds as well.",
                "Remove it, add the misconception that it should find, or state its purpose: "
                "@check(..., purpose=FORMULA), or another of autograder.authoring.purpose.",
            )


def finds_alone(check: Check, caught: DetectionMatrix) -> list[str]:
    """The mistakes that this check finds and no other of its visibility does."""
    return [
        mistake
        for mistake, failed in caught[check.exercise].items()
        if {each for each in failed if each.is_public == check.is_public} == {check}
    ]
