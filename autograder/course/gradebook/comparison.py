"""Compares two states of a gradebook, student by student: after a regrade, or as if a check were voided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.course.gradebook.actions import Action
from autograder.course.gradebook.attempts import Attempt, ExercisePoints
from autograder.course.gradebook.people import Student
from autograder.course.gradebook.standing import Standing
from autograder.immutable import immutable
from autograder.text.phrasing import number

SMALLEST = 1e-6  # points


@immutable
class Change:
    """The change for one student.

    Attributes
    ----------
    student : Student
        The student.
    before, after : float or None
        The scores; None if there was no grade.
    causes : tuple of str
        The causes: checks, decisions and attempts, each with its points.
    """

    student: Student
    before: float | None
    after: float | None
    causes: tuple[str, ...]

    @property
    def gain(self) -> float:
        """The points that were gained; negative: lost."""
        return (self.after or 0.0) - (self.before or 0.0)


def changes(before: Iterable[Standing], after: Iterable[Standing]) -> Iterator[Change]:
    """The students whose scores differ, in two lists of the same students."""
    for old, new in zip(before, after, strict=True):
        if old.score != new.score:
            yield Change(new.student, old.score, new.score, tuple(_causes(old, new)))


def signed(points: float) -> str:
    """Points with their sign."""
    return f"{'+' if points > 0 else '−'}{number(abs(points))}"


def _causes(old: Standing, new: Standing) -> Iterator[str]:
    if new.override != old.override:
        yield _decided("the score", new.override)
    if old.attempt is None or new.attempt is None:
        if new.attempt:
            yield f"{new.attempt.name} was graded"
        return
    if old.attempt.row != new.attempt.row:
        yield f"another attempt counts: {new.attempt.name}"
        return
    yield from _of_exercises(old.attempt, new.attempt)
    if abs(new.penalty - old.penalty) > SMALLEST:
        yield f"penalty {signed(old.penalty - new.penalty)}"


def _of_exercises(old: Attempt, new: Attempt) -> Iterator[str]:
    regraded = False
    for key in {**old.scores, **new.scores}:
        gained = new.scores.get(key, 0.0) - old.scores.get(key, 0.0)
        if abs(gained) > SMALLEST:
            regraded = True
            yield f"{'/'.join(key)} {signed(gained)}"
    if regraded:
        yield f"graded by {new.by}: {new.reason}"
    before = {each.name: each for each in old.exercises}
    for each in new.exercises:
        yield from _of_decisions(before.get(each.name), each)


def _of_decisions(old: ExercisePoints | None, new: ExercisePoints) -> Iterator[str]:
    if old is None:
        return
    if new.override != old.override:
        yield _decided(new.name, new.override)
    elif new.max_points != old.max_points or abs((new.points - new.raw) - (old.points - old.raw)) > SMALLEST:
        yield f"a check of {new.name} was decided on for all"


def _decided(what: str, override: Action | None) -> str:
    if override is None:
        return f"{what}: the override was undone"
    return f"{what}: {number(override.points)} by {override.by}, {override.reason or 'no reason given'}"
