"""Sentences on the decisions about a student's grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.course.gradebook.actions import Action
from autograder.course.gradebook.attempts import ExercisePoints
from autograder.course.gradebook.standing import Standing
from autograder.text.phrasing import number, plural


def on_the_whole(standing: Standing) -> Iterator[str]:
    """The override of the score, or what being late costs, and the comments on the whole submission."""
    if standing.override:
        yield set_to(standing.override)
    elif standing.penalty:
        yield f"Late: {number(round(standing.penalty, 2))} points less."
    elif standing.late:
        yield "Late; no points were taken for that."
    if standing.attempts > 1:
        yield f"There are {plural(standing.attempts, 'attempt')}; this is the one that counts."
    yield from comments(standing.comments)


def on_exercise(points: ExercisePoints) -> Iterator[str]:
    """The override of an exercise's points, and the comments on it."""
    if points.override:
        yield set_to(points.override)
    yield from comments(points.comments)


def set_to(action: Action) -> str:
    """The points that a person has decided on."""
    why = action.reason or "no reason given"
    return f"Set to {number(action.points or 0.0)} points by {action.by} on {action.done_at[:10]}: {why}"


def comments(written: Sequence[Action]) -> Iterator[str]:
    """Comments, each with who wrote it, and when."""
    return (f"{each.by}, {each.done_at[:10]}: {each.content}" for each in written)
