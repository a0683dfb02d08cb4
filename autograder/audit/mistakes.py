"""Every misconception is caught, told by its name, and costs its own exercise alone; every check is there for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from autograder.assignment import Assignment, Exercise
from autograder.audit.answers import module_of
from autograder.audit.bench import Tried
from autograder.audit.finding import Finding
from autograder.authoring import Check

FORM = "#"  # between the id and the number of the form, where there are several

Caught = Mapping[str, Mapping[str, frozenset[Check]]]
"""By exercise and mistake: the checks that do not pass."""


def names_of_forms(name: str, forms: tuple[Callable[..., Any], ...]) -> list[str]:
    """What each form of a misconception is known by."""
    return [name if len(forms) == 1 else f"{name}{FORM}{place}" for place in range(1, len(forms) + 1)]


def mistake_findings(assignment: Assignment, tried: Iterable[Tried]) -> Iterator[Finding]:
    """Mistakes that are not caught, not told, told as another one, or that cost another exercise points."""
    for each in tried:
        exercise, mistake = each.trial.exercise, each.trial.name
        where = f"{mistake} of {exercise}"
        in_checks = f"solutions/checks/{module_of(assignment, exercise)}.py"
        hidden = [check for check in each.result.checks if not check.is_public and not check.passed]
        if not hidden:
            yield Finding(
                where,
                "No hidden check notices this mistake.",
                f"Add a case to {in_checks} whose inputs tell it from the reference.",
            )
        told = {check.misconception for check in each.result.checks if not check.passed} - {None}
        own = mistake.partition(FORM)[0]
        if strangers := told - {own, *_more_telling(assignment, exercise, own)}:
            yield Finding(
                where,
                f"It is told as {' and '.join(sorted(map(str, strangers)))}.",
                "If the two are the same mistake, make them forms of one id; else add inputs that tell them apart.",
            )
        elif hidden and not told:
            yield Finding(
                where,
                "It is caught, and not told by its name: something else explains the answers as well.",
                f"Add a case to {in_checks} that tells it from its neighbours, or make the two forms of one id.",
            )
        if others := each.lost - {exercise}:
            yield Finding(
                where,
                f"It costs points in {' and '.join(sorted(others))}, too: a mistake costs once.",
                "Look at what those checks make of an earlier function's answer.",
            )


def _more_telling(assignment: Assignment, exercise: str, mistake: str) -> set[str]:
    """The exercise's own misconceptions, which may tell more of what can be seen of any function."""
    own = {each.name for each in assignment.misconceptions if each.exercise == exercise}
    return set() if mistake in own else own


def caught_by(assignment: Assignment, tried: Iterable[Tried]) -> Caught:
    """Which checks each mistake fails."""
    checks = {(each.name, check.name): check for each in assignment.exercises for check in each.checks}
    caught: dict[str, dict[str, frozenset[Check]]] = {each.name: {} for each in assignment.exercises}
    for each in tried:
        failed = (checks[each.result.name, check.name] for check in each.result.checks if not check.passed)
        caught[each.trial.exercise][each.trial.name] = frozenset(failed)
    return caught


def check_findings(exercise: Exercise, caught: Caught) -> Iterator[Finding]:
    """Checks that find no mistake which no other of their visibility finds, and that do not say why they are there."""
    for check in exercise.checks:
        if not check.reason and not finds_alone(check, caught):
            folder = "exercises" if check.is_public else "solutions"
            yield Finding(
                f"{folder}/checks/{exercise.module}.py, {check.name}",
                f"Whatever it finds wrong with {exercise.name}, another check finds as well.",
                "Take it out, add the misconception that it is there for, or say why it is there: in its docstring, "
                "below the title.",
            )


def finds_alone(check: Check, caught: Caught) -> list[str]:
    """The mistakes that this check finds, and no other that is seen by the same people."""
    return [
        mistake
        for mistake, failed in caught[check.exercise].items()
        if {each for each in failed if each.is_public == check.is_public} == {check}
    ]
