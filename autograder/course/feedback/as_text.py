"""What a student may read, as lines of plain text, for comments in code."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from autograder.course.feedback.told import Told, ToldCheck, ToldExercise
from autograder.text.phrasing import plural
from autograder.text.sanitize import sanitize

WIDTH = 96
MOST_MESSAGES = 20


def as_lines(told: Told) -> list[str]:
    """The lines, without line ends or anything that a screen would act on."""
    return [line for text in _texts(told) for line in _folded(text)]


def _texts(told: Told) -> Iterator[str]:
    yield f"Feedback on {told.assignment}. {told.headline}"
    yield from told.remarks
    yield from (f"About your files: {message}" for message in told.about_files[:MOST_MESSAGES])
    for exercise in told.exercises:
        yield from _exercise(exercise)
    if told.printed:
        yield from ("", "Your program printed:", textwrap.indent(told.printed, "    "))


def _exercise(exercise: ToldExercise) -> Iterator[str]:
    yield from ("", exercise.name + (f": {exercise.points} points" if exercise.points else ""))
    yield from exercise.remarks
    for check in exercise.speaking:
        yield from _check(check)
    if exercise.quiet:
        yield f"  Passed: {len(exercise.quiet)} of {plural(len(exercise.checks), 'check')}."
    yield from (f"  {sentence}" for sentence in exercise.withheld)


def _check(check: ToldCheck) -> Iterator[str]:
    yield f"  [{'x' if check.passed else ' '}] {check.title} ({check.points} points)"
    hint = f"Hint: {check.hint}" if check.hint else ""
    for text in filter(None, (check.happened, hint, check.example, *check.remarks)):
        yield textwrap.indent(text, "      ")


def _folded(text: str) -> list[str]:
    """Lines that fit; each goes on as far in as it begins."""
    lines = []
    for line in sanitize(text).replace("\t", "    ").split("\n"):
        margin = " " * min(len(line) - len(line.lstrip(" ")), WIDTH // 2)
        lines += textwrap.wrap(line, WIDTH, subsequent_indent=margin, drop_whitespace=True) or [""]
    return [line.rstrip() for line in lines]
